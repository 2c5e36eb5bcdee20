"""Keeps in sight what matters in a pane that scrolls: where one writes, what was just opened."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QRect, QTimer
from PySide6.QtWidgets import QTextEdit, QWidget

from app.ui.design.tokens import Space
from app.ui.kit.scroll import ScrollPage

_TURNS = 3
"""Of the event loop, until lines that wrap have found their height."""


class Sight(QObject):
    """Scrolls a page that an editor stands on."""

    def __init__(self, scroller: ScrollPage, editor: QTextEdit) -> None:
        super().__init__(scroller)
        self._scroller, self._editor = scroller, editor
        editor.cursorPositionChanged.connect(self._follow)

    def _follow(self) -> None:
        if self._editor.hasFocus():
            self.show_cursor()

    def show_cursor(self) -> None:
        """Scroll to where the cursor of the text is."""
        inner: QWidget | None = self._scroller.widget()
        if inner is not None:
            self._editor.ensureCursorVisible()
            place: QRect = self._editor.cursorRect()
            there = self._editor.viewport().mapTo(inner, place.center())
            self._scroller.ensureVisible(there.x(), there.y(), 0, place.height() + Space.L)

    def show_opened(self, head: QWidget, part: QWidget) -> None:
        """Scroll down to a part that was opened, but not past what opened it; once it has its height."""
        self._soon(lambda: self._show_part(head, part))

    def show_found(self) -> None:
        """Scroll to the cursor of a text that is only just shown, unless somebody has begun to write."""
        self._soon(lambda: None if self._editor.hasFocus() else self.show_cursor())

    def _soon(self, act: Callable[[], object], turns: int = _TURNS) -> None:
        def show() -> None:
            act()
            if turns > 1:
                self._soon(act, turns - 1)

        QTimer.singleShot(0, self, show)

    def _show_part(self, head: QWidget, part: QWidget) -> None:
        inner: QWidget | None = self._scroller.widget()
        if inner is None or part.isHidden():
            return
        self._scroller.settle()
        bar, room = self._scroller.verticalScrollBar(), self._scroller.viewport().height()
        top = head.mapTo(inner, QPoint()).y() - Space.M
        end = part.mapTo(inner, QPoint(0, part.height())).y() + Space.M
        bar.setValue(min(top, max(bar.value(), end - room)))
