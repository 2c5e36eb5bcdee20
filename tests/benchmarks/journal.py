"""The journal with a hundred thousand entries: search, keys to results, opening, stalls, memory, unlocking."""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, SignalInstance
from PySide6.QtTest import QTest

from app.models.base import PersonId
from app.ui.journal.page import JournalPage
from app.ui.page_id import PageId
from tests.benchmarks import journal_search
from tests.benchmarks.heart import Heart
from tests.benchmarks.journal_vault import Writer, make_journal
from tests.benchmarks.playing import application, lock, playing, unlock
from tests.benchmarks.report import Figure
from tests.end_to_end.player import Player
from tests.support.environment import own_environment
from tests.support.sources import ROOT
from tests.support.vaults import ALEX_WORDS

KEY_BAR, OPEN_BAR, STALL_BAR, MEMORY_BAR, UNLOCK_BAR = 30.0, 50.0, 50.0, 1.3, 1.2
UNLOCKS, TURNS, OPENINGS = 4, 4, 60
BETWEEN_KEYS = 60
"""Milliseconds between two keys of somebody who types fast."""


def figures(folder: Path, count: int) -> list[Figure]:
    """Everything about a long journal; the vault is made once."""
    full, empty = folder / "journal-full", folder / "journal-empty"
    person = make_journal(full, count)
    make_journal(empty, 0)
    found = journal_search.figures(full, person, count)
    application()
    found += _in_the_window(full, person, folder)
    found.append(_memory(full, empty, folder))
    found.append(_unlocking(full, empty, person, folder))
    return found


def _in_the_window(full: Path, person: PersonId, folder: Path) -> list[Figure]:
    words = Writer().words  # made before anything is watched: it takes as long as a stall
    heart = Heart()
    heart.watch("warming up")
    with playing(full, folder / "settings-journal") as player:
        unlock(player, person, ALEX_WORDS)
        player.settle(300)
        heart.watch("opening the journal")
        player.shell.go(PageId.JOURNAL)
        player.settle(1000)
        page = player.page
        assert isinstance(page, JournalPage)
        heart.watch("typing in the search")
        keys = _keys(player, page, words)
        heart.watch("opening entries")
        opened = _openings(player, page)
        heart.watch("scrolling")
        _scroll(player, page)
        heart.watch("writing")
        _write(player, page)
        heart.rest()
    heart.longest.pop("warming up", None)
    return [
        Figure("journal_keys", _p95(keys), "ms", KEY_BAR, f"p95 of {len(keys)}; median {statistics.median(keys):.1f}"),
        Figure("journal_open", _p95(opened), "ms", OPEN_BAR, f"p95; median {statistics.median(opened):.1f}"),
        *heart.figures("journal_stall", STALL_BAR),
    ]


def _p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def _wait_for(signal: SignalInstance, act: Callable[[], object]) -> None:
    """Do something and let the program run until it says so; an event loop that sleeps, as in the program."""
    loop = QEventLoop()
    heard: list[bool] = []

    def on_heard(*_said: object) -> None:
        heard.append(True)
        loop.quit()

    signal.connect(on_heard)
    act()
    if not heard:
        loop.exec()
    signal.disconnect(on_heard)


def _keys(player: Player, page: JournalPage, words: list[str]) -> list[float]:
    """From a key in the search to what it finds being painted."""
    typed = [words[3], words[60], words[500], f"{words[2]} {words[80]}", words[12_000], f"{words[1]} {words[5]}"]
    taken = []
    for text in typed:
        page.list.search.setFocus()
        for letter in text:
            began = time.perf_counter()
            _wait_for(page.entries.loaded, partial(QTest.keyClicks, page.list.search, letter))
            page.list.rows.viewport().repaint()
            taken.append((time.perf_counter() - began) * 1000)
            QTest.qWait(BETWEEN_KEYS)
        page.list.search.clear()
        player.settle(50)
    return taken


def _openings(player: Player, page: JournalPage) -> list[float]:
    """From going to a row to its text being painted; rows all over the journal."""
    pick = random.Random(8)
    taken = []
    page.list.choose(0)
    for _ in range(OPENINGS):
        index = page.list.model.index(pick.randrange(page.list.model.rowCount()))
        page.list.rows.scrollTo(index)
        player.settle(20)
        began = time.perf_counter()
        _wait_for(page.detail.loaded, partial(page.list.rows.setCurrentIndex, index))
        page.detail.pane.repaint()
        taken.append((time.perf_counter() - began) * 1000)
        player.settle(5)
    return taken


def _scroll(player: Player, page: JournalPage) -> None:
    bar = page.list.rows.verticalScrollBar()
    for step in range(150):
        bar.setValue(bar.value() + page.list.rows.viewport().height() * (1 if step < 75 else 40))
        QTest.qWait(10)
    for step in range(20):
        bar.setValue(bar.maximum() * (step * 7 % 20) // 20)
        QTest.qWait(30)
    for _ in range(30):
        QTest.keyClick(page.list.rows, Qt.Key.Key_PageUp)
        QTest.qWait(10)
    player.settle(100)


def _write(player: Player, page: JournalPage) -> None:
    page.detail.pane.focus_body()
    for letter in "what I noticed about it was how quiet everything became, and then ":
        QTest.keyClicks(page.detail.pane.editor, letter)
        QTest.qWait(40)
    player.settle(800)
    page.list.choose(5)
    player.settle(300)


def _memory(full: Path, empty: Path, folder: Path) -> Figure:
    ours, bare = _kib(full, folder), _kib(empty, folder)
    note = f"{ours / 1024:.0f} MiB against {bare / 1024:.0f} MiB"
    return Figure("journal_memory", ours / bare, "times", MEMORY_BAR, note)


def _kib(place: Path, folder: Path) -> int:
    env = own_environment(folder / "memory") | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.benchmarks.journal_memory", str(place), ALEX_WORDS]
    done = subprocess.run(command, env=env, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return int(done.stdout.split()[-1])


def _unlocking(full: Path, empty: Path, person: PersonId, folder: Path) -> Figure:
    """Keys derived to Home painted, in turns."""
    taken: dict[Path, list[float]] = {full: [], empty: []}
    for _ in range(TURNS):
        for place, times in taken.items():
            times += _unlock_times(place, person, folder)
    ours, bare = min(taken[full]), min(taken[empty])
    note = f"{ours * 1000:.0f} ms against {bare * 1000:.0f} ms, least of {TURNS * UNLOCKS}"
    return Figure("journal_unlock", ours / bare, "times", UNLOCK_BAR, note)


def _unlock_times(place: Path, person: PersonId, folder: Path) -> list[float]:
    times = []
    with playing(place, folder / f"settings-{place.name}") as player:
        for _ in range(UNLOCKS + 1):
            times.append(unlock(player, person, ALEX_WORDS))
            player.settle()
            lock(player)
    return times[1:]
