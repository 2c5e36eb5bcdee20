"""A whole session on a medium that can only be read: looked at, exported and restored from, and never *Saved*."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.models.journal import JournalQuery
from app.services import own_data
from app.services.long_work import LongWork
from app.ui.journal.page import JournalPage
from app.ui.kit.mark import MarkButton
from app.ui.page_id import PageId
from app.ui.prompts import Prompts
from app.ui.start.restore_pages import RestoredView, RestoreView
from app.ui.start.unlock_view import UnlockView
from tests.end_to_end.player import Player, program
from tests.end_to_end.sessions import cheap, unlock
from tests.support.files import contents
from tests.support.mounts import make_read_only, small_disk
from tests.support.vaults import ALEX_WORDS, vault_for

__all__ = ["cheap"]


@pytest.fixture
def medium(tmp_path: Path) -> Iterator[Path]:
    """A vault for two on a file system that is mounted read-only, with a backup in it."""
    with vault_for(tmp_path / "vault") as vault:
        vault.fill_with_sample()
        backups = vault.service.backups
        backups.begin(LongWork())
        assert backups.copy()
        backups.finish(vault.clock(), 7, None)
    with small_disk(tmp_path / "medium", 65_536) as place:
        shutil.copytree(tmp_path / "vault", place / "vault")
        make_read_only(place)
        yield place / "vault"


@pytest.fixture
def reader(qtbot: QtBot, medium: Path, tmp_path: Path) -> Iterator[Player]:
    (tmp_path / "own").mkdir()
    with program(medium, tmp_path / "own") as running:
        yield running


def test_it_is_looked_at_and_exported_and_nothing_says_saved(reader: Player, medium: Path, tmp_path: Path) -> None:
    before = contents(medium)
    unlock(reader, 0, ALEX_WORDS)
    assert "This vault can only be read" in reader.words()
    pages = reader.shell.pages
    for page_id, item in pages.items.items():
        if item.exists(pages.context):
            reader.go(page_id)
    reader.prompts.answers.extend([True, str(tmp_path / "notes.json")])
    reader.go(PageId.SETTINGS)
    reader.press("Save as JSON…")
    reader.until(lambda: (tmp_path / "notes.json").exists(), "the export")
    assert own_data.read_json(tmp_path / "notes.json").journal
    reader.go(PageId.JOURNAL)
    page = reader.page
    assert isinstance(page, JournalPage)
    with reader.shell.ws.vault.unit() as uow:
        (moment, *_) = uow.private(reader.shell.ws.me).journal.moments(JournalQuery(), most=1)
    page.presenter.open(moment)
    reader.until(lambda: page.presenter.entry is not None, "the entry")
    reader.settle(60)
    QTest.keyClicks(page.pane.editor, "more")
    page.presenter.save()
    reader.settle(60)
    assert "This could not be saved" in reader.words()
    assert "Not saved" in reader.words()
    assert "more" in page.pane.editor.toPlainText()
    reader.controller.on_lock()
    reader.until(lambda: reader.shown(MarkButton), "the unlock page")
    assert "was not saved" in reader.words()
    assert contents(medium) == before


def test_a_backup_on_it_is_restored_elsewhere(
    reader: Player, medium: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(medium)
    (backup,) = (medium / "backups").iterdir()
    reader.until(lambda: reader.shown(UnlockView), "the unlock page")
    monkeypatch.setattr(Prompts, "choose_files", lambda _prompts, _title, done, **_filters: done((backup,)))
    monkeypatch.setattr(Prompts, "choose_folder", lambda _prompts, _title, done: done(tmp_path / "restored"))
    reader.press("Restore a backup…")
    reader.until(lambda: reader.shown(RestoreView), "the backup")
    reader.press("Choose another folder…")
    reader.shown(MarkButton)[0].click()
    reader.type("Your passphrase", ALEX_WORDS)
    reader.press("Restore")
    reader.until(lambda: reader.shown(RestoredView), "what was restored")
    assert contents(medium) == before
    assert list((tmp_path / "restored").glob("**/keyring.json"))
