"""What is agreed and how one person ends it: a clause, all of it, or a scene that is over."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime

from app.errors import NotReady, Stale
from app.models.agreement import YES, Agreement, AgreementState, Yes, is_ended_alone, yes_key
from app.models.base import Model, PersonId
from app.models.changes import ChangeKind, Changes, changed
from app.models.clause import Clause, Document, OwnWords
from app.models.ending import Ending
from app.models.leaving_out import NOT_IN_THIS_ONE, LeavingOut
from app.models.live import LIVED
from app.models.narrower import NARROWER, narrower_key
from app.models.said import SaidKind
from app.models.scene_day import TONIGHT
from app.models.withdrawal import endings_of_all, endings_of_clauses, endings_of_waiting
from app.services.agreement_store import (
    agreement_now,
    all_agreements,
    end_waiting,
    find_agreement,
    in_sight,
    lone_yeses_of,
)
from app.services.answers import AgreedItem
from app.services.leaving_out import leave_out
from app.services.noticing import note_withdrew
from app.services.units import UnitOfWork, commit
from app.storage.said_rows import KEPT

__all__ = ["agreement_now", "delete_text", "end_scene", "withdraw", "withdraw_everything", "withdraw_items"]


def withdraw(
    uow: UnitOfWork,
    *,
    person: PersonId | None,
    agreement_id: str,
    clause_ids: tuple[str, ...] | None,
    now: datetime,
    leaving: LeavingOut = NOT_IN_THIS_ONE,
) -> Changes:
    """End a yes to these clauses of an agreement, or with None to all of it; on a joint page (`person`: None) both end.

    Waiting yeses to the same text end, too, and an activity is left out as `leaving` says. It works while the partner's
    part cannot be read. Raises `Stale` if that has ended already, or if a clause is not one that can be ended alone.
    """
    uow.let_copy_wait()
    agreement = find_agreement(uow, agreement_id)
    clauses = agreement.document.all_clauses
    ended = uow.parts.endings(agreement_id)
    if any(not ending.clause for ending in ended):
        raise Stale("agreement")
    if clause_ids is not None:
        clauses = tuple(c for c in clauses if c.id in clause_ids and is_ended_alone(c))
        if {c.id for c in clauses} != {*clause_ids} or any(Ending(agreement_id, each) in ended for each in clause_ids):
            raise Stale("clause")
    for each in (person,) if person is not None else uow.here:
        if clause_ids is None:
            uow.parts.end(each, endings_of_all(agreement, in_sight(uow).yeses))
            _note(uow, each, clauses, agreement, now)
        else:
            _end_clauses(uow, each, agreement, clauses, now, leaving)
        _end_waiting(uow, each, agreement.document.draft_id)
    uow.commit()
    kinds = (ChangeKind.LIMITS, ChangeKind.READY, ChangeKind.ENTRIES) if leaving.rests else ()
    return changed(ChangeKind.AGREEMENTS, ChangeKind.DRAFTS, *kinds, ids=(agreement_id,))


def withdraw_items(uow: UnitOfWork, *, person: PersonId, items: Iterable[AgreedItem], now: datetime) -> Changes:
    """End one person's yes to items in everything they are agreed in, and their waiting yeses to the rest."""
    uow.let_copy_wait()
    ids: list[str] = []
    for item in items:
        ids.append(item.draft_id)
        if item.agreement_id is not None:
            agreement = find_agreement(uow, item.agreement_id)
            clauses = [clause for clause in agreement.document.all_clauses if clause.id == item.clause_id]
            _end_clauses(uow, person, agreement, clauses, now, NOT_IN_THIS_ONE)
        _end_waiting(uow, person, item.draft_id)
    uow.commit()
    return changed(ChangeKind.AGREEMENTS, ChangeKind.DRAFTS, ChangeKind.READINGS, ids=tuple(ids))


def withdraw_everything(uow: UnitOfWork, *, person: PersonId) -> Changes:
    """End all that one person said yes to, without asking what their partner says; it works without their part."""
    uow.let_copy_wait()
    uow.parts.end(person, [Ending(said.key.rpartition("/")[2]) for said in uow.parts.of(person, YES)])
    uow.commit()
    return changed(ChangeKind.AGREEMENTS, ChangeKind.DRAFTS, ChangeKind.READINGS)


