"""Each one's own words for a term, side by side; one painted widget a term."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.models.catalogue import Catalogue
from app.models.limits import SharedTerm
from app.models.person import Person
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size, Space, TextRole
from app.ui.kit.painted_row import PaintedRow, paint_mark
from app.ui.terms import entry_title


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term with the words of each; empty words are left out."""

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
    """Two columns below a title; one below the other where there is no room."""

    def __init__(
        self,
        design: Design,
        row: TermRow,
        *,
        line_above: bool = False,
        side_pad: int = Space.L + Space.XS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(design, parent)
        self._row, self._line_above, self._pad = row, line_above, side_pad
        said = [f"{person.name}: {words}" for person, words in row.words if words]
        self.setAccessibleName(". ".join((row.title, *said)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._line_above:
            painter.fillRect(QRectF(0, 0, self.width(), Size.LINE), self._design.colour(Colour.LINE))
        self.walk(painter, float(self.width()))
        painter.end()

    def walk(self, painter: QPainter | None, width: float) -> float:
        room, y = max(1.0, width - 2 * self._pad), float(Space.M)
        y += self.put(painter, self.words(self._row.title, TextRole.STRONG), Colour.INK, self._pad, y, room) + Space.XS
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
        height = self.put(painter, self.words(words), Colour.INK, x + indent, y, width - indent)
        return max(side, height)
