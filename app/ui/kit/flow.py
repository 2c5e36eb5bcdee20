"""Layouts: a flow that wraps, and helpers for columns, rows and heights."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TypeVar

from PySide6 import QtCore
from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QLayoutItem, QSizePolicy, QVBoxLayout, QWidget

from app.ui.design.tokens import Space
from app.ui.kit.buttons import begin_line, hang, hung

W = TypeVar("W", bound=QWidget)
Margins = int | tuple[int, int, int, int]
"""The same on all sides, or left, above, right and below."""
Line = list[tuple[QLayoutItem, QSize]]
STYLE = -1
"""The spacing that the style has."""
_MIDDLE = 0.5


class Lines(QLayout):
    """Items side by side at their own size, wrapped to the width; right-aligned if asked.

    Takes the room left over, which makes no difference in the first window, where stretches take it all.
    """

    def __init__(self, parent: QWidget | None = None, spacing: int = Space.S, *, right: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._before = 1.0 if right else 0.0
        """The share of the room left over that is before each line."""
        # A page asks for the same few heights many times during one layout.
        self._known: dict[int, int] = {}
        self._hint: QSize | None = None
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def align_right(self, right: bool) -> None:
        """Put the lines at the right, or at the left."""
        self._leave(1.0 if right else 0.0)

    def centre(self) -> None:
        """Put the lines in the middle."""
        self._leave(_MIDDLE)

    def _leave(self, before: float) -> None:
        if before != self._before:
            self._before = before
            self.invalidate()

    def invalidate(self) -> None:
        self._known.clear()
        self._hint = None
        super().invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def insert_widget(self, index: int, widget: QWidget) -> None:
        """Put a widget before the one at `index`."""
        self.addWidget(widget)
        self._items.insert(index, self._items.pop())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._known:
            self._known[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return self._known[width]

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        if self._hint is None:
            items = [item for item in self._items if not item.isEmpty()]
            shown = [item.sizeHint() for item in items]
            # In a single line, only the button at the edge hangs, whatever hangs now.
            inner = items[:-1] if self._before else items[1:]
            width = sum(size.width() for size in shown) + sum(hung(item) for item in inner)
            high = max((size.height() for size in shown), default=0)
            self._hint = QSize(width + self.spacing() * max(0, len(shown) - 1), high)
        return QSize(self._hint)

    def minimumSize(self) -> QSize:
        size = QSize(0, 0)
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size

    def _lines(self, width: int) -> list[Line]:
        lines: list[Line] = []
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            size.setWidth(min(size.width(), width))
            # A quiet button that began or ended a line has its whole width again where it is inside one.
            whole = size.width() + hung(item)
            at_edge = size.width() if self._before else whole
            if lines and used + self.spacing() + at_edge <= width:
                lines[-1].append((item, size))
                used += self.spacing() + whole
            else:
                lines.append([(item, size)])
                used = whole if self._before else size.width()
        return _even(lines) if self._before == _MIDDLE else lines

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        y = rect.y()
        for line in self._lines(max(1, rect.width())):
            tall = max(_height(item, size) for item, size in line)
            free = rect.width() - sum(size.width() for _, size in line) - self.spacing() * (len(line) - 1)
            x = rect.x() + round(free * self._before)
            for at, (item, size) in enumerate(line):
                if move:
                    high = _height(item, size)
                    if self._before != _MIDDLE:
                        begins = not self._before and not at
                        hang(item.widget(), begins=begins, ends=bool(self._before) and at == len(line) - 1)
                    item.setGeometry(QRect(x, y + (tall - high) // 2, size.width(), high))
                x += size.width() + self.spacing()
            y += tall + self.spacing()
        return max(0, y - self.spacing() - rect.y())


class FlowLayout(Lines):
    """Lines that take no more room than they need."""

    def expandingDirections(self) -> QtCore.Qt.Orientation:
        return _nowhere()


@cache
def _nowhere() -> QtCore.Qt.Orientation:
    return QtCore.Qt.Orientation(0)


def _even(lines: list[Line]) -> list[Line]:
    """Spread the items evenly over the same number of lines, so that no single one is left over."""
    items = [each for line in lines for each in line]
    most = -(-len(items) // max(1, len(lines)))
    if all(len(line) <= most for line in lines):
        return lines
    return [items[at : at + most] for at in range(0, len(items), most)]


def _height(item: QLayoutItem, size: QSize) -> int:
    return item.heightForWidth(size.width()) if item.hasHeightForWidth() else size.height()


class Box(QWidget):
    """Holds a layout. Its hints ask no text how high it is at their width, as its layout asks at the real width."""

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return super().sizeHint() if layout is None else layout.sizeHint()

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return super().minimumSizeHint() if layout is None else layout.minimumSize()


class Flow(Box):
    """A widget around a `FlowLayout`."""

    lines: type[Lines] = FlowLayout

    def __init__(self, *widgets: QWidget, spacing: int = Space.S, right: bool = False) -> None:
        super().__init__()
        self.flow = self.lines(self, spacing, right=right)
        self._right = right
        fit_height(self)
        for widget in widgets:
            self.add(widget)

    def add(self, widget: W) -> W:
        """Add a widget at the end; returns it."""
        if not self._right and not self.flow.count():
            begin_line(widget)
        self.flow.addWidget(widget)
        return widget


class FirstFlow(Flow):
    """Quiet links in the middle. For the first window, which may not touch `Qt`: its lines may grow anywhere."""

    lines = Lines

    def __init__(self, *links: QWidget) -> None:
        super().__init__(*links, spacing=Space.NONE, right=True)
        self.flow.centre()


class Column(Box):
    """Widgets in a column without margins; adding them as one lays the page out once."""

    def __init__(self, *widgets: QWidget, spacing: int = Space.NONE) -> None:
        super().__init__()
        self.body = column_in(self, spacing)
        for widget in widgets:
            begin_line(widget)
            self.body.addWidget(widget)

    def add(self, widget: W) -> W:
        """Add a widget, and show it at once if the column is visible: the event loop would show it only later."""
        self.body.addWidget(widget)
        if self.isVisible():
            widget.show()
        return widget

    def add_all(self, *widgets: QWidget) -> None:
        """Add widgets at the end, one below the other."""
        for widget in widgets:
            self.add(widget)


def add_to(layout: QLayout, *widgets: QWidget) -> None:
    """Add widgets to a layout, one after the other."""
    for widget in widgets:
        layout.addWidget(widget)


def column_in(widget: QWidget, spacing: int = STYLE, margins: Margins = 0) -> QVBoxLayout:
    """Lay out a widget as a column, without margins unless some are given."""
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(*_sides(margins))
    layout.setSpacing(spacing)
    return layout


def row_in(widget: QWidget, spacing: int = STYLE, margins: Margins = 0) -> QHBoxLayout:
    """Lay out a widget as a row, without margins unless some are given."""
    layout = QHBoxLayout(widget)
    layout.setContentsMargins(*_sides(margins))
    layout.setSpacing(spacing)
    return layout


def boxed(layout: QLayout) -> QWidget:
    """A widget around a layout, to be hidden as one or put where only widgets go."""
    box = QWidget()
    box.setLayout(layout)
    return box


def at_most(widget: QWidget, width: int) -> QWidget:
    """Put a widget at the left of a box of its own, no wider than this many pixels."""
    box = Box()
    line = row_in(box, Space.NONE)
    widget.setMaximumWidth(width)
    line.addWidget(widget, 1000)
    line.addStretch(1)
    return box


def _sides(margins: Margins) -> tuple[int, int, int, int]:
    return (margins, margins, margins, margins) if isinstance(margins, int) else margins


def fit_height(widget: QWidget, across: QSizePolicy.Policy = QSizePolicy.Policy.Preferred) -> None:
    """Give a widget at least the height that its content needs at its width."""
    policy = QSizePolicy(across, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)


class ButtonRow(Flow):
    """Buttons beside each other, wrapped where they do not fit."""


button_row = ButtonRow


def row(*widgets: QWidget | None, spacing: int = Space.S, wide: QWidget | None = None) -> QHBoxLayout:
    """Widgets in a row, as a layout to nest; None is a stretch, and `wide` takes what room is left."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    wrapping = [widget for widget in widgets if isinstance(widget, QLabel) and widget.wordWrap()]
    for widget in widgets:
        if widget is None:
            layout.addStretch(1)
        else:
            # A single text takes what room there is before it wraps; several share it.
            layout.addWidget(widget, 1000 if widget is wide or wrapping == [widget] else 0)
    return layout


