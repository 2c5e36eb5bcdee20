"""The keyboard: keys that a widget's surroundings take first, and the order in which Tab goes through widgets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLayout,
    QLineEdit,
    QScrollArea,
    QWidget,
)

WHOLE = (QAbstractButton, QAbstractScrollArea, QAbstractSpinBox, QComboBox, QLabel, QLineEdit)
"""Controls that are one stop, whatever is inside."""


def hear(
    owner: QWidget,
    keys: str | QKeySequence | QKeySequence.StandardKey,
    act: Callable[[], object],
    context: Qt.ShortcutContext = Qt.ShortcutContext.WindowShortcut,
) -> QShortcut:
    """Call `act` at a key while `owner` is visible; `context` says where the focus has to be.

    The context is set afterwards: PySide ignores one that is passed together with a slot.
    """
    shortcut = QShortcut(QKeySequence(keys), owner)
    shortcut.setContext(context)
    shortcut.activated.connect(act)
    return shortcut


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


def go_on(window: QWidget, onwards: bool) -> bool:
    """Tab follows sight: focus what is laid out next in a window, or before; whether there was anything.

    Of itself, Qt goes from one to the next in the order in which they were made.
    """
    here = window.focusWidget()
    if here is None or not here.isVisible() or not here.isEnabled():
        # Qt asks as well while what has the focus is being hidden or disabled: not everything inside may be touched
        # then, and PySide ends the process a while after it was.
        return False
    order = list(dict.fromkeys(in_sight(window)))
    at = order.index(here) + 1 if here in order else 0
    following = [*order[at:], *order[: max(0, at - 1)]]
    wanted = next((each for each in (following if onwards else reversed(following)) if stops_tab(each)), None)
    if wanted is not None:
        wanted.setFocus(Qt.FocusReason.TabFocusReason if onwards else Qt.FocusReason.BacktabFocusReason)
    return wanted is not None


def stops_tab(widget: QWidget) -> bool:
    """Whether Tab can go to a widget now."""
    tab = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    return bool(tab) and widget.isEnabled() and widget.focusProxy() is None


def in_sight(root: QWidget) -> Iterator[QWidget]:
    """A widget and what is shown inside it, in the order of its layouts.

    `tab_first` of a widget: what comes before the rest inside it; what is in no layout has to be named there. Qt is not
    asked for all children, so nothing holds on to what Qt keeps inside its controls.
    """
    if root.isHidden():
        return
    yield root
    inner = root.widget() if isinstance(root, QScrollArea) else None
    if inner is not None:
        yield from in_sight(inner)
    if isinstance(root, WHOLE):
        return
    layout = root.layout()
    inside = dict.fromkeys(getattr(root, "tab_first", ()))
    inside.update(dict.fromkeys(_in_layout(layout) if layout is not None else ()))
    for widget in inside:
        yield from in_sight(widget)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        widget, inside = (item.widget(), item.layout()) if item is not None else (None, None)
        if widget is not None:
            yield widget
        elif inside is not None:
            yield from _in_layout(inside)
