"""A lock in the middle of an opening or a talk loses nothing typed, and spends nothing that was not shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.models.answer import Stance
from app.models.base import ActivityId
from app.models.catalogue import Direction
from app.ui.kit.mark import MarkButton
from app.ui.opening.page import OpeningPage
from app.ui.page_id import PageId
from app.ui.vault_access import LockReason
from tests.end_to_end.player import Player, program
from tests.end_to_end.sessions import cheap, sam_joins, sam_leaves, unlock
from tests.support.openings import KISSING, answer, ready
from tests.support.vaults import ALEX_WORDS, vault_for

__all__ = ["cheap"]

HANDS, CLOSE = ActivityId("touch.hand_holding"), ActivityId("touch.sitting_close")


@pytest.fixture
def player(qtbot: QtBot, tmp_path: Path) -> Iterator[Player]:
    """Both are ready to open three things; Alex is curious about one of them."""
    with vault_for(tmp_path / "vault") as vault:
        for activity, stance in ((HANDS, Stance.WANT), (KISSING, Stance.WILLING), (CLOSE, Stance.CURIOUS)):
            answer(vault, vault.alex, stance, activity=activity, direction=Direction.TOGETHER)
            answer(vault, vault.sam, Stance.WANT, activity=activity, direction=Direction.TOGETHER)
        for person in vault.pair:
            ready(vault, person)
    (tmp_path / "own").mkdir()
    with program(tmp_path / "vault", tmp_path / "own") as running:
        both_come(running)
        yield running


def both_come(player: Player) -> None:
    """Alex unlocks, Sam joins."""
    unlock(player, 0, ALEX_WORDS)
    sam_joins(player)
    player.settle(60)


def place(player: Player) -> int | None:
    """Which of the steps of an opening is shown; they are not counted on the screen."""
    assert isinstance(player.page, OpeningPage)
    return player.page.presenter.at if player.page.presenter.is_shown else None


def idle(player: Player) -> None:
    """Nobody pressed a key for long."""
    player.controller.lock_because(LockReason.IDLE)


def hide(player: Player) -> None:
    """F12, and a key on the blank window."""
    player.controller.on_hide()
    player.settle(60)
    player.controller.on_touched()


@pytest.mark.parametrize("interrupt", [idle, hide])
def test_an_opening_goes_on_where_it_was_and_a_talk_keeps_its_notes(
    player: Player, interrupt: Callable[[Player], None]
) -> None:
    player.go(PageId.OPENING)
    player.press("Alex is ready to look")
    player.press("Sam is ready to look")
    assert place(player) == 0
    player.press("Next")
    assert place(player) == 1
    interrupt(player)
    player.until(lambda: player.shown(MarkButton), "the unlock page")
    both_come(player)
    player.go(PageId.OPENING)
    player.until(lambda: "You were in the middle of this." in player.words(), "the question")
    assert place(player) is None
    player.press("Alex is ready to look")
    player.press("Sam is ready to look")
    assert place(player) == 1
    while player.find("Alex: add to our list") is None:
        player.press("Next")
    player.press("Alex: add to our list")
    player.press("Sam: add to our list")

    player.go(PageId.LIMITS)
    player.press("Talk, one at a time")
    player.type("What you both understood", "With music, and")
    interrupt(player)
    player.until(lambda: player.shown(MarkButton), "the unlock page")
    both_come(player)
    player.go(PageId.LIMITS)
    player.until(lambda: "“With music, and”" in player.words(), "the notes on the list")
    assert "Talked through" not in player.words()
    player.press("Talk, one at a time")
    assert "With music, and" in player.words()


def test_when_one_leaves_in_the_middle_of_a_talk_its_notes_stay(player: Player) -> None:
    player.go(PageId.OPENING)
    player.press("Alex is ready to look")
    player.press("Sam is ready to look")
    while player.find("Alex: add to our list") is None:
        player.press("Next")
    player.press("Alex: add to our list")
    player.press("Sam: add to our list")
    player.go(PageId.LIMITS)
    player.press("Talk, one at a time")
    player.type("What you both understood", "With music, and")
    sam_leaves(player)
    player.go(PageId.LIMITS)
    player.until(lambda: "“With music, and”" in player.words(), "the notes on the list")
