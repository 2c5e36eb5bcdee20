"""The left side of the journal: search and filters, the list, and what is said where there is nothing to list."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget

from app.models.changes import Changes
from app.models.journal import EntryRow, JournalQuery
from app.ui.design.tokens import Space
from app.ui.journal.entry_filters import EntryFilters
from app.ui.journal.list_dialogs import DayDialog
from app.ui.journal.list_model import NOT_LISTED
from app.ui.journal.list_presenter import EntryListPresenter
from app.ui.journal.list_view import EntryListView
from app.ui.kit.buttons import IconButton, danger, primary, quiet, secondary
from app.ui.kit.empty import EmptyState
from app.ui.kit.field import SearchField
from app.ui.kit.flow import Column, Flow, add_to, boxed, column_in, row, show_part
from app.ui.kit.keyboard import KeyFilter
from app.ui.kit.labels import caption, title
from app.ui.kit.menu_button import open_below
from app.ui.workspace import Workspace

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ListColumn(QWidget):
    """Shows what its presenter lists; emits what the person chose or wants."""

    chosen = Signal(object)
    """The moment of the row that was chosen."""
    entered = Signal()
    """The person goes from the list to the entry."""
    delete_wanted = Signal()
    """What is chosen is to be binned, or deleted from the bin."""
    query_changed = Signal()
    new_wanted = Signal()
    import_wanted = Signal()
    export_wanted = Signal()
    bin_wanted = Signal(bool)
    """Whether the bin is to be shown, or the journal again."""

    def __init__(self, ws: Workspace, entries: EntryListPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ws, self._design = ws, ws.design
        self._entries, self.model = entries, entries.model
        self.column = column_in(self, Space.M)
        self.is_blank = False
        """Whether there is nothing in the journal."""
        self._build_tools()
        self._build_bin_header()
        self._build_rows()
        self.show_bin(False)
        entries.loaded.connect(self.show_state)
        entries.labels_loaded.connect(self.filters.show_labels)
        entries.everything_wanted.connect(self.show_everything)
        entries.day_found.connect(self.on_day_found)

    def _build_tools(self) -> None:
        design = self._design
        self.search = SearchField(design, self.tr("Search your journal"))
        self.search.textChanged.connect(lambda _text: self.query_changed.emit())
        KeyFilter(self.search, self._on_search_key)
        self.filters = EntryFilters(self._ws)
        self.filters.filtered.connect(self.query_changed)
        self.new = primary(design, self.tr("New entry"), self.new_wanted.emit, "plus")
        self.new.setToolTip(QKeySequence("Ctrl+N").toString(QKeySequence.SequenceFormat.NativeText))
        self.calendar = IconButton(design, "calendar-blank", self.tr("Go to a day"), self.on_day)
        self.more = IconButton(design, "dots-three", self.tr("More"), lambda: open_below(self.more, self.menu))
        self.menu = QMenu(self)
        self.menu.addAction(self.tr("Import…"), self.import_wanted.emit)
        self.menu.addAction(self.tr("Export…"), self.export_wanted.emit)
        self.menu.addSeparator()
        self.menu.addAction(self.tr("Bin"), lambda: self.bin_wanted.emit(True))
        self.tools = boxed(row(self.new, None, self.filters.button, self.calendar, self.more, spacing=Space.XS))
        add_to(self.column, self.search, self.tools, self.filters)

    def _build_bin_header(self) -> None:
        back = self.tr("Back to the journal")
        self.back = quiet(self._design, back, lambda: self.bin_wanted.emit(False), "caret-left")
        self.empty = danger(self._design, self.tr("Empty the bin"), self._entries.empty_bin, "trash")
        said = caption(self.tr("Searches leave out what is here. It stays until you delete it permanently."))
        self.bin_header = Column(self.back, title(self.tr("Bin")), said, Flow(self.empty), spacing=Space.S)
        self.column.addWidget(self.bin_header)

    def _build_rows(self) -> None:
        self.rows = EntryListView(self._design, self.model)
        self.rows.selectionModel().currentChanged.connect(self._on_current)
        self.rows.opened.connect(self.entered)
        KeyFilter(self.rows, self._on_row_key)
        self.column.addWidget(self.rows, 1)

    @cached_property
    def none_yet(self) -> EmptyState:
        """Shown while there is nothing in the journal."""
        words = self.tr(
            "Fantasies, thoughts, letters you may never send. Only you see them, and nothing here is counted."
        )
        begin = secondary(self._design, self.tr("Write the first one"), self.new_wanted.emit, "plus")
        return self._add(EmptyState(self._design, "notebook", self.tr("Nothing written yet"), words, begin))

    @cached_property
    def nothing(self) -> EmptyState:
        """Shown while nothing matches."""
        words, back = self.tr("Nothing matches."), self.tr("Show everything")
        everything = secondary(self._design, back, self.show_everything)
        return self._add(EmptyState(self._design, "magnifying-glass", self.tr("Nothing found"), words, everything))

    @cached_property
    def bin_empty(self) -> EmptyState:
        """Shown while there is nothing in the bin."""
        words = self.tr("You can restore anything you move here.")
        return self._add(EmptyState(self._design, "trash", self.tr("The bin is empty"), words))

    def _add(self, state: EmptyState) -> EmptyState:
        state.hide()
        self.column.addWidget(state, 1)
        return state

    # --- the query

    @property
    def query(self) -> JournalQuery:
        """What is searched and filtered for."""
        return self.filters.query.evolve(words=self.search.text().strip())

    def reset_query(self) -> bool:
        """Search and filter for nothing, without emitting; False if that was so already."""
        if self.query.is_everything:
            return False
        with QSignalBlocker(self):
            self.search.clear()
            self.filters.clear()
        return True

    def show_everything(self) -> None:
        """Search and filter for nothing."""
        if self.reset_query():
            self.query_changed.emit()

    def focus_search(self) -> None:
        """Put the keyboard into the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    # --- what is shown

    def show_bin(self, binned: bool) -> None:
        """Show the header of the bin, or search and filters."""
        self.bin_header.setVisible(binned)
        self.search.setVisible(not binned)
        self.tools.setVisible(not binned)
        self.filters.setVisible(not binned and not self.filters.query.is_everything)

    def show_state(self) -> None:
        """Show the list, or why it is empty."""
        empty, binned = not self.model.rowCount(), self._entries.binned
        self.rows.setVisible(not empty)
        show_part(self, "bin_empty", empty and binned)
        self.empty.setEnabled(not empty)
        everything = self.query.is_everything
        self.is_blank = empty and not binned and everything
        show_part(self, "none_yet", self.is_blank)
        show_part(self, "nothing", empty and not binned and not everything)

    def lists(self, row: EntryRow) -> bool:
        """Whether an entry belongs to what is listed, the bin or the journal."""
        return (row.binned_at is not None) == self._entries.binned

    def current(self) -> int | None:
        """The moment of the chosen row."""
        return self.model.moment_at(self.rows.currentIndex().row())

    def several(self) -> tuple[int, ...]:
        """The moments of all chosen rows, from the top; none where that is just the current one."""
        spans = sorted((each.top(), each.bottom()) for each in self.rows.selectionModel().selection().toList())
        chosen = tuple(moment for first, last in spans for moment in self.model.order.between(first, last + 1))
        return () if chosen == (self.current(),) else chosen

    def select(self, moment: int | None, *, scroll: bool = True) -> bool:
        """Select a row without emitting `chosen`; False if it is not loaded. Others that are chosen too stay so."""
        row = NOT_LISTED if moment is None else self.model.order.row_of(moment)
        index = self.model.index(row) if row != NOT_LISTED else QModelIndex()
        if index != self.rows.currentIndex() or not index.isValid():
            with QSignalBlocker(self):
                self.rows.choose(index)
        if row != NOT_LISTED and scroll:
            self.rows.scrollTo(index)
        return row != NOT_LISTED

    def choose(self, row: int, *, top: bool = False) -> None:
        """Choose a row as a person would."""
        index = self.model.index(max(0, min(row, self.model.rowCount() - 1)))
        if index == self.rows.currentIndex():
            self._on_current(index, index)
        self.rows.choose(index)
        hint = QAbstractItemView.ScrollHint
        self.rows.scrollTo(index, hint.PositionAtTop if top else hint.EnsureVisible)

    def apply(self, changes: Changes, rows: tuple[EntryRow, ...]) -> bool:
        """Show changed rows as they are now; False if the list has to be read again."""
        with QSignalBlocker(self):  # while rows come and go, Qt moves the selection, which is no choice
            done = self._entries.apply(changes, rows)
        self.show_state()
        return done

    def on_day(self) -> None:
        """Ask which day to go to, beginning with that of the chosen entry."""
        current = self.current()
        row = self.model.held(current) if current is not None else None
        day = (row.at if row is not None else self._ws.clock()).astimezone().date()
        dialog = DayDialog(self._design, day, self._entries.go_to_day, self)
        calendar = dialog.calendar
        calendar.turned.connect(
            lambda first, last: self._entries.read_days(first, last, calendar.mark_days, owner=calendar)
        )
        calendar.announce_days()
        self._ws.prompts.show(dialog)

    def on_day_found(self, row: int) -> None:
        """Choose the entry of the day the person went to."""
        self.choose(row, top=True)
        self.take_focus()

    def take_focus(self) -> None:
        """Put the keyboard on the rows; without rows, on the first button."""
        wanted = self.rows if not self.rows.isHidden() else self.back if self.search.isHidden() else self.new
        wanted.setFocus(Qt.FocusReason.TabFocusReason)

    # --- keys

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.model.moment_at(index.row()))

    def _on_search_key(self, event: QKeyEvent) -> bool:
        """Down or Enter goes to the rows."""
        if event.key() not in (Qt.Key.Key_Down, *ENTER) or not self.model.rowCount():
            return False
        self.take_focus()
        if not self.rows.currentIndex().isValid():
            self.choose(0)
        return True

    def _on_row_key(self, event: QKeyEvent) -> bool:
        """Enter goes to the text of the row, Delete bins it; Esc takes search and filters away."""
        key, on_row = event.key(), self.rows.currentIndex().isValid()
        if key in ENTER and on_row:
            self.entered.emit()
        elif key == Qt.Key.Key_Delete and on_row:
            self.delete_wanted.emit()
        elif key == Qt.Key.Key_Escape and not self.query.is_everything and not self.search.isHidden():
            self.show_everything()
        else:
            return False
        return True
