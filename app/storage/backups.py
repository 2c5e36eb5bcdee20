"""Taking a backup of an open vault: the keyring and the private files, never the shared one, which is made from them.

It takes three steps, so that nobody who writes meanwhile has to wait: `BackupWork.begin` on the database lane copies
what nobody has open; `copy_open` reads the open files through connections of its own and verifies each copy; `finish`
puts everything into one file, which appears at its place only once it was read back.
"""

from __future__ import annotations

import re
import secrets
import shutil
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2

from app.errors import VaultFileInUse, VaultUnwritable
from app.models.backup import BackupManifest, BackupScope, StoredBackup
from app.models.base import PersonId
from app.storage.backup_file import SUFFIX, Member, copy_backup_file, hash_member, write_backup_file
from app.storage.closed_files import copy_closed
from app.storage.cut_off import PAGE
from app.storage.database_errors import translated
from app.storage.databases import (
    SpaceSource,
    make_engine,
    open_database,
    read_revision,
    require_encrypted_file,
    require_integrity,
)
from app.storage.files import BACKUPS, make_folder, sync_folder, write_new, writing
from app.storage.keyring_file import KEYRING, StoredKeyring
from app.storage.slots import Secret
from app.storage.watching import Step, no_step
from app.storage.whole_folder import remove_unfinished

STEP_PAGES = 256
"""Pages that are copied between two looks at whether to go on: a mebibyte."""

_NAME = re.compile(r"(\d{4,9})-(\d{4}-\d\d-\d\d)\.accord")
_CHUNK = 1 << 20
_MOMENT = 0.5
_BUSY = (5, 6)
_MOST_BUSY = 12
"""A lock is waited for this many times, `databases.PATIENCE` seconds each.

It may be that of a different program, or of somebody who saves here while the disk is busy with this very backup.
"""


class BackupStopped(Exception):
    """Somebody stopped it; nothing was kept."""


class Restless(Exception):
    """The file was written again and again while it was copied; it is copied where nobody writes instead."""


@dataclass(frozen=True)
class BackupSources:
    """What is to be copied: the keyring as stored, the open private files, and those that nobody has open."""

    folder: Path
    keyring: StoredKeyring
    open: tuple[SpaceSource, ...]
    closed: tuple[Path, ...]
    proof_keys: Mapping[PersonId, Secret]
    scope: BackupScope

    @property
    def size(self) -> int:
        """Bytes of all files, as far as they can be told."""
        paths = [source.path for source in self.open] + list(self.closed)
        return sum(path.stat().st_size for path in paths if path.exists())


