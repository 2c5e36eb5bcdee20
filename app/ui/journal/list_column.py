"""The left side of the journal: search and filters, the list, and what it says when there is nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.models.base import Clock
from app.models.journal import JournalQuery, LabelRole
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.journal.delegate import JournalDelegate
from app.ui.journal.filter_bar import FilterBar
from app.ui.journal.list_head import BinHead
from app.ui.journal.model import EntryModel
from app.ui.journal.moments import NOWHERE
from app.ui.journal.rows_view import RowsView
from app.ui.kit.buttons import IconButton, primary, secondary
from app.ui.kit.empty import EmptyState
from app.ui.kit.field import SearchField

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ListColumn(QWidget):
    """Shows what the model holds; says what was chosen and what is wanted."""

    chosen = Signal(object)
    """The moment of the row that was chosen."""
    entered = Signal()
    """The keyboard or the pointer wants to go to the entry."""
    removing = Signal()
    """The chosen one is to go."""
    asked = Signal()
    """Something else is looked for."""
    new_wanted = Signal()
    day_wanted = Signal()
    bin_left = Signal()
    bin_emptying = Signal()

    def __init__(
        self, design: Design, clock: Clock, said: Callable[[LabelRole, str], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._design = design
        self._is_quiet = False
        self.more = QMenu(self)
        self.fill_more: Callable[[QMenu], object] = lambda menu: menu.clear()
        """Puts into the menu what can be done with the journal as a whole."""
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(Space.M)
        self._build_tools(said)
        self._build_rows(clock)
        self._build_empty()
        self.show_bin(False)

    def _build_tools(self, said: Callable[[LabelRole, str], str]) -> None:
        design = self._design
        self.search = SearchField(design, self.tr("Search your journal"))
        self.search.textChanged.connect(lambda _text: self._on_asked())
        self.search.installEventFilter(self)
        self.filters = FilterBar(design, said)
        self.filters.filtered.connect(self._on_asked)
        self.new = primary(design, self.tr("New entry"), self.new_wanted.emit, "plus")
        self.new.setToolTip(QKeySequence("Ctrl+N").toString(QKeySequence.SequenceFormat.NativeText))
        self.calendar = IconButton(design, "calendar-blank", self.tr("Go to a day"), self.day_wanted.emit)
        self.more_button = IconButton(design, "dots-three", self.tr("More"), self.on_more)
        self.tools = QWidget()
        line = QHBoxLayout(self.tools)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.XS)
        line.addWidget(self.new)
        line.addStretch(1)
        for button in (self.filters.button, self.calendar, self.more_button):
            line.addWidget(button)
        self.bin_head = BinHead(design, self.bin_left.emit, self.bin_emptying.emit)
        for widget in (self.search, self.tools, self.filters, self.bin_head):
            self.column.addWidget(widget)

    def _build_rows(self, clock: Clock) -> None:
        self.rows = RowsView(self._design)
        self.rows.setAccessibleName(self.tr("Entries"))
        self.model = EntryModel(clock, self)
        self.delegate = JournalDelegate(self._design, self)
        self.rows.setModel(self.model)
        self.rows.setItemDelegate(self.delegate)
        self.rows.selectionModel().currentChanged.connect(self._on_current)
        self.rows.clicked.connect(lambda _index: self.entered.emit())
        self.rows.installEventFilter(self)
        self._design.changed.connect(self._fit_rows)
        self._fit_rows()
        self.column.addWidget(self.rows, 1)

    def _fit_rows(self) -> None:
        self.rows.show_height(self.delegate.high)

    def _build_empty(self) -> None:
        design = self._design
        self.none_yet = EmptyState(
            design,
            "notebook",
            self.tr("Nothing written yet"),
            self.tr("Fantasies, thoughts, letters you may never send. Only you see them, and nothing here is counted."),
            secondary(design, self.tr("Write the first one"), self.new_wanted.emit, "plus"),
        )
        self.nothing = EmptyState(
            design,
            "magnifying-glass",
            self.tr("Nothing found"),
            self.tr("No entry goes with this search and these filters."),
            secondary(design, self.tr("Show everything"), self.open_up),
        )
        self.bin_empty = EmptyState(
            design, "trash", self.tr("The bin is empty"), self.tr("What you move here can be brought back.")
        )
        for state in (self.none_yet, self.nothing, self.bin_empty):
            state.hide()
            self.column.addWidget(state, 1)

    # --- what is asked

    @property
    def query(self) -> JournalQuery:
        """What is looked for."""
        return self.filters.query.evolve(words=self.search.text().strip())

    def open_up(self, *, quietly: bool = False) -> None:
        """Look for nothing, show everything."""
        if self.query.is_everything:
            return
        self._is_quiet = True
        self.search.clear()
        self.filters.clear(quietly=True)
        self._is_quiet = False
        if not quietly:
            self.asked.emit()

    def _on_asked(self) -> None:
        if not self._is_quiet:
            self.asked.emit()

    def on_more(self) -> None:
        """Drop down what else can be done."""
        self.fill_more(self.more)
        self.more.popup(self.more_button.mapToGlobal(QPoint(0, self.more_button.height())))

    def focus_search(self) -> None:
        """Put the keyboard into the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def show_labels(self, labels: dict[LabelRole, tuple[str, ...]], today: date) -> None:
        """What there is to filter by."""
        self.filters.show_labels(labels, today)

    # --- what is shown

    def show_bin(self, binned: bool) -> None:
        """Show the head of the bin, or search and filters."""
        self.bin_head.setVisible(binned)
        self.search.setVisible(not binned)
        self.tools.setVisible(not binned)
        self.filters.setVisible(not binned and not self.filters.is_open)

    def show_state(self, *, binned: bool) -> None:
        """The list, or why there is none."""
        empty = not self.model.rowCount()
        self.rows.setVisible(not empty)
        self.bin_empty.setVisible(empty and binned)
        self.bin_head.empty.setEnabled(not empty)
        fresh = self.query.is_everything
        self.none_yet.setVisible(empty and not binned and fresh)
        self.nothing.setVisible(empty and not binned and not fresh)

    @property
    def has_nothing(self) -> bool:
        """Whether there is no entry at all."""
        return not self.none_yet.isHidden()

    def current(self) -> int | None:
        """The moment of the chosen row."""
        return self.model.moment_at(self.rows.currentIndex().row())

    def select(self, moment: int | None, *, scroll: bool = True) -> bool:
        """Show a row as chosen, without saying so; False if it is not loaded."""
        row = NOWHERE if moment is None else self.model.row_of(moment)
        index = self.model.index(row) if row != NOWHERE else QModelIndex()
        before, self._is_quiet = self._is_quiet, True
        self.rows.setCurrentIndex(index)
        self._is_quiet = before
        if row != NOWHERE and scroll:
            self.rows.scrollTo(index)
        return row != NOWHERE

    def choose(self, row: int, *, top: bool = False) -> None:
        """Choose a row as a person would."""
        index = self.model.index(max(0, min(row, self.model.rowCount() - 1)))
        if index == self.rows.currentIndex():
            self._on_current(index, index)
        self.rows.setCurrentIndex(index)
        hint = QAbstractItemView.ScrollHint
        self.rows.scrollTo(index, hint.PositionAtTop if top else hint.EnsureVisible)

    def quietly(self, act: Callable[[], object]) -> None:
        """Do something to the rows without taking it for a choice."""
        before, self._is_quiet = self._is_quiet, True
        try:
            act()
        finally:
            self._is_quiet = before

    def take_focus(self) -> None:
        """Put the keyboard on the rows, or on what can be done where there are none."""
        wanted = self.rows if not self.rows.isHidden() else self.bin_head.back if self.search.isHidden() else self.new
        wanted.setFocus(Qt.FocusReason.TabFocusReason)

    # --- keys

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid() and not self._is_quiet:
            self.chosen.emit(self.model.moment_at(index.row()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter on a row goes to its text, Delete takes it away; Down in the search goes to the rows."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = event.key()
        if watched is self.rows:
            return self._on_row_key(key)
        if watched is self.search and key in (Qt.Key.Key_Down, *ENTER) and self.model.rowCount():
            self.take_focus()
            if not self.rows.currentIndex().isValid():
                self.choose(0)
            return True
        return False

    def _on_row_key(self, key: int) -> bool:
        if key in ENTER and self.rows.currentIndex().isValid():
            self.entered.emit()
            return True
        if key == Qt.Key.Key_Delete and self.rows.currentIndex().isValid():
            self.removing.emit()
            return True
        if key == Qt.Key.Key_Escape and not self.query.is_everything and not self.search.isHidden():
            self.open_up()
            return True
        return False
