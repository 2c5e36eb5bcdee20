"""The rows of My list, or what to do while nothing matches."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.ui.design.design import Design
from app.ui.kit.buttons import quiet, secondary
from app.ui.kit.empty import EmptyState
from app.ui.kit.flow import boxed, column_in, row, show_part
from app.ui.kit.row_list import RowList, show_rows_in
from app.ui.my_list.entry_acts import EntryActs
from app.ui.my_list.filter_bar import ListFilterBar
from app.ui.my_list.presenter import MyListPresenter
from app.ui.my_list.rows import AnswerListModel, EntryDelegate


class RowsPane(QWidget):
    """One of the rows is chosen; headings are rows as well."""

    chosen = Signal(QModelIndex)
    pressed = Signal(QModelIndex)
    menu_wanted = Signal(QPoint)
    """Where on the screen."""
    everything_wanted = Signal()

    def __init__(self, design: Design, presenter: MyListPresenter, acts: EntryActs, parent: QWidget) -> None:
        super().__init__(parent)
        self._design, self._presenter, self._acts = design, presenter, acts
        self.rows = RowList(design)
        self.rows.setObjectName("card")
        self.rows.setUniformItemSizes(True)
        show_rows_in(self.rows, self.tr("My list"))
        self.model = AnswerListModel(presenter, self)
        self.rows.setModel(self.model)
        self._delegate = EntryDelegate(design, self.model)
        self.rows.setItemDelegate(self._delegate)
        self._measure()
        self.rows.selectionModel().currentChanged.connect(self.chosen)
        self.rows.clicked.connect(self.pressed)
        self.rows.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.rows.customContextMenuRequested.connect(
            lambda at: self.menu_wanted.emit(self.rows.viewport().mapToGlobal(at))
        )
        self._column = column_in(self)
        self._column.addWidget(self.rows, 1)
        design.changed.connect(self._measure)

    @cached_property
    def nothing(self) -> EmptyState:
        """Shown while nothing matches."""
        everything = secondary(self._design, self.tr("Show everything"), self.everything_wanted.emit)
        packs = quiet(self._design, self.tr("Packs"), self._acts.choose_packs, icon="stack")
        words = self.tr("Nothing matches.")
        nothing = EmptyState(
            self._design, "magnifying-glass", self.tr("Nothing here"), words, boxed(row(everything, packs))
        )
        nothing.hide()
        self._column.addWidget(nothing, 1)
        return nothing

    def _measure(self) -> None:
        # With a grid the view asks for no row's size when it lays out thousands of them; rows are as wide as the view.
        self.rows.setGridSize(QSize(1, self._delegate.row_height))

    def show_matches(self, filters: ListFilterBar) -> None:
        """Show what passes the filters."""
        presenter = self._presenter
        self.model.show_rows(presenter.index.rows(filters.filter, presenter.answers, presenter.terms))
        found = self.model.rowCount() > 0
        self.rows.setVisible(found)
        show_part(self, "nothing", not found)
        if not found:
            nothing, some = self.tr("Nothing matches."), self.tr("Nothing matches in the packs that you see.")
            self.nothing.show_words(self.tr("Nothing here"), some if presenter.index.turned_off else nothing)

    def choose(self, row: int) -> None:
        """Choose a row, even if it is chosen already, and bring it into sight."""
        index = self.model.index(row)
        if index == self.rows.currentIndex():
            self.chosen.emit(index)
        else:
            self.rows.setCurrentIndex(index)
        self.rows.scrollTo(index)
