"""Lists whose rows are painted, all equally tall, so that thousands scroll without measuring each."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Radius, Space, TextRole
from app.ui.kit.scroll import Fade

Index = QModelIndex | QPersistentModelIndex
ScrollHint = QAbstractItemView.ScrollHint
_SEVERAL = 4
"""Rows; where fewer fit, none is moved for a fade."""
_MOST_PAINTED = 400
"""Characters of a text that are measured; no row has room for more."""


class RowDelegate(QStyledItemDelegate):
    """Paints a title above a line of smaller words; a subclass says which."""

    def __init__(self, design: Design, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._design = design
        design.follow(self._measure)

    def _measure(self) -> None:
        self._title, self._small = self._design.font(TextRole.STRONG), self._design.font(TextRole.CAPTION)
        self._title_high, self._small_high = QFontMetrics(self._title).height(), QFontMetrics(self._small).height()
        self.row_height = self._title_high + Space.XS + self._small_high + 2 * Space.S
        """In pixels."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._design.px(Space.XXXL * 4), self.row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_row(painter, option, QRectF(option.rect), index)
        painter.restore()

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, box: QRectF, index: Index) -> None:
        """Paint one row."""
        raise NotImplementedError

    def paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, box: QRectF, chosen: Colour) -> None:
        """Paint the ground of a row that is chosen or under the pointer."""
        state: QStyle.StateFlag = option.state
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        if is_chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._design.colour(chosen if is_chosen else Colour.PANEL))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), Radius.CONTROL, Radius.CONTROL)

    def paint_words(self, painter: QPainter, box: QRectF, words: str, font: QFont, colour: Colour) -> int:
        """Paint words in one line, cut to the box; returns their width."""
        metrics, room = QFontMetrics(font), max(0, int(box.width()))
        line = " ".join(words[:_MOST_PAINTED].split())
        shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, room)
        painter.setFont(font)
        painter.setPen(self._design.colour(colour))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        return metrics.horizontalAdvance(shown)


class RowList(QListView):
    """A list of painted rows that ends softly; the current row is clear of its ends, and the first one is whole."""

    def __init__(self, design: Design) -> None:
        super().__init__()
        end_softly(self, design, Colour.CARD)

    def scrollTo(self, index: Index, hint: ScrollHint = ScrollHint.EnsureVisible) -> None:
        super().scrollTo(index, hint)
        keep_clear_of_ends(self, index)
        self._begin_with_a_whole_row(index)

    def _begin_with_a_whole_row(self, index: Index) -> None:
        """Scroll on or back by less than a row, while the one that was scrolled to stays in sight."""
        bar, row, each = self.verticalScrollBar(), self.visualRect(index), self.gridSize().height()
        over = bar.value() % each if each > 0 else 0
        on = each - over
        if over and row.top() > on:
            bar.setValue(bar.value() + on)
        elif over and row.isValid() and row.bottom() + over < self.viewport().height():
            bar.setValue(bar.value() - over)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the current row in sight if some of it is."""
        super().resizeEvent(event)
        current = self.currentIndex()
        if self.viewport().rect().intersects(self.visualRect(current)):
            self.scrollTo(current)


class RowTable(QTableView):
    """A table of whole rows, several of which can be chosen; it ends softly, the current row clear of its ends."""

    def __init__(self, design: Design, ground: Colour) -> None:
        super().__init__()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        end_softly(self, design, ground)

    def scrollTo(self, index: Index, hint: ScrollHint = ScrollHint.EnsureVisible) -> None:
        super().scrollTo(index, hint)
        keep_clear_of_ends(self, index)


def end_softly(view: QAbstractItemView, design: Design, ground: Colour) -> None:
    """Fade the rows at both ends while there are more of them."""
    for at_top in (False, True):
        Fade(design, view, ground, at_top=at_top)


def keep_clear_of_ends(view: QAbstractItemView, index: Index) -> None:
    """Scroll on until no fade covers a row that has just been scrolled to, if there is room for several."""
    bar, row, high = view.verticalScrollBar(), view.visualRect(index), view.viewport().height()
    if not row.isValid() or high < _SEVERAL * row.height():
        return
    bar.setValue(bar.value() + max(0, row.bottom() + 1 + Space.L - high) + min(0, row.top() - Space.L))


def show_rows_in(view: QAbstractItemView, name: str) -> None:
    """Set up a view for painted rows, of which one is chosen at a time."""
    view.setAccessibleName(name)
    view.setMouseTracking(True)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
