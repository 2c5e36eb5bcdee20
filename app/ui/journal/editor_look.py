"""How rich text looks: sizes and colours of the design, laid over the document without changing it."""

from __future__ import annotations

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from app.models.rich_text import BlockKind
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Size, TextRole
from app.ui.journal.editor_document import kind_of


class Look(QSyntaxHighlighter):
    """Paints headings larger, quotes softer and links in the accent. What is undone and kept knows nothing of it."""

    def __init__(self, design: Design, document: QTextDocument) -> None:
        super().__init__(document)
        self._design = design
        self._document = document
        self.refresh()
        design.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Take sizes and colours from the design."""
        self._document.setIndentWidth(self._design.px(Size.ICON_LARGE))
        self._document.setDefaultFont(self.font())
        self._headings = {level: self._heading(level) for level in (1, 2, 3)}
        self._quote = QTextCharFormat()
        self._quote.setForeground(self._design.colour(Colour.INK_SOFT))
        self._link = QTextCharFormat()
        self._link.setForeground(self._design.colour(Colour.ACCENT))
        self.rehighlight()

    def font(self) -> QFont:
        """The font of plain paragraphs: a little larger than that of the interface."""
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
        """Lay the look over one block."""
        block = self.currentBlock()
        kind, level = kind_of(block)
        if kind is BlockKind.HEADING:
            self.setFormat(0, len(text.encode("utf-16-le")) // 2, self._headings[level])
        elif kind is BlockKind.QUOTE:
            self.setFormat(0, len(text.encode("utf-16-le")) // 2, self._quote)
        pieces = block.begin()
        while not pieces.atEnd():
            fragment = pieces.fragment()
            form = fragment.charFormat()
            start = fragment.position() - block.position()
            if form.isAnchor():
                linked = QTextCharFormat(self.format(start))
                linked.setForeground(self._design.colour(Colour.ACCENT))
                self.setFormat(start, fragment.length(), linked)
            pieces += 1
