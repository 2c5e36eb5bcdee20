"""*What stays out*, *Place and time*, and *Signals and aftercare*."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.models.outline import DraftSection, Scope
from app.services.drafts import DraftView
from app.ui.agreement.clause_view import ClauseSections
from app.ui.agreement.clause_words import ClauseWriter
from app.ui.agreement.lines import ChipText
from app.ui.agreement.section_view import SectionView
from app.ui.design.tokens import Space
from app.ui.kit.buttons import secondary
from app.ui.kit.controls import DateField, SpinBox
from app.ui.kit.flow import button_row, stack
from app.ui.kit.labels import soft, strong
from app.ui.kit.segments import Segments
from app.ui.kit.surfaces import Card
from app.ui.page_id import PageId

MOST_MINUTES = 24 * 60


class OutView(SectionView):
    """What is left out of this scene, in addition to the limits."""

    section = DraftSection.EXCLUSIONS

    def build(self) -> None:
        """A list of own words."""
        self.lines = self.add_lines(
            "exclusions",
            self.tr("What stays out"),
            self.tr("Your limits always hold. Here is what you leave out this time on top of them."),
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
        """Three cards."""
        design, texts = self.ws.design, self.ws.texts
        where = Card(design)
        where.add_header(self.tr("Where"))
        self.place = ChipText(design, self.tr("Place"), texts.places)
        self.place.committed.connect(lambda text: self.presenter.revise(place=text))
        self.privacy = ChipText(design, self.tr("Privacy"), texts.privacy)
        self.privacy.committed.connect(lambda text: self.presenter.revise(privacy=text))
        where.add(self.place)
        where.add(self.privacy)
        self.column.addWidget(where)
        self.column.addWidget(self._build_time())
        self.column.addWidget(self._build_scope())
        # The only thing here that an agreement needs is the cap.
        self.setFocusProxy(self.cap)

    def _build_time(self) -> Card:
        card = Card(self.ws.design)
        card.add_header(self.tr("How long"))
        card.add(soft(self.tr("A cap is the latest end. You can always stop sooner.")))
        minutes = self.tr(" minutes")
        self.cap = SpinBox(self.ws.design, self.tr("Time cap"), 0, MOST_MINUTES, 15, minutes, self.tr("No cap yet"))
        self.check_in = SpinBox(
            self.ws.design, self.tr("Check in every"), 0, MOST_MINUTES, 5, minutes, self.tr("No check-ins")
        )
        for box, field, title in (
            (self.cap, "cap_minutes", self.tr("Time cap")),
            (self.check_in, "check_in_minutes", self.tr("Check in every")),
        ):
            box.setKeyboardTracking(False)
            box.valueChanged.connect(lambda value, name=field: self.presenter.revise(**{name: value or None}))
            card.add(_labelled(title, box))
        return card

    def _build_scope(self) -> Card:
        card = Card(self.ws.design)
        card.add_header(self.tr("How long your yes holds"))
        options = [
            (Scope.ONCE, self.tr("Once, until its debrief")),
            (Scope.UNTIL_REVIEW, self.tr("Until the review date")),
        ]
        self.scope = card.add(Segments(self.ws.design, self.tr("The yes holds"), options))
        self.scope.chosen.connect(lambda scope: self.presenter.revise(scope=scope))
        self.review = DateField(self.ws.design, self.tr("Review date"), optional=False)
        self.review.picked.connect(lambda day: self.presenter.revise(review_on=day))
        card.add(_labelled(self.tr("Review date"), self.review))
        card.add(soft(self.tr("After that day every yes lapses; limits stay.")))
        return card

    def show_draft(self, view: DraftView, writer: ClauseWriter) -> None:
        """Show the values."""
        draft = view.draft
        self.place.show_text(draft.place)
        self.privacy.show_text(draft.privacy)
        self.cap.show_value(draft.cap_minutes or 0)
        self.check_in.show_value(draft.check_in_minutes or 0)
        self.scope.show_choice(draft.scope)
        self.review.show_day(draft.review_on)

    def flush(self) -> None:
        """Emit what is being typed."""
        self.place.flush()
        self.privacy.flush()
        self.cap.interpretText()
        self.check_in.interpretText()


class CareView(SectionView):
    """Signals and aftercare as they will be copied into the agreement; edited on their own pages."""

    def build(self) -> None:
        """Copies to read, with links to their pages."""
        self.column.addWidget(
            soft(self.tr("These come from their own pages. An agreement keeps its own copy of them as they are then."))
        )
        design = self.ws.design
        signals = secondary(design, self.tr("Go to Signals"), lambda: self.linked.emit(PageId.SIGNALS))
        aftercare = secondary(design, self.tr("Go to Aftercare"), lambda: self.linked.emit(PageId.AFTERCARE))
        self.column.addWidget(button_row(signals, aftercare))
        self.clauses = ClauseSections(self.ws)
        self.column.addWidget(self.clauses)

    def show_draft(self, view: DraftView, writer: ClauseWriter) -> None:
        """Show the copies."""
        wanted = (DraftSection.SIGNALS, DraftSection.AFTERCARE)
        self.clauses.show_clauses([c for c in view.document.clauses if c.section in wanted], writer)


def _labelled(title: str, control: QWidget) -> QVBoxLayout:
    column = stack(spacing=Space.XS)
    column.addWidget(strong(title))
    column.addWidget(control, 0, Qt.AlignmentFlag.AlignLeft)
    return column
