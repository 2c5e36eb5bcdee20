"""The whole program, under the same conditions as its screens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.end_to_end.player import Player, program
from tests.support.remembered import decoded_once
from tests.support.ui_fixtures import icons_painted_once, no_leaks, own_settings
from tests.support.vaults import vault_for

__all__ = ["decoded_once", "icons_painted_once", "no_leaks", "own_settings"]


@pytest.fixture
def player(qtbot: QtBot, tmp_path: Path) -> Iterator[Player]:
    """The program on a vault for two with the sample in it, locked."""
    with vault_for(tmp_path / "vault") as vault:
        vault.fill_with_sample()
    (tmp_path / "own").mkdir()
    with program(tmp_path / "vault", tmp_path / "own") as running:
        yield running
