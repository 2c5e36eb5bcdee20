"""What is laid over the text of the editor without changing it: its style, bars, and marks for what a search finds."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QRect, QRectF
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QSyntaxHighlighter,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextEdit

from app.models.folding import matches
from app.models.rich_text import BlockKind
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size, TextRole
from app.ui.journal.editor_document import blocks_of, fragments_of, kind_of
from app.ui.kit.strings import utf16_length
from app.ui.timer import single_shot

_MARGIN = 200
"""Units on both sides of what is visible that are searched as well: a match may begin above or end below."""
_PIECE = 5_000
"""Units that are searched at once for the first match."""


class TextStyle(QSyntaxHighlighter):
    """Paints headings larger, quotes softer and links in the accent colour, without a trace in the document."""

    def __init__(self, design: Design, document: QTextDocument) -> None:
        super().__init__(document)
        self._design = design
        self._document = document
        design.follow(self.refresh)

    def refresh(self) -> None:
        """Take sizes and colours from the design."""
        self._document.setIndentWidth(self._design.px(Size.ICON_LARGE))
        self._document.setDefaultFont(self.font())
        self._headings = {level: self._heading(level) for level in (1, 2, 3)}
        self._quote = QTextCharFormat()
        self._quote.setForeground(self._design.colour(Colour.INK_SOFT))
        self.rehighlight()

    def font(self) -> QFont:
        """The font of plain paragraphs, a little larger than that of the interface."""
        font = self._design.font(TextRole.LEAD)
        font.setWeight(QFont.Weight.Normal)
        return font

    def _heading(self, level: int) -> QTextCharFormat:
        form = QTextCharFormat()
        large, small = self._design.font(TextRole.TITLE).pixelSize(), self._design.font(TextRole.LEAD).pixelSize()
        form.setProperty(form.Property.FontPixelSize, {1: large, 2: (large + small) // 2, 3: small}[level])
        form.setFontWeight(QFont.Weight.DemiBold)
        return form

    def highlightBlock(self, text: str) -> None:
        """Style one block."""
        block = self.currentBlock()
        kind, level = kind_of(block)
        if kind is BlockKind.HEADING:
            self.setFormat(0, utf16_length(text), self._headings[level])
        elif kind is BlockKind.QUOTE:
            self.setFormat(0, utf16_length(text), self._quote)
        for fragment in fragments_of(block):
            if fragment.charFormat().isAnchor():
                start = fragment.position() - block.position()
                linked = QTextCharFormat(self.format(start))
                linked.setForeground(self._design.colour(Colour.ACCENT))
                self.setFormat(start, fragment.length(), linked)


def paint_quote_bars(edit: QTextEdit, area: QRect, colour: QColor) -> None:
    """Paint a bar beside each quote in a part of the editor."""
    document, shift = edit.document(), edit.verticalScrollBar().value()
    painter = QPainter(edit.viewport())
    block = edit.cursorForPosition(area.topLeft()).block()
    while block.isValid():
        box = document.documentLayout().blockBoundingRect(block).translated(0, -shift)
        if box.top() > area.bottom():
            break
        if kind_of(block)[0] is BlockKind.QUOTE:
            painter.fillRect(QRectF(document.documentMargin(), box.top(), Size.RING + 1, box.height()), colour)
        block = block.next()
    painter.end()


class SearchMarks(QObject):
    """Marks what a search looks for, only where it is visible: a long text is as quick as a short one."""

    def __init__(self, design: Design, edit: QTextEdit) -> None:
        super().__init__(edit)
        self._design, self._edit = design, edit
        self._words = ""
        self._soon = single_shot(self, 0, self.refresh)
        bar = edit.verticalScrollBar()
        for signal in (bar.valueChanged, bar.rangeChanged, edit.document().contentsChanged, design.changed):
            signal.connect(self._later)

    def look_for(self, words: str) -> None:
        """Mark these words, none if empty."""
        self._words = words.strip()
        self.refresh()

    def _later(self) -> None:
        if self._words:
            self._soon.start()

    def refresh(self) -> None:
        """Mark what is visible now."""
        marks = []
        for start, end in self._visible_matches() if self._words else ():
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self._edit.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            mark.cursor = cursor
            mark.format.setBackground(self._design.colour(Colour.CURIOUS_SOFT))
            marks.append(mark)
        if marks or self._edit.extraSelections():
            self._edit.setExtraSelections(marks)

    def _visible_matches(self) -> Iterator[tuple[int, int]]:
        seen = self._edit.viewport().rect()
        first = self._edit.cursorForPosition(seen.topLeft()).position()
        last = self._edit.cursorForPosition(seen.bottomRight()).position()
        block = self._edit.document().findBlock(first)
        while block.isValid() and block.position() <= last:
            begin = block.position()
            yield from _found(self._words, block, first - begin - _MARGIN, last - begin + _MARGIN)
            block = block.next()

    def seek(self) -> Iterator[int]:
        """Search for the first match in pieces: yields -1 for each piece without one, then the place of the match."""
        words, passed = self._words, 0
        for block in blocks_of(self._edit.document()) if words else ():
            for start in range(0, max(1, block.length() - 1), _PIECE):
                found = next(_found(words, block, start - _MARGIN, start + _PIECE), None)
                if found is not None:
                    yield found[0]
                    return
                passed += min(block.length(), _PIECE)
                if passed >= _PIECE:
                    passed = 0
                    yield -1


def _found(words: str, block: QTextBlock, first: int, end: int) -> Iterator[tuple[int, int]]:
    """Matches in a part of a block, as positions in the document; a word cut at the border is no match."""
    text = block.text()
    begin = block.position()
    first, end = max(0, first), min(end, block.length() - 1)
    # Cut by UTF-16 units, as Qt counts; half a character is kept, so that the places of the others are right.
    units = text.encode("utf-16-le", "surrogatepass")[2 * first : 2 * end]
    part = units.decode("utf-16-le", "surrogatepass")
    whole = next((at for at, char in enumerate(part[:_MARGIN]) if char.isspace()), 0) if first else 0
    for start, stop in matches(words, part[whole:]):
        place = begin + first + utf16_length(part[: whole + start])
        yield place, place + utf16_length(part[whole + start : whole + stop])
