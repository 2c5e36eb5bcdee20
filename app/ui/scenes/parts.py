"""Parts of a scene: *Why we want this*, *What stays out*, *Place and time*, *Signals and aftercare*."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.models.agreement import allowed_days
from app.models.base import PersonId
from app.models.blockers import Requirement
from app.models.outline import Draft, DraftField, DraftSection, PersonNeeds, Scope
from app.models.person import Person
from app.models.texts import Texts
from app.services.drafts import DraftView
from app.ui.agreement.clause_view import ClauseSections
from app.ui.agreement.clause_words import ClauseWriter
from app.ui.agreement.draft_presenter import DraftPresenter
from app.ui.agreement.own_turn import OwnTurnPanel
from app.ui.agreement.pause import PauseCard
from app.ui.agreement.section_view import SectionView
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.buttons import secondary
from app.ui.kit.chips import ChipFlow
from app.ui.kit.controls import DateField, SpinBox
from app.ui.kit.field import TextField
from app.ui.kit.flow import add_to, button_row, row, stack
from app.ui.kit.labels import soft, strong, title
from app.ui.kit.mark import mark_of
from app.ui.kit.segments import Segments
from app.ui.kit.surfaces import Card
from app.ui.page_id import PageId
from app.ui.wording import fill

MOST_MINUTES = 24 * 60


class NeedsView(SectionView):
    """One card per person."""

    section = DraftSection.NEEDS

    def build(self) -> None:
        """One card per person."""
        self.column.addWidget(
            soft(self.tr("What each of you hopes for. A need can be met in many ways, including without a scene."))
        )
        self.turn = OwnTurnPanel(self.ws, PageId.SCENES, lambda: self.presenter.draft.id)
        self.column.addWidget(self.turn)
        self.cards: dict[PersonId, NeedsCard] = {}
        for person in self.ws.session.people:
            card = NeedsCard(self.ws.design, person, self.ws.texts, self.presenter)
            self.cards[person.id] = card
            self.column.addWidget(card)

    def show_draft(self, view: DraftView, writer: ClauseWriter) -> None:
        """Show both, editable for their owner in their own turn."""
        self.turn.refresh()
        for person, card in self.cards.items():
            card.show_needs(card.needs(), self.presenter.may_edit(person))

    def flush(self) -> None:
        """Emit what is being typed."""
        for card in self.cards.values():
            card.words.commit()


class NeedsCard(Card):
    """One person's needs; only they edit them."""

    def __init__(self, design: Design, person: Person, texts: Texts, presenter: DraftPresenter) -> None:
        super().__init__(design)
        self._person, self._texts, self._presenter = person, texts, presenter
        self.add(row(mark_of(design, person), title(person.name)))
        self.chips = self.add(ChipFlow(design))
        self.chips.toggled.connect(self._on_toggled)
        self._read = self.add(soft(""))
        label = fill(self.tr("In {name}’s own words"), name=person.name)
        self.words = self.add(TextField(design, label, rows=2))
        self.words.committed.connect(self._on_words)
        self.chips.show_chips([(need.id, need.title) for need in texts.needs])
        for need in texts.needs:
            ways = "; ".join(need.ways)
            self.chips.chip(need.id).setToolTip(f"{need.description}\n{ways}")

    def show_needs(self, needs: PersonNeeds, editable: bool) -> None:
        """Show needs, editable or read-only."""
        self.chips.setVisible(editable)
        self.words.setVisible(editable)
        self._read.setVisible(not editable)
        if editable:
            self.chips.show_chips([(need.id, need.title) for need in self._texts.needs], needs.needs)
            if not self.words.edit.hasFocus():
                self.words.show_text(needs.text)
            return
        titles = [found.title for slug in needs.needs if (found := self._texts.need(slug)) is not None]
        said = "\n".join(part for part in (" · ".join(titles), needs.text) if part)
        nothing = fill(self.tr("Nothing here yet. Only {name} writes this."), name=self._person.name)
        self._read.setText(said or nothing)

    def needs(self) -> PersonNeeds:
        """What this person needs, as the draft says it."""
        return self._presenter.own("needs", PersonNeeds(person=self._person.id))

    def _on_toggled(self, slug: str, wanted: bool) -> None:
        needs = self.needs()
        rest = tuple(one for one in needs.needs if one != slug)
        self._presenter.set_own("needs", needs.evolve(needs=(*rest, slug) if wanted else rest))

    def _on_words(self, text: str) -> None:
        self._presenter.set_own("needs", self.needs().evolve(text=text))


class OutView(SectionView):
    """What is left out of this scene, in addition to the limits."""

    section = DraftSection.EXCLUSIONS

    def build(self) -> None:
        """A list of own words."""
        self.lines = self.add_lines(
            "exclusions",
            self.tr("What stays out"),
            self.tr("Your limits always stay out. Add whatever else you want to leave out this time."),
            self.ws.texts.exclusions,
            self.tr("Something else"),
        )

    def show_draft(self, view: DraftView, writer: ClauseWriter) -> None:
        """Show the list."""
        self.lines.show_lines(view.draft.exclusions, self.ws.person)


