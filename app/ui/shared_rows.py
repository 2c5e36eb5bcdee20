"""Rows of what was disclosed and of each person's own words, painted by one widget each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPen

from app.models.answer import STANCES, Stance
from app.models.catalogue import Catalogue
from app.models.limits import Disclosure, SharedItem, SharedTerm, TalkResult
from app.models.pairing import Pairing
from app.models.person import Person
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size, Space, TextRole
from app.ui.kit.painted_row import PaintedRow, paint_mark
from app.ui.kit.stance import stance_icon, stance_tone, stance_word
from app.ui.terms import disclosure_words, entry_title, pairing_words, person_name, quoted, talk_word
from app.ui.wording import dotted

_SHARE_OF_TEXT = 0.46
"""With less than this share of the width left for words, the stances go below them."""

_WORDS: dict[tuple[int, Stance], float] = {}
"""Width of a stance's word by text size in per cent; each row needs all of them."""

_WIDEST: dict[int, float] = {}
"""Width of the widest pill by text size in per cent."""


@dataclass(frozen=True, slots=True)
class RowDetail:
    """A line below the title: words, in the colour of a token, with an icon before it if there is one."""

    text: str
    colour: Colour = Colour.INK_SOFT
    icon: str = ""


@dataclass(frozen=True, slots=True)
class StanceCell:
    """One column at the end: a person and their stance; empty for None."""

    person: Person
    stance: Stance | None


@dataclass(frozen=True, slots=True)
class RowContent:
    """The content of a row."""

    title: str
    side: str = ""
    details: tuple[RowDetail, ...] = ()
    cells: tuple[StanceCell, ...] = ()

    @property
    def spoken(self) -> str:
        """The row in words, for screen readers."""
        said = [f"{cell.person.name}: {stance_word(cell.stance)}" for cell in self.cells if cell.stance is not None]
        return ". ".join(part for part in (self.title, self.side, *said, *(d.text for d in self.details)) if part)


def risk_of(catalogue: Catalogue, entry_id: str) -> tuple[RowDetail, ...]:
    """The risk note of an entry; always shown with it."""
    entry = catalogue.find(entry_id)
    return (RowDetail(entry.risk, Colour.INK_FAINT, "info"),) if entry is not None and entry.risk else ()


def content_of(
    catalogue: Catalogue, people: Sequence[Person], pairing: Pairing, disclosures: Sequence[Disclosure]
) -> RowContent:
    """A row for one pairing with a column a person; ceilings and conditions of each are there word for word."""
    said = {disclosure.person: disclosure.stance for disclosure in disclosures}
    details = [
        RowDetail(f"{person_name(people, each.person)}: {words}")
        for each in disclosures
        if (words := disclosure_words(each))
    ]
    return RowContent(
        title=entry_title(catalogue, pairing.activity_id),
        side=pairing_words(catalogue.find(pairing.activity_id), pairing, people),
        details=(*details, *risk_of(catalogue, pairing.activity_id)),
        cells=tuple(StanceCell(person, said.get(person.id)) for person in people),
    )


def item_content(catalogue: Catalogue, people: Sequence[Person], item: SharedItem) -> RowContent:
    """A row of the shared list, with the result of a talk."""
    content = content_of(catalogue, people, item.pairing, item.disclosures)
    talk = item.talk
    if talk.result is TalkResult.OPEN and not talk.notes:
        return content
    words = talk_word(talk.result) if talk.result is not TalkResult.OPEN else ""
    line = RowDetail(dotted(words, quoted(talk.notes)), Colour.INK, "chats-circle")
    return RowContent(content.title, content.side, (line, *content.details), content.cells)


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
        self._pad = int(Space.L + Space.XS)
        self._open = False
        self.setAccessibleName(content.spoken)
        if clickable:
            self.spoken_as = "Button"
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)

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
        """Paint the ground, the words and the ring of the focus."""
        if self._open or (self._clickable and self.underMouse()):
            area = QRectF(0, Size.LINE, self.width(), self.height() - Size.LINE)
            painter.fillRect(area, self._design.colour(Colour.SUNKEN))
        super().paint(painter)
        if self.hasFocus():
            painter.setPen(QPen(self._design.colour(Colour.FOCUS), Size.RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 3, -2, -2), Space.S, Space.S)

    def lay_out(self, painter: QPainter | None, width: float) -> float:
        """Lay out, and paint if there is a painter; returns the height."""
        left, room = float(self._pad), max(1.0, width - 2 * self._pad)
        cells = self._cells_width()
        side = self._side_width() + Space.L if self._content.side else 0.0
        beside = room - cells - side
        stacked = beside < room * _SHARE_OF_TEXT and (cells or side) > 0
        words_width = room if stacked else beside - Space.L
        words_height = self._words(None, left, 0, words_width)
        line = float(self._line_height())
        if stacked:
            if painter is not None:
                self._words(painter, left, Space.M, words_width)
            under = Space.M + words_height + Space.S
            below = self._ends(painter, left, under, room, line, stacked=True)
            return under + below + Space.M
        height = max(words_height, line) + 2 * Space.M
        if painter is None:
            return height
        self._words(painter, left, (height - words_height) / 2, words_width)
        self._ends(painter, left + beside, (height - line) / 2, side + cells, line, stacked=False)
        return height

    def _words(self, painter: QPainter | None, x: float, y: float, width: float) -> float:
        top = y
        y += self.paint_block(painter, self.block(self._content.title, TextRole.STRONG), Colour.INK, x, y, width)
        for detail in self._content.details:
            y += Space.XS / 2
            indent = 0.0
            if detail.icon:
                icon = float(self._design.px(Size.ICON_SMALL))
                if painter is not None:
                    self._design.paint_icon(painter, detail.icon, QRectF(x, y + 1, icon, icon), detail.colour)
                indent = icon + Space.XS
            words = self.block(detail.text, TextRole.CAPTION)
            y += self.paint_block(painter, words, detail.colour, x + indent, y, width - indent)
        return y - top

    def _ends(self, painter: QPainter | None, x: float, y: float, width: float, line: float, *, stacked: bool) -> float:
        """Side and stances: right-aligned in one line, or from the left and wrapped. Returns the height."""
        start, top = x, y
        cell_width = self._cell_width()
        if self._content.side:
            wide = self._side_width() + 1
            if not stacked:
                x += width - self._cells_width() - wide - Space.L
            if painter is not None:
                painter.setFont(self._design.font(TextRole.CAPTION))
                painter.setPen(self._design.colour(Colour.INK_SOFT))
                painter.drawText(QRectF(x, y, wide, line), Qt.AlignmentFlag.AlignVCenter, self._content.side)
            x += wide + Space.L
        for cell in self._content.cells:
            if stacked and cell.stance is None:
                continue
            if stacked and x > start and x + cell_width > start + width:
                x, y = start, y + line + Space.XS
            if cell.stance is not None and painter is not None:
                self._paint_cell(painter, cell, cell.stance, QRectF(x, y, cell_width, line))
            x += cell_width + Space.M
        return y + line - top

    def _paint_cell(self, painter: QPainter, cell: StanceCell, stance: Stance, box: QRectF) -> None:
        side = float(self._design.px(Size.MARK_SMALL))
        mark = QRectF(box.x(), box.center().y() - side / 2, side, side)
        paint_mark(painter, self._design, cell.person, mark)
        pill = QRectF(mark.right() + Space.M, box.y(), pill_width(self._design, stance), box.height())
        paint_stance(painter, self._design, stance, pill)

    def _side_width(self) -> float:
        return self.block(self._content.side, TextRole.CAPTION).natural

    def _line_height(self) -> float:
        font = self._design.font(TextRole.OVERLINE)
        return max(QFontMetricsF(font).height() + 2 * Space.XS, self._design.px(Size.MARK_SMALL))

    def _cell_width(self) -> float:
        scale = self._design.scale
        if scale not in _WIDEST:
            _WIDEST[scale] = max(pill_width(self._design, stance) for stance in STANCES)
        return self._design.px(Size.MARK_SMALL) + Space.M + _WIDEST[scale]

    def _cells_width(self) -> float:
        count = len(self._content.cells)
        return count * self._cell_width() + max(0, count - 1) * Space.M if count else 0.0


