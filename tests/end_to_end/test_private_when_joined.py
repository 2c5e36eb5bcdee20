"""Somebody joins while their partner is in the middle of something private: none of it is visible, none is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.models.base import PersonId
from app.models.journal import JournalQuery
from app.models.presence import PresenceKind
from app.ui.page_id import PageId
from app.ui.therapist.page import TherapistPage
from tests.end_to_end import alone
from tests.end_to_end.player import Player, program
from tests.end_to_end.sessions import cheap, presence, sam_joins, unlock
from tests.support.moments import listed_moments
from tests.support.vaults import ALEX, ALEX_WORDS, SAM_WORDS, vault_for
from tests.support.widgets import is_shown

__all__ = ["cheap"]

SAID = alone.Written("Quagga at noon", "A quagga behind the pergola.", own_feeling="saudade")
MARKERS = ("quagga", "pergola", "saudade")


@pytest.fixture
def player(player: Player) -> Player:
    """That program, Alex alone in it."""
    unlock(player, 0, ALEX_WORDS)
    return player


def alex(player: Player) -> PersonId:
    """Whose vault it is first."""
    return player.shell.ws.session.people[0].id


def sam(player: Player) -> PersonId:
    """The partner."""
    return player.shell.ws.session.people[1].id


def hand_to(player: Player, person: PersonId, page: PageId) -> None:
    """The device goes from hand to hand."""
    player.shell.ws.hand_over(person, page)
    name = player.shell.ws.person(person).name
    player.type(name, ALEX_WORDS if person == alex(player) else SAM_WORDS)
    player.press(f"I am {name}")
    player.until(lambda: player.shell.ws.session.me == person, "their turn")
    player.settle(60)


def leaks(widget: QWidget) -> list[str]:
    """The markers in anything it holds, hidden or not."""
    said = alone.everything_in(widget).casefold()
    return [marker for marker in MARKERS if marker in said]


def found(player: Player, person: PersonId, words: str) -> int:
    """How many entries of somebody a search finds."""
    with player.controller.access.service.unit() as uow:
        return len(listed_moments(uow, person=person, query=JournalQuery(words=words)))


def test_an_entry_that_is_being_written_is_put_away_and_kept(player: Player) -> None:
    alone.write(player, SAID)
    pane = alone.journal(player).pane
    pane.editor.setFocus()
    alone.say(player, " And a numbat.")
    assert leaks(player.window) == list(MARKERS)
    sam_joins(player)
    assert player.shell.pages.current is None or player.shell.pages.here is PageId.HOME
    assert leaks(player.window) == [], "from the first moment on"
    assert not is_shown(QLabel, "Saved just now", player.shell.header)
    player.settle(80)
    assert player.shell.pages.here is PageId.HOME
    assert leaks(player.window) == []
    assert not is_shown(QLabel, "Saved just now", player.shell.header)
    assert found(player, alex(player), "numbat") == 1
    assert found(player, sam(player), "numbat") == 0


def test_what_is_typed_for_the_therapist_is_put_away_and_kept(player: Player) -> None:
    player.go(PageId.THERAPIST)
    page = player.page
    assert isinstance(page, TherapistPage)
    player.until(lambda: page.presenter.view is not None, "the sheet")
    player.field("What I want to say first").setFocus()
    alone.say(player, "The quagga.")
    session = player.shell.ws.session
    session.set_presence(session.presence.with_joined(sam(player)))  # with nothing said before
    assert leaks(player.window) == []
    player.settle(80)
    with player.controller.access.service.unit() as uow:
        assert uow.private(alex(player)).sheet.get().about == "The quagga."


def test_from_hand_to_hand_nothing_of_the_one_before_is_there(player: Player) -> None:
    sam_joins(player)
    player.settle(60)
    hand_to(player, alex(player), PageId.JOURNAL)
    alone.write(player, SAID)
    assert leaks(player.window) == list(MARKERS)
    player.go(PageId.SCENES)
    hand_to(player, sam(player), PageId.JOURNAL)
    assert leaks(player.window) == []
    assert found(player, alex(player), "pergola") == 1
    hand_to(player, alex(player), PageId.JOURNAL)
    hand_to(player, sam(player), PageId.JOURNAL)
    assert leaks(player.window) == [], "nor on the page that both are on"
    assert found(player, sam(player), "pergola") == 0


@pytest.mark.parametrize("comes", [sam_joins, alone.lock], ids=["joined", "locked"])
def test_what_was_copied_out_of_an_entry_is_taken_back(player: Player, comes: Callable[[Player], None]) -> None:
    board = QGuiApplication.clipboard()
    alone.write(player, SAID)
    editor = alone.journal(player).pane.editor
    editor.setFocus()
    player.shortcut(Qt.Key.Key_A)
    player.shortcut(Qt.Key.Key_C)
    assert "quagga" in board.text()
    if board.supportsSelection():
        assert "quagga" in board.text(QClipboard.Mode.Selection)
    comes(player)
    assert board.text() == ""
    assert board.text(QClipboard.Mode.Selection) == ""


def test_while_both_are_here_nobody_comes_to_what_is_the_others(player: Player) -> None:
    alone.write(player, SAID)
    sam_joins(player)
    player.settle(60)
    player.shell.ws.hand_over(alex(player), PageId.JOURNAL)
    player.press("I am Alex")
    assert player.shell.ws.session.me is None, "saying so is not enough"
    player.type("Alex", SAM_WORDS)
    player.press("I am Alex")
    player.until(lambda: "does not open this space" in player.words(), "the refusal")
    assert player.shell.ws.session.me is None
    assert leaks(player.window) == []
    player.press("Not now")
    player.press("Sam leaves")
    player.press("I am Alex")
    assert presence(player) is PresenceKind.TOGETHER, "nor by leaving"
    player.press("Not now")
    hand_to(player, alex(player), PageId.JOURNAL)
    player.until(lambda: leaks(player.window), "the journal")
    player.press("Hand it back")
    assert leaks(player.window) == [], "it is hidden before anybody answers"
    player.press("Not now")
    assert leaks(player.window) == []
    assert presence(player) is PresenceKind.TOGETHER


def test_somebody_new_who_steps_back_is_not_let_in(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "vault", ALEX):
        pass
    (tmp_path / "own").mkdir()
    with program(tmp_path / "vault", tmp_path / "own") as player:
        unlock(player, 0, ALEX_WORDS)
        alone.write(player, SAID)
        player.press("Your partner joins…")
        player.press("Not now")
        assert leaks(player.window) == list(MARKERS), "Alex went back, nobody else was here yet"
        player.press("Your partner joins…")
        player.settle(30)
        player.type("Your own passphrase", ALEX_WORDS)
        player.press("Continue")
        player.press("I am here")
        player.press("Back")
        player.until(lambda: "Welcome back" in player.words(), "locked")
        assert leaks(player.window) == []
        assert player.controller.access.service.present == ()
