"""Rich text as blocks of spans: exactly what the editor offers. It is stored as Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

DEEPEST_LIST_LEVEL = 8
"""The deepest level of a list item; 0 is not nested."""
HEADING_LEVELS = 3
LARGEST_LIST_NUMBER = 999_000_000


class BlockKind(StrEnum):
    """Kinds of blocks."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    QUOTE = "quote"
    BULLET = "bullet"
    NUMBER = "number"

    @property
    def is_item(self) -> bool:
        """Whether it is a list item."""
        return self in (BlockKind.BULLET, BlockKind.NUMBER)


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style. A line feed in it breaks the line within the block."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of any kind. `level` is 1 to 3 for a heading, the depth for a list item, else 0.

    `start` is the number of the first item of a numbered list; 1 everywhere else.
    """

    kind: BlockKind = BlockKind.PARAGRAPH
    spans: tuple[Span, ...] = ()
    level: int = 0
    start: int = 1

    @property
    def text(self) -> str:
        """Its text without styles."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class RichText:
    """A whole text. An empty one has one empty paragraph."""

    blocks: tuple[Block, ...] = (Block(),)

    @property
    def text(self) -> str:
        """The text of all blocks, one line each."""
        return "\n".join(block.text for block in self.blocks)


def plain(text: str) -> RichText:
    """Plain text as a document: a paragraph for each line, every character unchanged."""
    lines = one_line_end(text).split("\n")
    return normalise(RichText(tuple(Block(spans=(Span(line),) if line else ()) for line in lines)))


def normalise(document: RichText) -> RichText:
    """The one form of all documents that look the same. Reading Markdown gives this form."""
    blocks = tuple(_listed(map(_block, document.blocks)))
    return RichText(blocks or (Block(),))


# Line ends of all kinds, and characters that a text field cannot hold: null, lone surrogates, Qt's frame marks.
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")
_UNUSABLE = re.compile("[\x00\ud800-\udfff\ufdd0\ufdd1]")
_NOT_IN_LINKS = re.compile("[\n\t]")


def one_line_end(text: str) -> str:
    """The text with line feeds as its only line ends, and unusable characters replaced."""
    return _UNUSABLE.sub("\ufffd", _LINE_ENDS.sub("\n", text))


def _block(block: Block) -> Block:
    level = 0
    if block.kind is BlockKind.HEADING:
        level = min(HEADING_LEVELS, max(1, block.level))
    elif block.kind.is_item:
        level = min(DEEPEST_LIST_LEVEL, max(0, block.level))
    start = min(LARGEST_LIST_NUMBER, max(0, block.start)) if block.kind is BlockKind.NUMBER else 1
    return Block(block.kind, spans_of(block.spans), level, start)


def spans_of(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans that differ from their neighbours. Emphasis neither begins nor ends with white space."""
    clean = merged(replace(span, text=one_line_end(span.text), link=_link(span.link)) for span in spans)
    bolder: list[Span] = []
    for (bold, _link_of), run in groupby(clean, lambda span: (span.bold, span.link)):
        alike = tuple(run)
        bolder.extend(_trimmed(alike, lambda span: replace(span, bold=False)) if bold else alike)
    slanted: list[Span] = []
    for span in merged(bolder):
        slanted.extend(_trimmed((span,), lambda span: replace(span, italic=False)) if span.italic else (span,))
    return tuple(merged(slanted))


def _link(link: str) -> str:
    return _NOT_IN_LINKS.sub("", one_line_end(link)).strip()


def merged(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans with equal neighbours joined, without empty ones."""
    for (bold, italic, link), run in groupby(
        (span for span in spans if span.text), lambda span: (span.bold, span.italic, span.link)
    ):
        yield Span("".join(span.text for span in run), bold, italic, link)


def _trimmed(run: tuple[Span, ...], without: Callable[[Span], Span]) -> Iterator[Span]:
    """A run of spans with the same emphasis, which is removed from white space at its ends."""
    text = "".join(span.text for span in run)
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    at = 0
    for span in run:
        end = at + len(span.text)
        for start, stop in ((at, min(first, end)), (max(at, first), min(end, last)), (max(at, last, first), end)):
            if start < stop:
                inside = first <= start and stop <= last
                part = replace(span, text=span.text[start - at : stop - at])
                yield part if inside else without(part)
        at = end


def _listed(blocks: Iterable[Block]) -> Iterator[Block]:
    """List items at most one level below the previous item, with start numbers at the beginning of lists only."""
    kinds: list[BlockKind] = []
    for block in blocks:
        if not block.kind.is_item:
            kinds = []
            yield block
            continue
        level = min(block.level, len(kinds))
        goes_on = level < len(kinds) and kinds[level] is block.kind
        kinds[level:] = [block.kind]
        yield replace(block, level=level, start=1 if goes_on else block.start)
