"""Home, stalls and memory of a session."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.ui.design.tokens import Theme
from app.ui.kit.field import SearchField
from app.ui.page_id import PageId
from tests.benchmarks.evening import home_seconds, make_vault, pages
from tests.benchmarks.heart import Heart
from tests.benchmarks.playing import application, playing, unlock
from tests.benchmarks.report import Figure
from tests.end_to_end.player import Player
from tests.support.environment import own_environment
from tests.support.sources import ROOT
from tests.support.vaults import ALEX_WORDS

HOME_BAR, SPREAD_BAR, STALL_BAR, MEMORY_BAR = 150.0, 1.3, 50.0, 1.2
SIZES = (128, 5_000, 50_000)
OWN = 5_000


def home_figures(folder: Path, times: int) -> list[Figure]:
    """Keys derived to Home painted, for lists of several lengths."""
    taken = {size: home_seconds(folder / "home", size, times) * 1000 for size in SIZES}
    figures = [Figure(f"home, {size} answers", value, "ms", HOME_BAR) for size, value in taken.items()]
    return [*figures, Figure("home, longest list / shortest", taken[SIZES[-1]] / taken[SIZES[0]], "times", SPREAD_BAR)]


def stall_figures(folder: Path) -> list[Figure]:
    """The longest stall of the UI thread, act by act; making the window and changing the theme stand apart."""
    first, _second = make_vault(folder / "stalls", 0, OWN, sample=True)
    application()
    heart = Heart()
    # Until the window is in sight there is nobody to keep waiting; how long that takes is a figure of its own.
    heart.watch("first window")
    with playing(folder / "stalls", folder / "settings", lambda: heart.watch("warming up")) as player:
        heart.watch("unlocking")
        unlock(player, first, ALEX_WORDS)
        player.settle(200)
        for page in pages():
            heart.watch(f"opening {page.value}")
            player.shell.go(page)
            player.settle(250)
        _answer_and_search(player, heart)
        heart.watch("theme")
        player.controller._design.set_theme(Theme.DARK)
        player.settle(100)
        heart.rest()
    return heart.figures("stall", STALL_BAR, apart=("first window", "theme"))


def _answer_and_search(player: Player, heart: Heart) -> None:
    heart.watch("opening my_list, starter")
    player.shell.go(PageId.MY_LIST, "starter")
    player.settle(250)
    heart.watch("opening my_list, card")
    player.shell.go(PageId.MY_LIST, "touch.massage")
    player.settle(250)
    heart.watch("answering")
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_5) * 3:
        QTest.keyClick(_focused(player), key)
        player.settle(30)
    heart.watch("answering, next card")
    for _ in range(5):
        QTest.keyClick(_focused(player), Qt.Key.Key_Right)
        player.settle(60)
    heart.watch("opening my_list, list")
    player.press("How to show it: As a list")
    player.settle(250)
    heart.watch("searching")
    (field,) = player.shown(SearchField)
    for letter in "made up 49":
        QTest.keyClicks(field, letter)
        player.settle(20)
    player.settle(300)
    field.clear()
    player.settle(400)


def _focused(player: Player) -> QWidget:
    widget = player.window.focusWidget()
    assert isinstance(widget, QWidget)
    return widget


def memory_figures(folder: Path) -> list[Figure]:
    """Memory on Home, and of a process that has only imported what we depend on."""
    ours, bare = _kib("tests.benchmarks.memory_home", folder), _kib("tests.benchmarks.memory_bare", folder)
    return [Figure("memory", ours / bare, "times", MEMORY_BAR, f"{ours / 1024:.0f} MiB against {bare / 1024:.0f} MiB")]


def _kib(module: str, folder: Path) -> int:
    env = own_environment(folder / "memory") | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", module, str(folder)], env=env, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    return int(done.stdout.split()[-1])
