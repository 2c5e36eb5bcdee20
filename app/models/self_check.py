"""The self-check: red and green flags, read one by one. It is education: nothing is scored."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from app.models.base import Model


class FlagReply(StrEnum):
    """A person's reply to a flag. A flag that was skipped has none."""

    YES = "yes"
    SOMETIMES = "sometimes"
    NO = "no"


class SelfCheckAnswers(Model):
    """The replies to one self-check that a person chose to keep, by the flag's id. `at` is UTC."""

    id: str
    at: datetime
    replies: dict[str, FlagReply]


class KeptSelfChecks(Model):
    """All self-checks that were kept, oldest first."""

    checks: tuple[SelfCheckAnswers, ...] = ()

    def with_check(self, check: SelfCheckAnswers) -> KeptSelfChecks:
        """With a self-check added or replaced."""
        others = (c for c in self.checks if c.id != check.id)
        return KeptSelfChecks(checks=tuple(sorted((*others, check), key=lambda c: (c.at, c.id))))

    def without(self, check_id: str) -> KeptSelfChecks:
        """With a self-check deleted."""
        return KeptSelfChecks(checks=tuple(c for c in self.checks if c.id != check_id))
