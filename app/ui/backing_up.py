"""Takes a backup over the lanes, one at a time, and says how far it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from app.errors import AccordError
from app.models.base import Clock, PersonId
from app.services.backups import Backups, BackupStatus
from app.services.long_work import LongWork, Stopped
from app.ui.local_zone import LOCAL
from app.ui.preferences import Preferences
from app.ui.tasks import Lane, Tasks

T = TypeVar("T")


class BackingUp(QObject):
    """One per session: for the backup of the day, and for those that somebody asks for."""

    changed = Signal()
    """One has begun or ended, or there are others in the folder."""

    def __init__(self, parent: QObject, tasks: Tasks, backups: Backups, settings: Preferences, clock: Clock) -> None:
        super().__init__(parent)
        self._tasks, self._backups, self._settings, self._clock = tasks, backups, settings, clock
        self._failed: Callable[[Exception], object] | None = None
        self.work: LongWork | None = None
        """The progress of the one that is being taken; None if there is none."""

    def read(self, done: Callable[[BackupStatus], object], *, owner: QObject) -> None:
        """Look what there is."""
        second = self._settings.second_place
        self._tasks.run(Lane.COPIES, lambda: self._backups.status(second), done, lambda _error: None, owner=owner)

    def take_if_due(self) -> None:
        """Take today's, unless there is one. What goes wrong is told on Home and in Settings."""
        if self.work is None:
            today = self._clock().astimezone(LOCAL).date()
            self._run(Lane.COPIES, lambda: self._backups.is_due(today), lambda is_due: self.take() if is_due else None)

    def take(self, failed: Callable[[Exception], object] | None = None) -> None:
        """Take one of everything, to be kept among the rotating ones."""
        now, keep, second = self._clock(), self._settings.backups_kept, self._settings.second_place
        self._begin(None, lambda: self._backups.finish(now, keep, second, LOCAL), lambda _status: None, failed)

    def save(
        self,
        to: Path,
        only: PersonId | None,
        done: Callable[[], object],
        failed: Callable[[Exception], object],
    ) -> None:
        """Save one file to carry, of everything or of one person's part."""
        now = self._clock()
        self._begin(only, lambda: self._backups.finish_to(to, now), lambda _none: done(), failed, to.parent)

    def stop(self) -> None:
        """Stop the one that is being taken; nothing of it is kept."""
        if self.work is not None:
            self.work.stop()

    def _begin(
        self,
        only: PersonId | None,
        finish: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object] | None,
        beside: Path | None = None,
    ) -> None:
        if self.work is not None:
            return
        self.work = work = LongWork()
        self._failed = failed

        def ended(result: T) -> None:
            self._end()
            done(result)

        def finishing(_done: object = None) -> None:
            self._run(Lane.COPIES, finish, ended)

        def copied(is_copied: bool) -> None:
            if is_copied:
                finishing()
            else:
                self._run(Lane.DATABASE, self._backups.copy_at_rest, finishing)

        self._run(
            Lane.DATABASE,
            lambda: self._backups.begin(work, only, beside),
            lambda _begun: self._run(Lane.COPIES, self._backups.copy, copied),
        )
        self.changed.emit()

    def _run(self, lane: Lane, act: Callable[[], T], done: Callable[[T], object]) -> None:
        self._tasks.run(lane, act, done, self._on_failed, owner=self)

    def _on_failed(self, error: Exception) -> None:
        failed = self._failed
        self._end()
        if failed is not None:
            failed(error)
        elif not isinstance(error, (AccordError, Stopped)):
            raise error

    def _end(self) -> None:
        self.work = self._failed = None
        self.changed.emit()
