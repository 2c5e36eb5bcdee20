"""Several buttons that are one stop for Tab."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from shiboken6 import isValid

from app.ui.kit.buttons import Button

_KEYS = frozenset((Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End))


class OneStop:
    """Arrows, Home and End go from one button to the next, as they are seen; Tab stops where the keyboard was last."""

    def __init__(self, shown: Callable[[], Sequence[Button]]) -> None:
        """`shown` returns the buttons in their order, without hidden ones."""
        self._shown = shown
        self._stop: Button | None = None

    @property
    def stop(self) -> Button | None:
        """Where Tab stops."""
        return self._stop

    def join(self, button: Button) -> None:
        """Make a button one of them."""
        button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        button.one_stop = self

    def stop_at(self, button: Button) -> None:
        """Let Tab stop at one of them, and at no other."""
        if self._stop is not None and isValid(self._stop):
            self._stop.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._stop = button
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def focus(self, button: Button) -> None:
        """Go to one of them."""
        self.stop_at(button)
        button.setFocus(Qt.FocusReason.TabFocusReason)

    def settle(self) -> None:
        """Let Tab stop at the first, unless it stops at one that is still shown."""
        shown = self._shown()
        if shown and self._stop not in shown:
            self.stop_at(shown[0])

    def take(self, here: Button, event: QKeyEvent) -> bool:
        """Go where a key leads; whether it was one of these keys."""
        key = Qt.Key(event.key())
        if key not in _KEYS or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        self.focus(self.after(here, key))
        return True

    def after(self, here: Button, key: Qt.Key) -> Button:
        """Where a key leads: the same button at an end."""
        shown = self._shown()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return _line_after(here, shown, -1 if key == Qt.Key.Key_Up else 1)
        at_right = here.layoutDirection() is Qt.LayoutDirection.RightToLeft
        onwards = 1 if (key == Qt.Key.Key_Right) is not at_right else -1
        steps = {Qt.Key.Key_Home: -len(shown), Qt.Key.Key_End: len(shown)}
        return shown[max(0, min(len(shown) - 1, shown.index(here) + steps.get(key, onwards)))]


def _line_after(here: Button, shown: Sequence[Button], way: int) -> Button:
    """The nearest button of the line below, or above if `way` is -1."""
    place, least = here.mapToGlobal(here.rect().center()), here.height() // 2
    there = [(each.mapToGlobal(each.rect().center()) - place, each) for each in shown]
    beyond = [(off.y() * way, abs(off.x()), number) for number, (off, _) in enumerate(there) if off.y() * way > least]
    return shown[min(beyond)[2]] if beyond else here
