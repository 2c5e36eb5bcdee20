"""Fields: a label and a place to write; what is written comes back exactly."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QRectF, QSize, Qt, QTimer, Signal
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
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Pause, Size, Space, TextRole
from app.ui.kit.buttons import IconButton
from app.ui.kit.labels import Label, restyle

_PARAGRAPH, _LINE = "\u2029", "\u2028"


class PlainEdit(QPlainTextEdit):
    """A plain text editor that grows with its text and keeps every character."""

    finished = Signal()

    def __init__(self, rows: int, max_rows: int) -> None:
        super().__init__()
        self._rows, self._max_rows = rows, max_rows
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self.fit)

    def exact_text(self) -> str:
        """The text as it was typed, no-break spaces included."""
        return exact_text(self.document())

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste words only."""
        if source.hasText():
            self.insertPlainText(source.text())

    def fit(self) -> None:
        """Be as tall as the text needs, within limits."""
        line = self.fontMetrics().lineSpacing()
        lines = int(self.document().size().height())
        rows = max(self._rows, min(self._max_rows, lines))
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


class _Field(QWidget):
    """What fields share: a label above, help and an error below."""

    edited = Signal(str)
    committed = Signal(str)

    def __init__(self, label: str, help: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(Space.XS + 2)
        self.label = Label(label, TextRole.STRONG)
        self.help = Label(help, TextRole.CAPTION, tone="soft")
        self.error = Label("", TextRole.CAPTION, tone="hard_limit")
        # Only hidden, never shown here: without a parent yet, each would come up as a window of its own.
        for each in (self.label, self.help, self.error):
            if not each.text():
                each.hide()
        self.column.addWidget(self.label)

    def _build(self, control: QWidget, name: str) -> None:
        self._control = control
        self.label.setBuddy(control)
        control.setAccessibleName(name)
        if self.help.text():
            control.setAccessibleDescription(self.help.text())
        self.setFocusProxy(control)
        self.column.addWidget(self.help)
        self.column.addWidget(self.error)

    def show_help(self, text: str) -> None:
        """Change the sentence below."""
        self.help.setText(text)
        self.help.setVisible(bool(text))

    def show_error(self, text: str) -> None:
        """Say below what could not be taken."""
        self.error.setText(text)
        self.error.setVisible(True)
        self._control.setProperty("wrong", True)
        self._control.setAccessibleDescription(text)
        restyle(self._control)

    def clear_error(self) -> None:
        """Take the error back."""
        if not self.error.isVisibleTo(self):
            return
        self.error.setVisible(False)
        self._control.setProperty("wrong", False)
        self._control.setAccessibleDescription(self.help.text())
        restyle(self._control)


class LineField(_Field):
    """One line."""

    entered = Signal()

    def __init__(
        self,
        design: Design,
        label: str,
        *,
        placeholder: str = "",
        help: str = "",
        max_length: int = 0,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, help, parent)
        self._design = design
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(placeholder)
        if max_length:
            self.edit.setMaxLength(max_length)
        self._kept = ""
        self.column.addWidget(self.edit)
        self._build(self.edit, name or label or placeholder)
        self.edit.textEdited.connect(self._on_edited)
        self.edit.editingFinished.connect(self.commit)
        self.edit.returnPressed.connect(self.entered)

    def text(self) -> str:
        """What is written."""
        return self.edit.text()

    def show_text(self, text: str) -> None:
        """Show a text; says nothing and leaves the cursor alone if nothing changes."""
        self._kept = text
        if self.edit.text() != text:
            self.edit.setText(text)

    def commit(self) -> None:
        """Say what is written, if it is something new."""
        if self.edit.text() != self._kept:
            self._kept = self.edit.text()
            self.committed.emit(self._kept)

    def _on_edited(self, text: str) -> None:
        self.clear_error()
        self.edited.emit(text)


class TextField(_Field):
    """Several lines that grow with the text."""

    def __init__(
        self,
        design: Design,
        label: str,
        *,
        placeholder: str = "",
        help: str = "",
        rows: int = 2,
        max_rows: int = 12,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, help, parent)
        self.edit = PlainEdit(rows, max_rows)
        self.edit.setPlaceholderText(placeholder)
        self._kept = ""
        self._showing = False
        self.column.addWidget(self.edit)
        self._build(self.edit, name or label or placeholder)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(Pause.SAVE)
        self._pause.timeout.connect(self.commit)
        self.edit.textChanged.connect(self._on_changed)
        self.edit.finished.connect(self.commit)
        design.changed.connect(self.edit.fit)

    def text(self) -> str:
        """What is written, every character of it."""
        return self.edit.exact_text()

    def show_text(self, text: str) -> None:
        """Show a text; says nothing and leaves the cursor alone if nothing changes."""
        self._pause.stop()
        self._kept = text
        if self.text() != text:
            self._showing = True
            self.edit.setPlainText(text)
            self._showing = False

    def commit(self) -> None:
        """Say what is written, if it is something new."""
        self._pause.stop()
        text = self.text()
        if text != self._kept:
            self._kept = text
            self.committed.emit(text)

    def _on_changed(self) -> None:
        if self._showing:
            return
        self.clear_error()
        self._pause.start()
        self.edited.emit(self.text())


class PassEdit(QLineEdit):
    """A line that shows dots, gives nothing to the clipboard and remembers nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Shown in clear it could be copied; a passphrase never goes to the clipboard.
        if event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.Cut):
            return
        super().keyPressEvent(event)


class PassField(_Field):
    """A passphrase, with an eye to look at it."""

    entered = Signal()

    def __init__(
        self, design: Design, label: str, *, help: str = "", name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(label, help, parent)
        self.edit = PassEdit()
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.XS)
        line.addWidget(self.edit, 1)
        self.eye = IconButton(design, "eye", self.tr("Show the passphrase"), self._on_eye)
        line.addWidget(self.eye)
        self.column.addLayout(line)
        self._build(self.edit, name or label)
        self.edit.textEdited.connect(self._on_edited)
        self.edit.returnPressed.connect(self.entered)

    def text(self) -> str:
        """What is written."""
        return self.edit.text()

    def clear(self) -> None:
        """Forget it, and hide again."""
        self.edit.clear()
        self._hide(True)
        self.clear_error()

    def _on_edited(self, text: str) -> None:
        self.clear_error()
        self.edited.emit(text)

    def _on_eye(self) -> None:
        self._hide(self.edit.echoMode() == QLineEdit.EchoMode.Normal)

    def _hide(self, hide: bool) -> None:
        self.edit.setEchoMode(QLineEdit.EchoMode.Password if hide else QLineEdit.EchoMode.Normal)
        self.eye.set_icon("eye" if hide else "eye-slash")
        self.eye.show_name(self.tr("Show the passphrase") if hide else self.tr("Hide the passphrase"))


class SearchField(QLineEdit):
    """A search that waits a moment for the next key."""

    searched = Signal(str)

    def __init__(self, design: Design, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._design = design
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setClearButtonEnabled(False)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(Pause.SEARCH)
        self._pause.timeout.connect(lambda: self.searched.emit(self.text()))
        self.textChanged.connect(lambda _text: self._pause.start())
        self._refresh()
        design.changed.connect(self._refresh)

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
