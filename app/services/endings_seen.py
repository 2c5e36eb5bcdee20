"""What each person has seen ended of their own yeses; it stays ended whatever happens to the rows and the clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from app.models.agreement import YES, Yes, YesSaid, has_passed, rules_lapsed, yes_key, yes_of
from app.models.base import PersonId
from app.models.ending import DAY_PASSED, Ending
from app.services.agreement_store import eras, space_of, versions_with
from app.services.clock_check import is_clock_right
from app.storage.unit_of_work import UnitOfWork


def note_ended(uow: UnitOfWork, today: date, draft_id: str = "") -> None:
    """Note in the own space of everybody who is here what has ended of their yeses. No commit.

    `draft_id`: only of the yeses to this draft. No day is noted as passed while the clock is in doubt.
    """
    day = today if is_clock_right(uow, today) else None
    is_now = _is_of_now(uow)
    for person in uow.here:
        ended: set[Ending] = set()
        for said, yes in _yeses(uow, person, draft_id):
            ended.update(_ended(uow, yes, day) if is_now(said) else [Ending(yes.agreement_id)])
        uow.parts.note_seen(person, ended - uow.parts.seen(person))


def end_expired(uow: UnitOfWork, today: date) -> None:
    """End and erase the waiting yeses of those who are here that nobody answered in time, or that have ended."""
    days_count = is_clock_right(uow, today)
    for person in uow.here:
        for _, yes in _yeses(uow, person, ""):
            has_ended = any(not ending.clause for ending in uow.parts.endings(yes.agreement_id))
            if yes.met is None and (has_ended or (days_count and yes.has_expired(today))):
                uow.parts.end(person, (Ending(yes.agreement_id),))
                uow.parts.erase(person, YES, yes_key(yes.text.draft_id, yes.agreement_id))


def _yeses(uow: UnitOfWork, person: PersonId, draft_id: str) -> Iterator[tuple[YesSaid, Yes]]:
    """A person's yeses, whatever their eras."""
    for row in uow.parts.of(person, YES, f"{draft_id}/" if draft_id else ""):
        yes = yes_of(row, row.body.space, row.body.eras)
        if yes is not None:
            yield row.body, yes


def _ended(uow: UnitOfWork, yes: Yes, today: date | None) -> Iterator[Ending]:
    yield from uow.parts.endings(yes.agreement_id)
    if yes.met is None or today is None:
        return
    if has_passed(yes.text, today):
        yield Ending(yes.agreement_id, above=DAY_PASSED)
        return
    rules = versions_with(uow, yes.text.rules) if yes.text.rules else {}
    if rules and rules_lapsed(yes.text.rules, rules, today):
        yield Ending(yes.agreement_id)


def _is_of_now(uow: UnitOfWork) -> Callable[[YesSaid], bool]:
    """Whether a yes is for the current space and eras, as far as the open private spaces say which those are."""
    space, now = space_of(uow), eras(uow)
    if len(uow.here) < len(uow.parts.people) or len(now) < len(uow.here):
        return lambda _: True
    return lambda said: (said.space, said.eras) == (space, now)
