"""A large target for one level of signal: its shape, its word, and the gesture for it, to be read across a room."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from app.models.signal import Level
from app.ui.design.design import Design
from app.ui.design.early import STRONG_FOCUS, pointing_hand
from app.ui.design.tokens import Colour, Radius, Size, Space, TextRole
from app.ui.kit.strings import keep_end
from app.ui.scene_day.signal_keys import SignalKeys
from app.ui.signals.words import LEVEL_ICONS, LEVEL_TONES

_WRAPS = int(Qt.TextFlag.TextWordWrap)
_SOFT = {
    Level.GREEN: Colour.SIGNAL_GREEN_SOFT,
    Level.YELLOW: Colour.SIGNAL_YELLOW_SOFT,
    Level.RED: Colour.SIGNAL_RED_SOFT,
}
_ROLES = (
    (TextRole.SIGN, TextRole.HINT),
    (TextRole.SIGN, TextRole.ASIDE),
    (TextRole.HUGE, TextRole.HINT),
    (TextRole.HUGE, TextRole.ASIDE),
    (TextRole.FAR, TextRole.ASIDE),
    (TextRole.HINT, TextRole.ASIDE),
    (TextRole.ASIDE, TextRole.ASIDE),
)
"""Type for the word and for what is below it, the largest first."""
_EDGE, _AIR = 3, Space.L
_SIDES = (int(Size.SIGN), int(Size.KEY_CAP))
"""Sizes of the shape."""
_CAP = Size.KEY_CAP * 6 // 10


def caps(keys: int) -> int:
    """How wide some keys are."""
    return keys * (_CAP + Space.XS) - Space.XS


class _Layout(NamedTuple):
    """Where the parts are. `beside`: the word is beside the shape, not below it; `keys`: how many are shown."""

    word: TextRole
    more: TextRole
    side: int
    beside: bool
    keys: int = 2
    has_more: bool = True

    @property
    def before_word(self) -> int:
        """How much room the shape takes beside the word, with the air between them."""
        return self.side + self.side // 5


_LAYOUTS = tuple(
    _Layout(*roles, side, beside, keys)
    for some in (_ROLES[:-1], _ROLES[-1:])
    for keys in (2, 1)
    for roles in some
    for side in _SIDES
    for beside in (False, True)
)
"""Both keys are shown as long as the word can be read across the room, then the words come first."""


class SignalTarget(QAbstractButton):
    """Pressed by pointer or touch, and by its keys from anywhere on the page."""

    def __init__(self, design: Design, level: Level, keys: SignalKeys, on: Callable[[], object]) -> None:
        super().__init__()
        self._design, self._level, self._keys = design, level, keys
        self._word, self._more = "", ""
        self.alike: tuple[SignalTarget, ...] = (self,)
        """Targets beside each other that are laid out in the same way."""
        self.setProperty(*STRONG_FOCUS)
        pointing_hand(self, design)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.clicked.connect(lambda _checked=False: on())

    def show_words(self, word: str, more: str) -> None:
        """Show the word, and below it what else counts as this signal."""
        self._word, self._more = word, keep_end(more)
        self.setAccessibleName(". ".join(filter(None, (word, more))))
        self.setAccessibleDescription(self._keys.words)
        self.setToolTip(more)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(Size.TARGET, Size.TARGET_LEAST)

    def minimumSizeHint(self) -> QSize:
        return QSize(Size.TARGET_LEAST, Size.TARGET_LEAST)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Of itself, Qt lets Enter press buttons in dialogs only.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hue = LEVEL_TONES[self._level]
        painter.setPen(QPen(self._design.colour(hue), _EDGE))
        painter.setBrush(self._design.colour(_SOFT[self._level]))
        inset = _EDGE / 2
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), float(Radius.CARD), float(Radius.CARD)
        )
        self._paint_inside(painter, self.room)
        painter.end()

    @property
    def room(self) -> QRect:
        """What is inside its edge."""
        return self.rect().adjusted(_AIR + _EDGE, _AIR, -_AIR - _EDGE, -_AIR)

    def _paint_inside(self, painter: QPainter, room: QRect) -> None:
        chosen = self.fitting()
        side, beside = chosen.side, chosen.beside
        word = self._high(chosen.word, "X", room.width())
        first = QRect(room.x(), room.y(), room.width(), max(word, side) if beside else side)
        shape = QRectF(room.x(), first.y() + (first.height() - side) / 2, side, side)
        self._design.paint_icon(painter, LEVEL_ICONS[self._level], shape, LEVEL_TONES[self._level])
        self._paint_keys(painter, first, chosen.keys)
        line = QRect(room.x(), first.bottom() + 1, room.width(), word)
        if beside:
            line = first.adjusted(chosen.before_word, 0, -caps(chosen.keys) - Space.S, 0)
        self._write(painter, chosen.word, self._word, line, lines=False)
        if chosen.has_more:
            under = QRect(room.x(), line.bottom() + 1, room.width(), room.bottom() - line.bottom())
            self._write(painter, chosen.more, self._more, under, lines=True)

    def _paint_keys(self, painter: QPainter, room: QRect, keys: int) -> None:
        top = room.y() + (room.height() - Size.KEY_CAP) / 2
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setFont(self._design.font(TextRole.ASIDE))
        for place, key in enumerate(reversed(self._keys[:keys])):
            cap = QRectF(room.right() + 1 - _CAP - place * (_CAP + Space.XS), top, _CAP, Size.KEY_CAP)
            painter.setPen(QPen(self._design.colour(Colour.CONTROL_LINE), Size.LINE))
            painter.drawRoundedRect(cap, Radius.SEGMENT, Radius.SEGMENT)
            painter.setPen(self._design.colour(Colour.INK))
            painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)

    def _write(self, painter: QPainter, role: TextRole, words: str, box: QRect, *, lines: bool) -> None:
        font = self._design.font(role)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(self._design.colour(Colour.INK))
        if lines and self._high(role, words, box.width()) <= box.height():
            painter.drawText(box, _WRAPS, words)
        else:
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def fitting(self) -> _Layout:
        """The largest type in which all fits, in those that are alike, too; where nothing does, the word alone."""
        alone = (each._replace(has_more=False) for each in _LAYOUTS)
        return next((each for each in (*_LAYOUTS, *alone) if self._fits_all(each)), _LAYOUTS[-1])

    def _fits_all(self, layout: _Layout) -> bool:
        return all(each._fits(layout, each.room) for each in self.alike)

    def _fits(self, layout: _Layout, room: QRect) -> bool:
        taken = layout.before_word + caps(layout.keys) + Space.S if layout.beside else 0
        # What is a fraction of a pixel too wide would be cut by a whole letter.
        wide = ceil(QFontMetricsF(self._design.font(layout.word)).horizontalAdvance(self._word)) + 1
        word = self._high(layout.word, "X", room.width())
        high = max(word, layout.side) if layout.beside else layout.side + word
        more = self._high(layout.more, self._more, room.width()) if layout.has_more else 0
        return wide <= room.width() - taken and high + more <= room.height()

    def _high(self, role: TextRole, words: str, wide: int) -> int:
        if not words:
            return 0
        metrics = QFontMetrics(self._design.font(role))
        return metrics.boundingRect(QRect(0, 0, max(1, wide), 0), _WRAPS, words).height()
