"""From nothing to the painted unlock window: the frozen program against the one from source, in turns.

Both are watched from outside, as nothing can be put into the frozen one: by what is on the screen.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from tests.benchmarks.report import Figure
from tests.support.environment import own_environment
from tests.support.patience import PATIENCE
from tests.support.sources import ROOT
from tests.support.vaults import vault_for

BAR = 1.15
PROGRAM = ROOT / "build" / "package" / "accord" / "accord"
_PAINTED = 3
"""Colours that the screen has at least, once more is there than a background."""
_STEP = 0.002


def figures(folder: Path, pairs: int) -> list[Figure]:
    """`pairs` starts of each; the quickest of each are compared."""
    if not PROGRAM.is_file():
        return [Figure("frozen", None, "times", None, "make package ARGS=frozen has not built it")]
    if os.environ.get("QT_QPA_PLATFORM") != "xcb":
        return [Figure("frozen", None, "times", None, "only on a virtual screen")]
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QGuiApplication)
    home = folder / "frozen"
    place = home / "data" / "accord" / "Vault"
    place.parent.mkdir(parents=True, exist_ok=True)
    with vault_for(place):
        pass
    commands = [sys.executable, "-m", "app"], [str(PROGRAM)]
    for command in commands:
        _seconds(command, home)
    taken = [[_seconds(command, home) for command in commands] for _ in range(pairs)]
    middle = median(frozen / source for source, frozen in taken)
    source, frozen = (min(seconds) for seconds in zip(*taken, strict=True))
    note = f"{frozen * 1000:.0f} ms against {source * 1000:.0f} ms, least of {pairs}; {middle:.2f} in the middle pair"
    return [Figure("frozen", frozen / source, "times", BAR, note)]


def _seconds(command: list[str], home: Path) -> float:
    """Seconds from just before the program is started until its window is painted."""
    env = own_environment(home)
    while _is_painted():
        time.sleep(_STEP)
    began = time.monotonic()
    program = subprocess.Popen(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL)
    try:
        while not _is_painted():
            assert time.monotonic() - began < PATIENCE / 1000, "no window came"
            time.sleep(_STEP)
        return time.monotonic() - began
    finally:
        program.terminate()
        program.wait()


def _is_painted() -> bool:
    """Whether the screen shows more than a background: along a line through its middle, as a window is there."""
    screen = QGuiApplication.primaryScreen()
    size = screen.size()
    line = screen.grabWindow(0, 0, size.height() // 2 - 100, size.width(), 200).toImage()
    return len(_colours(line)) >= _PAINTED


def _colours(image: QImage) -> set[int]:
    return {image.pixel(x, y) for y in range(0, image.height(), 50) for x in range(0, image.width(), 8)}
