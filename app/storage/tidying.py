"""Erasing what deleting leaves behind in a file.

`secure_delete` overwrites a row in its current place only. Where SQLite rearranged a page earlier, a copy of the row
can remain between the other rows, and the search index keeps prefixes of words where it split its pages. Only rewriting
the index and then the whole file erases all of it. That takes 40 ms for a thousand entries and seconds for a hundred
thousand, so it happens afterwards; the file itself records that it is due.
"""

from __future__ import annotations

from contextlib import suppress

import sqlcipher3.dbapi2
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from app.errors import VaultError
from app.storage.databases import SHARED, SpaceId, may_write, vacuum
from app.storage.journal_index import WordIndex
from app.storage.kept_commits import DUE, header_number, set_header_number
from app.storage.spaces import Spaces


def note_due(connection: Connection) -> None:
    """Record, in the transaction that deletes, that the file is due to be rewritten."""
    set_header_number(connection, header_number(connection) | DUE)


def is_due(connection: Connection) -> bool:
    """Whether the file is due to be rewritten."""
    return bool(header_number(connection) & DUE)


def tidy(spaces: Spaces, space: SpaceId, *, max_pages: int | None = None) -> bool:
    """Rewrite a space's file if that is due; False if it still is, for example on a full disk or after `interrupt`.

    `max_pages`: a larger file is left for later.
    """
    with (
        suppress(VaultError, OperationalError, sqlcipher3.dbapi2.OperationalError),
        spaces.connection(space) as connection,
    ):
        may_write(connection)
        with connection.begin():
            due = is_due(connection)
            if due and max_pages is not None and _pages(connection) > max_pages:
                return False
            if due and space != SHARED:
                WordIndex(connection).rewrite()
        if due:
            vacuum(connection)
            with connection.begin():
                set_header_number(connection, header_number(connection) & ~DUE)
        return True
    return False


def _pages(connection: Connection) -> int:
    return int(connection.exec_driver_sql("PRAGMA page_count").scalar_one())
