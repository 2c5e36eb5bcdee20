"""A preview of the pages, one at a time, exactly as they will be printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.design.tokens import Colour, Space
from app.ui.kit.buttons import IconButton
from app.ui.kit.flow import Box, add_to, button_row, column_in, fit_height
from app.ui.kit.labels import caption
from app.ui.tasks import Task
from app.ui.wording import fill
from app.ui.workspace import Workspace

A4 = 297 / 210
_SIZE = re.compile(rb'viewBox="0 0 ([1-9][\d.]*) ([1-9][\d.]*)"')
_HEAD = 300
"""Bytes in which a page says its size."""


def picture_of(svg: bytes, width: int) -> QImage:
    """A page as a picture on white, `width` device pixels wide; works on any thread."""
    buffer = QBuffer()
    buffer.setData(QByteArray(svg))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    # QImageReader releases the interpreter while it reads; QSvgRenderer would block the window.
    reader = QImageReader(buffer, QByteArray(b"svg"))
    # The reader's own `size` would read the whole page without releasing the interpreter.
    size = _SIZE.search(svg, 0, _HEAD)
    ratio = float(size[2]) / float(size[1]) if size is not None else A4
    reader.setScaledSize(QSize(max(1, width), max(1, round(width * ratio))))
    reader.setBackgroundColor(Qt.GlobalColor.white)
    return reader.read().convertToFormat(QImage.Format.Format_RGB32)


class PagePicture(QWidget):
    """One page, drawn from its SVG on the pages lane; white in the dark theme too."""

    def __init__(self, ws: Workspace) -> None:
        super().__init__()
        self._ws, self._design = ws, ws.design
        self._svg = b""
        self._image: QImage | None = None
        self._asked = 0
        """Width in device pixels of the picture last requested."""
        self._drawing = Task()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.spoken_as = "Graphic"
        self.setAccessibleName(self.tr("Preview of the page"))
        fit_height(self, QSizePolicy.Policy.Expanding)

    def show_picture(self, svg: bytes) -> None:
        """Draw a page; the previous one stays visible until it is drawn."""
        self._svg, self._asked = svg, 0
        self._draw()

    def clear(self) -> None:
        """Remove the page."""
        self._svg, self._image, self._asked = b"", None, 0
        self._drawing.cancel()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the page again for the new width."""
        super().resizeEvent(event)
        self._draw()

    def _draw(self) -> None:
        width = round(self.width() * self.devicePixelRatioF())
        if not self._svg or width == self._asked:
            return
        self._drawing.cancel()
        self._asked = width
        self._drawing = self._ws.pages(partial(picture_of, self._svg, width), self._on_drawn, owner=self)

    def _on_drawn(self, image: QImage) -> None:
        self._image = image
        self.updateGeometry()
        self.update()

    def _ratio(self) -> float:
        return self._image.height() / self._image.width() if self._image is not None and self._image.width() else A4

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(width * self._ratio())

    def sizeHint(self) -> QSize:
        width = self._design.px(420)
        return QSize(width, self.heightForWidth(width))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.fillRect(area, Qt.GlobalColor.white)
        if self._image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(self.rect()), self._image)
        painter.setPen(self._design.colour(Colour.ACCENT if self.hasFocus() else Colour.LINE))
        painter.drawRect(area)
        painter.end()


class Preview(Box):
    """The pages, turned with buttons or Page Up and Page Down."""

    def __init__(self, ws: Workspace) -> None:
        super().__init__()
        design = ws.design
        self._pictures: tuple[bytes, ...] = ()
        self._at = 0
        column = column_in(self, Space.S)
        self.sheet = PagePicture(ws)
        self._before = IconButton(design, "caret-left", self.tr("Previous page"), lambda: self.turn(-1))
        self._after = IconButton(design, "caret-right", self.tr("Next page"), lambda: self.turn(1))
        self._where = caption("")
        add_to(column, button_row(self._before, self._after, self._where), self.sheet)

    def show_pictures(self, pictures: Sequence[bytes]) -> None:
        """Show pages, at the current page number if it still exists."""
        self._pictures = tuple(pictures)
        self._at = max(0, min(self._at, len(self._pictures) - 1))
        self._show()

    def turn(self, step: int) -> None:
        """Go `step` pages on, or back if negative."""
        self._at = max(0, min(self._at + step, len(self._pictures) - 1))
        self._show()

    def _show(self) -> None:
        if self._pictures:
            self.sheet.show_picture(self._pictures[self._at])
        else:
            self.sheet.clear()
        where = fill(self.tr("Page {n} of {total}"), n=self._at + 1, total=len(self._pictures))
        self._where.setText(where if self._pictures else "")
        self._before.setEnabled(self._at > 0)
        self._after.setEnabled(self._at + 1 < len(self._pictures))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_PageDown:
            self.turn(1)
        elif event.key() == Qt.Key.Key_PageUp:
            self.turn(-1)
        else:
            super().keyPressEvent(event)
