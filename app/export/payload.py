"""A page as plain data for the typesetter, with every text checked and without ids of clauses or people."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from app.export.page import (
    BlankTable,
    Bullets,
    FactRows,
    ItemRow,
    ItemTable,
    Numbered,
    PageBlock,
    Paragraphs,
    PersonColumn,
    PersonSide,
    Piece,
    PieceGroup,
    PrintablePage,
    Rich,
    RichNode,
    Room,
    Run,
    SideBySide,
    SignalTable,
)
from app.export.printable_text import breakable, is_right_to_left, visible
from app.models.wording import fill_from

Data = Any
"""JSON data."""

_UNBROKEN_CHARACTERS = 400
"""A longer row of a table may break across pages: one that does not fit on a page would be cut off."""
_CHARACTERS_PER_LINE_END = 30

_SIZES = ((12, 84), (40, 60), (120, 40), (math.inf, 24))
"""Type size of a large signal in points, by its number of characters."""


class Payload:
    """Turns one page into data. `shown` counts the characters that had to be shown as their code."""

    def __init__(self, page: PrintablePage) -> None:
        self._page = page
        self.shown = 0

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
                {"title": self._text(section.title), "blocks": [self._block(block) for block in section.blocks]}
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
        parts = breakable(shown)
        if is_right_to_left(shown):
            return {"rtl": True, "parts": parts}
        return parts[0] if len(parts) == 1 else {"rtl": False, "parts": parts}

    def _piece(self, piece: Piece) -> Data:
        who = self._page.label_of(piece.by) if piece.named and piece.by is not None else ""
        aside = ", ".join(self._side(side) for side in piece.aside)
        return {"who": self._text(who), "text": self._text(f"{piece.text} ({aside})" if aside else piece.text)}

    def _side(self, side: PersonSide) -> str:
        if side.person is None:
            return side.words
        return fill_from(side.words, {"name": self._page.label_of(side.person)})

    def _pieces(self, pieces: Iterable[Piece]) -> list[Data]:
        return [self._piece(piece) for piece in pieces]

    def _block(self, block: PageBlock) -> dict[str, Data]:
        match block:
            case Paragraphs():
                return {"kind": block.kind, "quiet": block.quiet, "pieces": self._pieces(block.pieces)}
            case Run():
                return {"kind": block.kind, "label": self._text(block.label), "pieces": self._pieces(block.pieces)}
            case Bullets() | Numbered():
                return {"kind": block.kind, "pieces": self._pieces(block.pieces)}
            case SideBySide():
                return {"kind": block.kind, "columns": [self._column(column) for column in block.columns]}
            case FactRows():
                return {"kind": block.kind, "rows": [self._group(group) for group in block.rows]}
            case SignalTable():
                return self._signals(block)
            case ItemTable():
                rows = [self._item(row) for row in block.rows]
                return {"kind": block.kind, "heads": list(block.heads), "rows": rows}
            case BlankTable():
                return self._blank(block)
            case Rich():
                return {"kind": block.kind, "nodes": [self._rich(node) for node in block.nodes]}
            case Room():
                return {"kind": block.kind, "label": self._text(block.label), "height": block.height}

    def _rich(self, node: RichNode) -> dict[str, Data]:
        spans = [{"text": self._text(span.text), "bold": span.bold, "italic": span.italic} for span in node.spans]
        return {
            "kind": node.kind,
            "level": node.level,
            "rtl": is_right_to_left("".join(span.text for span in node.spans)),
            "spans": spans,
            "items": [[self._rich(inner) for inner in item.nodes] for item in node.items],
        }

    def _column(self, column: PersonColumn) -> dict[str, Data]:
        who = self._text(self._page.label_of(column.person))
        return {"who": who, "groups": [self._group(group) for group in column.groups]}

    def _group(self, group: PieceGroup) -> dict[str, Data]:
        return {"label": self._text(group.label), "inline": group.inline, "pieces": self._pieces(group.pieces)}

    def _signals(self, block: SignalTable) -> dict[str, Data]:
        rows = [
            {
                "level": row.level.value,
                "word": self._text(row.level_word),
                "expression": self._text(row.expression.text),
                "response": self._text(row.response.text),
                "whole": _is_whole((row.expression.text,), (row.response.text,)),
            }
            for row in block.rows
        ]
        longest = max((len(row.expression.text) for row in block.rows), default=0)
        size = next(points for most, points in _SIZES if longest <= most)
        return {"kind": block.kind, "heads": list(block.heads), "rows": rows, "large": block.large, "size": size}

    def _item(self, row: ItemRow) -> dict[str, Data]:
        return {
            "activity": self._text(row.activity),
            "phase": self._text(row.phase),
            "who": [self._text(self._side(side)) for side in row.sides],
            "conditions": self._pieces(row.conditions),
            "up_to": row.up_to,
            "whole": _is_whole((row.activity, row.phase), [piece.text for piece in row.conditions]),
        }

    def _blank(self, block: BlankTable) -> dict[str, Data]:
        return {
            "kind": block.kind,
            "title": self._text(block.title),
            "heads": list(block.heads),
            "rows": [
                {"title": self._text(row.title), "text": self._text(row.description), "sides": list(row.sides)}
                for row in block.rows
            ],
            "lines": [{"title": self._text(row.title), "text": self._text(row.description)} for row in block.lines],
            "always": [self._text(text) for text in block.always],
        }


def _is_whole(*columns: Iterable[str]) -> bool:
    """Whether a row is short enough to stay on one page."""

    def length(text: str) -> int:
        return len(text) + _CHARACTERS_PER_LINE_END * (1 + text.count("\n"))

    return all(sum(length(text) for text in column) <= _UNBROKEN_CHARACTERS for column in columns)
