"""Somebody looks around in the sample vault before they make one of their own."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.storage.slots import DEFAULT_POLICY
from tests.end_to_end.player import program
from tests.end_to_end.sessions import unlock


def test_the_sample_is_opened_left_and_forgotten(qtbot: QtBot, tmp_path: Path) -> None:
    own, place = tmp_path / "own", tmp_path / "Vault"
    own.mkdir()
    with program(place, own) as player:
        player.press("Look around first")
        player.until(lambda: "A sample vault" in player.words(), "the sample's unlock page")
        access = player.controller.access
        made = access.place
        assert made.parent == own
        assert "deleted when you quit" in player.words()
        words = player.words().partition("Passphrases: ")[2].partition(": ")[2].partition(" · ")[0]
        unlock(player, 0, words)
        assert "Made-up people" in player.words()
        player.controller.lock()
        player.press("Leave the sample")
        assert access.place == place
        assert "Two of us" in player.words()
        assert player.controller._settings.vault is None
        # A second look is a vault of its own.
        player.press("Look around first")
        player.until(lambda: "A sample vault" in player.words(), "the sample's unlock page")
        assert access.place not in (made, place)


def test_what_is_made_after_the_sample_has_keys_of_full_cost(qtbot: QtBot, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    with program(tmp_path / "Vault", own) as player:
        player.press("Look around first")
        player.until(lambda: "A sample vault" in player.words(), "the sample's unlock page")
        player.press("Leave the sample")
        assert player.controller.access.service._policy == DEFAULT_POLICY
