"""Both marks, facing each other until both have come."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QFontMetricsF, QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from app.models.person import Person
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Pause, Size, Space, TextRole
from app.ui.kit.painted_row import paint_mark


class FacingMarks(QWidget):
    """With a word under each and a line between them, which closes where they touch."""

    spoken_as = "Graphic"

    def __init__(self, design: Design, people: Sequence[Person], word: str = "", *, touching: bool = False) -> None:
        super().__init__()
        self._design, self._people, self._word, self._touching = design, tuple(people), word, touching
        self._apart = QVariantAnimation(self)
        """How far they are apart, of a whole."""
        self._apart.setDuration(Pause.SETTLING)
        self._apart.setStartValue(1.0)
        self._apart.setEndValue(0.0 if touching else 1.0)
        self._apart.valueChanged.connect(self.update)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(", ".join(f"{person.name}: {word}" if word else person.name for person in people))
        design.changed.connect(self.updateGeometry)

    @property
    def _side(self) -> int:
        return self._design.px(Size.MARK_FACING if self._word else Size.MARK_LARGE)

    @property
    def _cell(self) -> float:
        """Width of a mark with its word."""
        metrics = QFontMetricsF(self._design.font(TextRole.CAPTION))
        return max(self._side, metrics.horizontalAdvance(self._word) + Space.XS) if self._word else self._side

    def sizeHint(self) -> QSize:
        line = QFontMetricsF(self._design.font(TextRole.CAPTION)).height() + Space.XS if self._word else 0
        gap = 2 * self._side if self._word else 0
        return QSize(round(2 * self._cell) + gap, self._side + round(line))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._touching and self._word and QApplication.isEffectEnabled(Qt.UIEffect.UI_General):
            self._apart.start()
        else:
            self._apart.setCurrentTime(Pause.SETTLING)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._apart.stop()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, side, cell, wide = QPainter(self), self._side, self._cell, self.sizeHint().width()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        apart = self._apart.currentValue()
        lefts = ((cell - side) * (1 - apart / 2), cell + (wide - (3 * cell + side) / 2) * apart)
        for person, x in zip(self._people, lefts, strict=True):
            paint_mark(painter, self._design, person, QRectF(x, 0, side, side))
            under = QRectF(x + side / 2 - cell / 2, side + Space.XS, cell, self.height() - side - Space.XS)
            painter.setFont(self._design.font(TextRole.CAPTION))
            painter.setPen(self._design.colour(Colour.INK_SOFT))
            painter.drawText(under, Qt.AlignmentFlag.AlignCenter, self._word)
        line = QRectF(lefts[0] + side + Space.S, side / 2, lefts[1] - lefts[0] - side - 2 * Space.S, Size.LINE)
        if line.width() > 0:
            painter.fillRect(line, self._design.colour(Colour.CONTROL_LINE))
        painter.end()
