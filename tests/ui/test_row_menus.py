"""What a desktop has: menus on rows, words to copy, clicks on words that tick, undo, and typing that is not lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.ui.agreement.clause_view import ClauseView
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, TextRole, Theme
from app.ui.journal.page import JournalPage
from app.ui.kit.check_list import CheckList
from app.ui.kit.controls import CheckBox
from app.ui.kit.menu_button import acts_of, words_of
from app.ui.kit.painted_row import TextLines
from app.ui.kit.surfaces import ClickRow
from app.ui.page_id import PageId
from app.ui.scenes.page import ScenesPage
from app.ui.shell.shell import Shell
from app.ui.terms import day_words
from tests.support.couples import AGREED, workspace_of
from tests.support.leaks import settle
from tests.support.vaults import TestVault, vault_for
from tests.ui.test_keyboard import LISTED, focused, press, shell_for

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestVault]:
    with vault_for(tmp_path_factory.mktemp("rows") / "vault") as made:
        made.fill_with_sample()
        yield made


@pytest.fixture
def shell(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> Shell:
    return shell_for(qtbot, workspace_of(vault, tmp_path, here=(vault.alex,)))


def by_menu_key(widget: QWidget) -> None:
    """Press the menu key."""
    middle = widget.rect().center()
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(widget, QContextMenuEvent(reason, middle, widget.mapToGlobal(middle)))


def opened_menu() -> list[str]:
    """The words of the menu that is open; it is closed."""
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    words = [action.text() for action in menu.actions() if not action.isSeparator()]
    menu.close()
    settle()
    return words


def test_the_menu_of_a_row_is_its_buttons_and_its_words(qtbot: QtBot, shell: Shell) -> None:
    shell.pages.go(PageId.SCENES)
    settle()
    page = shell.pages.current
    assert isinstance(page, ScenesPage)
    card = next(iter(page.list.rows.values()))
    card.setFocus()
    by_menu_key(card)
    assert opened_menu() == [*(words for words, _act in acts_of(card)), "Copy the words"]
    assert [words for words, _act in acts_of(card)] == ["Open", f"Make a copy of {AGREED}"]
    page.list.opened.emit(next(key for key, each in page.list.rows.items() if each.accessibleName().startswith(AGREED)))
    settle()
    clause = next(each for each in page.findChildren(ClauseView) if each.isVisible() and acts_of(each))
    (button,) = [each for each in clause.findChildren(QWidget) if each.focusPolicy() is Qt.FocusPolicy.StrongFocus]
    button.setFocus()
    by_menu_key(button)
    assert opened_menu() == [f"Withdraw: {clause.words.title}", "Copy the words"]
    assert button.hasFocus(), "the keyboard is back where it was"
    press(shell, Qt.Key.Key_C, CONTROL)
    assert QApplication.clipboard().text().startswith(clause.words.title)
    shell.ws.clipboard.clear()


def test_words_of_an_agreed_page_are_selected_and_copied(qtbot: QtBot, shell: Shell) -> None:
    words = TextLines(
        shell.ws.design, [("Massage 👋🏽", TextRole.STRONG, Colour.INK), ("slowly", TextRole.BODY, Colour.INK)]
    )
    qtbot.addWidget(words)
    words.resize(400, words.heightForWidth(400))
    with qtbot.waitActive(words):
        words.show()
        words.activateWindow()
    assert not words.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    QTest.mousePress(words, Qt.MouseButton.LeftButton, pos=QPoint(0, 2))
    QTest.mouseMove(words, QPoint(399, 2))
    QTest.mouseRelease(words, Qt.MouseButton.LeftButton, pos=QPoint(399, 2))
    assert words.selected == "Massage 👋🏽"
    QTest.mouseMove(words, QPoint(399, words.height() - 2))
    QTest.keyClick(words, Qt.Key.Key_A, CONTROL)
    assert words.selected == "Massage 👋🏽\nslowly"
    words.grab()
    QTest.keyClick(words, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(words, Qt.Key.Key_C, CONTROL)
    assert QApplication.clipboard().text() == "Massage 👋🏽\nslowl"
    words.clearFocus()
    assert words.selected == ""
    QApplication.clipboard().clear()


def test_an_entry_has_the_menu_of_its_row(qtbot: QtBot, shell: Shell) -> None:
    shell.pages.go(PageId.JOURNAL)
    page = shell.pages.current
    assert isinstance(page, JournalPage)
    qtbot.waitUntil(lambda: page.presenter.entry is not None)
    page.list.rows.customContextMenuRequested.emit(QPoint(5, 5))
    assert opened_menu() == [action.text() for action in page.detail.menu.actions() if not action.isSeparator()]


@pytest.mark.parametrize("page", LISTED, ids=str)
def test_what_is_typed_when_a_page_opens_is_taken_or_it_says_that_it_is_not(
    qtbot: QtBot, shell: Shell, page: PageId
) -> None:
    said: list[str] = []
    shell.ws.signals.toasted.connect(lambda text, _undo: said.append(text))
    shell.pages.go(page)
    settle()
    here = focused(shell)
    QTest.keyClick(here, Qt.Key.Key_Z)
    if isinstance(here, QLineEdit):
        assert here.text() == "z"
    elif isinstance(here, QPlainTextEdit | QTextEdit):
        assert "z" in here.toPlainText()
    elif page is not PageId.JOURNAL:  # its list looks for nothing by letters: the search does
        assert said == ["Nothing here takes what you type. Tab goes to the next field or button."]


@pytest.mark.parametrize("page", [PageId.JOURNAL, PageId.AFTERCARE])
def test_ctrl_z_in_an_empty_field_undoes_what_a_message_offered(shell: Shell, page: PageId) -> None:
    undone: list[str] = []
    shell.pages.go(page)
    settle()
    assert shell.pages.current is not None
    field = next(each for each in shell.pages.current.findChildren(QLineEdit) if each.isVisible())
    field.setFocus()
    shell.ws.toast("Deleted", lambda: undone.append("row"))
    press(shell, Qt.Key.Key_Z, CONTROL)
    assert undone == ["row"]


def test_copied_words_have_the_blanks_that_somebody_would_type(qtbot: QtBot) -> None:
    design, words = Design(Theme.LIGHT), f"Until {day_words(date(2001, 3, 4))}"
    row, lines = ClickRow(design, words), TextLines(design, [(words, TextRole.BODY, Colour.INK)])
    qtbot.addWidget(row)
    row.add(lines)
    row.show()
    assert words_of(row) == "Until 4 March 2001\nUntil 4 March 2001"
    QTest.keyClick(lines, Qt.Key.Key_A, CONTROL)
    QTest.keyClick(lines, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "Until 4 March 2001"


def test_a_click_on_the_words_ticks(qtbot: QtBot) -> None:
    rows, box = CheckList(Design(Theme.LIGHT), "Rows", rows=3), CheckBox(Design(Theme.LIGHT), "Some words beside a box")
    ticked: list[tuple[str, bool]] = []
    rows.ticked.connect(lambda key, on: ticked.append((key, on)))
    rows.show_rows([("a", "First"), ("b", "Second")], ())
    for each in (rows, box):
        qtbot.addWidget(each)
        each.show()
    area = rows.visualItemRect(rows.item(1))
    for _ in range(2):
        QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(area.right() - 20, area.center().y()))
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(area.left() + 12, area.center().y()))
    assert ticked == [("b", True), ("b", False), ("b", True)]
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(box.sizeHint().width() - 6, box.height() // 2))
    assert box.isChecked()
