"""Waits until the first window has been painted, so that later work doesn't delay it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

# A window that starts minimised is never exposed; the rest has to load anyway.
_LATEST_MS = 1_000
_SOON_MS = 1


class FirstPicture(QObject):
    """Calls `then` once, right after the first paint."""

    def __init__(self, window: QWidget, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._then: Callable[[], None] | None = then
        QTimer.singleShot(_LATEST_MS, self, self._go_on)
        handle = window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Expose:
            watched.removeEventFilter(self)
            # The window paints within this event. An interval of 0 would be a posted event, handled before others.
            QTimer.singleShot(_SOON_MS, self, self._go_on)
        return False

    def _go_on(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()
