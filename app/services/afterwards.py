"""Care after a scene: each one's own list to tick, the later checks of their own Home, and ending the scene."""

from __future__ import annotations

from datetime import date, datetime

from app.errors import Stale
from app.models.aftercare import AftercarePlan, AnsweredNeed, CareNeed
from app.models.afterwards import (
    Afterwards,
    LaterCheck,
    SceneStop,
    due,
    is_fresh,
    is_past,
    may_talk_over,
    need_key,
    over,
    stop_of,
)
from app.models.agreement import AgreementState, CurrentAgreement, ends_with_debrief
from app.models.base import ItemId, Model, PersonId, Words
from app.models.changes import ChangeKind, Changes
from app.models.live import LIVED, together
from app.services.agreement_store import agreement_now, find_agreement, in_sight
from app.services.agreements import end_for_all_here
from app.services.care import aftercare, answered_needs
from app.services.units import UnitOfWork, commit


class AfterwardsView(Model):
    """What each needs and what to avoid, and what `own` they ticked; None while both are here.

    `title`: of the scene, empty if it has none or cannot be read now. `check`: the later check that waits. `may_end`:
    whether it is a scene for one evening that nobody has ended. `may_talk_over`: whether that is offered by now.
    `stopped_early`: whether a signal or silence stopped it, while it was held here.
    """

    agreement_id: ItemId
    title: Words = ""
    plans: tuple[AftercarePlan, ...] = ()
    needs: tuple[AnsweredNeed, ...] = ()
    own: Afterwards | None = None
    check: LaterCheck | None = None
    may_end: bool = False
    may_talk_over: bool = False
    stopped_early: bool = False

    def plan(self, person: PersonId) -> AftercarePlan:
        """A person's plan, empty if they have written nothing."""
        return next((plan for plan in self.plans if plan.person == person), AftercarePlan(person=person))


class WaitingCare(Model):
    """What somebody's own Home says after a scene: how they are by now, or with None that care comes first."""

    agreement_id: ItemId
    title: Words
    check: LaterCheck | None


def view_afterwards(
    uow: UnitOfWork, *, agreement_id: str, me: PersonId | None, now: datetime, today: date
) -> AfterwardsView:
    """The page after a scene for one person (`me`), or for both if `me` is None. For both it reads what is shared."""
    own = _own(uow, me, agreement_id) if me is not None else None
    held, stop = _held(uow, agreement_id, today), _stop(uow, agreement_id)
    over_at = own.at if own is not None and own.is_over else stop.at if stop is not None else None
    return AfterwardsView(
        agreement_id=ItemId(agreement_id),
        title="" if held is None else held.agreement.document.title.strip(),
        plans=aftercare(uow),
        needs=answered_needs(uow),
        own=own,
        check=due(own, now) if own is not None else None,
        may_talk_over=over_at is not None and may_talk_over(over_at, now),
        stopped_early=stop is not None and stop.is_early,
        may_end=stop is None and held is not None and held.state in _GOES_ON and ends_with_debrief(held.agreement),
    )


def scene_over(uow: UnitOfWork, *, agreement_id: str, at: datetime) -> Changes:
    """The scene was over at this moment: for those who are here, their own time after it begins.

    A scene for one evening ends, too; one person is enough, as that only narrows.
    """
    uow.let_copy_wait()
    agreement = find_agreement(uow, agreement_id)
    for person in uow.here:
        begin_care(uow, person, agreement_id, at)
    if ends_with_debrief(agreement):
        end_for_all_here(uow, agreement)
    return commit(uow, ChangeKind.AGREEMENTS, ChangeKind.AFTERWARDS, ids=(agreement_id,))


def begin_care(uow: UnitOfWork, person: PersonId, agreement_id: str, at: datetime, *, is_early: bool = False) -> None:
    """A person's own time after a scene begins. `is_early`: it was stopped. No commit."""
    kept = uow.private(person).afterwards
    for past in (each for each in kept.all() if is_past(each, at)):
        kept.delete(past.agreement)
    begun = over(kept.get(agreement_id), ItemId(agreement_id), at)
    kept.save(begun.evolve(stopped_early=True) if is_early else begun)


def tick(
    uow: UnitOfWork, *, person: PersonId, agreement_id: str, need: CareNeed, is_ticked: bool, now: datetime
) -> Changes:
    """Tick one of a person's own needs, or take the tick back."""
    after = _own_or_new(uow, person, agreement_id, now)
    return _save(uow, person, after.with_tick(need_key(need), is_ticked))


def say_how(
    uow: UnitOfWork,
    *,
    person: PersonId,
    agreement_id: str,
    now: datetime,
    is_grounded: bool | None = None,
    stopped_early: bool | None = None,
) -> Changes:
    """Say whether a person feels grounded, or whether it stopped earlier than planned; None leaves it as it was."""
    after = _own_or_new(uow, person, agreement_id, now)
    said = {"is_grounded": is_grounded, "stopped_early": stopped_early}
    return _save(uow, person, after.evolve(**{name: value for name, value in said.items() if value is not None}))


def finish_check(uow: UnitOfWork, *, person: PersonId, agreement_id: str, check: LaterCheck) -> Changes:
    """A later check is dealt with; it is not asked again. Raises `Stale` if there is nothing to check."""
    after = _own(uow, person, agreement_id)
    if after is None:
        raise Stale("afterwards")
    return _save(uow, person, after.with_done(check))


def ask_again(uow: UnitOfWork, *, person: PersonId, after: Afterwards) -> Changes:
    """Undo `finish_check`: what they kept is as it was before."""
    return _save(uow, person, after)


def waiting_care(uow: UnitOfWork, person: PersonId, now: datetime) -> WaitingCare | None:
    """What a person's own Home asks after the latest scene that it asks about."""
    kept = sorted(uow.private(person).afterwards.all(), key=lambda each: each.at, reverse=True)
    for each in kept:
        check = due(each, now)
        if check is not None or is_fresh(each, now):
            return WaitingCare(agreement_id=each.agreement, title=_title(uow, each.agreement), check=check)
    return None


_GOES_ON = (AgreementState.AGREED, AgreementState.UNSURE)


def _title(uow: UnitOfWork, agreement_id: str) -> Words:
    found = next((each for each in in_sight(uow).agreements if each.id == agreement_id), None)
    return "" if found is None else found.document.title.strip()


def _held(uow: UnitOfWork, agreement_id: str, today: date) -> CurrentAgreement | None:
    try:
        return agreement_now(uow, agreement_id, today)
    except Stale:
        return None


def _own(uow: UnitOfWork, person: PersonId, agreement_id: str) -> Afterwards | None:
    return uow.private(person).afterwards.get(agreement_id)


def _stop(uow: UnitOfWork, agreement_id: str) -> SceneStop | None:
    """How the last scene that was held here under an agreement came to its end; both know that."""
    rows = [said.body for said in uow.parts.all(LIVED, f"{agreement_id}/")] if agreement_id else []
    last = max((row.began for row in rows), default=None)
    return stop_of(together([row for row in rows if row.began == last])) if rows else None


def _own_or_new(uow: UnitOfWork, person: PersonId, agreement_id: str, now: datetime) -> Afterwards:
    return _own(uow, person, agreement_id) or Afterwards(agreement=find_agreement(uow, agreement_id).id, at=now)


def _save(uow: UnitOfWork, person: PersonId, after: Afterwards) -> Changes:
    uow.private(person).afterwards.save(after)
    return commit(uow, ChangeKind.AFTERWARDS, ids=(after.agreement,))
