"""Texts: always plain, wrapping, never cut; and one that says why a button is grey."""

from __future__ import annotations

from functools import partial

from PySide6 import QtCore
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui.design.early import PLAIN_TEXT
from app.ui.design.style import restyle
from app.ui.design.tokens import TextRole
from app.ui.kit.flow import fit_height
from app.ui.kit.strings import BREAK, KEPT, keep_end

_HEADINGS = frozenset((TextRole.DISPLAY, TextRole.HEADLINE, TextRole.TITLE))


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
        heading: bool = False,
    ) -> None:
        """`heading`: it is one, whatever its role."""
        super().__init__()
        # A layout asks for the same few heights many times, and each time the text would be shaped again.
        self._heights: dict[tuple[int, str], int] = {}
        self._words, self._keeps_end = "", wrap
        self.setProperty(*PLAIN_TEXT)
        self.setObjectName(str(role))
        self.spoken_as = "Heading" if heading or role in _HEADINGS else ""
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
        before, self._words = super().text(), text
        shown = keep_end(text) if self._keeps_end else text
        if {BREAK, KEPT} & set(before + shown):
            self.setAccessibleName(text.replace(BREAK, ""))
        super().setText(shown)

    def setTextFormat(self, form: QtCore.Qt.TextFormat) -> None:
        # Before markup is added to a text, its end is kept together.
        self._keeps_end = self._keeps_end and form is QtCore.Qt.TextFormat.PlainText
        super().setTextFormat(form)

    def text(self) -> str:
        """The words as they were given."""
        return self._words

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
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            restyle(self)


display = partial(Label, role=TextRole.DISPLAY)
"""The name of a page."""
headline = partial(Label, role=TextRole.HEADLINE)
"""What a page is about at the moment."""
title = partial(Label, role=TextRole.TITLE)
"""The name of a card."""
lead = partial(Label, role=TextRole.LEAD)
"""A little larger than the rest."""
body = partial(Label, role=TextRole.BODY)
"""Plain text."""
strong = partial(Label, role=TextRole.STRONG)
"""Bold text."""
soft = partial(Label, tone="soft")
"""Plain text in a softer colour."""
caption = partial(Label, role=TextRole.CAPTION, tone="soft")
"""Small text in a softer colour."""
overline = partial(Label, role=TextRole.OVERLINE, tone="faint", wrap=False)
"""A small heading over a group."""


class Reason(Label):
    """Is beside buttons and says why they cannot be pressed now; hidden while they can."""

    def __init__(self, *buttons: QWidget) -> None:
        super().__init__("", TextRole.CAPTION, tone="soft")
        self._buttons = buttons
        self.hide()

    def give(self, why: str) -> None:
        """Grey the buttons for this reason; without one, they can be pressed. Screen readers say it with them."""
        for button in self._buttons:
            button.setEnabled(not why)
            button.setAccessibleDescription(why)
        self.show_text(why)
