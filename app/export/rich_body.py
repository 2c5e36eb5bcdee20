"""The text of a journal entry for a printed page, as its editor shows it.

A link is printed as its words and its address, since nothing on paper can be clicked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from app.export.page import PageSpan, Rich, RichItem, RichNode
from app.models.markdown_read import from_markdown
from app.models.rich_text import Block, BlockKind, Span


def rich_of(markdown: str) -> Rich:
    """The body of an entry as a block."""
    nodes: list[RichNode] = []
    for kind, run in groupby(from_markdown(markdown).blocks, lambda block: block.kind.is_item or block.kind):
        blocks = tuple(run)
        if kind is True:
            nodes += _lists(blocks)
        elif kind is BlockKind.QUOTE:
            nodes.append(RichNode(kind="quote", items=(RichItem(nodes=tuple(_texts(blocks))),)))
        else:
            nodes += _texts(blocks)
    return Rich(nodes=tuple(_stepped(nodes)))


def _stepped(nodes: Sequence[RichNode]) -> Iterator[RichNode]:
    """Nodes whose headings skip no level, as the standard demands."""
    above = 0
    for node in nodes:
        if node.kind == "text" and node.level:
            above = min(node.level, above + 1)
            node = node.evolve(level=above)
        yield node


def _texts(blocks: Sequence[Block]) -> Iterator[RichNode]:
    for block in blocks:
        spans = tuple(_spans(block.spans))
        if spans:
            yield RichNode(kind="text", level=block.level if block.kind is BlockKind.HEADING else 0, spans=spans)


def _lists(blocks: Sequence[Block]) -> Iterator[RichNode]:
    """Consecutive items as lists, deeper items inside the item before them."""
    at = 0
    while at < len(blocks):
        first = blocks[at]
        items: list[RichItem] = []
        # A less deep item begins a new list, after one that began with its deepest item.
        while at < len(blocks) and blocks[at].kind is first.kind and (not items or blocks[at].level >= first.level):
            inside = at + 1
            while inside < len(blocks) and blocks[inside].level > first.level:
                inside += 1
            nodes = (*_texts((blocks[at],)), *_lists(blocks[at + 1 : inside]))
            items.append(RichItem(nodes=nodes))
            at = inside
        numbered = first.kind is BlockKind.NUMBER
        yield RichNode(
            kind="numbers" if numbered else "bullets", level=first.start if numbered else 0, items=tuple(items)
        )


def _spans(spans: Sequence[Span]) -> Iterator[PageSpan]:
    for span in spans:
        if span.text:
            yield PageSpan(text=span.text, bold=span.bold, italic=span.italic)
        if span.link and span.link != span.text:
            yield PageSpan(text=f" ({span.link})", bold=span.bold, italic=span.italic)
