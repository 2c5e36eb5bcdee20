"""Scenes that are interrupted: killed at any step and opened again, and one that runs for twelve hours."""

from __future__ import annotations

import gc
import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QApplication

from app.models.live import LIVE, LiveEvent, LiveMark, elapsed_since, state_at
from app.services import live
from app.ui.idle import Clocks
from app.ui.page_id import PageId
from app.ui.scene_day.live_page import LivePage
from app.ui.scene_keeper import SceneKeeper
from app.ui.shell.navigation import nav_items
from app.ui.shell.shell import Shell
from app.ui.window import MainWindow
from app.ui.workspace import Workspace
from tests.soak.outcome import Outcome
from tests.support.couples import today, workspace_of
from tests.support.killing import killed
from tests.support.leaks import settle
from tests.support.scene_days import agreed_scene, begin, ready
from tests.support.vaults import PASSPHRASES, SHARED, TestVault, vault_for

MOST_OFF = 1.0
"""Seconds that the time may be wrong after a kill."""
MOST_GROWTH_KIB = 6_000
STEPS_OF_AN_ACT = 30
HOURS = 12
_SETTLED = 2
"""Hours after which memory is compared."""


@dataclass
class _Truth:
    """What a clock on the wall would say."""

    began: float
    now: float

    @property
    def elapsed(self) -> float:
        return self.now - self.began


def killed_and_opened(kills: int, seed: int = 1) -> Outcome:
    """A scene is killed so often, at a random step of noting something, and opened again after a random time."""
    random, failed, worst = Random(seed), list[str](), 0.0
    with TemporaryDirectory() as folder, vault_for(Path(folder) / "vault") as vault:
        vault.fill_with_sample()
        scene, number = agreed_scene(vault), 0
        while number < kills:
            ready(vault, scene)
            key = begin(vault, scene).key
            truth = _Truth(vault.clock().timestamp(), vault.clock().timestamp())
            runs = True
            while runs and number < kills:
                number += 1
                _kill_once(vault, key, truth, random)
                off, runs = _open(vault, key, truth)
                worst = max(worst, off)
                if off > MOST_OFF:
                    failed.append(f"kill {number}: wrong by {off:.2f} s")
            vault.clock.advance(hours=13)
    return Outcome(kills, failed, Counter({"ms off at most": round(worst * 1_000)}))


def _kill_once(vault: TestVault, key: str, truth: _Truth, random: Random) -> None:
    """It goes on for a while from where it was opened, and is killed while something is noted."""
    _pass(vault, truth, random.uniform(0.1, 90))
    elapsed, now = truth.elapsed, vault.clock()
    mark = random.choice((None, LiveMark.CHECKED_IN, LiveMark.CHECKED_IN, LiveMark.YELLOW, LiveMark.WENT_ON))
    events = [LiveEvent(at=int(elapsed), n=int(elapsed) % 997, mark=mark)] if mark is not None else []
    vault.service.close()

    def note() -> None:
        with vault.unit(SHARED) as uow:
            live.keep_running(uow, key=key, elapsed=elapsed, now=now, events=events)

    killed(lambda: _unlock(vault), note, random.randint(1, STEPS_OF_AN_ACT))
    _pass(vault, truth, random.uniform(0.1, 40))


def _pass(vault: TestVault, truth: _Truth, seconds: float) -> None:
    vault.clock.advance(seconds=seconds)
    truth.now += seconds


def _unlock(vault: TestVault) -> None:
    vault.service.open(vault.folder)
    for person, words in zip(vault.pair, PASSPHRASES, strict=True):
        vault.service.admit(vault.service.derive(person, words))


def _open(vault: TestVault, key: str, truth: _Truth) -> tuple[float, bool]:
    """Both unlock; by how much the time is wrong, and whether it still runs. What stopped has to have been due."""
    _unlock(vault)
    with vault.unit(SHARED) as uow:
        live.settle(uow, now=vault.clock(), today=today(vault))
    with vault.unit() as uow:
        found, stopped = live.running(uow), live.lived_by_key(uow, key).get(key)
    if found is not None:
        return abs(elapsed_since(found.live, vault.clock()) - truth.elapsed), True
    assert stopped is not None, "it is neither running nor stopped"
    state = state_at(stopped, truth.elapsed + MOST_OFF)
    return (0.0 if state.stopped is not None else MOST_OFF * 2), False


class _Watch:
    """Time that only goes on when it is told to."""

    def __init__(self, vault: TestVault) -> None:
        self._vault, self._boot = vault, 0.0

    def __call__(self) -> Clocks:
        return Clocks(self._boot, self._boot, self._boot)

    def second(self) -> None:
        self._boot += 1
        self._vault.clock.advance(seconds=1)


def twelve_hours(hours: int = HOURS) -> Outcome:
    """A scene runs on its page for hours, with a check-in each quarter of an hour; memory may not grow."""
    QApplication.instance() or QApplication(["accord"])
    seen = list[int]()
    with TemporaryDirectory() as folder, vault_for(Path(folder) / "vault") as vault:
        vault.fill_with_sample()
        watch = _Watch(vault)
        made = workspace_of(vault, Path(folder), here=vault.pair)
        ws = Workspace(**{**vars(made), "keeper": SceneKeeper(watch)})
        window, shell = MainWindow(ws.design), Shell(ws, nav_items())
        window.show_content(shell, dressed=True)
        window.show()
        _begin_long(vault, shell, hours)
        for second in range(1, hours * 3_600):
            watch.second()
            if second % 900 == 0:
                ws.keeper.happen(LiveMark.CHECKED_IN)
            else:
                ws.keeper.look()
            if second % 60 == 0:
                settle()
            if second % 3_600 == 0:
                seen.append(_resident())
        ran = ws.keeper.is_running and ws.keeper.minutes == hours * 60 - 1
        ws.keeper.forget()
        window.drop_content()
        window.close()
        settle()
    growth = seen[-1] - seen[min(_SETTLED, len(seen)) - 1]
    failed = [] if ran else ["it did not run to the end"]
    failed += [f"memory grows by {growth} KiB"] if growth > MOST_GROWTH_KIB else []
    return Outcome(hours, failed, Counter({"KiB of growth": growth}))


def _begin_long(vault: TestVault, shell: Shell, hours: int) -> None:
    """Begin a scene that may take that long."""
    scene = agreed_scene(vault)
    ready(vault, scene)
    shell.pages.go(PageId.LIVE, scene)
    settle()
    page = shell.pages.current
    assert isinstance(page, LivePage)
    found = page.presenter.found
    assert found is not None
    begun = begin(vault, scene)
    longer = begun.live.evolve(cap=hours * 60, interval=20)
    with vault.unit(SHARED) as uow:
        for person in uow.here:
            uow.parts.say(person, LIVE, longer, begun.key)
        uow.commit()
    page.presenter.reload()
    settle()
    assert page.live is not None


def _resident() -> int:
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024
