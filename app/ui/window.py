"""The window: the unlock page first, the shell once somebody is here, blank in between. Imports Qt only."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6 import QtCore, QtGui
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from app.ui.design.dressing import Dress
from app.ui.design.early import STRONG_FOCUS
from app.ui.design.tokens import Size
from app.ui.kit.flow import discard

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QKeyEvent, QMouseEvent

    from app.ui.design.design import Design


class Blank(QWidget):
    """An empty page; emits when somebody presses a key or the mouse."""

    touched = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty(*STRONG_FOCUS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.touched.emit()
        shown = self.window().focusWidget()
        if shown is not None and shown is not self and event.text().strip() and event.text().isprintable():
            # It is the first letter of what somebody types on.
            QApplication.sendEvent(shown, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.touched.emit()


class MainWindow(QMainWindow):
    """Shows one thing at a time; its title and icon do not tell what."""

    lock_asked = Signal()
    hide_asked = Signal()
    text_size_asked = Signal(int)
    """A step larger or smaller; 0 for the normal size."""
    closing = Signal()
    touched = Signal()
    """Somebody pressed a key or the pointer while nothing is shown."""

    def __init__(self, design: Design) -> None:
        super().__init__()
        self._design = design
        self.setWindowTitle(QApplication.applicationDisplayName())
        self.setMinimumSize(Size.WINDOW_LEAST_WIDTH, Size.WINDOW_LEAST_HEIGHT)
        self.resize(Size.WINDOW_WIDTH, Size.WINDOW_HEIGHT)
        self._stack = QStackedWidget()
        self._blank = Blank()
        self._blank.touched.connect(self.touched)
        # Kept here: asking the stack for the first time costs PySide 15 ms.
        self._content: QWidget | None = None
        self.over: QWidget | None = None
        """What is shown for a while in place of the content."""
        self._is_blank = True
        self._stack.addWidget(self._blank)
        self.setCentralWidget(self._stack)
        design.once_painted(self, self._listen)
        # No style sheet: the window holds every page, and changing it would restyle them all at once.
        design.apply(self, Dress.BARE)

    @property
    def content(self) -> QWidget | None:
        """What is shown; None while blank."""
        return None if self._is_blank else (self.over or self._content)

    def ring_focus(self) -> None:
        """Show from now on what has the focus; the module is loaded by the warm-up."""
        from app.ui.kit.focus_ring import FocusRings

        rings = FocusRings(self._design, self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(rings.on_focus)
        rings.on_focus(None, self.focusWidget())

    def fit_screen(self) -> None:
        """Fit the screen it is about to open on, whatever its size was before; once it is shown, with its frame."""
        room = self.screen().availableSize() - (self.frameGeometry().size() - self.size())
        self.setMinimumSize(self.minimumSize().boundedTo(room))
        if not (self.isMaximized() or self.isFullScreen()):
            self.resize(self.size().boundedTo(room))

    def show_blank(self) -> None:
        """Go blank at once, before anything else is done."""
        self._is_blank = True
        self._stack.setCurrentWidget(self._blank)
        self._blank.setFocus()
        self.repaint()

    def show_content(self, widget: QWidget, *, dressed: bool = False) -> None:
        """Show a widget, `dressed` if it sees to its style sheets itself; the content before it is deleted."""
        before = {self.over, self._content} - {widget}
        if self._content is not widget:
            self._stack.addWidget(widget)
        if not dressed:
            self._design.apply(widget, Dress.PLAIN)
        self._content, self.over, self._is_blank = widget, None, False
        self._stack.setCurrentWidget(widget)
        self._delete(before)

    def show_over(self, widget: QWidget, *, dressed: bool = False) -> None:
        """Show a widget in place of the content, which is kept; `dressed` if it sees to its style sheet itself."""
        before, self.over = self.over, widget
        self._stack.addWidget(widget)
        if not dressed:
            self._design.apply(widget)
        self._stack.setCurrentWidget(widget)
        widget.setFocus()
        self._delete({before})

    def end_over(self) -> None:
        """Show the content again."""
        if self.over is not None and self._content is not None:
            self._stack.setCurrentWidget(self._content)
            self._delete({self.over})
        self.over = None

    def drop_content(self) -> None:
        """Go blank and delete the content."""
        self.show_blank()
        before = {self.over, self._content}
        self._content = self.over = None
        self._delete(before)

    def focusNextPrevChild(self, onwards: bool) -> bool:
        """Tab follows sight."""
        from app.ui.kit.keyboard import go_on

        return go_on(self, onwards) or super().focusNextPrevChild(onwards)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)

    def _listen(self) -> None:
        from app.ui.kit import roles

        roles.install()
        self.fit_screen()  # only now is it known how wide a frame the desktop has drawn around it
        context = QtCore.Qt.ShortcutContext.ApplicationShortcut
        for keys, act in (("F12", self.hide_asked), ("Ctrl+L", self.lock_asked), ("Ctrl+Q", self.close)):
            shortcut = QtGui.QShortcut(QtGui.QKeySequence(keys), self)
            shortcut.setContext(context)
            shortcut.activated.connect(act)
        QtGui.QShortcut(QtGui.QKeySequence("F11"), self, partial(fill_screen, self))
        for keys, steps in (("Ctrl++", 1), ("Ctrl+=", 1), ("Ctrl+-", -1), ("Ctrl+0", 0)):
            QtGui.QShortcut(QtGui.QKeySequence(keys), self, partial(self.text_size_asked.emit, steps))

    def _delete(self, widgets: set[QWidget | None]) -> None:
        for each in filter(None, widgets):
            self._stack.removeWidget(each)
            discard(each)


def fill_screen(window: QWidget) -> None:
    """Let a window fill the screen, or stop doing so."""
    window.setWindowState(window.windowState() ^ QtCore.Qt.WindowState.WindowFullScreen)
