"""Keeps every other process out of a vault, by whatever name it opens the folder.

The lock on the folder's lock file is the same through a symbolic link and a second mount. Where the files themselves
are links to those of a different folder, that folder's lock counts as well. Hard links, as some programs for backups
make them, don't tell where else a file is, and SQLite would look for the journal of one file under two names; so a
private file that has several names is claimed, where the system can do that.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from app.errors import VaultInUse, VaultUnwritable
from app.platforms import current
from app.storage.keyring_file import LOCK
from app.storage.read_only import is_read_only


class VaultLock:
    """The lock of one vault, from `acquire` until `release`; a vault that can only be read is not locked."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._locks: list[FileLock] = []
        self._claimed: list[int] = []

    def acquire(self, databases: Iterable[str]) -> None:
        """Lock the folder and these files in it, before any of them is opened. VaultInUse, VaultUnwritable."""
        files = [self._folder / name for name in databases]
        elsewhere = {path.resolve().parent for path in files if path.is_symlink()} - {self._folder.resolve()}
        try:
            for folder in (self._folder, *sorted(elsewhere)):
                self._lock(folder)
            if not all(map(self._claim, files)):
                raise VaultInUse(self._folder.name)
        except BaseException:
            self.release()
            raise

    def release(self) -> None:
        """Let others in, once every connection is closed, as this drops SQLite's locks; may be called twice."""
        while self._claimed:
            os.close(self._claimed.pop())
        while self._locks:
            self._locks.pop().release()

    def _lock(self, folder: Path) -> None:
        lock = FileLock(folder / LOCK, timeout=0, mode=0o600, thread_local=False, fallback_to_soft=False)
        try:
            lock.acquire()
        except Timeout:
            raise VaultInUse(self._folder.name) from None
        except (OSError, NotImplementedError):
            if not is_read_only(folder):
                raise VaultUnwritable(self._folder.name) from None
            return
        self._locks.append(lock)

    def _claim(self, path: Path) -> bool:
        """Claim a file that has several names; whether nobody else has."""
        with suppress(OSError):
            found = path.stat()
            if found.st_nlink > 1 and stat.S_ISREG(found.st_mode):
                self._claimed.append(os.open(path, os.O_RDWR | getattr(os, "O_NONBLOCK", 0)))
                return current().claim(self._claimed[-1])
        return True
