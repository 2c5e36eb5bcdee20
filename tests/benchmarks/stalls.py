"""Stalls of the UI thread, as ratios to a bare window of a hundred labels and twenty buttons.

Reference and program run in turns, each in a process of its own, so that both are cold. The median over the rounds of
an act's longest stall is compared with the median of the reference. Both are `Stretch.held`: wall time would count the
work of other programs, and the thread's own time would miss that it waited for our other threads.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from statistics import median

from tests.benchmarks.child import home_for, last_line
from tests.benchmarks.evening import make_vault
from tests.benchmarks.heart import Heart
from tests.benchmarks.report import Figure
from tests.benchmarks.stopwatch import Stretch

BAR, THEME_BAR = 1.0, 8.0
THEME, FIRST_WINDOW = "theme", "first window"
OWN = 5_000
"""Activities that the person added."""

Stalls = dict[str, Stretch]


def figures(folder: Path, rounds: int) -> list[Figure]:
    """One for each act and for the longest of them; the first window and the theme are separate."""
    vault = folder / "stalls"
    make_vault(vault, 0, OWN, sample=True)
    bare, found = [], []
    for number in range(rounds):
        bare.append(bare_window(folder))
        copied = shutil.copytree(vault, folder / f"stalls-{number}")
        found.append(parsed(last_line("stall_walk", home_for(copied), copied)))
    apart = {FIRST_WINDOW: None, THEME: THEME_BAR}
    acts = [act for act in found[0] if act not in apart]
    return [
        *compared("stall", found, median(bare), acts),
        *(_figure(f"stall, {act}", [each[act] for each in found], median(bare), bar) for act, bar in apart.items()),
    ]


def bare_window(folder: Path) -> float:
    """Seconds that the reference takes."""
    return float(last_line("hundred_labels", folder / "bare"))


def printed(heart: Heart) -> str:
    """The stalls, as a child process prints them."""
    return json.dumps(heart.longest)


def parsed(line: str) -> Stalls:
    """What a child process printed."""
    return {act: Stretch(*clocks) for act, clocks in json.loads(line).items()}


def compared(name: str, rounds: list[Stalls], bare: float, acts: list[str]) -> list[Figure]:
    """A figure for each act, and for the longest of them."""
    each = [_figure(f"{name}, {act}", [stalls[act] for stalls in rounds], bare, BAR) for act in acts]
    worst = max(each, key=lambda figure: figure.value or 0.0)
    return [*each, Figure(f"{name}, longest", worst.value, "times", BAR, f"{worst.name}: {worst.note}")]


def _figure(name: str, stalls: list[Stretch], bare: float, bar: float | None) -> Figure:
    held, wall = median(each.held for each in stalls), median(each.wall for each in stalls)
    note = f"{held * 1000:.1f} ms against {bare * 1000:.1f} ms; {wall * 1000:.1f} ms by the clock"
    return Figure(name, held / bare, "times", bar, note)
