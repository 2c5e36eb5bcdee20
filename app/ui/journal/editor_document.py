"""Rich text into a QTextDocument and out of it again, exactly, in our formats and no others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextList,
    QTextListFormat,
)

from app.models.rich_text import DEEPEST_LIST_LEVEL, Block, BlockKind, RichText, Span, normalise
from app.ui.design.tokens import Space
from app.ui.kit.strings import exact

_BREAK = "\u2028"
_PICTURE = "\ufffc"
_QUOTED = QTextFormat.Property.BlockQuoteLevel
_LINE_HEIGHT = 117
"""Per cent of the font's own."""
_STYLES = {BlockKind.BULLET: QTextListFormat.Style.ListDisc, BlockKind.NUMBER: QTextListFormat.Style.ListDecimal}
_BULLETS = (
    QTextListFormat.Style.ListDisc,
    QTextListFormat.Style.ListCircle,
    QTextListFormat.Style.ListSquare,
)


class BareDocument(QTextDocument):
    """A document that never loads anything from anywhere."""

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Load nothing: no picture and no style sheet, whatever a text names."""
        return None


# --- out of the document


def document_of(document: QTextDocument) -> RichText:
    """The text of a document."""
    return normalise(RichText(tuple(block_of(block) for block in blocks_of(document))))


def blocks_of(document: QTextDocument) -> Iterator[QTextBlock]:
    """All blocks of a document, in order."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def fragments_of(block: QTextBlock) -> Iterator[QTextFragment]:
    """The pieces of a block that have one format each, in order."""
    pieces = block.begin()
    while not pieces.atEnd():
        yield pieces.fragment()
        pieces += 1


def list_of(block: QTextBlock) -> QTextList | None:
    """The list that a block is in."""
    found: QTextList | None = block.textList()
    return found


def kind_of(block: QTextBlock) -> tuple[BlockKind, int]:
    """Kind and level of a block."""
    items = list_of(block)
    if items is not None:
        style = items.format().style()
        kind = BlockKind.BULLET if style in _BULLETS else BlockKind.NUMBER
        return kind, min(DEEPEST_LIST_LEVEL, max(0, items.format().indent() - 1))
    form = block.blockFormat()
    if form.headingLevel():
        return BlockKind.HEADING, form.headingLevel()
    return (BlockKind.QUOTE if form.intProperty(_QUOTED) else BlockKind.PARAGRAPH), 0


def block_of(block: QTextBlock) -> Block:
    """A block as part of a `RichText`."""
    kind, level = kind_of(block)
    items = list_of(block)
    begins = kind is BlockKind.NUMBER and items is not None and items.item(0) == block
    start = items.format().start() if items is not None and begins else 1
    return Block(kind, tuple(_spans(block)), level, start)


def _spans(block: QTextBlock) -> Iterator[Span]:
    for fragment in fragments_of(block):
        form, text = fragment.charFormat(), fragment.text()
        if form.isImageFormat():
            text = text.replace(_PICTURE, "")
        yield Span(text, is_bold(form), form.fontItalic(), form.anchorHref() if form.isAnchor() else "")


def is_bold(form: QTextCharFormat) -> bool:
    """Whether text of this format is bold."""
    return form.fontWeight() >= QFont.Weight.DemiBold


def around_link(cursor: QTextCursor) -> QTextCursor:
    """Extend a cursor without a selection over the link or word that it is in."""
    if cursor.hasSelection():
        return cursor
    link = cursor.charFormat().anchorHref()
    if not link:
        cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        return cursor
    for fragment in fragments_of(cursor.block()):
        start, end = fragment.position(), fragment.position() + fragment.length()
        if start <= cursor.position() <= end and fragment.charFormat().anchorHref() == link:
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            break
    return cursor


def selected(cursor: QTextCursor) -> RichText:
    """The selected text; a part of a block is a block of the same kind."""
    fragment = BareDocument()
    inside = QTextCursor(fragment)
    inside.insertFragment(cursor.selection())
    return document_of(fragment)


# --- into the document


def char_format(span: Span) -> QTextCharFormat:
    """The format of a span; colours and sizes are added while it is painted."""
    form = QTextCharFormat()
    if span.bold:
        form.setFontWeight(QFont.Weight.DemiBold)
    if span.italic:
        form.setFontItalic(True)
    if span.link:
        form.setAnchor(True)
        form.setAnchorHref(span.link)
        form.setFontUnderline(True)
        form.setToolTip(span.link)
    return form


def block_format(kind: BlockKind, level: int = 0) -> QTextBlockFormat:
    """The format of a block, without its list."""
    form = QTextBlockFormat()
    form.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    form.setBottomMargin(Space.XS if kind.is_item else Space.S)
    if kind is BlockKind.HEADING:
        form.setHeadingLevel(level)
        form.setTopMargin(Space.S)
    if kind is BlockKind.QUOTE:
        form.setProperty(_QUOTED, 1)
        form.setIndent(1)
    return form


def fill(document: QTextDocument, text: RichText) -> None:
    """Replace the text of a document; this cannot be undone."""
    document.setUndoRedoEnabled(False)
    document.clear()
    cursor = QTextCursor(document)
    cursor.setBlockFormat(block_format(BlockKind.PARAGRAPH))
    insert(cursor, text)
    document.setUndoRedoEnabled(True)


