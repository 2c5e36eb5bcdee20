"""Plain numbers instead of Qt's enumerations, and what waits for the first picture."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette, QShortcut
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap.first_picture import FirstPicture
from app.ui.design import early
from app.ui.design.design import Design
from app.ui.design.tokens import DARK, Theme
from app.ui.kit.buttons import quiet
from app.ui.kit.mark import MarkButton
from app.ui.window import MainWindow


def test_each_number_is_that_of_the_enumeration(qtbot: QtBot) -> None:
    label, button, edit, area = QLabel("<b>x</b>"), QPushButton(), QLineEdit(), QScrollArea()
    for each in (label, button, edit, area):
        qtbot.addWidget(each)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    label.setProperty(*early.PLAIN_TEXT)
    label.setProperty(*early.CENTRED_TEXT)
    button.setProperty(*early.STRONG_FOCUS)
    edit.setProperty(*early.NO_CONTEXT_MENU)
    edit.setProperty(*early.SECRET_INPUT)
    area.setProperty(*early.BAR_ALWAYS)
    hint = Qt.InputMethodHint
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.alignment() == Qt.AlignmentFlag.AlignHCenter
    assert button.focusPolicy() is Qt.FocusPolicy.StrongFocus
    assert area.verticalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOn
    assert edit.contextMenuPolicy() is Qt.ContextMenuPolicy.NoContextMenu
    assert edit.inputMethodHints() == (
        hint.ImhSensitiveData | hint.ImhHiddenText | hint.ImhNoPredictiveText | hint.ImhNoAutoUppercase
    )
    assert Qt.AlignmentFlag.AlignCenter.value == early.ALIGN_CENTRE


def test_pointer_and_shortcuts_come_with_the_first_picture(qtbot: QtBot) -> None:
    design = Design(Theme.LIGHT, unpainted=True)
    window = MainWindow(design)
    qtbot.addWidget(window)
    button, gone = quiet(design, "Resources"), quiet(design, "Gone before")
    qtbot.addWidget(button)
    mark = MarkButton(design, "circle", "person_a", "A", "Mark 1")
    qtbot.addWidget(mark)
    gone.deleteLater()
    QCoreApplication.sendPostedEvents(gone, QEvent.Type.DeferredDelete.value)
    assert button.cursor().shape() is Qt.CursorShape.ArrowCursor
    assert window.findChildren(QShortcut) == []
    design.on_first_picture()
    assert button.cursor().shape() is Qt.CursorShape.PointingHandCursor
    assert mark.mark.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    shortcuts = window.findChildren(QShortcut)
    contexts = {shortcut.key().toString(): shortcut.context() for shortcut in shortcuts}
    everywhere = [key for key, context in contexts.items() if context is Qt.ShortcutContext.ApplicationShortcut]
    assert everywhere == ["F12", "Ctrl+L", "Ctrl+Q"]
    assert contexts.keys() - set(everywhere) == {"F11", "Ctrl++", "Ctrl+=", "Ctrl+-", "Ctrl+0"}


def test_a_dark_system_is_dark_from_the_first_picture_on(qtbot: QtBot) -> None:
    before = QGuiApplication.palette()
    dark = QPalette(QColor("#202020"))
    dark.setColor(QPalette.ColorRole.WindowText, QColor("#F0F0F0"))
    try:
        QGuiApplication.setPalette(dark)
        design = Design(Theme.SYSTEM, unpainted=True)
    finally:
        QGuiApplication.setPalette(before)
    assert design.colours is DARK
    with qtbot.waitSignal(design.changed):
        design.on_first_picture()
    # From now on the platform's hint counts.
    assert (design.colours is DARK) == (QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark)


class _MessageAtExposure(QObject):
    """Posts a message while the window is exposed and notes when it arrives."""

    def __init__(self, order: list[str], window: QWidget) -> None:
        super().__init__(window)
        self._order = order
        handle = window.windowHandle()
        assert handle is not None
        handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Expose:
            watched.removeEventFilter(self)
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User))
        return False

    def customEvent(self, _event: QEvent) -> None:
        self._order.append("message")


@pytest.mark.parametrize("first", [True, False])
def test_what_comes_after_the_picture_lets_messages_pass(qtbot: QtBot, first: bool) -> None:
    order: list[str] = []
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    if first:
        _MessageAtExposure(order, window)
    FirstPicture(window, lambda: order.append("after"))
    if not first:
        _MessageAtExposure(order, window)
    qtbot.waitUntil(lambda: len(order) == 2)
    assert order == ["message", "after"]
