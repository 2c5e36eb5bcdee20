"""Who is here, and whose private space may be shown."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import model_validator

from app.models.base import Model, PersonId


class PresenceKind(StrEnum):
    """How the one or two people are here."""

    NOBODY = "nobody"
    ALONE = "alone"
    TOGETHER = "together"
    HANDED_OVER = "handed_over"


class Presence(Model):
    """Who has unlocked, and to whom the device was handed."""

    here: tuple[PersonId, ...] = ()
    turn: PersonId | None = None

    @model_validator(mode="after")
    def _turn_is_here(self) -> Self:
        if self.turn is not None and self.turn not in self.here:
            raise ValueError("only who is here can be handed the device")
        if len(set(self.here)) != len(self.here) or len(self.here) > 2:
            raise ValueError("one or two different people")
        return self

    @property
    def kind(self) -> PresenceKind:
        """How they are here."""
        if not self.here:
            return PresenceKind.NOBODY
        if len(self.here) == 1:
            return PresenceKind.ALONE
        return PresenceKind.TOGETHER if self.turn is None else PresenceKind.HANDED_OVER

    @property
    def holder(self) -> PersonId | None:
        """Whose private space may be shown: who is alone or was handed the device."""
        return self.here[0] if len(self.here) == 1 else self.turn

    def with_joined(self, person: PersonId) -> Presence:
        """Somebody unlocked too; it is nobody's turn."""
        return Presence(here=(*(each for each in self.here if each != person), person))

    def with_left(self, person: PersonId) -> Presence:
        """Somebody left; it is nobody's turn."""
        return Presence(here=tuple(each for each in self.here if each != person))

    def handed_to(self, person: PersonId) -> Presence:
        """The device is somebody's for a while."""
        return self.evolve(turn=person if len(self.here) == 2 else None)

    def handed_back(self) -> Presence:
        """The device is both people's again."""
        return self.evolve(turn=None)
