"""One person's answer to one side of an activity."""

from __future__ import annotations

from datetime import date, datetime
from enum import IntEnum, StrEnum
from typing import Self

from pydantic import model_validator

from app.models.base import ActivityId, Day, Model, Words
from app.models.catalogue import Direction


class Stance(StrEnum):
    """What a person says to an activity, in the order shown everywhere.

    *Know more first* stays with its person: for their partner, and for everything shared, it is no answer.
    """

    WANT = "want"
    WILLING = "willing"
    CURIOUS = "curious"
    ONLY_IF = "only_if"
    SOFT_LIMIT = "soft_limit"
    HARD_LIMIT = "hard_limit"
    NOT_APPLICABLE = "not_applicable"
    MORE_FIRST = "more_first"

    @property
    def is_yes(self) -> bool:
        """Want or willing."""
        return self in (Stance.WANT, Stance.WILLING)

    @property
    def is_talk(self) -> bool:
        """Curious or only if."""
        return self in (Stance.CURIOUS, Stance.ONLY_IF)

    @property
    def is_open(self) -> bool:
        """A yes, or something to talk about."""
        return self.is_yes or self.is_talk

    @property
    def is_limit(self) -> bool:
        """Not now or no."""
        return self in (Stance.SOFT_LIMIT, Stance.HARD_LIMIT)


STANCES: tuple[Stance, ...] = tuple(Stance)[:6]
"""The six that the keys 1 to 6 set."""


class Ceiling(IntEnum):
    """The greatest strength a person allows."""

    VERY_LIGHT = 1
    LIGHT = 2
    MEDIUM = 3
    FIRM = 4
    STRONG = 5


class Experience(StrEnum):
    """How much experience a person has with it; never disclosed."""

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
    """The visibilities that can be chosen with a stance, the default first."""
    if _is_limit(stance):
        return (Visibility.ALWAYS, Visibility.NEVER)
    return (Visibility.IF_MUTUAL, Visibility.ALWAYS, Visibility.NEVER)


class AnswerKey(Model):
    """One side of one activity."""

    activity_id: ActivityId
    direction: Direction


class Answer(Model):
    """One person's answer to one side of an activity.

    `stance` is None while unanswered; a note or experience can be kept without one. An *only if* without
    conditions is kept as typed and counts as unanswered until there are conditions; *know more first* is kept for its
    person's reading list and counts as unanswered. `entry`: the commitment of the
    words that it answers, if the partner wrote them; else empty. `ask_after`: the day after which its holder wants to
    be asked about a limit again; the limit stays.
    """

    activity_id: ActivityId
    direction: Direction
    stance: Stance | None = None
    ceiling: Ceiling | None = None
    experience: Experience | None = None
    conditions: Words = ""
    note: Words = ""
    visibility: Visibility = Visibility.IF_MUTUAL
    entry: str = ""
    ask_after: Day | None = None

    @model_validator(mode="after")
    def _visibility_fits(self) -> Self:
        if self.visibility not in allowed_visibilities(self.stance):
            raise ValueError("this stance does not allow this visibility")
        return self

    @property
    def key(self) -> AnswerKey:
        """The side of the activity it answers."""
        return AnswerKey(activity_id=self.activity_id, direction=self.direction)

    @property
    def is_complete(self) -> bool:
        """Whether it has a stance other than *know more first*, and conditions if the stance is *only if*."""
        if self.stance is Stance.ONLY_IF:
            return bool(self.conditions.strip())
        return self.stance not in (None, Stance.MORE_FIRST)

    @property
    def is_said(self) -> bool:
        """Whether there is something to bring alone: a complete answer, or that one would like to know more first."""
        return self.is_complete or self.stance is Stance.MORE_FIRST

    @property
    def is_empty(self) -> bool:
        """Whether every field is empty."""
        return self.stance is None and not (self.note or self.conditions or self.experience or self.ceiling)

    def is_stricter_than(self, other: Answer | None) -> bool:
        """Whether it is a limit where the other is none, or No where the other is Not now."""
        return _strictness(self) > _strictness(other)

    def is_asked_again(self, today: date) -> bool:
        """Whether its holder wanted to be asked about this limit again by now."""
        return _is_limit(self.stance) and self.ask_after is not None and today > self.ask_after

    def with_stance(self, stance: Stance | None) -> Answer:
        """The answer with a changed stance. Between limits and the rest, visibility is reset, except for *never*.

        What is no limit any more is not asked about again.
        """
        visibility = self.visibility
        if visibility is not Visibility.NEVER and _is_limit(self.stance) != _is_limit(stance):
            visibility = allowed_visibilities(stance)[0]
        ask_after = self.ask_after if _is_limit(stance) else None
        return self.evolve(stance=stance, visibility=visibility, ask_after=ask_after)


def _is_limit(stance: Stance | None) -> bool:
    return stance is not None and stance.is_limit


def _strictness(answer: Answer | None) -> int:
    if answer is None or not _is_limit(answer.stance):
        return 0
    return 2 if answer.stance is Stance.HARD_LIMIT else 1


class AnswerChange(Model):
    """An answer and when it was given; private history."""

    answer: Answer
    at: datetime


class TermWords(Model):
    """One person's words for a term, held back until they choose to share them. `entry`: as for an `Answer`.

    `never_shared`: they are not asked about in *What I would share* either.
    """

    entry_id: ActivityId
    words: Words = ""
    never_shared: bool = False
    entry: str = ""
