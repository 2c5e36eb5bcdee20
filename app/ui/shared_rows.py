"""Rows of what was disclosed and of each person's own words, painted by one widget each; `row_content` says what."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPixmap

from app.models.answer import STANCES, Stance
from app.models.person import Person
from app.ui.design.design import Design
from app.ui.design.early import pointing_hand
from app.ui.design.tokens import Colour, Size, Space, TextRole
from app.ui.kit.painted_row import PaintedRow, paint_mark
from app.ui.kit.stance import stance_icon, stance_tone, stance_word
from app.ui.kit.surfaces import paint_ground
from app.ui.row_content import RowContent, RowDetail, TermRow
from app.ui.wording import dotted

_SHARE_OF_TEXT = 0.46
"""With less than this share of the width left for words, side and stances go below them."""
_WORDS: dict[tuple[int, Stance], float] = {}
"""Width of a stance's word by text size in per cent."""


def _ends_width(design: Design, cells: int) -> float:
    """Width of the columns at the end of a row: who is on which side, and a stance each."""
    return design.px(Size.ROW_SIDE) + (Space.L if cells else 0) + _cells_width(design, cells)


def _cells_width(design: Design, cells: int) -> float:
    """Width of the columns of stances; the last is as wide as its widest, so that nothing is empty at the end."""
    widest = max(pill_width(design, stance) for stance in STANCES)
    return (cells - 1) * design.px(Size.ROW_CELL) + widest if cells else 0.0


def _is_stacked(design: Design, room: float, cells: int) -> bool:
    return room - _ends_width(design, cells) < room * _SHARE_OF_TEXT


class GroupHead(PaintedRow):
    """The title of a group and a few words; each person's mark over the column of their stances."""

    spoken_as = "Heading"

    def __init__(self, design: Design, title: str, icon: str, colour: Colour, people: Sequence[Person] = ()) -> None:
        super().__init__(design)
        self._title, self._icon, self._colour, self._people = title, icon, colour, people
        self._words, self._stuck = "", False
        self.setAccessibleName(title)

    def show_words(self, words: str) -> None:
        """Change the words after the title."""
        self._words = words
        self.setAccessibleName(dotted(self._title, words))
        self.measure()

    def show_stuck(self, stuck: bool) -> None:
        """Cover what scrolls below it."""
        if stuck != self._stuck:
            self._stuck = stuck
            self.update()

    def paint(self, painter: QPainter) -> None:
        """Paint the ground as well while rows are below it."""
        if self._stuck:
            painter.fillRect(self.rect(), self._design.colour(Colour.CARD))
            line = QRectF(0, self.height() - Size.LINE, self.width(), Size.LINE)
            painter.fillRect(line, self._design.colour(Colour.LINE))
        super().paint(painter)

    def lay_out(self, painter: QPainter | None, width: float) -> float:
        icon, x, y = float(self._design.px(Size.ICON_LARGE)), self.edge, self.above
        room, count = max(1.0, width - 2 * x), len(self._people)
        if count and not _is_stacked(self._design, room, count):
            room -= _cells_width(self._design, count)
            if painter is not None:
                self._paint_marks(painter, x + room)
        title, words = self.block(self._title, TextRole.TITLE), self.block(self._words, TextRole.CAPTION)
        beside = icon + Space.M + title.natural + Space.M
        title_high = title.height(room - icon - Space.M)
        if painter is not None:
            box = QRectF(x, y + (title_high - icon) / 2, icon, icon)
            self._design.paint_icon(painter, self._icon, box, self._colour)
        y += self.paint_block(painter, title, Colour.INK, x + icon + Space.M, y, room - icon - Space.M)
        fits = beside + words.natural <= room
        if self._words and fits:
            top = self.above + (title_high - words.height(words.natural)) / 2 + Size.LINE
            self.paint_block(painter, words, Colour.INK_SOFT, x + beside, top, words.natural)
        elif self._words:
            y += self.paint_block(painter, words, Colour.INK_SOFT, x, y, room)
        return y + self.above

    def _paint_marks(self, painter: QPainter, x: float) -> None:
        side, wide = float(self._design.px(Size.MARK_SMALL)), float(self._design.px(Size.ROW_CELL))
        for person in self._people:
            paint_mark(painter, self._design, person, QRectF(x, (self.height() - side) / 2, side, side))
            name = self.block(person.name, TextRole.CAPTION)
            left = side + Space.S
            if left + name.natural <= min(wide, self.width() - x - Space.S):
                top = (self.height() - name.height(wide)) / 2
                self.paint_block(painter, name, Colour.INK_SOFT, x + left, top, wide - left)
            x += wide


