"""*This scene is over*: written when a minute has passed or somebody leaves; until then it can be undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from app.models.base import Clock
from app.ui.timer import single_shot

MINUTE = 60_000
"""Milliseconds for which it can be undone."""


class SceneOver(QObject):
    """Remembers which scene somebody said is over, until that is written."""

    changed = Signal()

    def __init__(self, owner: QObject, clock: Clock, write: Callable[[str, datetime], object]) -> None:
        super().__init__(owner)
        self._clock, self._write = clock, write
        self._said: tuple[str, datetime] | None = None
        self.minute = single_shot(self, MINUTE, self.flush)

    @property
    def agreement_id(self) -> str:
        """The agreement on the scene; empty if nothing is waiting to be written."""
        return self._said[0] if self._said is not None else ""

    def say(self, agreement_id: str) -> None:
        """The scene is over now."""
        self.flush()
        self._said = (agreement_id, self._clock())
        self.minute.start()
        self.changed.emit()

    def undo(self) -> None:
        """It is not over yet."""
        if self._said is not None:
            self._said = None
            self.minute.stop()
            self.changed.emit()

    def flush(self) -> None:
        """Write it now."""
        said, self._said = self._said, None
        self.minute.stop()
        if said is not None:
            self._write(*said)
            self.changed.emit()
