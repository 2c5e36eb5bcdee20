"""Keeps the right part of the open entry visible: the cursor, what was unfolded, the first match of a search."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QPoint, QRect, QTimer
from PySide6.QtWidgets import QWidget

from app.ui.design.tokens import Space
from app.ui.journal.editor import RichEdit
from app.ui.kit.scroll import ScrollPage
from app.ui.tasks import Task, Tasks

_SETTLING_TURNS = 3
"""Turns of the event loop until lines that wrap have their height."""


class EntryScroller(QObject):
    """Scrolls the page that an editor is on."""

    def __init__(self, page: ScrollPage, editor: RichEdit, tasks: Tasks) -> None:
        super().__init__(page)
        self._page, self._editor, self._tasks = page, editor, tasks
        self._seeking = Task()
        editor.cursorPositionChanged.connect(self._follow_cursor)

    def find(self, words: str, *, go: bool = False) -> None:
        """Mark words in the text, none if empty; `go` to the first match unless the person is typing."""
        self._seeking.cancel()
        self._editor.marks.look_for(words)
        if go and words.strip():
            self._seeking = self._tasks.in_pieces(self._seek(), owner=self)

    def _seek(self) -> Iterator[None]:
        for place in self._editor.marks.seek():
            if place >= 0 and not self._editor.hasFocus():
                self._editor.go_to(place)
                self._soon(self._show_match)
            yield

    def _show_match(self) -> None:
        if not self._editor.hasFocus():
            self._show_cursor()

    def _follow_cursor(self) -> None:
        if self._editor.hasFocus():
            self._show_cursor()

    def _show_cursor(self) -> None:
        inner: QWidget | None = self._page.widget()
        if inner is not None:
            self._editor.ensureCursorVisible()
            place: QRect = self._editor.cursorRect()
            there = self._editor.viewport().mapTo(inner, place.center())
            self._page.ensureVisible(there.x(), there.y(), 0, place.height() + Space.L)

    def show_unfolded(self, head: QWidget, part: QWidget) -> None:
        """Scroll down to a part that was unfolded, but not past the button that unfolded it."""
        self._soon(lambda: self._show_part(head, part))

    def _show_part(self, head: QWidget, part: QWidget) -> None:
        inner: QWidget | None = self._page.widget()
        if inner is None or part.isHidden():
            return
        self._page.settle()
        bar, room = self._page.verticalScrollBar(), self._page.viewport().height()
        top = head.mapTo(inner, QPoint()).y() - Space.M
        end = part.mapTo(inner, QPoint(0, part.height())).y() + Space.M
        bar.setValue(min(top, max(bar.value(), end - room)))

    def _soon(self, act: Callable[[], object], turns: int = _SETTLING_TURNS) -> None:
        def show() -> None:
            act()
            if turns > 1:
                self._soon(act, turns - 1)

        QTimer.singleShot(0, self, show)
