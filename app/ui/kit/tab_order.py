"""The order in which Tab goes through widgets: Qt appends each new one to the end of the window."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def set_tab_order(*widgets: QWidget) -> None:
    """Let Tab go from the first to the last of these widgets, then on to what followed the last.

    Pass the fields, choices and rows themselves, not the widgets inside: a composite left behind without its inside
    would lead Tab round in circles. Qt skips widgets with the policy NoFocus, so composites take their proxy's policy.
    """
    for widget in widgets:
        proxy = widget.focusProxy()
        if proxy is not None and widget.focusPolicy() is Qt.FocusPolicy.NoFocus:
            widget.setFocusPolicy(proxy.focusPolicy())
    for one, other in pairwise(widgets):
        QWidget.setTabOrder(one, other)


def as_laid_out(root: QWidget) -> Iterator[QWidget]:
    """What Tab can go to within a widget, in the order of its layouts."""
    if root.focusPolicy().value & Qt.FocusPolicy.TabFocus.value:
        yield root
    inner = root.widget() if isinstance(root, QScrollArea) else None
    if inner is not None:
        yield from as_laid_out(inner)
    layout = root.layout()
    if layout is not None:
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        widget, inside = item.widget(), item.layout()
        if widget is not None:
            yield from as_laid_out(widget)
        elif inside is not None:
            yield from _in_layout(inside)
