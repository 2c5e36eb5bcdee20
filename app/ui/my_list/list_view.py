"""The whole list: search and filters above, rows left, the chosen entry right."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.models.answer import Stance
from app.models.list_place import ListMode
from app.ui.design.design import Design
from app.ui.design.tokens import Size, Space
from app.ui.kit.buttons import quiet
from app.ui.kit.flow import Flow, column_in
from app.ui.kit.keyboard import KeyActs, KeyFilter
from app.ui.kit.menu_button import open_row_menu
from app.ui.kit.narrow import NarrowSwitch
from app.ui.kit.scroll import edges
from app.ui.my_list.card_view import CardView
from app.ui.my_list.entry_acts import EntryActs
from app.ui.my_list.filter_bar import ListFilterBar
from app.ui.my_list.presenter import MyListPresenter
from app.ui.my_list.rows_pane import RowsPane
from app.ui.tasks import PAUSE

NARROW, LOW = 760, 400
"""Below this width (at 100 % text) rows and entry take turns, and below this height the filters are folded."""
_TO_ENTRY = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right)
_TO_ROWS = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ListView(QWidget):
    """Rows by category beside the card of the chosen one, or in turns with it where it is narrow.

    In cards mode filters and rows are hidden and the card has all the room.
    """

    def __init__(self, design: Design, presenter: MyListPresenter, acts: EntryActs, parent: QWidget) -> None:
        super().__init__(parent)
        self._design, self._presenter, self._acts = design, presenter, acts
        self.entry_id = ""
        self._mode = ListMode.CARDS
        self._is_stale = True
        self._is_at_entry = False
        self._width = NarrowSwitch(design, self, NARROW)
        self.cards = CardView(design, presenter, acts, self)
        self.filters = ListFilterBar(design, presenter, acts, self)
        design.changed.connect(self._align)

    # --- building

    def build(self) -> Iterator[None]:
        """Make the widgets, in pieces."""
        yield from self.filters.build()
        self.filters.filtered.connect(self.refresh_rows)
        KeyActs(self.filters.search, dict.fromkeys(_TO_ROWS, self.take_focus))
        yield
        self.pane = RowsPane(self._design, self._presenter, self._acts, self)
        self.rows, self.model = self.pane.rows, self.pane.model
        self.pane.chosen.connect(self.on_row_chosen)
        self.pane.pressed.connect(self.on_row_pressed)
        self.pane.menu_wanted.connect(partial(open_row_menu, self.cards))
        self.pane.everything_wanted.connect(self.on_show_everything)
        KeyFilter(self.rows, self._take_row_key)
        self.to_rows = quiet(self._design, self.tr("Back to the list"), self.on_to_rows, icon="caret-left")
        self._back_line = Flow(self.to_rows)
        self.cards.body.addWidget(self._back_line)
        panes = QHBoxLayout()
        panes.setSpacing(Space.L)
        panes.addWidget(self.pane, 5)
        panes.addWidget(self.cards, 6)
        column = column_in(self, Space.M)
        column.addWidget(self.filters)
        column.addLayout(panes, 1)
        self._width.turned.connect(self._arrange)
        self._arrange()
        yield
        yield from self.cards.build()
        self.cards.step_wanted.connect(self.move_by)
        self._presenter.answered.connect(self.model.refresh_entry)

    # --- rows

    def show_mode(self, mode: ListMode) -> None:
        """Show rows beside the card, or the card alone."""
        self._mode, self._is_at_entry = mode, False
        if mode is ListMode.LIST:
            self.cards.hide_card()  # beside rows it is laid out when its turn comes
        self.cards.show_mode(mode)
        self._arrange()

    def open_rows(self, entry_id: str) -> Iterator[object]:
        """Show the rows with this entry open, in pieces; without one, with the entry that was open last."""
        self.entry_id = entry_id or self.entry_id
        yield PAUSE
        if self._is_stale:
            self._load_rows()
            yield PAUSE
        if entry_id:
            self.show_entry(entry_id)
        else:
            self._choose_open_entry()

    def reload(self) -> None:
        """The catalogue changed, or was read for the first time; rows out of sight wait until they are shown."""
        self._is_stale = True
        if self._mode is ListMode.LIST:
            self._load_rows()
            self._choose_open_entry()

    def _load_rows(self) -> None:
        self._is_stale = False
        self.filters.reload()
        self._show_rows()

    def clear(self) -> None:
        """A different person may look next: keep nothing of the last one."""
        self._is_stale, self.entry_id = True, ""
        self.model.show_rows(())
        self.cards.clear()

    def refresh_rows(self) -> None:
        """Show what passes the filter; the open entry stays chosen if it is among it."""
        self._show_rows()
        self._choose_open_entry()

    def _show_rows(self) -> None:
        self.cards.editor.flush()
        self.pane.show_matches(self.filters)

    def _choose_open_entry(self) -> None:
        row = self.model.row_of(self.entry_id)
        if row < 0 and self._presenter.catalogue.find(self.entry_id) is None:
            row = self.model.row_after(0)
        if row >= 0:
            self.pane.choose(row)
        else:
            self._open(self.entry_id)

    def show_need(self, need: str) -> None:
        """Show what may meet a need, with the first of it open."""
        self.entry_id = ""
        self.filters.open_up(need)
        self.refresh_rows()

    def on_show_everything(self) -> None:
        """Take search and filters away."""
        self.filters.open_up()
        self.refresh_rows()

    # --- the entry

    def narrow_to(self, stance: Stance) -> None:
        """Let only what has this answer be shown next, from its first row."""
        self.entry_id, self._is_stale = "", True
        self.filters.narrow_to(stance)

    def show_entry(self, entry_id: str) -> None:
        """Open an entry; a filter that keeps it out is taken away."""
        if self.model.row_of(entry_id) < 0 and self._presenter.catalogue.find(entry_id) is not None:
            self.on_show_everything()
        row = self.model.row_of(entry_id)
        if row >= 0:
            self.pane.choose(row)

    def on_row_chosen(self, index: QModelIndex) -> None:
        """Open the entry of a row."""
        entry = self.model.entry_at(index.row()) if index.isValid() else None
        if entry is not None:
            self._open(entry.id)

    def on_row_pressed(self, index: QModelIndex) -> None:
        """Pressing a row goes to it where rows and entry take turns."""
        if self._width.is_narrow and self.model.entry_at(index.row()) is not None:
            self._turn(to_entry=True)

    def _open(self, entry_id: str) -> None:
        self.entry_id = entry_id
        self.cards.show_entry(self._presenter.catalogue.find(entry_id))

    def move_by(self, step: int) -> None:
        """The next entry of the rows, or the one before, with the keyboard on its answer."""
        row = self.model.row_after(self.model.row_of(self.entry_id) + step, step)
        if row >= 0:
            self.pane.choose(row)
            self.cards.editor.take_focus(at_end=step < 0)

    # --- keyboard and width

    def _take_row_key(self, event: QKeyEvent) -> bool:
        """Enter on a row goes to its answer; a digit gives it."""
        if event.key() in _TO_ENTRY:
            self._turn(to_entry=True)
            return True
        return self.cards.keys.take_on_row(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        listed = self._mode is ListMode.LIST
        if listed and event.key() == Qt.Key.Key_Escape and not self.rows.hasFocus():
            self.on_to_rows()
        else:
            super().keyPressEvent(event)

    def on_to_rows(self) -> None:
        """Back from the entry to the rows."""
        self._turn(to_entry=False)

    def _turn(self, *, to_entry: bool) -> None:
        self._is_at_entry = to_entry
        self._arrange()
        if to_entry:
            self.cards.editor.take_focus()
        else:
            self.take_focus()

    def _arrange(self) -> None:
        in_turns = self._mode is ListMode.LIST and self._width.is_narrow
        with_rows = self._mode is ListMode.LIST and not (in_turns and self._is_at_entry)
        self.filters.setVisible(with_rows)
        self.pane.setVisible(with_rows)
        self.cards.setVisible(not in_turns or self._is_at_entry)
        self._back_line.setVisible(in_turns)
        self.cards.show_pane(self._mode is ListMode.LIST)
        self._align()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._align()

    def _align(self) -> None:
        left, right = edges(self._design, self.width()) if self._mode is ListMode.LIST else (0, 0)
        # The bar of the card is beyond the edge, so that the card ends where the head ends.
        beside = Size.BAR if left and not self.cards.isHidden() else 0
        self.setContentsMargins(left, 0, right - beside, Space.L if left else 0)
        self.filters.fold(self.height() < self._design.px(LOW))

    def take_focus(self) -> None:
        """Put the keyboard on the rows."""
        self.rows.setFocus(Qt.FocusReason.TabFocusReason)

    def focus_search(self) -> None:
        """Put the keyboard into the search."""
        self._turn(to_entry=False)
        self.filters.focus_search()
