"""The view of a list that may be very long: one column of a table, whose rows Qt counts without asking for each."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Radius, Size


class RowsView(QTableView):
    """Looks and acts like a list. Qt's own list asks the model about every row at each change, in Python."""

    def __init__(self, design: Design) -> None:
        super().__init__()
        self._design = design
        self.setProperty("surface", "cards")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.hide()
        across.setMinimumSectionSize(1)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def show_height(self, height: int) -> None:
        """All rows are this high."""
        down = self.verticalHeader()
        down.setMinimumSectionSize(1)
        down.setMaximumSectionSize(height)
        down.setDefaultSectionSize(height)
        self.verticalScrollBar().setSingleStep(max(1, height // 2))
        self.viewport().update()

    def keyboardSearch(self, search: str) -> None:
        """Letters do not search here, that would read every row; there is a search of its own."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the ends of the list, not of the row."""
        ends = {int(Qt.Key.Key_Home): 0, int(Qt.Key.Key_End): self.model().rowCount() - 1}
        row = ends.get(event.key(), -1)
        if row >= 0:
            self.setCurrentIndex(self.model().index(row, 0))
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The row with the keyboard shows it; where no row has it, the list does."""
        super().paintEvent(event)
        if self.hasFocus() and not self.currentIndex().isValid():
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_ring(painter, self._design, QRectF(self.viewport().rect()))
            painter.end()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._design.px(Size.SECTIONS) // 2, self._design.px(Size.SECTIONS) // 2)


def paint_ring(painter: QPainter, design: Design, box: QRectF) -> None:
    """The ring around what has the keyboard."""
    half = Size.RING / 2
    painter.setPen(QPen(design.colour(Colour.FOCUS), Size.RING))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(half, half, -half, -half), Radius.CARD, Radius.CARD)
