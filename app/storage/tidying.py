"""Overwriting what deleting leaves behind.

`secure_delete` overwrites a row where it stands last. Wherever a page was laid out anew before, a copy of it can still
lie between the rows of that page, and the search index keeps the beginnings of words it once cut its pages at. Only
writing the index and then the whole file anew leaves none of it. That takes 40 ms for a thousand entries and some
seconds for a hundred thousand, so it is done afterwards; the file itself remembers that it is due.
"""

from __future__ import annotations

from contextlib import suppress

import sqlcipher3.dbapi2
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from app.errors import VaultError
from app.storage.databases import SHARED, SpaceId, may_write
from app.storage.journal_index import WordIndex
from app.storage.spaces import Spaces

_DUE = 1


def note_due(connection: Connection) -> None:
    """Something is being deleted for good; part of the same transaction."""
    _set(connection, _DUE)


def is_due(connection: Connection) -> bool:
    """Whether something was deleted for good and its file not written anew since."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one()) == _DUE


def tidy(spaces: Spaces, space: SpaceId, *, most: int | None = None) -> bool:
    """Write a space anew where that is due; False if it is still due: on a full disk, or when it was interrupted.

    `most`: leave it for later if the file has more pages.
    """
    with suppress(VaultError, OperationalError, sqlcipher3.dbapi2.OperationalError), spaces.lent(space) as connection:
        may_write(connection)
        with connection.begin():
            due = is_due(connection)
            if due and most is not None and _pages(connection) > most:
                return False
            if due and space != SHARED:
                WordIndex(connection).rewrite()
        if due:
            raw = connection.connection.dbapi_connection
            assert raw is not None
            raw.execute("VACUUM")
            with connection.begin():
                _set(connection, 0)
        return True
    return False


def _pages(connection: Connection) -> int:
    return int(connection.exec_driver_sql("PRAGMA page_count").scalar_one())


def _set(connection: Connection, value: int) -> None:
    connection.exec_driver_sql(f"PRAGMA user_version = {value}")
