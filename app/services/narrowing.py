"""Adding something narrower beside what is agreed, and taking it off again; one person, alone and at once."""

from __future__ import annotations

from datetime import date

from app.errors import NotReady, Stale
from app.models.agreement import has_passed
from app.models.base import PersonId
from app.models.changes import ChangeKind, Changes
from app.models.ending import Ending
from app.models.narrower import NARROWER, Narrower, narrower_key, narrows
from app.services.agreement_store import find_agreement
from app.services.units import UnitOfWork, commit


def narrow(
    uow: UnitOfWork, *, person: PersonId, agreement_id: str, clause_id: str, body: Narrower, today: date
) -> Changes:
    """Put something narrower beside a clause, for both to go by at once; the agreed text stays as both read it.

    Raises `Stale` if the agreement has ended, `NotReady` for anything that is not narrower than the clause.
    """
    uow.let_copy_wait()
    agreement = find_agreement(uow, agreement_id)
    ended = uow.parts.endings(agreement_id)
    if has_passed(agreement.document, today) or any(not ending.clause for ending in ended):
        raise Stale("agreement")
    clause = agreement.document.clause(clause_id)
    if Ending(agreement_id, clause_id) in ended:
        clause = None
    if not narrows(clause, clause_id, body):
        raise NotReady("narrower")
    uow.parts.say(person, NARROWER, body, narrower_key(agreement_id, clause_id))
    return commit(uow, ChangeKind.AGREEMENTS, ids=(agreement_id,))


def take_off(uow: UnitOfWork, *, person: PersonId, agreement_id: str, clause_id: str) -> Changes:
    """Remove what a person put beside a clause. The text as both read it counts again, as nothing had ended."""
    uow.parts.erase(person, NARROWER, narrower_key(agreement_id, clause_id))
    return commit(uow, ChangeKind.AGREEMENTS, ids=(agreement_id,))