def end_scene(uow: UnitOfWork, *, agreement_id: str) -> Changes:
    """The scene is over: every yes to it has ended. One person is enough, as it only narrows."""
    uow.let_copy_wait()
    end_for_all_here(uow, find_agreement(uow, agreement_id))
    uow.commit()
    return changed(ChangeKind.AGREEMENTS, ids=(agreement_id,))


def end_for_all_here(uow: UnitOfWork, agreement: Agreement) -> None:
    """End an agreement in the name of everybody who is here. No commit."""
    for person in uow.here:
        uow.parts.end(person, endings_of_all(agreement, in_sight(uow).yeses))


def delete_text(uow: UnitOfWork, *, agreement_id: str, today: date) -> Changes:
    """Both delete the text of what has ended, with the own words that are kept for it alone.

    Raises `NeedsBoth`, `Stale` unless it has ended, and `NotReady` while its signals count, or a scene with it.
    """
    uow.require_both()
    if agreement_now(uow, agreement_id, today).state in (AgreementState.AGREED, AgreementState.UNSURE):
        raise Stale("agreement")
    yeses = in_sight(uow).yeses
    last = {max(met, key=lambda yes: yes.n).agreement_id for met in _met(yeses, uow.parts.people)}
    scenes = (held for held in all_agreements(uow, today) if held.state is AgreementState.AGREED)
    if agreement_id in last or any(scene.agreement.document.rules == agreement_id for scene in scenes):
        raise NotReady("needed")
    text = next(yes.text for yes in yeses if yes.agreement_id == agreement_id)
    read = {own for yes in yeses if yes.agreement_id != agreement_id for own in _own_words(yes.text)}
    for own in _own_words(text) - read:
        uow.parts.erase(own.holder, SaidKind(KEPT, Model), f"{own.slot}#{own.commitment}")
    for kind in (NARROWER, LIVED):
        for said in uow.parts.all(kind, narrower_key(agreement_id, "")):
            uow.parts.erase(said.author, kind, said.key)
    for person in uow.parts.people:
        uow.parts.erase(person, TONIGHT, agreement_id)
        uow.parts.erase(person, YES, yes_key(text.draft_id, agreement_id))
    return commit(uow, ChangeKind.AGREEMENTS, ChangeKind.DRAFTS, ids=(agreement_id,), erase=True)


def _met(yeses: Collection[Yes], people: Iterable[PersonId]) -> Iterator[list[Yes]]:
    found = ([yes for yes in yeses if yes.person == person and yes.met is not None] for person in people)
    return (met for met in found if met)


def _own_words(text: Document) -> set[OwnWords]:
    return {own for clause in text.all_clauses for own in clause.own}


def _end_clauses(
    uow: UnitOfWork,
    person: PersonId,
    agreement: Agreement,
    clauses: Sequence[Clause],
    now: datetime,
    leaving: LeavingOut,
) -> None:
    """End clauses, and leave activities out."""
    for clause in clauses:
        if clause.item is not None:
            leave_out(uow, person, agreement.document.draft_id, clause.item.pairing, leaving)
    uow.parts.end(person, endings_of_clauses(agreement, clauses, in_sight(uow).yeses))
    _note(uow, person, clauses, agreement, now)


def _end_waiting(uow: UnitOfWork, person: PersonId, draft_id: str) -> None:
    """End both people's waiting yeses to a draft, and erase this person's."""
    uow.parts.end(person, endings_of_waiting(lone_yeses_of(uow, draft_id)))
    end_waiting(uow, draft_id, person)


def _note(uow: UnitOfWork, person: PersonId, clauses: Iterable[Clause], agreement: Agreement, now: datetime) -> None:
    own = uow.private(person)
    for clause in clauses:
        if clause.item is not None:
            note_withdrew(own, person, clause.item.pairing, now, f"{agreement.id}:{clause.id}")
