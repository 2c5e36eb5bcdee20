"""What is agreed and how it ends: by withdrawal, on its review date, or after its debrief."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime

from app.errors import Stale
from app.models.agreement import (
    AgreementState,
    CurrentAgreement,
    OwnWithdrawal,
    Verify,
    Withdrawal,
    current_agreement,
    may_be_withdrawn,
    valid_agreements,
)
from app.models.base import IdSource, ItemId, Model, PersonId
from app.models.changes import ChangeKind, Changes, changed
from app.models.clause import take_out
from app.models.outline import DraftKind
from app.services.answers import AgreedItem
from app.services.draft_store import find_draft, write_draft
from app.services.drafts import people_ids
from app.services.shared_list import shared_limits
from app.services.units import SHARED, UnitOfWork, Units, random_id


def agreement_now(uow: UnitOfWork, *, agreement_id: str, today: date) -> CurrentAgreement:
    """An agreement as it stands today. Raises `Stale` if the id is unknown."""
    agreement = uow.shared.agreements.get(agreement_id)
    if agreement is None:
        raise Stale("agreement")
    return current_agreement(agreement, uow.shared.withdrawals.all(), shared_limits(uow), today)


def withdraw(
    units: Units,
    *,
    person: PersonId,
    agreement_id: str,
    clause_ids: tuple[str, ...] | None,
    now: datetime,
    today: date,
    new_id: IdSource,
) -> Changes:
    """Withdraw these clauses of an agreement, or with None all of it: in the author's own space first.

    If it is cut off between the two, the next unlock applies it. Raises as `note_own_withdrawal` does.
    """
    with units(person) as uow:
        withdrawal = note_own_withdrawal(
            uow,
            person=person,
            agreement_id=agreement_id,
            clause_ids=clause_ids,
            now=now,
            today=today,
            new_id=new_id,
        )
    with units(SHARED) as uow:
        return publish_withdrawal(uow, withdrawal=withdrawal)


def withdraw_items(
    units: Units, *, person: PersonId, items: Iterable[AgreedItem], now: datetime, today: date, new_id: IdSource
) -> Changes:
    """Withdraw items from everything they are agreed in, and take back this person's waiting yeses to the rest."""
    by_agreement: dict[str, list[str]] = {}
    waiting: set[str] = set()
    for item in items:
        if item.agreement_id is None:
            waiting.add(item.draft_id)
        else:
            by_agreement.setdefault(item.agreement_id, []).append(item.clause_id)
    for agreement_id, clauses in by_agreement.items():
        withdraw(
            units,
            person=person,
            agreement_id=agreement_id,
            clause_ids=tuple(clauses),
            now=now,
            today=today,
            new_id=new_id,
        )
    with units(SHARED) as uow:
        for draft_id in waiting:
            uow.shared.yeses.delete(draft_id, person)
        uow.commit()
    return changed(ChangeKind.AGREEMENTS, ChangeKind.DRAFTS, ChangeKind.READINGS, ids=(*by_agreement, *waiting))


def note_own_withdrawal(
    uow: UnitOfWork,
    *,
    person: PersonId,
    agreement_id: str,
    clause_ids: tuple[str, ...] | None,
    now: datetime,
    today: date,
    new_id: IdSource,
) -> Withdrawal:
    """First half of withdrawing: write it to the person's own space. `clause_ids` None means everything.

    Raises `Stale` if the agreement has ended, or if a clause is a protection, which takes two people to remove.
    """
    standing = agreement_now(uow, agreement_id=agreement_id, today=today)
    if standing.state is not AgreementState.IN_FORCE:
        raise Stale("agreement")
    allowed = {clause.id for clause in standing.clauses if may_be_withdrawn(clause)}
    if clause_ids is not None and not set(clause_ids) <= allowed:
        raise Stale("clause")
    withdrawal = Withdrawal(id=ItemId(new_id()), agreement_id=ItemId(agreement_id), clause_ids=clause_ids)
    uow.private(person).withdrawals.save(OwnWithdrawal(withdrawal=withdrawal, at=now))
    uow.commit()
    return withdrawal


