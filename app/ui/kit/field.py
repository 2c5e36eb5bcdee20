"""Fields: a label and a place to write; what is written comes back exactly."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QTextDocument,
)
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy

from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Pause, Size, Space
from app.ui.kit.labelled import LabelledField
from app.ui.kit.strings import exact
from app.ui.timer import single_shot

_PARAGRAPH, _LINE = "\u2029", "\u2028"


class LineEdit(QLineEdit):
    """A line to type in; Ctrl+Z goes on to the page where nothing in the line can be undone."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable():
            event.ignore()
        else:
            super().keyPressEvent(event)


LONGEST = 20_000
"""The most characters a field keeps; `app.models.base.Words` holds to it as well."""


MOST_ROWS = 12
"""How many lines a field shows before it scrolls."""


class PlainEdit(QPlainTextEdit):
    """A plain text editor that grows with its text and keeps every character."""

    finished = Signal()

    def __init__(self, rows: int) -> None:
        super().__init__()
        self._rows = rows
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self.fit)

    def exact_text(self) -> str:
        """The text as it was typed, no-break spaces included."""
        return exact_text(self.document())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo) and not self.document().isUndoAvailable():
            event.ignore()  # the page may have something to undo
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste words only."""
        if source.hasText():
            self.insertPlainText(exact(source.text()))

    def fit(self) -> None:
        """Adapt the height to the text, between two limits."""
        line = self.fontMetrics().lineSpacing()
        lines = int(self.document().size().height())
        rows = max(self._rows, min(MOST_ROWS, lines))
        margins = self.contentsMargins()
        chrome = margins.top() + margins.bottom() + 2 * int(self.document().documentMargin())
        tall = rows * line + chrome + self._frame()
        if tall != self.height():
            self.setFixedHeight(tall)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.finished.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def _frame(self) -> int:
        view = self.viewport().geometry()
        around = self.height() - view.height() if self.isVisible() else 0
        margins = self.contentsMargins()
        return max(Space.S, around - margins.top() - margins.bottom())


def exact_text(document: QTextDocument) -> str:
    """A document's text with every character kept; paragraphs end in a line feed."""
    return document.toRawText().replace(_PARAGRAPH, "\n").replace(_LINE, "\n")


class LineField(LabelledField):
    """One line."""

    entered = Signal()

    def __init__(
        self,
        _design: Design,
        label: str,
        *,
        placeholder: str = "",
        max_length: int = 0,
        name: str = "",
    ) -> None:
        super().__init__(label)
        self.edit = LineEdit()
        self.edit.setPlaceholderText(placeholder)
        self.edit.setMaxLength(max_length or LONGEST)
        self._kept = ""
        self.column.addWidget(self.edit)
        self._build(self.edit, name or label or placeholder)
        self.edit.textEdited.connect(self._on_edited)
        self.edit.editingFinished.connect(self.commit)
        self.edit.returnPressed.connect(self.entered)

    def text(self) -> str:
        """What is written."""
        return self.edit.text()

    @property
    def is_typed_in(self) -> bool:
        """Whether something was typed and not emitted yet."""
        return self.edit.text() != self._kept

    def show_text(self, text: str) -> None:
        """Show a text without emitting; the cursor stays where it is if the text is the same."""
        self._kept = text
        if self.edit.text() != text:
            self.edit.setText(exact(text))

    def commit(self) -> None:
        """Emit what is written, if it changed."""
        if self.is_typed_in:
            self._kept = self.edit.text()
            self.committed.emit(exact(self._kept))

    def _on_edited(self, text: str) -> None:
        self.clear_error()
        self.edited.emit(exact(text))


class TextField(LabelledField):
    """Several lines that grow with the text."""

    def __init__(
        self,
        design: Design,
        label: str,
        *,
        placeholder: str = "",
        help: str = "",
        rows: int = 2,
    ) -> None:
        super().__init__(label, help)
        self.edit = PlainEdit(rows)
        self.edit.setPlaceholderText(placeholder)
        self._kept = ""
        self._showing = False
        self.column.addWidget(self.edit)
        self._build(self.edit, label or placeholder)
        self._pause = single_shot(self, Pause.SAVE, self.commit)
        self.edit.textChanged.connect(self._on_changed)
        self.edit.finished.connect(self.commit)
        design.changed.connect(self.edit.fit)

    def text(self) -> str:
        """What is written, every character of it, up to what can be kept."""
        return self.edit.exact_text()[:LONGEST]

    def show_text(self, text: str) -> None:
        """Show a text without emitting; the cursor stays where it is if the text is the same."""
        self._pause.stop()
        self._kept = text
        if self.text() != text:
            self._showing = True
            self.edit.setPlainText(exact(text))
            self._showing = False

    def start_with(self, text: str, name: str) -> None:
        """Start on a different text with a new accessible name; the error and undo history of the previous text go."""
        self.edit.setAccessibleName(name)
        self.clear_error()
        self.show_text(text)
        self.edit.document().clearUndoRedoStacks()

    def commit(self) -> None:
        """Emit what is written, if it changed."""
        self._pause.stop()
        if len(self.edit.exact_text()) > LONGEST:
            self.show_error(self.tr("This is longer than 20,000 characters. Anything after that is not saved."))
        text = self.text()
        if text != self._kept:
            self._kept = text
            self.committed.emit(exact(text))

    def _on_changed(self) -> None:
        if self._showing:
            return
        self.clear_error()
        self._pause.start()
        self.edited.emit(exact(self.text()))


class SearchField(LineEdit):
    """A search that waits a moment for the next key."""

    searched = Signal(str)

    def __init__(self, design: Design, placeholder: str) -> None:
        super().__init__()
        self._design = design
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setClearButtonEnabled(False)
        self._pause = single_shot(self, Pause.SEARCH, lambda: self.searched.emit(self.text()))
        self.textChanged.connect(lambda _text: self._pause.start())
        design.follow(self._refresh)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)

    def _refresh(self) -> None:
        self.setTextMargins(self._design.px(Size.ICON) + Space.S, 0, 0, 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = float(self._design.px(Size.ICON))
        box = QRectF(Space.M, (self.height() - side) / 2, side, side)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            box.moveRight(self.width() - Space.M)
        painter = QPainter(self)
        self._design.paint_icon(painter, "magnifying-glass", box, Colour.INK_SOFT)
        painter.end()

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(self._design.px(Size.SECTIONS), 0))
