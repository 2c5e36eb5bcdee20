"""Reads the journal's list: the first of what matches at once, the rest in the background, words as they are needed.

Everything goes through the database lane in pieces of a few milliseconds, so that what is typed is saved in between.
What an earlier question brings is dropped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.models.journal import JournalQuery
from app.services import journal
from app.ui.journal.moments import NOWHERE, Moments

if TYPE_CHECKING:
    from app.models.changes import Changes
    from app.models.journal import EntryRow
    from app.services.journal import FirstPage
    from app.ui.journal.model import EntryModel
    from app.ui.tasks import Task
    from app.ui.workspace import Workspace

FIRST = 200
"""Entries that are read at once."""
SEEN = 8
"""Rows that come with them."""
CHUNK = 4096
"""Entries that are read at a stretch afterwards."""


class Feed(QObject):
    """Keeps the model at what is asked for."""

    loaded = Signal()
    """The beginning of another list is shown."""
    grew = Signal()
    """More of it is loaded."""
    failed = Signal(object)

    def __init__(self, ws: Workspace, model: EntryModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ws, self._model = ws, model
        self.query = JournalQuery()
        self.binned = False
        """Whether it shows the bin."""
        self.is_complete = False
        """Whether all of the list is loaded."""
        self.is_read = False
        """Whether what is shown is what was asked for last."""
        self._first: Task | None = None
        self._chunk: Task | None = None
        self._windows: list[Task] = []
        model.needed.connect(self.on_needed)

    @property
    def is_plain(self) -> bool:
        """Whether every entry is there, pinned ones first."""
        return self.query.is_everything and not self.binned

    def ask(self, query: JournalQuery, *, binned: bool = False) -> None:
        """Show what matches, or the bin; what was asked before is given up."""
        self.cancel()
        self.query, self.binned = query, binned
        self.is_read = False
        self._first = self._ws.read(
            journal.first_page,
            self._on_first,
            self.failed.emit,
            owner=self,
            person=self._ws.me,
            query=query,
            most=FIRST,
            rows=SEEN,
            binned=binned,
        )

    def again(self) -> None:
        """Read the same anew."""
        self.ask(self.query, binned=self.binned)

    def cancel(self) -> None:
        """Wait for nothing any more."""
        for task in (self._first, self._chunk, *self._windows):
            if task is not None:
                task.cancel()
        self._windows = []

    def clear(self) -> None:
        """Nothing of anybody stays."""
        self.cancel()
        self.query, self.binned, self.is_read = JournalQuery(), False, False
        self._model.show_list(Moments())

    def apply(self, changes: Changes, rows: tuple[EntryRow, ...]) -> bool:
        """Show the entries that changed as they are now; False where only reading all of it again would."""
        by_id = {str(row.id): row for row in rows}
        stood = dict(zip(changes.ids, changes.stood, strict=False))
        done = [self._apply_one(each, by_id.get(each), stood.get(each)) for each in changes.ids]
        if not self.is_complete:
            self._go_on()  # what is on its way may be from before
        return all(done)

    def _apply_one(self, entry_id: str, row: EntryRow | None, stood: int | None) -> bool:
        held = self._model.held_of(entry_id)
        known = {stood, None if held is None else held.moment, None if row is None else row.moment} - {None}
        here = [moment for moment in known if moment is not None and self._model.row_of(moment) != NOWHERE]
        apart = row is not None and row.pinned and self.is_plain
        for moment in here:
            if row is None or moment != row.moment or not self._model.stands(moment, pinned=apart):
                self._model.remove(moment)
        if row is None:
            return bool(known)
        if (row.binned_at is not None) != self.binned:
            self._model.remove(row.moment)
        elif self._model.row_of(row.moment) != NOWHERE:
            self._show(row)
        elif here or self.is_plain or self.binned:  # else whether it matches now is seen at the next key
            self._insert(row, apart=apart)
        return True

    def _insert(self, row: EntryRow, *, apart: bool) -> None:
        if self.is_complete or apart or (self._model.last is not None and row.moment > self._model.last):
            self._model.insert(row, pinned=apart)

    def _show(self, row: EntryRow) -> None:
        if self.query.words:
            self._model.want(row.moment)
        else:
            self._model.put((row,))

    def on_needed(self, moments: tuple[int, ...]) -> None:
        """Read the rows that came into sight."""
        self._windows = [task for task in self._windows[-4:] if not task.is_cancelled]
        task = self._ws.read(
            journal.rows,
            self._model.put,
            self.failed.emit,
            owner=self,
            person=self._ws.me,
            moments=moments,
            words=self.query.words,
        )
        self._windows.append(task)

    def _on_first(self, page: FirstPage) -> None:
        self.is_read = True
        self.is_complete = page.is_all
        self._model.show_list(Moments(page.moments, page.pinned), page.rows)
        self.loaded.emit()
        if not self.is_complete:
            self._go_on()

    def _go_on(self) -> None:
        if self._chunk is not None:
            self._chunk.cancel()
        self._chunk = self._ws.read(
            journal.more_moments,
            self._on_chunk,
            self.failed.emit,
            owner=self,
            person=self._ws.me,
            query=self.query,
            most=CHUNK,
            before=self._model.last,
        )

    def _on_chunk(self, moments: tuple[int, ...]) -> None:
        self.is_complete = len(moments) < CHUNK
        self._model.append(moments)
        self.grew.emit()
        if not self.is_complete:
            self._go_on()
