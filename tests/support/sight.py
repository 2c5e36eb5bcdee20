"""What can be seen of a window: controls in the order of sight, and words that do not fit where they are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QWidget,
)

from app.ui.kit.buttons import IconButton
from app.ui.kit.labels import Label
from tests.support.widgets import name_of

ROUNDED = 2
"""In pixels: Qt rounds widths of texts."""
_ROWS = 8
"""Surroundings that are higher than so many buttons are no row."""
_IN_CORNER = 2
"""Outside the round corner of a card, in pixels from both its sides."""


def on_window(widget: QWidget) -> QRect:
    """Where a widget is on its window, as if nothing were clipped."""
    return QRect(widget.mapTo(widget.window(), QPoint()), widget.size())


def out_of_order(stops: Sequence[QWidget]) -> list[str]:
    """Where Tab goes up: to what is above in the same column."""
    return [
        f"{called(before)} -> {called(after)}"
        for before, after in pairwise(stops)
        if _is_above(on_window(after), on_window(before)) and not before.isAncestorOf(after)
        if not (_is_led(before) or _is_led(after))
    ]


def _is_led(widget: QWidget) -> bool:
    """Whether its surroundings lead Tab to it out of the order in sight."""
    around = widget.parentWidget()
    while around is not None and widget not in getattr(around, "tab_first", ()):
        around = around.parentWidget()
    return around is not None


def _is_above(one: QRect, other: QRect) -> bool:
    beside = one.right() < other.left() or other.right() < one.left()
    return one.bottom() <= other.top() and not beside


def clipped(window: QWidget) -> list[str]:
    """Labels and buttons whose words are cut, and columns that are wider than their page."""
    found = [
        f"{called(each)} needs {_needed(each)} and has {each.width()} x {each.height()}"
        for each in (*window.findChildren(QLabel), *window.findChildren(QAbstractButton))
        if each.isVisible() and not _fits(each)
    ]
    areas = [area for area in window.findChildren(QScrollArea) if area.isVisible()]
    found += [f"{called(area)} scrolls sideways" for area in areas if area.horizontalScrollBar().maximum()]
    inside = (*window.findChildren(QPushButton), *window.findChildren(QLabel))
    return found + [f"{called(each)} sticks out" for each in inside if _sticks_out(each)]


def _needed(widget: QWidget) -> str:
    return f"{widget.sizeHint().width()} x {_height(widget)}"


def _height(widget: QWidget) -> int:
    return widget.heightForWidth(widget.width()) if widget.hasHeightForWidth() else widget.sizeHint().height()


def _fits(widget: QWidget) -> bool:
    if not isinstance(widget, QLabel | QAbstractButton) or not widget.text().strip():
        return True
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.height() + ROUNDED >= _height(widget)
    room = widget.sizeHint() if isinstance(widget, QLabel | QCheckBox) else widget.minimumSizeHint()
    return widget.width() + ROUNDED >= room.width() and widget.height() + ROUNDED >= room.height()


def _sticks_out(widget: QWidget) -> bool:
    """Whether it is cut by what is around it, other than by what scrolls."""
    box, around = QRect(QPoint(), widget.size()), widget
    if not widget.isVisible():
        return False
    while (parent := around.parentWidget()) is not None and not around.isWindow():
        if isinstance(parent.parentWidget(), QAbstractScrollArea):
            return False
        box.translate(around.pos())
        if not parent.rect().adjusted(-ROUNDED, -ROUNDED, ROUNDED, ROUNDED).contains(box):
            return True
        around = parent
    return False


def off_their_line(window: QWidget) -> list[str]:
    """Crosses that are not level with the first line of the text they close or take out."""
    found = []
    for each in window.findChildren(IconButton):
        beside = _beside(each) if each.isVisible() and each._icon_name == "x" else []
        if beside:
            first = min(beside, key=lambda label: on_window(label).top())
            off = on_window(each).y() + each.height() / 2 - on_window(first).y() - _first_line(first)
            found += [f"{called(each)} is {off:g} below {called(first)}"] if abs(off) > ROUNDED else []
    return found


def _beside(button: QWidget) -> list[Label]:
    """The texts at the height of a button, in the nearest surroundings that have any."""
    box, around, found = on_window(button), button.parentWidget(), list[Label]()
    while around is not None and not found and around.height() <= _ROWS * box.height():
        for label in around.findChildren(Label):
            other = on_window(label)
            if box.top() <= other.bottom() and other.top() <= box.bottom() and label.isVisible() and label.text():
                found.append(label)
        around = around.parentWidget()
    return found


def _first_line(label: Label) -> float:
    """Where the middle of its first line is, from its top."""
    line, room = label.fontMetrics().height(), label.contentsRect()
    words = label.heightForWidth(label.width()) if label.wordWrap() else line
    above = 0 if label.alignment() & Qt.AlignmentFlag.AlignTop else max(0, room.height() - words) / 2
    return room.y() + above + line / 2


def called(widget: QWidget) -> str:
    """Its class and name, for a failure."""
    return f"{type(widget).__name__} {name_of(widget)[:60]!r}"


def stops_in(area: QWidget) -> list[QWidget]:
    """What Tab should come by."""
    tab = Qt.FocusPolicy.TabFocus.value
    inside = (each for each in area.findChildren(QWidget) if each.isVisible() and each.isEnabled())
    return [each for each in inside if each.focusPolicy().value & tab and each.focusProxy() is None]


def square_under_pointer(window: QWidget) -> list[str]:
    """Cards whose round corners are covered by what is under the pointer."""
    cards = [each for each in window.findChildren(QFrame, "card") if each.isVisible()]
    return [f"square under the pointer: {called(card)}" for card in cards if _corners(card) != _corners(card, True)]


def _corners(card: QWidget, under_pointer: bool = False) -> list[int]:
    watched = [each for each in card.findChildren(QWidget) if each.testAttribute(Qt.WidgetAttribute.WA_Hover)]
    watched = [each for each in watched if each.isVisible() and not each.underMouse()] if under_pointer else []
    for each in watched:
        each.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    picture = card.grab().toImage()
    for each in watched:
        each.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    right, below = picture.width() - 1 - _IN_CORNER, picture.height() - 1 - _IN_CORNER
    return [picture.pixel(x, y) for x in (_IN_CORNER, right) for y in (_IN_CORNER, below)]
