"""A grey button has its reason beside it."""

from __future__ import annotations

import ast
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import app.ui
from app.ui.design.design import Design
from app.ui.design.tokens import Theme
from app.ui.kit.buttons import secondary
from app.ui.kit.flow import Column
from app.ui.kit.reasons import Reason

UI = Path(app.ui.__file__).parent
WITHOUT_REASON = {
    "kit/reasons.py": "where it is given",
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
