"""Going to a day, also where the list is not loaded yet."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QObject, Signal

from app.models.journal import MonthDays
from app.services.journal import beginning_of
from app.ui.journal.days import DayDialog, SpanDialog
from app.ui.journal.feed import Feed
from app.ui.journal.list_column import ListColumn
from app.ui.journal.moments import NOWHERE
from app.ui.journal.presenter import JournalPresenter
from app.ui.workspace import Workspace


class DayJump(QObject):
    """Asks for a day and chooses the newest entry of it, or of the last day before."""

    clearing = Signal()
    """Everything has to be shown, so that every day is there."""

    def __init__(
        self, ws: Workspace, presenter: JournalPresenter, column: ListColumn, feed: Feed, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._ws, self._presenter, self._list, self._feed = ws, presenter, column, feed
        self._to: int | None = None
        feed.loaded.connect(self._go_on)
        feed.grew.connect(self._go_on)

    def ask(self) -> None:
        """Show the month of the entry that is chosen."""
        current = self._list.current()
        row = self._list.model.held(current) if current is not None else None
        day = (row.at if row is not None else self._ws.clock()).astimezone().date()
        dialog = DayDialog(self._ws.design, day, self.go, self._list)
        calendar = dialog.calendar

        def show(found: MonthDays) -> None:
            calendar.show_days(found.days)

        calendar.turned.connect(lambda first, last: self._presenter.days(first, last, show, calendar))
        calendar.tell()
        self._ws.prompts.show(dialog)

    def ask_span(self) -> None:
        """Which days to filter by."""
        filters = self._list.filters
        self._ws.prompts.show(SpanDialog(self._ws.design, filters.days, filters.narrow_days, self._list))

    def go(self, day: date) -> None:
        """Go to the newest entry of a day, else to the one before it."""
        self._presenter.newest_until(beginning_of(day + timedelta(days=1)), self._on_found)

    def forget(self) -> None:
        """Something else is wanted now."""
        self._to = None

    def _on_found(self, moment: int | None) -> None:
        if moment is None:
            self._ws.toast(self.tr("Nothing was written on or before this day"), None)
            return
        if not self._list.query.is_everything:
            self.clearing.emit()
        self._to = moment
        self._go_on()

    def _go_on(self) -> None:
        if self._to is None or not self._feed.is_read:
            return
        row = self._list.model.row_of(self._to)
        if row != NOWHERE:
            self._to = None
            self._list.choose(row, top=True)
            self._list.take_focus()
