"""The editor of a draft: its parts at the left, one of them at the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.models.base import PersonId
from app.models.blockers import Blocker, Requirement
from app.models.outline import DraftKind
from app.services.drafts import DraftView
from app.ui.agreement.agreed_pane import AgreedPane
from app.ui.agreement.clause_view import reveal_top
from app.ui.agreement.draft_presenter import DraftPresenter
from app.ui.agreement.read_panel import ReadPanel
from app.ui.agreement.section_view import OutlinePart, SectionView
from app.ui.design.design import Design
from app.ui.design.tokens import Size, Space
from app.ui.kit.buttons import Button, ButtonKind
from app.ui.kit.flow import Box, Column, clear_layout, column_in, discard, filling, row_in
from app.ui.kit.labels import caption
from app.ui.kit.link import LinkLine
from app.ui.kit.narrow import NarrowSwitch
from app.ui.kit.scroll import widest
from app.ui.kit.section_list import SectionLine, SectionList
from app.ui.page_id import PageId
from app.ui.wording import WordTable, fill
from app.ui.workspace import Workspace


class MissingLines(Column):
    """Everything that blocks an agreement, and nothing else, one link a line."""

    picked = Signal(object)
    """The blocker that was picked."""

    def __init__(self, design: Design) -> None:
        super().__init__()
        self._design = design
        self._shown: tuple[tuple[Blocker, str], ...] | None = None
        self.hide()
        design.limit_width(self, Size.MARGIN)

    def show_missing(self, blockers: tuple[Blocker, ...], names: dict[str, str]) -> None:
        """Show what is missing; hidden if nothing is."""
        said = tuple((blocker, blocker_words(blocker, names)) for blocker in blockers)
        self.setVisible(bool(said))
        if said == self._shown:
            return
        self._shown = said
        clear_layout(self.body)
        self.add(caption(self.tr("Before you can agree")))
        for blocker, words in said:
            self.add(LinkLine(words, partial(self.picked.emit, blocker)))

    @property
    def words(self) -> tuple[str, ...]:
        """The words of what is missing."""
        return tuple(text for _, text in self._shown or ())

    def beside(self, header: QWidget) -> QWidget:
        """Put them beside the button in a header, or below it where there is no room."""
        box = Box()
        line = row_in(box, Space.L)
        line.addWidget(header, 1, Qt.AlignmentFlag.AlignTop)
        # The title is below the way back, which the lines are not beside.
        line.addWidget(self, 0, Qt.AlignmentFlag.AlignBottom)
        NarrowSwitch(self._design, box, Size.NARROW, line)
        return box


_WORDS = WordTable(
    "Missing",
    {
        Requirement.VERBAL_RED: "A word that stops everything",
        Requirement.SPEECHLESS_RED: "A red signal that works without speech",
        Requirement.AFTERCARE: "Aftercare for {name} is empty",
        Requirement.CAP: "No time limit yet",
        Requirement.DAY: "No date you can agree to yet",
        Requirement.READING: "{name}’s reading",
    },
)
_OF_A_PERSON = (Requirement.AFTERCARE, Requirement.READING)


def blocker_words(blocker: Blocker, names: dict[str, str]) -> str:
    """A blocker in a few words."""
    if blocker.need in _OF_A_PERSON:
        return fill(_WORDS(blocker.need), name=names.get(blocker.person or "", ""))
    return _WORDS(blocker.need)


class OutlinePanes(Box):
    """The list of parts, wide enough for its words at any text size, and beside it the part that was picked.

    Where they are stacked, picking scrolls to the part.
    """

    def __init__(self, design: Design, sections: SectionList, right: QWidget) -> None:
        super().__init__()
        self._design, self._side, self._picked = design, Column(sections), right
        self._side.body.addStretch(1)
        line = row_in(self, Space.L)
        line.addWidget(self._side)
        line.addWidget(right, 1)
        self._switch = NarrowSwitch(design, self, Size.NARROW, line)
        self._switch.turned.connect(sections.fold)
        design.changed.connect(self._fit)
        sections.picked.connect(self.on_picked)
        self._fit()

    def on_picked(self) -> None:
        """Scroll to the part that was picked."""
        if self._switch.is_narrow:
            reveal_top(self._picked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._side.setMinimumWidth(self._design.px(Size.SECTIONS))
        wide = max(self._design.px(Size.SECTIONS), self._side.minimumSizeHint().width())
        self._side.setMaximumWidth(widest(self._design, Size.CONTENT) if self._switch.is_narrow else wide)


class ReadButton(Button):
    """The way to *Read and say yes* in a header; hidden while that is shown, or while the text is agreed."""

    def __init__(self, design: Design, on: Callable[[], object]) -> None:
        super().__init__(design, "", on, kind=ButtonKind.PRIMARY)
        self.hide()

    def show_for(self, view: DraftView, part: OutlinePart | None) -> None:
        """Show what is left to do, while this part of the draft is shown."""
        self.show_text(self.tr("Agree…") if view.is_ready else self.tr("Read and say yes…"))
        self.setVisible(part is not OutlinePart.READ and not view.is_agreed_as_it_stands)


class DraftOutline(Box):
    """Shows a presenter's draft; parts are built when they are first shown, then rebound to each draft."""

    part_shown = Signal()

    def __init__(
        self,
        ws: Workspace,
        presenter: DraftPresenter,
        name: str,
        parts: Mapping[OutlinePart, type[SectionView]],
        lines: Callable[[DraftView], tuple[SectionLine, ...]],
        title: Callable[[DraftView], str],
        agreed: AgreedPane | None = None,
    ) -> None:
        super().__init__()
        self._ws, self._presenter = ws, presenter
        self._makers, self._lines, self._title = parts, lines, title
        self._first = next(iter(parts))
        self.current: OutlinePart | None = None
        self._is_entered = False
        self.parts: dict[OutlinePart, SectionView] = {}
        self.sections = SectionList(ws.design, name)
        self.missing = MissingLines(ws.design)
        self.sections.picked.connect(lambda key: self.show_part(OutlinePart(key)))
        self.missing.picked.connect(self.on_missing)
        right = Box()
        self._right = column_in(right)
        self.agreed = agreed or AgreedPane(ws)
        self.reading = ReadPanel(ws, presenter, self.on_hand_to)
        for widget in (self.agreed, self.reading):
            widget.hide()
            self._right.addWidget(widget)
        self._right.addStretch(1)
        column_in(self).addWidget(OutlinePanes(ws.design, self.sections, right))

    def enter(self) -> None:
        """The page is opened: what is agreed is shown first, whichever part was open before."""
        self._is_entered = True

    def refresh(self) -> None:
        """Show the draft as it is now."""
        view = self._presenter.view
        if view is None:
            return
        if self._is_entered and view.agreed_now is not None:
            self.current = None
        self._is_entered = False
        names = {str(person.id): person.name for person in self._ws.session.people}
        if self.current is OutlinePart.READ and view.is_agreed_as_it_stands:
            self.current = OutlinePart.AGREED
        if self.current is None or (self.current is OutlinePart.AGREED and not view.versions):
            self.current = OutlinePart.AGREED if view.agreed_now is not None else self._first
        with filling(self):
            self.missing.show_missing(() if view.is_agreed_as_it_stands else view.missing, names)
            self.show_part(self.current)

    def start_over(self) -> None:
        """A different draft: forget what was typed, and begin where it makes sense."""
        for part in self.parts.values():
            self._right.removeWidget(part)
            discard(part)
        self.parts.clear()
        self.agreed.withdraw.hide()
        self.current = None

    def show_part(self, key: OutlinePart) -> None:
        """Show one part."""
        view = self._presenter.view
        if view is None:
            return
        self.current = key
        self.sections.show_sections(self._lines(view), key)
        shown = self.part(key) if key in self._makers else None
        for each in self.parts.values():
            each.setVisible(each is shown)
        self.agreed.setVisible(key is OutlinePart.AGREED)
        self.reading.setVisible(key is OutlinePart.READ)
        if shown is not None:
            shown.show_view(view)
        elif key is OutlinePart.AGREED:
            self.agreed.show_view(view, self._title(view))
        else:
            self.reading.show_view(view)
        self.part_shown.emit()

    def part(self, key: OutlinePart) -> SectionView:
        """A part, built at the first call."""
        if key not in self.parts:
            part = self._makers[key](self._ws, self._presenter)
            self._right.insertWidget(0, part)
            self.parts[key] = part
        return self.parts[key]

    def flush(self) -> None:
        """Save what is being typed."""
        for part in self.parts.values():
            part.flush()

    def on_missing(self, blocker: Blocker) -> None:
        """Go to where something missing can be added."""
        if blocker.need in (Requirement.VERBAL_RED, Requirement.SPEECHLESS_RED):
            self._ws.go(PageId.SIGNALS)
        elif blocker.need is Requirement.AFTERCARE:
            self._ws.go(PageId.AFTERCARE)
        elif blocker.need in (Requirement.CAP, Requirement.DAY):
            part = OutlinePart.PLACE if self._presenter.draft.kind is DraftKind.SCENE else OutlinePart.OWN
            self.show_part(part)
            self.part(part).go_to(blocker.need)
        else:
            self.on_read()

    def on_read(self) -> None:
        """Show who reads next."""
        self.flush()
        self.show_part(OutlinePart.READ)
        self.reading.focus()

    def on_hand_to(self, person: PersonId) -> None:
        """Hand the device over for somebody's reading; whoever is alone reads at once."""
        self.flush()
        draft_id = self._presenter.draft.id
        if self._ws.session.presence.holder == person:
            self._ws.go(PageId.MY_READING, draft_id)
        else:
            self._ws.hand_over(person, PageId.MY_READING, draft_id)

    def on_print(self) -> None:
        """Go to the printed page."""
        if self._presenter.is_loaded:
            self.flush()
            self._ws.go(PageId.EXPORT, self._presenter.draft.id)
