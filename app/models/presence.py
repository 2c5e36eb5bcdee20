"""Who has unlocked the vault, and whose private space may be shown."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import model_validator

from app.models.base import Model, PersonId


class PresenceKind(StrEnum):
    """Who is here, and whether the device was handed over."""

    NOBODY = "nobody"
    ALONE = "alone"
    TOGETHER = "together"
    HANDED_OVER = "handed_over"


class Presence(Model):
    """Who has unlocked, and who was handed the device."""

    here: tuple[PersonId, ...] = ()
    turn: PersonId | None = None

    @model_validator(mode="after")
    def _turn_is_here(self) -> Self:
        if self.turn is not None and self.turn not in self.here:
            raise ValueError("the device can only be handed to a person who is here")
        if len(set(self.here)) != len(self.here) or len(self.here) > 2:
            raise ValueError("at most two different people can be here")
        return self

    @property
    def kind(self) -> PresenceKind:
        """Alone, together, handed over, or nobody."""
        if not self.here:
            return PresenceKind.NOBODY
        if len(self.here) == 1:
            return PresenceKind.ALONE
        return PresenceKind.TOGETHER if self.turn is None else PresenceKind.HANDED_OVER

    @property
    def holder(self) -> PersonId | None:
        """The person whose private space may be shown: alone, or holding the device."""
        return self.here[0] if len(self.here) == 1 else self.turn

    @property
    def acting(self) -> tuple[PersonId, ...]:
        """Whose own words can be edited now: the holder's, or everyone's who is here."""
        return self.here if self.holder is None else (self.holder,)

    def with_joined(self, person: PersonId) -> Presence:
        """After a person unlocked; nobody holds the device."""
        return Presence(here=(*(each for each in self.here if each != person), person))

    def with_left(self, person: PersonId) -> Presence:
        """After a person left; nobody holds the device."""
        return Presence(here=tuple(each for each in self.here if each != person))

    def handed_to(self, person: PersonId) -> Presence:
        """After the device was handed to a person; only if both are here."""
        return self.evolve(turn=person if len(self.here) == 2 else None)

    def handed_back(self) -> Presence:
        """After the device was handed back to both."""
        return self.evolve(turn=None)
