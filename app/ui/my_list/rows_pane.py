"""The rows of the whole list, and the pane they are in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPoint, QRectF, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from app.models.answer import Stance
from app.models.catalogue import CatalogueEntry, CatalogueKind, Direction
from app.models.list_rows import ListRow, stances_of
from app.models.sealing import AFTERCARE_CATEGORY
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size, Space, TextRole
from app.ui.kit.buttons import quiet, secondary
from app.ui.kit.empty import EmptyState
from app.ui.kit.flow import boxed, column_in, row, show_part
from app.ui.kit.row_list import Index, RowDelegate, RowList, show_rows_in
from app.ui.kit.stance import stance_icon, stance_tone, stance_word
from app.ui.my_list.entry_acts import EntryActs
from app.ui.my_list.filter_bar import ListFilterBar
from app.ui.my_list.presenter import MyListPresenter
from app.ui.my_list.words import KINDS, SHORT_SIDES, sides_in_words
from app.ui.wording import fill


class AnswerListModel(QStringListModel):
    """Headings and entries; a heading cannot be chosen.

    Qt knows the titles, and so how many rows there are: asking Python for that costs a call for each row of a layout.
    """

    def __init__(self, presenter: MyListPresenter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._rows: list[ListRow] = []

    def show_rows(self, rows: Sequence[ListRow]) -> None:
        """Replace the rows."""
        self._rows = list(rows)
        self.setStringList([row.entry.title if row.entry is not None else row.category.title for row in rows])

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        chosen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return chosen if self._rows[index.row()].entry is not None else Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.AccessibleTextRole or not index.isValid():
            return super().data(index, role)
        entry = self.entry_at(index.row())
        if entry is None:
            return self.heading_at(index.row())
        said = sides_in_words(entry, self.stances(entry)) or self.aside(entry)
        return f"{entry.title}. {said}" if said else entry.title

    def heading_at(self, row: int) -> str:
        """A category with how much of it is answered."""
        category = self._rows[row].category
        done, asked = self._presenter.progress(category.id)
        words = self.tr("{category} · {done} of {all} answered")
        return fill(words, category=category.title, done=done, all=asked) if asked else category.title

    def stances(self, entry: CatalogueEntry) -> dict[Direction, Stance | None]:
        """The stance of each side that is asked here."""
        return {} if entry.category == AFTERCARE_CATEGORY else stances_of(entry, self._presenter.answers)

    def aside(self, entry: CatalogueEntry) -> str:
        """What is said of an entry without stances."""
        if entry.category == AFTERCARE_CATEGORY:
            return self.tr("Asked in Aftercare")
        words = " ".join(self._presenter.term(entry.id).words.split()) if entry.kind is CatalogueKind.TERM else ""
        if entry.by_choice:
            return self.tr("Yours to choose together")
        return words or ("" if entry.kind is CatalogueKind.ACTIVITY else KINDS[entry.kind])

    def entry_at(self, row: int) -> CatalogueEntry | None:
        """The entry of a row; None for a heading or outside."""
        return self._rows[row].entry if 0 <= row < len(self._rows) else None

    def row_of(self, entry_id: str) -> int:
        """The row of an entry; -1 if it is not shown."""
        return next((at for at, row in enumerate(self._rows) if row.entry is not None and row.entry.id == entry_id), -1)

    def row_after(self, row: int, step: int = 1) -> int:
        """The first row with an entry, from `row` on in steps; -1 if there is none."""
        end = len(self._rows) if step > 0 else -1
        return next((at for at in range(row, end, step) if self._rows[at].entry is not None), -1)

    def refresh_entry(self, entry_id: str) -> None:
        """The answers to an entry changed."""
        row = self.row_of(entry_id)
        if row >= 0:
            heading = next((at for at in range(row, -1, -1) if self._rows[at].entry is None), row)
            self.dataChanged.emit(self.index(heading), self.index(row))


class EntryDelegate(RowDelegate):
    """Paints entries and the headings of their categories."""

    def __init__(self, design: Design, model: AnswerListModel) -> None:
        super().__init__(design, model)
        self._model = model

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, box: QRectF, index: Index) -> None:
        """Paint an entry or a heading."""
        entry = self._model.entry_at(index.row())
        if entry is None:
            heading = QRectF(box.x() + Space.M, box.bottom() - Space.S - self._small_high, 0, self._small_high)
            heading.setRight(box.right() - Space.M)
            font = self._design.font(TextRole.OVERLINE)
            self.paint_words(painter, heading, self._model.heading_at(index.row()), font, Colour.INK_FAINT)
        else:
            self.paint_ground(painter, option, box, Colour.ACCENT_SOFT)
            self._paint_entry(painter, box.adjusted(Space.M, Space.S, -Space.M, -Space.S), entry)

    def _paint_entry(self, painter: QPainter, box: QRectF, entry: CatalogueEntry) -> None:
        top = QRectF(box.x(), box.y(), box.width(), self._title_high)
        self.paint_words(painter, top, entry.title, self._title, Colour.INK)
        line = QRectF(box.x(), box.bottom() - self._small_high, box.width(), self._small_high)
        stances = self._model.stances(entry)
        if not stances:
            self.paint_words(painter, line, self._model.aside(entry), self._small, Colour.INK_SOFT)
        elif not any(stances.values()):
            self._paint_stance(painter, line, "", None)
        else:
            for direction, stance in stances.items():
                self._paint_stance(painter, line, SHORT_SIDES.get((entry.labels, direction)), stance)

    def _paint_stance(self, painter: QPainter, box: QRectF, side: str, stance: Stance | None) -> None:
        """Paint the stance of one side, and leave the room beside it in `box`."""
        if side:
            wide = self.paint_words(painter, box, side, self._small, Colour.INK_SOFT)
            box.setLeft(box.left() + wide + Space.S)
        colour = stance_tone(stance)
        side_px = min(float(self._design.px(Size.ICON_SMALL)), box.height())
        icon = QRectF(box.x(), box.y() + (box.height() - side_px) / 2, side_px, side_px)
        if icon.right() <= box.right():
            self._design.paint_icon(painter, stance_icon(stance), icon, colour)
        box.setLeft(icon.right() + Space.XS)
        wide = self.paint_words(painter, box, stance_word(stance), self._small, colour)
        box.setLeft(box.left() + wide + Space.L)


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
