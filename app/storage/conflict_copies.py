"""Copies that programs for synchronised folders leave beside a file when two computers changed it.

Dropbox, Nextcloud, Syncthing, OneDrive, Google Drive and iCloud all keep the name's beginning and its suffix and put
something between them: " (Ada's conflicted copy 2026-11-29)", ".sync-conflict-20261129-080000-ABCDEFG", "-LAPTOP",
" (1)", " 2", "_conflict-20261129-080000". rclone appends ".conflict1". Accord itself writes no such name.
"""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from sqlalchemy.exc import DBAPIError

from app.errors import VaultError
from app.storage.closed_files import copy_closed, reading, require_sound
from app.storage.databases import SpaceSource
from app.storage.files import BACKUPS, writing
from app.storage.keyring_file import KEYRING, KEYRING_COPY
from app.storage.repositories_private import PrivateRepositories
from app.storage.upgrading import upgrade_closed
from app.storage.whole_folder import remove_unfinished

T = TypeVar("T")

_OURS = frozenset((KEYRING, KEYRING_COPY))
_COPY = re.compile(
    r"(?P<file>keyring(?:\.bak)?(?=[^a-z])|shared(?=[^a-z])|[0-9a-f]{32}(?=[^0-9a-f]))"
    r"(?:[ ._(-].{0,200}\.(?:json|db)|\.(?:json|db)\.conflict\d+)"
)


def conflict_copies(folder: Path) -> tuple[str, ...]:
    """The names of such copies in a vault's folder; nothing in them is read."""
    found = []
    with suppress(OSError):
        found = [path.name for path in folder.iterdir() if _COPY.fullmatch(path.name) and path.name not in _OURS]
    return tuple(sorted(found))


def read_own_copies(folder: Path, own: SpaceSource, read: Callable[[PrivateRepositories], T]) -> tuple[list[T], int]:
    """What is read from each copy of a private space, and how many cannot be read. VaultUnwritable.

    The copies themselves are not opened, as that could change them: each is copied once more before.
    """
    site = folder / BACKUPS / f".accord-{secrets.token_hex(8)}.unfinished"
    found: list[T] = []
    names = [name for name in conflict_copies(folder) if name.startswith(own.identity.space)]
    with writing(BACKUPS):
        site.parent.mkdir(mode=0o700, exist_ok=True)
        remove_unfinished(site.parent)
        site.mkdir(mode=0o700)
    try:
        for number, name in enumerate(names):
            source = own._replace(path=site / f"{number}.db")
            with suppress(VaultError, OSError, DBAPIError):
                copy_closed(folder / name, source.path)
                require_sound(source)
                upgrade_closed(source)
                with reading(source) as connection:
                    found.append(read(PrivateRepositories(connection)))
    finally:
        shutil.rmtree(site, ignore_errors=True)
    return found, len(names) - len(found)