def publish_withdrawal(uow: UnitOfWork, *, withdrawal: Withdrawal) -> Changes:
    """Second half: write it to the shared space under the same id, and take the draft's yeses back."""
    _publish(uow, withdrawal)
    uow.commit()
    return changed(ChangeKind.AGREEMENTS, ChangeKind.DRAFTS, ids=(withdrawal.agreement_id,))


def _publish(uow: UnitOfWork, withdrawal: Withdrawal) -> None:
    uow.shared.withdrawals.save(withdrawal)
    agreement = uow.shared.agreements.get(withdrawal.agreement_id)
    if agreement is None:
        return
    draft_id = agreement.document.draft_id
    draft = find_draft(uow, draft_id)
    if draft is not None and withdrawal.clause_ids is not None:
        gone = [clause for clause in agreement.document.clauses if clause.id in withdrawal.clause_ids]
        write_draft(uow, draft, take_out(draft, gone), uow.here, random_id)
    newest = max(a.number for a in uow.shared.agreements.of(draft_id))
    if agreement.number == newest:  # a withdrawal restored late must not touch yeses to a newer text
        for yes in uow.shared.yeses.of(draft_id):
            uow.shared.yeses.delete(draft_id, yes.person)


def reapply_withdrawals(uow: UnitOfWork, *, person: PersonId) -> Changes:
    """At unlock: restore this person's withdrawals that are missing from the shared space."""
    known = {withdrawal.id for withdrawal in uow.shared.withdrawals.all()}
    missing = [own.withdrawal for own in uow.private(person).withdrawals.all() if own.withdrawal.id not in known]
    if not missing:
        return Changes()
    for withdrawal in missing:
        _publish(uow, withdrawal)
    uow.commit()
    return changed(ChangeKind.AGREEMENTS)


class Unsigned(Model):
    """An agreement that lacks a signature and was therefore withdrawn at unlock, by nobody."""

    id: ItemId
    kind: DraftKind
    title: str


def withdraw_unsigned(uow: UnitOfWork, *, verify: Verify, new_id: IdSource) -> tuple[Unsigned, ...]:
    """At unlock: withdraw every agreement that both people did not sign.

    One partner can write to the shared space: their partner's yes, a copy of an old agreement, one that was replaced.
    They can't sign it. Returns all agreements of that kind, including those withdrawn earlier.
    """
    agreements = uow.shared.agreements.all()
    withdrawn = {w.agreement_id for w in uow.shared.withdrawals.all() if w.clause_ids is None}
    genuine = {agreement.id for agreement in valid_agreements(agreements, people_ids(uow), verify)}
    forged = [agreement for agreement in agreements if agreement.ended_on is None and agreement.id not in genuine]
    fresh = [agreement for agreement in forged if agreement.id not in withdrawn]
    for agreement in fresh:
        uow.shared.withdrawals.save(Withdrawal(id=ItemId(new_id()), agreement_id=agreement.id))
    if fresh:
        uow.commit()
    return tuple(Unsigned(id=a.id, kind=a.document.kind, title=a.document.title) for a in forged)


def untold(uow: UnitOfWork, *, person: PersonId, unsigned: tuple[Unsigned, ...]) -> tuple[Unsigned, ...]:
    """Those that this person has not been told about."""
    told = _told(uow, person)
    return tuple(agreement for agreement in unsigned if agreement.id not in told)


def note_told(uow: UnitOfWork, *, person: PersonId, agreement_ids: tuple[str, ...]) -> Changes:
    """Remember that this person was told about them."""
    told = sorted({*_told(uow, person), *agreement_ids})
    uow.private(person).prefs.set(_TOLD, json.dumps(told))
    uow.commit()
    return changed(ChangeKind.PREFS)


_TOLD = "agreements.unsigned_told"


def _told(uow: UnitOfWork, person: PersonId) -> frozenset[str]:
    return frozenset(json.loads(uow.private(person).prefs.get(_TOLD) or "[]"))


def end_scene(uow: UnitOfWork, *, agreement_id: str, today: date) -> Changes:
    """The scene is over: every yes to it lapses. One person is enough, as it only narrows."""
    uow.shared.agreements.end(agreement_id, today)
    uow.commit()
    return changed(ChangeKind.AGREEMENTS, ids=(agreement_id,))
