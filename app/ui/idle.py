"""Notices when nobody is active.

The filter sits on the windows (QWindow), which see each key and each movement once before it is handed to a widget.
A filter on the application would run Python for every event of every widget.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QWindow

WARN_SECONDS = 30
_STEP_MS = 1_000

_ACTIVITY = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
    }
)


def wall_seconds() -> float:
    """Seconds, counting those the computer sleeps where the system can tell."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)


class IdleTimer(QObject):
    """Emits a warning, then that time is up."""

    warned = Signal(int)
    """Seconds left."""
    woke = Signal()
    """Somebody was active after a warning."""
    timed_out = Signal()

    def __init__(self, now: Callable[[], float] = wall_seconds, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._minutes: Callable[[], float] = lambda: 0.0
        self._last = now()
        self._warned = False
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP_MS)
        self._timer.timeout.connect(self.look)

    def watch(self, window: QWindow | None) -> None:
        """Activity in this window counts."""
        if window is not None:
            window.installEventFilter(self)

    def start(self, minutes: Callable[[], float]) -> None:
        """Start; `minutes` is read each second, so that a setting takes effect at once."""
        self._minutes = minutes
        self.touch()
        self._timer.start()

    def stop(self) -> None:
        """Stop watching."""
        self._timer.stop()
        self._warned = False

    def touch(self) -> None:
        """Note activity."""
        self._last = self._now()
        if self._warned:
            self._warned = False
            self.woke.emit()

    def look(self) -> None:
        """Warn or time out, if it is time."""
        left = self._minutes() * 60 - (self._now() - self._last)
        if left <= 0:
            self.stop()
            self.timed_out.emit()
        elif left <= WARN_SECONDS:
            self._warned = True
            self.warned.emit(round(left))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _ACTIVITY:
            self.touch()
        return False
