"""Check-ins: how one is, in numbers from 0 to 4 and a few words; private, at any time."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from app.models.base import Model, Words
from app.models.journal import moment_of

Rating = Annotated[int, Field(ge=0, le=4)]
"""0 (not at all) to 4 (very)."""


class BuiltIn(StrEnum):
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
    """Something that is rated. `low` and `high` say what 0 and 4 mean."""

    id: str = Field(pattern=r"^[a-z0-9_.]+$")
    title: str = Field(min_length=1, max_length=20_000)
    low: Words = ""
    high: Words = ""
    own: bool = False


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
