"""Check-ins: how a person is, as ratings from 0 to 4 and a note. They are private."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta, timezone, tzinfo
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field

from app.models.base import Asset, Model, Words
from app.models.journal import moment_of

Rating = Annotated[int, Field(ge=0, le=4)]
"""0 (not at all) to 4 (very)."""


class BuiltInDimension(StrEnum):
    """The dimensions that come with the program, in order."""

    MOOD = "mood"
    ENERGY = "energy"
    STRESS = "stress"
    BODY = "body"
    SLEEP = "sleep"
    CONNECTION = "connection"
    SAFETY = "safety"
    PRESSURE = "pressure"
    SOBRIETY = "sobriety"
    GO_ON = "go_on"


class Occasion(StrEnum):
    """What the person says a check-in belongs to; nothing is inferred."""

    NONE = "none"
    SCENE = "scene"
    DEBRIEF = "debrief"


class Typical(StrEnum):
    """Where the median of several ratings is."""

    LOW = "low"
    RATHER_LOW = "rather_low"
    BETWEEN = "between"
    RATHER_HIGH = "rather_high"
    HIGH = "high"


class Dimension(Model):
    """Something that is rated. `low` and `high` describe 0 and 4, `about` explains the dimension in a sentence.

    `health`: left out of a page together with health.
    """

    id: str = Field(pattern=r"^[a-z0-9_.]+$")
    title: str = Field(min_length=1, max_length=20_000)
    low: Words = ""
    high: Words = ""
    about: Words = ""
    own: bool = False
    health: bool = False


class DimensionArrangement(Model):
    """The order in which a person rates, and the dimensions they do not want to be asked; ids of dimensions."""

    order: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()

    def without(self, dimension_id: str) -> DimensionArrangement:
        """With a dimension removed."""
        order = tuple(each for each in self.order if each != dimension_id)
        return DimensionArrangement(order=order, hidden=self.hidden - {dimension_id})


def move_dimension(order: Sequence[str], dimension_id: str, by: int) -> tuple[str, ...]:
    """The order with one dimension moved `by` places (earlier if negative), at most to either end."""
    others = [each for each in order if each != dimension_id]
    place = max(0, min(len(others), order.index(dimension_id) + by))
    return (*others[:place], dimension_id, *others[place:])


def ordered_dimensions(dimensions: Iterable[Dimension], arrangement: DimensionArrangement) -> tuple[Dimension, ...]:
    """All dimensions in the person's order, followed by those it does not name."""
    place = {each: number for number, each in enumerate(arrangement.order)}
    return tuple(sorted(dimensions, key=lambda dimension: place.get(dimension.id, len(place))))


def asked_dimensions(dimensions: Iterable[Dimension], arrangement: DimensionArrangement) -> tuple[Dimension, ...]:
    """The dimensions that are asked, in the person's order."""
    return tuple(each for each in ordered_dimensions(dimensions, arrangement) if each.id not in arrangement.hidden)


class CheckInTexts(Asset):
    """The built-in dimensions and the words for typical ratings, in one language."""

    folder = "check_ins"
    dimensions: tuple[Dimension, ...]
    typical: dict[Typical, str]


class CheckIn(Model):
    """One check-in. `at` is UTC, and no two share it. `ratings`: by id of the dimension, without those skipped.

    `offset`: minutes that the clock was ahead of UTC where it was made; None if that was not kept.
    """

    id: str
    at: datetime
    offset: int | None = Field(default=None, ge=-1080, le=1080)
    ratings: dict[str, Rating] = Field(default_factory=dict)
    note: Words = ""
    occasion: Occasion = Occasion.NONE

    @property
    def moment(self) -> int:
        """`at` in microseconds since 1970: the key that stores and orders it."""
        return moment_of(self.at)

    def zone_there(self, zone: tzinfo) -> tzinfo:
        """The time zone where it was made; `zone` if that was not kept."""
        return zone if self.offset is None else timezone(timedelta(minutes=self.offset))

    def day(self, zone: tzinfo) -> date:
        """The day that it was where it was made."""
        return self.at.astimezone(self.zone_there(zone)).date()

    def rating(self, dimension: str) -> int | None:
        """The rating of a dimension, None if it was skipped."""
        return self.ratings.get(dimension)

    @property
    def is_blank(self) -> bool:
        """Whether it has no rating, no note and no occasion."""
        return not self.ratings and not self.note.strip() and self.occasion is Occasion.NONE

    def rated(self, dimension: str, rating: int | None) -> Self:
        """A copy with one dimension's rating changed; None removes it."""
        others = {each: kept for each, kept in self.ratings.items() if each != dimension}
        return self.evolve(ratings=others if rating is None else {**others, dimension: rating})
