"""A preview of the pages, one at a time, exactly as they will be printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto
from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from app.ui.design.tokens import Colour, Space
from app.ui.kit.buttons import IconButton
from app.ui.kit.flow import Box, column_in, row
from app.ui.kit.labels import caption
from app.ui.kit.segments import Segments
from app.ui.tasks import Task
from app.ui.wording import fill
from app.ui.workspace import Workspace

A4 = 297 / 210
_SIZE = re.compile(rb'viewBox="0 0 ([1-9][\d.]{0,20}) ([1-9][\d.]{0,20})"')
_HEAD = 300
"""Bytes in which a page says its size."""
_DIMMED = 0.1
"""How much of the paper of a dark window is laid over the page."""
_LARGE = 1190
"""Pixels across a page at one and a half times its size on paper."""
_FRAME = 240
"""Pixels of a window's height that are not for the page."""


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
    """One page, drawn from its SVG on the pages lane; nearly white in the dark theme too."""

    drawn = Signal()

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
        self.drawn.emit()
        self.update()

    @property
    def ratio(self) -> float:
        """The height of the page, of its width."""
        return self._image.height() / self._image.width() if self._image is not None and self._image.width() else A4

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.fillRect(area, Qt.GlobalColor.white)
        if self._image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(self.rect()), self._image)
        if self._design.is_dark:
            # White is too bright beside a dark window.
            painter.setOpacity(_DIMMED)
            painter.fillRect(area, self._design.colour(Colour.PAPER))
            painter.setOpacity(1)
        painter.setPen(self._design.colour(Colour.ACCENT if self.hasFocus() else Colour.LINE))
        painter.drawRect(area)
        painter.end()


class Zoom(Enum):
    """How large the page is shown."""

    PAGE = auto()
    """All of it in sight."""
    WIDTH = auto()
    """As wide as there is room."""
    LARGE = auto()
    """One and a half times as large as on paper."""


class _Pan(QScrollArea):
    """Moves a page that is wider than the room there is; the height of the page is scrolled with everything else."""

    resized = Signal()

    def __init__(self, sheet: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setWidget(sheet)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


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
        self._where = caption("", wrap=False)
        zooms = [(Zoom.PAGE, self.tr("Page")), (Zoom.WIDTH, self.tr("Width")), (Zoom.LARGE, self.tr("150%"))]
        self.zoom = Segments(design, "", zooms, choice=Zoom.WIDTH, name=self.tr("How large the page is shown"))
        self.zoom.chosen.connect(lambda _zoom: self._fit())
        self._pan = _Pan(self.sheet)
        self._pan.resized.connect(self._fit)
        self.sheet.drawn.connect(self._fit)
        column.addLayout(row(self._before, self._after, self._where, None, self.zoom))
        column.addWidget(self._pan)

    def show_pictures(self, pictures: Sequence[bytes]) -> None:
        """Show pages, at the current page number if it still exists."""
        self._pictures = tuple(pictures)
        self._at = max(0, min(self._at, len(self._pictures) - 1))
        self._show()

    def turn(self, step: int) -> None:
        """Go `step` pages on, or back if negative."""
        self._at = max(0, min(self._at + step, len(self._pictures) - 1))
        self._show()

    def _fit(self) -> None:
        """Make the page as large as was chosen, and the room for it as high as the page."""
        ratio, wide = self.sheet.ratio, self._pan.width()
        if self.zoom.choice is Zoom.PAGE:
            wide = min(wide, round((self.window().height() - _FRAME) / ratio))
        elif self.zoom.choice is Zoom.LARGE:
            wide = _LARGE
        self.sheet.setFixedSize(wide, round(wide * ratio))
        bar = self._pan.horizontalScrollBar().sizeHint().height() if wide > self._pan.width() else 0
        self._pan.setFixedHeight(self.sheet.height() + bar)

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
