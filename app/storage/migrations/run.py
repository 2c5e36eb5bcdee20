"""Upgrading tables with Alembic."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext, RevisionStep
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from app.errors import VaultDamaged
from app.storage.closed_files import opened
from app.storage.databases import (
    Identity,
    may_write,
    read_revision,
    remove_database,
    require_encrypted_file,
    require_integrity,
)
from app.storage.files import BACKUPS, make_folder, sync_file, sync_folder, writing
from app.storage.schema import FOLDERS, HEADS, MAKE_VERSION_TABLE
from app.storage.slots import Secret


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


def upgrade_file(path: Path, key: Secret, identity: Identity, revision: str) -> None:
    """Keep a verified backup, migrate a working copy, check it, and swap it in. If that fails, the file is unchanged.

    No connection to the file may be open.
    """
    name = path.name
    with writing(name):
        backup = path.parent / BACKUPS / f"{path.stem}-before-{HEADS[identity.kind]}-from-{revision}.db"
        make_folder(backup.parent)
        working = path.with_name(f".{name}.part")
        is_swapped = False
        try:
            _copy(path, backup)
            _require_sound(backup, key, identity, revision)
            sync_folder(backup.parent)
            remove_database(working)  # a journal that a killed process left would be applied to the new copy
            _copy(path, working)
            _migrate(working, key, identity)
            os.replace(working, path)
            is_swapped = True
            sync_folder(path.parent)
        finally:
            for copy in (working,) if is_swapped else (working, backup):
                with suppress(OSError):
                    remove_database(copy)


def _migrate(path: Path, key: Secret, identity: Identity) -> None:
    # Rebuilding a table must not delete the rows that refer to it; inside a transaction the pragma has no effect.
    def keep_rows(raw: Any) -> None:
        raw.execute("PRAGMA foreign_keys = OFF")

    with opened(path, key, on_connect=keep_rows) as connection, may_write(connection).begin():
        upgrade(connection, identity.kind)
    _require_sound(path, key, identity, HEADS[identity.kind])


def _require_sound(path: Path, key: Secret, identity: Identity, revision: str) -> None:
    require_encrypted_file(path)
    with opened(path, key) as connection:
        found = read_revision(connection, identity, path.name)
        require_integrity(connection, path.name)
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if found != revision or broken:
        raise VaultDamaged(path.name)


def _copy(source: Path, target: Path) -> None:
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as to, source.open("rb") as origin:
        shutil.copyfileobj(origin, to)
        to.flush()
        sync_file(to.fileno())


def _script(kind: str) -> ScriptDirectory:
    return ScriptDirectory.from_config(_config(kind))


def _config(kind: str) -> Config:
    config = Config()
    # Alembic reads a percent sign in a path as the start of a variable.
    config.set_main_option("script_location", str(FOLDERS[kind]).replace("%", "%%"))
    return config