class BackupWork:
    """One backup that is being taken. `stop` ends it at its next step, from any thread."""

    def __init__(self, sources: BackupSources, step: Step = no_step, beside: Path | None = None) -> None:
        """`beside`: the folder to work in, if it is not the one with the rotating backups."""
        self._sources, self._report = sources, step
        self._place = beside or sources.folder / BACKUPS
        self._site = self._place / f".accord-{secrets.token_hex(8)}.unfinished"
        self._members: list[Member] = []
        self._raw: set[Any] = set()
        self._stopped = threading.Event()
        self._busy = threading.Lock()

    def begin(self) -> None:
        """Database lane. Copy the keyring, and the private files of those who are not here. VaultUnwritable."""
        with writing(BACKUPS):
            make_folder(self._place)
            remove_unfinished(self._place)
            self._site.mkdir(mode=0o700)
        keyring = self._site / KEYRING
        with writing(KEYRING):
            write_new(keyring, self._sources.keyring.raw)
        self._members.append(Member(KEYRING, keyring, is_verified=True))
        for path in self._sources.closed:
            for copy in copy_closed(path, self._site / path.name, self.step):
                self._members.append(Member(copy.name, copy, is_verified=False))

    def copy_open(self, most_restarts: int | None = 3) -> None:
        """Any thread. Copy the open files and check every page of the copies. Restless, VaultUnwritable, VaultDamaged.

        `most_restarts`: each write to a file begins its copy again. None: nobody writes meanwhile.
        """
        done = {member.name for member in self._members}
        with self._busy:
            for source in self._sources.open:
                if source.path.name not in done:
                    target = self._site / source.path.name
                    self._copy(source, target, most_restarts)
                    self._verify(source, target)
                    self._members.append(Member(source.path.name, target, is_verified=True))

    def finish(self, target: Path, now: datetime) -> BackupManifest:
        """Any thread. Put it into one file. VaultUnwritable, VaultDamaged; then there is no file."""
        with writing(target.name):
            manifest = BackupManifest(
                vault_id=self._sources.keyring.data["vault_id"],
                made=now.astimezone(UTC).replace(microsecond=0),
                scope=self._sources.scope,
                parts=tuple(hash_member(member, self.step) for member in self._members),
            )
            make_folder(target.parent, parents=True)
        with self._busy:
            write_backup_file(target, self._members, manifest, self._sources.proof_keys, self.step)
        return manifest

    def clean_up(self) -> None:
        """Any thread. Remove the copies that were put into the file, or are not needed any more.

        Waits for a moment for a step on a different thread to end, so that no file stays open.
        """
        if self._busy.acquire(timeout=_MOMENT):
            self._busy.release()
        shutil.rmtree(self._site, ignore_errors=True)

    def stop(self) -> None:
        """From any thread. End it soon."""
        self._stopped.set()
        for raw in list(self._raw):
            with suppress(sqlcipher3.dbapi2.Error):
                raw.interrupt()

    @property
    def is_stopped(self) -> bool:
        """Whether it was asked to end."""
        return self._stopped.is_set()

    def step(self, handled: int) -> None:
        """Any thread. Note that so many bytes were handled. BackupStopped."""
        if self._stopped.is_set():
            raise BackupStopped
        self._report(handled)

    def _copy(self, source: SpaceSource, target: Path, most_restarts: int | None) -> None:
        copied = restarts = busy = 0

        def progress(status: int, remaining: int, total: int) -> None:
            nonlocal copied, restarts, busy
            busy = busy + 1 if status in _BUSY else 0
            if busy == _MOST_BUSY:
                raise VaultFileInUse(source.path.name)
            now = total - remaining
            if now <= copied and not busy and remaining:
                restarts += 1
                if most_restarts is not None and restarts > most_restarts:
                    raise Restless
            self.step(max(0, now - copied) * PAGE)
            copied = now

        try:
            with writing(target.name):
                target.unlink(missing_ok=True)
                write_new(target, b"")
            origin = self._opened(source.path, source.key)
            try:
                origin.execute("PRAGMA query_only = ON")
                copy = self._opened(target, source.key)
                try:
                    origin.backup(copy, pages=STEP_PAGES, progress=progress, sleep=0.02)
                    copy.execute("PRAGMA journal_mode = DELETE")
                finally:
                    self._close(copy)
            finally:
                self._close(origin)
        except sqlcipher3.dbapi2.Error as error:
            if self._stopped.is_set():
                raise BackupStopped from None
            raise translated(error, source.path.name) or VaultUnwritable(source.path.name) from None

    def _verify(self, source: SpaceSource, target: Path) -> None:
        require_encrypted_file(target)
        engine = make_engine(target, source.key, on_connect=self._raw.add)
        try:
            with engine.connect() as connection:
                read_revision(connection, source.identity, target.name)
                require_integrity(connection, target.name)
        except Exception:
            if self._stopped.is_set():
                raise BackupStopped from None
            raise
        finally:
            engine.dispose()
            self._raw.clear()
        self.step(0)

    def _opened(self, path: Path, key: Secret) -> Any:
        raw = open_database(path, key)
        self._raw.add(raw)
        return raw

    def _close(self, raw: Any) -> None:
        self._raw.discard(raw)
        raw.close()


def stored_backups(folder: Path) -> tuple[StoredBackup, ...]:
    """The rotating backups in a folder, the newest first."""
    found = []
    with suppress(OSError):
        for path in folder.iterdir():
            name = _NAME.fullmatch(path.name)
            if name is None or not path.is_file():
                continue
            with suppress(OSError, ValueError):
                about, day = path.stat(), date.fromisoformat(name[2])
                made = datetime.fromtimestamp(about.st_mtime, UTC)
                found.append(StoredBackup(name=path.name, number=int(name[1]), day=day, made=made, size=about.st_size))
    return tuple(sorted(found, key=lambda each: each.number, reverse=True))


def number_of(path: Path) -> int | None:
    """The number of a rotating backup; None for any other file."""
    name = _NAME.fullmatch(path.name)
    return None if name is None else int(name[1])


def second_folder(place: Path, vault_id: str) -> Path:
    """The folder of a vault at a second place; others may have theirs beside it."""
    return place / f"accord-{vault_id[:8]}"


def next_name(folders: Sequence[Path], day: date) -> str:
    """The name of the next backup: they are numbered, so that a wrong clock never makes an old one look new."""
    numbers = [backup.number for folder in folders for backup in stored_backups(folder)]
    return f"{max(numbers, default=0) + 1:04}-{day.isoformat()}{SUFFIX}"


def rotate(folder: Path, keep: int) -> None:
    """Delete all but the newest of a folder. One that cannot be deleted stays."""
    removed = False
    for backup in stored_backups(folder)[max(1, keep) :]:
        with suppress(OSError):
            (folder / backup.name).unlink()
            removed = True
    if removed:
        with suppress(OSError):
            sync_folder(folder)


def copy_to_second_place(backup: Path, folder: Path, keep: int, step: Step = no_step) -> None:
    """Copy a backup to a folder on another medium, and rotate there. VaultUnwritable, VaultDamaged."""
    with writing(folder.name):
        make_folder(folder)
    copy_backup_file(backup, folder / backup.name, step)
    rotate(folder, keep)
