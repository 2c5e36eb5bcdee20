"""The open entry: its title, its text, and what belongs to it. Everything saves itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTextEdit, QVBoxLayout, QWidget

from app.models.folding import matches
from app.models.journal import EntryId, EntryText, JournalEntry
from app.ui.design.tokens import Space
from app.ui.journal.entry_keeper import EntryKeeper
from app.ui.kit.empty import EmptyState
from app.ui.kit.field import LineField
from app.ui.kit.notice import Notice
from app.ui.kit.surfaces import Card

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.ui.workspace import Workspace


class EntryPane(QWidget):
    """Shows one entry to be read and written, or says that none is open."""

    saved = Signal(object)
    """JournalEntry as it was kept."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ws = ws
        self.keeper = EntryKeeper(ws, self._written, self)
        self._build()
        self.keeper.loaded.connect(self._on_loaded)
        self.keeper.saved.connect(self.saved)
        self.keeper.failed.connect(self.notice.show_error)
        self.open(None)

    def _build(self) -> None:
        design = self._ws.design
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget()
        outer.addWidget(self._stack)
        self._empty = EmptyState(
            design,
            "notebook",
            self.tr("No entry is open"),
            self.tr("Choose one, or begin a new one. Only you see what you write here."),
        )
        self._stack.addWidget(self._empty)
        self._card = Card(design)
        self._stack.addWidget(self._card)
        self.notice = Notice(design)
        self._card.add(self.notice)
        self.title = LineField(design, "", placeholder=self.tr("Title"))
        actions = QWidget()
        self._actions = QHBoxLayout(actions)
        self._actions.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(self.title, 1)
        head.addWidget(actions, 0, Qt.AlignmentFlag.AlignTop)
        self._card.add(head)
        self.editor = QTextEdit()
        self.editor.setAcceptRichText(False)
        self.editor.setAccessibleName(self.tr("Text"))
        self._card.add(self.editor, 1)
        self.title.edited.connect(lambda _text: self.keeper.touch())
        self.editor.textChanged.connect(self._on_typed)

    @property
    def entry(self) -> JournalEntry | None:
        """The open entry."""
        return self.keeper.entry

    def open(self, entry_id: EntryId | None) -> None:
        """Show an entry; None shows that none is open. What was typed before is saved first."""
        self.notice.clear()
        if entry_id is None:
            self.keeper.close()
            self._stack.setCurrentWidget(self._empty)
            return
        self.keeper.open(entry_id)

    def flush(self) -> None:
        """Save now what was typed."""
        self.keeper.flush()

    def focus_body(self) -> None:
        """Put the keyboard into the text."""
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_find(self, words: str) -> None:
        """Mark in the text what a search looks for; nothing for no words."""
        marks = []
        for start, end in matches(words, self.editor.toPlainText()):
            cursor = self.editor.textCursor()
            cursor.setPosition(start)
            cursor.setPosition(end, cursor.MoveMode.KeepAnchor)
            mark = QTextEdit.ExtraSelection()
            mark.cursor = cursor
            marks.append(mark)
        self.editor.setExtraSelections(marks)

    def set_actions(self, widgets: Sequence[QWidget]) -> None:
        """Put these beside the title."""
        for widget in widgets:
            self._actions.addWidget(widget)

    def _on_loaded(self, entry: JournalEntry) -> None:
        self.editor.blockSignals(True)
        self.title.show_text(entry.text.title)
        if self.editor.toPlainText() != entry.text.body:
            self.editor.setPlainText(entry.text.body)
        self.editor.blockSignals(False)
        for edit in (self.title.edit, self.editor):
            edit.setReadOnly(entry.binned_at is not None)
        self._stack.setCurrentWidget(self._card)

    def _on_typed(self) -> None:
        self.keeper.touch()

    def _written(self) -> EntryText:
        assert self.entry is not None
        return self.entry.text.evolve(title=self.title.text(), body=self.editor.toPlainText())
