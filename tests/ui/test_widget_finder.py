"""The test helper that finds widgets by name: it must refuse what is hidden, missing, ambiguous or disabled."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.support.widgets import button, click, find, find_all, is_shown, name_of, write


@pytest.fixture
def form(qtbot: QtBot) -> QWidget:
    """Two fields, a label and four buttons: one hidden, one disabled, one with an ampersand."""
    widget = QWidget()
    qtbot.addWidget(widget)
    column = QVBoxLayout(widget)
    line, several = QLineEdit("old"), QPlainTextEdit("old")
    line.setAccessibleName("Name")
    several.setAccessibleName("Notes")
    hidden, disabled = QPushButton("Hidden"), QPushButton("Disabled")
    parts: list[QWidget] = [line, several, QLabel("A label"), QPushButton("Save && close"), disabled, hidden]
    for each in parts:
        column.addWidget(each)
    hidden.hide()
    disabled.setEnabled(False)
    return widget


def test_finds_by_accessible_name_or_text(form: QWidget) -> None:
    assert name_of(button("Save & close", form)) == "Save & close"
    assert find(QLabel, "A label", form).text() == "A label"
    assert find(QLineEdit, "Name", form).text() == "old"
    assert [name_of(each) for each in find_all(QPushButton, form)] == ["Save & close", "Disabled"]


def test_what_is_hidden_is_found_only_when_asked_for(form: QWidget) -> None:
    assert not is_shown(QPushButton, "Hidden", form)
    assert find(QPushButton, "Hidden", form, hidden=True).isHidden()
    with pytest.raises(AssertionError, match=r"there are .*Save & close"):
        button("Hidden", form)


def test_refuses_an_ambiguous_name(form: QWidget) -> None:
    find(QPushButton, "Disabled", form).setAccessibleName("Save & close")
    with pytest.raises(AssertionError, match="2 x QAbstractButton"):
        button("Save & close", form)


def test_clicks_enabled_buttons_only(form: QWidget, qtbot: QtBot) -> None:
    with qtbot.waitSignal(button("Save & close", form).clicked):
        click("Save & close", form)
    with pytest.raises(AssertionError, match="disabled"):
        click("Disabled", form)


@pytest.mark.parametrize("words", ["new words", ""])
def test_writes_into_fields_of_one_line_and_of_several(form: QWidget, words: str) -> None:
    write(words, "Name", form)
    write(words, "Notes", form)
    assert find(QLineEdit, "Name", form).text() == words
    assert find(QPlainTextEdit, "Notes", form).toPlainText() == words
    with pytest.raises(AssertionError, match="0 fields"):
        write(words, "Elsewhere", form)
