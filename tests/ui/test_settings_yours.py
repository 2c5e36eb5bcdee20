"""*Yours to keep* by the buttons of Settings: saved after a warning, read back into a vault for one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from app.models.journal import EntryText
from app.services import journal, own_data
from app.ui.settings.page import SettingsPage
from app.ui.workspace import Workspace
from tests.support.prompts import FakePrompts
from tests.support.show_page import show_page
from tests.support.vaults import ALEX, TestVault, vault_for
from tests.support.widgets import click, find_all, labels_in
from tests.support.workspace import workspace_over


@pytest.fixture
def couple(tmp_path: Path) -> Iterator[TestVault]:
    with vault_for(tmp_path / "two") as vault:
        vault.fill_with_sample()
        yield vault


@pytest.fixture
def solo(tmp_path: Path) -> Iterator[TestVault]:
    with vault_for(tmp_path / "one", ALEX, salt=5) as vault:
        yield vault


def settings(qtbot: QtBot, vault: TestVault, *answers: object) -> tuple[Workspace, SettingsPage]:
    ws = workspace_over(vault, vault.people[:1])
    assert isinstance(ws.prompts, FakePrompts)
    ws.prompts.answers.extend(answers)
    return ws, show_page(qtbot, SettingsPage(ws))


def test_saved_after_a_warning_and_read_back(qtbot: QtBot, couple: TestVault, solo: TestVault, tmp_path: Path) -> None:
    to = tmp_path / "notes.json"
    ws, page = settings(qtbot, couple, False, True, str(to), True, None)
    assert isinstance(ws.prompts, FakePrompts)
    click("Save as JSON…", page.yours)
    assert not to.exists(), "the warning was not accepted"
    click("Save as JSON…", page.yours)
    assert "not encrypted" in labels_in(page.yours.notice)
    click("Save as JSON…", page.yours)
    assert not find_all(QAbstractButton, page.yours, "Read a saved file…"), "only in a vault for one"
    saved = own_data.read_json(to)
    assert {entry.text.title for entry in saved.journal} >= {"What we had agreed: ground rules"}

    others = {"none": "not able to open", "foreign": "did not save it", "newer": "A newer version", "cut": "cut short"}
    raw = to.read_text("utf-8")
    (tmp_path / "foreign").write_text("words")
    (tmp_path / "newer").write_text(raw.replace('"version": 1', '"version": 2', 1))
    (tmp_path / "cut").write_text(raw[:-9])
    (tmp_path / "edited").write_text(raw.replace('"packs": {', '"packs": {"a": 1,', 1))
    others["edited"] = "“packs” is not as"
    files = [[str(tmp_path / name)] for name in others]
    _ws, page = settings(qtbot, solo, [], *files, [str(to)], [str(to)])
    for expected in ("", *others.values(), "Everything in the file", "not empty"):
        click("Read a saved file…", page.yours)
        assert expected in labels_in(page.yours.notice)
    with solo.unit() as uow:
        back = own_data.collect(uow, person=solo.alex, keeping=lambda _kept: EntryText(), now=solo.clock())
    assert back.digest == saved.digest


def test_markdown_is_for_reading(qtbot: QtBot, couple: TestVault, tmp_path: Path) -> None:
    to = tmp_path / "notes.md"
    with couple.unit(couple.alex) as uow:
        text = EntryText(title="Marigolds", body="under *glass*")
        journal.new_entry(uow, person=couple.alex, text=text, now=couple.clock(), new_id=couple.ids)
    _ws, page = settings(qtbot, couple, True, str(to))
    click("Save as Markdown…", page.yours)
    written = to.read_text("utf-8")
    for expected in (
        "# Alex",
        "## My list",
        "## Journal",
        "Marigolds",
        "under *glass*",
        "## Check-ins",
        "ground rules",
    ):
        assert expected in written
