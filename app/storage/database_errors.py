"""What an SQLite error means to a person; none of them carries SQLite's message, which can quote content."""

from __future__ import annotations

import sqlcipher3.dbapi2
from sqlalchemy import Connection

from app.errors import VaultDamaged, VaultError, VaultFileInUse, VaultUnwritable

MAY_WRITE = "accord_may_write"
"""The option of a connection whose transactions may write."""

RAW_ERRORS = (sqlcipher3.dbapi2.Error, MemoryError)
"""What SQLCipher raises. Once it has met a damaged page, it finds no memory for anything that is written."""
_MET_DAMAGE = "accord_met_damage"

_DAMAGED = {11, 26}
_UNWRITABLE = {8, 10, 13, 14}
_BUSY = {5, 6}
_READ_ONLY = 8
_SHORT_READ = 10 | 2 << 8


class NotWritable(RuntimeError):
    """A unit of work wrote to a space that it may only read: a bug, never something a person did."""


def fault_of(error: BaseException, connection: Connection, name: str) -> Exception | None:
    """The error for a person, or for a developer if the unit of work only reads; None if it is about neither."""
    code = getattr(error, "sqlite_errorcode", None)
    reading = not connection.get_execution_options().get(MAY_WRITE)
    if isinstance(code, int) and code & 0xFF == _READ_ONLY and reading:
        return NotWritable(f"this unit of work may not write {name}")
    if isinstance(error, MemoryError):
        return VaultDamaged(name) if _has_met_damage(connection) else None
    if isinstance(code, int) and code & 0xFF in _DAMAGED and not connection.invalidated:
        connection.info[_MET_DAMAGE] = True
    return translated(error, name)


def drop_if_damaged(connection: Connection) -> bool:
    """Invalidate a connection that came upon a damaged page, as it refuses all others, too; whether that was done."""
    if _has_met_damage(connection):
        connection.invalidate()
        return True
    return False


def _has_met_damage(connection: Connection) -> bool:
    is_open = not connection.closed and not connection.invalidated
    return is_open and _MET_DAMAGE in connection.info


def translated(error: BaseException, name: str) -> VaultError | None:
    """The error for a person if an SQLite error is about the file. It never carries SQLite's message."""
    if is_no_text(error):
        return VaultDamaged(name)
    code = getattr(error, "sqlite_errorcode", None)
    if not isinstance(code, int):
        return None
    if code & 0xFF in _DAMAGED or code == _SHORT_READ:
        return VaultDamaged(name)
    if code & 0xFF in _BUSY:
        return VaultFileInUse(name)
    return VaultUnwritable(name) if code & 0xFF in _UNWRITABLE else None


def any_text(data: bytes) -> str:
    """Text from bytes that somebody may have written: they must not stop what reads the other rows."""
    return data.decode("utf-8", "replace")


def is_no_text(error: BaseException) -> bool:
    """Whether SQLite could not read a value as text; then its message quotes the value."""
    return isinstance(error, sqlcipher3.dbapi2.OperationalError) and str(error).startswith("Could not decode")
