"""The window: the unlock page at once, the shell once somebody is here, blank in between. Light: Qt only."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from app.ui.design.design import Design
from app.ui.design.tokens import Size


class Blank(QWidget):
    """Nothing; says when somebody touches it."""

    touched = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.touched.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.touched.emit()


class MainWindow(QMainWindow):
    """Holds one thing at a time; its title and icon tell nothing."""

    lock_asked = Signal()
    hide_asked = Signal()
    closing = Signal()
    touched = Signal()
    """Somebody pressed a key or the pointer while nothing is shown."""

    def __init__(self, design: Design, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._design = design
        self.setWindowTitle("Accord")
        self.setMinimumSize(Size.WINDOW_LEAST_WIDTH, Size.WINDOW_LEAST_HEIGHT)
        self.resize(Size.WINDOW_WIDTH, Size.WINDOW_HEIGHT)
        self._stack = QStackedWidget()
        self._blank = Blank()
        self._blank.touched.connect(self.touched)
        self._under: QWidget | None = None
        self._stack.addWidget(self._blank)
        self.setCentralWidget(self._stack)
        for keys, signal in (
            (QKeySequence(Qt.Key.Key_F12), self.hide_asked),
            (QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_L), self.lock_asked),
        ):
            shortcut = QShortcut(keys, self)
            shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
            shortcut.activated.connect(signal)
        design.apply(self)

    @property
    def content(self) -> QWidget | None:
        """What is shown; None while blank."""
        current = self._stack.currentWidget()
        return None if current is self._blank else current

    def show_blank(self) -> None:
        """Show nothing, at once, before anything else is done."""
        self._stack.setCurrentWidget(self._blank)
        self._blank.setFocus()
        self.repaint()

    def show_content(self, widget: QWidget) -> None:
        """Show something else; what was there before is deleted."""
        for each in self._others(widget):
            self._stack.removeWidget(each)
            each.hide()
            each.deleteLater()
        if self._stack.indexOf(widget) < 0:
            self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)

    def show_over(self, widget: QWidget) -> None:
        """Show something for a while in place of the content, which stays."""
        self._under = self.content
        self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)
        widget.setFocus()

    def end_over(self) -> None:
        """Back to the content."""
        over, under, self._under = self.content, self._under, None
        if over is not None and under is not None and over is not under:
            self._stack.setCurrentWidget(under)
            self._stack.removeWidget(over)
            over.hide()
            over.deleteLater()

    def drop_content(self) -> None:
        """Delete what was shown."""
        self.show_blank()
        for each in self._others(self._blank):
            self._stack.removeWidget(each)
            each.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)

    def _others(self, widget: QWidget) -> list[QWidget]:
        all_of_them = [self._stack.widget(index) for index in range(self._stack.count())]
        return [each for each in all_of_them if each is not None and each is not widget and each is not self._blank]
