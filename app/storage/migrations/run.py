"""Upgrading tables with Alembic."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext, RevisionStep
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from app.errors import VaultDamaged
from app.storage.closed_files import copy_closed, opened, reading
from app.storage.databases import (
    SpaceSource,
    may_write,
    read_revision,
    remove_database,
    require_integrity,
)
from app.storage.files import PART, replacing
from app.storage.schema import FOLDERS, HEADS, MAKE_VERSION_TABLE
from app.storage.watching import Step, no_step


def upgrade(connection: Connection, kind: str) -> None:
    """Run the missing migrations in the transaction of the connection."""
    script = _script(kind)
    connection.exec_driver_sql(MAKE_VERSION_TABLE)

    def steps(revision: object, context: MigrationContext) -> list[RevisionStep]:
        return list(script._upgrade_revs("head", revision))  # type: ignore[arg-type]

    with EnvironmentContext(_config(kind), script, fn=steps) as environment:
        environment.configure(connection=connection, transactional_ddl=True)
        with environment.begin_transaction():
            environment.run_migrations()


def upgrade_file(source: SpaceSource, revision: str, step: Step = no_step) -> None:
    """Migrate a copy of a file, check it, and let it take the file's place. If anything fails, the file is unchanged.

    No connection to the file may be open. `step` is called between the steps, with the bytes that were handled.
    """
    path = source.path
    working = source._replace(path=path.with_name(f".{path.name}{PART}"))
    try:
        with replacing(path, working.path):
            remove_database(working.path)  # a journal that a killed process left would be applied to the new copy
            copy_closed(path, working.path, step)
            _require_sound(working, revision)
            size = working.path.stat().st_size
            step(size)
            _migrate(working)
            step(size)
            _require_sound(working, HEADS[source.identity.kind])
            step(size)
    finally:
        with suppress(OSError):
            remove_database(working.path)


def _migrate(working: SpaceSource) -> None:
    # Rebuilding a table must not delete the rows that refer to it; inside a transaction the pragma has no effect.
    def keep_rows(raw: Any) -> None:
        raw.execute("PRAGMA foreign_keys = OFF")

    with opened(working.path, working.key, on_connect=keep_rows) as connection, may_write(connection).begin():
        upgrade(connection, working.identity.kind)


def _require_sound(source: SpaceSource, revision: str) -> None:
    with reading(source) as connection:
        found = read_revision(connection, source.identity, source.path.name)
        require_integrity(connection, source.path.name)
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if found != revision or broken:
        raise VaultDamaged(source.path.name)


def _script(kind: str) -> ScriptDirectory:
    return ScriptDirectory.from_config(_config(kind))


def _config(kind: str) -> Config:
    config = Config()
    # Alembic reads a percent sign in a path as the start of a variable.
    config.set_main_option("script_location", str(FOLDERS[kind]).replace("%", "%%"))
    return config
