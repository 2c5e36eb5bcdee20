"""A person and the mark that stands for them before anything is unlocked."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from app.models.base import Model, PersonId


class MarkShape(StrEnum):
    """The outline of a mark; partners differ in it."""

    CIRCLE = "circle"
    SQUARE = "square"
    DIAMOND = "diamond"
    HEXAGON = "hexagon"


class Hue(StrEnum):
    """The colour of a mark; the design tokens give it a value for light and dark."""

    INDIGO = "person_a"
    RUST = "person_b"


class PersonMark(Model):
    """Shape, hue and at most one character. Nothing else is shown before unlocking."""

    shape: MarkShape = MarkShape.CIRCLE
    hue: Hue = Hue.INDIGO
    initial: str = Field(default="", max_length=8)


class Person(Model):
    """One of the one or two people a vault belongs to."""

    id: PersonId
    name: str = Field(min_length=1, max_length=20_000)
    pronouns: str = Field(default="", max_length=20_000)
    mark: PersonMark = PersonMark()


def partner_of(person: PersonId, people: tuple[Person, ...]) -> Person | None:
    """The partner in a vault for two."""
    return next((other for other in people if other.id != person), None)
