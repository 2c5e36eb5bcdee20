"""The parts of the ground rules: the whole text, own rules with the review date, questions for a therapist."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt

from app.models.agreement import allowed_days
from app.models.base import LONGEST_LINE
from app.models.blockers import Requirement
from app.models.outline import DraftSection
from app.services.drafts import DraftView
from app.ui.agreement.clause_view import ClauseSections
from app.ui.agreement.clause_words import ClauseWriter
from app.ui.agreement.pause import PauseCard
from app.ui.agreement.section_view import OutlinePart, SectionView, section_state
from app.ui.kit.buttons import secondary
from app.ui.kit.controls import DateField
from app.ui.kit.field import TextField
from app.ui.kit.flow import add_to, button_row
from app.ui.kit.labels import Reason, caption, soft
from app.ui.kit.section_list import SectionLine, SectionState
from app.ui.kit.surfaces import Card
from app.ui.page_id import PageId


def ground_rules_lines(view: DraftView) -> tuple[SectionLine, ...]:
    """The list at the left."""
    say, draft = QCoreApplication.translate, view.draft
    whole = SectionState.DONE if view.is_agreed_as_it_stands else SectionState.STARTED
    rules = section_state(draft, DraftSection.RULES, bool(draft.rules))
    questions = section_state(draft, DraftSection.QUESTIONS, bool(draft.questions))
    lines = (
        SectionLine(OutlinePart.TEXT, say("Rules", "The whole text"), whole),
        SectionLine(OutlinePart.OWN, say("Rules", "Our own rules"), rules),
        SectionLine(OutlinePart.QUESTIONS, say("Rules", "Questions"), questions),
    )
    if view.versions:
        return (SectionLine(OutlinePart.AGREED, say("Rules", "What is agreed"), SectionState.DONE), *lines)
    return lines


class TextPart(SectionView):
    """The text as it would be read now, with links to where its parts are edited."""

    def build(self) -> None:
        """Links above the clauses."""
        ws = self.ws
        self.column.addWidget(
            soft(
                self.tr("This is what each of you reads and says yes to. You can change its parts on their own pages.")
            )
        )
        links = (
            (self.tr("Limits"), PageId.LIMITS),
            (self.tr("Signals"), PageId.SIGNALS),
            (self.tr("Aftercare"), PageId.AFTERCARE),
        )
        self.column.addWidget(button_row(*(secondary(ws.design, words, partial(ws.go, page)) for words, page in links)))
        self.clauses = ClauseSections(ws)
        add_to(self.column, self.clauses, caption(ws.texts.notices.default_no))

    def show_draft(self, view: DraftView, writer: ClauseWriter) -> None:
        """Show the current text."""
        self.clauses.show_clauses(view.document.clauses, writer)


class OwnPart(SectionView):
    """Rules of one's own, and the review date."""

    section = DraftSection.RULES

    def build(self) -> None:
        """A list of lines, and the date."""
        self.lines = self.add_lines(
            "rules",
            self.tr("Our own rules"),
            self.tr("One rule a line. They are proposals until you have both read them."),
            (*self.ws.texts.ground_rules, *(e.description for e in self.ws.catalogue.entries if e.by_choice)),
            self.tr("A rule of our own"),
        )
        card = Card(self.ws.design)
        card.add_header(self.tr("Review"))
        card.add(
            soft(
                self.tr(
                    "The ground rules are agreed until the end of this day, twelve months from now at most. After that "
                    "every yes lapses and limits stay. If you set no date, it is three months from when the first of "
                    "you reads."
                )
            )
        )
        self.review = DateField(self.ws.design, self.tr("Review date"))
        self.review.picked.connect(lambda day: self.presenter.revise(review_on=day))
        card.body.addWidget(self.review, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(card)
        self.pause = PauseCard(self.ws.design)
        self.pause.picked.connect(lambda day: self.presenter.revise(wider_from=day))
        self.column.addWidget(self.pause)

    def go_to(self, need: Requirement) -> None:
        """Focus the review date, the only thing here that an agreement needs."""
        self.review.setFocus()

    def show_draft(self, view: DraftView, writer: ClauseWriter) -> None:
        """Show the lines and the date."""
        self.lines.show_lines(view.draft.rules, self.ws.person)
        draft = view.draft
        self.review.show_range(*allowed_days(draft.kind, draft.scope, self.ws.today))
        self.review.show_day(draft.review_on)
        self.pause.show_draft(view, self.ws.today)

    def flush(self) -> None:
        """Emit the day that is being typed."""
        self.review.edit.interpretText()
        self.pause.flush()


class QuestionsPart(SectionView):
    """Questions for a therapist, printed with the page."""

    section = DraftSection.QUESTIONS

    def build(self) -> None:
        """A list of lines."""
        self.lines = self.add_lines(
            "questions",
            self.tr("Questions for a therapist"),
            self.tr("Questions you would like to bring to a session. They are printed too."),
            self.ws.texts.therapist_questions,
            self.tr("A question of our own"),
        )
        card = Card(self.ws.design)
        card.add_header(self.tr("After a session"), "clipboard-text")
        told = self.tr(
            "What you agreed on there, one line each. Each line becomes a proposal for your own rules. It counts once "
            "each of you has read it alone and said yes."
        )
        card.add(soft(told))
        self.session = card.add(TextField(self.ws.design, self.tr("What we agreed on in the session"), rows=4))
        self.propose = secondary(self.ws.design, self.tr("Add as proposals"), self.on_propose, icon="plus")
        self.session.edited.connect(self._show_may_propose)
        card.add(button_row(self.propose))
        self._why = card.add(Reason(self.propose))
        self.column.addWidget(card)
        self._show_may_propose()
        if self.presenter.is_loaded:
            self._hold()

    def _hold(self) -> None:
        self.ws.unadded.hold(f"{self.presenter.draft.id}.session", self.session.edit)

    def _show_may_propose(self, _text: str = "") -> None:
        text, why = self.session.text(), ""
        if not text.strip():
            why = self.tr("Write a line first.")
        elif any(len(line) > LONGEST_LINE for line in text.split("\n")):
            why = self.tr("One of the lines is too long. Please break it into several.")
        self._why.give(why)

    def on_propose(self) -> None:
        """Each line becomes a proposal; where both are here, of both."""
        lines = [line for line in self.session.text().split("\n") if line.strip()]
        if lines:
            self.presenter.add_lines("rules", lines, self._on_proposed)

    def _on_proposed(self) -> None:
        self.session.show_text("")
        self._show_may_propose()
        self.session.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ws.toast(self.tr("Added to your own rules, as proposals"))

    def show_draft(self, view: DraftView, writer: ClauseWriter) -> None:
        """Show the lines."""
        self._hold()
        self.lines.show_lines(view.draft.questions, self.ws.person)
