"""The list of the journal beside the open entry, or in turns with it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from app.ui.design.tokens import Size, Space
from app.ui.journal.entry_column import EntryColumn
from app.ui.journal.list_column import ListColumn
from app.ui.journal.list_presenter import EntryListPresenter
from app.ui.kit.flow import holds_focus, row_in
from app.ui.kit.narrow import NarrowSwitch
from app.ui.kit.scroll import widest
from app.ui.workspace import Workspace

NARROW = 760
"""Below this width (at 100 % text) list and entry take turns."""


class JournalPanes(QWidget):
    """While the journal is blank and no entry is open, the list has all the room."""

    def __init__(self, ws: Workspace, entries: EntryListPresenter, page: QWidget) -> None:
        """`page`: whose width counts."""
        super().__init__(page)
        self._ws, self._entries = ws, entries
        self._shows_entry = False
        self.is_built = False
        self._width = NarrowSwitch(ws.design, page, NARROW)
        self._width.turned.connect(self.arrange)
        ws.design.changed.connect(self.arrange)

    def build(self) -> Iterator[None]:
        """Build both, a piece at a time."""
        self._line = line = row_in(self, Space.L)
        self.list = ListColumn(self._ws, self._entries, self)
        line.addWidget(self.list)
        yield
        # Hidden until it is whole: each part would lay out all the others again.
        self.detail = EntryColumn(self._ws, self)
        self.detail.hide()
        line.addWidget(self.detail, 1)
        line.addStretch()  # alone, the list begins where every page begins
        yield from self.detail.build()
        self.is_built = True

    @property
    def is_narrow(self) -> bool:
        """Whether they take turns."""
        return self._width.is_narrow

    def turn(self, *, to_entry: bool) -> None:
        """Go from the list to the text of the entry, or back; where the page is narrow, they take turns."""
        self._shows_entry = to_entry
        self.arrange()
        if to_entry:
            self.detail.pane.focus_body()

    def to_list(self) -> None:
        """Go back from the entry to the list."""
        self.turn(to_entry=False)
        self.list.take_focus()

    @property
    def is_at_list(self) -> bool:
        """Whether the keyboard is in the list, or in neither while that is hidden."""
        return self.list.rows.hasFocus() or (self.list.rows.isHidden() and not holds_focus(self.detail))

    def arrange(self) -> None:
        """Give each its room."""
        if not self.is_built:
            return
        alone = self.is_narrow or (self.list.is_blank and self.detail.presenter.moment is None)
        entry_only = self.is_narrow and self._shows_entry
        self.detail.back_line.setVisible(self.is_narrow)
        self.list.setVisible(not entry_only)
        self.detail.setVisible(entry_only or not alone)
        wide = widest(self._ws.design, Size.CONTENT) if alone else self._ws.design.px(Size.ENTRIES)
        self._line.setStretchFactor(self.list, 1 if alone else 0)
        self.list.setMaximumWidth(wide)
        self.list.setMinimumWidth(0 if alone else wide)
