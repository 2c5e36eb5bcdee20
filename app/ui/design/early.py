"""Properties for the first window, with plain numbers instead of the enumerations of `Qt`.

On the first access to `Qt`, PySide builds its ninety enumerations, which takes nearly a tenth of the start. So nothing
accesses it before the first picture; where a number is not accepted, `Design.once_painted` defers the call. One test
holds the first window to this, another compares the numbers. Use them as `widget.setProperty(*STRONG_FOCUS)`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.ui.design.design import Design

ALIGN_CENTRE = 0x84
CLICK_FOCUS = ("focusPolicy", 0x02)
"""From a click alone."""
BAR_ALWAYS = ("verticalScrollBarPolicy", 2)
CENTRED_TEXT = ("alignment", 0x04)
"""Horizontally."""
NO_CONTEXT_MENU = ("contextMenuPolicy", 0)
"""Not even Qt's own."""
NO_FOCUS = ("focusPolicy", 0)
"""No stop for Tab."""
PLAIN_TEXT = ("textFormat", 0)
"""Shown exactly as it is, never as markup."""
SECRET_INPUT = ("inputMethodHints", 0x01 | 0x02 | 0x04 | 0x40)
"""Sensitive data, hidden text, no prediction, no automatic capitals: input methods neither store nor suggest it."""
STRONG_FOCUS = ("focusPolicy", 0x0B)
"""From Tab and from a click."""


def pointing_hand(widget: QWidget, design: Design) -> None:
    """Show a hand over what can be pressed, which is painted again when the pointer comes or goes.

    No number stands for either, so this waits for the picture.
    """

    def show_hand() -> None:
        widget.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)
        widget.setAttribute(QtCore.Qt.WidgetAttribute.WA_Hover)

    design.once_painted(widget, show_hand)
