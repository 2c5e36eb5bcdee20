"""What screen readers are told of our own controls, for which Qt has no role: headings, places, rows, notices.

A widget says its role in `spoken_as`, one of the names in `QAccessible.Role`.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QLabel, QWidget

from app.ui.kit.keyboard import WHOLE

_PRESS = "Press"
_PRESSED = frozenset(("Button", "PageTab"))


class SpokenWidget(QAccessibleWidget):
    """A widget in the role that it says; buttons and tabs can be pressed."""

    def __init__(self, widget: QWidget, role: str) -> None:
        super().__init__(widget, QAccessible.Role[role])
        self._role = role

    def text(self, kind: QAccessible.Text) -> str:
        widget = self.widget()
        said = super().text(kind)
        if kind is QAccessible.Text.Name and not said and isinstance(widget, QLabel):
            return widget.text()
        return said

    def state(self) -> QAccessible.State:
        state, widget = super().state(), self.widget()
        if widget.focusProxy() is not None:
            state.focusable = state.focused = False  # it is what is inside that has the keyboard
        if self._role == "PageTab" and isinstance(widget, QAbstractButton):
            state.selectable, state.selected = True, widget.isChecked()
        return state

    def actionNames(self) -> list[str]:
        return [*([_PRESS] if self._role in _PRESSED else []), *super().actionNames()]

    def doAction(self, name: str) -> None:
        widget = self.widget()
        if name != _PRESS:
            super().doAction(name)
        elif isinstance(widget, QAbstractButton):
            widget.click()
        else:
            getattr(widget, "press")()  # noqa: B009 - whatever is spoken of as a button has it

    def childCount(self) -> int:
        return super().childCount() if self._shown is None else len(self._shown)

    def child(self, index: int) -> QAccessibleInterface:
        if self._shown is None:
            return super().child(index)
        return QAccessible.queryAccessibleInterface(self._shown[index])

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        if self._shown is None:
            return super().indexOfChild(child)
        return self._shown.index(child.object()) if child.object() in self._shown else -1

    @property
    def _shown(self) -> list[QObject] | None:
        """What is inside, if the widget says that itself: pages that are kept out of sight are not there."""
        shown: list[QObject] | None = getattr(self.widget(), "spoken_children", None)
        return shown


def install() -> None:
    """Tell screen readers the roles of our controls from now on."""
    QAccessible.installFactory(_make)


def _make(_kind: str, spoken: object) -> QAccessibleInterface | None:
    if not isinstance(spoken, QWidget):
        return None
    role = getattr(spoken, "spoken_as", "")
    if not role and spoken.focusProxy() is not None and not isinstance(spoken, WHOLE):
        role = "Grouping"
    return SpokenWidget(spoken, role) if role else None
