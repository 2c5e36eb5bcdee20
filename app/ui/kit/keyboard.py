"""The keyboard: keys that a widget's surroundings take first, and the order in which Tab goes through widgets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


class KeyFilter(QObject):
    """Asks `take` about each key; True means that it was taken."""

    def __init__(self, widget: QWidget, take: Callable[[QKeyEvent], bool]) -> None:
        super().__init__(widget)
        self._take = take
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Look at keys alone."""
        return event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._take(event)


class KeyActs(KeyFilter):
    """Calls the act of a key, whether the widget itself was to get it or something inside left it."""

    def __init__(self, widget: QWidget, acts: Mapping[Qt.Key, Callable[[], object]]) -> None:
        super().__init__(widget, self._act)
        self._acts = acts

    def _act(self, event: QKeyEvent) -> bool:
        act = self._acts.get(Qt.Key(event.key()))
        if act is not None:
            act()
        return act is not None


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
