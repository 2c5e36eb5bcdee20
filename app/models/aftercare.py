"""Aftercare: what each person needs afterwards and what to avoid, in their own words."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from app.models.base import Model, PersonId, Words
from app.models.canonical import encode
from app.models.said import SALT_SIZE, commitment_of


class CareKind(StrEnum):
    """The kinds of care."""

    PHYSICAL = "physical"
    EMOTIONAL = "emotional"
    PRACTICAL = "practical"
    SENSORY = "sensory"
    SPACE = "space"
    RECONNECTION = "reconnection"
    DELAYED = "delayed"
    SELF_CARE = "self_care"
    EARLY_STOP = "early_stop"


class CareNeed(Model):
    """One thing that helps."""

    kind: CareKind
    text: Words


class Giving(StrEnum):
    """How far somebody can meet a need of their partner's."""

    GLADLY = "gladly"
    A_LITTLE = "a_little"
    NOT_ME = "not_me"


class CanGive(Model):
    """What one person can give of a need of their partner's.

    The need is named by a commitment with the salt it was made with, so that the answer holds none of the partner's
    words, and counts for no other words than those it was given to.
    """

    need: str
    salt: bytes = Field(min_length=SALT_SIZE, max_length=SALT_SIZE)
    giving: Giving | None = None
    words: Words = ""

    def answers(self, need: CareNeed) -> bool:
        """Whether it was said about exactly this need."""
        return self.need == commitment_of(self.salt, encode(need))


def can_give(need: CareNeed, giving: Giving | None, words: str, salt: bytes) -> CanGive:
    """An answer to a need."""
    return CanGive(need=commitment_of(salt, encode(need)), salt=salt, giving=giving, words=words)


class AnsweredNeed(Model):
    """A person's need, and what their partner says that they can give of it."""

    person: PersonId
    need: CareNeed
    answer: CanGive | None = None

    @property
    def asks_elsewhere(self) -> bool:
        """Whether nobody here can give it: a friend could, or they themselves, or it can wait for a later day."""
        return self.answer is not None and self.answer.giving is Giving.NOT_ME


class AftercarePlan(Model):
    """One person's aftercare, which only they edit. `nothing` is an answer as well."""

    person: PersonId
    needs: tuple[CareNeed, ...] = ()
    avoid: tuple[Words, ...] = ()
    words: Words = ""
    nothing: bool = False

    @property
    def is_answered(self) -> bool:
        """Whether this person said what they need, *nothing* included."""
        return self.nothing or bool(self.needs or self.avoid or self.words.strip())
