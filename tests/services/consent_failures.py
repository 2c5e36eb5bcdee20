"""What a couple's walk failed at, in a form that can be repeated: the seed, and the fewest steps."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from tests.services.consent_steps import Step, go, steps_of

KILLS = 0.03
"""The share of steps at which the program is killed."""


class Failure(NamedTuple):
    """A walk that went wrong. `steps`: none of them can be left out."""

    number: int
    what: str
    steps: tuple[Step, ...]

    def __str__(self) -> str:
        lines = [f"couple {self.number}: {self.what}", *(f"  {step}" for step in self.steps)]
        return "\n".join([*lines, f"once more: PYTHONHASHSEED=0 .venv/bin/python -m tests.soak.couples {self.number}"])


def walk(number: int, tally: Counter[str]) -> Failure | None:
    """Let the couple of that number do what they do; what failed, if anything did."""
    steps, done = steps_of(number, kills=KILLS), Counter[str]()
    what = _tried(number, steps, done)
    tally.update(done)
    if not what:
        return None
    found = fewest(number, steps[: done["steps"] + 1])
    return Failure(number, _tried(number, found, Counter()) or what, found)


def fewest(number: int, steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps without those that it fails without, too."""
    left = tuple(steps)
    for size in (20, 5, 1):
        at = 0
        while at < len(left):
            fewer = left[:at] + left[at + size :]
            if _tried(number, fewer, Counter()):
                left = fewer
            else:
                at += size
    return left


def _tried(number: int, steps: Sequence[Step], tally: Counter[str]) -> str:
    """What went wrong, or empty."""
    try:
        go(number, steps, tally)
    except Exception as error:  # whatever it is, it must not end a run of hours
        place = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__}: {str(error)[:500]} ({place.name}, line {place.lineno})"
    return ""
