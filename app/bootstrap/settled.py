"""Signals when an arrival is over: until then, somebody who was let in can still be sent back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.ui.timer import single_shot

if TYPE_CHECKING:
    from app.ui.tasks import Tasks


class Settled(QObject):
    """Emits `reached` once no task is running and every failure has been reported."""

    reached = Signal()

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._turn = single_shot(self, 0, self._on_turn)
        self._turns = 0
        tasks.busy_changed.connect(self._on_busy)

    def _on_busy(self, busy: bool) -> None:
        # An error that nobody caught is reported by the event loop, one turn after the work it came from has ended.
        self._turns = 0
        if busy:
            self._turn.stop()
        else:
            self._turn.start()

    def _on_turn(self) -> None:
        self._turns += 1
        if self._turns < 2:
            self._turn.start()
        else:
            self.reached.emit()
