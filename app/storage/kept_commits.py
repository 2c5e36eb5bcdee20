"""Whether a commit that failed was kept all the same.

SQLite can report an error from the last sync when the new content is in the file already. To tell, each transaction
that changes rows counts up a number in the header of the file, which is written in any case.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from app.errors import VaultError, VaultUnsure, VaultUnwritable
from app.storage.cut_off import has_journal
from app.storage.databases import column_raw, run_raw

DUE = 1
"""The lowest bit of the number says something else: whether the file is due to be rewritten (`tidying`)."""
_MOST = 2**31 - 1
_SEEN = "accord_changes"


def header_number(connection: Connection) -> int:
    """The number in the header of the file."""
    return column_raw(connection, "PRAGMA user_version", ())[0]


def set_header_number(connection: Connection, value: int) -> None:
    """Write the number, in the transaction of the connection."""
    run_raw(connection, f"PRAGMA user_version = {value}", ())


def count_commit(connection: Connection) -> int | None:
    """Count a transaction that is about to be committed; its number, or None if it has changed no rows."""
    raw: Any = connection.connection.dbapi_connection
    changes = raw.total_changes
    if connection.info.get(_SEEN, 0) == changes:
        return None
    connection.info[_SEEN] = changes
    number = (header_number(connection) + DUE + 1) & _MOST
    set_header_number(connection, number)
    return number


def require_kept(connection: Connection, path: Path, number: int | None) -> None:
    """Return if the transaction with this number, whose commit failed, is in the file, now certainly on the disk.

    VaultUnwritable if it is not, VaultUnsure if that can't be told now. The connection becomes a new one.
    """
    connection.invalidate()  # it may have cached pages; a new one reads what is on the disk
    if number is None or has_journal(path):
        raise VaultUnwritable(path.name)
    try:
        connection.rollback()
        with connection.begin():
            is_kept = header_number(connection) == number
            if is_kept:  # the last sync failed, so this writes and syncs once more
                set_header_number(connection, (number + DUE + 1) & _MOST)
    except (VaultError, DBAPIError, sqlcipher3.dbapi2.Error):
        raise VaultUnsure(path.name) from None
    if not is_kept:
        raise VaultUnwritable(path.name)
