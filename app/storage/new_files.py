"""Copies of databases under new keys: made beside the old files, checked, and put into their place.

A new file waits under a name of its own until the keyring names its key; from then on it is the one that counts. Which
of the two counts is never taken from a name: it is the one that the key from the keyring opens.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection

from app.errors import VaultDamaged, VaultPlain
from app.storage.closed_files import opened, require_sound
from app.storage.databases import (
    SHARED,
    Identity,
    SpaceId,
    SpaceSource,
    copy_under,
    each_raw,
    file_name,
    may_write,
    read_revision,
    remove_database,
    require_encrypted_file,
)
from app.storage.files import BACKUPS, create_empty, sync_file, sync_folder, writing
from app.storage.keyring_file import open_regular
from app.storage.slots import Secret
from app.storage.whole_folder import remove_unfinished

NEXT = "next-"


def next_file(folder: Path, space: SpaceId) -> Path:
    """Where a new file of a space waits."""
    return folder / f"{NEXT}{file_name(space)}"


def make_next(
    folder: Path, space: SpaceId, key: Secret, new: Identity, new_key: Secret, change: Callable[[Connection], None]
) -> Path:
    """Make a new file of a space with the same content, and with what `change` changes; checked and on the disk.

    No connection to the old file may be open. VaultError, and then there is no new file.
    """
    source, target = folder / file_name(space), next_file(folder, space)
    make_copy(source, key, target, new, new_key, change)
    return target


def make_copy(
    source: Path, key: Secret, target: Path, new: Identity, new_key: Secret, change: Callable[[Connection], None]
) -> None:
    """Copy a closed database under a new key and identity; see `make_next`."""
    with writing(source.name):
        remove_database(target)
        create_empty(target)
    try:
        require_encrypted_file(source)
        copy_under(source, key, target, new_key)
        if _digest(source, key, new) != _digest(target, new_key, new):
            raise VaultDamaged(source.name)
        _change(target, new_key, new, change)
        require_sound(SpaceSource(target, new_key, new), source.name)
        with writing(source.name):
            _sync(target)
    except BaseException:
        with suppress(OSError):
            remove_database(target)
        raise


def finish(folder: Path, identity: Identity, key: Secret) -> bool:
    """Put a new file into the place of the old one if this key opens it and not the old one; whether that was done.

    It is removed if the key opens the old one, and left if it opens neither. No connection to either may be open.
    VaultUnwritable or VaultFileInUse if one of them can't be read now.
    """
    space = identity.space
    place, new = folder / file_name(space), next_file(folder, space)
    if not new.is_file() or new.is_symlink():
        return False
    with writing(place.name):
        if _opens(place, key, identity):
            remove_database(new)
            return False
        if not _opens(new, key, identity):
            return False
        # A journal of the old file must never be applied to the new one.
        place.with_name(f"{place.name}-journal").unlink(missing_ok=True)
        os.replace(new, place)
        sync_folder(folder)
    return True


def remove_next(folder: Path, spaces: Iterable[SpaceId]) -> None:
    """Remove new files that no keyring names."""
    for space in spaces:
        with suppress(OSError):
            remove_database(next_file(folder, space))


def remove_backups(folder: Path) -> None:
    """Remove every backup in the vault's folder: each holds an old keyring, or files that old keys open."""
    with suppress(OSError):
        for path in [each for each in (folder / BACKUPS).iterdir() if each.suffix in (".db", ".accord")]:
            with suppress(OSError):
                path.unlink()
    remove_unfinished(folder / BACKUPS)


def _opens(path: Path, key: Secret, identity: Identity) -> bool:
    """Whether a key opens a file. OSError or VaultError if that can't be told now."""
    if not path.exists():
        return False
    with open_regular(path) as file:
        file.read(1)
    try:
        with opened(path, key) as connection:
            read_revision(connection, identity, path.name)
    except (VaultDamaged, VaultPlain):
        return False
    return True


def _digest(path: Path, key: Secret, identity: Identity) -> bytes:
    """SHA-256 over every row of every table that we describe."""
    digest = hashlib.sha256()
    with opened(path, key) as connection:
        for table in identity.meta.metadata.sorted_tables:
            columns, order = ", ".join(table.c.keys()), ", ".join(table.primary_key.columns.keys())
            digest.update(f"\n{table.name}\n".encode())
            for row in each_raw(connection, f"SELECT {columns} FROM {table.name} ORDER BY {order}"):
                digest.update(repr(row).encode())
    return digest.digest()


def _change(path: Path, key: Secret, identity: Identity, change: Callable[[Connection], None]) -> None:
    with opened(path, key) as connection:
        with may_write(connection).begin():
            connection.execute(identity.meta.update().values(**identity.row))
            change(connection)
        raw = connection.connection.dbapi_connection
        assert raw is not None
        raw.execute("VACUUM")  # what was deleted leaves nothing


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        sync_file(descriptor)
    finally:
        os.close(descriptor)
    sync_folder(path.parent)


def remove_others(folder: Path, spaces: Iterable[SpaceId]) -> None:
    """Remove the databases of whoever has left, and every backup: keep only the files of these spaces."""
    kept = {file_name(space) for space in spaces}
    with suppress(OSError):
        for path in list(_databases(folder)):
            if path.name not in kept:
                with suppress(OSError):
                    remove_database(path)
    remove_backups(folder)


def _databases(folder: Path) -> Iterable[Path]:
    named = "[0-9a-f]" * 32
    for pattern in (f"{named}.db", file_name(SHARED), f"{NEXT}*.db", "set-aside-*.db"):
        yield from folder.glob(pattern)
