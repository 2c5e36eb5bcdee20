"""The legend of the chart: samples of lines and signs with their names, wrapped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTransform

from app.ui.check_ins.plot import SIGNS
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size, Space, TextRole
from app.ui.kit.painted_row import PaintedRow


class LegendItem(NamedTuple):
    """A sample and its words; without a dash only a sign, without either a shaded area."""

    words: str
    colour: Colour
    sign: str = ""
    dash: Qt.PenStyle | None = None


class Legend(PaintedRow):
    """A screen reader reads all items as one text."""

    def __init__(self, design: Design) -> None:
        super().__init__(design)
        self._items: tuple[LegendItem, ...] = ()

    def show_items(self, items: Sequence[LegendItem]) -> None:
        """Replace the items."""
        self._items = tuple(items)
        self.setAccessibleName(", ".join(item.words for item in items))
        self.measure()

    @property
    def items(self) -> tuple[LegendItem, ...]:
        """The items shown."""
        return self._items

    def lay_out(self, painter: QPainter | None, width: float) -> float:
        x = y = tall = 0.0
        sample, gap = float(self._design.px(Size.HANDLE)), float(Space.S)
        for item in self._items:
            words = self.block(item.words, TextRole.CAPTION)
            room = max(40.0, width - sample - gap)
            wide = sample + gap + min(words.natural, room) + 1
            if x and x + wide > width:
                x, y, tall = 0.0, y + tall + Space.XS, 0.0
            high = max(self.paint_block(painter, words, Colour.INK_SOFT, x + sample + gap, y, room), sample / 2)
            if painter is not None:
                self._paint_sample(painter, item, QRectF(x, y, sample, min(high, sample / 2)))
            x += wide + Space.L
            tall = max(tall, high)
        return y + tall

    def _paint_sample(self, painter: QPainter, item: LegendItem, box: QRectF) -> None:
        painter.save()
        colour = self._design.colour(item.colour)
        if item.dash is not None:
            painter.setPen(QPen(colour, self._design.px(Size.RING), item.dash))
            painter.drawLine(QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y()))
        if item.sign:
            side = float(self._design.px(Space.M))
            place = QTransform.fromTranslate(box.center().x(), box.center().y()).scale(side, side)
            painter.fillPath(place.map(SIGNS[item.sign]), colour)
        elif item.dash is None:
            painter.setPen(QPen(self._design.colour(Colour.CONTROL_LINE), 1))
            painter.setBrush(colour)
            painter.drawRect(box.adjusted(0.5, 1.5, -0.5, -1.5))
        painter.restore()
