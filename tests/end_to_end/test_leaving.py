"""In the whole program: one of two leaves, the one who stays is told, and the last one deletes everything."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest

from app.models.journal import JournalQuery
from app.services.long_work import LongWork
from app.storage.keyring_file import LOCK
from app.ui.kit.mark import MarkButton
from app.ui.page_id import PageId
from app.ui.start.join import JoinView
from app.ui.start.moving_view import MovingView
from tests.end_to_end.player import Player
from tests.end_to_end.sessions import cheap, unlock
from tests.support.files import contents
from tests.support.vaults import ALEX_WORDS, SAM_WORDS

__all__ = ["cheap"]

LEFT = "Your partner has left this vault"


def alex_leaves(player: Player) -> None:
    unlock(player, 0, ALEX_WORDS)
    player.go(PageId.SETTINGS)
    player.type("Your passphrase", ALEX_WORDS)
    player.prompts.answers.append(True)
    player.press("Leave this vault…")
    player.until(lambda: len(player.shown(MarkButton)) == 1, "the unlock page, with one mark")
    assert player.controller.access.service.present == ()


def test_whoever_stays_sees_how_far_their_new_file_is(
    player: Player, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    step, goes_on, access = LongWork.step, Event(), player.controller.access

    def slowly(work: LongWork, done: int, total: int) -> None:
        step(work, done, total)
        while not goes_on.wait(0.01):
            step(work, done, total)

    def begin() -> None:
        player.type("Passphrase", SAM_WORDS)
        player.find("Unlock").click()  # type: ignore[union-attr]
        player.until(lambda: player.shown(MovingView), "how far it is")
        assert "Alex" not in player.words()
        assert "artner" not in player.words()

    alex_leaves(player)
    monkeypatch.setattr(LongWork, "step", slowly)
    before = {**contents(tmp_path / "vault"), LOCK: b""}
    begin()
    player.press("Stop")
    player.until(lambda: "Your file is as it was" in player.words(), "the unlock page")
    player.settle()
    assert {**contents(tmp_path / "vault"), LOCK: b""} == before
    begin()
    player.controller.lock()
    player.until(lambda: player.shown(MarkButton), "the unlock page")
    player.settle()
    assert {**contents(tmp_path / "vault"), LOCK: b""} == before
    assert not access.is_anybody_here
    begin()
    goes_on.set()
    player.until(lambda: LEFT in player.words(), "the line")
    assert access.service.moving is None


def test_nobody_joins_while_files_move(player: Player) -> None:
    unlock(player, 0, ALEX_WORDS)
    player.shell.ws.moving.begin()
    player.press("Sam joins")
    player.until(lambda: "can join once that is done" in player.words(), "why not")
    assert not player.shown(JoinView)
    player.shell.ws.moving.end()
    player.press("Sam joins")
    player.until(lambda: player.shown(JoinView), "the question")


def test_leaving_staying_and_deleting(player: Player, tmp_path: Path) -> None:
    alex_leaves(player)

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
