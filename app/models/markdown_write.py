"""Rich text as Markdown that reads back exactly: text like markup is escaped, spaces at edges become entities."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from app.models.rich_text import Block, BlockKind, RichText, Span, normalise

_MARKUP = re.compile(r"[\\*_\[\]<`~]|&(?=[#A-Za-z])")
_LINE_START = re.compile(r"[#>+=-]")
_NUMBER_START = re.compile(r"(\d{1,9})([.)])(?=[ \t]|$)")
_PLAIN_LINK = re.compile(r"[A-Za-z0-9:/.?=#%+@,;$!'-]+")
_IN_LINK = re.compile(r"[\\<>&]")
_MOST_DIGITS = 999_999_999
_SPACES = frozenset(("", *"\t\n\v\f\r \xa0\u1680\u202f\u205f\u3000", *map(chr, range(0x2000, 0x200B))))
"""White space in Markdown, or nothing. `str.isspace` includes more characters."""


def to_markdown(document: RichText) -> str:
    """The Markdown of a document. `from_markdown` gives the same document, normalised."""
    return "\n".join(_lines(normalise(document).blocks))


def _lines(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The lines of all blocks. An empty paragraph is one more empty line."""
    lists = _Lists()
    before: Block | None = None
    empty = 0
    for quoted, run in groupby(blocks, lambda block: block.kind is BlockKind.QUOTE):
        if quoted:
            yield from _gap(before, empty)
            quotes = tuple(replace(block, kind=BlockKind.PARAGRAPH) for block in run)
            yield from (f"> {line}".rstrip(" ") for line in _lines(quotes))
            before, empty = quotes[-1], 0
            lists = _Lists()
            continue
        for block in run:
            if block.kind is BlockKind.PARAGRAPH and not block.spans:
                empty += 1
                lists = _Lists()
                continue
            if not (before is not None and not empty and lists.goes_on_at_once(before, block)):
                yield from _gap(before, empty)
            if not block.kind.is_item:
                lists = _Lists()
            yield from lists.lines(block) if block.kind.is_item else _block_lines(block)
            before, empty = block, 0
    if empty:
        yield from _gap(before, empty)


def _gap(before: Block | None, empty: int) -> list[str]:
    return [""] * (empty if before is None else empty + 1)


def _block_lines(block: Block) -> list[str]:
    if block.kind is not BlockKind.HEADING:
        return _inline(block.spans)
    line = _inline(block.spans, one_line=True)[0]
    words = line.rstrip("#")
    if words != line and words[-1:].isspace():
        line = line[:-1] + "\\#"
    return [f"{'#' * block.level} {line}".rstrip(" ")]


class _Lists:
    """Indents and numbers of nested lists."""

    def __init__(self) -> None:
        self._kinds: list[BlockKind] = []
        self._indents: list[int] = [0]
        self._numbers: list[int] = []

    def goes_on_at_once(self, before: Block, block: Block) -> bool:
        """Whether an item can follow the previous one without an empty line."""
        if not (before.kind.is_item and block.kind.is_item):
            return False
        if block.level < len(self._kinds):
            return self._kinds[block.level] is block.kind
        # The first item of a nested list: only a list that starts with 1 ends a paragraph.
        return not before.spans or (bool(block.spans) and block.start == 1)

    def lines(self, block: Block) -> Iterator[str]:
        """The lines of an item, indented."""
        level = block.level
        goes_on = level < len(self._kinds) and self._kinds[level] is block.kind
        number = min(self._numbers[level] + 1, _MOST_DIGITS) if goes_on else block.start
        self._kinds[level:] = [block.kind]
        self._numbers[level:] = [number]
        marker = "-" if block.kind is BlockKind.BULLET else f"{number}."
        indent = self._indents[level]
        self._indents[level + 1 :] = [indent + len(marker) + 1]
        first, *rest = _inline(block.spans)
        yield f"{' ' * indent}{marker} {first}".rstrip(" ")
        yield from (" " * self._indents[level + 1] + line for line in rest)


@dataclass(slots=True)
class _Piece:
    """A part of a block: typed text or markup. `opens` and `closes` are for emphasis.

    `first_coded` and `last_coded`: that character of the text is written as an entity.
    """

    text: str
    is_text: bool = False
    opens: bool = False
    closes: bool = False
    first_coded: bool = False
    last_coded: bool = False


