"""Couples walk side by side, with restarts and kills; acts are killed at each of their steps; states are explored."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.attacks.killed_acts import ACTS, cut_off
from tests.models.exploring import DEEPER, WORLDS
from tests.support.screens import number_of_cores
from tests.support.thorough import EVERYTHING

_PROGRESS = 5_000
"""How many steps pass until a line tells how far it is."""
_HAPPENED = ("agreements", "endings", "scenes", "restarts", "kills")
_SELDOM = 500
"""Within this many steps, each of these happens at least once."""


@dataclass
class Outcome:
    """What was tried of one test, what failed, and how long it took."""

    tried: int = 0
    failed: list[str] = field(default_factory=list)
    seconds: float = 0
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def told(self) -> str:
        """What happened, in a line."""
        return ", ".join(f"{count} {name}" for name, count in sorted(self.counts.items()))

    def add(self, line: dict[str, Any]) -> None:
        """Count what a couple did; print at once what failed."""
        self.counts.update(line["tally"])
        self.tried += self.counts.pop("steps", 0)
        if line["failed"]:
            self.failed.append(line["failed"])
            print(line["failed"], flush=True)

    def require_something_of(self, names: Iterable[str], steps: int) -> None:
        """A walk in which too little happened proves nothing: it failed."""
        self.failed += [f"no {name} to speak of" for name in names if self.counts[name] * _SELDOM < steps]


def write_report(found: Mapping[str, Outcome], to: Path) -> None:
    """Write of each test how much was tried, how much of it failed, and the seconds it took, as JSON."""
    to.parent.mkdir(parents=True, exist_ok=True)
    report = {
        name: {"tried": each.tried, "failed": len(each.failed), "seconds": round(each.seconds, 1)}
        for name, each in found.items()
    }
    to.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


def try_everything(path: str) -> Outcome:
    """Run tests that elsewhere try a sample of what they could."""
    outcome, began = Outcome(), time.monotonic()
    command = [sys.executable, "-m", "pytest", "-q", "-s", path]
    done = subprocess.run(command, env=os.environ | {EVERYTHING: "1"}, capture_output=True, text=True, check=False)
    outcome.tried = sum(int(count) for count in re.findall(r"tried (\d+)", done.stdout))
    if done.returncode or not outcome.tried:
        outcome.failed.append(done.stdout[-3_000:] + done.stderr[-1_000:])
    outcome.seconds = time.monotonic() - began
    print(f"{path}: {outcome.tried} tried, {'wrong' if outcome.failed else 'ok'}", flush=True)
    return outcome


def kill_at_each_step(kills: int) -> Outcome:
    """Kill acts at each of their steps in turn, at least `kills` times."""
    outcome, began = Outcome(), time.monotonic()
    while outcome.tried < kills:
        for name in ACTS:
            left = cut_off(name)
            outcome.tried += len(left) - 1
            outcome.failed += [f"{name} at step {number}" for number, each in enumerate(left, 1) if each.is_half]
        print(f"{outcome.tried} kills, {len(outcome.failed)} of them left half of an act", flush=True)
    outcome.seconds = time.monotonic() - began
    return outcome


def explore_deeper() -> Outcome:
    """Visit the states of the tiny worlds, to a greater depth than the tests do."""
    outcome, began = Outcome(), time.monotonic()

    def visit(world: str) -> None:
        for line in _lines_of("tests.soak.states", world, DEEPER[world]):
            outcome.add(line)
            print(f"{world}: {line['tally']}", flush=True)

    with ThreadPoolExecutor(number_of_cores()) as pool:
        list(pool.map(visit, WORLDS))
    outcome.seconds = time.monotonic() - began
    return outcome


def walk(steps: int) -> Outcome:
    """Let couples walk that many steps, with a process for each core."""
    outcome, began, cores = Outcome(), time.monotonic(), number_of_cores()

    def follow(first: int) -> None:
        for line in _lines_of("tests.soak.couples", first, cores, -(-steps // cores)):
            outcome.add(line)
            if outcome.tried // _PROGRESS != (outcome.tried - line["tally"]["steps"]) // _PROGRESS:
                print(f"{outcome.tried} steps in {time.monotonic() - began:.0f} s: {outcome.told}", flush=True)

    with ThreadPoolExecutor(cores) as pool:
        list(pool.map(follow, range(cores if steps else 0)))
    outcome.seconds = time.monotonic() - began
    outcome.require_something_of(_HAPPENED, steps)
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
