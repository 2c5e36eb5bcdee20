"""Dragging rows of a column to a different place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QWidget


class DraggedRows(QObject):
    """A row that is dragged changes places with each neighbour whose middle the pointer passes, if it may."""

    dropped = Signal(object, int)
    """The row, and its new place."""

    def __init__(self, column: QBoxLayout, may_swap: Callable[[QWidget, QWidget], bool], parent: QWidget) -> None:
        super().__init__(parent)
        self._column, self._may_swap = column, may_swap
        self._row: QWidget | None = None
        """The row that is pressed."""
        self._pressed_at = QPoint()
        self._was_at = -1
        """Where it was before it was dragged; -1 until then."""

    def watch(self, row: QWidget) -> None:
        """Let a row be dragged."""
        row.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the pointer."""
        if not isinstance(event, QMouseEvent) or not isinstance(watched, QWidget):
            return False
        kind, at = event.type(), event.globalPosition().toPoint()
        if kind is QEvent.Type.MouseButtonPress and event.button() is Qt.MouseButton.LeftButton:
            self._row, self._pressed_at, self._was_at = watched, at, -1
        elif kind is QEvent.Type.MouseMove and self._row is watched:
            self._drag(watched, at)
        elif kind is QEvent.Type.MouseButtonRelease and self._row is watched:
            self._drop(watched)
        return self._row is watched

    def _drag(self, row: QWidget, at: QPoint) -> None:
        if self._was_at < 0:
            if (at - self._pressed_at).manhattanLength() < QApplication.startDragDistance():
                return
            self._was_at = self._column.indexOf(row)
            row.setCursor(Qt.CursorShape.ClosedHandCursor)
        here = self._column.indexOf(row)
        for step in (-1, 1):
            item = self._column.itemAt(here + step) if here + step >= 0 else None
            neighbour = item.widget() if item is not None else None
            if neighbour is None or not self._may_swap(row, neighbour):
                continue
            middle = neighbour.mapToGlobal(neighbour.rect().center()).y()
            if (at.y() - middle) * step > 0:
                self._column.insertWidget(here + step, row)
                self._column.activate()
                return

    def _drop(self, row: QWidget) -> None:
        self._row = None
        row.unsetCursor()
        place = self._column.indexOf(row)
        if self._was_at not in (-1, place):
            self.dropped.emit(row, place)
