"""A page as plain data for the typesetter, with every text checked and without ids of clauses or people."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from app.export.page import (
    ItemRow,
    PersonColumn,
    PersonSide,
    Piece,
    PrintablePage,
    RichNode,
    Run,
    SignalTable,
    SignalTableRow,
)
from app.export.printable_text import breakable, is_right_to_left, visible
from app.models.base import Model
from app.models.wording import fill_from

Data = Any
"""JSON data."""

_UNSAID = frozenset({"id", "person", "by", "category", "own", "health"})
"""Fields of rows and columns that the typesetter does not get."""

_UNBROKEN_CHARACTERS = 400
"""A longer row of a table may break across pages: one that does not fit on a page would be cut off."""
_CHARACTERS_PER_LINE_END = 30

_SIZES = ((12, 84), (40, 60), (120, 40), (math.inf, 24))
"""Type size of a large signal in points, by its number of characters."""


class Payload:
    """Turns one page into data.

    `shown` counts the characters that had to be shown as their code, `characters` has each one that is printed.
    """

    def __init__(self, page: PrintablePage) -> None:
        self._page = page
        self.shown = 0
        self.characters: set[str] = set()

    def data(self) -> dict[str, Data]:
        """The whole page."""
        page = self._page
        return {
            "language": page.language,
            "document_title": page.document_title,
            "paper": page.paper.value,
            "title": self._text(page.title.text),
            "long_title": len(page.title.text) > 80,
            "details": [self._text(text) for text in self._details()],
            "notice": self._text(page.notice),
            "footer": self._text(page.footer),
            "count": page.footer_count.replace("{total}", "{n}").split("{n}"),
            "sections": [
                {
                    "title": self._text(section.title),
                    "new_page": section.new_page,
                    "blocks": self._data(section.blocks),
                }
                for section in page.sections
            ],
        }

    def _details(self) -> Iterable[str]:
        """Version, names and dates. A named piece is its person's name."""
        for piece in self._page.details:
            text = self._page.label_of(piece.by) if piece.named and piece.by is not None else piece.text
            if text.strip():
                yield text

    def _text(self, text: str) -> Data:
        """A text as a string, or in parts with its direction, if it is right-to-left or has words that must break."""
        shown, found = visible(text)
        self.shown += found
        self.characters.update(shown)
        parts = breakable(shown)
        if is_right_to_left(shown):
            return {"rtl": True, "parts": parts}
        return parts[0] if len(parts) == 1 else {"rtl": False, "parts": parts}

    def _piece(self, piece: Piece) -> Data:
        aside = self._aside(piece)
        text = f"{piece.text} ({aside})" if aside else piece.text
        return {"who": self._text(self._who(piece)), "text": self._text(text)}

    def _line(self, piece: Piece) -> Data:
        """A piece with its sides apart."""
        who, aside = self._text(self._who(piece)), self._text(self._aside(piece))
        return {"who": who, "text": self._text(piece.text), "aside": aside}

    def _who(self, piece: Piece) -> str:
        return self._page.label_of(piece.by) if piece.named and piece.by is not None else ""

    def _aside(self, piece: Piece) -> str:
        return ", ".join(self._side(side) for side in piece.aside)

    def _side(self, side: PersonSide) -> str:
        if side.person is None:
            return side.words
        return fill_from(side.words, {"name": self._page.label_of(side.person)})

    def _data(self, value: object) -> Data:
        """Whatever a block is made of; models become objects with the names of their fields."""
        match value:
            case str():
                return self._text(value)
            case int():
                return value
            case tuple():
                return [self._data(each) for each in value]
            case Piece():
                return self._piece(value)
            case PersonSide():
                return self._text(self._side(value))
            case Run(listed=True):
                label, lines = self._text(value.label), [self._line(piece) for piece in value.pieces]
                return {"kind": "lines", "label": label, "pieces": lines}
            case Model():
                return {name: self._data(each) for name, each in value if name not in _UNSAID} | self._more(value)
        raise TypeError(type(value))

    def _more(self, model: Model) -> dict[str, Data]:
        """What the typesetter has to know besides."""
        match model:
            case PersonColumn():
                return {"who": self._text(self._page.label_of(model.person))}
            case RichNode():
                return {"rtl": is_right_to_left("".join(span.text for span in model.spans))}
            case SignalTable():
                longest = max((len(row.expression.text) for row in model.rows), default=0)
                return {"size": next(points for most, points in _SIZES if longest <= most)}
            case SignalTableRow():
                return {"whole": _is_whole((model.expression.text,), (model.response.text,))}
            case ItemRow():
                conditions = [piece.text for piece in model.conditions]
                return {"whole": _is_whole((model.activity, model.phase), conditions)}
        return {}


def _is_whole(*columns: Iterable[str]) -> bool:
    """Whether a row is short enough to stay on one page."""

    def length(text: str) -> int:
        return len(text) + _CHARACTERS_PER_LINE_END * (1 + text.count("\n"))

    return all(sum(length(text) for text in column) <= _UNBROKEN_CHARACTERS for column in columns)
