"""Prompts beside an open text: offered on asking, put into it once, led to when they stand there already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from app.ui.journal.prompts import PromptsPanel, as_text
from app.ui.kit.buttons import quiet

if TYPE_CHECKING:
    from app.models.journal import EntryKind
    from app.models.journal_texts import JournalTexts
    from app.ui.design.design import Design
    from app.ui.journal.editor import RichEdit
    from app.ui.journal.entry_sight import Sight


class EntryPrompts(QObject):
    """The button that opens them, and the panel with those for the kind of the entry."""

    def __init__(self, design: Design, words: JournalTexts, editor: RichEdit, sight: Sight) -> None:
        super().__init__(editor)
        self._words, self._editor, self._sight = words, editor, sight
        self._asked: tuple[str, ...] = ()
        self.panel = PromptsPanel(design)
        self.panel.hide()
        self.panel.picked.connect(self._on_picked)
        self.fold = quiet(design, self.tr("Prompts"), self.on_fold, icon="lightbulb")
        self.fold.set_compact()
        editor.left.connect(lambda: self.fold.setFocus(Qt.FocusReason.TabFocusReason))

    def show_kind(self, kind: EntryKind) -> None:
        """Offer the prompts for an entry of this kind."""
        self._asked = tuple(self._words.prompts(kind))
        self.panel.show_prompts(self._asked)
        self.mark()

    def close(self) -> None:
        """Offer none until somebody asks."""
        self.panel.hide()

    def mark(self) -> None:
        """Mark those that stand in the text, if anybody looks."""
        if not self.panel.isHidden():
            self.panel.show_used(self._editor.says(self._asked))

    def on_fold(self) -> None:
        """Show or hide them."""
        opens = self.panel.isHidden()
        self.panel.setVisible(opens)
        self.mark()
        if opens:
            self._sight.show_opened(self.fold, self.panel)

    def _on_picked(self, prompt: str) -> None:
        if not self._editor.go_below(prompt):
            self._editor.put_apart(as_text(prompt))
            self.mark()
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
