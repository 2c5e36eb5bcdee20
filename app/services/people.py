"""Who the people of a vault are, as each of them says it of themselves."""

from __future__ import annotations

from app.errors import NotYours
from app.models.base import PersonId
from app.models.changes import ChangeKind, Changes
from app.models.name_rules import LONGEST_NAME, as_seen
from app.models.person import Hue, MarkShape, Person, PersonMark, require_names_apart
from app.models.said_kinds import PROFILE
from app.services.units import commit
from app.storage.unit_of_work import UnitOfWork

UNNAMED = "–"
"""Shown in place of the name of somebody whose profile is missing or invalid."""
_MARKS = (PersonMark(), PersonMark(shape=MarkShape.SQUARE, hue=Hue.RUST))


def people(uow: UnitOfWork) -> tuple[Person, ...]:
    """Everyone whose vault it is, in the order of joining, to be told apart whatever they say of themselves."""
    known = tuple(profile_of(uow, person) for person in uow.parts.people)
    if len({as_seen(person.name) for person in known}) < len(known):
        known = tuple(each.evolve(name=f"{each.name[: LONGEST_NAME - 4]} ({n})") for n, each in enumerate(known, 1))
    if len({(each.mark.shape, each.mark.hue) for each in known}) < len(known):
        known = tuple(each.evolve(mark=mark) for each, mark in zip(known, _MARKS, strict=True))
    return known


def save_profile(uow: UnitOfWork, *, profile: Person) -> Changes:
    """Save who somebody is, as they say it themselves. Raises as `require_own`."""
    require_own(uow, profile)
    uow.parts.say(profile.id, PROFILE, profile)
    return commit(uow, ChangeKind.PEOPLE)


def require_own(uow: UnitOfWork, profile: Person) -> None:
    """Raise `NotYours` unless it is of somebody who is here, and `SameName` if it has their partner's name."""
    if profile.id not in uow.here:
        raise NotYours("profile")
    for other in uow.parts.people:
        if other != profile.id:
            require_names_apart(profile.name, profile_of(uow, other).name)


def profile_of(uow: UnitOfWork, person: PersonId) -> Person:
    """A person's profile as they say it; without a name if it is missing, invalid or somebody else's."""
    said = uow.parts.get(person, PROFILE)
    if said is not None and said.body.id == person:
        return said.body
    return Person(id=person, name=UNNAMED, mark=_MARKS[uow.parts.people.index(person) % len(_MARKS)])
