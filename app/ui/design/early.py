"""Setters for the first window that use plain numbers instead of the enumerations of `Qt`.

On the first access to `Qt`, PySide builds its ninety enumerations, which takes nearly a tenth of the start. So nothing
accesses it before the first picture; where a number is not accepted, `Design.once_painted` defers the call. One test
holds the first window to this, another compares the numbers.
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
"""Sensitive data, hidden text, no prediction, no automatic capitals."""
STRONG_FOCUS = 0x0B


def plain_text(label: QLabel) -> None:
    """Show the text exactly as it is, never as markup."""
    label.setProperty("textFormat", PLAIN_TEXT)


def centre_text(label: QLabel) -> None:
    """Centre the text horizontally."""
    label.setProperty("alignment", ALIGN_HORIZONTAL_CENTRE)


def strong_focus(widget: QWidget) -> None:
    """Accept the focus from Tab and from a click."""
    widget.setProperty("focusPolicy", STRONG_FOCUS)


def pointing_hand(widget: QWidget, design: Design) -> None:
    """Show a hand over something that can be pressed. No number stands for a pointer, so this waits for the picture."""
    design.once_painted(widget, lambda: widget.setCursor(QtCore.Qt.CursorShape.PointingHandCursor))


def no_context_menu(widget: QWidget) -> None:
    """Disable Qt's own context menu."""
    widget.setProperty("contextMenuPolicy", NO_CONTEXT_MENU)


def secret_input(edit: QLineEdit) -> None:
    """Keep input methods from storing or suggesting what is typed."""
    edit.setProperty("inputMethodHints", SECRET_INPUT)
