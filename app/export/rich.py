"""The text of a journal entry for a printed page: Markdown read into blocks and runs of plain text.

HTML is never markup here, pictures and links are shown as the words they are made of, and nothing can be pressed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from app.export.page import Rich, RichItem, RichNode, Span

MOST_NESTED = 12
"""Deeper than this, what stands inside is shown as it was typed."""


def rich_of(markdown: str) -> Rich:
    """A body as a block of a page."""
    tree = SyntaxTreeNode(_parser().parse(markdown.replace("\r\n", "\n")))
    return Rich(nodes=tuple(_nodes(tree.children)))


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "maxNesting": MOST_NESTED})


def _nodes(nodes: Sequence[SyntaxTreeNode]) -> Iterator[RichNode]:
    for node in nodes:
        if node.type in ("paragraph", "heading"):
            level = int(node.tag[1:]) if node.type == "heading" else 0
            spans = tuple(_joined(_spans(node.children)))
            if spans:
                yield RichNode(kind="text", level=level, spans=spans)
        elif node.type == "blockquote":
            yield RichNode(kind="quote", items=(RichItem(nodes=tuple(_nodes(node.children))),))
        elif node.type in ("bullet_list", "ordered_list"):
            items = tuple(RichItem(nodes=tuple(_nodes(item.children))) for item in node.children)
            start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else 0
            yield RichNode(kind="bullets" if node.type == "bullet_list" else "numbers", level=start, items=items)
        elif node.type == "hr":
            yield RichNode(kind="rule")
        else:
            yield RichNode(kind="text", spans=(Span(text=node.content.rstrip("\n"), code=True),))


def _spans(nodes: Sequence[SyntaxTreeNode], *, bold: bool = False, italic: bool = False) -> Iterator[Span]:
    for node in nodes:
        if node.type == "inline":
            yield from _spans(node.children, bold=bold, italic=italic)
        elif node.type in ("strong", "em"):
            yield from _spans(node.children, bold=bold or node.type == "strong", italic=italic or node.type == "em")
        elif node.type in ("softbreak", "hardbreak"):
            yield Span(text="\n", bold=bold, italic=italic)
        elif node.type == "link":
            inside = tuple(_joined(_spans(node.children, bold=bold, italic=italic)))
            yield from inside
            where = str(node.attrs.get("href", ""))
            if where and where != "".join(span.text for span in inside):
                yield Span(text=f" ({where})", bold=bold, italic=italic)
        elif node.type == "image":
            yield Span(text=f"[{node.content or node.attrs.get('src', '')}]", bold=bold, italic=italic)
        else:
            yield Span(text=node.content, bold=bold, italic=italic, code=node.type == "code_inline")


def _joined(spans: Iterator[Span]) -> Iterator[Span]:
    """Neighbours that look the same as one, so that a word is not cut into pieces; empty ones left out."""
    last: Span | None = None
    for span in spans:
        if last is not None and last.evolve(text="") == span.evolve(text=""):
            last = last.evolve(text=last.text + span.text)
            continue
        if last is not None and last.text:
            yield last
        last = span
    if last is not None and last.text:
        yield last
