"""What else there is of the vault that a backup is from: the vault itself, and newer backups of it.

None of it is changed. A vault that is open elsewhere is left alone; everything else is read from copies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from app.errors import VaultError
from app.models.backup import BackupManifest
from app.storage.backup_file import SUFFIX, BackupFile
from app.storage.backups import number_of, second_folder
from app.storage.closed_files import copy_closed, reading, require_sound
from app.storage.databases import SpaceSource, remove_database
from app.storage.files import BACKUPS, write_atomically
from app.storage.keyring import Keyring, load_keyring, parse_keyring
from app.storage.keyring_file import LOCK, StoredKeyring, read_bytes
from app.storage.stop_note import NOTE
from app.storage.upgrading import upgrade_closed
from app.storage.watching import Step

_COPY = "other-copy.db"


class OtherCopies:
    """The vault that a backup is from, if it is in one of these folders and nobody has it open; and newer backups.

    One of the folders may also be the second place for backups.
    """

    def __init__(self, backup: Path, manifest: BackupManifest, folders: Sequence[Path]) -> None:
        self._backup, self._manifest, self._folders = backup, manifest, folders
        self.made = manifest.made
        self.folder: Path | None = None
        self.in_use = False
        """Whether the vault is open elsewhere, so that nothing could be taken from it."""
        inside = (backup.parent.parent,) if backup.parent.name == BACKUPS else ()
        for folder in (*inside, *folders):
            if self._is_vault(folder):
                self.folder = folder
                break

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep everybody else out of the vault for a block."""
        lock = None
        if self.folder is not None:
            lock = FileLock(self.folder / LOCK, timeout=0, mode=0o600, fallback_to_soft=False)
            try:
                lock.acquire()
            except Timeout:
                self.folder, self.in_use, lock = None, True, None
            except (OSError, NotImplementedError):
                lock = None  # a medium that can only be read is written by nobody else, either
        try:
            yield
        finally:
            if lock is not None:
                lock.release()

    @property
    def keyring(self) -> tuple[StoredKeyring, Keyring] | None:
        """The current keyring of the vault."""
        if self.folder is not None:
            with suppress(VaultError):
                return load_keyring(self.folder)
        return None

    @contextmanager
    def latest_of(self, own: SpaceSource, site: Path, step: Step) -> Iterator[Connection | None]:
        """The private space as the vault has it, or a newer backup; None if neither can be read."""
        copy = own._replace(path=site / _COPY)
        try:
            found = any(_is_usable(copy) for _copied in self._copied(own.path.name, copy.path, step))
            if not found:
                yield None
                return
            with reading(copy) as connection:
                yield connection
        finally:
            remove_database(copy.path)

    def bring(self, name: str, site: Path, step: Step) -> Path | None:
        """Copy a database of the vault into a new folder, with its journal; None if there is none to be had."""
        if self.folder is None:
            return None
        target = site / name
        with suppress(VaultError, OSError):
            copy_closed(self.folder / name, target, step)
            return target
        remove_database(target)
        return None

    def bring_newer(self, name: str, site: Path, fits: Callable[[Keyring], bool], step: Step) -> datetime | None:
        """Bring a private file from the newest of the newer backups whose keys fit; when that was made."""
        for newer in self._newer():
            with suppress(VaultError, OSError), BackupFile(newer) as backup:
                parts = [part.name for part in backup.manifest.parts if part.name.startswith(name)]
                if name in parts and fits(parse_keyring(backup.keyring)):
                    for part in parts:
                        backup.extract(part, site / part, step)
                    return backup.manifest.made
            remove_database(site / name)
        return None

    def bring_note(self, site: Path) -> None:
        """Bring along a note that a scene was stopped while the vault was locked, for it is also an ending."""
        if self.folder is not None:
            with suppress(VaultError):
                write_atomically(site / NOTE, read_bytes(self.folder / NOTE))

    def _copied(self, name: str, copy: Path, step: Step) -> Iterator[None]:
        """Copy one after another to the same place: from the vault, then from newer backups, the newest first."""
        if self.folder is not None:
            with suppress(VaultError, OSError):
                copy_closed(self.folder / name, copy, step)
                yield
        for newer in self._newer():
            remove_database(copy)
            with suppress(VaultError, OSError), BackupFile(newer) as backup:
                backup.extract(name, copy, step)
                yield

    def _newer(self) -> list[Path]:
        """Newer backups of the vault: beside this one, in the vault itself and at the second place."""
        vault_id, found = self._manifest.vault_id, dict[Path, tuple[datetime, int]]()
        inside = () if self.folder is None else (self.folder / BACKUPS,)
        for place in (self._backup.parent, *inside, *(second_folder(each, vault_id) for each in self._folders)):
            with suppress(OSError):
                for path in place.glob(f"*{SUFFIX}"):
                    with suppress(VaultError, OSError), BackupFile(path) as backup:
                        if self._is_newer(path, backup.manifest):
                            found[path] = (backup.manifest.made, number_of(path) or 0)
        return sorted(found, key=lambda path: found[path], reverse=True)

    def _is_newer(self, path: Path, manifest: BackupManifest) -> bool:
        """By number among the rotating ones of a folder, as a clock may have been wrong; else by when it was made."""
        if manifest.vault_id != self._manifest.vault_id:
            return False
        number, mine = number_of(path), number_of(self._backup)
        if number is not None and mine is not None and path.parent == self._backup.parent:
            return number > mine
        return manifest.made > self._manifest.made

    def _is_vault(self, folder: Path) -> bool:
        with suppress(VaultError):
            return load_keyring(folder)[1].vault_id == self._manifest.vault_id
        return False


def _is_usable(source: SpaceSource) -> bool:
    """Whether every page of a copy can be read; one of an older version is upgraded."""
    try:
        require_sound(source)
        upgrade_closed(source)
    except (VaultError, DBAPIError):
        return False
    return True
