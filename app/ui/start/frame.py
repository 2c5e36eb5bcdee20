"""The frame of every start page: one card in the middle, whatever the window's size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.ui.design.design import Design
from app.ui.design.early import CENTRED_TEXT
from app.ui.design.tokens import Size, Space
from app.ui.kit.flow import FirstFlow, stack
from app.ui.kit.notice import Notice
from app.ui.kit.scroll import ScrollPage
from app.ui.kit.surfaces import Card

if TYPE_CHECKING:
    from app.ui.kit.buttons import Button


class StartFrame(ScrollPage):
    """A centred card; `.card` takes the content, `.below` is under it."""

    spoken_as = "Grouping"

    def __init__(self, design: Design) -> None:
        super().__init__(design)
        self._design = design
        self.card = Card(design, spacing=Space.M)
        self.notice = Notice(design)
        """Each view has a place for it in its card."""
        self.first: QWidget | None = None
        """Where typing or Enter begins."""
        self.stays: QWidget = self.card
        """What cannot be used while something slow runs."""
        self._waiting: tuple[Button, str, str] | None = None
        self._back: QPushButton | None = None
        self.below = QVBoxLayout()
        row = QHBoxLayout()
        row.addStretch(1)
        column = stack(spacing=Space.M)
        column.addWidget(self.card)
        column.addLayout(self.below)
        row.addLayout(column)
        row.addStretch(1)
        self.body.addStretch(1)
        self.body.addLayout(row)
        self.body.addStretch(1)
        design.follow(self._fit)

    def add_acts(self, button: QPushButton, *links: QWidget, back: QPushButton | None = None) -> None:
        """Put a button across the whole card, and quiet links in the middle below it; Esc presses the last, `back`."""
        self._back = back
        self.card.body.addSpacing(Space.L - Space.M)
        self.card.add(across(button))
        below = links if back is None else (*links, back)
        if below:
            self.card.add(FirstFlow(*below))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == QtCore.Qt.Key.Key_Escape and self._back is not None:
            self._back.click()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        self.card.setFixedWidth(min(self._design.px(Size.DIALOG), 900))

    def focus_first(self) -> None:
        """Put the keyboard where typing or Enter begins."""
        if self.first is not None:
            self.first.setFocus()

    def waits(self, button: Button, words: str) -> None:
        """While something slow runs, this button says what."""
        self._waiting = button, button.words, words

    def show_busy(self, busy: bool) -> None:
        """Disable input while something slow runs, and say what it is."""
        self.stays.setEnabled(not busy)
        if self._waiting is not None:
            button, words, waiting = self._waiting
            button.show_text(waiting if busy else words)

    def refuse(self, error: Exception) -> None:
        """Say why it did not work; it can be tried again."""
        self.show_busy(False)
        self.forget_passphrase()
        self.notice.show_error(error)
        self.focus_first()

    def forget_passphrase(self) -> None:
        """Clear the passphrase fields, in views that have some."""

    def say_below(self, label: QLabel) -> None:
        """Add a caption below the card."""
        label.setProperty(*CENTRED_TEXT)
        self.below.addWidget(label)


def across(button: QPushButton) -> QPushButton:
    """Let a button be as wide as there is room."""
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return button
