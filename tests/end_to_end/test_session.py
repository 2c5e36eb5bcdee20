"""Coming and going: locking, hiding, joining, leaving, recovering, and a partner who joins later."""

from __future__ import annotations

import gc
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.models.presence import PresenceKind
from app.storage.creation import NewVault
from app.ui.kit.mark import MarkButton
from app.ui.kit.passphrase import PassField
from app.ui.page_id import PageId
from app.ui.start.join import ExtendView
from app.ui.start.page import StartPage
from app.ui.start.person_view import PersonView
from app.ui.vault_access import LockReason
from tests.end_to_end.player import Player, program
from tests.end_to_end.sessions import cheap, presence, sam_joins, sam_leaves, unlock
from tests.support.files import contents
from tests.support.vaults import ALEX, ALEX_WORDS, SAM_WORDS, vault_for

__all__ = ["cheap"]


def test_a_wrong_passphrase_changes_no_byte_and_tells_nothing(player: Player, tmp_path: Path) -> None:
    before = contents(tmp_path / "vault")
    player.shown(MarkButton)[0].click()
    player.type("Passphrase", SAM_WORDS)
    player.press("Unlock")
    player.until(lambda: "does not open this space" in player.words(), "the message")
    assert player.controller.shell is None
    assert "Sam" not in player.words()
    assert contents(tmp_path / "vault") == before


def test_locking_while_the_shell_is_being_built_leaves_nothing_of_it(player: Player) -> None:
    player.shown(MarkButton)[0].click()
    player.controller.tasks.turn = 0.0
    player.type("Passphrase", ALEX_WORDS)
    player.find("Unlock").click()  # type: ignore[union-attr]
    player.until(lambda: player.controller._session is not None, "somebody to be let in")
    assert player.controller.shell is None
    player.controller.on_lock()
    player.settle(60)
    assert player.controller.shell is None
    assert isinstance(player.window.content, StartPage)
    assert player.controller.access.service.present == ()


def test_hiding_blanks_at_once_and_a_key_brings_the_unlock_page(player: Player) -> None:
    unlock(player, 0, ALEX_WORDS)
    player.controller.on_hide()
    assert player.window.content is None
    assert "Alex" not in player.words()
    player.settle(60)
    assert player.controller.access.service.present == ()
    QTest.keyClick(player.window._blank, Qt.Key.Key_A)
    player.until(lambda: "Welcome back" in player.words(), "the unlock page")
    (field,) = player.shown(PassField)
    assert field.edit.text() == "a", "the first letter of a passphrase is not lost"


def test_hiding_while_somebody_is_being_let_in_lets_nobody_in(player: Player) -> None:
    player.shown(MarkButton)[0].click()
    player.type("Passphrase", ALEX_WORDS)
    player.find("Unlock").click()  # type: ignore[union-attr]
    player.controller.on_hide()
    player.settle(300)
    assert player.window.content is None
    assert player.controller.shell is None
    assert player.controller.access.service.present == ()
    QTest.keyClick(player.window._blank, Qt.Key.Key_Space)
    player.until(lambda: "Welcome back" in player.words(), "the unlock page")
    unlock(player, 0, ALEX_WORDS)


def test_a_key_after_hiding_while_somebody_is_being_let_in_lets_nobody_in(player: Player) -> None:
    player.shown(MarkButton)[0].click()
    player.type("Passphrase", ALEX_WORDS)
    player.find("Unlock").click()  # type: ignore[union-attr]
    player.controller.on_hide()
    QTest.keyClick(player.window._blank, Qt.Key.Key_Space)
    player.settle(300)
    assert player.controller.shell is None
    assert player.controller.access.service.present == ()
    unlock(player, 1, SAM_WORDS)


def test_who_turns_back_while_being_let_in_is_not_in(player: Player) -> None:
    unlock(player, 0, ALEX_WORDS)
    player.press("Sam joins")
    player.type("Sam", SAM_WORDS)
    player.find("Join").click()  # type: ignore[union-attr]
    player.find("Not now").click()  # type: ignore[union-attr]
    player.settle(300)
    session = player.controller._session
    assert session is not None
    assert presence(player) is PresenceKind.ALONE
    assert player.controller.access.service.present == session.presence.here
    sam_joins(player)


def test_what_was_being_written_survives_locking_when_idle(player: Player) -> None:
    unlock(player, 0, ALEX_WORDS)
    player.go(PageId.AFTERCARE)
    player.field("In my own words").setPlainText("half a sent")  # type: ignore[union-attr]
    player.controller.locking.idle.timed_out.emit(LockReason.IDLE)
    player.until(lambda: "Locked after a while" in player.words(), "the reason")
    unlock(player, 0, ALEX_WORDS)
    player.go(PageId.AFTERCARE)
    assert "half a sent" in player.words()


