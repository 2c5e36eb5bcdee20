"""A person and the mark that stands for them before anything is unlocked."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from app.errors import SameName
from app.models.base import Model, PersonId
from app.models.name_rules import LONGEST_INITIAL, LONGEST_NAME, as_seen, has_unsafe_characters


def _safe(text: str) -> str:
    if has_unsafe_characters(text):
        raise ValueError("unsafe characters")
    return text


Name = Annotated[str, AfterValidator(_safe)]
"""A short text shown next to other texts: without control characters and without overrides of direction."""


def _visible(text: str) -> str:
    if not as_seen(text):
        raise ValueError("nothing to be seen")
    return text


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
    initial: Name = Field(default="", max_length=LONGEST_INITIAL)


class Person(Model):
    """One of the one or two people a vault belongs to."""

    id: PersonId
    name: Annotated[Name, AfterValidator(_visible)] = Field(max_length=LONGEST_NAME)
    pronouns: Name = Field(default="", max_length=LONGEST_NAME)
    mark: PersonMark = PersonMark()


def require_names_apart(one: str, other: str) -> None:
    """SameName if two names look the same: they say who gives and who receives."""
    if as_seen(one) == as_seen(other):
        raise SameName("name")


def partner_of(person: PersonId, people: tuple[Person, ...]) -> Person | None:
    """The partner in a vault for two."""
    return next((other for other in people if other.id != person), None)
