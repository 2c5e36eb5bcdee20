"""What a search looks for, marked in the open text; the first of it is looked for in pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.ui.journal.editor import RichEdit
    from app.ui.journal.entry_sight import Sight
    from app.ui.tasks import Task, Tasks


class Finding(QObject):
    """One text, one search at a time."""

    def __init__(self, tasks: Tasks, editor: RichEdit, sight: Sight) -> None:
        super().__init__(editor)
        self._tasks, self._editor, self._sight = tasks, editor, sight
        self._seeking: Task | None = None

    def look_for(self, words: str, *, go: bool = False) -> None:
        """Mark these words, nothing for none; `go` to the first of them, unless somebody writes meanwhile."""
        if self._seeking is not None:
            self._seeking.cancel()
        self._editor.marks.look_for(words)
        if go and words.strip():
            self._seeking = self._tasks.in_pieces(self._seek(), owner=self)

    def _seek(self) -> Iterator[None]:
        for place in self._editor.marks.seek():
            if place >= 0 and not self._editor.hasFocus():
                self._editor.go_to(place)
                self._sight.show_found()
            yield
