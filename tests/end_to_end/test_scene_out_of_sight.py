"""A scene runs while the vault is locked or hidden, or after a kill: it shows the truth, and R still stops it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.models.live import LIVED, LiveMark
from app.storage.stop_note import NOTE
from app.ui.page_id import PageId
from app.ui.scene_day.hidden_view import HiddenScene
from app.ui.scene_day.live_view import LiveView
from app.ui.start.page import StartPage
from app.ui.vault_access import LockReason
from tests.end_to_end.player import Player, program
from tests.end_to_end.sessions import cheap, unlock
from tests.support.scene_days import agreed_scene, begin, ready
from tests.support.vaults import ALEX_WORDS, PASSPHRASES, TestVault, vault_for

__all__ = ["cheap"]


@contextmanager
def while_a_scene_runs(folder: Path) -> Iterator[tuple[TestVault, Player]]:
    """Both began a scene just now; the program is started again."""
    with vault_for(folder / "vault") as vault:
        vault.clock.now = datetime.now(UTC)
        vault.fill_with_sample()
        scene = agreed_scene(vault)
        ready(vault, scene)
        begin(vault, scene)
        vault.service.close()
        (folder / "own").mkdir()
        with program(folder / "vault", folder / "own") as player:
            yield vault, player


def stops(vault: TestVault) -> list[LiveMark]:
    """How the scene ended in the parts of those who came."""
    vault.service.open(vault.folder)
    for person, words in zip(vault.pair, PASSPHRASES, strict=True):
        vault.service.admit(vault.service.derive(person, words))
    with vault.unit() as uow:
        found = [said.body.events[-1].mark for said in uow.parts.all(LIVED)]
    vault.service.close()
    return found


def enter(player: Player) -> LiveView:
    """Alex comes in; the scene fills the window by itself."""
    unlock(player, 0, ALEX_WORDS)
    player.until(lambda: isinstance(player.window.over, LiveView), "the live page")
    player.settle(60)
    assert player.shell.pages.here is PageId.LIVE
    assert isinstance(player.window.over, LiveView)
    return player.window.over


@pytest.mark.parametrize("reason", [LockReason.HIDDEN, LockReason.LOCKED, LockReason.SLEEP, LockReason.SCREEN])
def test_locked_it_leaves_the_stop_words_and_the_time_and_nothing_else(
    qtbot: QtBot, tmp_path: Path, reason: LockReason
) -> None:
    with while_a_scene_runs(tmp_path) as (_vault, player):
        enter(player)
        player.controller.lock(reason)
        player.until(lambda: not player.controller.tasks._under_way, "locked")
        assert isinstance(player.window.content, HiddenScene)
        assert player.controller.access.service.present == ()
        words = player.words()
        assert "“Red”" in words
        assert not [name for name in ("Alex", "Sam", "Sunday", "Massage") if name in words]
        QTest.keyClick(player.window.content, Qt.Key.Key_Space)
        player.until(lambda: isinstance(player.window.content, StartPage), "the unlock page")
        enter(player)
        player.controller._scene.keeper.forget()


def test_r_on_the_locked_page_is_written_once_somebody_is_let_in(qtbot: QtBot, tmp_path: Path) -> None:
    with while_a_scene_runs(tmp_path) as (vault, player):
        enter(player)
        player.controller.on_hide()
        player.until(lambda: not player.controller.tasks._under_way, "locked")
        hidden = player.window.content
        assert isinstance(hidden, HiddenScene)
        QTest.keyClick(hidden, Qt.Key.Key_R)
        assert "Stopped" in player.words()
        QTest.keyClick(hidden, Qt.Key.Key_Space)
        player.until(lambda: isinstance(player.window.content, StartPage), "the unlock page")
        view = enter(player)
        assert view.is_stopped
        player.settle(100)
        player.controller.lock()
        player.until(lambda: isinstance(player.window.content, StartPage), "a stopped scene leaves nothing in sight")
        player.settle(60)
    assert stops(vault) == [LiveMark.RED]


def test_r_on_the_locked_page_survives_a_kill(qtbot: QtBot, tmp_path: Path) -> None:
    with while_a_scene_runs(tmp_path) as (vault, player):
        enter(player)
        player.controller.on_hide()
        player.until(lambda: not player.controller.tasks._under_way, "locked")
        hidden, note = player.window.content, vault.folder / NOTE
        before = note.read_bytes()
        assert isinstance(hidden, HiddenScene)
        QTest.keyClick(hidden, Qt.Key.Key_R)
        player.until(lambda: note.read_bytes() != before, "the note")
        assert len(note.read_bytes()) == len(before)
        player.controller._scene.keeper.forget()  # a kill: nothing is left of it in memory
    with program(vault.folder, tmp_path / "own") as player:
        view = enter(player)
        assert view.is_stopped
        player.settle(100)
        player.controller.lock()
        player.until(lambda: isinstance(player.window.content, StartPage), "a stopped scene leaves nothing in sight")
        player.settle(60)
    assert stops(vault) == [LiveMark.RED]


def test_the_key_to_hide_leads_back_to_it_from_the_unlock_page(qtbot: QtBot, tmp_path: Path) -> None:
    with while_a_scene_runs(tmp_path) as (_vault, player):
        enter(player)
        player.controller.on_hide()
        player.until(lambda: not player.controller.tasks._under_way, "locked")
        assert isinstance(player.window.content, HiddenScene)
        QTest.keyClick(player.window.content, Qt.Key.Key_Space)
        player.until(lambda: isinstance(player.window.content, StartPage), "the unlock page")
        player.controller.on_hide()
        assert isinstance(player.window.content, HiddenScene)
        player.controller._scene.keeper.forget()


def test_while_it_runs_nobody_has_to_press_a_key_for_the_vault_to_stay_open(qtbot: QtBot, tmp_path: Path) -> None:
    with while_a_scene_runs(tmp_path) as (_vault, player):
        enter(player)
        idle, keeper = player.controller.locking.idle, player.controller._scene.keeper
        idle._active -= 100
        before = idle._left()
        keeper.look()
        assert idle._left() > before + 90
        keeper.forget()
