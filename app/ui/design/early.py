"""What the first window sets by the numbers of Qt's names.

At the first touch of `Qt`, PySide builds its ninety enumerations, nearly a tenth of the whole start. Until the first
picture nothing touches it: a test holds the window to that, another compares the numbers. Where a number will not do,
`Design.once_painted` puts it off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

    from app.ui.design.design import Design

ALIGN_CENTRE = 0x84
ALIGN_HORIZONTAL_CENTRE = 0x04
NO_CONTEXT_MENU = 0
PLAIN_TEXT = 0
SECRET_INPUT = 0x01 | 0x02 | 0x04 | 0x40
"""Sensitive data, hidden text, nothing predicted, no capital letters by itself."""
STRONG_FOCUS = 0x0B


def plain_text(label: QLabel) -> None:
    """Show what is said exactly, never as markup."""
    label.setProperty("textFormat", PLAIN_TEXT)


def centre_text(label: QLabel) -> None:
    """Put the words in the middle of their line."""
    label.setProperty("alignment", ALIGN_HORIZONTAL_CENTRE)


def strong_focus(widget: QWidget) -> None:
    """Take the focus by Tab and by a press."""
    widget.setProperty("focusPolicy", STRONG_FOCUS)


def pointing_hand(widget: QWidget, design: Design) -> None:
    """Show a hand over what can be pressed, from the first picture on: a pointer is no number."""
    design.once_painted(widget, lambda: widget.setCursor(QtCore.Qt.CursorShape.PointingHandCursor))


def no_context_menu(widget: QWidget) -> None:
    """Offer no menu of the toolkit's."""
    widget.setProperty("contextMenuPolicy", NO_CONTEXT_MENU)


def secret_input(edit: QLineEdit) -> None:
    """Let no input method keep or propose what is typed."""
    edit.setProperty("inputMethodHints", SECRET_INPUT)
