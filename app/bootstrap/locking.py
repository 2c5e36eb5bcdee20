"""When a session is locked without being asked: after inactivity or a sleep, and together with the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.models.changes import ChangeKind, Changes
from app.models.presence import PresenceKind
from app.services import locking
from app.ui.idle import IdleTimer
from app.ui.tasks import Lane, Tasks
from app.ui.vault_access import LockReason

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.platforms.interface import LockCause, LockSource
    from app.services.vault_service import VaultService
    from app.ui.idle import Clocks
    from app.ui.preferences import Preferences
    from app.ui.session import Session
    from app.ui.shell.idle_warning import IdleWarning


WHILE_MOVING = 60
"""Minutes without activity while files move to new keys: locking would stop that, and nobody would be told."""


class Locking(QObject):
    """One per program; watches each session in turn."""

    due = Signal(object)
    """The session should be locked; the `LockReason`. May be emitted on any thread."""

    def __init__(
        self, source: LockSource, tasks: Tasks, service: VaultService, settings: Preferences, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._source, self._tasks, self._service, self._settings = source, tasks, service, settings
        self._session: Session | None = None
        self._alone = locking.ALONE_MINUTES
        self.idle = IdleTimer(parent=self)
        self.idle.timed_out.connect(self.due)

    def show_in(self, window: QWidget, warning: IdleWarning) -> None:
        """Watch this window, and show this warning before the session is locked."""
        self.idle.watch(window.windowHandle())
        self.idle.warned.connect(warning.warn)
        self.idle.woke.connect(warning.clear)
        warning.still_here.connect(self.idle.touch)

    def start(self, session: Session, since: Clocks | None = None) -> None:
        """Watch a session, which somebody asked for at `since`: a sleep while they were let in locks it at once."""
        self._session = session
        session.presence_changed.connect(self._on_presence)
        session.changed.connect(self._on_changed)
        self._on_presence()
        self.idle.start(self._minutes, since, is_joint=self._is_joint)
        self.idle.look()
        self._source.listen(self._on_announced)

    def stop(self) -> None:
        """Locking has begun: the clock stops."""
        self._session = None
        self.idle.stop()

    def release(self) -> None:
        """Everything is locked: stop delaying the system's sleep."""
        self._source.stop()

    def _on_announced(self, cause: LockCause) -> None:
        self.due.emit(LockReason(cause.value))

    def _minutes(self) -> float:
        if self._service.moving is not None:
            return WHILE_MOVING
        is_alone = self._session is None or len(self._session.presence.here) == 1
        return self._alone if is_alone else self._settings.together_minutes

    def _is_joint(self) -> bool:
        """Whether both look at the screen: they may be talking."""
        return self._session is not None and self._session.presence.kind is PresenceKind.TOGETHER

    def _on_presence(self) -> None:
        self._alone = locking.ALONE_MINUTES  # until those of whoever is alone now are known
        self._read()

    def _read(self) -> None:
        session = self._session
        if session is None or len(session.presence.here) != 1:
            return
        (person,) = session.presence.here

        def work() -> int:
            with self._service.unit() as uow:
                return locking.alone_minutes(uow, person=person)

        def show(minutes: int) -> None:
            if session.presence.here == (person,):
                self._alone = minutes

        self._tasks.run(Lane.DATABASE, work, show, owner=session)

    def _on_changed(self, changes: Changes, _by: QObject | None = None) -> None:
        if changes.touches(ChangeKind.PREFS):
            self._read()
