"""Paints a row of the journal: title and day, the first words or those around what was found. All equally tall."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.models.journal import EntryRow, Spans
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Radius, Size, Space, TextRole
from app.ui.journal.list_words import KIND_ICONS, title_words
from app.ui.journal.model import RowRole
from app.ui.journal.rows_view import paint_ring

State = QStyle.StateFlag
LINES = 2
"""Lines of words below the title."""
NARROW = 250
"""Below this width at 100 % text the day stands below the title, which would have no room beside it."""


class JournalDelegate(QStyledItemDelegate):
    """A card a row; one height for all, so that a hundred thousand scroll without measuring each."""

    def __init__(self, design: Design, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._design = design
        design.changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        self._title = self._design.font(TextRole.STRONG)
        self._small = self._design.font(TextRole.CAPTION)
        self._title_high = QFontMetrics(self._title).height()
        self._small_high = QFontMetrics(self._small).height()
        inner = self._title_high + Space.XS + LINES * self._small_high
        self.high = inner + 2 * Space.M + Space.S

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(self._design.px(Space.XXXL * 4), self.high)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(0, 0, 0, -Space.S)
        self._paint_card(painter, option, box)
        inner = box.adjusted(Space.L, Space.M, -Space.L, -Space.M)
        row = index.data(RowRole.ROW)
        if isinstance(row, EntryRow):
            self._paint_row(painter, inner, row, str(index.data(RowRole.WHEN)))
        else:
            self._paint_nothing_yet(painter, inner)
        painter.restore()

    def _paint_card(self, painter: QPainter, option: QStyleOptionViewItem, box: QRectF) -> None:
        state: QStyle.StateFlag = option.state
        chosen = bool(state & State.State_Selected)
        over = bool(state & State.State_MouseOver)
        painter.setPen(QPen(self._design.colour(Colour.ACCENT if chosen else Colour.LINE), 1))
        ground = Colour.ACCENT_SOFT if chosen else Colour.SUNKEN if over else Colour.CARD
        painter.setBrush(self._design.colour(ground))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), Radius.CARD, Radius.CARD)
        if state & State.State_HasFocus:
            paint_ring(painter, self._design, box)

    def _paint_row(self, painter: QPainter, box: QRectF, row: EntryRow, when: str) -> None:
        top = QRectF(box.x(), box.y(), box.width(), self._title_high)
        below = QRectF(box.x(), top.bottom() + Space.XS, box.width(), LINES * self._small_high)
        bottom = QRectF(box.x(), below.bottom() - self._small_high, box.width(), self._small_high)
        narrow = box.width() < self._design.px(NARROW)
        free = self._paint_aside(painter, bottom if narrow else top, row, when)
        words = title_words(row.title)
        spans = row.title_spans if words == row.title else ()
        ink = Colour.INK if row.title.strip() else Colour.INK_SOFT
        self._paint_text(
            painter, top if narrow else free, words, spans, self._title, ink, (int((top if narrow else free).width()),)
        )
        widths = (int(below.width()), int(free.width() if narrow else below.width()))
        self._paint_text(painter, below, row.preview, row.preview_spans, self._small, Colour.INK_SOFT, widths)

    def _paint_aside(self, painter: QPainter, box: QRectF, row: EntryRow, when: str) -> QRectF:
        """Day and signs at the right; gives the room that is left."""
        painter.setFont(self._small)
        painter.setPen(self._design.colour(Colour.INK_SOFT))
        wide = min(QFontMetrics(self._small).horizontalAdvance(when), box.width() / 2)
        right = QRectF(box.right() - wide, box.y(), wide, box.height())
        painter.drawText(right, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), when)
        left = right.left() - Space.S
        side = float(self._design.px(Size.ICON_SMALL))
        signs = [(KIND_ICONS[row.kind], Colour.INK_FAINT)]
        if row.pinned:
            signs.append(("push-pin-fill", Colour.ACCENT))
        for icon, colour in signs:
            left -= side
            sign = QRectF(left, box.y() + (box.height() - side) / 2, side, side)
            self._design.paint_icon(painter, icon, sign, colour)
            left -= Space.XS
        return QRectF(box.x(), box.y(), max(0.0, left - Space.XS - box.x()), box.height())

    def _paint_nothing_yet(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._design.colour(Colour.SUNKEN))
        high = self._small_high * 0.6
        for part, y in ((0.45, box.y() + 2), (0.9, box.y() + self._title_high + Space.S)):
            painter.drawRoundedRect(QRectF(box.x(), y, box.width() * part, high), Radius.SMALL, Radius.SMALL)

    def _paint_text(
        self,
        painter: QPainter,
        box: QRectF,
        text: str,
        spans: Spans,
        font: QFont,
        colour: Colour,
        widths: tuple[int, ...],
    ) -> None:
        painter.setPen(self._design.colour(colour))
        y = box.y()
        for shown, marks in _lines(text, spans, font, widths):
            line = _laid_out(shown, font, box.width())
            line.draw(painter, QPointF(box.x(), y), [self._mark(*span) for span in _in_units(shown, marks)])
            y += QFontMetrics(font).height()

    def _mark(self, start: int, end: int) -> QTextLayout.FormatRange:
        mark = QTextLayout.FormatRange()
        mark.start, mark.length = start, end - start
        look = QTextCharFormat()
        look.setBackground(self._design.colour(Colour.CURIOUS_SOFT))
        look.setForeground(self._design.colour(Colour.INK))
        look.setFontUnderline(True)
        mark.format = look
        return mark


def _lines(text: str, spans: Spans, font: QFont, widths: tuple[int, ...]) -> list[tuple[str, Spans]]:
    """A text cut into lines of these widths, the last one shortened, each with its part of the spans."""
    found: list[tuple[str, Spans]] = []
    start = 0
    while start < len(text) and len(found) < len(widths):
        rest, width = text[start:], widths[len(found)]
        if len(found) == len(widths) - 1:
            shown = QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
            end = start + (len(rest) if shown == rest else max(0, len(shown) - 1))
        else:
            end = start + max(1, _fitting(rest, font, width))
            shown = text[start:end].rstrip()
        inside = tuple((max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start)
        found.append((shown, tuple(span for span in inside if span[0] < span[1])))
        start = end
    return found


def _fitting(text: str, font: QFont, width: int) -> int:
    """How many characters of a text one line takes."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(max(1, width))
    units = line.textLength()
    layout.endLayout()
    return len(text.encode("utf-16-le")[: units * 2].decode("utf-16-le", "ignore"))


def _laid_out(text: str, font: QFont, width: float) -> QTextLayout:
    layout = QTextLayout(text, font)
    layout.beginLayout()
    line = layout.createLine()
    if line.isValid():
        line.setLineWidth(max(1.0, width + Space.XS))
    layout.endLayout()
    return layout


def _in_units(text: str, spans: Spans) -> Spans:
    """Spans as Qt counts them: characters beyond the first 65,536 take two."""
    if text.isascii():
        return spans
    return tuple((_units(text[:start]), _units(text[:end])) for start, end in spans)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
