"""What an empty screen says: what the place is for, and the next step."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size, Space, TextRole
from app.ui.kit.labels import Label
from app.ui.kit.surfaces import IconLabel


class EmptyState(QWidget):
    """An icon, a title, a sentence and at most one thing to do, in the middle."""

    def __init__(
        self,
        design: Design,
        icon: str,
        title: str,
        text: str,
        action: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.XXXL, Space.L, Space.XXXL)
        column.setSpacing(Space.M)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(IconLabel(design, icon, Colour.ACCENT, Size.ICON_HERO), 0, middle)
        self._title, self._text = Label(title, TextRole.TITLE), Label(text, tone="soft")
        for label in (self._title, self._text):
            label.setAlignment(middle)
            label.setMaximumWidth(Size.READING)
        line = QVBoxLayout()
        line.setSpacing(Space.XS)
        line.addWidget(self._title)
        line.addWidget(self._text)
        column.addLayout(line)
        column.setAlignment(line, middle)
        if action is not None:
            column.addSpacing(Space.S)
            column.addWidget(action, 0, middle)
        column.addStretch(1)

    def show_words(self, title: str, text: str) -> None:
        """Say something else."""
        self._title.setText(title)
        self._text.setText(text)
