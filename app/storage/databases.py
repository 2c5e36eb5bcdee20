"""One encrypted database file: its engine, its key and pragmas, and the checks before it is trusted.

SQLCipher is lenient where it must not be: without a key it writes clear text, it takes a key of the wrong length for a
passphrase, and it opens an empty file as a valid empty database. So every open verifies what it finds.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, NewType

import sqlcipher3.dbapi2
from sqlalchemy import Connection, Dialect, Engine, ExceptionContext, QueuePool, Table, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError

from app.errors import SharedAltered, VaultAltered, VaultDamaged, VaultPlain
from app.models.base import PersonId
from app.storage.cut_off import PAGE, fill_free_pages, has_journal
from app.storage.database_errors import MAY_WRITE, RAW_ERRORS, any_text, fault_of, is_no_text, translated
from app.storage.keyring_file import unreadable
from app.storage.read_only import place_to_open
from app.storage.regular_file import open_regular
from app.storage.schema import is_known, names_its_revision, read_schema, revision_of, statements_of
from app.storage.slots import Secret
from app.storage.tables_private import private_metadata
from app.storage.tables_shared import shared_metadata

SpaceId = NewType("SpaceId", str)
SHARED = SpaceId("shared")
CANARY = "accord"

_PLAIN = b"SQLite format 3\0"
_RAW_KEY = re.compile(r"[0-9a-f]{64}")
_FILE = "accord_file"
_URL = make_url("sqlite://")

# Every changed page is authenticated twice, for the rollback journal and for the file; processors help with SHA-256.
HMAC = ("cipher_hmac_algorithm", "HMAC_SHA256")
_PRAGMAS: dict[str, tuple[str, object]] = {
    "journal_mode": ("TRUNCATE", "truncate"),
    "synchronous": ("EXTRA", 3),
    "secure_delete": ("ON", 1),
    "foreign_keys": ("ON", 1),
    "trusted_schema": ("OFF", 0),
    "cell_size_check": ("ON", 1),
    "temp_store": ("MEMORY", 2),
    "fullfsync": ("ON", 1),  # macOS alone has such a flush
}

PATIENCE = 5.0
"""Seconds to wait for a different program's lock on a file."""


@dataclass(frozen=True)
class Identity:
    """What a database must state about itself before it is used."""

    vault_id: str
    database_id: str
    space: SpaceId

    @property
    def kind(self) -> str:
        """The migration history of its tables: "shared" or "private"."""
        return "shared" if self.space == SHARED else "private"

    @property
    def meta(self) -> Table:
        """The table with the one row that states it."""
        return (shared_metadata if self.space == SHARED else private_metadata).tables["meta"]

    @property
    def row(self) -> dict[str, str]:
        """That row, without its id."""
        return {
            "canary": CANARY,
            "vault_id": self.vault_id,
            "database_id": self.database_id,
            "space": self.space,
        }


class SpaceSource(NamedTuple):
    """Where a database is, the key that opens it, and what it must state about itself."""

    path: Path
    key: Secret
    identity: Identity


def private_space(person_id: PersonId) -> SpaceId:
    """A person's private space."""
    return SpaceId(person_id)


def file_name(space: SpaceId) -> str:
    """The file name of a space."""
    return f"{space}.db"


def require_encrypted_file(path: Path) -> None:
    """VaultDamaged if a file is missing, empty or truncated, VaultPlain if it is not encrypted.

    Call it only while no connection to the file is open, because closing the file drops SQLite's locks on it.
    """
    try:
        with open_regular(path) as file:
            start = file.read(len(_PLAIN))
            size = os.fstat(file.fileno()).st_size
    except OSError as error:
        raise unreadable(error, path.name) from None
    if start == _PLAIN:
        raise VaultPlain(path.name)
    if size < PAGE or size % PAGE:
        raise VaultDamaged(path.name)


def make_engine(path: Path, key: Secret, *, on_connect: Callable[[Any], None] | None = None) -> Engine:
    """An engine with one connection, whose transactions only read unless `may_write` allowed more."""

    def connect() -> Any:
        connection = open_database(path, key)
        if on_connect is not None:
            on_connect(connection)
        return connection

    return _engine(connect, path.name)


def make_memory_engine(space: SpaceId, *, on_connect: Callable[[Any], None]) -> Engine:
    """An engine with one connection to an empty database in memory, with the tables of a space."""
    kind = "shared" if space == SHARED else "private"

    def connect() -> Any:
        connection = sqlcipher3.dbapi2.connect(":memory:", isolation_level=None, check_same_thread=False)
        for statement in statements_of(kind):
            connection.execute(statement)
        on_connect(connection)
        return connection

    return _engine(connect, file_name(space))


