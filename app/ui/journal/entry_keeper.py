"""Keeps the entry that is open: reads it, saves what is typed a moment later, loses nothing in between."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from app.models.journal import EntryId, EntryText, JournalEntry
from app.models.markdown_read import from_markdown
from app.services import journal
from app.ui.design.tokens import Pause

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.models.base import PersonId
    from app.services.journal import EntrySaved, OpenedEntry
    from app.ui.workspace import Workspace

LONGEST_WAIT = 8 * Pause.SAVE
"""Somebody who types without a pause is saved all the same (milliseconds)."""


class EntryKeeper(QObject):
    """The text as it stands on the screen is asked for by `written` when it is time to save."""

    loaded = Signal(object, object)
    """JournalEntry that is to be shown, and its body as RichText."""
    saved = Signal(object)
    failed = Signal(object)

    def __init__(self, ws: Workspace, written: Callable[[], EntryText], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ws, self._written = ws, written
        self._entry: JournalEntry | None = None
        self._person: PersonId | None = None
        self._wanted: EntryId | None = None
        self._is_changed = False
        self._moved_to: datetime | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(Pause.SAVE)
        self._pause.timeout.connect(self.flush)
        self._waiting = QElapsedTimer()

    @property
    def entry(self) -> JournalEntry | None:
        """The open entry as it was kept last."""
        return self._entry

    @property
    def is_changed(self) -> bool:
        """Whether something was typed that is not on its way to be kept yet."""
        return self._is_changed

    def open(self, entry_id: EntryId) -> None:
        """Save what is open, then read another (or the same again)."""
        self.flush()
        self._wanted = entry_id
        self._ws.read(
            journal.opened, self._on_read, self.failed.emit, owner=self, person=self._ws.me, entry_id=entry_id
        )

    def begin(self, entry: JournalEntry) -> None:
        """Save what is open, then show a new entry that is on its way to be kept."""
        self.flush()
        self._wanted = entry.id
        self._entry, self._person = entry, self._ws.me
        self.loaded.emit(entry, from_markdown(entry.text.body))

    def confirm(self, entry: JournalEntry) -> None:
        """It is kept now, at a time of its own."""
        if self._entry is not None and self._entry.id == entry.id:
            self._entry = entry.evolve(text=self._entry.text)

    def close(self) -> None:
        """Save what is open and let go of it."""
        self.flush()
        self._entry = self._wanted = None

    def touch(self) -> None:
        """Something was typed or picked; it is saved after a pause."""
        if self._entry is None or self._entry.binned_at is not None:
            return
        if not self._is_changed:
            self._is_changed = True
            self._waiting.start()
        if self._waiting.elapsed() < LONGEST_WAIT:
            self._pause.start()

    def move(self, at: datetime) -> None:
        """It is about another time; saved at once."""
        if self._entry is not None and at != self._entry.at:
            self._moved_to = at
            self.touch()
            self.flush()

    def flush(self) -> None:
        """Save now what was typed."""
        self._pause.stop()
        if self._entry is None or self._person is None or not self._is_changed:
            return
        self._is_changed = False
        text, moved_to, self._moved_to = self._written(), self._moved_to, None
        if text == self._entry.text and moved_to is None:
            return
        before, self._entry = self._entry, self._entry.evolve(text=text)
        self._ws.write(
            self._person,
            journal.save_entry,
            self._on_saved,
            lambda error: self._on_failed(before, error),
            owner=self,
            person=self._person,
            entry_id=before.id,
            text=text,
            now=self._ws.clock(),
            at=moved_to,
        )

    def _on_read(self, found: OpenedEntry) -> None:
        entry, body = found.entry, found.body
        # Another may have been asked for since, and what was typed since is newer than what was read.
        if entry.id != self._wanted or (self._is_changed and self._entry is not None and self._entry.id == entry.id):
            return
        self._entry, self._person = entry, self._ws.me
        self.loaded.emit(entry, body)

    def _on_saved(self, done: EntrySaved) -> None:
        entry = done.entry
        self.confirm(entry)
        self.saved.emit(entry)

    def _on_failed(self, before: JournalEntry, error: Exception) -> None:
        # What could not be kept is tried again with the next key, not forgotten.
        if self._entry is not None and self._entry.id == before.id:
            self._entry = self._entry.evolve(text=before.text)
            self._is_changed = True
            self._waiting.start()
        self.failed.emit(error)