def _inline(spans: tuple[Span, ...], *, one_line: bool = False) -> list[str]:
    """The lines of one block; at least one."""
    pieces = _pieces(spans)
    _code_neighbours(pieces)
    parts = [_as_markdown(piece, pieces[at + 1] if at + 1 < len(pieces) else None) for at, piece in enumerate(pieces)]
    text = "".join(parts)
    tail = ""
    if text.endswith("\n"):
        # The parser drops a line break at the end of a block.
        text, tail = text[:-1], "&#10;"
    if one_line:
        return [_guarded(text.replace("\n", "&#10;") + tail, is_last=True)]
    lines = (text + tail).split("\n")
    last = len(lines) - 1
    return [_guarded(line, is_last=at == last) + ("" if at == last else "\\") for at, line in enumerate(lines)]


def _pieces(spans: tuple[Span, ...]) -> list[_Piece]:
    """Text with the markup around it; links outermost, then bold, then italic."""
    pieces: list[_Piece] = []
    for link, run in groupby(spans, lambda span: span.link):
        bold = italic = False
        if link:
            pieces.append(_Piece("["))
        for span in run:
            if italic and not (span.italic and span.bold == bold):
                pieces.append(_Piece("_", closes=True))
                italic = False
            if bold != span.bold:
                pieces.append(_Piece("**", opens=span.bold, closes=bold))
                bold = span.bold
            if span.italic and not italic:
                pieces.append(_Piece("_", opens=True))
                italic = True
            pieces.append(_Piece(span.text, is_text=True))
        if italic:
            pieces.append(_Piece("_", closes=True))
        if bold:
            pieces.append(_Piece("**", closes=True))
        if link:
            pieces.append(_Piece(f"]({_destination(link)})"))
    return pieces


def _code_neighbours(pieces: list[_Piece]) -> None:
    """Emphasis begins and ends only next to a space or punctuation. An entity counts as punctuation."""
    marks = [at for at, piece in enumerate(pieces) if piece.opens or piece.closes]
    for at in marks:
        inner = _neighbour(pieces, at, inside=True)
        if pieces[at].text == "_" or inner == "" or _is_sign(inner):
            _code_outer(pieces, at)
    for at in marks:
        beside = at + 1 if pieces[at].opens else at - 1
        inside = pieces[beside]
        if inside.first_coded if pieces[at].opens else inside.last_coded:
            _code_outer(pieces, at)


def _neighbour(pieces: list[_Piece], at: int, *, inside: bool) -> str:
    """The character of typed text next to a mark; empty next to markup or at the end."""
    after = pieces[at].opens == inside
    beside = at + 1 if after else at - 1
    if not 0 <= beside < len(pieces) or not pieces[beside].is_text:
        return ""
    return pieces[beside].text[0 if after else -1]


def _code_outer(pieces: list[_Piece], at: int) -> None:
    outer = _neighbour(pieces, at, inside=False)
    if outer in _SPACES or _is_sign(outer):
        return
    opens = pieces[at].opens
    piece = pieces[at - 1 if opens else at + 1]
    alone = len(piece.text) == 1
    piece.last_coded |= opens or alone
    piece.first_coded |= not opens or alone


def _is_sign(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


def _as_markdown(piece: _Piece, after: _Piece | None) -> str:
    """A piece as Markdown, with line feeds still in it."""
    if not piece.is_text:
        return piece.text
    text = piece.text
    head = tail = ""
    if piece.first_coded:
        head, text = _entity(text[0]), text[1:]
    if piece.last_coded and text:
        tail, text = _entity(text[-1]), text[:-1]
    if text.endswith("!") and not tail and after is not None and after.text == "[":
        tail, text = "\\!", text[:-1]
    return head + _MARKUP.sub(r"\\\g<0>", text) + tail


def _guarded(line: str, *, is_last: bool) -> str:
    """A line that does not begin with markup, and keeps the spaces at its edges."""
    if _LINE_START.match(line):
        line = "\\" + line
    line = _NUMBER_START.sub(r"\1\\\2", line, count=1) if line[:1].isdigit() else line
    if line and is_last and line[-1].isspace():
        line = line[:-1] + _entity(line[-1])
    if line and line[0].isspace():
        line = _entity(line[0]) + line[1:]
    return line


def _entity(char: str) -> str:
    return f"&#{ord(char)};"


def _destination(link: str) -> str:
    if _PLAIN_LINK.fullmatch(link):
        return link
    escaped = _IN_LINK.sub(r"\\\g<0>", link)
    return f"<{escaped}>"
