"""An activity together with who is on its active side."""

from __future__ import annotations

import re
from collections.abc import Collection

from app.models.answer import AnswerKey
from app.models.base import ActivityId, Model, PersonId
from app.models.catalogue import Direction

_ID = re.compile(r"[a-z0-9_.]+")


class Pairing(Model):
    """An activity and the person on its active side (None where there are no sides)."""

    activity_id: ActivityId
    active: PersonId | None = None

    @property
    def key(self) -> str:
        """The pairing as text, for keys and sorting."""
        return f"{self.activity_id}|{self.active or ''}"

    def side_of(self, person: PersonId) -> AnswerKey:
        """The side of the activity that a person is on."""
        return AnswerKey(activity_id=self.activity_id, direction=self.direction_of(person))

    def direction_of(self, person: PersonId) -> Direction:
        """The side that a person is on."""
        if self.active is None:
            return Direction.TOGETHER
        return Direction.ACTIVE if self.active == person else Direction.PASSIVE


def pairing_of(activity_id: ActivityId, direction: Direction, person: PersonId, partner: PersonId) -> Pairing:
    """The pairing that a person's answer for one side is about."""
    active = {
        Direction.ACTIVE: person,
        Direction.PASSIVE: partner,
        Direction.TOGETHER: None,
    }[direction]
    return Pairing(activity_id=activity_id, active=active)


def is_id(text: str) -> bool:
    """Whether a text has the form of an entry's or a category's id."""
    return _ID.fullmatch(text) is not None


def pairing_from(key: str, people: Collection[PersonId]) -> Pairing | None:
    """The pairing with that key, if its form is right and it names nobody else."""
    activity_id, _, active = key.partition("|")
    pairing = Pairing(activity_id=ActivityId(activity_id), active=PersonId(active) if active else None)
    is_valid = is_id(activity_id) and pairing.key == key and (not active or active in people)
    return pairing if is_valid else None
