"""Couples walk side by side, with restarts and kills; acts are killed at each of their steps; states are explored."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from typing import Any

from tests.attacks.killed_acts import ACTS, cut_off
from tests.models.exploring import DEEPER, WORLDS
from tests.soak.outcome import Outcome
from tests.soak.side_by_side import Job
from tests.support.thorough import EVERYTHING

_STEPS_OF_A_JOB = 5_000
_HAPPENED = ("agreements", "endings", "scenes", "restarts", "kills")


def try_everything(path: str) -> Outcome:
    """Run tests that elsewhere try a sample of what they could."""
    outcome = Outcome()
    command = [sys.executable, "-m", "pytest", "-q", "-s", path]
    done = subprocess.run(command, env=os.environ | {EVERYTHING: "1"}, capture_output=True, text=True, check=False)
    outcome.tried = sum(int(count) for count in re.findall(r"tried (\d+)", done.stdout))
    if done.returncode or not outcome.tried:
        outcome.failed.append(done.stdout[-3_000:] + done.stderr[-1_000:])
    print(f"{path}: {outcome.tried} tried, {'wrong' if outcome.failed else 'ok'}", flush=True)
    return outcome


def kill_at_each_step(kills: int) -> Outcome:
    """Kill acts at each of their steps in turn, at least `kills` times."""
    outcome = Outcome()
    while outcome.tried < kills:
        for name in ACTS:
            left = cut_off(name)
            outcome.tried += len(left) - 1
            outcome.failed += [f"{name} at step {number}" for number, each in enumerate(left, 1) if each.is_half]
        print(f"{outcome.tried} kills, {len(outcome.failed)} of them left half of an act", flush=True)
    return outcome


def explore_deeper() -> list[Job]:
    """Visit the states of the tiny worlds, to a greater depth than the tests do."""
    return [partial(_counted, "tests.soak.states", world, DEEPER[world]) for world in WORLDS]


def walk(steps: int) -> list[Job]:
    """Let couples walk that many steps, each job with couples of its own."""
    apart = -(-steps // _STEPS_OF_A_JOB)
    return [partial(_counted, "tests.soak.couples", first, apart, -(-steps // apart)) for first in range(apart)]


def enough_happened(outcome: Outcome) -> None:
    """Whether the couples lived through enough of everything."""
    outcome.require_something_of(_HAPPENED)


def _counted(module: str, *arguments: object) -> Outcome:
    outcome = Outcome()
    for line in _lines_of(module, *arguments):
        outcome.add(line)
    return outcome


def _lines_of(module: str, *arguments: object) -> Iterator[dict[str, Any]]:
    """What a module prints in a process of its own, each line as JSON."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    same_order = os.environ | {"PYTHONHASHSEED": "0"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=same_order) as process:
        assert process.stdout is not None
        yield from map(json.loads, process.stdout)
    if process.returncode:
        raise RuntimeError(f"{module} ended with {process.returncode}")
