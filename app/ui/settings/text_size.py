"""How large the text is: a slider, and a line that shows the size before it is taken."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from app.ui.design.design import Design
from app.ui.design.tokens import LEAST_SCALE, MOST_SCALE, NORMAL_SCALE, TEXT_SIZE, Colour, Size, Space, TextRole
from app.ui.kit.flow import Column, at_most
from app.ui.kit.labels import caption, strong

_STEP = 5
"""Per cent."""


class SampleLine(QWidget):
    """A line in any size of text; it has room for the largest, so that nothing moves."""

    spoken_as = "StaticText"

    def __init__(self, design: Design, words: str) -> None:
        super().__init__()
        self._design, self._words, self._scale = design, words, NORMAL_SCALE
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_scale(self, scale: int) -> None:
        """Show the line in this size, in per cent."""
        self._scale = scale
        self.update()

    def sizeHint(self) -> QSize:
        font = self._design.font()
        font.setPixelSize(TEXT_SIZE[TextRole.BODY] * MOST_SCALE // NORMAL_SCALE)
        return QSize(0, QFontMetrics(font).height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = self._design.font()
        font.setPixelSize(TEXT_SIZE[TextRole.BODY] * self._scale // NORMAL_SCALE)
        painter.setFont(font)
        painter.setPen(self._design.colour(Colour.INK))
        place = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.drawText(
            self.rect(), place, QFontMetrics(font).elidedText(self._words, Qt.TextElideMode.ElideRight, self.width())
        )
        painter.end()


class TextSize(Column):
    """The size changes where the slider is let go, as everything is laid out again; until then the line shows it."""

    chosen = Signal(int)
    """Per cent."""

    def __init__(self, design: Design) -> None:
        super().__init__(spacing=Space.XS)
        self._name = self.tr("Text size")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(LEAST_SCALE // _STEP, MOST_SCALE // _STEP)
        self.slider.setAccessibleName(self._name)
        self._percent = caption()
        self.sample = SampleLine(design, self.tr("This is how your words will look."))
        self.add_all(strong(self._name), at_most(self.slider, Size.FIELD), self._percent, self.sample)
        self.slider.valueChanged.connect(self._on_moved)
        self.slider.sliderReleased.connect(lambda: self.chosen.emit(self.scale))

    @property
    def scale(self) -> int:
        """What the slider shows, in per cent."""
        return self.slider.value() * _STEP

    def show_scale(self, scale: int) -> None:
        """Show a size without emitting `chosen`."""
        self.slider.blockSignals(True)
        self.slider.setValue(round(scale / _STEP))
        self.slider.blockSignals(False)
        self._show()

    def _on_moved(self) -> None:
        self._show()
        if not self.slider.isSliderDown():
            self.chosen.emit(self.scale)

    def _show(self) -> None:
        said = f"{self.scale}%"
        self._percent.setText(said)
        self.slider.setAccessibleDescription(said)
        self.sample.show_scale(self.scale)
