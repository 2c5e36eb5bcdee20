"""Notices when nobody is active, and when the computer was asleep.

The filter sits on the windows (QWindow), which see each key and each movement once before it is handed to a widget.
A filter on the application would run Python for every event of every widget.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QSinglePointEvent, QWindow
from PySide6.QtWidgets import QApplication

from app.platforms import current
from app.ui.vault_access import LockReason

WARN_SECONDS = 30
ASK_SECONDS = 5 * 60
"""On joint screens, where people talk without a key, somebody has to say so much before: *Still here*."""
SLEPT_SECONDS = 10
"""A clock that gained this much on one that stops during sleep means a sleep; less is a correction."""
JITTER = 4
"""A pointer that stays within so many pixels may tremble by itself, on a table that shakes for example."""
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
_MOVES = frozenset((QEvent.Type.MouseMove, QEvent.Type.TabletMove))
_PRESSES = {
    QEvent.Type.MouseButtonPress: QEvent.Type.MouseButtonRelease,
    QEvent.Type.TouchBegin: QEvent.Type.TouchEnd,
    QEvent.Type.TabletPress: QEvent.Type.TabletRelease,
}


class Clocks(NamedTuple):
    """The time in seconds by three clocks."""

    running: float
    """Stops while the computer sleeps."""
    boot: float
    """Counts sleep, where the system has such a clock; otherwise the same as `running`."""
    wall: float
    """Counts sleep, but anybody may set it."""

    @classmethod
    def read(cls) -> Clocks:
        """The time now."""
        return cls(*current().clocks(), time.time())

    def slept_since(self, before: Clocks) -> LockReason | None:
        """Which sign of a sleep there was since `before`, if any."""
        ran = self.running - before.running
        if self.boot - before.boot - ran > SLEPT_SECONDS:
            return LockReason.SLEEP
        if self.wall - before.wall - ran > SLEPT_SECONDS:
            return LockReason.CLOCK
        return None


class IdleTimer(QObject):
    """Emits a warning, then that time is up."""

    warned = Signal(int)
    """Seconds left."""
    woke = Signal()
    """Somebody was active after a warning."""
    timed_out = Signal(object)
    """The `LockReason`."""

    def __init__(self, now: Callable[[], Clocks] = Clocks.read, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._minutes: Callable[[], float] = lambda: 0.0
        self._is_joint: Callable[[], bool] = lambda: False
        self._seen = now()
        """When the clocks were last compared."""
        self._active = self._seen.boot
        """When somebody was last active."""
        self._pointer = QPointF()
        """Where the pointer last moved to."""
        self._warned = False
        self._is_over = False
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP_MS)
        self._timer.timeout.connect(self.look)

    def watch(self, window: QWindow | None) -> None:
        """Activity in this window counts."""
        if window is not None:
            window.installEventFilter(self)

    def start(
        self,
        minutes: Callable[[], float],
        since: Clocks | None = None,
        *,
        is_joint: Callable[[], bool] = lambda: False,
    ) -> None:
        """Start, now or `since`; both are asked each second, so that a setting takes effect at once."""
        self._minutes, self._is_joint = minutes, is_joint
        self._seen = self._now() if since is None else since
        self._active = self._seen.boot
        self._warned = self._is_over = False
        self._timer.start()

    def stop(self) -> None:
        """Stop watching."""
        self._timer.stop()
        self._warned = self._is_over = False

    def touch(self) -> bool:
        """Note activity, unless it comes too late; False then."""
        noted = self._note()
        self._wake()
        return noted

    def look(self) -> None:
        """Warn or time out, if it is time."""
        if not self._timer.isActive():
            return
        reason = self._reason()
        left = self._left()
        if reason is not None:
            self._end(reason)
        elif left <= self._warning():
            self._warned = True
            self.warned.emit(round(left))
        else:
            self._wake()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        kind, was_warned = event.type(), self._warned
        if kind in _PRESSES.values():
            self._wake()
        if (isinstance(event, QKeyEvent) and event.isAutoRepeat()) or (kind in _MOVES and self._trembles(event)):
            self.look()  # something may lie on the key
            return self._is_over
        if kind not in _ACTIVITY or (kind in _MOVES and was_warned and self._is_joint()):
            return False
        # The warning stays while a button is held: if the page moved up meanwhile, nothing would be clicked.
        if not (self._note() if kind in _PRESSES else self.touch()):
            # What comes too late must not press a button of the page that is still shown.
            return True
        return was_warned and isinstance(event, QKeyEvent) and _would_act(event)

    def _trembles(self, event: QEvent) -> bool:
        """Whether the pointer is still where it was."""
        assert isinstance(event, QSinglePointEvent)
        moved = event.globalPosition() - self._pointer
        if moved.manhattanLength() < JITTER:
            return True
        self._pointer = event.globalPosition()
        return False

    def _note(self) -> bool:
        if not self._timer.isActive():
            return not self._is_over
        # Before the reset: the first event after a sleep comes before the timer, and would hide it.
        reason = self._reason()
        if reason is not None:
            self._end(reason)
            return False
        self._active = self._seen.boot
        return True

    def _wake(self) -> None:
        if self._warned and self._timer.isActive() and self._left() > self._warning():
            self._warned = False
            self.woke.emit()

    def _warning(self) -> float:
        """How many seconds before the end it is said."""
        return max(WARN_SECONDS, min(ASK_SECONDS, self._minutes() * 30)) if self._is_joint() else WARN_SECONDS

    def _reason(self) -> LockReason | None:
        """Why time is up now; None if it is not."""
        before, self._seen = self._seen, self._now()
        slept = self._seen.slept_since(before)
        if slept is None and self._left() <= 0:
            return LockReason.IDLE
        return slept

    def _left(self) -> float:
        return self._minutes() * 60 - (self._seen.boot - self._active)

    def _end(self, reason: LockReason) -> None:
        self._timer.stop()
        self._is_over = True
        # From the event loop: locking deletes windows, which can't be done amid an event of one of them.
        QTimer.singleShot(0, self, lambda: self._emit(reason))

    def _emit(self, reason: LockReason) -> None:
        if self._is_over:  # not locked meanwhile for a different reason
            self.timed_out.emit(reason)


def _would_act(event: QKeyEvent) -> bool:
    """Whether a key that only says that somebody is here would press or answer something; words are typed."""
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    focused = QApplication.focusWidget()
    types = focused is not None and focused.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    return bool(event.text()) and not event.modifiers() & modifiers and not types