def insert(cursor: QTextCursor, text: RichText) -> None:
    """Insert a text at the cursor, as one step. A first paragraph continues the block that the cursor is in."""
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    first, *rest = normalise(text).blocks
    fresh = not cursor.block().text()
    begun = cursor.blockNumber()
    if fresh and first.kind is not BlockKind.PARAGRAPH:
        _dress(cursor, first)
    _say(cursor, first.spans)
    for block in rest:
        cursor.insertBlock(block_format(block.kind, block.level), QTextCharFormat())
        _leave_list(cursor.block())
        _dress(cursor, block)
        _say(cursor, block.spans)
    _join_lists(cursor.document(), begun, cursor.blockNumber())
    cursor.endEditBlock()


def _dress(cursor: QTextCursor, block: Block) -> None:
    cursor.setBlockFormat(block_format(block.kind, block.level))
    if block.kind.is_item:
        cursor.createList(list_format(block.kind, block.level, block.start))


def _say(cursor: QTextCursor, spans: Iterable[Span]) -> None:
    for span in spans:
        cursor.insertText(exact(span.text.replace("\n", _BREAK)), char_format(span))


def _leave_list(block: QTextBlock) -> None:
    items = list_of(block)
    if items is not None:
        items.remove(block)


# --- lists


def list_format(kind: BlockKind, level: int, start: int = 1) -> QTextListFormat:
    """The format of a list of this kind and depth."""
    form = QTextListFormat()
    form.setStyle(_BULLETS[level % len(_BULLETS)] if kind is BlockKind.BULLET else _STYLES[kind])
    form.setIndent(level + 1)
    if kind is BlockKind.NUMBER:
        form.setStart(start)
    return form


def set_kind(cursor: QTextCursor, kind: BlockKind, level: int = 0) -> None:
    """Change the kind of the selected blocks, as one step."""
    for block in _selected_blocks(cursor):
        _set_one(block, kind, level)


def nest(cursor: QTextCursor, step: int) -> None:
    """Move the selected list items deeper (`step` 1) or back (-1); an item of the first level becomes a paragraph."""
    for block in _selected_blocks(cursor):
        kind, level = kind_of(block)
        if not kind.is_item:
            continue
        if level + step < 0:
            _set_one(block, BlockKind.PARAGRAPH, 0)
            continue
        above, depth = kind_of(block.previous()) if block.previous().isValid() else (BlockKind.PARAGRAPH, 0)
        deepest = min(DEEPEST_LIST_LEVEL, depth + 1) if above.is_item else 0
        _set_one(block, kind, min(level + step, max(deepest, level if step < 0 else 0)))


def break_block(cursor: QTextCursor) -> bool:
    """Enter ends an empty item or quote, and begins a paragraph after a heading; False where Qt is to do it."""
    kind = kind_of(cursor.block())[0]
    if cursor.hasSelection() or kind is BlockKind.PARAGRAPH:
        return False
    if kind is not BlockKind.HEADING and not cursor.block().text():
        _end_kind(cursor)
        return True
    begins = kind is BlockKind.HEADING and cursor.atBlockEnd()
    if begins:
        cursor.insertBlock(block_format(BlockKind.PARAGRAPH), QTextCharFormat())
    return begins


def unwrap_block(cursor: QTextCursor) -> bool:
    """Backspace at the beginning of an item, heading or quote ends it; False where Qt is to do it."""
    ends = cursor.atBlockStart() and not cursor.hasSelection() and kind_of(cursor.block())[0] is not BlockKind.PARAGRAPH
    if ends:
        _end_kind(cursor)
    return ends


def _end_kind(cursor: QTextCursor) -> None:
    kind, level = kind_of(cursor.block())
    if kind.is_item and level:
        nest(cursor, -1)
    else:
        set_kind(cursor, BlockKind.PARAGRAPH)


def _selected_blocks(cursor: QTextCursor) -> Iterator[QTextBlock]:
    """The selected blocks, to be changed as one step; afterwards, neighbouring items are put into one list."""
    document = cursor.document()
    first, last = (document.findBlock(end).blockNumber() for end in (cursor.selectionStart(), cursor.selectionEnd()))
    cursor.beginEditBlock()
    for number in range(first, last + 1):
        yield document.findBlockByNumber(number)
    _join_lists(document, first, last)
    cursor.endEditBlock()


def _set_one(block: QTextBlock, kind: BlockKind, level: int) -> None:
    here = QTextCursor(block)
    start = block_of(block).start
    _leave_list(block)
    _dress(here, Block(kind, (), level, start))


def _join_lists(document: QTextDocument, first: int, last: int) -> None:
    """Put neighbouring items of one kind and level into one list, so that their numbers continue."""
    while first > 0 and _is_item(document, first - 1):
        first -= 1
    while _is_item(document, last + 1):
        last += 1
    open_lists: list[tuple[BlockKind, QTextList]] = []
    for number in range(first, last + 1):
        block = document.findBlockByNumber(number)
        kind, level = kind_of(block)
        if not kind.is_item:
            open_lists = []
            continue
        items = list_of(block)
        assert items is not None
        level = min(level, len(open_lists))
        if level < len(open_lists) and open_lists[level][0] is kind:
            mine = open_lists[level][1]
            if mine.format().indent() == items.format().indent() and mine.objectIndex() != items.objectIndex():
                mine.add(block)
            items = mine
        elif items.item(0) != block:
            # It was separated from the list it was in.
            items = QTextCursor(block).createList(list_format(kind, level))
        open_lists[level:] = [(kind, items)]


def _is_item(document: QTextDocument, number: int) -> bool:
    block = document.findBlockByNumber(number)
    return block.isValid() and list_of(block) is not None
