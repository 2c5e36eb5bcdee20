"""Two versions of a scene compared on its agreed page."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.models.outline import Draft
from app.ui.agreement.agreed_pane import AgreedPane
from app.ui.agreement.section_view import OutlinePart
from app.ui.kit.buttons import Button
from app.ui.kit.painted_row import TextLines
from app.ui.scenes.page import ScenesPage
from tests.support import factories as make
from tests.support.couples import OUTLINE, draft_named, read_and_say_yes, save, view_of, workspace_of
from tests.support.vaults import TestVault

pytestmark = pytest.mark.sample


def agree(vault: TestVault, draft: Draft) -> None:
    save(vault, draft)
    for person in vault.pair:
        read_and_say_yes(vault, person, draft.id)


def agreed_pane(qtbot: QtBot, vault: TestVault, folder: Path) -> AgreedPane:
    ws = workspace_of(vault, folder, here=(vault.alex,))
    page = ScenesPage(ws)
    qtbot.addWidget(page)
    page.resize(1000, 760)
    page.show()
    page.activate(draft_named(vault, OUTLINE).id)
    page.editor.outline.show_part(OutlinePart.AGREED)
    return page.editor.outline.agreed


def words_in(widget: QWidget) -> list[str]:
    QApplication.processEvents()
    labels = [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget) and label.text()]
    return [*labels, *(row.accessibleName() for row in widget.findChildren(TextLines) if row.isVisibleTo(widget))]


def button(widget: QWidget, name: str) -> Button:
    return next(each for each in widget.findChildren(Button) if each.accessibleName() == name)


def test_a_version_is_compared_with_the_one_shown(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    outline = draft_named(vault, OUTLINE).evolve(cap_minutes=60, exclusions=(make.line("no photos", "a" * 32),))
    agree(vault, outline)
    changed = outline.evolve(cap_minutes=45, exclusions=(), place="at home", debrief=outline.debrief)
    agree(vault, changed)
    agreed = agreed_pane(qtbot, vault, tmp_path)
    assert not agreed.differences.isVisibleTo(agreed)
    button(agreed, "Compare version 1 with the one shown").click()
    found = words_in(agreed.differences)
    assert "From version 1 to version 2" in found
    assert "Narrower" in found
    assert any("Version 1 · At most" in words for words in found)
    assert any("1 hour" in words for words in found)
    assert any("45 minutes" in words for words in found)
    assert "Taken out" in found
    assert any("no photos" in words for words in found)


def test_closing_it_goes_back_to_where_it_was_asked_for(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    outline = draft_named(vault, OUTLINE).evolve(cap_minutes=60)
    agree(vault, outline)
    agree(vault, outline.evolve(cap_minutes=90))
    agreed = agreed_pane(qtbot, vault, tmp_path)
    compare = button(agreed, "Compare version 1 with the one shown")
    compare.click()
    assert "Wider" in words_in(agreed.differences)
    button(agreed.differences, "Close").click()
    assert not agreed.differences.isVisibleTo(agreed)
    assert agreed.window().focusWidget() is compare


def test_the_version_on_screen_is_not_compared_with_itself(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> None:
    outline = draft_named(vault, OUTLINE).evolve(cap_minutes=60)
    agree(vault, outline)
    agree(vault, outline.evolve(cap_minutes=90))
    agreed = agreed_pane(qtbot, vault, tmp_path)
    newest, oldest = (version.agreement for version in view_of(vault, outline.id).versions)
    assert newest.id not in agreed.history.compare_buttons
    assert "Shown above" in words_in(agreed)
    agreed.on_compare(oldest.id)
    agreed.on_show(oldest.id)
    assert not agreed.differences.isVisibleTo(agreed), "what was compared is shown itself now"
    agreed.on_compare(newest.id)
    assert "From version 1 to version 2" in words_in(agreed.differences), "in the order in which they were agreed"
    if os.environ.get("SHOT"):
        agreed.window().grab().save(os.environ["SHOT"])
