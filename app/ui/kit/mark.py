"""Marks: the sign of a person, with a hue, a shape and an initial."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6 import QtCore, QtGui
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPalette
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.ui.design.early import ALIGN_CENTRE
from app.ui.design.tokens import Colour, Size, Space, TextRole
from app.ui.kit.buttons import Button, ButtonKind
from app.ui.kit.flow import row_in
from app.ui.kit.labels import Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent

    from app.models.person import Person
    from app.ui.design.design import Design


_INITIAL, _GROUND = QPalette.ColorRole.HighlightedText, QPalette.ColorRole.Highlight


class Mark(QWidget):
    """A painted mark that grows with the text.

    Its colours are in its palette, where a painter takes its first pen from: setting a pen would touch `Qt`.
    """

    spoken_as = "Graphic"

    def __init__(
        self,
        design: Design,
        shape: str = "circle",
        hue: str = "person_a",
        initial: str = "",
        size: int = Size.MARK,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._design = design
        self._size = size
        self._shape, self._hue, self._initial = shape, Colour(hue), initial
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setForegroundRole(_INITIAL)
        self._colour()
        design.changed.connect(self.on_design_changed)

    def show_mark(self, shape: str, hue: str, initial: str) -> None:
        """Show a different mark."""
        self._shape, self._hue, self._initial = shape, Colour(hue), initial
        self._colour()
        self.update()

    def on_design_changed(self) -> None:
        """Take colours and size from the design again."""
        self._colour()
        self.updateGeometry()
        self.update()

    def _colour(self) -> None:
        palette = QPalette()
        palette.setColor(_INITIAL, self._design.colour(Colour.CARD))
        palette.setColor(_GROUND, self._design.colour(self._hue))
        self.setPalette(palette)

    def sizeHint(self) -> QSize:
        side = self._design.px(self._size)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = float(min(self.width(), self.height()))
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        painter.fillPath(outline(self._shape, box), self.palette().brush(_GROUND))
        if self._initial:
            painter.setFont(initial_font(self._design, side))
            painter.drawText(box, ALIGN_CENTRE, self._initial)
        painter.end()


def initial_font(design: Design, side: float) -> QFont:
    """The font of the initial on a mark that is `side` pixels square."""
    font = design.font(TextRole.STRONG)
    font.setPixelSize(max(1, round(side * 0.52)))
    return font


def outline(shape: str, box: QRectF) -> QPainterPath:
    """The outline of a mark within a box: circle, square, diamond or hexagon."""
    path = QPainterPath()
    side = box.width()
    if shape == "square":
        path.addRoundedRect(
            box.adjusted(side * 0.03, side * 0.03, -side * 0.03, -side * 0.03), side * 0.24, side * 0.24
        )
    elif shape in ("diamond", "hexagon"):
        corners = 4 if shape == "diamond" else 6
        points = [
            box.center() + QPointF(math.sin(turn), -math.cos(turn)) * (side / 2)
            for turn in (math.tau * corner / corners for corner in range(corners))
        ]
        path.addPolygon(QtGui.QPolygonF(points))
        path.closeSubpath()
    else:
        path.addEllipse(box)
    return path


def mark_of(design: Design, person: Person, size: int = Size.MARK) -> Mark:
    """The mark of a person, named after them."""
    return Mark(design, person.mark.shape, person.mark.hue, person.mark.initial, size, person.name)


class MarkButton(Button):
    """A large button with a mark, one of several to choose from."""

    def __init__(
        self,
        design: Design,
        shape: str,
        hue: str,
        initial: str,
        name: str,
        text: str = "",
    ) -> None:
        super().__init__(design, kind=ButtonKind.MARK)
        self.setProperty("tone", hue)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAccessibleName(name)
        QPushButton.setSizePolicy(self, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.mark = Mark(design, shape, hue, initial, Size.MARK_LARGE, name, self)
        self.label = Label(text, TextRole.STRONG, wrap=False)
        self._layout = row_in(self, Space.M, margins=(Space.L, Space.M, Space.L, Space.M))
        if not text:
            self._layout.addStretch(1)
        self._layout.addWidget(self.mark)
        self._layout.addWidget(self.label)
        self._layout.addStretch(1)
        self.label.setVisible(bool(text))
        design.once_painted(self, self._let_through)

    def _let_through(self) -> None:
        for inner in (self.mark, self.label):
            inner.setAttribute(QtCore.Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        return self._layout.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._layout.minimumSize()


def consent_button(design: Design, person: Person, words: str, on: Callable[[bool], object]) -> MarkButton:
    """A person's mark as a toggle, independent of the partner's; `on` gets whether it is pressed."""
    button = MarkButton(design, person.mark.shape, person.mark.hue, person.mark.initial, words, words)
    button.setAutoExclusive(False)
    button.setMinimumWidth(button.minimumSizeHint().width())
    button.toggled.connect(on)
    return button
