"""The order in which Tab goes through widgets that were made in another one."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def set_tab_order(*widgets: QWidget) -> None:
    """From the first to the last of them, and on to what followed.

    Fields, choices and rows are named as they are, never by what is in them: what was left behind without its inside
    would lead Tab back to it, round and round. Qt passes over those that say they take no focus, so they take theirs.
    """
    for widget in widgets:
        proxy = widget.focusProxy()
        if proxy is not None and widget.focusPolicy() is Qt.FocusPolicy.NoFocus:
            widget.setFocusPolicy(proxy.focusPolicy())
    for one, other in pairwise(widgets):
        QWidget.setTabOrder(one, other)
