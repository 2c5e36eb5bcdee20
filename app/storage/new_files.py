"""Copies of databases under new keys: made beside the old files, checked, and put into their place.

A new file waits under a name of its own until the keyring names its key; from then on it is the one that counts. Which
of the two counts is never taken from a name: it is the one that the key from the keyring opens.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import Connection

from app.errors import VaultDamaged, VaultPlain
from app.storage.closed_files import opened
from app.storage.database_errors import translated
from app.storage.databases import (
    HMAC,
    SHARED,
    Identity,
    SpaceId,
    each_raw,
    file_name,
    may_write,
    open_database,
    raw_key,
    read_revision,
    remove_database,
    require_encrypted_file,
    require_integrity,
    vacuum,
)
from app.storage.files import BACKUPS, create_empty, sync_file, sync_folder, writing
from app.storage.regular_file import open_regular
from app.storage.slots import Secret
from app.storage.watching import Watch, watched
from app.storage.whole_folder import remove_unfinished

NEXT = "next-"
PASSES = 5
"""How often each byte of a file is handled: copied, compared twice, rewritten and checked."""


def next_file(folder: Path, space: SpaceId) -> Path:
    """Where a new file of a space waits."""
    return folder / f"{NEXT}{file_name(space)}"


def make_next(
    folder: Path,
    space: SpaceId,
    key: Secret,
    new: Identity,
    new_key: Secret,
    change: Callable[[Connection], None],
    watch: Watch,
) -> Path:
    """Make a new file of a space with the same content, and with what `change` changes; checked and on the disk.

    No connection to the old file may be open. VaultError, and then there is no new file.
    """
    source, target = folder / file_name(space), next_file(folder, space)
    make_copy(source, key, target, new, new_key, change, watch)
    return target


def make_copy(
    source: Path,
    key: Secret,
    target: Path,
    new: Identity,
    new_key: Secret,
    change: Callable[[Connection], None],
    watch: Watch,
) -> None:
    """Copy a closed database under a new key and identity; see `make_next`."""
    with writing(source.name):
        remove_database(target)
        create_empty(target)
    try:
        require_encrypted_file(source)
        size = source.stat().st_size
        with watch.passing(size) as at:
            _copy_under(source, key, target, new_key, at)
        digests = []
        for path, its_key in ((source, key), (target, new_key)):
            with watch.passing(size) as at:
                digests.append(_digest(path, its_key, new, at))
        if digests[0] != digests[1]:
            raise VaultDamaged(source.name)
        with watch.passing(size):
            _change(target, new_key, new, change, watch)
        with watch.passing(size), _watched(target, new_key, watch) as connection:
            read_revision(connection, new, source.name)
            require_integrity(connection, source.name)
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


def _copy_under(source: Path, key: Secret, target: Path, new_key: Secret, at: Callable[[int], None]) -> None:
    """Copy everything in a closed database to an empty file, under a new key. VaultError with the source's name."""
    connection = open_database(source, key)
    try:
        raw = raw_key(new_key, source.name)
        connection.execute(f"ATTACH DATABASE ? AS fresh KEY \"x'{raw}'\"", (str(target),))
        connection.execute("PRAGMA fresh.{} = {}".format(*HMAC))
        _defer_disk(connection, "fresh")
        connection.execute("BEGIN")
        with watched(connection, lambda: at(target.stat().st_size)):
            connection.execute("SELECT sqlcipher_export('fresh')").fetchall()
        connection.execute("COMMIT")
        connection.execute("DETACH DATABASE fresh")
    except sqlcipher3.dbapi2.Error as error:
        raise translated(error, source.name) or VaultDamaged(source.name) from None
    finally:
        connection.close()


def _digest(path: Path, key: Secret, identity: Identity, at: Callable[[int], None]) -> bytes:
    """SHA-256 over every row of every table that we describe."""
    digest, read = hashlib.sha256(), 0
    with opened(path, key) as connection:
        for table in identity.meta.metadata.sorted_tables:
            columns, order = ", ".join(table.c.keys()), ", ".join(table.primary_key.columns.keys())
            digest.update(f"\n{table.name}\n".encode())
            for row in each_raw(connection, f"SELECT {columns} FROM {table.name} ORDER BY {order}"):
                content = repr(row).encode()
                digest.update(content)
                read += len(content)
                at(read)
    return digest.digest()


def _change(path: Path, key: Secret, identity: Identity, change: Callable[[Connection], None], watch: Watch) -> None:
    with _watched(path, key, watch) as connection:
        _defer_disk(connection.connection.dbapi_connection, "main")
        with may_write(connection).begin():
            connection.execute(identity.meta.update().values(**identity.row))
            change(connection)
        vacuum(connection)  # what was deleted leaves nothing


def _defer_disk(connection: Any, name: str) -> None:
    """Write no journal beside a new file, and sync nothing: if anything fails it is deleted, else synced at the end."""
    connection.execute(f"PRAGMA {name}.journal_mode = MEMORY").fetchall()
    connection.execute(f"PRAGMA {name}.synchronous = OFF")


@contextmanager
def _watched(path: Path, key: Secret, watch: Watch) -> Iterator[Connection]:
    """A connection whose statements end once the act is to be stopped."""
    with opened(path, key) as connection, watched(connection.connection.dbapi_connection, lambda: watch.step(0)):
        yield connection


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
