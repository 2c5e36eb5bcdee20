"""The view of the journal's list, and how a row is painted: rows of one height, so that a hundred thousand scroll."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextCharFormat,
    QTextLayout,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QStyleOptionViewItem

from app.models.journal import EntryKind, EntryRow, Spans
from app.models.journal_preview import cut_words, whole_words
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Radius, Size, Space
from app.ui.journal.list_model import EntryListModel
from app.ui.journal.words import title_words
from app.ui.kit.row_list import Index, RowDelegate, RowTable
from app.ui.kit.strings import utf16_length

State = QStyle.StateFlag
PREVIEW_LINES = 2
NARROW_ROW = 320
"""Below this width (at 100 % text) the day moves below the title, where it leaves the title its room."""
KIND_ICONS = {
    EntryKind.FANTASY: "sparkle",
    EntryKind.REFLECTION: "leaf",
    EntryKind.AFTER_SCENE: "moon-stars",
    EntryKind.LETTER: "envelope-simple",
}


class EntryListView(RowTable):
    """Looks and acts like a list, but is a table of one column: a list asks the model about every row at each change,
    a table counts its rows without asking. Several rows can be chosen."""

    opened = Signal()
    """The chosen row was clicked."""

    def __init__(self, design: Design, model: EntryListModel) -> None:
        super().__init__(design, Colour.PAPER)
        self._design = design
        self._delegate = EntryRowDelegate(design, model)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setObjectName("cards")
        self.setAccessibleName(self.tr("Entries"))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.hide()
        across.setMinimumSectionSize(1)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        design.follow(self._fit)

    def _fit(self) -> None:
        height, down = self._delegate.row_height, self.verticalHeader()
        down.setMinimumSectionSize(1)
        down.setMaximumSectionSize(height)
        down.setDefaultSectionSize(height)
        self.verticalScrollBar().setSingleStep(max(1, height // 2))
        self.viewport().update()

    def choose(self, index: QModelIndex) -> None:
        """Choose one row and no other; of itself, Qt adds it to what is chosen while Ctrl is held for a shortcut."""
        self.clearSelection()
        self.setCurrentIndex(index)

    def keyboardSearch(self, search: str) -> None:
        """Ignore letters: Qt's search would read every row, and the journal has its own."""

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End go to the ends of the list, not of the row."""
        ends = {QAbstractItemView.CursorAction.MoveHome: 0, QAbstractItemView.CursorAction.MoveEnd: -1}
        if action in ends and (count := self.model().rowCount()):
            return self.model().index(ends[action] % count, 0)
        return super().moveCursor(action, modifiers)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens the entry; with Shift or Ctrl it only chooses one more."""
        super().mouseReleaseEvent(event)
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier and event.button() == Qt.MouseButton.LeftButton
        if plain and self.indexAt(event.position().toPoint()).isValid():
            self.opened.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the keyboard focus on the list while no row has it."""
        super().paintEvent(event)
        if self.hasFocus() and not self.currentIndex().isValid():
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            _paint_ring(painter, self._design, QRectF(self.viewport().rect()))
            painter.end()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._design.px(Size.SECTIONS) // 2, self._design.px(Size.SECTIONS) // 2)


class EntryRowDelegate(RowDelegate):
    """Paints title, day and signs, and below them the first words or those around what a search found."""

    def __init__(self, design: Design, model: EntryListModel) -> None:
        super().__init__(design, model)
        self._model = model

    def _measure(self) -> None:
        super()._measure()
        inner = self._title_high + Space.XS + PREVIEW_LINES * self._small_high
        self.row_height = inner + 2 * Space.M

    def paint_row(self, painter: QPainter, option: QStyleOptionViewItem, box: QRectF, index: Index) -> None:
        """Paint the words on a line, or their place while they are read."""
        line = QRectF(box.x(), box.bottom() - Size.LINE, box.width(), Size.LINE)
        painter.fillRect(line, self._design.colour(Colour.LINE))
        self.paint_ground(painter, option, box, Colour.ACCENT_SOFT)
        if option.state & State.State_HasFocus:
            _paint_ring(painter, self._design, box)
        inner = box.adjusted(Space.M, Space.M, -Space.M, -Space.M)
        row = self._model.row(index.row())
        if row is None:
            self._paint_placeholder(painter, inner)
        else:
            self._paint_words(painter, inner, row, self._model.when(row))

    def _paint_words(self, painter: QPainter, box: QRectF, row: EntryRow, when: str) -> None:
        top = QRectF(box.x(), box.y(), box.width(), self._title_high)
        below = QRectF(box.x(), top.bottom() + Space.XS, box.width(), PREVIEW_LINES * self._small_high)
        bottom = QRectF(box.x(), below.bottom() - self._small_high, box.width(), self._small_high)
        narrow = box.width() < self._design.px(NARROW_ROW)
        free = self._paint_aside(painter, bottom if narrow else top, row, when)
        room = top if narrow else free
        words = title_words(row.title)
        spans = row.title_spans if words == row.title else ()
        ink = Colour.INK if row.title.strip() else Colour.INK_SOFT
        self._paint_text(painter, room, words, spans, self._title, ink, (int(room.width()),))
        widths = (int(below.width()), int(free.width() if narrow else below.width()))
        self._paint_text(
            painter, below, cut_words(row.preview), row.preview_spans, self._small, Colour.INK_SOFT, widths
        )

    def _paint_aside(self, painter: QPainter, box: QRectF, row: EntryRow, when: str) -> QRectF:
        """Paint day and signs at the right; returns the room that is left."""
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

    def _paint_placeholder(self, painter: QPainter, box: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._design.colour(Colour.PANEL))
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
        for shown, marks in preview_lines(text, spans, font, widths):
            layout = QTextLayout(shown, font)
            _lay_out(layout, box.width() + Space.XS)
            layout.draw(painter, QPointF(box.x(), y), [self._mark(*span) for span in _in_units(shown, marks)])
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


def _paint_ring(painter: QPainter, design: Design, box: QRectF) -> None:
    """Paint the ring around what has the keyboard focus."""
    half = Size.RING / 2
    painter.setPen(QPen(design.colour(Colour.FOCUS), Size.RING))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(half, half, -half, -half), Radius.CONTROL, Radius.CONTROL)


def preview_lines(text: str, spans: Spans, font: QFont, widths: tuple[int, ...]) -> list[tuple[str, Spans]]:
    """Cut a text into lines of these widths, the last one elided, each with its part of the spans."""
    found: list[tuple[str, Spans]] = []
    start = 0
    while start < len(text) and len(found) < len(widths):
        rest, width = text[start:], widths[len(found)]
        if len(found) == len(widths) - 1:
            shown = _elided(rest, font, width)
            end = start + (len(rest) if shown == rest else max(0, len(shown) - 1))
        else:
            units = _lay_out(QTextLayout(rest, font), width)
            end = start + max(1, len(rest.encode("utf-16-le")[: units * 2].decode("utf-16-le", "ignore")))
            shown = text[start:end].rstrip()
        inside = tuple((max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start)
        found.append((shown, tuple(span for span in inside if span[0] < span[1])))
        start = end
    return found


def _elided(text: str, font: QFont, width: int) -> str:
    """A text that is too wide ends after a word, with an ellipsis."""
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
    if shown == text:
        return shown
    kept = shown.removesuffix("…")
    if not text[len(kept)].isspace():
        kept = whole_words(kept, text[len(kept) :])
    return f"{kept.rstrip()}…"


def _lay_out(layout: QTextLayout, width: float) -> int:
    """Lay out one line; returns how many UTF-16 units it takes."""
    layout.beginLayout()
    line = layout.createLine()
    units = 0
    if line.isValid():
        line.setLineWidth(max(1.0, width))
        units = line.textLength()
    layout.endLayout()
    return units


def _in_units(text: str, spans: Spans) -> Spans:
    """Spans in UTF-16 units, as Qt counts: characters beyond the first 65,536 take two."""
    if text.isascii():
        return spans
    return tuple((utf16_length(text[:start]), utf16_length(text[:end])) for start, end in spans)
