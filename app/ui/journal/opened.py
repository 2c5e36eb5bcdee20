"""Which entry is open, and what opening and leaving one bring about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.ui.journal.list_model import NOT_LISTED

if TYPE_CHECKING:
    from app.models.journal import EntryId, EntryRow, JournalEntry
    from app.ui.journal.detail import DetailColumn
    from app.ui.journal.list_column import ListColumn
    from app.ui.journal.presenter import JournalPresenter


@dataclass(frozen=True)
class Open:
    """An entry, and where it stands in the list."""

    id: EntryId
    moment: int


class Opened(QObject):
    """Keeps list and entry together; an entry that is left is found by its words, a blank one is forgotten."""

    emptied = Signal()
    """What was open is gone, and nothing else was opened."""

    def __init__(
        self, presenter: JournalPresenter, column: ListColumn, detail: DetailColumn, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._presenter, self._list, self._detail = presenter, column, detail
        self.now: Open | None = None
        self._wanted: int | None = None
        """A row that is to be opened as soon as its words are there."""
        self._is_unsettled = False
        column.chosen.connect(self.on_chosen)
        column.model.filled.connect(self.on_came)
        detail.pane.saved.connect(self.on_saved)
        detail.loaded.connect(self.on_shown)
        presenter.begun.connect(self.on_begun)
        presenter.not_begun.connect(self.on_not_begun)

    def open(self, entry_id: EntryId, moment: int) -> None:
        """Open an entry, leaving another."""
        self._wanted = None
        if self.now is not None and self.now.id == entry_id:
            return
        self.leave()
        self.now = Open(entry_id, moment)
        self._detail.open(entry_id)

    def begin(self, entry: JournalEntry) -> None:
        """Show a new entry at once, leaving another."""
        self._wanted = None
        self.leave()
        self.now = Open(entry.id, entry.moment)
        self._detail.begin(entry)

    def on_begun(self, entry: JournalEntry) -> None:
        """It is kept now; the time it is kept at may be a little later."""
        if self.now is not None and self.now.id == entry.id:
            self.now = Open(entry.id, entry.moment)
            self._detail.pane.controller.confirm(entry)

    def on_not_begun(self, entry_id: str) -> None:
        """It is nowhere: nothing is to be written into it."""
        if self.now is not None and self.now.id == entry_id:
            self.forget()
            self.emptied.emit()

    def close(self) -> None:
        """Leave it and open none."""
        self.leave()
        self.forget()

    def forget(self) -> None:
        """Nothing is open, and nothing of it stays."""
        self.now, self._wanted, self._is_unsettled = None, None, False
        self._detail.open(None)

    def leave(self) -> None:
        """Keep what was typed and let it be found; forget what nothing was written in."""
        self.settle()
        entry = self._detail.entry
        if entry is None or self.now is None or entry.id != self.now.id:
            return
        if entry.binned_at is None and entry.text.is_blank:
            self.forget()
            self._presenter.drop_blank(entry.id)

    def settle(self) -> None:
        """Keep what was typed, and let it be found."""
        dirty = self._is_unsettled or self._detail.is_dirty
        self._detail.pane.flush()
        if dirty:
            self._presenter.settle(self._on_settled)

    def _on_settled(self) -> None:
        # What was kept before it was told of before, so only what is kept from now on has to be settled again.
        self._is_unsettled = False

    def act(self, act: Callable[[EntryId], object]) -> None:
        """Do something with what is open."""
        if self.now is not None:
            self._detail.pane.flush()
            act(self.now.id)

    def on_chosen(self, moment: int) -> None:
        """Open what keyboard or pointer chose, as soon as it is known what it is."""
        row = self._list.model.held(moment)
        if row is None:
            self._wanted = moment
            self._list.model.want(moment)
        else:
            self.open(row.id, moment)

    def on_came(self) -> None:
        """Rows that were waited for are there."""
        if self._wanted is not None and self._list.model.held(self._wanted) is not None:
            self.on_chosen(self._wanted)

    def on_shown(self, _entry: JournalEntry) -> None:
        """It is there: mark what was looked for."""
        if self._list.query.words:
            self._detail.pane.show_find(self._list.query.words, go=True)

    def on_saved(self, entry: JournalEntry) -> None:
        """It can be found by its new words once it is left; it may stand at another time."""
        self._is_unsettled = True
        if self.now is not None and self.now.id == entry.id:
            self.now = Open(entry.id, entry.moment)

    def follow(self, ids: tuple[str, ...], rows: tuple[EntryRow, ...], place: int, *, binned: bool) -> None:
        """Some entries changed: stay with the open one, or go to what stands in its place if it is gone."""
        if self.now is None:
            return
        row = next((row for row in rows if self.now is not None and row.id == self.now.id), None)
        if row is not None and (row.binned_at is not None) == binned:
            self.now = Open(row.id, row.moment)
        elif self.now.id in ids:
            self._to_neighbour(place)
            return
        self._list.select(self.now.moment, scroll=self.now.id in ids)

    def _to_neighbour(self, place: int) -> None:
        self.now = None
        self._list.select(None)
        if place == NOT_LISTED or not self._list.model.rowCount() or self._detail.is_alone:
            self._detail.open(None)
            self.emptied.emit()
        else:
            self._list.choose(place)
