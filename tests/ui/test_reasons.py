"""A grey button has its reason beside it."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import app.ui
from app.ui.design.design import Design
from app.ui.design.tokens import Theme
from app.ui.journal.export_dialog import PDF, ExportDialog
from app.ui.journal.steps_dialog import StepsDialog
from app.ui.kit.buttons import secondary
from app.ui.kit.flow import Column
from app.ui.kit.labels import Reason
from app.ui.my_list.import_dialog import ListImportDialog
from app.ui.workspace import Workspace
from tests.screenshots.list_import import LIST
from tests.support.couples import workspace_of
from tests.support.leaks import settle
from tests.support.vaults import TestVault

UI = Path(app.ui.__file__).parent
WITHOUT_REASON = {
    "kit/labels.py": "where it is given",
    "start/frame.py": "the button says what is being done",
    "settings/about_me.py": "the button says what is being done",
    "settings/locking.py": "the button says what is being done",
    "settings/passphrase_form.py": "the button says what is being done",
    "settings/yours.py": "the button says what is being done",
    "agreement/withdraw.py": "the button says what is being done",
    "journal/steps_dialog.py": "a question stands in front of it",
    "journal/ways_panel.py": "chips of an entry that is only read",
    "journal/label_row.py": "chips of an entry that is only read",
    "journal/list_column.py": "the list says that the bin is empty",
    "journal/editor_bar.py": "nothing to undo, or to redo",
    "kit/controls.py": "no day to clear",
    "export/preview.py": "the first page, or the last",
    "check_ins/chart_view.py": "an end of the chart",
    "check_ins/dimensions_view.py": "an end of the list",
    "therapist/cards.py": "a question with a tick: it is on the sheet",
    "scenes/proposal_row.py": "an end of the list",
    "my_reading/finish.py": "the sentence above it says what comes first",
    "my_reading/clause_card.py": "what it opens stands below it",
    "limits/picks.py": "it says that nothing is picked yet",
}


def test_whatever_can_be_grey_has_a_reason() -> None:
    """Everything else goes through `Reason`; what is listed here needs none, because …"""
    found = {
        str(path.relative_to(UI))
        for path in UI.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in ("setEnabled", "setDisabled")
    }
    assert found - WITHOUT_REASON.keys() == set(), "give a `Reason`"
    assert WITHOUT_REASON.keys() - found == set(), "no longer needed"


def test_a_reason_is_shown_and_said_until_there_is_none(qtbot: QtBot) -> None:
    buttons = [secondary(Design(Theme.LIGHT), words) for words in ("Save", "Print")]
    why = Reason(*buttons)
    page: QWidget = Column(*buttons, why)
    qtbot.addWidget(page)
    page.show()
    assert not why.isVisible()
    why.give("Robin has not approved yet.")
    assert why.isVisible()
    assert {(button.isEnabled(), button.accessibleDescription()) for button in buttons} == {
        (False, "Robin has not approved yet.")
    }
    why.give("")
    assert not why.isVisible()
    assert {(button.isEnabled(), button.accessibleDescription()) for button in buttons} == {(True, "")}


def _list_with_words_to_explain(ws: Workspace, over: QWidget) -> ListImportDialog:
    dialog = ws.prompts.show(ListImportDialog(ws, over))
    dialog.paste.setPlainText(LIST)
    dialog.on_read()
    return dialog


def _pages_of_the_journal(ws: Workspace, over: QWidget) -> ExportDialog:
    dialog = ws.prompts.show(ExportDialog(ws, over))
    dialog._on_what(PDF)
    return dialog


@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("make", [_list_with_words_to_explain, _pages_of_the_journal])
def test_a_reason_is_in_sight_in_a_dialog_that_scrolls(
    qtbot: QtBot, vault: TestVault, tmp_path: Path, make: Callable[[Workspace, QWidget], StepsDialog], scale: int
) -> None:
    ws = workspace_of(vault, tmp_path, here=(vault.alex,))
    ws.design.set_scale(scale)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1024, 700)
    window.show()
    dialog = make(ws, window)
    qtbot.waitUntil(lambda: any(each.text() for each in dialog.findChildren(Reason)))
    settle()
    (why,) = (each for each in dialog.findChildren(Reason) if each.text())
    assert dialog.pane.verticalScrollBar().maximum() > 0, "the rest scrolls"
    assert why.visibleRegion().boundingRect() == why.rect()
    assert dialog.pane.geometry().bottom() < why.y() < dialog.buttons.y()
