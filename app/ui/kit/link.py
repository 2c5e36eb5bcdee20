"""A line of small words that leads somewhere."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame

from app.ui.design.tokens import Colour, Space, TextRole
from app.ui.kit.flow import row_in
from app.ui.kit.labels import Label


class LinkLine(QFrame):
    """A wrapping link; works by mouse, Enter or Space."""

    spoken_as = "Button"

    def __init__(self, words: str, on: Callable[[], object], *, in_one_line: bool = False) -> None:
        """`in_one_line`: it wants so much room that it does not wrap, and wraps where that is not given."""
        super().__init__()
        self._on, self._in_one_line = on, in_one_line
        self.setObjectName("link")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._label = Label("", TextRole.CAPTION, tone=Colour.ACCENT)
        row_in(self, margins=(0, Space.XS, 0, Space.XS)).addWidget(self._label)
        self.show_words(words)

    def show_words(self, words: str) -> None:
        """Change the words; without any, there is no link."""
        self._label.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if self._in_one_line:
            wide = self._label.fontMetrics().horizontalAdvance(self._label.text()) + Space.XS
            hint = QSize(wide, self._label.heightForWidth(wide) + 2 * Space.XS)
        return hint

    def press(self) -> None:
        """Follow the link."""
        self._on()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._on()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._on()
