"""Takes the backup of the day, some time after somebody was let in."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from app.ui.backing_up import BackingUp
from app.ui.session import Session
from app.ui.timer import single_shot

SETTLED = 5_000
"""Milliseconds until the screens are shown and used."""
AGAIN = 30 * 60_000
"""Milliseconds between two looks at whether a new day has begun, or a backup that failed succeeds now."""


class DailyBackup(QObject):
    """One per session."""

    def __init__(self, session: Session, taking: BackingUp) -> None:
        super().__init__(session)
        self._soon = single_shot(self, SETTLED, taking.take_if_due)
        self._again = QTimer(self)
        self._again.timeout.connect(taking.take_if_due)
        self._soon.start()
        self._again.start(AGAIN)