def stack(*widgets: QWidget, spacing: int = STYLE) -> QVBoxLayout:
    """Widgets in a column, as a layout to nest."""
    layout = QVBoxLayout()
    layout.setSpacing(spacing)
    add_to(layout, *widgets)
    return layout


def grow(layout: QLayout, ratio: float) -> None:
    """Give a layout more or less air: spacing and margins by a ratio."""
    margins = layout.contentsMargins()
    sides = (margins.left(), margins.top(), margins.right(), margins.bottom())
    layout.setSpacing(round(layout.spacing() * ratio))
    layout.setContentsMargins(*(round(side * ratio) for side in sides))


def discard(widget: QWidget) -> None:
    """Hide a widget now and delete it from the event loop."""
    widget.hide()
    widget.deleteLater()


def show_part(owner: object, part: str, shown: bool) -> None:
    """Show or hide a part of `owner` that is a cached property: it is made when it is first shown."""
    if shown or part in vars(owner):
        getattr(owner, part).setVisible(shown)


def holds_focus(widget: QWidget) -> bool:
    """Whether the keyboard is somewhere inside a widget."""
    inside = widget.window().focusWidget()
    return inside is not None and widget.isAncestorOf(inside)


@contextmanager
def filling(box: QWidget) -> Iterator[None]:
    """Add many widgets to a box that may be visible: added one by one, each would lay out the whole page."""
    hides = not box.isHidden() and not holds_focus(box)
    if hides:
        box.setVisible(False)
    try:
        yield
    finally:
        if hides:
            box.setVisible(True)


def clear_layout(layout: QLayout) -> None:
    """Empty a layout and delete its widgets."""
    taken: Callable[[int], QLayoutItem | None] = layout.takeAt
    while layout.count():
        item = taken(0)
        if item is None:
            return
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            discard(widget)
            widget.setParent(None)
        elif inner is not None:
            clear_layout(inner)
            inner.deleteLater()
