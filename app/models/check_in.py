"""Check-ins: how one is, in numbers from 0 to 4 and a few words; private, at any time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from app.models.base import Model, Words
from app.models.journal import moment_of

Rating = Annotated[int, Field(ge=0, le=4)]
"""0 (not at all) to 4 (very)."""


class BuiltInDimension(StrEnum):
    """The dimensions that come with the program, in their order."""

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
    """What a check-in stands beside; the person says so, nothing is inferred."""

    NONE = "none"
    SCENE = "scene"
    DEBRIEF = "debrief"


class Dimension(Model):
    """Something that is rated. `low` and `high` say what 0 and 4 mean, `about` what is meant, in a sentence."""

    id: str = Field(pattern=r"^[a-z0-9_.]+$")
    title: str = Field(min_length=1, max_length=20_000)
    low: Words = ""
    high: Words = ""
    about: Words = ""
    own: bool = False


class Arrangement(Model):
    """In which order a person rates, and what they do not want to be asked; ids of dimensions."""

    order: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()


def move_dimension(order: Sequence[str], dimension_id: str, by: int) -> tuple[str, ...]:
    """The order with one of them so many places later, or earlier below 0, as far as there are places."""
    others = [each for each in order if each != dimension_id]
    place = max(0, min(len(others), order.index(dimension_id) + by))
    return (*others[:place], dimension_id, *others[place:])


def ordered_dimensions(dimensions: Iterable[Dimension], arrangement: Arrangement) -> tuple[Dimension, ...]:
    """All of them in the person's order; what the order does not name comes after, as it was."""
    place = {each: number for number, each in enumerate(arrangement.order)}
    return tuple(sorted(dimensions, key=lambda dimension: place.get(dimension.id, len(place))))


def asked_dimensions(dimensions: Iterable[Dimension], arrangement: Arrangement) -> tuple[Dimension, ...]:
    """Those that are asked, in the person's order."""
    return tuple(each for each in ordered_dimensions(dimensions, arrangement) if each.id not in arrangement.hidden)


class CheckInTexts(Model):
    """The dimensions that come with the program, and how often a rating was typical, in one language."""

    language: str
    dimensions: tuple[Dimension, ...]
    typical: dict[str, str]

    @model_validator(mode="after")
    def _every_built_in(self) -> Self:
        if [each.id for each in self.dimensions] != [each.value for each in BuiltInDimension]:
            raise ValueError("a dimension is missing or out of order")
        return self


class Rated(Model):
    """One dimension's rating in one check-in."""

    dimension: str
    rating: Rating


class CheckIn(Model):
    """One check-in. `at` is UTC, and no two share it; a dimension that was skipped is not among `ratings`."""

    id: str
    at: datetime
    ratings: tuple[Rated, ...] = ()
    note: Words = ""
    occasion: Occasion = Occasion.NONE

    @model_validator(mode="after")
    def _each_dimension_once(self) -> Self:
        if len({rated.dimension for rated in self.ratings}) != len(self.ratings):
            raise ValueError("a dimension stands twice")
        return self

    @property
    def moment(self) -> int:
        """`at` as whole microseconds since 1970; the key it is kept and ordered by."""
        return moment_of(self.at)

    def rating(self, dimension: str) -> int | None:
        """What a dimension was rated."""
        return next((rated.rating for rated in self.ratings if rated.dimension == dimension), None)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was rated, written or said to have happened."""
        return not self.ratings and not self.note.strip() and self.occasion is Occasion.NONE

    def rated(self, dimension: str, rating: int | None) -> Self:
        """The same with another rating of one dimension; None takes it away."""
        others = tuple(each for each in self.ratings if each.dimension != dimension)
        return self.evolve(ratings=others if rating is None else (*others, Rated(dimension=dimension, rating=rating)))


class SampleCheckIn(Model):
    """A check-in of a sample person: days ago, the time of day, a sign for each built-in dimension (`-` skipped)."""

    days_ago: int
    time: str
    ratings: str = Field(pattern=r"^[0-4-]{10}$")
    note: Words = ""
    occasion: Occasion = Occasion.NONE

    def rated(self) -> tuple[Rated, ...]:
        """The ratings its signs stand for."""
        return tuple(
            Rated(dimension=dimension.value, rating=int(sign))
            for dimension, sign in zip(BuiltInDimension, self.ratings, strict=True)
            if sign != "-"
        )


class SampleCheckIns(Model):
    """What the sample people kept, by their keys."""

    language: str
    people: dict[str, tuple[SampleCheckIn, ...]]
