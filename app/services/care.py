"""Aftercare: what each person needs, and what their partner can give of it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from app.errors import NotYours, Stale
from app.models.aftercare import AftercarePlan, AnsweredNeed, CanGive, CareNeed, Giving, can_give
from app.models.base import PersonId
from app.models.canonical import plain, plainly
from app.models.changes import ChangeKind, Changes
from app.models.said import SALT_SIZE, Said
from app.models.said_kinds import AFTERCARE, CAN_GIVE
from app.services.units import commit
from app.storage.unit_of_work import UnitOfWork


def aftercare(uow: UnitOfWork) -> tuple[AftercarePlan, ...]:
    """The plans that exist, at most one for each person."""
    if not uow.has_shared:
        return ()
    return tuple(said.body for said in uow.parts.all(AFTERCARE) if (said.key, said.body.person) == ("", said.author))


def save_aftercare(uow: UnitOfWork, *, plan: AftercarePlan) -> Changes:
    """Save a person's own plan; an empty one is erased. Raises `NotYours` unless that person is here.

    What is agreed keeps the plan as it was read, until its author takes it back.
    """
    _require_here(uow, plan.person)
    is_empty = plan == AftercarePlan(person=plan.person)
    if is_empty:
        uow.parts.erase(plan.person, AFTERCARE)
    else:
        uow.parts.say(plan.person, AFTERCARE, plainly(plan))
    return commit(uow, ChangeKind.AFTERCARE, ids=(plan.person,), erase=is_empty)


def answered_needs(uow: UnitOfWork) -> tuple[AnsweredNeed, ...]:
    """What each person needs, and what their partner says that they can give of it."""
    answers = uow.parts.all(CAN_GIVE)
    return tuple(
        AnsweredNeed(person=plan.person, need=need, answer=_answer(answers, plan.person, need))
        for plan in aftercare(uow)
        for need in plan.needs
    )


def say_can_give(
    uow: UnitOfWork, *, person: PersonId, need: CareNeed, giving: Giving | None = None, words: str = ""
) -> Changes:
    """Say what a person can give of a need of their partner's; nothing at all takes the answer back.

    Raises `NotYours` unless that person is here, and `Stale` if their partner no longer has that need.
    """
    _require_here(uow, person)
    if not any(plan.person != person and need in plan.needs for plan in aftercare(uow)):
        raise Stale("need")
    for before in uow.parts.of(person, CAN_GIVE):
        if before.body.answers(need):
            uow.parts.erase(person, CAN_GIVE, before.key)
    if giving is not None or words.strip():
        answer = can_give(need, giving, plain(words), secrets.token_bytes(SALT_SIZE))
        uow.parts.say(person, CAN_GIVE, answer, answer.need)
    return commit(uow, ChangeKind.AFTERCARE, ids=(person,), erase=True)


def _answer(answers: Iterable[Said[CanGive]], person: PersonId, need: CareNeed) -> CanGive | None:
    found = (said.body for said in answers if said.author != person and said.key == said.body.need)
    return next((answer for answer in found if answer.answers(need)), None)


def _require_here(uow: UnitOfWork, person: PersonId) -> None:
    if person not in uow.here:
        raise NotYours("aftercare")
