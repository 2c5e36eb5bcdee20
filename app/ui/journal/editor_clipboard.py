"""Copies to and pastes from the clipboard: text, with no formats but those that the editor has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextBlock, QTextCursor

from app.models.markdown_read import from_markdown
from app.models.markdown_write import to_markdown
from app.models.rich_text import Block, BlockKind, RichText, Span, plain
from app.ui.clipboard import mark_secret
from app.ui.journal import editor_document as documents

MARKDOWN = "text/markdown"
_QUOTE_MARGIN = 40
"""The margin that Qt gives a quote on both sides."""
_KEPT_LINK = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)


def copied(text: RichText) -> QMimeData:
    """Plain text and our Markdown, marked as secret."""
    data = QMimeData()
    data.setText(text.text)
    data.setData(MARKDOWN, to_markdown(text).encode())
    mark_secret(data)
    return data


def has_words(source: QMimeData) -> bool:
    """Whether there is text to paste; pictures are not."""
    return source.hasText() or source.hasHtml() or source.hasFormat(MARKDOWN)


def pasted(source: QMimeData) -> RichText:
    """The text with the formats that the editor has; nothing that it names is loaded."""
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
    """Recognise a quote by its margins: Qt names only the first paragraph of one."""
    form = block.blockFormat()
    if form.leftMargin() == form.rightMargin() >= _QUOTE_MARGIN and not form.headingLevel():
        QTextCursor(block).setBlockFormat(documents.block_format(BlockKind.QUOTE))


def _tidy(blocks: Iterable[Block]) -> Iterator[Block]:
    """Reduce empty lines, which pages use for layout, to single ones between blocks."""
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
    """Keep links to pages, mail and telephone; of other links keep the words."""
    return span if not span.link or _KEPT_LINK.match(span.link) else replace(span, link="")


def _plain_heading(block: Block) -> Block:
    """Remove bold from headings: other programs set it, ours have it anyway."""
    if block.kind is not BlockKind.HEADING:
        return block
    return replace(block, spans=tuple(replace(span, bold=False) for span in block.spans))
