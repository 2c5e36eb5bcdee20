"""What a write that was cut off by a kill or a power cut leaves in a file, besides its journal.

SQLite restores from the journal every page that was in use. A page that was free is in no journal: if the power failed
while it was written, it may be torn. SQLite reads nothing from it, but it can't be decrypted any more, so the file can
neither be copied nor rewritten, and looks damaged. Filling every free page once makes all of them whole.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2

PAGE = 4096
_MOST = 900_000_000
_FILL = (
    "BEGIN IMMEDIATE",
    "CREATE TABLE accord_fill (data BLOB)",
    "INSERT INTO accord_fill VALUES (zeroblob({size}))",
    "DROP TABLE accord_fill",
    "COMMIT",
)


def has_journal(path: Path) -> bool:
    """Whether there is a journal, from which a file will be what it was before."""
    try:
        return path.with_name(f"{path.name}-journal").stat().st_size > 0
    except OSError:
        return False


def fill_free_pages(connection: Any, path: Path) -> None:
    """Write every page that is free, once the journal has been applied. Does nothing if that is not possible now."""
    with suppress(sqlcipher3.dbapi2.Error):
        free = connection.execute("PRAGMA freelist_count").fetchone()[0]
        if not free or has_journal(path):  # it is somebody else's, who is writing now
            return
        try:
            for statement in _FILL:
                connection.execute(statement.format(size=min(free * PAGE, _MOST)))
        except sqlcipher3.dbapi2.Error:
            connection.rollback()
