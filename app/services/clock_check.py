"""Whether the clock can be believed: one that went back, or far ahead, is asked about before any day counts."""

from __future__ import annotations

from datetime import date, timedelta

from app.errors import ClockInDoubt
from app.models.base import PersonId
from app.storage.unit_of_work import UnitOfWork

_LAST_VISIT = "last_visit"
MOST_AHEAD = timedelta(days=366)
"""How far the clock may be ahead of the last visit."""


def is_clock_right(uow: UnitOfWork, today: date) -> bool:
    """Whether the day is in doubt for nobody who is here."""
    return all(doubted_since(uow, person, today) is None for person in uow.here)


def require_clock(uow: UnitOfWork, today: date) -> None:
    """Raises `ClockInDoubt` unless the clock can be believed."""
    if not is_clock_right(uow, today):
        raise ClockInDoubt


def doubted_since(uow: UnitOfWork, person: PersonId, today: date) -> date | None:
    """The day of a person's last visit if today is before it or more than a year after it, else None."""
    last = _last_visit(uow, person)
    return None if last is None or last <= today <= last + MOST_AHEAD else last


def note_visit(uow: UnitOfWork, person: PersonId, today: date) -> None:
    """Note that a person is here today, which the clock of later visits is compared with. No commit."""
    if _last_visit(uow, person) != today:
        uow.private(person).prefs.set(_LAST_VISIT, today.isoformat())


def _last_visit(uow: UnitOfWork, person: PersonId) -> date | None:
    try:
        return date.fromisoformat(uow.private(person).prefs.get(_LAST_VISIT) or "")
    except ValueError:  # none yet, or one that can't be read
        return None
