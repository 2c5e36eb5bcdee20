"""A database that has anything but what its revision makes is refused by name, before any other statement."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2

from app.errors import VaultAltered, VaultDamaged, VaultError, VaultNewer
from app.storage.databases import make_engine
from app.storage.schema import FOLDERS, HEADS, MAKE_VERSION_TABLE, made_by, read_schema, revision_of
from app.storage.slots import Secret
from app.storage.tables_private import private_metadata
from app.storage.tables_shared import shared_metadata
from tests.storage.made import Made, open_shared, raw_database
from tests.support.files import contents

KINDS = ("shared", "private")

ADDED = {
    "trigger": "CREATE TRIGGER planted AFTER INSERT ON said BEGIN DELETE FROM said; END",
    "view": "CREATE VIEW planted AS SELECT * FROM said",
    "table": "CREATE TABLE planted (id)",
    "empty name": 'CREATE TABLE "" (id)',
    "index": "CREATE INDEX planted ON said (kind)",
    "unique index": "CREATE UNIQUE INDEX planted ON meta (canary)",
    "search table": "CREATE VIRTUAL TABLE planted USING fts5(words)",
    "named like statistics": "CREATE TABLE sqlitexstat1 (id)",
}

CHANGED = {
    "column": "ALTER TABLE said ADD COLUMN planted TEXT",
    "generated column": "ALTER TABLE said ADD COLUMN planted TEXT AS (upper(kind))",
    "renamed table": "ALTER TABLE said RENAME TO planted",
    "renamed column": "ALTER TABLE said RENAME COLUMN kind TO planted",
    "missing table": "DROP TABLE said",
}

# SQLite itself refuses what is named differently in the schema and in its statement.
EDITED = {
    "constraint": ("UPDATE sqlite_master SET sql = replace(sql, 'TEXT NOT NULL', 'TEXT') WHERE name = 'said'",),
    "trigger named like statistics": (
        ADDED["trigger"],
        "UPDATE sqlite_master SET name = 'sqlite_stat1', sql = replace(sql, 'planted', 'sqlite_stat1') "
        "WHERE name = 'planted'",
    ),
    "index named like an automatic one": (
        ADDED["index"],
        "UPDATE sqlite_master SET name = 'sqlite_autoindex_said_9' WHERE name = 'planted'",
    ),
}


def file_of(made: Made, kind: str) -> tuple[Path, Secret]:
    first = made.created.unlocked[0]
    key = first.shared_key if kind == "shared" else first.private_key
    assert key is not None
    return made.shared_file if kind == "shared" else made.file(made.a), key


def plant(made: Made, kind: str, *statements: str) -> Path:
    path, key = file_of(made, kind)
    with raw_database(path, key) as database:
        database.execute("PRAGMA writable_schema = ON")
        for statement in statements:
            database.execute(statement)
    return path


def refusal(made: Made, kind: str) -> VaultError:
    if kind == "shared":
        with pytest.raises(VaultError) as refused:
            open_shared(made)
        return refused.value
    with made.open() as vault:
        with pytest.raises(VaultError) as refused:
            vault.admit(made.created.unlocked[0])
        assert vault.spaces.ids == frozenset()
        return refused.value


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("how", [*ADDED, *CHANGED, *EDITED])
def test_what_accord_did_not_make_is_refused_by_name(pair: Made, kind: str, how: str) -> None:
    statements = EDITED.get(how) or ((ADDED | CHANGED)[how],)
    path = plant(pair, kind, *statements)
    before = contents(pair.folder)
    told = refusal(pair, kind)
    assert isinstance(told, VaultDamaged if how in EDITED else VaultAltered)
    assert told.detail == path.name
    assert {**contents(pair.folder), ".lock": b""} == {**before, ".lock": b""}
    if kind == "private":
        with pair.open() as vault:
            vault.admit(pair.created.unlocked[1])


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_is_read_before_any_other_statement(pair: Made, kind: str) -> None:
    """A view in place of the table with the revision, or of the one with the identity, is never asked."""
    for table in ("alembic_version", "meta"):
        made = f"CREATE VIEW {table} AS SELECT load_extension('planted') AS version_num"
        path = plant(pair, kind, f"ALTER TABLE {table} RENAME TO was_{table}", made)
        asked: list[str] = []
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("app.storage.spaces.make_engine", _listening(asked))
            told = refusal(pair, kind)
        assert isinstance(told, VaultAltered)
        assert asked[-1] == "SELECT type, name, sql FROM main.sqlite_master"
        assert len(asked) == 1
        plant(pair, kind, f"DROP VIEW {table}", f"ALTER TABLE was_{table} RENAME TO {table}")
        assert path.exists()


def _listening(asked: list[str]) -> Callable[..., Any]:
    def note(statement: str) -> None:
        if not statement.startswith(("BEGIN", "ROLLBACK", "PRAGMA")):
            asked.append(statement)

    def make(path: Path, key: Secret, *, on_connect: Callable[[Any], None]) -> Any:
        def connected(raw: Any) -> None:
            raw.set_trace_callback(note)
            on_connect(raw)

        return make_engine(path, key, on_connect=connected)

    return make


@pytest.mark.parametrize("kind", KINDS)
def test_statistics_of_sqlite_are_no_alteration(pair: Made, kind: str) -> None:
    plant(pair, kind, "ANALYZE")
    with pair.open() as vault:
        vault.admit(pair.created.unlocked[0])


@pytest.mark.parametrize("kind", KINDS)
def test_a_newer_revision_may_have_what_we_do_not_know(pair: Made, kind: str) -> None:
    plant(pair, kind, ADDED["table"], "UPDATE alembic_version SET version_num = '9999'")
    told = refusal(pair, kind)
    assert isinstance(told, VaultNewer)


@pytest.mark.parametrize("kind", KINDS)
def test_a_revision_that_the_tables_do_not_have_is_damage(pair: Made, kind: str) -> None:
    plant(pair, kind, "UPDATE alembic_version SET version_num = '9999'")
    assert isinstance(refusal(pair, kind), VaultDamaged)
    plant(pair, kind, "DELETE FROM alembic_version")
    assert isinstance(refusal(pair, kind), VaultDamaged)


@pytest.mark.parametrize("kind", KINDS)
def test_a_check_for_either_file_names_what_was_altered(pair: Made, kind: str) -> None:
    path, key = file_of(pair, kind)
    for added, expected in ((None, ()), (ADDED["view"], ("planted",))):
        if added:
            plant(pair, kind, added)
        engine = make_engine(path, key)
        try:
            with engine.connect() as connection:
                schema = read_schema(connection.exec_driver_sql)
        finally:
            engine.dispose()
        made = made_by(FOLDERS[kind], HEADS[kind])
        assert tuple(entry.name for entry in schema ^ made) == expected
        assert revision_of(schema, kind) == (None if added else HEADS[kind])


@pytest.mark.parametrize("kind", KINDS)
def test_every_table_of_the_code_is_among_them(kind: str) -> None:
    names = {entry.name for entry in made_by(FOLDERS[kind], HEADS[kind])}
    assert {table.name for table in (shared_metadata if kind == "shared" else private_metadata).sorted_tables} < names


def test_the_table_with_the_revision_is_worded_by_us() -> None:
    connection = sqlcipher3.dbapi2.connect(":memory:")
    connection.execute(MAKE_VERSION_TABLE)
    ((sql,),) = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'table'").fetchall()
    connection.close()
    assert sql == MAKE_VERSION_TABLE.replace("IF NOT EXISTS ", "")
