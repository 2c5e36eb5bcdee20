"""One person's answer to one side of one activity, and what changing it keeps."""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Self

from pydantic import model_validator

from app.models.base import ActivityId, Model, Words
from app.models.catalogue import Direction


class Stance(StrEnum):
    """What a person says to an activity, in the order it is always shown."""

    WANT = "want"
    WILLING = "willing"
    CURIOUS = "curious"
    ONLY_IF = "only_if"
    SOFT_LIMIT = "soft_limit"
    HARD_LIMIT = "hard_limit"
    NOT_APPLICABLE = "not_applicable"

    @property
    def is_yes(self) -> bool:
        """Want or willing."""
        return self in (Stance.WANT, Stance.WILLING)

    @property
    def is_talk(self) -> bool:
        """Curious or only if."""
        return self in (Stance.CURIOUS, Stance.ONLY_IF)

    @property
    def is_limit(self) -> bool:
        """Not now or no."""
        return self in (Stance.SOFT_LIMIT, Stance.HARD_LIMIT)


STANCES: tuple[Stance, ...] = tuple(Stance)[:6]
"""The six that the keys 1 to 6 set."""


class Ceiling(IntEnum):
    """How strong something may get at most."""

    VERY_LIGHT = 1
    LIGHT = 2
    MEDIUM = 3
    FIRM = 4
    STRONG = 5


class Experience(StrEnum):
    """What a person has known of it; never disclosed."""

    NONE = "none"
    SOME = "some"
    EXPERIENCED = "experienced"
    BAD = "bad"


class Visibility(StrEnum):
    """When an answer may be disclosed at an opening."""

    IF_MUTUAL = "if_mutual"
    ALWAYS = "always"
    NEVER = "never"


def allowed_visibilities(stance: Stance | None) -> tuple[Visibility, ...]:
    """What can be chosen with a stance, the default first."""
    if stance is not None and stance.is_limit:
        return (Visibility.ALWAYS, Visibility.NEVER)
    return (Visibility.IF_MUTUAL, Visibility.ALWAYS, Visibility.NEVER)


class AnswerKey(Model):
    """Which side of which activity."""

    activity_id: ActivityId
    direction: Direction


class Answer(Model):
    """One person's answer to one side of one activity.

    `stance` is None while unanswered (a note or experience can stand without one). An *only if* without
    conditions is kept as it is typed and counts as unanswered until the conditions are there.
    """

    activity_id: ActivityId
    direction: Direction
    stance: Stance | None = None
    ceiling: Ceiling | None = None
    experience: Experience | None = None
    conditions: Words = ""
    note: Words = ""
    visibility: Visibility = Visibility.IF_MUTUAL

    @model_validator(mode="after")
    def _visibility_fits(self) -> Self:
        if self.visibility not in allowed_visibilities(self.stance):
            raise ValueError("this visibility does not go with this stance")
        return self

    @property
    def key(self) -> AnswerKey:
        """Which side of which activity this is."""
        return AnswerKey(activity_id=self.activity_id, direction=self.direction)

    @property
    def is_complete(self) -> bool:
        """Whether it says something: a stance, with conditions where the stance is *only if*."""
        if self.stance is Stance.ONLY_IF:
            return bool(self.conditions.strip())
        return self.stance is not None

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is kept in it."""
        return self.stance is None and not (self.note or self.conditions or self.experience or self.ceiling)

    def with_stance(self, stance: Stance | None) -> Answer:
        """The answer with another stance; *never* survives, other visibilities fall back across groups."""
        return self.evolve(stance=stance, visibility=_visibility_after(self, stance))


def _group(stance: Stance | None) -> str:
    return "limit" if stance is not None and stance.is_limit else "open"


def _visibility_after(answer: Answer, stance: Stance | None) -> Visibility:
    if answer.visibility is Visibility.NEVER:
        return Visibility.NEVER
    if _group(answer.stance) == _group(stance):
        return answer.visibility
    return allowed_visibilities(stance)[0]


class AnswerChange(Model):
    """An answer as it stood from a moment on; private history."""

    answer: Answer
    at: datetime


class TermWords(Model):
    """One person's own words for a term; disclosed at an opening unless held back."""

    entry_id: ActivityId
    words: Words = ""
    visibility: Visibility = Visibility.ALWAYS
