"""The rich text editor; whatever it shows can be written as our Markdown and read again."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication, QKeyEvent, QPaintEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QSizePolicy, QTextEdit

from app.models.rich_text import BlockKind, RichText, Span, plain
from app.ui.design.design import Design
from app.ui.design.tokens import Colour
from app.ui.journal import editor_document as documents
from app.ui.journal.editor_clipboard import copied, has_words, pasted
from app.ui.journal.editor_highlights import SearchMarks, TextStyle, paint_quote_bars

_LEAST_ROWS = 8


class RichEdit(QTextEdit):
    """Edits a text in place. Tab nests list items, and otherwise moves on; Esc and Ctrl+Tab always leave."""

    typed = Signal()
    """The text changed, by any means but `show_text`."""
    left = Signal()
    left_upwards = Signal()
    """Up was pressed in the first line."""

    def __init__(self, design: Design) -> None:
        super().__init__()
        self._design = design
        self.setDocument(documents.BareDocument(self))
        self.document().setDocumentMargin(0)
        self._style = TextStyle(design, self.document())
        self._is_showing = False
        self._highest = 0
        self.setProperty("plain", True)
        self.setTabChangesFocus(True)
        self.setAcceptRichText(True)
        self.setUndoRedoEnabled(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextEditorInteraction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Text"))
        self.setPlaceholderText(self.tr("Write whatever comes. Only you see it."))
        self.document().contentsChanged.connect(self._on_changed)
        self.document().documentLayout().documentSizeChanged.connect(self.fit)
        design.changed.connect(self.fit)
        self.marks = SearchMarks(design, self)

    # --- the text

    def text(self) -> RichText:
        """The text as it is now."""
        return documents.document_of(self.document())

    def show_text(self, text: RichText) -> None:
        """Show a text from its beginning, with nothing to undo."""
        self._is_showing = True
        documents.fill(self.document(), text)
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Start)
        self.setTextCursor(cursor)
        self._is_showing = False
        self.fit()

    def put(self, text: RichText) -> None:
        """Insert a text at the cursor; one undo removes it."""
        documents.insert(self.textCursor(), text)
        self.ensureCursorVisible()

    def put_apart(self, text: RichText) -> None:
        """Insert a text after the paragraph that the cursor is in, or instead of it if it is empty."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        if cursor.block().text():
            cursor.insertBlock(documents.block_format(BlockKind.PARAGRAPH), QTextCharFormat())
        documents.set_kind(cursor, BlockKind.PARAGRAPH)
        documents.insert(cursor, text)
        cursor.endEditBlock()
        self._move(cursor)

    def go_to(self, place: int) -> None:
        """Put the cursor at a place and make it visible."""
        cursor = self.textCursor()
        cursor.setPosition(min(place, self.document().characterCount() - 1))
        self._move(cursor)

    def go_below(self, words: str) -> bool:
        """Put the cursor after the paragraph that says exactly this; False if there is none."""
        for block in documents.blocks_of(self.document()):
            if block.text() == words:
                after = block.next()
                goes_on = after.isValid() and documents.kind_of(after)[0] is BlockKind.PARAGRAPH
                cursor = QTextCursor(after if goes_on else block)
                cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
                self._move(cursor)
                return True
        return False

    def says(self, words: Collection[str]) -> frozenset[str]:
        """Which of these words are a whole paragraph of the text."""
        return frozenset(words) & {block.text() for block in documents.blocks_of(self.document())}

    def _on_changed(self) -> None:
        if not self._is_showing:
            self.typed.emit()

    # --- formats

    def kind(self) -> tuple[BlockKind, int]:
        """Kind and level of the block that the cursor is in."""
        return documents.kind_of(self.textCursor().block())

    def set_kind(self, kind: BlockKind, level: int = 0) -> None:
        """Change the kind of the selected blocks; the kind that they are already makes them paragraphs."""
        if self.isReadOnly():
            return
        now, at = self.kind()
        if kind is now and (kind.is_item or at == level):
            kind, level = BlockKind.PARAGRAPH, 0
        documents.set_kind(self.textCursor(), kind, at if kind.is_item and now.is_item else level)

    def toggle_bold(self) -> None:
        """Make the selection, or what is typed next, bold or no longer bold."""
        form, bold = QTextCharFormat(), documents.is_bold(self.currentCharFormat())
        form.setFontWeight(QFont.Weight.Normal if bold else QFont.Weight.DemiBold)
        self._merge(form)

    def toggle_italic(self) -> None:
        """Make the selection, or what is typed next, italic or no longer italic."""
        form = QTextCharFormat()
        form.setFontItalic(not self.currentCharFormat().fontItalic())
        self._merge(form)

    def _merge(self, form: QTextCharFormat) -> None:
        if not self.isReadOnly():
            self.mergeCurrentCharFormat(form)

    def link(self) -> str:
        """The address of the link that the cursor is in, or an empty text."""
        form = documents.around_link(self.textCursor()).charFormat()
        return form.anchorHref() if form.isAnchor() else ""

    def set_link(self, link: str) -> None:
        """Link the selection, or the word or link at the cursor, to an address; an empty one removes the link."""
        if self.isReadOnly():
            return
        cursor = documents.around_link(self.textCursor())
        form = documents.char_format(Span("", link=link.strip()))
        if not form.isAnchor():
            form.setAnchor(False)
            form.setAnchorHref("")
            form.setFontUnderline(False)
            form.setToolTip("")
        if cursor.hasSelection():
            cursor.mergeCharFormat(form)
        elif link.strip():
            cursor.insertText(link.strip(), form)

    # --- keys

    def event(self, event: QEvent) -> bool:
        """Take keys before Qt does: Tab would move the focus."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._on_key(event):
            return True
        return super().event(event)

    def _on_key(self, event: QKeyEvent) -> bool:
        """Tab and Esc; without modifiers Up, and Enter and Backspace, which end lists, headings and quotes."""
        key = event.key()
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return self._on_tab(event)
        if key == Qt.Key.Key_Escape:
            self.left.emit()
            return True
        if event.modifiers() not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            return False
        if key == Qt.Key.Key_Up and self._is_in_first_line():
            self.left_upwards.emit()
            return True
        if self.isReadOnly():
            return False
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self._edited_by(documents.break_block)
        return key == Qt.Key.Key_Backspace and self._edited_by(documents.unwrap_block)

    def _on_tab(self, event: QKeyEvent) -> bool:
        back = event.key() == Qt.Key.Key_Backtab or bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.focusNextPrevChild(not back)
            return True
        if self.isReadOnly() or not self.kind()[0].is_item:
            return False
        documents.nest(self.textCursor(), -1 if back else 1)
        return True

    def _is_in_first_line(self) -> bool:
        cursor = self.textCursor()
        return not cursor.hasSelection() and not cursor.movePosition(QTextCursor.MoveOperation.Up)

    def _edited_by(self, act: Callable[[QTextCursor], bool]) -> bool:
        cursor = self.textCursor()
        edited = act(cursor)
        if edited:
            self._move(cursor)
        return edited

    def _move(self, cursor: QTextCursor) -> None:
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    # --- the clipboard

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy plain text and our Markdown."""
        return copied(documents.selected(self.textCursor()))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Accept text only."""
        return has_words(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste text with the formats that the editor has."""
        if has_words(source):
            self.put(pasted(source))

    def paste_plain(self) -> None:
        """Paste text without formats."""
        if not self.isReadOnly():
            self.put(plain(QGuiApplication.clipboard().text()))

    # --- its size

    def set_highest(self, height: int) -> None:
        """Let the editor grow with its text up to this height, then scroll."""
        self._highest = height
        self.fit()

    def fit(self) -> None:
        """Take the height of the text, within limits."""
        least = _LEAST_ROWS * self.fontMetrics().lineSpacing()
        tall = int(self.document().size().height()) + 2 * self.frameWidth()
        scrolls = 0 < self._highest < tall
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if scrolls else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        self.setFixedHeight(max(least, self._highest if scrolls else tall))

    def changeEvent(self, event: QEvent) -> None:
        """Keep the text's own font: the window's style sheet sets that of the interface."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_style"):
            self.document().setDefaultFont(self._style.font())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a bar beside quotes, then the text."""
        paint_quote_bars(self, event.rect(), self._design.colour(Colour.LINE))
        super().paintEvent(event)
