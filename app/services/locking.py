"""How long a person who is alone may be inactive before the vault locks: their own, in their private space."""

from __future__ import annotations

from app.errors import NotYours
from app.models.base import PersonId
from app.models.changes import ChangeKind, Changes
from app.services.units import commit
from app.storage.unit_of_work import UnitOfWork

ALONE = "lock.alone"
"""Preference: the minutes, if they were changed."""
ALONE_MINUTES, MOST_ALONE_MINUTES = 5, 15


def alone_minutes(uow: UnitOfWork, *, person: PersonId) -> int:
    """Minutes without activity until the vault locks while this person is alone."""
    stored = uow.private(person).prefs.get(ALONE)
    try:
        minutes = ALONE_MINUTES if stored is None else int(stored)
    except ValueError:
        return ALONE_MINUTES
    return max(1, min(minutes, MOST_ALONE_MINUTES))


def save_alone_minutes(uow: UnitOfWork, *, person: PersonId, minutes: int, is_proven: bool = False) -> Changes:
    """Change it. `is_proven`: the person gave their passphrase for it. Raises `NotYours` if a longer time needs that.

    Somebody who finds the vault open could otherwise have it stay open.
    """
    if minutes > alone_minutes(uow, person=person) and not is_proven:
        raise NotYours("passphrase")
    uow.private(person).prefs.set(ALONE, str(max(1, min(minutes, MOST_ALONE_MINUTES))))
    return commit(uow, ChangeKind.PREFS)
