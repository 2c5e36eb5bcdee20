"""What goes to the clipboard and comes from it: words, and of their looks only what the editor offers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextBlock, QTextCursor

from app.models.markdown_read import from_markdown
from app.models.markdown_write import to_markdown
from app.models.rich_text import Block, BlockKind, RichText, Span, plain
from app.ui.journal import editor_document as documents

MARKDOWN = "text/markdown"
_QUOTE_MARGIN = 40
"""What Qt gives a quote on both sides."""
_KEPT_LINK = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)


def copied(text: RichText) -> QMimeData:
    """Words, and our own form of them."""
    data = QMimeData()
    data.setText(text.text)
    data.setData(MARKDOWN, to_markdown(text).encode())
    return data


def has_words(source: QMimeData) -> bool:
    """Whether there is anything to be taken; pictures are not."""
    return source.hasText() or source.hasHtml() or source.hasFormat(MARKDOWN)


def pasted(source: QMimeData) -> RichText:
    """What the editor offers of it; nothing that it names is loaded."""
    if source.hasFormat(MARKDOWN):
        return from_markdown(bytes(source.data(MARKDOWN).data()).decode("utf-8", "replace"))
    if source.hasHtml():
        scratch = documents.BareDocument()
        scratch.setHtml(source.html())
        for block in documents.blocks_of(scratch):
            _mark_quote(block)
        return RichText(tuple(_tidy(documents.document_of(scratch).blocks)))
    return plain(source.text())


def _mark_quote(block: QTextBlock) -> None:
    """Qt says so only of the first paragraph of a quote; the others show it by their margins."""
    form = block.blockFormat()
    if form.leftMargin() == form.rightMargin() >= _QUOTE_MARGIN and not form.headingLevel():
        QTextCursor(block).setBlockFormat(documents.block_format(BlockKind.QUOTE))


def _tidy(blocks: Iterable[Block]) -> Iterator[Block]:
    """What a page lays out by empty lines says nothing: none at the ends, one between."""
    empty: Block | None = None
    begun = False
    for block in blocks:
        if not block.text.strip():
            empty = Block()
            continue
        if begun and empty is not None:
            yield empty
        begun, empty = True, None
        yield _plain_heading(replace(block, spans=tuple(_safe(span) for span in block.spans)))


def _safe(span: Span) -> Span:
    """Links that lead to a page or a person; of all others the words are kept."""
    return span if not span.link or _KEPT_LINK.match(span.link) else replace(span, link="")


def _plain_heading(block: Block) -> Block:
    """Headings of other programs are bold through and through; ours are anyway."""
    if block.kind is not BlockKind.HEADING:
        return block
    return replace(block, spans=tuple(replace(span, bold=False) for span in block.spans))