def test_the_other_one_joins_and_leaves(player: Player) -> None:
    unlock(player, 0, ALEX_WORDS)
    assert presence(player) is PresenceKind.ALONE
    player.go(PageId.MY_LIST)
    player.press("Sam joins")
    player.type("Sam", "not the passphrase")
    player.press("Join")
    player.until(lambda: "does not open this space" in player.words(), "the message")
    player.type("Sam", SAM_WORDS)
    player.press("Join")
    player.until(lambda: presence(player) is PresenceKind.TOGETHER, "together")
    player.settle(60)
    assert player.shell.pages.here is PageId.HOME, "private screens close while both are here"
    assert player.find("My list") is None
    sam_leaves(player)
    assert len(player.controller.access.service.present) == 1


def test_a_partner_joins_a_vault_that_was_for_one(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "vault", ALEX):
        pass
    (tmp_path / "own").mkdir()
    with program(tmp_path / "vault", tmp_path / "own") as player:
        unlock(player, 0, ALEX_WORDS)
        assert player.find("Limits") is None
        player.press("Your partner joins…")
        player.settle(30)
        extend = player.shown(ExtendView)[0]
        player.type("Your own passphrase", ALEX_WORDS)
        player.press("Continue")
        player.press("I am here")
        assert player.shown(PersonView)
        for name in ("alex", "Sam"):
            player.type("Name", name)
            player.type("Passphrase", SAM_WORDS)
            player.type("Repeat it", SAM_WORDS)
            player.press("Continue")
            if name == "alex":
                assert "Your partner already has that name" in player.words()
        player.confirm_code()
        player.until(lambda: presence(player) is PresenceKind.TOGETHER, "together")
        player.settle(80)
        assert extend is not None
        assert player.shell.pages.here is PageId.HOME
        assert player.find("What comes next: Each of you prepares alone") is not None
        player.go(PageId.LIMITS)
        assert "Nothing opened yet" in player.words()


def test_a_damaged_vault_is_named_and_left_alone(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "vault"):
        pass
    keyring = tmp_path / "vault" / "keyring.json"
    for file in (keyring, keyring.with_name("keyring.bak.json")):
        file.write_bytes(file.read_bytes()[:100])
    before = contents(tmp_path / "vault")
    (tmp_path / "own").mkdir()
    with program(tmp_path / "vault", tmp_path / "own") as player:
        start = player.window.content
        assert isinstance(start, StartPage)
        assert player.find("Unlock") is None
        assert "keyring.json" in player.words() or "damaged" in player.words().casefold()
    assert {name: data for name, data in contents(tmp_path / "vault").items() if name != ".lock"} == {
        name: data for name, data in before.items() if name != ".lock"
    }


def test_locking_says_why(player: Player) -> None:
    unlock(player, 1, SAM_WORDS)
    player.controller.lock(LockReason.LOCKED)
    player.until(lambda: "Locked. Everything was saved." in player.words(), "the reason")


def test_a_stop_in_the_middle_of_set_up_leaves_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    place = tmp_path / "kept" / "vault"
    with program(place, tmp_path / "own") as player:
        player.choose("Two of us")
        player.press("Continue")
        player.type("Name", "Alex")
        player.type("Passphrase", ALEX_WORDS)
        player.type("Repeat it", ALEX_WORDS)
        player.press("Continue")
        player.confirm_code()
        player.press("I am here")
        assert player.shown(PersonView), "the partner has the device"
    assert not place.parent.exists()


def test_hidden_in_the_middle_of_set_up_nothing_secret_is_kept(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    with program(tmp_path / "kept" / "vault", tmp_path / "own") as player:
        player.choose("Two of us")
        player.press("Continue")
        player.type("Name", "Alex")
        player.type("Passphrase", ALEX_WORDS)
        player.type("Repeat it", ALEX_WORDS)
        player.press("Continue")
        player.confirm_code()
        player.press("I am here")
        player.type("Passphrase", SAM_WORDS)
        (view,) = player.shown(PersonView)
        typed = view.passphrase.first
        player.controller.on_hide()
        player.settle(20)
        assert not isValid(typed), "the field with the passphrase is still there"
        gc.collect()
        assert not [each for each in gc.get_objects() if type(each) is NewVault], "the keys are still there"
        player.controller.on_touched()
        player.until(lambda: "Two of us" in player.words(), "the first page")
