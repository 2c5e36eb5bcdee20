"""Keys that a widget's surroundings take before the widget itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


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
