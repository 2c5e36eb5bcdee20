"""Backups of the open vault: one on each day of use, one file to carry, and restoring one into a new folder.

Taking one has steps on two lanes, so that nobody who saves something meanwhile has to wait for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import NamedTuple

from app.errors import AccordError, VaultMissing
from app.models.backup import StoredBackup
from app.models.base import IdSource, PersonId
from app.services.long_work import LongWork, Stopped
from app.storage.backups import (
    BackupStopped,
    BackupWork,
    Restless,
    copy_to_second_place,
    next_name,
    rotate,
    stored_backups,
)
from app.storage.files import BACKUPS
from app.storage.restore import BackupLook, PartnerPart, Restore, RestoreKeys, RestoreReport, look_at
from app.storage.slots import KdfPolicy
from app.storage.vault import Vault

__all__ = [
    "BackupLook",
    "BackupStatus",
    "Backups",
    "PartnerPart",
    "Restoration",
    "RestoreKeys",
    "RestoreReport",
    "StoredBackup",
]

_PASSES = 4
"""How often each byte is handled: copied, hashed, written and read back."""


class BackupStatus(NamedTuple):
    """What there is, the newest first."""

    backups: tuple[StoredBackup, ...] = ()
    second: tuple[StoredBackup, ...] | None = None
    """Those at the second place; None if that is not there, or there is none."""
    failure: Exception | None = None
    """Why the last one of this session failed; None if it did not."""
    is_running: bool = False


class Backups:
    """Takes backups of the one vault that is open."""

    def __init__(self, opened: Callable[[], Vault]) -> None:
        self._opened = opened
        self._work: BackupWork | None = None
        self._tells = True
        self.failure: Exception | None = None
        """Why the last backup failed; None if it did not."""

    @property
    def is_running(self) -> bool:
        """Any lane. Whether one is being taken."""
        return self._work is not None

    def status(self, second: Path | None) -> BackupStatus:
        """Any lane. What there is; reads two folders."""
        folder, there = self._opened().folder / BACKUPS, self._at_second(second)
        at_second = stored_backups(there) if there is not None else None
        return BackupStatus(stored_backups(folder), at_second, self.failure, self.is_running)

    def is_due(self, today: date) -> bool:
        """Any lane. Whether there is none of today; never where nothing can be written."""
        if self._opened().is_read_only:
            return False
        newest = next(iter(stored_backups(self._opened().folder / BACKUPS)), None)
        return newest is None or newest.day != today

    def begin(self, work: LongWork, only: PersonId | None = None, beside: Path | None = None) -> None:
        """Database lane. Begin one, of everybody's part or of one person's. NeedsBoth, VaultUnwritable, Stopped.

        `beside`: the folder of a file to carry, in which it is made.
        """
        self.stop()
        done, self._tells = 0, beside is None

        def report(handled: int) -> None:
            nonlocal done
            done += handled
            work.step(min(done, total), total)

        self._work = backup = BackupWork(self._opened().files.backup_sources(only), report, beside)
        total = max(1, backup.size * _PASSES)
        with self._failing():
            backup.begin()

    def copy(self) -> bool:
        """Lane for copies. Copy the open files; False if they were written too often, so `copy_at_rest` has to."""
        with self._failing():
            try:
                self._running().copy_open()
            except Restless:
                return False
            return True

    def copy_at_rest(self) -> None:
        """Database lane. Copy the open files, where nobody writes meanwhile."""
        with self._failing():
            self._running().copy_open(None)

    def finish(self, now: datetime, keep: int, second: Path | None, zone: tzinfo | None = None) -> BackupStatus:
        """Lane for copies. Keep it as the newest, and copy it to the second place if that is there."""
        with self._failing():
            folder, there = self._opened().folder / BACKUPS, self._at_second(second)
            # Above the numbers of both, so that a restored vault goes on where the one before ended.
            places = [folder] if there is None else [folder, there]
            target = folder / next_name(places, now.astimezone(zone).date())
            self._running().finish(target, now)
            rotate(folder, keep)
            self.failure = None
            if there is not None:
                copy_to_second_place(target, there, keep)
        self._end()
        return self.status(second)

    def finish_to(self, to: Path, now: datetime) -> None:
        """Lane for copies. Save it as one file to carry."""
        with self._failing():
            self._running().finish(to, now)
        self._end()

    def stop(self) -> None:
        """Any lane. Stop one that is being taken, and wait for a moment until its files are closed."""
        if self._work is not None:
            self._work.stop()
            self._end()

    def interrupt(self) -> None:
        """Any thread. Ask one that is being taken to end, without waiting for it."""
        if self._work is not None:
            self._work.stop()

    def _at_second(self, second: Path | None) -> Path | None:
        """The folder of this vault at the second place, if that is there; others may have theirs beside it."""
        return second / f"accord-{self._opened().vault_id[:8]}" if second is not None and second.is_dir() else None

    def _running(self) -> BackupWork:
        if self._work is None:
            raise Stopped
        return self._work

    def _end(self) -> None:
        work, self._work = self._work, None
        if work is not None:
            work.clean_up()

    @contextmanager
    def _failing(self) -> Iterator[None]:
        """Clean up after a failure, and remember why; a file to carry is told where it was asked for."""
        try:
            yield
        except (Stopped, BackupStopped, VaultMissing):
            self._end()
            raise Stopped from None
        except Exception as error:
            if self._tells and isinstance(error, AccordError):
                self.failure = error
            self._end()
            raise


class Restoration:
    """A backup that somebody restores into a new folder; no vault is open meanwhile."""

    def __init__(self, backup: Path, policy: KdfPolicy, ids: IdSource, beside: tuple[Path, ...]) -> None:
        self.backup, self._policy, self._ids, self._beside = backup, policy, ids, beside
        self.look = look_at(backup)
        """What it says about itself. Reading it raises VaultForeign, VaultDamaged, VaultNewer or VaultMissing."""

    def derive(self, person: PersonId, passphrase: str) -> RestoreKeys:
        """Keys lane. Raises `WrongPassphrase`."""
        return self._by(person).derive(passphrase)

    def into(self, folder: Path, person: PersonId, keys: RestoreKeys, work: LongWork) -> RestoreReport:
        """Lane for copies. All of it, or nothing. VaultExists, VaultUnwritable, VaultDamaged, Stopped."""
        done, total = 0, max(1, self.look.size)

        def report(handled: int) -> None:
            nonlocal done
            done += handled
            work.step(min(done, total), total)

        return self._by(person).into(folder, keys, report)

    def _by(self, person: PersonId) -> Restore:
        return Restore(self.backup, person, self._policy, self._ids, self._beside)
