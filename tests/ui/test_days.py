"""Days in words, as they stand in sentences and in fields."""

from __future__ import annotations

import ast
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QDate
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

import app.ui
from app.ui.design.design import Design
from app.ui.design.tokens import Theme
from app.ui.kit.controls import DateField
from app.ui.kit.strings import with_plain_spaces
from app.ui.terms import day_words, moment_words

UI = Path(app.ui.__file__).parent
WITHOUT_SENTENCE = {
    "check_ins/words.py": "the axis of a chart",
    "home/presenter.py": "a line of its own",
    "journal/import_list.py": "a painted row",
    "journal/moment_line.py": "a field",
}


@pytest.mark.parametrize("today", [date(2026, 3, 14), date(2027, 3, 14)])
def test_no_line_is_broken_inside_a_day(today: date) -> None:
    words = day_words(date(2026, 3, 4), today)
    assert " " not in words
    assert with_plain_spaces(words).startswith("4 March")
    assert moment_words(datetime(2026, 3, 4, 12, tzinfo=UTC)).count(" ") == 1, "before the time of day"


def test_whoever_says_a_day_uses_these_words() -> None:
    found = {
        str(path.relative_to(UI))
        for path in UI.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "d MMM" in node.value
    }
    assert found == {"terms.py", *WITHOUT_SENTENCE}


def test_a_field_says_the_weekday_behind_the_day_and_can_be_typed_through(qtbot: QtBot) -> None:
    field = DateField(Design(Theme.LIGHT), "Day")
    qtbot.addWidget(field)
    field.show()
    field.show_day(date(2026, 11, 23))
    assert field.edit.text() == "23 November 2026 (Monday)"
    field.edit.setFocus()
    field.edit.setSelectedSection(field.edit.Section.DaySection)
    QTest.keyClicks(field.edit, "28")
    field.edit.interpretText()
    assert field.edit.date() == QDate(2026, 11, 28)
    assert field.edit.text() == "28 November 2026 (Saturday)", "longer than before"