def pill_width(design: Design, stance: Stance) -> float:
    """Width of a stance's pill."""
    key = (design.scale, stance)
    if key not in _WORDS:
        _WORDS[key] = QFontMetricsF(design.font(TextRole.OVERLINE)).horizontalAdvance(stance_word(stance))
    return _WORDS[key] + design.px(Size.ICON_SMALL) + 2 * Space.S + Space.XS + 6


def paint_stance(painter: QPainter, design: Design, stance: Stance, box: QRectF) -> None:
    """Paint a stance as icon and word on its soft hue."""
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


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term with each person's words for it; empty where they have none."""

    title: str
    words: tuple[tuple[Person, str], ...]


def rows_of_terms(
    catalogue: Catalogue, people: Sequence[Person], terms: Sequence[SharedTerm], category: str = ""
) -> tuple[TermRow, ...]:
    """One row a term, in the catalogue's order; of one category if it is given."""
    said = {(term.entry_id, term.person): term.words for term in terms}
    rows: list[TermRow] = []
    for entry in catalogue.entries:
        if category and entry.category != category:
            continue
        words = tuple((person, said.get((entry.id, person.id), "")) for person in people)
        if any(text for _person, text in words):
            rows.append(TermRow(entry_title(catalogue, entry.id), words))
    return tuple(rows)


class WordsRow(PaintedRow):
    """Two columns below a title, stacked where there is no room."""

    def __init__(
        self,
        design: Design,
        row: TermRow,
        *,
        line_above: bool = False,
        side_pad: int = Space.L + Space.XS,
    ) -> None:
        super().__init__(design, line_above=line_above)
        self._pad = side_pad
        self.show_row(row)

    def show_row(self, row: TermRow) -> None:
        """Bind it to a term."""
        self._row = row
        said = [f"{person.name}: {words}" for person, words in row.words if words]
        self.setAccessibleName(". ".join((row.title, *said)))
        self.measure()

    def lay_out(self, painter: QPainter | None, width: float) -> float:
        room, y = max(1.0, width - 2 * self._pad), float(Space.M)
        title = self.block(self._row.title, TextRole.STRONG)
        y += self.paint_block(painter, title, Colour.INK, self._pad, y, room) + Space.XS
        stacked = width < self._design.px(Size.NARROW)
        column = room if stacked else (room - Space.L) / 2
        tallest = 0.0
        for number, (person, words) in enumerate(self._row.words):
            if stacked and not words:
                continue
            x = self._pad + (0 if stacked else number * (column + Space.L))
            height = self._words(painter, person, words, x, y, column) if words else 0.0
            tallest = max(tallest, height)
            if stacked:
                y += height + Space.XS
        return y + Space.M + (0.0 if stacked else tallest)

    def _words(self, painter: QPainter | None, person: Person, words: str, x: float, y: float, width: float) -> float:
        side = float(self._design.px(Size.MARK_SMALL))
        if painter is not None:
            paint_mark(painter, self._design, person, QRectF(x, y, side, side))
        indent = side + Space.S
        height = self.paint_block(painter, self.block(words), Colour.INK, x + indent, y, width - indent)
        return max(side, height)
