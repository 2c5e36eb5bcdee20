"""Undo and redo for what is picked and noted below the text; how far an entry may go is left as it was chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

Said = dict[str, object]
MOST = 200
"""Steps that are remembered."""


class FieldsHistory(QObject):
    """Remembers what fields said after each change. Typing in one of them is one step; that field has its own undo."""

    def __init__(
        self,
        owner: QWidget,
        says: Callable[[], Mapping[str, object]],
        show: Callable[[Said], object],
        typed: frozenset[str],
    ) -> None:
        """`typed` are the fields that are typed in."""
        super().__init__(owner)
        self._says, self._show, self._typed = says, show, typed
        self._past: list[Said] = []
        self._future: list[Said] = []
        self._now: Said = {}
        self._last = ""
        """The field that was typed in last."""
        for key, act in ((QKeySequence.StandardKey.Undo, self.undo), (QKeySequence.StandardKey.Redo, self.redo)):
            for keys in QKeySequence.keyBindings(key):
                shortcut = QShortcut(keys, owner)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(act)

    def begin(self) -> None:
        """From here on."""
        self._past, self._future = [], []
        self._now, self._last = dict(self._says()), ""

    def note(self) -> None:
        """Something may be other than before."""
        now = dict(self._says())
        changed = {name for name in now if now[name] != self._now.get(name)}
        if not changed:
            return
        typed = next(iter(changed)) if len(changed) == 1 and changed <= self._typed else ""
        if not typed or typed != self._last:
            self._past = [*self._past[1 - MOST :], self._now]
        self._future, self._now, self._last = [], now, typed

    def undo(self) -> None:
        """One step back."""
        if self._past:
            self._future.append(self._now)
            self._go(self._past.pop())

    def redo(self) -> None:
        """The step that was taken back."""
        if self._future:
            self._past.append(self._now)
            self._go(self._future.pop())

    def _go(self, said: Said) -> None:
        self._now, self._last = said, ""
        self._show(said)
