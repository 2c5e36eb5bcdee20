"""What goes to the clipboard and comes from it: words, and of their looks only what the editor offers."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QMimeData

from app.models.markdown_read import from_markdown
from app.models.markdown_write import to_markdown
from app.models.rich_text import Block, BlockKind, RichText, plain
from app.ui.journal import editor_document as documents

MARKDOWN = "text/markdown"


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
        return RichText(tuple(_plain_heading(block) for block in documents.document_of(scratch).blocks))
    return plain(source.text())


def _plain_heading(block: Block) -> Block:
    """Headings of other programs are bold through and through; ours are anyway."""
    if block.kind is not BlockKind.HEADING:
        return block
    return replace(block, spans=tuple(replace(span, bold=False) for span in block.spans))
