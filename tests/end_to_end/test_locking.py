"""A session is locked without being asked: idle, asleep, with the screen; and who is alone decides after how long."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.platforms.bus_lock_source import BusLockSource
from app.platforms.interface import LockCause
from app.services.locking import save_alone_minutes
from app.ui.idle import Clocks
from app.ui.kit.mark import MarkButton
from app.ui.page_id import PageId
from app.ui.vault_access import LockReason
from tests.end_to_end.player import Player, program
from tests.end_to_end.sessions import cheap, sam_leaves, unlock
from tests.support.bus import private_bus, program_on
from tests.support.couples import OUTLINE, agree_on_an_evening, draft_named
from tests.support.vaults import ALEX_WORDS, SAM_WORDS, vault_for

__all__ = ["cheap"]


class FakeLockSource:
    """Tells what the test wants, and whether anybody listens."""

    def __init__(self) -> None:
        self.told: Callable[[LockCause], object] | None = None
        self.listened = 0

    def listen(self, told: Callable[[LockCause], object]) -> None:
        self.told = told
        self.listened += 1

    def stop(self) -> None:
        self.told = None

    @property
    def is_heard(self) -> bool:
        """Whether the program listens."""
        return self.told is not None

    def tell(self, cause: LockCause) -> None:
        """As the system does."""
        assert self.told is not None
        self.told(cause)


@pytest.fixture
def source() -> FakeLockSource:
    return FakeLockSource()


@pytest.fixture
def player(qtbot: QtBot, tmp_path: Path, source: FakeLockSource) -> Iterator[Player]:
    """The program on a vault for two, locked: Alex waits 3 minutes, Sam 9."""
    with vault_for(tmp_path / "vault") as vault:
        vault.fill_with_sample()
        for person, minutes in zip(vault.pair, (3, 9), strict=True):
            with vault.unit(person) as uow:
                save_alone_minutes(uow, person=person, minutes=minutes, is_proven=True)
    (tmp_path / "own").mkdir()
    with program(tmp_path / "vault", tmp_path / "own", lock_source=source) as running:
        yield running


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        (LockCause.SLEEP, "Locked because the computer went to sleep."),
        (LockCause.SCREEN, "Locked together with the screen."),
    ],
)
def test_what_the_system_tells_locks_and_is_said(
    player: Player, source: FakeLockSource, cause: LockCause, words: str
) -> None:
    assert not source.is_heard, "nobody is here, so nothing is held up"
    unlock(player, 0, ALEX_WORDS)
    player.go(PageId.AFTERCARE)
    player.field("In my own words").setPlainText("half a sent")  # type: ignore[union-attr]
    source.tell(cause)
    assert "Alex" not in player.words(), "the window is not blank at once"
    player.until(lambda: words in player.words(), "the reason")
    assert player.controller.access.service.present == ()
    assert not source.is_heard, "the system is still held up"
    unlock(player, 0, ALEX_WORDS)
    assert source.listened == 2
    player.go(PageId.AFTERCARE)
    assert "half a sent" in player.words()


def test_a_sleep_that_only_the_clocks_show_locks(player: Player) -> None:
    unlock(player, 0, ALEX_WORDS)
    player.controller.locking.idle.timed_out.emit(LockReason.CLOCK)
    player.until(lambda: "Locked because the clock jumped ahead" in player.words(), "the reason")


def test_a_sleep_while_somebody_is_let_in_locks_at_once(player: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lid was closed right after Enter."""
    read, asleep = Clocks.read, 0.0
    monkeypatch.setattr(Clocks, "read", lambda: read()._replace(boot=read().boot + asleep))
    monkeypatch.setattr(player.controller.locking.idle, "_now", lambda: Clocks.read())
    player.shown(MarkButton)[0].click()
    player.type("Passphrase", ALEX_WORDS)
    player.find("Unlock").click()  # type: ignore[union-attr]
    asleep = 3_600.0
    player.until(lambda: "Locked because the computer went to sleep." in player.words(), "the reason")
    assert player.controller.access.service.present == ()
    unlock(player, 0, ALEX_WORDS)


def test_what_comes_late_does_not_disturb_a_hidden_window(player: Player, source: FakeLockSource) -> None:
    unlock(player, 0, ALEX_WORDS)
    told = source.told
    assert told is not None
    player.controller.on_hide()
    told(LockCause.SCREEN)
    player.settle(60)
    assert player.window.content is None


def test_each_has_their_own_time_and_both_together_a_third(player: Player) -> None:
    locking = player.controller.locking
    unlock(player, 0, ALEX_WORDS)
    assert locking._minutes() == 3
    player.press("Sam joins")
    player.type("Sam", SAM_WORDS)
    player.press("Join")
    player.until(lambda: locking._minutes() == 20, "together")
    sam_leaves(player)
    player.until(lambda: locking._minutes() == 3, "Alex alone")
    player.controller.on_lock()
    player.until(lambda: player.shown(MarkButton), "the unlock page")
    unlock(player, 1, SAM_WORDS)
    assert locking._minutes() == 9


def test_a_change_in_the_settings_holds_at_once(player: Player) -> None:
    unlock(player, 1, SAM_WORDS)
    player.go(PageId.SETTINGS)
    player.page.locking.alone.setValue(2)  # type: ignore[attr-defined]
    player.until(lambda: player.controller.locking._minutes() == 2, "the new time")


def test_while_nobody_is_here_there_is_nothing_to_lock(player: Player, source: FakeLockSource) -> None:
    page = player.window.content
    player.controller.lock_because(LockReason.SCREEN)
    assert player.window.content is page
    unlock(player, 0, ALEX_WORDS)


def test_a_screen_saver_on_a_real_bus_locks(qtbot: QtBot, tmp_path: Path) -> None:
    with vault_for(tmp_path / "vault"):
        pass
    (tmp_path / "own").mkdir()
    with private_bus() as bus, program_on(bus.address, "org.gnome.ScreenSaver") as saver:
        addresses = {"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nowhere", "DBUS_SESSION_BUS_ADDRESS": bus.address}
        with program(tmp_path / "vault", tmp_path / "own", lock_source=BusLockSource(addresses)) as player:
            unlock(player, 0, ALEX_WORDS)

            def is_locked() -> bool:
                saver.announce("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", "b", True)
                return "Locked together with the screen." in player.words()

            player.until(is_locked, "the unlock page")
            assert player.controller.access.service.present == ()


def test_that_a_scene_is_over_is_written_by_the_lock_and_care_waits(
    qtbot: QtBot, tmp_path: Path, source: FakeLockSource
) -> None:
    with vault_for(tmp_path / "vault") as vault:
        vault.clock.now = datetime.now(UTC)
        vault.fill_with_sample(then=agree_on_an_evening)
        draft_id = draft_named(vault, OUTLINE).id
    (tmp_path / "own").mkdir()
    with program(tmp_path / "vault", tmp_path / "own", lock_source=source) as player:
        unlock(player, 0, ALEX_WORDS)
        player.go(PageId.SCENES, draft_id)
        player.press("This scene is over")
        player.until(lambda: "For a minute you can still change that." in player.words(), "the way to undo it")
        source.tell(LockCause.SCREEN)
        player.until(lambda: "Locked together with the screen." in player.words(), "the unlock page")
        unlock(player, 0, ALEX_WORDS)
        player.until(lambda: "Care comes first" in player.words(), "care on their own Home")
        player.go(PageId.SCENES, draft_id)
        player.press("The agreed page")
        player.until(lambda: "Nothing here is still agreed" in player.words(), "the end")
