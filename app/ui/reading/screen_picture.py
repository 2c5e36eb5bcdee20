"""A picture of a screen in a text on how to use Accord."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.models.library import TextPicture
from app.paths import picture_file
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size
from app.ui.kit.flow import fit_height


class ScreenPicture(QWidget):
    """Shows it in the colours of the theme and as large as the text, or as wide as there is room."""

    spoken_as = "Graphic"

    def __init__(self, design: Design, picture: TextPicture) -> None:
        super().__init__()
        self._design, self._picture = design, picture
        self._image = self._scaled = QImage()
        self._is_dark: bool | None = None
        self.setAccessibleName(picture.shows)
        fit_height(self)
        design.follow(self._on_design)

    def _on_design(self) -> None:
        if self._is_dark is not self._design.is_dark:
            self._is_dark = self._design.is_dark
            file = picture_file(self._picture.name, is_dark=self._is_dark)
            self._image = QImage(str(file)).convertToFormat(QImage.Format.Format_RGB32)
            self._scaled = QImage()
        self.setMaximumWidth(max(1, self._design.px(self._image.width())))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = self.maximumWidth()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def heightForWidth(self, width: int) -> int:
        return round(self._image.height() * width / self._image.width()) if self._image.width() else 0

    def paintEvent(self, _event: QPaintEvent) -> None:
        wanted = self.size() * self.devicePixelRatioF()
        if self._scaled.size() != wanted:
            ways = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            self._scaled = self._image.scaled(wanted, *ways)
        painter = QPainter(self)
        painter.drawImage(self.rect(), self._scaled)
        painter.setPen(QPen(self._design.colour(Colour.LINE), Size.LINE))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()
