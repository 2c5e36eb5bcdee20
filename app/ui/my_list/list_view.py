"""The whole list: search and filters above, rows left, the chosen entry right."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QVBoxLayout, QWidget

from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.buttons import quiet, secondary
from app.ui.kit.empty import EmptyState
from app.ui.kit.flow import Flow
from app.ui.kit.pill import Pill
from app.ui.kit.scroll import ScrollPage
from app.ui.my_list.delegate import EntryDelegate
from app.ui.my_list.editor import AnswerEditor
from app.ui.my_list.entry_card import EntryCard
from app.ui.my_list.filter_bar import FilterBar
from app.ui.my_list.model import EntryModel
from app.ui.my_list.presenter import MyListPresenter

NARROW = 760
"""Below this width (at 100 % text) rows and entry take turns."""


class ListView(QWidget):
    """Rows by category; choosing one opens it beside them, or instead of them where it is narrow."""

    placed = Signal()
    asked = Signal(str, str)
    """What else is wanted: (what, entry or category id)."""

    def __init__(self, design: Design, presenter: MyListPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._design, self._presenter = design, presenter
        self.entry_id = ""
        self._is_stale = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        self.filters = FilterBar(design, presenter)
        self.filters.filtered.connect(self.refresh_rows)
        self.filters.asked.connect(self.asked)
        self.filters.search.installEventFilter(self)
        self._build_rows()
        self._build_detail()
        column.addWidget(self.filters)
        panes = QHBoxLayout()
        panes.setSpacing(Space.L)
        panes.addWidget(self.left, 5)
        panes.addWidget(self.detail, 6)
        column.addLayout(panes, 1)
        self._narrow = False
        self._arrange()

    def _build_rows(self) -> None:
        self.rows = QListView()
        self.rows.setAccessibleName(self.tr("My list"))
        self.rows.setProperty("surface", "card")
        self.rows.setUniformItemSizes(True)
        self.rows.setMouseTracking(True)
        self.rows.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.rows.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.rows.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.model = EntryModel(self._presenter, self)
        self.delegate = EntryDelegate(self._design, self)
        self.rows.setModel(self.model)
        self.rows.setItemDelegate(self.delegate)
        self.rows.selectionModel().currentChanged.connect(self.on_row_chosen)
        self.rows.clicked.connect(self.on_row_pressed)
        self.rows.installEventFilter(self)
        self.nothing = EmptyState(
            self._design,
            "magnifying-glass",
            self.tr("Nothing here"),
            self.tr("No entry goes with this search and these filters."),
            secondary(self._design, self.tr("Show everything"), self.on_show_everything),
        )
        self.left = QWidget()
        stack = QVBoxLayout(self.left)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(self.rows, 1)
        stack.addWidget(self.nothing, 1)
        self._design.changed.connect(self.rows.doItemsLayout)

    def _build_detail(self) -> None:
        self.detail = ScrollPage(self._design, margin=Space.NONE)
        self.to_rows = quiet(self._design, self.tr("Back to the list"), self.on_to_rows, icon="arrow-left")
        self.card = EntryCard(self._design, self._presenter)
        self._back_line = Flow(self.to_rows)
        self.detail.body.addWidget(self._back_line)
        self.detail.body.addWidget(self.card)
        self.detail.body.addStretch(1)

    @property
    def editor(self) -> AnswerEditor | None:
        """The editor of the entry that is shown."""
        return self.card.editor

    # --- rows

    def reload(self) -> None:
        """The catalogue is another, or it is read for the first time; out of sight nothing is built yet."""
        self._is_stale = True
        if not self.isHidden():
            self.catch_up()

    def clear(self) -> None:
        """Another person may be looking: nothing of the last one stays."""
        self._is_stale = True
        self.model.show_rows(())
        self._show_entry("")

    def catch_up(self, entry_id: str = "") -> None:
        """Show what was read while it was out of sight; `entry_id` is what will be opened next."""
        self.entry_id = entry_id or self.entry_id
        if self._is_stale:
            self._is_stale = False
            self.filters.reload()
            self.refresh_rows()

    def refresh_rows(self) -> None:
        """Show what passes the filter; the open entry stays chosen if it is among it."""
        self.flush()
        self.model.show_rows(
            self._presenter.index.rows(self.filters.filter, self._presenter.answers, self._presenter.terms)
        )
        found = self.model.rowCount() > 0
        self.rows.setVisible(found)
        self.nothing.setVisible(not found)
        row = self.model.row_of(self.entry_id)
        if row >= 0:
            self._choose(row)
        elif self._presenter.catalogue.find(self.entry_id) is None or self.entry_id == "":
            self._choose(self._first_row())

    def _first_row(self) -> int:
        return next((row for row in range(min(2, self.model.rowCount())) if self.model.entry_at(row)), -1)

    def _choose(self, row: int) -> None:
        index = self.model.index(row) if row >= 0 else QModelIndex()
        self.rows.setCurrentIndex(index)
        if row < 0:
            self._show_entry("")
        else:
            self.rows.scrollTo(index)

    def show_entry(self, entry_id: str) -> None:
        """Open an entry; a filter that keeps it out is taken away."""
        for _ in self.entry_in_pieces(entry_id):
            pass

    def entry_in_pieces(self, entry_id: str) -> Iterator[None]:
        """The same, piece by piece; what is opened meanwhile ends it."""
        if self.model.row_of(entry_id) < 0 and self._presenter.catalogue.find(entry_id) is not None:
            self.on_show_everything()
        row = self.model.row_of(entry_id)
        if row >= 0:
            # Choosing its row would open it as well.
            self.entry_id = entry_id
            self._choose(row)
            yield from self._open(entry_id)

    def on_show_everything(self) -> None:
        """Take search and filters away."""
        self.filters.open_up()
        self.refresh_rows()

    # --- the entry

    def on_row_chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        """Open what the keyboard or mouse chose."""
        entry = self.model.entry_at(index.row()) if index.isValid() else None
        if entry is not None and entry.id != self.entry_id:
            self._presenter.in_pieces(self._open(entry.id), self)

    def on_row_pressed(self, index: QModelIndex) -> None:
        """Pressing a row goes to it where rows and entry take turns."""
        if self._narrow and self.model.entry_at(index.row()) is not None:
            self._turn(to_entry=True)

    def _show_entry(self, entry_id: str) -> None:
        for _ in self._open(entry_id):
            pass

    def _open(self, entry_id: str) -> Iterator[None]:
        self.flush()
        self.entry_id = entry_id
        entry = self._presenter.catalogue.find(entry_id) if entry_id else None
        self.card.setVisible(entry is not None)
        if entry is None:
            self.card.clear()
        else:
            category = self._presenter.category(entry.category)
            pill = partial(Pill, self._design, category.title if category else "")
            yield from self.card.show_entry(entry, lambda: Flow(pill()), self._on_ready)
        self.detail.to_top()
        self.placed.emit()

    def _on_ready(self, editor: AnswerEditor) -> None:
        editor.moved.connect(self.move_by)
        editor.asked.connect(lambda what, name=editor.entry.id: self.asked.emit(what, name))

    def _finish(self) -> None:
        """What is being built is needed now."""
        if self.entry_id and (self.editor is None or self.editor.entry.id != self.entry_id):
            self._show_entry(self.entry_id)

    def move_by(self, step: int) -> None:
        """The next entry of the rows, the keyboard on its answer."""
        row = self.model.row_of(self.entry_id) + step
        while 0 <= row < self.model.rowCount() and self.model.entry_at(row) is None:
            row += step
        if 0 <= row < self.model.rowCount():
            self._choose(row)
            self._finish()
            if self.editor is not None:
                self.editor.take_focus()

    def on_answered(self, entry_id: str) -> None:
        """An answer is another; its row stays where it is until the filter changes."""
        self.model.refresh_entry(entry_id)
        if self.editor is not None and entry_id == self.entry_id:
            self.editor.refresh()

    # --- keyboard and width

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter on a row goes to its answer; Down in the search goes to the rows."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = event.key()
        if watched is self.rows and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right):
            self._turn(to_entry=True)
            return True
        if watched is self.rows and Qt.Key.Key_0 <= key <= Qt.Key.Key_6:
            return self._answer_from_rows(event)
        if watched is self.filters.search and key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.rows.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return False

    def _answer_from_rows(self, event: QKeyEvent) -> bool:
        self._finish()
        if self.editor is None or not self.editor.sides:
            return False
        side = self.editor.first_open_side()
        return side.bar.handle_key(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.rows.hasFocus():
            self.on_to_rows()
        else:
            super().keyPressEvent(event)

    def on_to_rows(self) -> None:
        """Back from the entry to the rows."""
        self._turn(to_entry=False)

    def _turn(self, *, to_entry: bool) -> None:
        if self._narrow:
            self.left.setVisible(not to_entry)
            self.filters.setVisible(not to_entry)
            self.detail.setVisible(to_entry)
        if to_entry:
            self._finish()
            if self.editor is not None:
                self.editor.take_focus()
        else:
            self.rows.setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        narrow = self.width() < self._design.px(NARROW)
        self._back_line.setVisible(narrow)
        if narrow != self._narrow:
            self._narrow = narrow
            self.left.setVisible(True)
            self.filters.setVisible(True)
            self.detail.setVisible(not narrow)

    def take_focus(self) -> None:
        """Put the keyboard on the rows."""
        self.rows.setFocus(Qt.FocusReason.TabFocusReason)

    def focus_search(self) -> None:
        """Put the keyboard into the search."""
        self._turn(to_entry=False)
        self.filters.focus_search()

    def flush(self) -> None:
        """Keep what is being written."""
        if self.editor is not None:
            self.editor.flush()
