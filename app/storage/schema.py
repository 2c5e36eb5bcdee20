"""What a database holds beside its rows: exactly the tables and indexes that its revision makes.

A trigger, a view or a constraint that somebody added could change or hide rows without a word. So the schema is
compared before any other statement runs. Nothing but the statements of the migrations says what it has to be.
"""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import sqlcipher3.dbapi2

HEADS = {"shared": "0001", "private": "0001"}
"""The newest revision of each kind of space, compared at every open without Alembic."""
FOLDERS = {kind: Path(__file__).parent / "migrations" / kind for kind in HEADS}
"""The migrations of each kind."""

_VERSION_TABLE = (
    "alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)
MAKE_VERSION_TABLE = f"CREATE TABLE IF NOT EXISTS {_VERSION_TABLE}"
"""Made before Alembic makes it, which words it differently from release to release."""
_READ = "SELECT type, name, sql FROM main.sqlite_master"
_OWN_OF_SQLITE = re.compile(r"sqlite_stat[1-4]")


class SchemaEntry(NamedTuple):
    """A table, index, trigger or view, and the statement that made it; automatic indexes have none."""

    type: str
    name: str
    sql: str | None


class Revision(NamedTuple):
    """A step of the migrations."""

    number: str
    after: str | None
    statements: tuple[str, ...]


def read_schema(execute: Callable[[str], Iterable[Any]]) -> frozenset[SchemaEntry]:
    """What a database has, without statistics and automatic indexes."""
    return frozenset(filter(_counts, map(SchemaEntry._make, execute(_READ))))


def revision_of(schema: frozenset[SchemaEntry], kind: str) -> str | None:
    """The revision that makes exactly this; None if none of ours does."""
    folder = FOLDERS[kind]
    return next((each for each in _chain(folder) if schema == made_by(folder, each)), None)


def is_known(kind: str, revision: object) -> bool:
    """Whether a revision is one of ours; if not, a newer version of the program wrote it."""
    return revision in _chain(FOLDERS[kind])


def names_its_revision(schema: frozenset[SchemaEntry]) -> bool:
    """Whether the table that names the revision is ours, so that reading it runs nothing of anybody else's."""
    return SchemaEntry("table", "alembic_version", f"CREATE TABLE {_VERSION_TABLE}") in schema


@cache
def made_by(folder: Path, revision: str) -> frozenset[SchemaEntry]:
    """What the migrations in a folder make, up to a revision. KeyError if it is not one of them."""
    connection = sqlcipher3.dbapi2.connect(":memory:", isolation_level=None)
    try:
        for statement in _statements(folder, revision):
            connection.execute(statement)
        return read_schema(connection.execute)
    finally:
        connection.close()


def statements_of(kind: str) -> tuple[str, ...]:
    """The statements that make the newest tables of a space, and note their revision, in an empty database."""
    head = HEADS[kind]
    return (*_statements(FOLDERS[kind], head), f"INSERT INTO alembic_version VALUES ('{head}')")


def _statements(folder: Path, revision: str) -> Iterator[str]:
    yield MAKE_VERSION_TABLE
    chain = _chain(folder)
    for number in _up_to(chain, revision):
        yield from chain[number].statements


@cache
def _chain(folder: Path) -> dict[str, Revision]:
    found = [_revision(path) for path in sorted((folder / "versions").glob("[0-9]*.py"))]
    return {each.number: each for each in found}


def _up_to(chain: dict[str, Revision], revision: str) -> Iterator[str]:
    before = chain[revision].after
    if before is not None:
        yield from _up_to(chain, before)
    yield revision


def _revision(path: Path) -> Revision:
    spec = importlib.util.spec_from_file_location(f"accord_migration_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return Revision(module.revision, module.down_revision, tuple(module.STATEMENTS))


def _counts(entry: SchemaEntry) -> bool:
    name = str(entry.name)
    if not name.startswith("sqlite_"):
        return True
    automatic = entry.type == "index" and entry.sql is None and name.startswith("sqlite_autoindex_")
    statistics = entry.type == "table" and _OWN_OF_SQLITE.fullmatch(name) is not None
    return not automatic and not statistics
