"""A person and the mark that stands for them before anything is unlocked."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from app.models.base import Model, PersonId
from app.models.name_rules import LONGEST_INITIAL, LONGEST_NAME, has_unsafe_characters


def _safe(text: str) -> str:
    if has_unsafe_characters(text):
        raise ValueError("unsafe characters")
    return text


Name = Annotated[str, AfterValidator(_safe)]
"""A short text shown next to other texts: without control characters and without overrides of direction."""


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
    name: Name = Field(min_length=1, max_length=LONGEST_NAME)
    pronouns: Name = Field(default="", max_length=LONGEST_NAME)
    mark: PersonMark = PersonMark()


def partner_of(person: PersonId, people: tuple[Person, ...]) -> Person | None:
    """The partner in a vault for two."""
    return next((other for other in people if other.id != person), None)
