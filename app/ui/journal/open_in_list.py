"""The open entry in the list: it stays selected while rows come, change and go."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.models.changes import Changes
from app.models.journal import EntryRow
from app.ui.journal.entry_presenter import EntryPresenter
from app.ui.journal.list_column import ListColumn
from app.ui.journal.list_model import NOT_LISTED


class OpenInList(QObject):
    """Follows the list's changes; `goes_on` says whether a neighbour is opened for an entry that left the list."""

    def __init__(self, column: ListColumn, presenter: EntryPresenter, goes_on: Callable[[], bool]) -> None:
        super().__init__(column)
        self._list, self._presenter, self._goes_on = column, presenter, goes_on
        column.model.rowsInserted.connect(self._on_more)

    def _on_more(self) -> None:
        if self._list.current() is None:
            self._list.select(self._presenter.moment)

    def apply(self, changes: Changes, rows: tuple[EntryRow, ...]) -> bool:
        """Show rows as they are now, and stay with the open entry; False if the list has to be read again."""
        moment = self._presenter.moment
        row_of, leaving = self._list.model.order.row_of, [row.moment for row in rows if not self._list.lists(row)]
        place = NOT_LISTED if moment is None else row_of(moment)
        if place != NOT_LISTED:
            place = min((at for at in map(row_of, leaving) if at != NOT_LISTED), default=place)
        focused = self._list.rows.hasFocus()
        done = self._list.apply(changes, rows)
        self._follow(changes, rows, place)
        if focused and self._list.rows.isHidden():
            self._list.take_focus()
        return done

    def _follow(self, changes: Changes, rows: tuple[EntryRow, ...], place: int) -> None:
        """Select the open entry again; if it left the list, go to the entry that took its place."""
        entry_id = self._presenter.id
        row = next((row for row in rows if row.id == entry_id), None)
        if row is not None and self._list.lists(row):
            self._presenter.moment = row.moment
        elif entry_id in changes.ids:
            self._to_neighbour(place)
            return
        if self._presenter.moment is not None:
            self._list.select(self._presenter.moment, scroll=entry_id in changes.ids)

    def _to_neighbour(self, place: int) -> None:
        self._list.select(None)
        if place == NOT_LISTED or not self._list.model.rowCount() or not self._goes_on():
            self._presenter.close()
        else:
            self._presenter.release()
            self._list.choose(place)
