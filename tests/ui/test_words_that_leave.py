"""What leaves through the clipboard: no passphrase ever, words of the journal marked as secret and for a while."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QAction, QClipboard, QContextMenuEvent, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.ui.clipboard import SecretClipboard
from app.ui.design.design import Design
from app.ui.design.tokens import Theme
from app.ui.journal.editor_clipboard import MARKDOWN
from app.ui.journal.page import JournalPage
from app.ui.kit.notice import Notice
from app.ui.kit.passphrase import PassField
from app.ui.start.recovery_code import RecoveryCode
from app.ui.start.recovery_view import RecoverView
from tests.support.journals import journal_page, write
from tests.support.leaks import settle
from tests.support.vaults import TestVault

pytestmark = pytest.mark.solo

SELECTION = QClipboard.Mode.Selection
HINT = "x-kde-passwordManagerHint"
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def empty_clipboard(qtbot: QtBot) -> Iterator[None]:
    board = QGuiApplication.clipboard()
    for mode in (QClipboard.Mode.Clipboard, SELECTION):
        board.setText("a recipe", mode)
    yield
    for mode in (QClipboard.Mode.Clipboard, SELECTION):
        board.clear(mode)


# --- passphrases


def drag(edit: QLineEdit) -> None:
    """Mark the whole line with the mouse, from its beginning to its end."""
    middle = edit.height() // 2
    QTest.mousePress(edit, Qt.MouseButton.LeftButton, pos=QPoint(3, middle))
    for x in range(3, edit.width(), 20):
        QTest.mouseMove(edit, QPoint(x, middle))
    QTest.mouseRelease(edit, Qt.MouseButton.LeftButton, pos=QPoint(edit.width() - 3, middle))


def double_click(edit: QLineEdit) -> None:
    QTest.mouseDClick(edit, Qt.MouseButton.LeftButton, pos=QPoint(15, edit.height() // 2))


def triple_click(edit: QLineEdit) -> None:
    double_click(edit)
    QTest.mouseClick(edit, Qt.MouseButton.LeftButton, pos=QPoint(15, edit.height() // 2))


def all_by_key_then_click(edit: QLineEdit) -> None:
    QTest.keyClick(edit, Qt.Key.Key_A, CONTROL)
    QTest.mouseRelease(edit, Qt.MouseButton.LeftButton, pos=QPoint(15, edit.height() // 2))


def from_the_end(edit: QLineEdit) -> None:
    QTest.keyClick(edit, Qt.Key.Key_End)
    QTest.keyClick(edit, Qt.Key.Key_Home, SHIFT)


def by_clicks_at_both_ends(edit: QLineEdit) -> None:
    QTest.mouseClick(edit, Qt.MouseButton.LeftButton, pos=QPoint(3, 10))
    QTest.mouseClick(edit, Qt.MouseButton.LeftButton, SHIFT, QPoint(edit.width() - 3, 10))


MARKING = [drag, double_click, triple_click, all_by_key_then_click, from_the_end, by_clicks_at_both_ends]


def pass_field(qtbot: QtBot) -> PassField:
    field = PassField(Design(Theme.LIGHT), "Passphrase")
    qtbot.addWidget(field)
    field.resize(500, 80)
    with qtbot.waitExposed(field):
        field.show()
    field.activateWindow()
    field.edit.setFocus()
    field.edit.setText("three plain words")
    return field


@pytest.mark.parametrize("mark", MARKING)
def test_a_passphrase_that_is_shown_cannot_be_marked(qtbot: QtBot, mark: Callable[[QLineEdit], None]) -> None:
    """On X11, marking alone copies: the middle button of the mouse pastes it anywhere."""
    field, board = pass_field(qtbot), QGuiApplication.clipboard()
    field.eye.click()
    assert field.edit.displayText() == "three plain words"
    mark(field.edit)
    assert field.edit.selectedText() == ""
    assert board.text(SELECTION) in ("a recipe", "")
    for key in (Qt.Key.Key_C, Qt.Key.Key_X):
        QTest.keyClick(field.edit, key, CONTROL)
    assert board.text() == "a recipe"
    assert field.text() == "three plain words"


TYPED_OVER = {Qt.Key.Key_N: "n", Qt.Key.Key_Backspace: "", Qt.Key.Key_Right: "three plain words"}
"""What is left after a key that comes after everything was marked."""


@pytest.mark.parametrize("way", [(Qt.Key.Key_A, CONTROL), (Qt.Key.Key_Home, Qt.KeyboardModifier.ShiftModifier)])
@pytest.mark.parametrize("key", TYPED_OVER)
def test_a_passphrase_that_is_shown_can_be_typed_over(
    qtbot: QtBot, way: tuple[Qt.Key, Qt.KeyboardModifier], key: Qt.Key
) -> None:
    """As if it were marked: nobody has to press Backspace for each letter of a secret that was mistyped."""
    field, edited = pass_field(qtbot), list[str]()
    field.edited.connect(edited.append)
    field.eye.click()
    QTest.keyClick(field.edit, *way)
    QTest.keyClick(field.edit, key)
    assert field.text() == TYPED_OVER[key]
    assert edited == ([field.text()] if field.text() != "three plain words" else [])
    QTest.keyClick(field.edit, Qt.Key.Key_O)
    assert len(field.text()) == len(TYPED_OVER[key]) + 1, "once only"


@pytest.mark.parametrize("mark", MARKING)
@pytest.mark.parametrize("where", ["when it is made", "when it is used"])
def test_a_recovery_code_that_is_typed_cannot_be_marked(
    qtbot: QtBot, mark: Callable[[QLineEdit], None], where: str
) -> None:
    design, board = Design(Theme.LIGHT), QGuiApplication.clipboard()
    view: RecoverView | RecoveryCode
    if where == "when it is made":
        view = RecoveryCode(design, "ABCD-EFGH", Notice(design), solo=True)
        view.on_written()
    else:
        view = RecoverView(design)
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    edit = view.code.edit if isinstance(view, RecoverView) else view.typed.edit
    edit.setText("ABCD")
    edit.setFocus()
    mark(edit)
    assert edit.selectedText() == ""
    assert board.text(SELECTION) in ("a recipe", "")


def test_a_recovery_code_that_is_shown_cannot_be_marked(qtbot: QtBot) -> None:
    design = Design(Theme.LIGHT)
    made = RecoveryCode(design, "ABCD-EFGH", Notice(design), solo=True)
    qtbot.addWidget(made)
    groups = [each for each in made.findChildren(QLabel) if each.text() in ("ABCD", "EFGH")]
    assert len(groups) == 2
    marks = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    assert not any(each.textInteractionFlags() & marks for each in groups)


@pytest.mark.parametrize("mark", MARKING)
def test_showing_a_passphrase_unmarks_it(qtbot: QtBot, mark: Callable[[QLineEdit], None]) -> None:
    field, board = pass_field(qtbot), QGuiApplication.clipboard()
    mark(field.edit)
    assert field.edit.selectedText(), "dots can be marked, to type over them"
    field.eye.click()
    assert field.edit.selectedText() == ""
    QTest.mouseRelease(field.edit, Qt.MouseButton.LeftButton, pos=QPoint(15, 10))
    assert board.text(SELECTION) in ("a recipe", "")


# --- the journal


@pytest.fixture
def page(qtbot: QtBot, vault: TestVault) -> Iterator[JournalPage]:
    write(vault, "some **bold** words", title="A title")
    made = journal_page(qtbot, vault)
    yield made
    made.ws.clipboard.clear()


def editor_of(page: JournalPage) -> QWidget:
    return page.pane.editor


def title_of(page: JournalPage) -> QWidget:
    page.pane.focus_title()
    settle()
    focused = page.focusWidget()
    assert isinstance(focused, QLineEdit)
    return focused


def search_of(page: JournalPage) -> QWidget:
    page.list.search.setText("words")
    settle()
    return page.list.search


def by_key(key: QKeySequence.StandardKey) -> Callable[[QWidget], None]:
    def press(edit: QWidget) -> None:
        (first, *_) = QKeySequence.keyBindings(key)
        QTest.keySequence(edit, first)

    return press


def by_menu(name: str) -> Callable[[QWidget], None]:
    """Choose from the context menu."""

    def choose(edit: QWidget) -> None:
        place = QPoint(5, 5)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, edit.mapToGlobal(place))
        QApplication.sendEvent(edit.viewport() if hasattr(edit, "viewport") else edit, event)
        menus = [each for each in QApplication.topLevelWidgets() if isinstance(each, QMenu) and each.isVisible()]
        (menu,) = menus
        actions: list[QAction] = menu.actions()
        (action,) = [each for each in actions if each.text().replace("&", "").split("\t")[0] == name]
        action.trigger()
        menu.close()
        settle()

    return choose


KEYS = QKeySequence.StandardKey
WAYS = {"Ctrl+C": by_key(KEYS.Copy), "Ctrl+X": by_key(KEYS.Cut), "menu": by_menu("Copy"), "menu, cut": by_menu("Cut")}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("where", [editor_of, title_of, search_of])
def test_what_is_copied_is_marked_secret_and_taken_back(
    page: JournalPage, where: Callable[[JournalPage], QWidget], way: str
) -> None:
    board = QGuiApplication.clipboard()
    edit = where(page)
    edit.setFocus()
    edit.selectAll()  # type: ignore[attr-defined]
    WAYS[way](edit)
    data = board.mimeData()
    assert data.text() in ("some bold words", "A title", "words")
    assert bytes(data.data(HINT).data()) == b"secret"
    if where is editor_of:
        assert bytes(data.data(MARKDOWN).data()) == b"some **bold** words"
    timer = page.ws.clipboard._timer
    assert timer.isActive()
    assert timer.interval() == 10_000
    timer.timeout.emit()
    assert board.text() == ""


def test_what_somebody_else_copied_since_stays(page: JournalPage) -> None:
    board = QGuiApplication.clipboard()
    edit = editor_of(page)
    edit.setFocus()
    edit.selectAll()  # type: ignore[attr-defined]
    WAYS["Ctrl+C"](edit)
    page.hide()
    board.setText("from elsewhere")
    page.ws.clipboard._timer.timeout.emit()
    assert board.text() == "from elsewhere"


def test_locking_and_quitting_take_it_back_at_once(page: JournalPage) -> None:
    edit = title_of(page)
    edit.selectAll()  # type: ignore[attr-defined]
    WAYS["Ctrl+C"](edit)
    page.ws.clipboard.clear_all()
    assert QGuiApplication.clipboard().text() == ""
    assert not page.ws.clipboard._timer.isActive()


def test_what_is_marked_in_the_text_is_marked_secret_for_the_selection(page: JournalPage) -> None:
    data = page.pane.editor.createMimeDataFromSelection()
    assert bytes(data.data(HINT).data()) == b"secret"


def test_other_pages_copy_as_ever(qtbot: QtBot, page: JournalPage) -> None:
    page.hide()
    line = QLineEdit("a shared word")
    qtbot.addWidget(line)
    line.show()
    line.selectAll()
    line.copy()
    assert not QGuiApplication.clipboard().mimeData().hasFormat(HINT)
    assert not page.ws.clipboard._timer.isActive()


def test_data_of_others_is_never_marked(qtbot: QtBot, page: JournalPage, monkeypatch: pytest.MonkeyPatch) -> None:
    board = QGuiApplication.clipboard()
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _board: False)
    ours = SecretClipboard(board)
    ours.guard(page)
    data = QMimeData()
    data.setText("from elsewhere")
    board.setMimeData(data)
    assert not board.mimeData().hasFormat(HINT)
