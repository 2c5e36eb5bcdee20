"""When every page of a private file was last read and checked, and whether that is due again.

It is due after a week, and after a session that never ended, as in a crash or a power cut. A backup checks every page
of the files that are open, so on most days it is done already.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

from sqlalchemy import Connection

from app.storage.repository import KeyValues
from app.storage.tables_private import pref

EVERY = timedelta(days=7)
_CHECKED, _UNENDED, _DUE = "pages.checked", "pages.unended", "pages.due"


def note_session(own: Connection, *, ends: bool) -> None:
    """Note that a session in a private space begins or ends; one that never ended makes a check due."""
    prefs = KeyValues(own, pref)
    if not ends and prefs.get(_UNENDED) is not None:
        prefs.set(_DUE, "1")
    prefs.set(_UNENDED, None if ends else "1")


def checked_on(own: Connection) -> date | None:
    """The day of the last check; None if there was none."""
    with suppress(ValueError):
        return date.fromisoformat(KeyValues(own, pref).get(_CHECKED) or "")
    return None


def is_due(own: Connection, today: date) -> bool:
    """Whether every page should be checked; also if the clock was ahead at the last check."""
    last = checked_on(own)
    return KeyValues(own, pref).get(_DUE) is not None or last is None or not last <= today < last + EVERY


def note_checked(own: Connection, today: date) -> None:
    """Note that every page was checked, and is in order."""
    KeyValues(own, pref).set(_CHECKED, today.isoformat())
    KeyValues(own, pref).set(_DUE, None)
