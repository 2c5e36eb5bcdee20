"""From R to the stop page, as a ratio to a bare window of a hundred labels and twenty buttons.

Reference and page run in turns, each in a process of its own; medians are compared.
"""

from __future__ import annotations

from pathlib import Path
from statistics import median

from tests.benchmarks.child import last_line
from tests.benchmarks.report import Figure
from tests.benchmarks.stalls import bare_window

BAR = 0.6
SCENES = 2_000


def figures(folder: Path, rounds: int) -> list[Figure]:
    """In a vault in which both have held two thousand scenes."""
    bare, red = list[float](), list[float]()
    for _ in range(rounds):
        bare.append(bare_window(folder))
        red.append(float(last_line("scene_red", folder / "home", SCENES)))
    mine, other = median(red), median(bare)
    note = f"{mine * 1_000:.1f} ms against {other * 1_000:.1f} ms"
    return [Figure("scene_red", mine / other, "times", BAR, note)]
