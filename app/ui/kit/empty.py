"""The empty state of a screen: what the screen is for, and the next step."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size, Space, TextRole
from app.ui.kit.flow import Column, column_in, row
from app.ui.kit.labels import Label
from app.ui.kit.surfaces import IconLabel

_ALL_THERE_IS = 100
"""Its share of the height that is left, beside a stretch at the end of a page."""


class EmptyState(QWidget):
    """An icon, a title, a sentence and at most one thing to do, at a third of the height."""

    def __init__(
        self,
        design: Design,
        icon: str,
        title: str,
        text: str,
        action: QWidget | None = None,
    ) -> None:
        super().__init__()
        column = column_in(self, Space.M, margins=(Space.L, Space.S, Space.L, Space.S))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setVerticalStretch(_ALL_THERE_IS)
        self.setSizePolicy(policy)
        column.addStretch(1)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(IconLabel(design, icon, Colour.ACCENT, Size.ICON_HERO), 0, middle)
        self._title, self._text = Label(title, TextRole.TITLE), Label(text, tone="soft")
        words = Column(self._title, self._text, spacing=Space.XS)
        design.limit_width(words, Size.READING)
        for label in (self._title, self._text):
            label.setAlignment(middle)
        # Centred by stretches: an aligned widget would get the height for a width it does not have.
        column.addLayout(row(None, words, None, wide=words))
        if action is not None:
            column.addSpacing(Space.S)
            column.addWidget(action, 0, middle)
        column.addStretch(2)

    def show_words(self, title: str, text: str) -> None:
        """Change title and sentence."""
        self._title.setText(title)
        self._text.setText(text)
