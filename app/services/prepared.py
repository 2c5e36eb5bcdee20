"""What one person prepares alone, and bringing it to their partner by an act of its own."""

from __future__ import annotations

from app.models.aftercare import AftercarePlan
from app.models.base import IdSource, PersonId
from app.models.canonical import plainly
from app.models.changes import ChangeKind, Changes
from app.models.outline import Draft
from app.models.prepared import Prepared, merged
from app.services import care, signals
from app.services.draft_store import write_draft
from app.services.units import commit, loses_words
from app.storage.unit_of_work import UnitOfWork


def prepared_by(uow: UnitOfWork, person: PersonId) -> Prepared:
    """What a person has prepared."""
    return uow.private(person).prepared.get()


def save_prepared(uow: UnitOfWork, *, person: PersonId, prepared: Prepared) -> Changes:
    """Save it in the person's own space."""
    own = uow.private(person)
    is_less = loses_words(own.prepared.get(), prepared)
    own.prepared.save(prepared)
    return commit(uow, ChangeKind.PREPARED, erase=is_less)


def bring_signals(uow: UnitOfWork, *, person: PersonId, response: str, new_id: IdSource) -> Changes:
    """Propose the signals that a person prepared, in their own name."""
    found = prepared_by(uow, person).signals(response, new_id)
    return signals.propose_signals(uow, signals=found, by=person, new_id=new_id)


def bring_aftercare(uow: UnitOfWork, *, person: PersonId) -> Changes:
    """Add what a person prepared to their own aftercare, which their partner reads."""
    plan = next((each for each in care.aftercare(uow) if each.person == person), AftercarePlan(person=person))
    return care.save_aftercare(uow, plan=merged(plan, prepared_by(uow, person).plan(person)))


def bring_wish(uow: UnitOfWork, *, person: PersonId, new_id: IdSource) -> Changes:
    """Begin the outline of a scene with a person's wish; every line of it is their own proposal."""
    draft = plainly(prepared_by(uow, person).outline(person, new_id))
    write_draft(uow, Draft(id=draft.id, kind=draft.kind), draft, (person,), new_id)
    return commit(uow, ChangeKind.DRAFTS, ids=(draft.id,))
