"""Takes a backup over the lanes, one at a time, and says how far it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from app.errors import AccordError
from app.models.base import Clock, PersonId
from app.services.backups import Backups, BackupStatus, Due
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
        self.checking: LongWork | None = None
        """The progress of a check of every page of a file; None if there is none."""
        self.offered: Path | None = None
        """A drive that could be the second place, unless one was chosen or none is wanted."""

    def read(self, done: Callable[[BackupStatus], object], *, owner: QObject) -> None:
        """Look what there is."""
        second = self._settings.second_place
        self._tasks.run(Lane.COPIES, lambda: self._backups.status(second), done, lambda _error: None, owner=owner)

    def read_checked(self, person: PersonId, done: Callable[[date | None], object], *, owner: QObject) -> None:
        """Look when every page of a person's own file was last checked."""
        self._tasks.run(Lane.DATABASE, lambda: self._backups.checked_on(person), done, lambda _error: None, owner=owner)

    def take_if_due(self) -> None:
        """Do what is due: today's backup, or copying it to a second place that has come back.

        What goes wrong is told on Home and in Settings.
        """
        if self.work is None:
            today, second = self._clock().astimezone(LOCAL).date(), self._settings.second_place
            asks = second is None and not self._settings.second_declined
            self._run(Lane.COPIES, lambda: self._backups.due(today, second, asks=asks), self._on_due)

    def _on_due(self, due: Due) -> None:
        self._offer(due.offered)
        if due.backup:
            self.take()
        elif due.copy and self.work is None:
            self._copy_newest()

    def _offer(self, drive: Path | None) -> None:
        if drive != self.offered:
            self.offered = drive
            self.changed.emit()

    def use_second(self, folder: Path | None) -> None:
        """Copy each backup to this folder from now on, the newest one at once; None: to none, and none is offered."""
        self._settings.second_place, self._settings.second_failed = folder, False
        self._backups.second_failure = None
        self._settings.second_declined = folder is None
        self._offer(None)
        if folder is not None:
            self.take_if_due()

    def _copy_newest(self) -> None:
        keep, second = self._settings.backups_kept, self._settings.second_place
        self.work = work = LongWork()

        def ended(status: BackupStatus) -> None:
            self._note_second(status)
            self._end()

        self._run(Lane.COPIES, lambda: self._backups.copy_newest(second, keep, work), ended)
        self.changed.emit()

    def _note_second(self, status: BackupStatus) -> None:
        if status.second is not None:
            self._settings.second_failed = status.second_failure is not None

    def take(self, failed: Callable[[Exception], object] | None = None) -> None:
        """Take one of everything, to be kept among the rotating ones."""
        now, keep, second = self._clock(), self._settings.backups_kept, self._settings.second_place
        finish = partial(self._backups.finish, now, keep, second, LOCAL)

        def done(status: BackupStatus) -> None:
            self._note_second(status)
            # It read every page of the files that it copied.
            people, today = self._backups.copied, now.astimezone(LOCAL).date()
            note = partial(self._backups.note_checked, people, today)
            self._tasks.run(Lane.DATABASE, note, failed=_not_now, owner=self)

        self._begin(None, finish, done, failed, second=second)

    def check_if_due(self, people: Sequence[PersonId]) -> None:
        """Check every page of each one's own file, one after another, where that is due; only damage is told."""
        if people and self.work is None and self.checking is None:
            self._check(people[0], people[1:])

    def _check(self, person: PersonId, others: Sequence[PersonId]) -> None:
        self.checking = work = LongWork()
        today = self._clock().astimezone(LOCAL).date()

        def ended(_none: object = None) -> None:
            self.checking = None
            self.changed.emit()
            self.check_if_due(others)

        def failed(error: Exception) -> None:
            ended()
            _not_now(error)

        def run(lane: Lane, act: Callable[[], T], done: Callable[[T], object]) -> None:
            self._tasks.run(lane, act, done, failed, owner=self)

        def copied(is_copied: bool) -> None:
            if is_copied:
                run(Lane.DATABASE, lambda: self._backups.end_check(person, today), ended)
            else:
                run(Lane.COPIES, self._backups.stop, ended)

        def begun(is_begun: bool) -> None:
            if is_begun:
                self.changed.emit()
                run(Lane.COPIES, self._backups.copy, copied)
            else:
                ended()

        run(Lane.DATABASE, lambda: self._backups.begin_check(work, person, today), begun)

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
        second: Path | None = None,
    ) -> None:
        if self.work is not None:
            return
        self.work = work = LongWork()
        self._failed = failed

        def ended(result: T) -> None:
            try:
                done(result)
            finally:
                self._end()

        def finishing(_done: object = None) -> None:
            self._run(Lane.COPIES, finish, ended)

        def copied(is_copied: bool) -> None:
            if is_copied:
                finishing()
            else:
                self._run(Lane.DATABASE, self._backups.copy_at_rest, finishing)

        self._run(
            Lane.DATABASE,
            lambda: self._backups.begin(work, only, beside, second),
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


def _not_now(error: Exception) -> None:
    """What cannot be checked or noted now is tried again later; damage is told by `Backups.failure`."""
    if not isinstance(error, (AccordError, Stopped)):
        raise error
