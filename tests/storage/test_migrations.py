"""Tables and migrations say the same; older files are upgraded by copy once that is asked for, newer ones refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import sqlcipher3.dbapi2
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, MetaData, create_engine, inspect

from app.errors import VaultDamaged
from app.storage import schema
from app.storage.databases import make_engine, may_write
from app.storage.migrations import run
from app.storage.tables_private import JOURNAL_WORDS, private_metadata
from app.storage.tables_shared import shared_metadata
from tests.storage.longer_history import SECOND, SECOND_HEAD, longer_history
from tests.storage.made import WORDS_A, WORDS_B, Made
from tests.support.processes import run_code

KINDS = ("shared", "private")
UNSOUND = SECOND + "    op.execute(\"UPDATE meta SET canary = 'gone'\")\n"
METADATA = {"shared": shared_metadata, "private": private_metadata}


def file_of(made: Made, kind: str) -> Path:
    return made.shared_file if kind == "shared" else made.file(made.a)


def engine_of(made: Made, kind: str) -> Engine:
    unlocked = made.created.unlocked[0]
    key = unlocked.shared_key if kind == "shared" else unlocked.private_key
    assert key is not None
    return make_engine(file_of(made, kind), key)


def history(monkeypatch: pytest.MonkeyPatch, folder: Path, kind: str, second: str) -> None:
    """Replace the real history with a longer one."""
    target = longer_history(folder, kind, second)
    monkeypatch.setitem(schema.FOLDERS, kind, target)
    monkeypatch.setitem(schema.HEADS, kind, SECOND_HEAD)


@pytest.mark.parametrize("kind", KINDS)
def test_the_constant_is_the_newest_revision(kind: str) -> None:
    assert ScriptDirectory(str(schema.FOLDERS[kind])).get_heads() == [schema.HEADS[kind]]


@pytest.mark.parametrize("kind", KINDS)
def test_migrated_tables_are_the_tables_in_code(pair: Made, kind: str) -> None:
    engine = engine_of(pair, kind)
    try:
        with engine.connect() as connection:
            assert described(METADATA[kind]) == found(connection)
    finally:
        engine.dispose()


def described(metadata: MetaData) -> dict[str, object]:
    """The primary key and the columns of each table, with their types."""
    return {
        table.name: (
            [column.name for column in table.primary_key.columns],
            [(column.name, str(column.type)) for column in table.columns],
        )
        for table in metadata.sorted_tables
    }


def found(connection: Connection) -> dict[str, object]:
    """The same of a real database; neither the search index nor the tables that it keeps for itself."""
    look = inspect(connection)
    return {
        name: (
            look.get_pk_constraint(name)["constrained_columns"],
            [(column["name"], str(column["type"])) for column in look.get_columns(name)],
        )
        for name in look.get_table_names()
        if name != "alembic_version" and not name.startswith(JOURNAL_WORDS)
    }


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_of_code_without_migration_would_be_seen(pair: Made, kind: str) -> None:
    engine = engine_of(pair, kind)
    try:
        with may_write(engine.connect()) as connection:
            connection.exec_driver_sql("DROP TABLE said")
            assert described(METADATA[kind]) != found(connection)
    finally:
        engine.dispose()


def test_migrations_import_nothing_of_ours() -> None:
    for folder in schema.FOLDERS.values():
        for path in (folder / "versions").glob("0*.py"):
            assert not re.search(r"^\s*(from|import) app\b", path.read_text(), re.MULTILINE), path


@pytest.mark.parametrize("kind", KINDS)
def test_migrations_make_what_setting_up_makes(pair: Made, kind: str) -> None:
    engine, empty = engine_of(pair, kind), create_engine("sqlite://", module=sqlcipher3.dbapi2)
    try:
        with engine.connect() as connection, empty.begin() as migrated:
            run.upgrade(migrated, kind)
            for query in ("SELECT type, name, sql FROM sqlite_master ORDER BY name", "SELECT * FROM alembic_version"):
                set_up = connection.exec_driver_sql(query).fetchall()
                assert set_up == migrated.exec_driver_sql(query).fetchall() != []
    finally:
        engine.dispose()
        empty.dispose()


def test_setting_up_and_opening_do_not_import_alembic(tmp_path: Path, home: Path) -> None:
    code = f"""
import sys
from pathlib import Path
from tests.storage.longer_history import SECOND, SECOND_HEAD, longer_history
from tests.storage.made import ADA, BO, WORDS_A, make
made = make(Path({str(tmp_path / "vault")!r}), ADA, BO)
with made.open() as vault:
    vault.unlock(made.a, WORDS_A)
    assert len(vault.spaces.ids) == 2
print("alembic" in sys.modules)
"""
    done = run_code(code, home=home)
    assert done.stdout.strip() == "False", done.stderr


@pytest.mark.parametrize("how", [SECOND + "    raise RuntimeError('half way')\n", UNSOUND])
def test_a_migration_that_fails_leaves_the_file_as_it_was(
    pair: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    before = pair.file(pair.a).read_bytes()
    with monkeypatch.context() as patch:
        history(patch, tmp_path, "private", how)
        with pair.open() as vault, pytest.raises((RuntimeError, VaultDamaged)):
            vault.unlock(pair.a, WORDS_A)
    assert pair.file(pair.a).read_bytes() == before
    assert not list(pair.folder.glob(".*.part*"))
    with pair.open() as vault:
        for person, words in ((pair.a, WORDS_A), (pair.b, WORDS_B)):
            assert vault.unlock(person, words).warnings == ()
