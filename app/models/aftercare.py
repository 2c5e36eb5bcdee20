"""Aftercare: what each person needs afterwards and what to avoid, in their own words."""

from __future__ import annotations

from enum import StrEnum

from app.models.base import Model, PersonId, Words


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
