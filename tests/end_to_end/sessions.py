"""Coming and going, where the price of a key is not what is tried."""

from __future__ import annotations

import pytest

import app.storage.slots
from app.models.presence import PresenceKind
from app.ui.kit.mark import MarkButton
from tests.end_to_end.player import Player
from tests.support.vaults import ALEX_WORDS, CHEAP, SAM_WORDS


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys that cost next to nothing, in every test of a module that imports this."""
    monkeypatch.setattr(app.storage.slots, "DEFAULT_POLICY", CHEAP)


def unlock(player: Player, number: int, passphrase: str) -> None:
    """Come in by one's mark and passphrase."""
    player.shown(MarkButton)[number].click()
    player.type("Passphrase", passphrase)
    player.press("Unlock")
    player.until(lambda: player.controller.shell is not None, "the shell")
    player.settle(60)


def presence(player: Player) -> PresenceKind:
    """Who is here, and how."""
    session = player.controller._session
    assert session is not None
    return session.presence.kind


def sam_joins(player: Player) -> None:
    """Sam comes in beside Alex, wherever Alex is."""
    player.press("Sam joins")
    player.type("Sam", SAM_WORDS)
    player.press("Join")
    player.until(lambda: presence(player) is PresenceKind.TOGETHER, "together")


def sam_leaves(player: Player) -> None:
    """Sam goes; Alex shows by the passphrase that it is them who stays."""
    player.press("Sam leaves")
    player.type("Alex", ALEX_WORDS)
    player.press("I am Alex")
    player.until(lambda: presence(player) is PresenceKind.ALONE, "alone")
    player.settle(80)
