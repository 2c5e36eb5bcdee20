"""Databases to which no connection is open: opened for a block, checked, and copied."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from app.storage.backup_file import copy_to_new
from app.storage.databases import SpaceSource, make_engine, read_revision, require_encrypted_file, require_integrity
from app.storage.files import writing
from app.storage.slots import Secret
from app.storage.watching import Step, no_step


@contextmanager
def opened(path: Path, key: Secret, *, on_connect: Callable[[Any], None] | None = None) -> Iterator[Connection]:
    """A connection to a file for a block, and none afterwards."""
    engine = make_engine(path, key, on_connect=on_connect)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


@contextmanager
def reading(source: SpaceSource, name: str = "") -> Iterator[Connection]:
    """A connection that reads a database, its schema and identity checked. VaultError, with `name` if one is given."""
    require_encrypted_file(source.path)
    with opened(source.path, source.key) as connection:
        read_revision(connection, source.identity, name or source.path.name)
        yield connection


def require_sound(source: SpaceSource, name: str = "") -> None:
    """VaultDamaged, with `name` if one is given, unless every page of a database can be read."""
    with reading(source, name) as connection:
        require_integrity(connection, name or source.path.name)


def copy_closed(path: Path, to: Path, step: Step = no_step) -> list[Path]:
    """Copy a database, with the journal that a killed process left beside it; the copies. VaultError."""
    require_encrypted_file(path)
    copies = []
    for suffix in ("", "-journal"):
        part, copy = path.with_name(path.name + suffix), to.with_name(to.name + suffix)
        if suffix and not (part.is_file() and part.stat().st_size):
            continue
        with writing(part.name):
            copy_to_new(part, copy, step)
        copies.append(copy)
    return copies
