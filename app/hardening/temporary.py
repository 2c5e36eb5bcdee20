"""A private folder for temporary files, removed at the end, because Qt spools printed pages in clear text.

It is in the session's memory file system if there is one, otherwise in the program's cache. The folder of a killed
process is removed at the next start: each folder has a lock, which the system releases with its process.
"""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path
from typing import IO, TYPE_CHECKING

from app.hardening.report import CannotStart
from app.platforms import current

if TYPE_CHECKING:
    from collections.abc import Iterator, MutableMapping

_LOCK = ".lock"
_VARIABLES = ("TMPDIR", "TEMP", "TMP")


@contextlib.contextmanager
def private_temporary(environment: MutableMapping[str, str]) -> Iterator[Path]:
    """Create the folder, make it the process's folder for temporary files, and remove it afterwards."""
    parent = _parent(environment)
    with _locked(parent / _LOCK, wait=True):
        _remove_leftovers(parent)
        folder = parent / f"run-{os.urandom(8).hex()}"
        folder.mkdir(mode=0o700)
        own = _lock(folder / _LOCK, wait=False)
    for name in _VARIABLES:
        environment[name] = str(folder)
    try:
        yield folder
    finally:
        if own is not None:
            own.close()
        _remove(folder)


def _parent(environment: MutableMapping[str, str]) -> Path:
    """The parent folder of all running instances' folders: ours, and closed to others."""
    for place in _places(environment):
        try:
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
            if _is_own(place):
                place.chmod(0o700)
                if os.access(place, os.W_OK | os.X_OK):
                    return place
        except OSError:
            continue
    raise CannotStart("Accord could not make a private folder for temporary files. Is the disk full or read-only?")


def _places(environment: MutableMapping[str, str]) -> Iterator[Path]:
    runtime = environment.get("XDG_RUNTIME_DIR", "")
    # Only if it is ours alone; on some systems the variable names a shared folder.
    if os.path.isabs(runtime) and _is_own(Path(runtime)) and not Path(runtime).stat().st_mode & 0o077:
        yield Path(runtime) / "accord"
    yield current().cache_folder(environment) / "accord" / "temporary"


def _is_own(place: Path) -> bool:
    """Whether it is a real folder, not a link, that belongs to this user."""
    try:
        found = place.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and current().is_own(found)


def _remove_leftovers(parent: Path) -> None:
    for folder in parent.glob("run-*"):
        lock = _lock(folder / _LOCK, wait=False) if _is_own(folder) else None
        if lock is not None:
            lock.close()
            _remove(folder)


def _remove(folder: Path) -> None:
    import shutil  # late: it is not needed to start

    shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _locked(path: Path, *, wait: bool) -> Iterator[None]:
    lock = _lock(path, wait=wait)
    try:
        yield
    finally:
        if lock is not None:
            lock.close()


def _lock(path: Path, *, wait: bool) -> IO[bytes] | None:
    """The file, locked while it is open; None if another process holds the lock."""
    try:
        file = path.open("ab")
    except OSError:
        return None
    try:
        current().lock_file(file, wait=wait)
    except OSError:
        file.close()
        return None
    return file
