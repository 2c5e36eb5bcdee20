"""From nothing to the painted unlock window: the frozen program against the one from source, in pairs.

Both are watched from outside, as nothing can be put into the frozen one: by the memory of a virtual screen, which takes
nothing from them, and by their own clocks, which other programs don't move.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from tests.benchmarks.report import Figure
from tests.benchmarks.screen_memory import ScreenMemory
from tests.benchmarks.stopwatch import Stretch, life_of
from tests.support.environment import own_environment
from tests.support.patience import PATIENCE
from tests.support.screens import is_virtual
from tests.support.sources import ROOT
from tests.support.vaults import vault_for

BAR = 1.15
PROGRAM = ROOT / "build" / "package" / "accord" / "accord"
_PAINTED = 3
"""Colours that the screen has at least, once more is there than a background."""
_STEP = 0.0005


def figures(folder: Path, pairs: int) -> list[Figure]:
    """`pairs` starts of each, every second pair in the other order; the middle ratio of what they took."""
    if not PROGRAM.is_file():
        return [Figure("frozen", None, "times", None, "make package ARGS=frozen has not built it")]
    if not is_virtual():
        return [Figure("frozen", None, "times", None, "only on a virtual screen")]
    home = folder / "frozen"
    place = home / "data" / "accord" / "Vault"
    place.parent.mkdir(parents=True, exist_ok=True)
    with vault_for(place):
        pass
    commands = {"source": [sys.executable, "-m", "app"], "frozen": [str(PROGRAM)]}
    taken: dict[str, list[Stretch]] = {name: [] for name in commands}
    with ScreenMemory() as screen:
        env = own_environment(home) | {"DISPLAY": screen.display, "QT_QPA_PLATFORM": "xcb"}
        for command in commands.values():
            _start(command, env, screen)
        for n in range(pairs):
            for name in sorted(commands, reverse=n % 2 == 0):
                taken[name].append(_start(commands[name], env, screen))
    return [_compared(taken["source"], taken["frozen"])]


def _compared(source: list[Stretch], frozen: list[Stretch]) -> Figure:
    middle = median(after.held / before.held for before, after in zip(source, frozen, strict=True))
    held = [median(each.held for each in starts) * 1000 for starts in (frozen, source)]
    wall = [min(each.wall for each in starts) * 1000 for starts in (frozen, source)]
    note = (
        "{:.0f} ms held against {:.0f} ms, the middle of {} pairs; by the clock {:.0f} against {:.0f} ms at the least"
    )
    return Figure("frozen", middle, "times", BAR, note.format(*held, len(source), *wall))


def _start(command: list[str], env: dict[str, str], screen: ScreenMemory) -> Stretch:
    """What passes from just before the program is started until its window is painted."""
    while len(screen.colours()) >= _PAINTED:
        time.sleep(_STEP)
    began = time.perf_counter()
    program = subprocess.Popen(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL)
    try:
        while len(screen.colours()) < _PAINTED:
            assert time.perf_counter() - began < PATIENCE / 1000, "no window came"
            time.sleep(_STEP)
        return life_of(program.pid, began)
    finally:
        program.terminate()
        program.wait()
