"""The parts of the ground rules: the whole text, own rules with the review date, questions for a therapist."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.models.outline import DraftSection
from app.services.drafts import DraftView
from app.ui.agreement.clause_view import ClauseSections
from app.ui.agreement.clause_words import ClauseWriter
from app.ui.agreement.draft_presenter import DraftPresenter
from app.ui.agreement.lines import LinesEditor
from app.ui.design.tokens import Space
from app.ui.kit.buttons import secondary
from app.ui.kit.controls import CheckBox, DateField
from app.ui.kit.flow import button_row, column_in
from app.ui.kit.labels import caption, soft
from app.ui.kit.section_list import SectionLine, SectionState
from app.ui.kit.surfaces import Card
from app.ui.page_id import PageId
from app.ui.workspace import Workspace

AGREED, TEXT, OWN, QUESTIONS, READ = "agreed", "text", "own", "questions", "read"


def rules_lines(view: DraftView) -> tuple[SectionLine, ...]:
    """The list at the left."""
    say = QCoreApplication.translate

    def state(section: DraftSection, has_content: bool) -> SectionState:
        if section in view.draft.settled:
            return SectionState.DONE
        return SectionState.STARTED if has_content else SectionState.EMPTY

    whole = SectionState.DONE if view.is_agreed_as_it_stands else SectionState.STARTED
    lines = [
        SectionLine(TEXT, say("Rules", "The whole text"), whole),
        SectionLine(OWN, say("Rules", "Rules of our own"), state(DraftSection.RULES, bool(view.draft.rules))),
        SectionLine(QUESTIONS, say("Rules", "Questions"), state(DraftSection.QUESTIONS, bool(view.draft.questions))),
    ]
    if view.versions:
        lines.insert(0, SectionLine(AGREED, say("Rules", "What is agreed"), SectionState.DONE))
    return tuple(lines)


class TextPart(QWidget):
    """The text as it would be read now, with ways to where its parts are edited."""

    linked = Signal(object)

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ws = ws
        column = column_in(self, Space.L)
        column.addWidget(
            soft(self.tr("This is what each of you reads and says yes to. Its parts come from their own pages."))
        )
        places = (
            (self.tr("Limits"), PageId.LIMITS),
            (self.tr("Signals"), PageId.SIGNALS),
            (self.tr("Aftercare"), PageId.AFTERCARE),
        )
        column.addWidget(
            button_row(*(secondary(ws.design, words, partial(self.linked.emit, page)) for words, page in places))
        )
        self.clauses = ClauseSections(ws)
        column.addWidget(self.clauses)
        column.addWidget(caption(ws.texts.notices.default_no))

    def show_view(self, view: DraftView) -> None:
        """Show the text as it stands."""
        writer = ClauseWriter(self._ws.session.people, view.catalogue, self._ws.texts)
        self.clauses.show_clauses(view.document.clauses, writer)


class _Lines(QWidget):
    """A card with one list of own words, and *nothing to add*."""

    section = DraftSection.RULES
    field = "rules"

    def __init__(
        self, ws: Workspace, presenter: DraftPresenter, heading: str, about: str, offers: tuple[str, ...], own: str
    ) -> None:
        super().__init__()
        self._ws, self._presenter = ws, presenter
        self.column = column_in(self, Space.L)
        card = Card(ws.design)
        card.add_header(heading)
        card.add(soft(about))
        self.lines = LinesEditor(ws.design, offers, own)
        self.lines.added.connect(partial(presenter.add_line, self.field))
        self.lines.removed.connect(partial(presenter.remove_line, self.field))
        card.add(self.lines)
        self.column.addWidget(card)
        self.settled = CheckBox(ws.design, self.tr("I have nothing to add here"))
        self.settled.clicked.connect(lambda on: presenter.settle(self.section, on))
        self.column.addWidget(self.settled, 0, Qt.AlignmentFlag.AlignLeft)

    def show_view(self, view: DraftView) -> None:
        """Show the list."""
        self.lines.show_lines(getattr(view.draft, self.field), self._ws.person)
        self.settled.setChecked(self.section in view.draft.settled)


class OwnPart(_Lines):
    """Rules of one's own, and until when all of it holds."""

    def __init__(self, ws: Workspace, presenter: DraftPresenter) -> None:
        super().__init__(
            ws,
            presenter,
            QCoreApplication.translate("Rules", "Rules of our own"),
            QCoreApplication.translate("Rules", "A line each. They are proposals until both of you have read them."),
            ws.texts.ground_rules,
            QCoreApplication.translate("Rules", "A rule of our own"),
        )
        card = Card(ws.design)
        card.add_header(self.tr("Review"))
        card.add(soft(self.tr("The ground rules hold to the end of this day. Then every yes lapses; limits stay.")))
        self.review = DateField(ws.design, self.tr("Review date"), optional=False)
        self.review.picked.connect(lambda day: presenter.revise(review_on=day))
        card.body.addWidget(self.review, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(card)

    def show_view(self, view: DraftView) -> None:
        """Show the list and the date."""
        super().show_view(view)
        self.review.show_day(view.draft.review_on)


class QuestionsPart(_Lines):
    """What to bring to a therapist; printed with the page."""

    section = DraftSection.QUESTIONS
    field = "questions"

    def __init__(self, ws: Workspace, presenter: DraftPresenter) -> None:
        super().__init__(
            ws,
            presenter,
            QCoreApplication.translate("Rules", "Questions for a therapist"),
            QCoreApplication.translate(
                "Rules", "Questions you would like to bring to a session; they are printed too."
            ),
            ws.texts.therapist_questions,
            QCoreApplication.translate("Rules", "A question of our own"),
        )
