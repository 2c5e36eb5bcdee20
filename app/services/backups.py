"""Backups of the open vault: one on each day of use, one file to carry, and restoring one into a new folder.

Taking one has steps on two lanes, so that nobody who saves something meanwhile has to wait for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import NamedTuple

from app.errors import AccordError, VaultDamaged, VaultMissing
from app.models.backup import StoredBackup
from app.models.base import IdSource, PersonId
from app.platforms import current
from app.services.long_work import LongWork, Stopped
from app.storage.backups import (
    BackupSources,
    BackupStopped,
    BackupWork,
    Restless,
    copy_to_second_place,
    next_name,
    rotate,
    second_folder,
    stored_backups,
)
from app.storage.databases import file_name, private_space
from app.storage.files import BACKUPS
from app.storage.page_check import checked_on, is_due, note_checked
from app.storage.restore import BackupLook, PartnerPart, Restore, RestoreKeys, RestoreReport, look_at
from app.storage.slots import KdfPolicy
from app.storage.vault import Vault

__all__ = [
    "BackupLook",
    "BackupStatus",
    "Backups",
    "Due",
    "PartnerPart",
    "Restoration",
    "RestoreKeys",
    "RestoreReport",
    "StoredBackup",
]

_PASSES = 4
"""How often each byte is handled: copied, hashed, written and read back."""
_PASSES_OF_CHECK = 1
_PASSES_THERE = 2
"""At the second place: copied and read back."""


class BackupStatus(NamedTuple):
    """What there is, the newest first."""

    backups: tuple[StoredBackup, ...] = ()
    second: tuple[StoredBackup, ...] | None = None
    """Those at the second place; None if that is not there, or there is none."""
    failure: Exception | None = None
    """Why the last one of this session failed; None if it did not."""
    is_running: bool = False
    second_failure: Exception | None = None
    """Why the last one could not be copied to the second place in this session; `Stopped` if somebody stopped it."""


class Due(NamedTuple):
    """What is to be done about backups now."""

    backup: bool = False
    """There is none of today."""
    copy: bool = False
    """The second place is there, and lacks the newest one."""
    offered: Path | None = None
    """A drive that was plugged in and could be the second place."""


class Backups:
    """Takes backups of the one vault that is open."""

    def __init__(self, opened: Callable[[], Vault]) -> None:
        self._opened = opened
        self._work: BackupWork | None = None
        self._telling: type[AccordError] = AccordError
        self.copied: tuple[PersonId, ...] = ()
        """Whose files the last backup checked."""
        self.failure: Exception | None = None
        """Why the last backup failed, or what a check found; None if all is in order."""
        self.second_failure: Exception | None = None
        """Why it could not be copied to the second place."""
        self._copying: LongWork | None = None

    @property
    def is_running(self) -> bool:
        """Any lane. Whether one is being taken."""
        return self._work is not None

    def status(self, second: Path | None) -> BackupStatus:
        """Any lane. What there is; reads two folders."""
        folder, there = self._opened().folder / BACKUPS, self._at_second(second)
        at_second = stored_backups(there) if there is not None else None
        return BackupStatus(stored_backups(folder), at_second, self.failure, self.is_running, self.second_failure)

    def due(self, today: date, second: Path | None, *, asks: bool = False) -> Due:
        """Lane for copies. What is to be done; nothing where nothing can be written.

        `asks`: whether a second place may be offered.
        """
        vault = self._opened()
        if vault.is_read_only:
            return Due()
        newest, there = next(iter(stored_backups(vault.folder / BACKUPS)), None), self._at_second(second)
        # Numbers go on above those of both places: what is lower there is from before, and is not put above it.
        last = max((each.number for each in stored_backups(there)), default=0) if there is not None else 0
        place, drives = vault.folder.resolve(), current().removable_places() if asks else ()
        return Due(
            newest is None or newest.day != today,
            newest is not None and there is not None and newest.number > last,
            next((drive for drive in drives if not place.is_relative_to(drive)), None),
        )

    def begin(
        self,
        work: LongWork,
        only: PersonId | None = None,
        beside: Path | None = None,
        second: Path | None = None,
    ) -> None:
        """Database lane. Begin one, of everybody's part or of one person's. NeedsBoth, VaultUnwritable, Stopped.

        `beside`: the folder of a file to carry, in which it is made; `second`: where it is copied to, if that is there.
        """
        self.stop()
        self._telling = AccordError if beside is None else VaultMissing
        passes = _PASSES + (_PASSES_THERE if second is not None else 0)  # a stick is not waited for here
        self._begin(work, self._opened().files.backup_sources(only), passes, beside)

    def _begin(self, work: LongWork, sources: BackupSources, passes: int, beside: Path | None = None) -> None:
        self.copied = tuple(sources.proof_keys)
        self._work = backup = BackupWork(sources, work.counting(sources.size * passes), beside)
        with self._failing():
            backup.begin()

    def begin_check(self, work: LongWork, person: PersonId, today: date) -> bool:
        """Database lane. Begin to check every page of a person's file, unless that is not due or a backup is taken.

        Their file is copied and the copy checked, so that nobody who writes has to wait. What is wrong is a `failure`.
        """
        vault = self._opened()
        if self._work is not None or vault.is_read_only or person not in vault.present:
            return False
        with vault.spaces.connection(private_space(person)) as own:
            if not is_due(own, today):
                return False
        self._telling = VaultDamaged
        self._begin(work, vault.files.backup_sources(person), _PASSES_OF_CHECK)
        return True

    def end_check(self, person: PersonId, today: date) -> None:
        """Database lane. Their file is in order; its copy is removed."""
        self._end()
        self.note_checked((person,), today)

    def note_checked(self, people: Iterable[PersonId], today: date) -> None:
        """Database lane. Every page of these people's files was checked, by a backup or a check."""
        vault = self._opened()
        for person in people:
            if person in vault.present and not vault.is_read_only:
                with vault.spaces.writing(private_space(person)) as own:
                    note_checked(own, today)

    def checked_on(self, person: PersonId) -> date | None:
        """Database lane. The day on which every page of a person's file was last checked."""
        with self._opened().spaces.connection(private_space(person)) as own:
            return checked_on(own)

    def failure_for(self, person: PersonId | None) -> Exception | None:
        """Any lane. What to tell a person: damage of their partner's file is told to the partner alone."""
        told = self.failure
        if isinstance(told, VaultDamaged) and person is not None:
            others = (file_name(private_space(each)) for each in self._opened().spaces.people if each != person)
            return None if told.detail in others else told
        return told

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
            work = self._running()
            work.finish(target, now)
            rotate(folder, keep)
            self.failure = None
        try:
            if there is not None:
                self._copy_there(target, there, keep, work.step)
        finally:
            self._end()
        return self.status(second)

    def copy_newest(self, second: Path | None, keep: int, work: LongWork) -> BackupStatus:
        """Lane for copies. Copy the newest one to the second place, which was not there when it was made."""
        folder, there = self._opened().folder / BACKUPS, self._at_second(second)
        newest = next(iter(stored_backups(folder)), None)
        if newest is not None and there is not None:
            self._copying = work
            try:
                self._copy_there(folder / newest.name, there, keep, work.counting(newest.size * _PASSES_THERE))
            finally:
                self._copying = None
        return self.status(second)

    def _copy_there(self, backup: Path, there: Path, keep: int, step: Callable[[int], object]) -> None:
        """Copy one to the second place; if that fails, the backup itself is complete, and it is remembered why."""
        try:
            copy_to_second_place(backup, there, keep, step)
            self.second_failure = None
        except (Stopped, BackupStopped):
            self.second_failure = Stopped()
        except AccordError as error:
            self.second_failure = error

    def finish_to(self, to: Path, now: datetime) -> None:
        """Lane for copies. Save it as one file to carry."""
        with self._failing():
            self._running().finish(to, now)
        self._end()

    def stop(self) -> None:
        """Any lane. Stop one that is being taken, and wait for a moment until its files are closed."""
        self._stop_copying()
        if self._work is not None:
            self._work.stop()
            self._end()

    def interrupt(self) -> None:
        """Any thread. Ask one that is being taken to end, without waiting for it."""
        self._stop_copying()
        if self._work is not None:
            self._work.stop()

    def _stop_copying(self) -> None:
        if self._copying is not None:
            self._copying.stop()

    def _at_second(self, second: Path | None) -> Path | None:
        """The folder of this vault at the second place, if that is there."""
        return second_folder(second, self._opened().vault_id) if second is not None and second.is_dir() else None

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
            if isinstance(error, self._telling):
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
        return self._by(person).into(folder, keys, work.counting(self.look.size))

    def _by(self, person: PersonId) -> Restore:
        return Restore(self.backup, person, self._policy, self._ids, self._beside)
