"""A folder that appears at its place only once everything in it is whole.

It is made beside its place and renamed, so a process that is killed meanwhile leaves nothing where the folder was to
be. The next one to make a folder there removes what was left.
"""

from __future__ import annotations

import errno
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import BaseFileLock, FileLock

from app.errors import VaultExists, VaultUnwritable
from app.platforms import current
from app.storage.files import make_folder, sync_folder, writing
from app.storage.keyring_file import LOCK

_UNFINISHED = re.compile(r"\.accord-[0-9a-f]{16}\.unfinished")
_TAKEN = {errno.EEXIST, errno.ENOTEMPTY, errno.ENOTDIR}


@contextmanager
def whole_folder(folder: Path) -> Iterator[Path]:
    """Give a block a new folder to fill, 0700; it is at its place once the block has ended.

    If anything raises, there is what was there before. VaultExists unless that is nothing or an empty folder,
    VaultUnwritable.
    """
    with writing(folder.name):
        place = folder.resolve()
        remove_unfinished(place)
        _require_free(place)
        make_folder(place.parent, parents=True)
        remove_unfinished(place.parent)
        site = unfinished_beside(place)
        lock = _lock_of(site)
        try:
            site.mkdir(mode=0o700)
            lock.acquire()
            yield site
            _put_into_place(site, place, lock)
        except NotImplementedError:
            raise VaultUnwritable(folder.name) from None
        finally:
            with suppress(OSError):
                lock.release()
            shutil.rmtree(site, ignore_errors=True)


def unfinished_beside(place: Path) -> Path:
    """A path beside this one for a folder that is removed once nobody works on it any more."""
    return place.with_name(f".accord-{secrets.token_hex(8)}.unfinished")


def remove_unfinished(folder: Path) -> None:
    """Remove the folders that killed processes left unfinished in this one; those still being filled are locked."""
    with suppress(OSError):
        for site in [each for each in folder.iterdir() if _UNFINISHED.fullmatch(each.name)]:
            if not _is_locked(site):
                shutil.rmtree(site, ignore_errors=True)


def _is_locked(site: Path) -> bool:
    try:
        with _lock_of(site):
            return False
    except (OSError, NotImplementedError):
        return True


def _lock_of(site: Path) -> BaseFileLock:
    return FileLock(site / LOCK, timeout=0, mode=0o600, fallback_to_soft=False)


def _require_free(place: Path) -> None:
    try:
        is_free = not any(place.iterdir())
    except FileNotFoundError:
        is_free = True
    except NotADirectoryError:
        is_free = not place.parent.is_dir()  # creating the parent will raise what is wrong there
    if not is_free:
        raise VaultExists(place.name)


def _put_into_place(site: Path, place: Path, lock: BaseFileLock) -> None:
    sync_folder(site)
    if not current().moves_open_folders:  # and onto no other folder, either
        lock.release()
        with suppress(FileNotFoundError):
            place.rmdir()
    try:
        site.rename(place)
    except OSError as error:
        if error.errno in _TAKEN:
            raise VaultExists(place.name) from None
        raise
    try:
        sync_folder(place.parent)
    except OSError:
        place.rename(site)
        raise
