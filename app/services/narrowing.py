"""Adding something narrower beside what is agreed, and taking it off again; one person, alone and at once."""

from __future__ import annotations

from datetime import date

from app.errors import NotReady, Stale
from app.models.agreement import AgreementState
from app.models.base import PersonId
from app.models.changes import ChangeKind, Changes, changed
from app.models.narrower import NARROWER, Narrower, narrower_key, narrows
from app.services.agreement_store import agreement_now
from app.services.units import UnitOfWork


def narrow(
    uow: UnitOfWork, *, person: PersonId, agreement_id: str, clause_id: str, body: Narrower, today: date
) -> Changes:
    """Put something narrower beside a clause, for both to go by at once; the agreed text stays as both read it.

    Raises `Stale` if the agreement has ended, `NotReady` for anything that is not narrower than the clause.
    """
    held = agreement_now(uow, agreement_id, today)
    if held.state is not AgreementState.AGREED:
        raise Stale("agreement")
    clause = next((each for each in held.clauses if each.id == clause_id), None)
    if not narrows(clause, clause_id, body):
        raise NotReady("narrower")
    uow.parts.say(person, NARROWER, body, narrower_key(agreement_id, clause_id))
    uow.commit()
    return changed(ChangeKind.AGREEMENTS, ids=(agreement_id,))


def take_off(uow: UnitOfWork, *, person: PersonId, agreement_id: str, clause_id: str) -> Changes:
    """Take off what a person put beside a clause: the text as both read it counts again, for nothing had ended."""
    uow.parts.erase(person, NARROWER, narrower_key(agreement_id, clause_id))
    uow.commit()
    return changed(ChangeKind.AGREEMENTS, ids=(agreement_id,))