class SharedRow(PaintedRow):
    """One row: title and words at the left, side and stances in aligned columns at the right."""

    clicked = Signal()

    def __init__(
        self,
        design: Design,
        content: RowContent,
        *,
        clickable: bool = False,
        line_above: bool = True,
    ) -> None:
        super().__init__(design, line_above=line_above)
        self._content = content
        self._clickable = clickable
        self._open = False
        self.setAccessibleName(content.spoken)
        if clickable:
            self.spoken_as = "Button"
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            pointing_hand(self, design)

    def show_content(self, content: RowContent) -> None:
        """Show different content."""
        if content == self._content:
            return
        self._content = content
        self.setAccessibleName(content.spoken)
        self.measure()

    def set_open(self, opened: bool) -> None:
        """Show whether its details are open below."""
        self._open = opened
        self.update()

    def press(self) -> None:
        """Press it."""
        self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._clickable and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.press()
        elif self._clickable and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._clickable and event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def paint(self, painter: QPainter) -> None:
        """Paint the ground and the words."""
        if self._open or (self._clickable and self.underMouse()):
            paint_ground(painter, self, self._design.colour(Colour.PANEL))
        super().paint(painter)

    def lay_out(self, painter: QPainter | None, width: float) -> float:
        """Lay out, and paint if there is a painter; returns the height."""
        room, cells, side = max(1.0, width - 2 * self.edge), self._content.cells, self._side
        stacked = bool(cells or side) and _is_stacked(self._design, room, len(cells))
        ends = 0.0 if stacked or not (cells or side) else _ends_width(self._design, len(cells)) + Space.L
        words_high = self._words(None, 0, 0, room - ends)
        line = self._line_height()
        if stacked:
            y = self.above + words_high + Space.S
            if painter is not None:
                self._words(painter, self.edge, self.above, room)
            return y + self._below(painter, y, room, line) + self.above
        height = max(words_high + self.above, float(self._design.px(Size.ROW)))
        if painter is not None:
            self._words(painter, self.edge, (height - words_high) / 2, room - ends)
            self._beside(painter, self.edge + room - ends + Space.L, height, line)
        return height

    @property
    def _side(self) -> str:
        """Who is on which side, if that fits into its column."""
        fits = self.block(self._content.side, TextRole.CAPTION).natural <= self._design.px(Size.ROW_SIDE)
        return self._content.side if fits else ""

    def _words(self, painter: QPainter | None, x: float, y: float, width: float) -> float:
        top = y
        title, beside = self.block(self._content.title, TextRole.STRONG), self._content.beside
        details = self._content.details
        if self._content.side and not self._side:
            details = (RowDetail(self._content.side), *details)
        high = self.paint_block(painter, title, Colour.INK, x, y, width)
        if beside:
            words, after = self.block(beside, TextRole.CAPTION), title.natural + Space.M
            if after + words.natural <= width:
                low = y + (high - words.height(words.natural)) / 2 + Size.LINE
                self.paint_block(painter, words, Colour.INK_SOFT, x + after, low, words.natural)
            else:
                details = (RowDetail(beside), *details)
        y += high
        for detail in details:
            indent = 0.0
            if detail.icon:
                icon = float(self._design.px(Size.ICON_SMALL))
                if painter is not None:
                    picture = self._design.pixmap(detail.icon, detail.colour, Size.ICON_SMALL, self.devicePixelRatioF())
                    painter.drawPixmap(QPointF(x, y + Space.XS), picture)
                indent = icon + Space.XS
            words = self.block(detail.text, TextRole.CAPTION)
            y += self.paint_block(painter, words, detail.colour, x + indent, y, width - indent)
        return y - top

    def _beside(self, painter: QPainter, x: float, height: float, line: float) -> None:
        """Paint side and stances in their columns."""
        if self._side:
            side = self.block(self._side, TextRole.CAPTION)
            top = (height - side.height(side.natural)) / 2
            self.paint_block(painter, side, Colour.INK_SOFT, x, top, side.natural)
        x += self._design.px(Size.ROW_SIDE) + Space.L
        for cell in self._content.cells:
            if cell.stance is not None:
                paint_stance(painter, self._design, cell.stance, x, (height - line) / 2, line)
            x += self._design.px(Size.ROW_CELL)

    def _below(self, painter: QPainter | None, y: float, room: float, line: float) -> float:
        """Side and stances from the left, wrapped, with marks where there are several. Returns the height."""
        x, top, marked = self.edge, y, len(self._content.cells) > 1
        if self._side:
            side = self.block(self._side, TextRole.CAPTION)
            low = y + (line - side.height(side.natural)) / 2
            self.paint_block(painter, side, Colour.INK_SOFT, x, low, side.natural)
            x += side.natural + Space.L
        mark = float(self._design.px(Size.MARK_SMALL)) if marked else 0.0
        for cell in self._content.cells:
            if cell.stance is None:
                continue
            wide = mark + (Space.S if marked else 0) + pill_width(self._design, cell.stance)
            if x > self.edge and x + wide > self.edge + room:
                x, y = self.edge, y + line + Space.XS
            if painter is not None:
                if marked:
                    paint_mark(painter, self._design, cell.person, QRectF(x, y + (line - mark) / 2, mark, mark))
                right = x + wide - pill_width(self._design, cell.stance)
                paint_stance(painter, self._design, cell.stance, right, y, line)
            x += wide + Space.L
        return y + line - top

    def _line_height(self) -> float:
        font = self._design.font(TextRole.OVERLINE)
        return max(QFontMetricsF(font).height() + Space.XS, self._design.px(Size.MARK_SMALL))


