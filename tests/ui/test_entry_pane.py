"""The open entry on a real vault: shown, typed in, saved by itself, read-only in the bin."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.models.journal import EntryId, EntryText, JournalEntry
from app.services import journal
from app.ui.journal.entry_pane import EntryPane
from tests.support.texts import AWKWARD
from tests.support.vaults import ALEX, TestVault, vault_for
from tests.support.workspace import make_workspace


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    with vault_for(tmp_path / "v", ALEX) as opened:
        yield opened


@pytest.fixture
def pane(qtbot: QtBot, vault: TestVault) -> EntryPane:
    ws = make_workspace(
        vault.folder.parent, unit_of_work=vault.unit, people=vault.people, here=vault.people, clock=vault.clock
    )
    made = EntryPane(ws)
    qtbot.addWidget(made)
    made.resize(640, 760)
    made.show()
    return made


def write(vault: TestVault, body: str = "", **said: object) -> JournalEntry:
    """An entry of now."""
    text = EntryText.model_validate({"body": body, **said})
    with vault.unit(vault.alex) as uow:
        made = journal.new_entry(uow, person=vault.alex, text=text, now=vault.clock(), new_id=vault.ids)
    vault.clock.advance(minutes=1)
    return made.entry


def kept(vault: TestVault, entry_id: EntryId) -> JournalEntry:
    """The entry as it is in the vault."""
    with vault.unit() as uow:
        return journal.entry(uow, person=vault.alex, entry_id=entry_id)


def test_an_entry_opens_and_is_kept_as_it_was(pane: EntryPane, vault: TestVault) -> None:
    made = write(vault, "First words", title="A title")
    pane.open(made.id)
    assert pane.entry == made
    pane.flush()
    assert kept(vault, made.id) == made


def test_what_is_typed_is_saved_on_leaving(pane: EntryPane, vault: TestVault, qtbot: QtBot) -> None:
    one, other = write(vault), write(vault)
    pane.open(one.id)
    pane.focus_body()
    QTest.keyClicks(pane.editor, "hello")
    pane.open(other.id)
    assert kept(vault, one.id).text.body == "hello"
    assert kept(vault, other.id) == other


def test_what_is_typed_saves_itself_after_a_pause(pane: EntryPane, vault: TestVault, qtbot: QtBot) -> None:
    made = write(vault)
    pane.open(made.id)
    with qtbot.waitSignal(pane.saved):
        QTest.keyClicks(pane.editor, "hello")
    assert kept(vault, made.id).text.body == "hello"


@pytest.mark.parametrize("title", [text for text in AWKWARD if "\n" not in text])
def test_titles_come_back(pane: EntryPane, vault: TestVault, title: str) -> None:
    made = write(vault, title=title)
    pane.open(made.id)
    assert pane.title.text() == title


def test_what_is_in_the_bin_is_read_only(pane: EntryPane, vault: TestVault, qtbot: QtBot) -> None:
    made = write(vault, "kept")
    with vault.unit(vault.alex) as uow:
        journal.bin_entry(uow, person=vault.alex, entry_id=made.id, now=vault.clock())
    pane.open(made.id)
    QTest.keyClicks(pane.editor, "hello")
    pane.flush()
    assert kept(vault, made.id).text.body == "kept"
