"""A vault of an older version, in the whole program: asked first, then a backup, then everything as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.models.journal import JournalQuery
from app.storage import schema
from app.storage.backup_file import BackupFile
from app.storage.backups import stored_backups
from app.storage.files import BACKUPS
from app.storage.keyring_file import LOCK
from app.ui.kit.mark import MarkButton
from app.ui.prompts import Prompts
from app.ui.start.upgrade import UpgradeView
from tests.end_to_end.player import Player
from tests.end_to_end.sessions import cheap, presence, sam_joins, unlock
from tests.storage.longer_history import SECOND_HEAD, longer_history
from tests.support.files import contents
from tests.support.vaults import ALEX_WORDS, SAM_WORDS

__all__ = ["cheap"]


@pytest.fixture
def newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make this the next version: with a second migration of both kinds of files."""
    (tmp_path / "history").mkdir()
    for kind in list(schema.HEADS):
        monkeypatch.setitem(schema.FOLDERS, kind, longer_history(tmp_path / "history", kind))
        monkeypatch.setitem(schema.HEADS, kind, SECOND_HEAD)


def _submit(player: Player, number: int, words: str) -> None:
    player.shown(MarkButton)[number].click()
    player.type("Passphrase", words)
    player.press("Unlock")
    player.until(lambda: player.shown(UpgradeView), "the question")


def test_it_asks_then_backs_up_and_opens(
    player: Player, newer: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, carried = tmp_path / "vault", tmp_path / "carried.accord"
    before = contents(folder)
    _submit(player, 0, ALEX_WORDS)
    player.press("Not now")
    assert {**contents(folder), LOCK: b""} == {**before, LOCK: b""}

    _submit(player, 0, ALEX_WORDS)
    monkeypatch.setattr(Prompts, "save_as", lambda _prompts, _title, _name, done, **_filters: done(carried))
    player.press("Save a backup elsewhere first")
    player.until(lambda: player.controller.shell is not None, "the shell")
    player.settle(60)
    (backup,) = stored_backups(folder / BACKUPS)
    for path in (carried, folder / BACKUPS / backup.name):
        with BackupFile(path) as saved:
            saved.verify()
    with player.shell.ws.vault.unit() as uow:
        assert uow.private(player.shell.ws.me).journal.moments(JournalQuery(), most=5)

    player.press("Sam joins")
    player.type("Sam", SAM_WORDS)
    player.press("Join")
    player.until(lambda: "unlock with the mark of the person it belongs to" in player.words(), "what to do")
    player.controller.on_lock()
    player.until(lambda: player.shown(MarkButton), "the unlock page")
    _submit(player, 1, SAM_WORDS)
    player.press("Upgrade and open")
    player.until(lambda: player.controller.shell is not None, "the shell")
    player.settle(60)
    assert len(stored_backups(folder / BACKUPS)) == 2
    player.controller.on_lock()
    player.until(lambda: player.shown(MarkButton), "the unlock page")
    unlock(player, 0, ALEX_WORDS)
    sam_joins(player)
    assert len(presence(player).value) > 0


def test_locked_meanwhile_nobody_comes_in(player: Player, newer: None, tmp_path: Path) -> None:
    _submit(player, 0, ALEX_WORDS)
    player.find("Upgrade and open").click()  # type: ignore[union-attr]
    player.controller.lock()
    player.until(lambda: player.shown(MarkButton), "the unlock page")
    player.settle(60)
    assert player.controller.shell is None
    assert not player.controller.access.is_anybody_here
    assert not list((tmp_path / "vault").glob("**/*.part*"))
    assert not list((tmp_path / "vault").glob("**/*.unfinished"))
