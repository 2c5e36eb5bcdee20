"""Texts: always plain, wrapping, never cut."""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui.design.early import PLAIN_TEXT
from app.ui.design.tokens import TextRole
from app.ui.kit.flow import fit_height


class Label(QLabel):
    """A text in one of the roles, shown exactly and never as markup."""

    def __init__(
        self,
        text: str = "",
        role: TextRole = TextRole.BODY,
        *,
        tone: str = "",
        wrap: bool = True,
        selectable: bool = False,
    ) -> None:
        super().__init__()
        # A layout asks for the same few heights many times, and each time the text would be shaped again.
        self._heights: dict[tuple[int, str], int] = {}
        self.setProperty(*PLAIN_TEXT)
        self.setObjectName(str(role))
        if tone:
            self.setProperty("tone", tone)
        self.setText(text)
        self.setWordWrap(wrap)
        if wrap:
            fit_height(self, QSizePolicy.Policy.Expanding)
        if selectable:
            how = QtCore.Qt.TextInteractionFlag
            self.setTextInteractionFlags(how.TextSelectableByMouse | how.TextSelectableByKeyboard)

    def setText(self, text: str) -> None:
        self._heights.clear()
        super().setText(text)

    def clear(self) -> None:
        self.setText("")

    def heightForWidth(self, width: int) -> int:
        asked = (width, self.font().key())
        if asked not in self._heights:
            self._heights[asked] = super().heightForWidth(width)
        return self._heights[asked]

    def show_text(self, text: str) -> None:
        """Change the words; without any, the label takes no room."""
        self.setText(text)
        self.setVisible(bool(text))

    def show_tone(self, tone: str) -> None:
        """Change the colour: "", "soft", "faint" or a hue's token name."""
        self.setProperty("tone", tone)
        restyle(self)


def restyle(widget: QWidget) -> None:
    """Let a changed property take effect in the style sheet."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def display(text: str = "") -> Label:
    """The name of a page."""
    return Label(text, TextRole.DISPLAY)


def title(text: str = "") -> Label:
    """The name of a card."""
    return Label(text, TextRole.TITLE)


def lead(text: str = "") -> Label:
    """A little larger than the rest."""
    return Label(text, TextRole.LEAD)


def body(text: str = "") -> Label:
    """Plain text."""
    return Label(text)


def strong(text: str = "") -> Label:
    """Bold text."""
    return Label(text, TextRole.STRONG)


def soft(text: str = "") -> Label:
    """Plain text in a softer colour."""
    return Label(text, tone="soft")


def caption(text: str = "") -> Label:
    """Small text in a softer colour."""
    return Label(text, TextRole.CAPTION, tone="soft")


def overline(text: str = "") -> Label:
    """A small heading over a group."""
    return Label(text, TextRole.OVERLINE, tone="faint", wrap=False)
