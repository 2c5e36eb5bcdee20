"""What each person has seen ended of their own yeses; it stays ended whatever happens to the rows and the clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache, partial

from app.models.agreement import YES, Agreement, Yes, YesSaid, has_passed, rules_ended, yes_key, yes_of
from app.models.base import PersonId
from app.models.ending import DAY_PASSED, Ending
from app.services.agreement_store import eras, space_of
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
        versions = cache(partial(_own_versions_with, uow, person))
        for said, yes in _yeses(uow, person, draft_id):
            ended.update(_ended(uow, yes, versions, day) if is_now(said) else [Ending(yes.agreement_id)])
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
    """A person's yeses to a draft or to all, whatever their eras."""
    for row in uow.parts.of(person, YES, f"{draft_id}/" if draft_id else ""):
        yes = yes_of(row, row.body.space, row.body.eras)
        if yes is not None:
            yield row.body, yes


def _ended(
    uow: UnitOfWork, yes: Yes, versions_with: Callable[[str], dict[str, Agreement]], today: date | None
) -> Iterator[Ending]:
    found = uow.parts.endings(yes.agreement_id)
    yield from found
    if yes.met is None or any(not ending.clause for ending in found):
        return
    if today is not None and has_passed(yes.text, today):
        yield Ending(yes.agreement_id, above=DAY_PASSED)
        return
    versions = versions_with(yes.text.rules)
    if versions and rules_ended(yes.text.rules, versions, uow.parts.endings(yes.text.rules), today):
        yield Ending(yes.agreement_id)


def _own_versions_with(uow: UnitOfWork, person: PersonId, agreement_id: str) -> dict[str, Agreement]:
    """What a person agreed of one draft, by their own yeses alone: what their partner lacks is not noted as ended."""
    keys = (key.partition("/") for key in (uow.parts.keys(person, YES) if agreement_id else ()))
    drafts = {draft_id for draft_id, _, own_id in keys if own_id == agreement_id}
    yeses = sorted((yes for each in drafts for _, yes in _yeses(uow, person, each)), key=lambda yes: yes.n)
    return {
        yes.agreement_id: Agreement(id=yes.agreement_id, number=number, document=yes.text, agreed_on=yes.met)
        for number, yes in enumerate(yeses, start=1)
        if yes.met is not None
    }


def _is_of_now(uow: UnitOfWork) -> Callable[[YesSaid], bool]:
    """Whether a yes is for the current space and eras, as far as the open private spaces say which those are."""
    space, now = space_of(uow), eras(uow)
    if len(uow.here) < len(uow.parts.people) or len(now) < len(uow.here):
        return lambda _: True
    return lambda said: (said.space, said.eras) == (space, now)
