"""The self-check: red and green flags read one by one. Education; nothing is counted and nothing comes of it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from app.models.base import Model


class FlagReply(StrEnum):
    """What a person can say to a flag for themselves; passing over it says nothing."""

    YES = "yes"
    SOMETIMES = "sometimes"
    NO = "no"


class SelfCheckAnswers(Model):
    """Answers to one self-check, by the flag's id, as somebody chose to keep them (UTC)."""

    id: str
    at: datetime
    replies: dict[str, FlagReply]


class KeptSelfChecks(Model):
    """All that were kept, the oldest first."""

    checks: tuple[SelfCheckAnswers, ...] = ()

    def with_check(self, check: SelfCheckAnswers) -> KeptSelfChecks:
        """With one more, in its place."""
        others = (c for c in self.checks if c.id != check.id)
        return KeptSelfChecks(checks=tuple(sorted((*others, check), key=lambda c: (c.at, c.id))))

    def without(self, check_id: str) -> KeptSelfChecks:
        """With one deleted."""
        return KeptSelfChecks(checks=tuple(c for c in self.checks if c.id != check_id))
