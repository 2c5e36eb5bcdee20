"""A long walk of two people on real files, with restarts and kills; and every act killed at each of its steps."""

from __future__ import annotations

import gc
import time
from dataclasses import dataclass, field
from typing import Any

from tests.attacks.killed_acts import ACTS, cut_off
from tests.services.consent_walk import Wrong
from tests.services.test_consent import walk

COUPLE_STEPS = 100
"""How many steps one couple does."""


@dataclass
class Outcome:
    """What was tried, and what was found wrong."""

    steps: int = 0
    kills: int = 0
    found: list[str] = field(default_factory=list)

    @property
    def report(self) -> dict[str, Any]:
        """As it is written to the report."""
        return {"steps": self.steps, "kills": self.kills, "found": self.found}


def run(steps: int, kills: int) -> Outcome:
    """Walk so many steps, and kill at so many steps of acts."""
    outcome = Outcome()
    while outcome.kills < kills:
        for name in ACTS:
            left = cut_off(name)
            outcome.kills += len(left) - 1
            outcome.found += [f"{name} at step {number}" for number, each in enumerate(left, 1) if each.is_half]
        print(f"{outcome.kills} kills, {len(outcome.found)} of them left half of an act", flush=True)
    began, number = time.monotonic(), 0
    while outcome.steps < steps:
        number += 1
        try:
            walk(10, COUPLE_STEPS, number)
        except Wrong as wrong:
            outcome.found.append(f"walk {number}: {wrong}")
        outcome.steps += 10 * COUPLE_STEPS
        gc.collect()
        print(f"{outcome.steps} steps in {time.monotonic() - began:.0f} s, {len(outcome.found)} wrong", flush=True)
    return outcome
