"""Undo and redo for what is picked and noted below the text of an entry."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.models.journal import EntryText

MOST_STEPS = 200


class FieldHistory(QObject):
    """Remembers what the fields said after each change. Typing in one field is one step; it has an undo of its own."""

    def __init__(
        self,
        owner: QWidget,
        written: Callable[[], EntryText],
        show: Callable[[EntryText], object],
        typed: frozenset[str],
    ) -> None:
        """`typed` names the fields of `EntryText` that are typed in."""
        super().__init__(owner)
        self._written, self._show, self._typed = written, show, typed
        self._past: list[EntryText] = []
        self._future: list[EntryText] = []
        self._now = EntryText()
        self._last_typed = ""
        for key, act in ((QKeySequence.StandardKey.Undo, self.undo), (QKeySequence.StandardKey.Redo, self.redo)):
            for keys in QKeySequence.keyBindings(key):
                shortcut = QShortcut(keys, owner)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(act)

    def begin(self) -> None:
        """Forget all steps: the fields show another entry."""
        self._past, self._future = [], []
        self._now, self._last_typed = self._written(), ""

    def note(self) -> None:
        """Remember a step, if the fields changed."""
        now = self._written()
        changed = {name for name in EntryText.model_fields if getattr(now, name) != getattr(self._now, name)}
        if not changed:
            return
        typed = next(iter(changed)) if len(changed) == 1 and changed <= self._typed else ""
        if not typed or typed != self._last_typed:
            self._past = [*self._past[1 - MOST_STEPS :], self._now]
        self._future, self._now, self._last_typed = [], now, typed

    def undo(self) -> None:
        """Go one step back."""
        if self._past:
            self._future.append(self._now)
            self._go(self._past.pop())

    def redo(self) -> None:
        """Go one step forward again."""
        if self._future:
            self._past.append(self._now)
            self._go(self._future.pop())

    def _go(self, text: EntryText) -> None:
        self._now, self._last_typed = text, ""
        self._show(text)
