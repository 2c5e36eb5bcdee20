"""In the whole program: one of two leaves, the one who stays is told, and the last one deletes everything."""

from __future__ import annotations

from pathlib import Path

from app.models.journal import JournalQuery
from app.ui.kit.mark import MarkButton
from app.ui.page_id import PageId
from tests.end_to_end.player import Player
from tests.end_to_end.sessions import cheap, unlock
from tests.support.vaults import ALEX_WORDS, SAM_WORDS

__all__ = ["cheap"]

LEFT = "Your partner has left this vault"


def test_leaving_staying_and_deleting(player: Player, tmp_path: Path) -> None:
    unlock(player, 0, ALEX_WORDS)
    player.go(PageId.SETTINGS)
    player.type("Your passphrase", ALEX_WORDS)
    player.prompts.answers.append(True)
    player.press("Leave this vault…")
    player.until(lambda: len(player.shown(MarkButton)) == 1, "the unlock page, with one mark")
    assert player.controller.access.service.present == ()

    unlock(player, 0, SAM_WORDS)
    player.until(lambda: LEFT in player.words(), "the line")
    assert "Alex" not in player.words()
    service = player.controller.access.service
    with service.unit() as uow:
        journal = uow.private(service.present[0]).journal
        titles = {row.title for row in journal.rows(journal.moments(JournalQuery(), most=100))}
    assert {"What we had agreed: ground rules", "What I had said in the shared space"} <= titles
    player.go(PageId.SETTINGS)
    player.type("Your passphrase", SAM_WORDS)
    player.prompts.answers.append(True)
    player.press("Delete everything…")
    player.until(lambda: not (tmp_path / "vault").exists(), "that it is gone")
    player.until(lambda: "Just me" in player.words() or "Begin" in player.words(), "the first page")
