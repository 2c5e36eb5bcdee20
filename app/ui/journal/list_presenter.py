"""Reads the journal's list: the first entries at once, the others in the background, rows as they come into view.

Everything goes through the database lane a few milliseconds at a time, so that typing is saved in between. Answers to
an earlier question are dropped.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QObject, Signal

from app.models.changes import ChangeKind, Changes
from app.models.journal import EntryRow, JournalQuery
from app.services import journal
from app.services.journal import FirstPage
from app.ui.journal.list_model import NOT_LISTED, EntryListModel, ListOrder
from app.ui.presenter import Presenter
from app.ui.tasks import Task
from app.ui.timer import single_shot
from app.ui.workspace import Workspace

FIRST_ENTRIES = 200
"""Entries that are read at once."""
FIRST_ROWS = 8
"""Rows that are read with them."""
ENTRIES_A_CHUNK = 4096
"""Entries that are read together in the background; larger chunks delay the keys of a search."""
FIRST_ALONE = 100
"""Milliseconds before the rest is read: meanwhile the first rows are painted, and the first entry is opened."""
MOST_ROWS_REFRESHED = 32
"""When more entries than these change at once, the whole list is read again."""


class EntryListPresenter(Presenter):
    """Keeps `.model` at what is asked for, and follows changes. `loaded`: the beginning of the list is in it."""

    kinds = (ChangeKind.JOURNAL,)
    rows_changed = Signal(object, object)
    """Changes, and the rows of those entries as they are now, for `apply`."""
    labels_loaded = Signal(object)
    """Labels in use, by role."""
    day_found = Signal(int)
    """The row of the entry to go to."""
    everything_wanted = Signal()
    """Search and filters have to be cleared, so that every day is listed."""

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(ws, parent)
        self.model = EntryListModel(ws.clock, self)
        self.model.needed.connect(self.on_needed)
        self.query = JournalQuery()
        self.binned = False
        """Whether it lists the bin."""
        self.is_complete = False
        """Whether all of the list is loaded."""
        self.is_current = False
        """Whether the model shows what was asked for last."""
        self._go_to: int | None = None
        """The moment to go to once it is loaded."""
        self._first, self._chunk = Task(), Task()
        self._windows: list[Task] = []
        self._rest = single_shot(self, FIRST_ALONE, self.read_rest)

    @property
    def is_plain(self) -> bool:
        """Whether every entry is listed, pinned ones first."""
        return self.query.is_everything and not self.binned

    # --- reading

    def ask(self, query: JournalQuery, *, binned: bool = False) -> None:
        """List what matches, or the bin."""
        self.query, self.binned, self._go_to = query, binned, None
        self.reload()

    def reload(self) -> None:
        """Read the list again."""
        self.cancel()
        self.is_current = False
        query, binned = self.query, self.binned
        self._first = self.read_own(
            lambda uow, me: journal.first_page(
                uow, person=me, query=query, most=FIRST_ENTRIES, rows=FIRST_ROWS, binned=binned
            ),
            self._on_first,
        )

    def cancel(self) -> None:
        """Drop every answer that is still to come."""
        self._rest.stop()
        for task in (self._first, self._chunk, *self._windows):
            task.cancel()
        self._windows = []

    def clear(self) -> None:
        """List nothing: the entries are not those of who is here now."""
        self.cancel()
        self.query, self.binned, self.is_current, self._go_to = JournalQuery(), False, False, None
        self.model.show_list(ListOrder())

    def on_needed(self, moments: tuple[int, ...]) -> None:
        """Read rows that came into view."""
        self._windows = [task for task in self._windows[-4:] if not task.is_cancelled]
        words = self.query.words
        task = self.read_own(lambda uow, me: journal.rows(uow, person=me, moments=moments, words=words), self.model.put)
        self._windows.append(task)

    def _on_first(self, page: FirstPage) -> None:
        self.is_current, self.is_complete = True, page.is_all
        self.model.show_list(ListOrder(page.moments, page.pinned), page.rows)
        self.loaded.emit()
        self._seek()
        if not self.is_complete:
            self._rest.start()

    def read_rest(self) -> None:
        """Read more of what the list is missing, a chunk at a time."""
        self._rest.stop()
        self._chunk.cancel()
        query, before = self.query, self.model.order.last
        self._chunk = self.read_own(
            lambda uow, me: journal.more_moments(uow, person=me, query=query, most=ENTRIES_A_CHUNK, before=before),
            self._on_chunk,
        )

    def _on_chunk(self, moments: tuple[int, ...]) -> None:
        self.is_complete = len(moments) < ENTRIES_A_CHUNK
        self.model.append(moments)
        self._seek()
        if not self.is_complete:
            self.read_rest()

    # --- changes

    def on_changed(self, changes: Changes, by: QObject | None = None) -> None:
        """Read what somebody else changed: a few rows, or the whole list."""
        if by is self or not self.concerns(changes):
            return
        self.load_labels()
        if 0 < len(changes.ids) <= MOST_ROWS_REFRESHED:
            self.read_rows(changes.ids, lambda rows: self.rows_changed.emit(changes, rows))
        else:
            self.reload()

    def read_rows(self, ids: tuple[str, ...], done: Callable[[tuple[EntryRow, ...]], object]) -> None:
        """Read the rows of some entries."""
        self.read_own(lambda uow, me: journal.rows_of(uow, person=me, entry_ids=ids), done)

    def apply(self, changes: Changes, rows: tuple[EntryRow, ...]) -> bool:
        """Show the entries that changed as they are now; False if the list has to be read again."""
        by_id = {str(row.id): row for row in rows}
        moved_from = dict(zip(changes.ids, changes.old_places, strict=False))
        done = [self._apply_one(each, by_id.get(each), moved_from.get(each)) for each in changes.ids]
        if not self.is_complete:
            self.read_rest()  # the chunk on its way may be from before the change
        return all(done)

    def _apply_one(self, entry_id: str, row: EntryRow | None, moved_from: int | None) -> bool:
        held = self.model.held_of(entry_id)
        known = {moved_from, None if held is None else held.moment, None if row is None else row.moment} - {None}
        listed = [moment for moment in known if moment is not None and self.model.order.row_of(moment) != NOT_LISTED]
        pinned = row is not None and row.pinned and self.is_plain
        for moment in listed:
            if row is None or moment != row.moment or not self.model.order.has(moment, pinned=pinned):
                self.model.remove(moment)
        if row is None:
            return bool(known)
        if (row.binned_at is not None) != self.binned:
            self.model.remove(row.moment)
        elif self.model.order.row_of(row.moment) == NOT_LISTED:
            # In a search, its next key shows whether a row that was not listed matches now.
            if (listed or self.is_plain or self.binned) and (pinned or self._reaches(row.moment)):
                self.model.insert(row, pinned=pinned)
        elif self.query.words:
            self.model.want((row.moment,))
        else:
            self.model.put((row,))
        return True

    def _reaches(self, moment: int) -> bool:
        """Whether the list is read as far as this."""
        return self.is_complete or (self.model.order.last is not None and moment > self.model.order.last)

    # --- the bin

    def empty_bin(self) -> None:
        """Ask, then delete everything that is in the bin."""

        def empty() -> None:
            self.write_own(lambda uow, me: journal.empty_bin(uow, person=me), lambda _changes: self.reload())

        words = self.tr(
            "Everything in the bin will be deleted from this vault, and nobody can bring it back. Backups you made "
            "earlier still contain it."
        )
        title, yes = self.tr("Empty the bin?"), self.tr("Delete all of it")
        self._ws.prompts.confirm(title, words, yes, empty, danger=True)

    # --- labels and days

    def load_labels(self) -> None:
        """Read which labels are in use."""
        self.read_own(lambda uow, me: journal.labels(uow, person=me), self.labels_loaded.emit)

    def read_days(self, first: date, last: date, done: Callable[[frozenset[date]], object], owner: QObject) -> None:
        """Read which days have entries."""
        person = self._ws.me
        self._ws.read(
            lambda uow: journal.days_with_entries(uow, person=person, first=first, last=last),
            done,
            self.failed.emit,
            owner=owner,
        )

    def go_to_day(self, day: date) -> None:
        """Go to the newest entry of a day, or to the last one before it."""
        until = journal.beginning_of(day + timedelta(days=1))
        self.read_own(lambda uow, me: journal.newest_until(uow, person=me, until=until), self._on_newest)

    def _on_newest(self, moment: int | None) -> None:
        if moment is None:
            self._ws.toast(self.tr("There is nothing on or before this day"))
            return
        if not self.query.is_everything:
            self.everything_wanted.emit()
        self._go_to = moment
        self._seek()

    def _seek(self) -> None:
        if self._go_to is None or not self.is_current:
            return
        row = self.model.order.row_of(self._go_to)
        if row != NOT_LISTED:
            self._go_to = None
            self.day_found.emit(row)
