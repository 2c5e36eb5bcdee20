"""Taking back a person's own words, alone and at once: from their part, every version and both files."""

from __future__ import annotations

from app.errors import NotYours
from app.models.base import Model, PersonId
from app.models.changes import ChangeKind, Changes, changed
from app.models.incident import INCIDENT
from app.models.said import SaidKind, slot_of
from app.models.said_kinds import ASKED, CAN_GIVE, DISCLOSED, OFFERED, TAKEN_OFF, TALKED, TOLD
from app.services.agreement_store import OWN_KINDS
from app.services.conversation import take_told_back
from app.services.endings import end_pairing, end_words
from app.services.shared_list import erase_lone_halves
from app.storage.unit_of_work import UnitOfWork

_DISCLOSED = frozenset(kind.name for kind in DISCLOSED.values())
_CHANGED = (
    ChangeKind.LIMITS,
    ChangeKind.ENTRIES,
    ChangeKind.AFTERCARE,
    ChangeKind.DRAFTS,
    ChangeKind.AGREEMENTS,
    ChangeKind.READINGS,
    ChangeKind.CONVERSATIONS,
    ChangeKind.INCIDENTS,
)
_IN_NO_TEXT: dict[str, SaidKind[Model]] = {CAN_GIVE.name: CAN_GIVE, INCIDENT.name: INCIDENT}
"""Own words that no draft and no version holds."""


def take_back(uow: UnitOfWork, *, person: PersonId, kind: str, key: str = "") -> Changes:
    """Take back own words by the name of their kind, in every version that holds them.

    A disclosure ends its activity everywhere; a term, aftercare or health ends everything that was allowed with it;
    needs and a role end their own line. Raises `NotYours` unless that person is here.
    """
    if person not in uow.here:
        raise NotYours("words")
    uow.let_copy_wait()
    if kind in _DISCLOSED:
        take_back_pairing(uow, person, key)
        erase_lone_halves(uow, key)
    elif kind in (ASKED.name, TOLD.name):
        take_told_back(uow, person, kind, key)
    elif kind in _IN_NO_TEXT:
        uow.parts.erase(person, _IN_NO_TEXT[kind], key)
    else:
        take_back_words(uow, person, OWN_KINDS[kind], key)
    if kind == OFFERED.name:
        uow.parts.erase(person, TAKEN_OFF, key)
    uow.commit(erase=True)
    return changed(*_CHANGED, ids=(key,))


def take_back_words(uow: UnitOfWork, person: PersonId, kind: SaidKind[Model], key: str) -> None:
    """Erase own words and every kept copy of them, and end the clauses that read them. No commit."""
    # The person's own file is written and committed first; if that fails, nothing has ended for their partner.
    uow.parts.take_back(person, kind, key)
    end_words(uow, person, slot_of(kind, key))


def take_back_pairing(uow: UnitOfWork, person: PersonId, key: str) -> None:
    """Erase what a person disclosed about the pairing of that key; the activity ends everywhere. No commit.

    Their copies of what a talk about it noted are erased, too.
    """
    for kind in (*DISCLOSED.values(), TALKED):
        uow.parts.take_back(person, kind, key)
    end_pairing(uow, person, key)