class _FileEngine(Engine):
    """An engine of a file. All share one dialect, and their events are listened to once for all: made in no time."""


class _FilePool(QueuePool):
    """The pool of such an engine."""


event.listen(_FileEngine, "begin", lambda connection: _on_begin(connection, _name_of(connection)))
event.listen(_FilePool, "close", lambda raw, _record: _remove_journal(raw))


def _engine(connect: Callable[[], Any], name: str) -> Engine:
    dialect = _dialect()
    pool = _FilePool(connect, pool_size=1, max_overflow=0, timeout=10, dialect=dialect)
    return _FileEngine(pool, dialect, _URL, execution_options={_FILE: name}, hide_parameters=True)


@cache
def _dialect() -> Dialect:
    engine = create_engine(_URL, module=sqlcipher3.dbapi2)
    event.listen(engine, "handle_error", _on_error)
    with engine.connect():  # lets it find out what this SQLite can do
        pass
    engine.dispose()
    return engine.dialect


def _name_of(connection: Connection) -> str:
    return str(connection.get_execution_options()[_FILE])


def watch_schema(engine: Engine, identity: Identity, name: str) -> None:
    """Let each transaction look first whether the schema is still ours: whoever has the key can write meanwhile.

    Otherwise they raise SharedAltered, before a trigger or a missing table could stop what they do.
    """
    seen: list[int] = []

    def on_begin(connection: Connection) -> None:
        raw: Any = connection.connection.dbapi_connection
        try:
            found = list(raw.execute("PRAGMA schema_version").fetchone())
            if found != seen and revision_of(read_schema(raw.execute), identity.kind) is None:
                raise SharedAltered(name)
        except RAW_ERRORS as error:
            raise translated(error, name) or VaultDamaged(name) from None
        seen[:] = found

    event.listen(engine, "begin", on_begin)


def may_write(connection: Connection, writes: bool = True) -> Connection:
    """Let the transactions of a connection write, or only read; takes effect when the next one begins."""
    if bool(connection.get_execution_options().get(MAY_WRITE)) != writes:
        connection.execution_options(**{MAY_WRITE: writes})
    return connection


def run_raw(connection: Connection, sql: str, values: tuple[Any, ...]) -> int:
    """Execute a compiled statement past SQLAlchemy, raising SQLAlchemy's errors; the number of rows it touched."""
    try:
        return int(_raw(connection).execute(sql, values).rowcount)
    except RAW_ERRORS as error:
        raise _raw_fault(error, connection, sql) from None


