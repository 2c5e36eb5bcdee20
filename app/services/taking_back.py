"""Taking back one's own words, alone and at once: from one's part, from every version, from both files."""

from __future__ import annotations

from app.errors import NotYours
from app.models.base import ItemId, Model, PersonId
from app.models.changes import ChangeKind, Changes, changed
from app.models.said import SaidKind, slot_of
from app.models.said_kinds import AFTERCARE, DISCLOSED, HEALTH, NEEDS, ROLE, TALKED
from app.services.endings import end_pairing, end_words
from app.storage.unit_of_work import UnitOfWork

_OF_DRAFTS: tuple[SaidKind[Model], ...] = (NEEDS, ROLE, HEALTH)


def take_back_from_draft(uow: UnitOfWork, *, person: PersonId, kind: SaidKind[Model], draft_id: ItemId) -> Changes:
    """Take back a person's needs, role or health in a draft and in every version of it.

    Needs and a role end their own line; health ends everything that was allowed with it. Raises `NotYours` unless
    that person is here.
    """
    if kind not in _OF_DRAFTS:
        raise ValueError(kind.name)
    _require_here(uow, person)
    take_back_words(uow, person, kind, draft_id)
    uow.commit(erase=True)
    return changed(ChangeKind.DRAFTS, ChangeKind.AGREEMENTS, ChangeKind.READINGS, ids=(draft_id,))


def take_back_aftercare(uow: UnitOfWork, *, person: PersonId) -> Changes:
    """Take back a person's aftercare everywhere; everything that was allowed with it ends.

    Raises `NotYours` unless that person is here.
    """
    _require_here(uow, person)
    take_back_words(uow, person, AFTERCARE, "")
    uow.commit(erase=True)
    return changed(ChangeKind.AFTERCARE, ChangeKind.DRAFTS, ChangeKind.AGREEMENTS, ids=(person,))


def take_back_words(uow: UnitOfWork, person: PersonId, kind: SaidKind[Model], key: str) -> None:
    """Erase own words and every kept copy of them, and end the clauses that read them. No commit."""
    # One's own file comes first, and is committed first: nothing is ended of the partner's if it fails.
    uow.parts.take_back(person, kind, key)
    end_words(uow, person, slot_of(kind, key))


def take_back_pairing(uow: UnitOfWork, person: PersonId, key: str) -> None:
    """Erase what a person disclosed about the pairing of that key; the activity ends everywhere. No commit.

    Their copy of what a talk about it noted is erased, too.
    """
    for kind in DISCLOSED.values():
        uow.parts.take_back(person, kind, key)
    uow.parts.erase(person, TALKED, key)
    end_pairing(uow, person, key)


def _require_here(uow: UnitOfWork, person: PersonId) -> None:
    if person not in uow.here:
        raise NotYours("words")
