"""Another program locks a file of the vault, or its medium is pulled: one is told, and nothing typed is lost."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.errors import VaultFileInUse
from app.services import journal
from app.storage import databases
from app.ui.design.design import Design
from app.ui.design.tokens import Theme
from app.ui.start.page import StartPage
from app.ui.start.unlock_view import UnlockView
from app.ui.vault_access import ShownMark
from tests.support.foreign_lock import ForeignLock, locked
from tests.support.journals import journal_page, write
from tests.support.leaks import settle
from tests.support.prompts import FakePrompts
from tests.support.vault_access import FakeVaultAccess
from tests.support.vaults import ALEX, TestVault, vault_for
from tests.support.widgets import is_shown, said_in

TOLD = "Another program is using a file of this vault"


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestVault]:
    monkeypatch.setattr(databases, "PATIENCE", 0.05)
    with vault_for(tmp_path / "vault", ALEX) as made:
        yield made


@pytest.mark.skipif(sys.platform == "win32", reason="the locks are those of POSIX")
@pytest.mark.parametrize("lock", ForeignLock)
def test_words_in_the_journal_wait_for_the_lock(qtbot: QtBot, vault: TestVault, lock: ForeignLock) -> None:
    entry = write(vault, "first")
    page = journal_page(qtbot, vault)
    page.pane.focus_body()
    with locked(vault.folder / f"{vault.alex}.db", lock):
        QTest.keyClicks(page.focusWidget(), "more words ")
        page.flush()
        settle()
        assert is_shown(QLabel, TOLD, page)
        assert "more words" in page.pane.editor.document().toPlainText()
    page.flush()
    settle()
    with vault.unit() as uow:
        assert (
            journal.entry(uow, person=vault.alex, entry_id=entry.id).text.body
            == page.pane.editor.document().toPlainText()
        )


def test_words_in_the_journal_wait_for_a_stick_that_was_pulled(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    entry, away = write(vault, "first"), tmp_path / "away"
    page = journal_page(qtbot, vault)
    page.pane.focus_body()
    vault.folder.rename(away)
    QTest.keyClicks(page.focusWidget(), "more words ")
    page.flush()
    settle()
    assert is_shown(QLabel, "The vault is not there at the moment", page)
    assert "more words" in page.pane.editor.document().toPlainText()
    shutil.copytree(away, vault.folder)  # a medium that comes back has other numbers for its files
    page.flush()
    settle()
    with vault.unit() as uow:
        saved = journal.entry(uow, person=vault.alex, entry_id=entry.id).text.body
    assert saved == page.pane.editor.document().toPlainText()
    assert "more words" in saved


def test_at_unlock_it_is_no_wrong_passphrase(qtbot: QtBot, tmp_path: Path) -> None:
    access = FakeVaultAccess(tmp_path / "vault", (ShownMark("a" * 32, "circle", "person_a", "A"),))
    page = StartPage(Design(Theme.LIGHT), access, FakePrompts())
    qtbot.addWidget(page)
    page.show()
    page.activate()
    assert isinstance(page.view, UnlockView)
    access.refuse = VaultFileInUse("shared.db")
    page.view.submitted.emit("a" * 32, "quiet river lantern")
    assert is_shown(QLabel, TOLD, page.view)
    assert "shared.db" in said_in(page.view.notice)
