"""Keys that reach what they are for: they scroll, size the text, undo, show a passphrase, wherever the focus is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

import app
from app.ui.design.design import Design
from app.ui.design.tokens import Theme
from app.ui.journal.page import JournalPage
from app.ui.kit.buttons import Button, ButtonKind
from app.ui.kit.check_list import CheckList
from app.ui.kit.flow import add_to
from app.ui.kit.keyboard import hear, stops_tab
from app.ui.kit.new_passphrase import NewPassphrase
from app.ui.kit.scroll import ScrollPage
from app.ui.page_id import PageId
from app.ui.shell.keys_dialog import KeysDialog
from app.ui.shell.shell import Shell
from app.ui.start.unlock_view import UnlockView
from app.ui.window import MainWindow
from tests.support.couples import workspace_of
from tests.support.leaks import settle
from tests.support.vaults import TestVault, vault_for
from tests.ui.test_keyboard import focused, shell_for

INSIDE = Qt.ShortcutContext.WidgetWithChildrenShortcut


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestVault]:
    with vault_for(tmp_path_factory.mktemp("keys") / "vault") as made:
        made.fill_with_sample()
        yield made


@pytest.fixture
def shell(qtbot: QtBot, vault: TestVault, tmp_path: Path) -> Shell:
    return shell_for(qtbot, workspace_of(vault, tmp_path, here=(vault.alex,)))


def test_keys_scroll_a_dialog_from_its_buttons_and_a_page_from_the_header(qtbot: QtBot, shell: Shell) -> None:
    window = shell.window()
    window.resize(1024, 480)
    shell.pages.go(PageId.SETTINGS)
    page = shell.pages.current
    assert page is not None
    assert page.scroller is not None
    bar = page.scroller.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    shell.header.menu.setFocus()
    assert scrolled_to(page.scroller, Qt.Key.Key_PageDown) > scrolled_to(page.scroller, Qt.Key.Key_PageUp) == 0
    shell.on_keys()
    settle()
    pane = next(each for each in window.findChildren(KeysDialog) if each.isVisible()).pane
    assert any("Page Down" in label.text() for label in pane.findChildren(QLabel)), "which are listed there"
    assert scrolled_to(pane, Qt.Key.Key_PageDown) > scrolled_to(pane, Qt.Key.Key_PageUp) == 0
    assert scrolled_to(pane, Qt.Key.Key_End) == pane.verticalScrollBar().maximum() > 0
    assert scrolled_to(pane, Qt.Key.Key_Home) == 0


def scrolled_to(area: ScrollPage, key: Qt.Key) -> int:
    """How far a key scrolls, pressed where the focus is."""
    QTest.keyClick(area.window().focusWidget(), key)
    return area.verticalScrollBar().value()


@pytest.mark.parametrize("is_unlocked", [False, True])
def test_text_grows_by_keys_whoever_is_here(qtbot: QtBot, shell: Shell, is_unlocked: bool) -> None:
    """Also where a passphrase is asked for, into which the plus would go otherwise."""
    window = shell.window()
    assert isinstance(window, MainWindow)
    view = UnlockView(shell.ws.design)
    qtbot.addWidget(view)
    if not is_unlocked:
        window.show_over(view)
        view.passphrase.edit.setFocus()
    asked: list[int] = []
    window.text_size_asked.connect(asked.append)
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus, Qt.Key.Key_0):
        QTest.keyClick(window.focusWidget(), key, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_F11)
    assert asked == [1, 1, -1, 0]
    assert window.isFullScreen()
    assert view.passphrase.text() == ""


def test_what_was_binned_from_the_list_comes_back_by_a_key(qtbot: QtBot, shell: Shell) -> None:
    """Not taken by the fields of the entry beside it, which have a history of their own."""
    shell.pages.go(PageId.JOURNAL)
    page = shell.pages.current
    assert isinstance(page, JournalPage)
    qtbot.waitUntil(lambda: page.panes.is_built and page.list.model.rowCount() > 1)
    before = page.list.model.rowCount()
    page.list.rows.setFocus()
    page.list.choose(0)
    QTest.keyClick(page.list.rows, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.list.model.rowCount() == before - 1)
    QTest.keyClick(focused(shell), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.list.model.rowCount() == before)
    assert focused(shell) is page.list.rows, "the next Delete is for an entry, not for a letter"


def test_a_page_without_a_main_button_says_so(qtbot: QtBot, shell: Shell) -> None:
    said: list[str] = []
    shell.ws.signals.toasted.connect(lambda text, _undo: said.append(text))
    shell.pages.go(PageId.PATTERNS)
    settle()
    page = shell.pages.active
    assert page is not None
    assert not [each for each in page.findChildren(Button) if each.kind is ButtonKind.PRIMARY and each.isVisible()]
    QTest.keyClick(focused(shell), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert said == ["There is no main button to press here now."]


def test_each_passphrase_is_shown_by_its_own_key(qtbot: QtBot) -> None:
    new = NewPassphrase(Design(Theme.LIGHT), "Passphrase")
    qtbot.addWidget(new)
    with qtbot.waitActive(new):
        new.show()
        new.activateWindow()
    for field, other in ((new.first, new.again), (new.again, new.first)):
        field.edit.setFocus()
        QTest.keyClick(field.edit, Qt.Key.Key_V, Qt.KeyboardModifier.AltModifier)
        assert field.edit.echoMode() is QLineEdit.EchoMode.Normal
        QTest.keyClick(field.edit, Qt.Key.Key_V, Qt.KeyboardModifier.AltModifier)
        assert other.edit.echoMode() is field.edit.echoMode() is QLineEdit.EchoMode.Password


def test_a_list_that_is_gone_to_is_in_sight_as_a_whole(qtbot: QtBot) -> None:
    """Arrows would go on below the edge of the page otherwise."""
    design = Design(Theme.LIGHT)
    page = ScrollPage(design)
    qtbot.addWidget(page)
    above, rows = QWidget(), CheckList(design, "Items", rows=8)
    above.setFixedHeight(560)
    add_to(page.body, above, rows)
    page.body.addStretch(1)
    rows.show_rows([(str(number), f"Item {number}") for number in range(40)], ())
    page.resize(900, 600)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    assert rows.visibleRegion().boundingRect().height() < rows.height()
    rows.setFocus()
    qtbot.waitUntil(lambda: rows.visibleRegion().boundingRect().height() == rows.height(), timeout=5_000)


@pytest.mark.parametrize("returns", [True, False])
def test_the_focus_of_a_page_that_was_left_is_in_sight(qtbot: QtBot, shell: Shell, returns: bool) -> None:
    """Back leads to where one was, wherever that is; whoever opens the page again begins at its heading."""
    shell.pages.go(PageId.SETTINGS)
    page = shell.pages.current
    assert page is not None
    last = [each for each in page.findChildren(Button) if each.isVisible() and stops_tab(each)][-1]
    last.setFocus()
    qtbot.waitUntil(lambda: not last.visibleRegion().isEmpty())
    shell.pages.go(PageId.HOME)
    settle()
    if returns:
        shell.pages.go_back()
    else:
        shell.pages.go(PageId.SETTINGS)
    settle()
    assert shell.pages.current is page
    qtbot.waitUntil(lambda: not focused(shell).visibleRegion().isEmpty(), timeout=5_000)
    assert (focused(shell) is last) is returns


def test_a_key_is_heard_where_it_is_meant_to_be(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    forgotten = QShortcut(QKeySequence("Ctrl+J"), owner, print, context=INSIDE)
    assert forgotten.context() is not INSIDE, "PySide minds it now: `hear` can be simpler"
    assert hear(owner, "Ctrl+M", print, INSIDE).context() is INSIDE


def test_no_context_is_forgotten() -> None:
    forgotten = []
    for path in Path(app.__path__[0]).rglob("*.py"):
        calls = (each for each in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(each, ast.Call))
        for call in calls:
            is_shortcut = ast.unparse(call.func).endswith("QShortcut")
            if is_shortcut and any(given.arg == "context" for given in call.keywords):
                forgotten.append(f"{path.stem}:{call.lineno}")
    assert not forgotten
