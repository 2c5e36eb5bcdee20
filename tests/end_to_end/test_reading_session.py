"""A reading in the whole program: a lock in its middle loses nothing, and once both signed it is agreed everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.kit.mark import MarkButton
from app.ui.my_reading.page import MyReadingPage
from app.ui.my_reading.text import FINISH, ReadingSheet
from app.ui.page_id import PageId
from app.ui.scenes.page import ScenesPage
from app.ui.vault_access import LockReason
from tests.end_to_end.player import Player, program
from tests.end_to_end.sessions import cheap, unlock
from tests.support.couples import OUTLINE, draft_named, save
from tests.support.vaults import ALEX_WORDS, SAM_WORDS, vault_for

__all__ = ["cheap"]
WORDS = {"Alex": ALEX_WORDS, "Sam": SAM_WORDS}


@pytest.fixture
def player(qtbot: QtBot, tmp_path: Path) -> Iterator[Player]:
    """The program on a vault for two, locked; a scene only waits for both readings."""
    with vault_for(tmp_path / "vault") as vault:
        vault.fill_with_sample()
        outline = draft_named(vault, OUTLINE)
        save(vault, outline.evolve(cap_minutes=90, review_on=date.today() + timedelta(days=3)))
    (tmp_path / "own").mkdir()
    with program(tmp_path / "vault", tmp_path / "own") as running:
        yield running


def reading_of(player: Player) -> MyReadingPage:
    page = player.page
    assert isinstance(page, MyReadingPage)
    player.until(lambda: page.findChild(ReadingSheet) is not None, "the text")
    return page


def both_come(player: Player) -> None:
    unlock(player, 0, ALEX_WORDS)
    player.press("Sam joins")
    player.type("Sam", SAM_WORDS)
    player.press("Join")
    player.until(lambda: "Together" in player.words(), "together")


def open_outline(player: Player) -> None:
    player.press("Scenes")
    player.choose(OUTLINE)
    player.press("Read and say yes")


def hand_to(player: Player, name: str) -> None:
    player.press(f"Hand to {name}")
    player.type(name, WORDS[name])
    player.press(f"I am {name}")
    player.until(lambda: isinstance(player.page, MyReadingPage), "the reading")
    reading_of(player)
    player.settle()


def idle(player: Player) -> None:
    player.controller.locking.idle.timed_out.emit(LockReason.IDLE)


def hidden(player: Player) -> None:
    player.controller.on_hide()


@pytest.mark.parametrize("lock", [idle, hidden])
def test_a_lock_in_the_middle_of_a_reading_loses_no_reply_and_signs_nothing(
    player: Player, lock: Callable[[Player], None]
) -> None:
    unlock(player, 0, ALEX_WORDS)
    open_outline(player)
    player.press("Read it now")
    page = reading_of(player)
    player.key(Qt.Key.Key_Y, times=4)
    replies = page.presenter.reading.replies
    assert replies
    page.text.show_part(FINISH)
    player.press("Add words of your own")
    player.type("Words of your own", "half a sent")
    lock(player)
    player.until(lambda: player.controller.shell is None, "locked")
    player.controller.on_touched()
    player.until(lambda: player.shown(MarkButton), "the unlock page")
    unlock(player, 0, ALEX_WORDS)
    player.press("Continue my reading")
    again = reading_of(player)
    assert again.presenter.reading.replies == replies
    assert again.presenter.reading.words == "half a sent"
    assert again.presenter.view is not None
    assert again.presenter.view.waits_until is None, "nothing was signed"


def read_with_keys(player: Player, name: str, *, takes_out: bool) -> None:
    page = reading_of(player)
    if takes_out:
        page.text.go_to("items:0")
        player.key(Qt.Key.Key_T)
        page.text.go_to(page.presenter.steps[0].key)
    player.key(Qt.Key.Key_Y)
    keys = 0
    while page.text.current != FINISH:
        player.key(Qt.Key.Key_Return if player.window.focusWidget() is page.text.next else Qt.Key.Key_Y)
        keys += 1
        assert keys < 60
    assert player.window.focusWidget() is page.text.finish.passphrase.edit
    player.type(f"{name}’s passphrase", WORDS[name])
    player.key(Qt.Key.Key_Return)
    player.until(lambda: player.find("Hand the device back") is not None, "signed")


@pytest.mark.parametrize("turns", [("Alex", "Sam"), ("Alex", "Sam takes something out", "Alex")])
def test_once_both_have_signed_every_way_in_shows_agreed_without_a_restart(
    player: Player, turns: tuple[str, ...]
) -> None:
    both_come(player)
    open_outline(player)
    for turn in turns:
        name = turn.split()[0]
        hand_to(player, name)
        read_with_keys(player, name, takes_out=turn != name)
        player.press("Hand the device back")
        player.press("We are both here")
        player.until(lambda: isinstance(player.page, ScenesPage), "the scene")
        player.settle(60)
    unread = "has not read this text yet"

    def shows_agreed() -> bool:
        return "Withdraw all of it…" in player.words() and unread not in player.words()

    player.until(shows_agreed, "agreed after handing back")
    player.press("Home")
    player.until(lambda: OUTLINE in player.words() and "What you have agreed" in player.words(), "agreed at Home")
    player.press("Scenes")
    player.choose(f"{OUTLINE}, Agreed")
    player.until(shows_agreed, "agreed from the list")
    player.press("Home")
    player.shell.pages.go_back()
    player.until(shows_agreed, "agreed on the way back")
    player.press("Home")
    player.shell.on_picked(PageId.SCENES)
    player.settle(60)
    player.choose(f"{OUTLINE}, Agreed")
    player.until(shows_agreed, "agreed by Ctrl+K")
    player.press("Home")
    player.press(f"Read: {OUTLINE}")
    player.until(shows_agreed, "agreed from Home")
