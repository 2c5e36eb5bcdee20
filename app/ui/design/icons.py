"""Icons: outlines of the Phosphor font, which qtawesome ships.

The font is read as a raw font and its outlines are painted. Going through qtawesome would first load all of its ten
fonts into the application, which delays the window more than everything else here together.
"""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPainter, QPainterPath, QPixmap, QRawFont, QTransform

_EM = 64.0


class IconFont:
    """Outlines by name, read on first use."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self._font: QRawFont | None = None
        self._paths: dict[str, QPainterPath] = {}

    def load(self) -> None:
        """Read the font and its names now."""
        if self._font is not None:
            return
        # Imported here because the first window appears before any icon is painted.
        import json
        from importlib.util import find_spec
        from pathlib import Path

        spec = find_spec("qtawesome")
        if spec is None or spec.origin is None:
            raise FileNotFoundError("qtawesome")
        folder = Path(spec.origin).parent / "fonts"
        self._codes = json.loads(next(folder.glob("phosphor-charmap*.json")).read_text(encoding="utf-8"))
        font = next(folder.glob("phosphor*.ttf"))
        self._font = QRawFont(str(font), _EM, QFont.HintingPreference.PreferNoHinting)

    def path(self, name: str) -> QPainterPath:
        """The outline in a square of 64; KeyError for an unknown name."""
        if name not in self._paths:
            self.load()
            assert self._font is not None
            glyphs = self._font.glyphIndexesForString(chr(int(self._codes[name], 16)))
            outline = self._font.pathForGlyph(glyphs[0])
            self._paths[name] = QTransform.fromTranslate(0, _EM).map(outline)
        return self._paths[name]

    def paint(self, painter: QPainter, name: str, box: QRectF, colour: QColor) -> None:
        """Fill the outline into a square box."""
        _fill(painter, self.path(name), box, colour)

    def pixmap(self, name: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
        """The icon as a pixmap, `size` logical pixels square."""
        outline = self.path(name)
        pixmap = QPixmap(round(size * ratio), round(size * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(QtCore.Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        _fill(painter, outline, QRectF(0, 0, size, size), colour)
        painter.end()
        return pixmap

    def icon(self, name: str, colour: QColor, size: int, faint: QColor) -> QIcon:
        """An icon in one colour; `faint` is used where it is disabled."""
        icon = QIcon()
        # Pictures for the screens there are; one for another ratio would cost as much.
        for ratio in {1.0, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())}:
            icon.addPixmap(self.pixmap(name, colour, size, ratio))
            icon.addPixmap(self.pixmap(name, faint, size, ratio), QIcon.Mode.Disabled)
        return icon


def _fill(painter: QPainter, outline: QPainterPath, box: QRectF, colour: QColor) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / _EM, box.height() / _EM)
    painter.fillPath(outline, colour)
    painter.restore()
