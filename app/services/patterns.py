"""My patterns and the self-check, in one person's private space only."""

from __future__ import annotations

from datetime import datetime, tzinfo

from app.models.base import ActivityId, IdSource, Model, PersonId
from app.models.catalogue import Catalogue
from app.models.changes import ChangeKind, Changes
from app.models.facts import DatedFacts, RushedTalks
from app.models.patterns import Observation, ObservationChoice, is_set_aside, observe
from app.models.self_check import FlagReply, SelfCheckAnswers
from app.services.answers import catalogue_for
from app.services.noticing import is_looking, start_looking, stop_looking
from app.services.units import commit
from app.storage.unit_of_work import UnitOfWork


class Patterns(Model):
    """Everything *My patterns* shows; no observations while `looking` is false."""

    catalogue: Catalogue
    looking: bool
    observations: tuple[Observation, ...]
    set_aside: tuple[ObservationChoice, ...]
    checks: tuple[SelfCheckAnswers, ...]
    has_facts: bool


def patterns(uow: UnitOfWork, *, person: PersonId, base: Catalogue, now: datetime, zone: tzinfo) -> Patterns:
    """Current observations for this person; `zone` is their time zone."""
    own = uow.private(person)
    catalogue = catalogue_for(uow, person, base)
    looking = is_looking(own)
    seen = observe(facts(uow, person=person, catalogue=catalogue), now, zone) if looking else ()
    choices = own.set_aside.all()
    return Patterns(
        catalogue=catalogue,
        looking=looking,
        observations=tuple(each for each in seen if not is_set_aside(each, choices)),
        set_aside=choices,
        checks=own.self_checks.get().checks,
        has_facts=bool(own.noticed.all() or own.sessions.all() or own.rushed.get().said),
    )


def facts(uow: UnitOfWork, *, person: PersonId, catalogue: Catalogue) -> DatedFacts:
    """This person's own dated facts."""
    own = uow.private(person)
    noticed = own.noticed.all()
    ids = {entry.id for entry in catalogue.entries} | {answer.activity_id for answer in own.answers.all()}
    answered: set[ActivityId] = ids | {each.key.activity_id for each in noticed}
    return DatedFacts(
        answers=tuple(each for each in own.answers.whole_history() if each.answer.activity_id in answered),
        noticed=noticed,
        sessions=own.sessions.all(),
        rushed=tuple(own.rushed.get().said.values()),
    )


def set_aside(uow: UnitOfWork, *, person: PersonId, choice: ObservationChoice) -> Changes:
    """*Not helpful*: hide one observation, or its whole kind."""
    uow.private(person).set_aside.save(choice)
    return commit(uow, ChangeKind.PATTERNS, ids=(choice.id,))


def show_again(uow: UnitOfWork, *, person: PersonId, choice_id: str) -> Changes:
    """Undo such a choice."""
    uow.private(person).set_aside.delete(choice_id)
    return commit(uow, ChangeKind.PATTERNS, ids=(choice_id,))


def set_looking(uow: UnitOfWork, *, person: PersonId, looking: bool, now: datetime) -> Changes:
    """Turn patterns on or off; facts recorded so far stay until they are deleted."""
    if looking:
        start_looking(uow, person, now)
    else:
        stop_looking(uow.private(person))
    return commit(uow, ChangeKind.PATTERNS)


def delete_facts(uow: UnitOfWork, *, person: PersonId, now: datetime) -> Changes:
    """Delete all facts recorded for patterns and the hidden observations. Answers and withdrawals stay."""
    own = uow.private(person)
    if is_looking(own):
        start_looking(uow, person, now)
    own.noticed.delete_all()
    own.sessions.delete_all()
    own.rushed.save(RushedTalks())
    own.set_aside.delete_all()
    return commit(uow, ChangeKind.PATTERNS, erase=True)


def keep_check(
    uow: UnitOfWork, *, person: PersonId, replies: dict[str, FlagReply], now: datetime, new_id: IdSource
) -> Changes:
    """Save the answers of a self-check; until then they are in no file."""
    return bring_back_check(uow, person=person, check=SelfCheckAnswers(id=new_id(), at=now, replies=replies))


def bring_back_check(uow: UnitOfWork, *, person: PersonId, check: SelfCheckAnswers) -> Changes:
    """Restore deleted answers."""
    kept = uow.private(person).self_checks
    kept.save(kept.get().with_check(check))
    return commit(uow, ChangeKind.PATTERNS, ids=(check.id,))


def delete_check(uow: UnitOfWork, *, person: PersonId, check_id: str) -> Changes:
    """Delete the answers of one self-check."""
    kept = uow.private(person).self_checks
    kept.save(kept.get().without(check_id))
    return commit(uow, ChangeKind.PATTERNS, ids=(check_id,), erase=True)
