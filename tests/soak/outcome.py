"""What a test of `make soak` tried and what failed, and the report of all of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_SELDOM = 500
"""Within this many steps, whatever is required happens at least once."""


@dataclass
class Outcome:
    """What was tried of one test, what failed, how long it took, and for how many of its jobs nobody waited."""

    tried: int = 0
    failed: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    seconds: float = 0
    jobs_left: int = 0

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

    def join(self, other: Outcome) -> None:
        """Count what another job of the same test did."""
        self.tried += other.tried
        self.failed += other.failed
        self.counts.update(other.counts)
        self.seconds += other.seconds

    def require_something_of(self, names: Iterable[str]) -> None:
        """A walk in which too little happened proves nothing: it failed."""
        self.failed += [f"no {name} to speak of" for name in names if self.counts[name] * _SELDOM < self.tried]


def write_report(found: Mapping[str, Outcome], to: Path) -> None:
    """Write of each test how much was tried, how much of it failed, and the seconds it took, as JSON."""
    to.parent.mkdir(parents=True, exist_ok=True)
    report = {}
    for name, each in found.items():
        report[name] = {"tried": each.tried, "failed": len(each.failed), "seconds": round(each.seconds, 1)}
        if each.jobs_left:
            report[name]["jobs left"] = each.jobs_left
    to.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


def read_report(path: Path) -> dict[str, Outcome]:
    """What an earlier run has finished, though not what failed of it; nothing if there is no report."""
    report = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return {
        name: Outcome(each["tried"], ["in an earlier run"] * each["failed"], seconds=each["seconds"])
        for name, each in report.items()
        if "jobs left" not in each
    }