class PlaceView(SectionView):
    """Place, privacy, duration, and how long a yes lasts."""

    section = DraftSection.PLACE_TIME

    def build(self) -> None:
        """A card for each."""
        design, texts = self.ws.design, self.ws.texts
        where = Card(design)
        where.add_header(self.tr("Where"))
        self.place = self.words_field(DraftField.PLACE, self.tr("Place"), texts.places)
        self.privacy = self.words_field(DraftField.PRIVACY, self.tr("Privacy"), texts.privacy)
        where.add_all(self.place, self.privacy)
        self.pause = PauseCard(design)
        self.pause.picked.connect(lambda day: self.presenter.revise(wider_from=day))
        add_to(self.column, where, self._build_time(), self._build_scope(), self.pause)

    def go_to(self, need: Requirement) -> None:
        """Focus the time limit or the date."""
        (self.review if need is Requirement.DAY else self.cap).setFocus()

    def _build_time(self) -> Card:
        card = Card(self.ws.design)
        card.add_header(self.tr("How long"))
        card.add(soft(self.tr("With a time limit, you stop by then at the latest. You can always stop sooner.")))
        minutes = self.tr(" minutes")
        self.cap = SpinBox(
            self.ws.design, self.tr("Time limit"), 0, MOST_MINUTES, 15, minutes, self.tr("No time limit yet")
        )
        self.check_in = SpinBox(
            self.ws.design, self.tr("Check in every"), 0, MOST_MINUTES, 5, minutes, self.tr("No check-ins")
        )
        for box, field, heading in (
            (self.cap, "cap_minutes", self.tr("Time limit")),
            (self.check_in, "check_in_minutes", self.tr("Check in every")),
        ):
            box.setKeyboardTracking(False)
            box.valueChanged.connect(lambda value, name=field: self.presenter.revise(**{name: value or None}))
            card.add(_labelled(heading, box))
        return card

    def _build_scope(self) -> Card:
        card = Card(self.ws.design)
        card.add_header(self.tr("How long you agree to it"))
        options = [
            (Scope.ONCE, self.tr("Once, until its debrief")),
            (Scope.UNTIL_REVIEW, self.tr("Until the review date")),
        ]
        self.scope = card.add(Segments(self.ws.design, self.tr("Agreed"), options))
        self.scope.chosen.connect(lambda scope: self.presenter.revise(scope=scope))
        self.review = DateField(self.ws.design, self.tr("Review date"))
        self.review.picked.connect(lambda day: self.presenter.revise(review_on=day))
        self.day_heading = card.add(strong(""))
        card.add(self.review)
        self.time = card.add(self.words_field(DraftField.TIME, self.tr("When it begins, if you like"), ()))
        self.day_note = card.add(soft(""))
        return card

    def show_draft(self, view: DraftView, writer: ClauseWriter) -> None:
        """Show the values."""
        draft = view.draft
        self.place.show_text(draft.place)
        self.privacy.show_text(draft.privacy)
        self.privacy.show_mark(allows=DraftField.PRIVACY in draft.allowing)
        self.cap.show_value(draft.cap_minutes or 0)
        self.check_in.show_value(draft.check_in_minutes or 0)
        self.scope.show_choice(draft.scope)
        self._show_day(draft)
        self.pause.show_draft(view, self.ws.today)

    def _show_day(self, draft: Draft) -> None:
        once = draft.scope is Scope.ONCE
        self.review.show_range(*allowed_days(draft.kind, draft.scope, self.ws.today))
        self.review.show_day(draft.review_on)
        self.time.show_text(draft.time)
        self.time.setVisible(once)
        self.review.edit.setAccessibleName(self.tr("The evening") if once else self.tr("Review date"))
        self.day_heading.setText(self.tr("The evening it is for") if once else self.tr("Review date"))
        self.day_note.setText(
            self.tr(
                "It ends when the following day is over. Changing the day takes both of you; calling it off takes one."
            )
            if once
            else self.tr(
                "Six months from now at most. If you set no date, it is three months from when the first of you reads. "
                "After that day every yes lapses; limits stay."
            )
        )

    def flush(self) -> None:
        """Emit what is being typed."""
        self.time.flush()
        self.place.flush()
        self.privacy.flush()
        self.cap.interpretText()
        self.check_in.interpretText()
        self.review.edit.interpretText()
        self.pause.flush()


class CareView(SectionView):
    """Signals and aftercare as they will be copied into the agreement; edited on their own pages."""

    def build(self) -> None:
        """Copies to read, with links to their pages."""
        self.column.addWidget(
            soft(
                self.tr(
                    "These come from their own pages. An agreement keeps a copy of them as they were when you agreed."
                )
            )
        )
        design = self.ws.design
        signals = secondary(design, self.tr("Go to Signals"), lambda: self.ws.go(PageId.SIGNALS))
        aftercare = secondary(design, self.tr("Go to Aftercare"), lambda: self.ws.go(PageId.AFTERCARE))
        self.column.addWidget(button_row(signals, aftercare))
        self.clauses = ClauseSections(self.ws)
        self.column.addWidget(self.clauses)

    def show_draft(self, view: DraftView, writer: ClauseWriter) -> None:
        """Show the copies."""
        wanted = (DraftSection.SIGNALS, DraftSection.AFTERCARE)
        self.clauses.show_clauses([c for c in view.document.clauses if c.section in wanted], writer)


def _labelled(heading: str, control: QWidget) -> QVBoxLayout:
    column = stack(spacing=Space.XS)
    column.addWidget(strong(heading))
    column.addWidget(control, 0, Qt.AlignmentFlag.AlignLeft)
    return column