def run_many_raw(connection: Connection, sql: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Execute a compiled statement once for each of these rows, past SQLAlchemy like `run_raw`."""
    try:
        _raw(connection).executemany(sql, rows)
    except RAW_ERRORS as error:
        raise _raw_fault(error, connection, sql) from None


def column_raw(connection: Connection, sql: str, values: tuple[object, ...]) -> tuple[int, ...]:
    """The number in each row that a query finds, past SQLAlchemy like `run_raw`."""
    return tuple([number for (number,) in all_raw(connection, sql, values)])


def all_raw(connection: Connection, sql: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
    """Every row that a query finds, past SQLAlchemy like `run_raw`; text that is not UTF-8 spoils no other row."""
    raw = _raw(connection)
    try:
        return list(raw.execute(sql, values).fetchall())
    except RAW_ERRORS as error:
        if not is_no_text(error):
            raise _raw_fault(error, connection, sql) from None
    raw.text_factory = any_text
    return list(raw.execute(sql, values).fetchall())


def each_raw(connection: Connection, sql: str) -> Iterator[tuple[Any, ...]]:
    """Each row that a query finds, with texts as the bytes that are stored; for a connection that is closed then."""
    raw = _raw(connection)
    raw.text_factory = bytes
    try:
        yield from raw.execute(sql)
    except RAW_ERRORS as error:
        raise _raw_fault(error, connection, sql) from None


def vacuum(connection: Connection) -> None:
    """Write the file again, without anything that was deleted. VaultError; the connection is in no transaction."""
    raw: Any = connection.connection.dbapi_connection
    try:
        raw.execute("VACUUM")
    except RAW_ERRORS as error:
        raise _raw_fault(error, connection, "VACUUM") from None


def _raw(connection: Connection) -> Any:
    if not connection.in_transaction():
        connection.begin()
    return connection.connection.dbapi_connection


def _raw_fault(error: Exception, connection: Connection, sql: str) -> Exception:
    fault = fault_of(error, connection, _name_of(connection))
    if fault is None and isinstance(error, MemoryError):
        return error
    return fault or DBAPIError.instance(sql, None, error, sqlcipher3.dbapi2.Error, hide_parameters=True)


def remove_database(path: Path) -> None:
    """Remove a database that this process just created, and its rollback journal."""
    for part in (path, path.with_name(f"{path.name}-journal")):
        part.unlink(missing_ok=True)


def read_revision(connection: Connection, identity: Identity, name: str) -> str:
    """The revision of the tables, once schema, key and file are known to belong together.

    The schema comes before any other statement. VaultAltered if it is not what a revision of ours makes, VaultDamaged.
    """
    raw = _raw(connection)
    try:
        schema = read_schema(raw.execute)
        made = revision_of(schema, identity.kind)
        if made is None and not names_its_revision(schema):
            raise VaultAltered(name)
        revisions = [number for (number,) in raw.execute("SELECT version_num FROM alembic_version")]
        if made is None:
            if len(revisions) != 1 or is_known(identity.kind, revisions[0]):
                raise VaultAltered(name)
            return str(revisions[0])
        rows = raw.execute(f"SELECT {', '.join(identity.row)} FROM meta").fetchall()
    except RAW_ERRORS as error:
        raise _raw_fault(error, connection, "") from None
    if rows != [tuple(identity.row.values())] or revisions != [made]:
        raise VaultDamaged(name)
    return made


def require_integrity(connection: Connection, name: str) -> None:
    """VaultDamaged unless both integrity checks pass; each finds what the other misses."""
    if connection.exec_driver_sql("PRAGMA cipher_integrity_check").fetchall():
        raise VaultDamaged(name)
    if connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() != ["ok"]:
        raise VaultDamaged(name)


def open_database(path: Path, key: Secret) -> Any:
    """A connection past SQLAlchemy, secured and checked. VaultError with the file's name."""
    raw = raw_key(key, path.name)
    # One thread at a time uses it (the pool holds one connection), but another one may close it.
    place, is_uri = place_to_open(path)
    was_cut_off = has_journal(path)
    try:
        connection = sqlcipher3.dbapi2.connect(
            place, uri=is_uri, isolation_level=None, timeout=PATIENCE, check_same_thread=False, cached_statements=256
        )
        try:
            _secure(connection, raw, path.name)
            if was_cut_off:
                fill_free_pages(connection, path)
        except BaseException:
            connection.close()
            raise
    except sqlcipher3.dbapi2.Error as error:
        raise translated(error, path.name) or VaultDamaged(path.name) from None
    return connection


def raw_key(key: Secret, name: str) -> str:
    """A key as 64 hex digits: SQLCipher takes any other length for a passphrase. VaultDamaged with the file's name."""
    raw = key.reveal().hex()
    if not _RAW_KEY.fullmatch(raw):
        raise VaultDamaged(name)
    return raw


def use_key(connection: Any, raw: str) -> None:
    """Let a new connection read and write with a raw key of 64 hex digits; only then does it know the pages' form."""
    connection.execute(f"PRAGMA key = \"x'{raw}'\"")
    connection.execute("PRAGMA {} = {}".format(*HMAC))


def _secure(connection: Any, raw: str, name: str) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")
    use_key(connection, raw)
    if not connection.execute("PRAGMA cipher_version").fetchone():
        raise VaultDamaged(name)
    for pragma, (value, _) in _PRAGMAS.items():
        connection.execute(f"PRAGMA {pragma} = {value}")
    for pragma, (_, expected) in _PRAGMAS.items():
        if connection.execute(f"PRAGMA {pragma}").fetchone() != (expected,):
            raise VaultDamaged(name)
    for pragma, setting in (HMAC, ("cipher_use_hmac", "1"), ("cipher_log_level", "NONE")):
        if connection.execute(f"PRAGMA {pragma}").fetchone() != (setting,):
            raise VaultDamaged(name)


def _remove_journal(connection: Any) -> None:
    # It stays, empty, between transactions. One that a different program needs is left to it.
    with suppress(sqlcipher3.dbapi2.Error):
        connection.execute("PRAGMA journal_mode = DELETE")


def _on_begin(connection: Connection, name: str) -> None:
    # Run past SQLAlchemy: its overhead, at every unit of work, would cost as much as the row that is written.
    raw: Any = connection.connection.dbapi_connection
    writes = bool(connection.get_execution_options().get(MAY_WRITE))
    try:
        if connection.info.get(MAY_WRITE) != writes:
            raw.execute(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
            connection.info[MAY_WRITE] = writes
        raw.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
    except RAW_ERRORS as error:
        fault = fault_of(error, connection, name)
        if fault is None:
            raise
        raise fault from None


def _on_error(context: ExceptionContext) -> BaseException | None:
    connection = context.connection
    if connection is None:  # one was being made; that raises errors for a person itself
        return None
    return fault_of(context.original_exception, connection, _name_of(connection))
