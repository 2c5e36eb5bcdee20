"""Takes the backup of the day, and checks every page where that is due, some time after somebody was let in."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from app.ui.backing_up import BackingUp
from app.ui.session import Session
from app.ui.timer import single_shot

SETTLED = 5_000
"""Milliseconds until the screens are shown and used."""
CHECKED = 60_000
"""Milliseconds until files are checked: after the backup, which checks those that it copies."""
AGAIN = 30 * 60_000
"""Milliseconds between two looks at whether a new day has begun, or a backup that failed succeeds now."""


class DailyBackup(QObject):
    """One per session."""

    def __init__(self, session: Session, taking: BackingUp) -> None:
        super().__init__(session)
        self._session, self._taking = session, taking
        self._soon = single_shot(self, SETTLED, taking.take_if_due)
        self._later = single_shot(self, CHECKED, self.on_check)
        self._again = QTimer(self)
        self._again.timeout.connect(self.on_again)
        session.presence_changed.connect(self._later.start)
        self._soon.start()
        self._later.start()
        self._again.start(AGAIN)

    def on_check(self) -> None:
        """Check the files of those who are here."""
        self._taking.check_if_due(self._session.presence.here)

    def on_again(self) -> None:
        """Take the backup of a new day; then check."""
        self._taking.take_if_due()
        self._later.start()
