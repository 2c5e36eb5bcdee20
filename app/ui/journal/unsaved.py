"""Texts of entries that could not be saved: kept, and tried again until the vault can be written."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from app.errors import VaultError
from app.models.base import PersonId
from app.models.journal import EntryId, EntryText
from app.services import journal
from app.services.journal import EntrySaved
from app.ui.timer import single_shot
from app.ui.workspace import Workspace

TRY_AGAIN = 3_000
"""Milliseconds until what could not be saved is tried again: a stick that was pulled may be back."""


class UnsavedTexts(QObject):
    """For one page; locking drops what it keeps."""

    due = Signal()
    """It is time to try again."""
    saved = Signal(object)
    """`EntrySaved`, of an entry that was left."""
    failed = Signal(object)
    """The error to show: once, however often it is tried."""
    recovered = Signal()
    """Saving works again."""

    def __init__(self, ws: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._ws = ws
        self._texts: dict[EntryId, EntryText] = {}
        self._is_failing = False
        self._again = single_shot(self, TRY_AGAIN, self.due.emit)

    def keep(self, entry_id: EntryId, text: EntryText) -> None:
        """Keep the newest text of an entry that is left."""
        self._texts[entry_id] = text

    def save_all(self, person: PersonId) -> None:
        """Save now what is kept."""
        texts, self._texts = self._texts, {}
        for entry_id, text in texts.items():
            self._ws.write(
                person,
                partial(journal.save_entry, person=person, entry_id=entry_id, text=text, now=self._ws.clock()),
                by=self,
                done=self._on_saved,
                failed=partial(self.on_left, entry_id, text),
            )

    def on_left(self, entry_id: EntryId, text: EntryText, error: Exception) -> None:
        """An entry was left before its text was saved; one that was deleted meanwhile is only told."""
        if isinstance(error, VaultError):
            self.keep(entry_id, text)
        self.on_failed(error)

    def on_failed(self, error: Exception) -> None:
        """Saving failed. It is tried again, unless a rule refuses it."""
        waits = isinstance(error, VaultError)
        if waits:
            self._again.start()
        if not (self._is_failing and waits):
            self.failed.emit(error)
        self._is_failing = waits

    def note_saved(self) -> None:
        """Something was saved."""
        if self._is_failing:
            self._is_failing = False
            self.recovered.emit()

    def _on_saved(self, saved: EntrySaved) -> None:
        self.note_saved()
        self.saved.emit(saved)
