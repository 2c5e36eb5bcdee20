"""Single-purpose guards: clipboard, preferences, words, prompts."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QPushButton
from pytestqt.qtbot import QtBot

from app import errors
from app.ui.clipboard import SecretClipboard
from app.ui.design.design import Design
from app.ui.design.tokens import Theme
from app.ui.error_text import error_text
from app.ui.kit.passphrase import PassEdit
from app.ui.preferences import Preferences
from app.ui.prompts import Dialog, Prompts

ERRORS = [
    kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, errors.AccordError)
]  # fmt: skip


def test_our_copy_is_marked_secret_and_taken_back(qtbot: QtBot) -> None:
    board = QGuiApplication.clipboard()
    ours = SecretClipboard(board)
    ours.copy("recovery code")
    assert board.text() == "recovery code"
    assert bytes(board.mimeData().data("x-kde-passwordManagerHint").data()) == b"secret"
    ours.clear()
    assert board.text() == ""


def test_what_others_copied_stays(qtbot: QtBot) -> None:
    board = QGuiApplication.clipboard()
    ours = SecretClipboard(board)
    ours.copy("recovery code")
    other = QMimeData()
    other.setText("a recipe")
    board.setMimeData(other)
    ours.clear()
    assert board.text() == "a recipe"
    board.clear()


def test_preferences_come_back(tmp_path: Path) -> None:
    first = Preferences(tmp_path / "a.ini")
    first.theme, first.scale, first.together_minutes = Theme.DARK, 150, 7
    first.vault, first.geometry = tmp_path / "vault", QByteArray(b"\x01\x02")
    first.sync()
    again = Preferences(tmp_path / "a.ini")
    assert (again.theme, again.scale, again.together_minutes, again.language) == (Theme.DARK, 150, 7, "en")
    assert again.vault == tmp_path / "vault"
    assert again.geometry == QByteArray(b"\x01\x02")


def test_odd_preferences_fall_back(tmp_path: Path) -> None:
    (tmp_path / "a.ini").write_text("[look]\ntheme=purple\nscale=big\n[lock]\ntogether=-3\n", encoding="utf-8")
    odd = Preferences(tmp_path / "a.ini")
    assert (odd.theme, odd.scale, odd.together_minutes, odd.vault) == (Theme.SYSTEM, 100, 1, None)


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_every_error_has_its_own_words(qtbot: QtBot, kind: type[errors.AccordError]) -> None:
    words = error_text(kind("marks"))
    assert words.title
    assert words.text
    assert words.title != error_text(RuntimeError()).title
    assert words.is_refusal is issubclass(kind, errors.RuleError)


def test_refusals_and_secrets_tell_no_detail(qtbot: QtBot) -> None:
    for kind in ERRORS:
        if issubclass(kind, errors.RuleError | errors.SecretError):
            assert "sam's note" not in error_text(kind("sam's note")).text


def test_a_bug_says_its_kind_and_no_content(qtbot: QtBot) -> None:
    words = error_text(ValueError("private words"))
    assert "ValueError" in words.text
    assert "private words" not in words.text


@pytest.fixture
def prompts(qtbot: QtBot) -> Prompts:
    design = Design(Theme.LIGHT)
    window = QMainWindow()
    qtbot.addWidget(window)
    design.apply(window)
    window.resize(900, 700)
    with qtbot.waitExposed(window):
        window.show()
    return Prompts(design, window)


def _dialog(prompts: Prompts) -> Dialog:
    dialog = prompts._open[-1]
    assert isinstance(dialog, Dialog)
    return dialog


@pytest.mark.parametrize(("key", "answer"), [(Qt.Key.Key_Return, True), (Qt.Key.Key_Escape, False)])
def test_a_question_by_keyboard(qtbot: QtBot, prompts: Prompts, key: Qt.Key, answer: bool) -> None:
    done: list[bool] = []
    prompts.confirm("Leave?", "It is saved.", "Leave", lambda: done.append(True))
    QTest.keyClick(_dialog(prompts), key)
    assert bool(done) is answer
    assert prompts._open == []


def test_a_dialog_of_nobody_belongs_to_the_window(prompts: Prompts) -> None:
    dialog = prompts.show(Dialog(Design(Theme.LIGHT), "Which?"))
    assert dialog.isWindow()
    assert dialog.parentWidget() is prompts._window
    prompts.close_all()


def test_what_cannot_be_undone_is_not_the_default(qtbot: QtBot, prompts: Prompts) -> None:
    done: list[bool] = []
    prompts.confirm("Delete?", "It is gone then.", "Delete", lambda: done.append(True), danger=True)
    QTest.keyClick(_dialog(prompts), Qt.Key.Key_Return)
    assert done == []
    assert prompts._open == []


def test_the_way_to_the_resources_answers_a_question_with_no(qtbot: QtBot, prompts: Prompts) -> None:
    done: list[str] = []
    prompts.confirm(
        "Take it off?", "", "Remove it", lambda: done.append("off"), resources=lambda: done.append("resources")
    )
    to_them = next(b for b in _dialog(prompts).findChildren(QPushButton) if "Somebody to talk to" in b.text())
    QTest.mouseClick(to_them, Qt.MouseButton.LeftButton)
    assert done == ["resources"]
    assert prompts._open == []


def test_a_passphrase_is_given_once_and_forgotten(qtbot: QtBot, prompts: Prompts) -> None:
    said: list[str | None] = []
    prompts.ask_passphrase("Sign", "", said.append)
    edit = _dialog(prompts).findChild(PassEdit)
    assert edit is not None
    QTest.keyClicks(edit, "three words here")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert said == ["three words here"]


def test_locking_closes_questions_unanswered(qtbot: QtBot, prompts: Prompts) -> None:
    said: list[object] = []
    prompts.confirm("Leave?", "", "Leave", lambda: said.append(True))
    prompts.ask_text("Name", "", "Name", said.append, keep=lambda *_edit: None)
    prompts.close_all()
    assert said == []
    assert prompts._open == []


def test_an_error_is_told_in_a_dialog_of_ours(qtbot: QtBot, prompts: Prompts) -> None:
    went_on: list[bool] = []
    prompts.show_error(errors.VaultInUse(), lambda: went_on.append(True))
    button = _dialog(prompts).findChild(QPushButton)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert went_on == [True]
