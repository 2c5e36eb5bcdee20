"""Home after unlocking, as a ratio to a bare window of a hundred labels and twenty buttons, and its memory.

Reference and program run in turns, each in a process of its own; medians over all rounds are compared, of what this
program held the UI thread for (`Stretch.held`).
"""

from __future__ import annotations

import json
from pathlib import Path
from statistics import median

from tests.benchmarks.child import home_for, last_line
from tests.benchmarks.evening import make_vault
from tests.benchmarks.report import Figure
from tests.benchmarks.stalls import bare_window
from tests.benchmarks.stopwatch import Stretch

BAR, SPREAD_BAR, MEMORY_BAR = 3.0, 1.3, 1.2
SIZES = (128, 5_000, 50_000)


def figures(folder: Path, rounds: int) -> list[Figure]:
    """From keys derived to Home painted, for lists of several lengths; the first is reported separately."""
    places = {size: folder / f"home-{size}" for size in SIZES}
    for size, place in places.items():
        make_vault(place, size)
    bare: list[float] = []
    first: list[Stretch] = []
    later: dict[int, list[Stretch]] = {size: [] for size in SIZES}
    for _ in range(rounds):
        bare.append(bare_window(folder))
        for size, place in places.items():
            taken = unlockings(place)
            first.append(taken[0])
            later[size] += taken[1:]
    held = {size: _held(taken) for size, taken in later.items()}
    return [
        *(_figure(f"home, {size} answers", taken, median(bare), BAR) for size, taken in later.items()),
        _figure("home, first unlocking", first, median(bare), None),
        Figure("home, longest list / shortest", held[SIZES[-1]] / held[SIZES[0]], "times", SPREAD_BAR),
    ]


def unlockings(place: Path) -> list[Stretch]:
    """Some unlockings of a vault, in a process of their own."""
    return unlocked_and_locked(place)[0]


def unlocked_and_locked(place: Path) -> tuple[list[Stretch], list[float]]:
    """The same, and the seconds of locking after each."""
    unlocked, locked = json.loads(last_line("unlockings", home_for(place), place))
    return [Stretch(*clocks) for clocks in unlocked], locked


def memory_figures(folder: Path) -> list[Figure]:
    """Memory on Home, and of a process that has only imported what we depend on."""
    ours, bare = (int(last_line(module, folder / "home", folder)) for module in ("memory_home", "memory_bare"))
    return [Figure("memory", ours / bare, "times", MEMORY_BAR, f"{ours / 1024:.0f} MiB against {bare / 1024:.0f} MiB")]


def _held(taken: list[Stretch]) -> float:
    return median(each.held for each in taken)


def _figure(name: str, taken: list[Stretch], bare: float, bar: float | None) -> Figure:
    held, wall = _held(taken), median(each.wall for each in taken)
    note = f"{held * 1000:.0f} ms against {bare * 1000:.0f} ms; {wall * 1000:.0f} ms by the clock"
    return Figure(name, held / bare, "times", bar, note)
