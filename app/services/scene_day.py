"""The day of a scene: each one's ready check in their private space, and the result that both see."""

from __future__ import annotations

from datetime import date

from app.errors import NotReady, Stale
from app.models.agreement import CurrentAgreement
from app.models.base import Model, PersonId
from app.models.changes import ChangeKind, Changes
from app.models.scene_day import (
    TONIGHT,
    Evening,
    ReadyAsk,
    ReadyCheck,
    Tonight,
    Verdict,
    after_checks,
    is_on,
    more_careful,
    nobody_changed,
    tonight_of,
)
from app.services.agreement_store import agreement_now
from app.services.clock_check import require_clock
from app.services.units import commit
from app.storage.unit_of_work import UnitOfWork


class OwnCheck(Model):
    """What one person sees of the ready check: the scene, their own answers, and the result if there is one."""

    current: CurrentAgreement
    check: ReadyCheck
    tonight: Tonight | None


def own_check(uow: UnitOfWork, *, person: PersonId, agreement_id: str, today: date) -> OwnCheck:
    """The ready check of somebody who is here. Raises `Stale` unless the scene can be held today."""
    current = require_on(uow, agreement_id, today)
    check = _check(uow, person, agreement_id, today)
    return OwnCheck(
        current=current,
        check=check or ReadyCheck(agreement_id=current.agreement.id, day=today),
        tonight=tonight(uow, agreement_id, today),
    )


def answer_check(
    uow: UnitOfWork, *, person: PersonId, agreement_id: str, ask: ReadyAsk, answer: bool | None, today: date
) -> Changes:
    """Save one answer, or clear it; whoever had said that they are ready says so again."""
    found = own_check(uow, person=person, agreement_id=agreement_id, today=today).check
    answers = {each: value for each, value in found.answers.items() if each is not ask}
    if answer is not None:
        answers[ask] = answer
    return _keep(uow, person, found.evolve(answers=answers, verdict=_unless_ready(found.verdict)), today)


def give_verdict(
    uow: UnitOfWork, *, person: PersonId, agreement_id: str, verdict: Verdict | None, today: date
) -> Changes:
    """Say, for oneself, whether one is ready; None to look at the answers again.

    Raises `NotReady` unless every question was answered with yes.
    """
    found = own_check(uow, person=person, agreement_id=agreement_id, today=today)
    if verdict is Verdict.READY and not found.check.may_be_ready:
        raise NotReady("answers")
    after = found.tonight.evening if found.tonight is not None else None
    return _keep(uow, person, found.check.evolve(verdict=verdict, after=after), today)


def tonight(uow: UnitOfWork, agreement_id: str, today: date) -> Tonight | None:
    """What both see of today."""
    said = {person: uow.parts.get(person, TONIGHT, agreement_id) for person in uow.parts.people}
    return tonight_of({p: row.body for p, row in said.items() if row is not None}, uow.parts.people, today)


def have_checked(uow: UnitOfWork, agreement_id: str, today: date) -> tuple[PersonId, ...]:
    """Who of those who are here has given a verdict today."""
    checks = ((person, _check(uow, person, agreement_id, today)) for person in uow.here)
    return tuple(person for person, check in checks if check is not None and check.verdict is not None)


def compare_checks(uow: UnitOfWork, *, agreement_id: str, today: date) -> Changes:
    """Compare both verdicts in memory; the result is the same row in both parts.

    Raises `NeedsBoth`, `ClockInDoubt` and `Stale`.
    """
    uow.require_both()
    require_clock(uow, today)
    require_on(uow, agreement_id, today)
    before = tonight(uow, agreement_id, today)
    after = after_checks(before, _checks(uow, agreement_id, today), len(uow.parts.people), today)
    return _say(uow, agreement_id, after)


def still_stands(uow: UnitOfWork, agreement_id: str, seen: Tonight, today: date) -> bool:
    """Whether nobody has changed their verdict since both saw the result of today. Raises `NeedsBoth`."""
    uow.require_both()
    return nobody_changed(seen, _checks(uow, agreement_id, today), len(uow.parts.people), today)


def choose_evening(
    uow: UnitOfWork, *, agreement_id: str, evening: Evening, today: date, without: tuple[str, ...] = ()
) -> Changes:
    """Both choose what to do instead of what was planned. Raises `NeedsBoth`, `Stale` if it is freer than before."""
    uow.require_both()
    items = {clause.id for clause in require_on(uow, agreement_id, today).items}
    before = tonight(uow, agreement_id, today)
    after = more_careful(before, evening, without) if before is not None else None
    if after is None or not set(without) <= items:
        raise Stale("tonight")
    return _say(uow, agreement_id, after)


def require_on(uow: UnitOfWork, agreement_id: str, today: date) -> CurrentAgreement:
    """The agreement on a scene that can be held today. Raises `Stale` if it is none."""
    current = agreement_now(uow, agreement_id, today)
    if not is_on(current, today):
        raise Stale("scene")
    return current


def _check(uow: UnitOfWork, person: PersonId, agreement_id: str, today: date) -> ReadyCheck | None:
    check = uow.private(person).ready_checks.get(agreement_id)
    return check if check is not None and check.day == today else None


def _checks(uow: UnitOfWork, agreement_id: str, today: date) -> list[ReadyCheck]:
    found = (_check(uow, person, agreement_id, today) for person in uow.here)
    return [check for check in found if check is not None]


def _unless_ready(verdict: Verdict | None) -> Verdict | None:
    return None if verdict is Verdict.READY else verdict


def _keep(uow: UnitOfWork, person: PersonId, check: ReadyCheck, today: date) -> Changes:
    checks = uow.private(person).ready_checks
    checks.forget_before(today)
    checks.save(check)
    return commit(uow, ChangeKind.SCENE_DAY, ids=(check.agreement_id,))


def _say(uow: UnitOfWork, agreement_id: str, after: Tonight | None) -> Changes:
    said = (uow.parts.get(person, TONIGHT, agreement_id) for person in uow.here)
    if after is None or all(row is not None and row.body == after for row in said):
        return Changes()
    for person in uow.here:
        uow.parts.say(person, TONIGHT, after, agreement_id)
    return commit(uow, ChangeKind.SCENE_DAY, ids=(agreement_id,))
