"""Rows whose columns are aligned across a card, and two people side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget

from app.ui.design.design import Design
from app.ui.design.tokens import Size, Space
from app.ui.kit.flow import Flow, column_in, fit_height, row_in
from app.ui.kit.surfaces import Surface


@dataclass(frozen=True, slots=True)
class Column:
    """How a column behaves."""

    stretch: int = 0
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft


class Row(QFrame):
    """One row; pressed as a whole if something is to happen."""

    clicked = Signal()

    def __init__(self, design: Design, cells: Sequence[QWidget | None], columns: Sequence[Column]) -> None:
        super().__init__()
        self._design = design
        self.cells = tuple(cells)
        self._columns = tuple(columns)
        self.setProperty("surface", "row")
        fit_height(self)
        self._outer = column_in(self, Space.S, margins=(Space.L + Space.XS, Space.M, Space.L, Space.M))
        self._line = QHBoxLayout()
        self._line.setSpacing(Space.L)
        self._below = Flow(spacing=Space.M)
        self._outer.addLayout(self._line)
        self._outer.addWidget(self._below)
        self._holders: list[QWidget] = []
        self._stacked: bool | None = None
        self._press = False
        self._filled: list[QWidget] = []
        for cell, column in zip(self.cells, self._columns, strict=True):
            holder = QWidget()
            inner = row_in(holder)
            if cell is not None:
                align = Qt.AlignmentFlag(0) if column.stretch else column.align | Qt.AlignmentFlag.AlignVCenter
                inner.addWidget(cell, 1, align)
                self._filled.append(holder)
            self._holders.append(holder)
        self.stack(False)

    def make_clickable(self, name: str) -> None:
        """Let it be pressed by mouse and keyboard."""
        self._press = True
        self.setProperty("clickable", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name)

    def natural_widths(self) -> list[int]:
        """How wide each cell would be."""
        return [cell.sizeHint().width() if cell is not None else 0 for cell in self.cells]

    def show_widths(self, widths: Sequence[int]) -> None:
        """Make the cells as wide as the columns are."""
        for holder, width, column in zip(self._holders, widths, self._columns, strict=True):
            holder.setMinimumWidth(0 if column.stretch or self._stacked else width)

    def stack(self, stacked: bool) -> None:
        """Put all but the stretching cells below the rest."""
        if stacked == self._stacked:
            return
        self._stacked = stacked
        for holder, column in zip(self._holders, self._columns, strict=True):
            self._line.removeWidget(holder)
            self._below.flow.removeWidget(holder)
            if stacked and not column.stretch:
                self._below.add(holder)
            else:
                self._line.addWidget(holder, column.stretch)
            holder.setVisible(not stacked or holder in self._filled)
        self._below.setVisible(stacked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._press and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._press and event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()
        else:
            super().mouseReleaseEvent(event)


class RowTable(QWidget):
    """Rows of widgets with aligned columns; for up to some sixty rows."""

    def __init__(self, design: Design, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._design = design
        self._columns = tuple(columns)
        self._rows: list[Row] = []
        self._column = column_in(self, Space.NONE)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._fit)
        design.changed.connect(self._pause.start)

    def add_row(self, cells: Sequence[QWidget | None], on: Callable[[], object] | None = None, name: str = "") -> Row:
        """Put a row at the end; one cell a column."""
        row = Row(self._design, cells, self._columns)
        row.setProperty("first", not self._rows)
        if on is not None:
            action = on
            row.make_clickable(name)
            row.clicked.connect(lambda: action())
        self._rows.append(row)
        self._column.addWidget(row)
        self._pause.start()
        return row

    def clear(self) -> None:
        """Take all rows out."""
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows.clear()

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows."""
        return tuple(self._rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if not self._rows:
            return
        widths = [max(each) for each in zip(*(row.natural_widths() for row in self._rows), strict=True)]
        fixed = sum(width + Space.L for width, column in zip(widths, self._columns, strict=True) if not column.stretch)
        stacked = fixed + self._design.px(Size.SECTIONS) > self.width()
        for row in self._rows:
            row.stack(stacked)
            row.show_widths(widths)


class TwoColumns(QWidget):
    """Two equal columns whose rows are level with each other; one below the other where there is no room."""

    def __init__(self, design: Design, left: QWidget, right: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._design = design
        self._pairs: list[tuple[QWidget, QWidget]] = []
        self._stacked: bool | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.L)
        self._grid.setVerticalSpacing(Space.M)
        self.add_row(left, right)
        design.changed.connect(self._fit)

    def add_row(self, left: QWidget, right: QWidget) -> None:
        """Put two widgets beside each other."""
        self._pairs.append((left, right))
        self._stacked = None
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        stacked = 0 < self.width() < self._design.px(Size.NARROW)
        if stacked == self._stacked:
            return
        self._stacked = stacked
        count = len(self._pairs)
        for index, (left, right) in enumerate(self._pairs):
            top = Qt.AlignmentFlag(0) if isinstance(left, Surface) else Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(left, index, 0, top)
            place = (count + index, 0) if stacked else (index, 1)
            self._grid.addWidget(right, *place, top)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 0 if stacked else 1)
