"""The headings of the table: upright where there is room for them, else turned, so that no column is out of sight."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QStyle, QStyleOptionHeaderV2, QWidget

from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Space, TextRole

LONGEST = 120
"""Greatest length of a turned heading in pixels at 100 % text; a longer one is elided."""
ONE_LINE = 84
"""Up to this length it is in one line, else in two if it has several words."""


class Headings(QHeaderView):
    """From one column on, the headings can be turned: read from below."""

    def __init__(self, design: Design, first_turned: int, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._design, self._first = design, first_turned
        self.is_turned = False
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(1)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def turn(self, turned: bool) -> None:
        """Turn the headings or set them upright."""
        if turned != self.is_turned:
            self.is_turned = turned
            self.updateGeometry()
            self.geometriesChanged.emit()
            self.viewport().update()

    def turned_size(self, index: int) -> QSize:
        """How wide and high the heading of a column is when it is turned."""
        metrics, lines = self._metrics, self._lines(index)
        long = min(self._design.px(LONGEST), max(map(metrics.horizontalAdvance, lines)))
        return QSize(len(lines) * metrics.height() + 2 * Space.XS, long + 2 * Space.M)

    @property
    def turned_height(self) -> int:
        """How high the headings are when they are turned."""
        return max((self.turned_size(index).height() for index in range(self._first, self.count())), default=0)

    def sectionSizeFromContents(self, index: int) -> QSize:
        is_turned = self.is_turned and index >= self._first
        return self.turned_size(index) if is_turned else super().sectionSizeFromContents(index)

    @property
    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._design.font(TextRole.OVERLINE))

    def _words(self, index: int) -> str:
        words = self.model().headerData(index, Qt.Orientation.Horizontal)
        return words if isinstance(words, str) else ""

    def _lines(self, index: int) -> tuple[str, ...]:
        """A turned heading in one line, or in the two that are shortest."""
        words, metrics = self._words(index), self._metrics
        if metrics.horizontalAdvance(words) <= self._design.px(ONE_LINE):
            return (words,)
        parts = words.split()
        pairs = [(" ".join(parts[:at]), " ".join(parts[at:])) for at in range(1, len(parts))]
        return min(pairs, key=lambda pair: max(map(metrics.horizontalAdvance, pair)), default=(words,))

    def paintSection(self, painter: QPainter, rect: QRect, index: int) -> None:
        if not self.is_turned:
            super().paintSection(painter, rect, index)
            return
        option = QStyleOptionHeaderV2()
        self.initStyleOption(option)
        option.rect, option.section = rect, index
        painter.save()
        self.style().drawControl(QStyle.ControlElement.CE_HeaderSection, option, painter, self)
        painter.setFont(self._design.font(TextRole.OVERLINE))
        painter.setPen(self._design.colour(Colour.INK_SOFT))
        if index < self._first:
            self._draw(painter, QRectF(rect.adjusted(Space.M, 0, -Space.M, -Space.M)), self._words(index))
        else:
            self._paint_turned(painter, QRectF(rect), self._lines(index))
        painter.restore()

    def _paint_turned(self, painter: QPainter, box: QRectF, lines: tuple[str, ...]) -> None:
        high, long = self._metrics.height(), box.height() - 2 * Space.M
        painter.translate(QPointF(box.center().x() - len(lines) * high / 2, box.bottom() - Space.M))
        painter.rotate(-90)
        for number, words in enumerate(lines):
            self._draw(painter, QRectF(0, number * high, long, high), words)

    def _draw(self, painter: QPainter, box: QRectF, words: str) -> None:
        shown = self._metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()) + 1)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom), shown)
