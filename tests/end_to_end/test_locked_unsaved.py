"""The vault's folder is gone while somebody types, and they lock: nothing says that everything was saved."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from app.ui.journal.page import JournalPage
from app.ui.page_id import PageId
from app.ui.start.page import StartPage
from app.ui.vault_access import LockReason
from tests.end_to_end.player import Player
from tests.end_to_end.sessions import cheap, unlock
from tests.support.vaults import ALEX_WORDS

__all__ = ["cheap"]


@pytest.mark.parametrize("is_there", [True, False])
@pytest.mark.parametrize("reason", [LockReason.LOCKED, LockReason.IDLE, LockReason.HIDDEN])
def test_it_is_said_whether_all_was_saved(player: Player, tmp_path: Path, reason: LockReason, is_there: bool) -> None:
    unlock(player, 0, ALEX_WORDS)
    player.go(PageId.JOURNAL)
    page = player.page
    assert isinstance(page, JournalPage)
    player.press("New entry")
    player.until(lambda: page.presenter.entry is not None, "the entry")
    player.settle(60)
    if not is_there:
        (tmp_path / "vault").rename(tmp_path / "away")
    QTest.keyClicks(page.pane.editor, "hello")
    player.controller.lock(reason)
    player.until(lambda: not player.controller.access.is_anybody_here, "the lock")
    player.settle(60)
    if reason is LockReason.HIDDEN:
        player.controller.on_touched()
    player.until(lambda: player.shown(StartPage), "the first page")
    player.settle(60)
    assert ("was not saved" in player.words()) is not is_there
    assert ("Everything was saved" in player.words()) is is_there