def pill_width(design: Design, stance: Stance) -> float:
    """Width of a stance's pill."""
    key = (design.scale, stance)
    if key not in _WORDS:
        _WORDS[key] = QFontMetricsF(design.font(TextRole.OVERLINE)).horizontalAdvance(stance_word(stance))
    return _WORDS[key] + design.px(Size.ICON_SMALL) + 2 * Space.S + Space.XS + 6


def paint_stance(painter: QPainter, design: Design, stance: Stance, x: float, y: float, high: float) -> None:
    """Paint a stance as icon and word on its soft hue, from a picture that is painted once."""
    ratio, tone = painter.device().devicePixelRatioF(), stance_tone(stance)

    def make() -> QPixmap:
        picture = QPixmap(QSizeF(box.size() * ratio).toSize())
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        inside = QPainter(picture)
        inside.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_pill(inside, design, stance, box)
        inside.end()
        return picture

    box = QRectF(0, 0, math.ceil(pill_width(design, stance)), high)
    painter.drawPixmap(QPointF(x, y), design.picture((f"stance {stance}", tone, round(high), ratio), make))


def _paint_pill(painter: QPainter, design: Design, stance: Stance, box: QRectF) -> None:
    tone = stance_tone(stance)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(design.colour(Colour(f"{tone}_soft")))
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    icon = float(design.px(Size.ICON_SMALL))
    x = box.x() + Space.S + 2
    design.paint_icon(painter, stance_icon(stance), QRectF(x, box.center().y() - icon / 2, icon, icon), tone)
    painter.setFont(design.font(TextRole.OVERLINE))
    painter.setPen(design.colour(tone))
    words = QRectF(x + icon + Space.XS + 1, box.y(), box.right() - x - icon, box.height())
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, stance_word(stance))


class WordsRow(PaintedRow):
    """Two columns below a title, stacked where there is no room."""

    def __init__(
        self,
        design: Design,
        row: TermRow,
        *,
        line_above: bool = False,
        in_rows: bool = True,
    ) -> None:
        """`in_rows`: it brings the air at its sides."""
        super().__init__(design, line_above=line_above)
        self._in_rows = in_rows
        self.show_row(row)

    def show_row(self, row: TermRow) -> None:
        """Bind it to a term."""
        self._row = row
        said = [f"{person.name}: {words}" for person, words in row.words if words]
        self.setAccessibleName(". ".join((row.title, *said)))
        self.measure()

    def lay_out(self, painter: QPainter | None, width: float) -> float:
        pad = self.edge if self._in_rows else 0.0
        room, y = max(1.0, width - 2 * pad), self.above
        title = self.block(self._row.title, TextRole.STRONG)
        y += self.paint_block(painter, title, Colour.INK, pad, y, room) + Space.XS
        stacked = width < self._design.px(Size.NARROW)
        column = room if stacked else (room - Space.L) / 2
        tallest = 0.0
        for number, (person, words) in enumerate(self._row.words):
            if stacked and not words:
                continue
            x = pad + (0 if stacked else number * (column + Space.L))
            height = self._words(painter, person, words, x, y, column) if words else 0.0
            tallest = max(tallest, height)
            if stacked:
                y += height + Space.XS
        return y + self.above + (0.0 if stacked else tallest)

    def _words(self, painter: QPainter | None, person: Person, words: str, x: float, y: float, width: float) -> float:
        side = float(self._design.px(Size.MARK_SMALL))
        if painter is not None:
            paint_mark(painter, self._design, person, QRectF(x, y, side, side))
        indent = side + Space.S
        height = self.paint_block(painter, self.block(words), Colour.INK, x + indent, y, width - indent)
        return max(side, height)
