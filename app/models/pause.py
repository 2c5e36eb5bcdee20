"""A pause before wider changes count: what is narrower counts at once, what is wider from a day that both read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from app.models.clause import Clause, ClauseKind, Document
from app.models.differences import Difference, DifferenceKind, differences
from app.models.outline import DraftSection, Scope

AT_ONCE = (DraftSection.LIMITS, DraftSection.SIGNALS)
"""Sections without a pause: a limit is its holder's, and no two sets of signals are in use at a time."""


def paused(document: Document, agreed: Iterable[Clause] | None, wider_from: date | None, today: date) -> Document:
    """The text with a pause for what is wider in it than what is agreed now (None: nothing was).

    The same text if nothing is wider, for one evening, and from that day on. Own words count at once: nobody waits
    for what somebody says for themselves.
    """
    if agreed is None or wider_from is None or wider_from <= today or document.scope is Scope.ONCE:
        return document
    found = [each for each in differences(agreed, document.clauses) if _may_wait(each)]
    wider = tuple(sorted(each.after.id for each in found if each.after is not None and _is_wider(each)))
    until_then = tuple(each.before for each in found if each.before is not None and _stays(each))
    if not wider and not until_then:
        return document
    return document.evolve(wider_from=wider_from, wider=wider, until_then=until_then)


class Counting(NamedTuple):
    """The clauses of a text by when they count: now, until its pause is over, and from then on."""

    now: tuple[Clause, ...]
    until_then: tuple[Clause, ...]
    later: tuple[Clause, ...]


def counting(document: Document, today: date | None) -> Counting:
    """What counts of a text, were nothing of it ended; `today`: None while the day is in doubt."""
    if not document.waits(today):
        return Counting(document.clauses, (), ())
    now = (clause for clause in document.clauses if clause.id not in document.wider)
    later = (clause for clause in document.clauses if clause.id in document.wider)
    return Counting(tuple(now), document.until_then, tuple(later))


def _may_wait(difference: Difference) -> bool:
    clauses = [clause for clause in (difference.before, difference.after) if clause is not None]
    return not any(c.holder is not None or c.section in AT_ONCE or c.kind is ClauseKind.WORDS for c in clauses)


def _is_wider(difference: Difference) -> bool:
    """Whether the later clause waits. A protection in other words counts at once, beside the earlier one."""
    assert difference.after is not None
    if difference.kind in (DifferenceKind.ADDED, DifferenceKind.OTHER_WORDS):
        return difference.after.kind is ClauseKind.PERMISSION
    return difference.kind is DifferenceKind.WIDER


def _stays(difference: Difference) -> bool:
    """Whether the earlier clause counts until then. What is allowed and becomes narrower in any way does not."""
    assert difference.before is not None
    if difference.kind is DifferenceKind.NARROWER:
        return False
    return difference.before.kind is ClauseKind.PROTECTION or (
        difference.after is not None and not difference.is_partly_narrower
    )
