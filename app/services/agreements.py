"""What is agreed and how one person ends it: a clause, all of it, or a scene that is over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from app.errors import Stale
from app.models.agreement import YES, AgreementState, CurrentAgreement, is_ended_alone
from app.models.base import PersonId
from app.models.changes import ChangeKind, Changes, changed
from app.models.clause import Clause
from app.models.ending import Ending
from app.models.leaving_out import NOT_IN_THIS_ONE, LeavingOut
from app.models.withdrawal import endings_of_all, endings_of_clauses, endings_of_waiting
from app.services.agreement_store import agreement_now, all_yeses, end_waiting, lone_yeses_of
from app.services.answers import AgreedItem
from app.services.leaving_out import leave_out
from app.services.noticing import note_withdrew
from app.services.units import UnitOfWork

__all__ = ["agreement_now", "end_scene", "withdraw", "withdraw_everything", "withdraw_items"]


def withdraw(
    uow: UnitOfWork,
    *,
    person: PersonId,
    agreement_id: str,
    clause_ids: tuple[str, ...] | None,
    now: datetime,
    leaving: LeavingOut = NOT_IN_THIS_ONE,
) -> Changes:
    """End one person's yes to these clauses of an agreement, or with None to all of it.

    Waiting yeses to the same text end, too, and an activity is left out as `leaving` says. Raises `Stale` if the
    agreement has ended, or if a clause is not one that can be ended alone.
    """
    today = now.astimezone().date()
    held = agreement_now(uow, agreement_id, today)
    if held.state not in (AgreementState.AGREED, AgreementState.UNSURE):
        raise Stale("agreement")
    if clause_ids is None:
        uow.parts.end(person, endings_of_all(held.agreement, all_yeses(uow)))
        _note(uow, person, held.agreement.document.clauses, held, now)
    else:
        chosen = [clause for clause in held.clauses if clause.id in clause_ids and is_ended_alone(clause)]
        if {clause.id for clause in chosen} != set(clause_ids):
            raise Stale("clause")
        _end_clauses(uow, person, held, chosen, now, leaving)
    _end_waiting(uow, person, held.agreement.document.draft_id)
    uow.commit()
    kinds = (ChangeKind.LIMITS, ChangeKind.READY, ChangeKind.ENTRIES) if leaving.rests else ()
    return changed(ChangeKind.AGREEMENTS, ChangeKind.DRAFTS, *kinds, ids=(agreement_id,))


def withdraw_items(uow: UnitOfWork, *, person: PersonId, items: Iterable[AgreedItem], now: datetime) -> Changes:
    """End one person's yes to items in everything they are agreed in, and their waiting yeses to the rest."""
    ids: list[str] = []
    for item in items:
        ids.append(item.draft_id)
        if item.agreement_id is not None:
            held = agreement_now(uow, item.agreement_id, now.astimezone().date())
            _end_clauses(uow, person, held, [c for c in held.clauses if c.id == item.clause_id], now, NOT_IN_THIS_ONE)
        _end_waiting(uow, person, item.draft_id)
    uow.commit()
    return changed(ChangeKind.AGREEMENTS, ChangeKind.DRAFTS, ChangeKind.READINGS, ids=tuple(ids))


def withdraw_everything(uow: UnitOfWork, *, person: PersonId) -> Changes:
    """End all that one person said yes to, without asking what their partner says; it works without their part."""
    uow.parts.end(person, [Ending(said.key.rpartition("/")[2]) for said in uow.parts.of(person, YES)])
    uow.commit()
    return changed(ChangeKind.AGREEMENTS, ChangeKind.DRAFTS, ChangeKind.READINGS)


def end_scene(uow: UnitOfWork, *, agreement_id: str, today: date) -> Changes:
    """The scene is over: every yes to it has ended. One person is enough, as it only narrows."""
    held = agreement_now(uow, agreement_id, today)
    for person in uow.here:
        uow.parts.end(person, endings_of_all(held.agreement, all_yeses(uow)))
    uow.commit()
    return changed(ChangeKind.AGREEMENTS, ids=(agreement_id,))


def _end_clauses(
    uow: UnitOfWork,
    person: PersonId,
    held: CurrentAgreement,
    clauses: Sequence[Clause],
    now: datetime,
    leaving: LeavingOut,
) -> None:
    """End clauses, and leave activities out."""
    for clause in clauses:
        if clause.item is not None:
            leave_out(uow, person, held.agreement.document.draft_id, clause.item.pairing, leaving)
    uow.parts.end(person, endings_of_clauses(held.agreement, clauses, all_yeses(uow)))
    _note(uow, person, clauses, held, now)


def _end_waiting(uow: UnitOfWork, person: PersonId, draft_id: str) -> None:
    """End what waits of either, and erase one's own."""
    uow.parts.end(person, endings_of_waiting(lone_yeses_of(uow, draft_id)))
    end_waiting(uow, draft_id, person)


def _note(uow: UnitOfWork, person: PersonId, clauses: Iterable[Clause], held: CurrentAgreement, now: datetime) -> None:
    own = uow.private(person)
    for clause in clauses:
        if clause.item is not None:
            note_withdrew(own, person, clause.item.pairing, now, f"{held.agreement.id}:{clause.id}")
