"""The screen *Journal*: the list left, the open entry right. Only its owner sees it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.models.changes import Changes
from app.models.journal import EntryId, EntryRow, JournalEntry, JournalQuery
from app.ui.design.tokens import Size, Space
from app.ui.journal.chosen_entries import ChosenEntries
from app.ui.journal.list_presenter import EntryListPresenter
from app.ui.journal.open_in_list import OpenInList
from app.ui.journal.panes import JournalPanes
from app.ui.kit.keyboard import hear
from app.ui.kit.notice import Notice
from app.ui.kit.scroll import edges
from app.ui.page import Page
from app.ui.tasks import PAUSE
from app.ui.workspace import Workspace

NEW = "new"
"""The argument of `activate` that begins an entry."""


class JournalPage(Page):
    """Choosing a row opens its entry beside the list, or instead of it where the page is narrow."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, parent, scroll=False)
        self.setAccessibleName(self.tr("Journal"))
        self._is_placed = False
        """Whether the focus is where the person left off."""
        self.entries = EntryListPresenter(ws, self)
        self.presenters = (self.entries,)
        ws.clipboard.guard(self)
        self.panes = JournalPanes(ws, self.entries, self)
        ws.design.changed.connect(self._fit)
        self.fill(self._build())

    def _build(self) -> Iterator[None]:
        self.notice = Notice(self.ws.design)
        self.body.addWidget(self.notice)
        self.body.addWidget(self.panes, 1)
        yield from self.panes.build()
        self.list, self.detail = self.panes.list, self.panes.detail
        self.pane, self.presenter = self.detail.pane, self.detail.presenter
        self._connect()
        self.panes.arrange()
        yield

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Side by side, both panes have the room that they need at this text size."""
        left, right = edges(self.ws.design, self.width(), Size.CONTENT + Space.XXXL)
        self.body.setContentsMargins(left, Space.L, right, Space.L)

    def _connect(self) -> None:
        self._open_in_list = OpenInList(self.list, self.presenter, lambda: not self.panes.is_narrow)
        self.chosen = ChosenEntries(self.ws, self.entries, self.list, self.detail, self)
        self.chosen.failed.connect(self.notice.show_error)
        self.chosen.returned.connect(self.on_returned)
        self.presenter.shown.connect(self.on_shown)
        self.presenter.created.connect(self.on_created)
        self.presenter.brought_back.connect(lambda entry: self.on_created(entry, stays=self.list.rows.hasFocus()))
        self.presenter.closed.connect(lambda: self.panes.turn(to_entry=False))
        self.presenter.failed.connect(self.on_entry_failed)
        self.presenter.unsaved.recovered.connect(self.notice.clear)
        self.entries.failed.connect(self.notice.show_error)
        self.entries.loaded.connect(self.on_loaded)
        self.entries.rows_changed.connect(self.on_rows_changed)
        self.entries.labels_loaded.connect(self.pane.fields.show_used)
        self.list.chosen.connect(self.on_chosen)
        self.list.entered.connect(lambda: self.panes.turn(to_entry=True))
        for column in (self.list, self.detail):
            column.delete_wanted.connect(self.chosen.delete)
        self.detail.restore_wanted.connect(self.chosen.restore)
        self.list.query_changed.connect(self.on_query)
        self.list.new_wanted.connect(self.new_entry)
        self.list.import_wanted.connect(lambda: self._open_dialog("import_dialog:ImportDialog"))
        self.list.export_wanted.connect(lambda: self._open_dialog("export_dialog:ExportDialog"))
        self.list.bin_wanted.connect(self.show_bin)
        self.detail.left.connect(self.panes.to_list)
        keys = QKeySequence.StandardKey
        for key, slot in ((keys.New, self.new_entry), (keys.Find, self.on_find)):
            hear(self, key, slot)

    def _open_dialog(self, source: str) -> None:
        """Show a dialog that is seldom needed, so that its module is imported only now."""
        self.presenter.settle()
        self.ws.load(f"app.ui.journal.{source}", lambda kind: self.ws.prompts.show(kind(self.ws, self)), owner=self)

    # --- coming and going

    def activate(self, argument: object = None) -> None:
        """Read the list again; open what was asked for, else keep what was open."""
        self.notice.clear()
        self.presenter.reload()
        self.entries.load_labels()
        if argument is None:
            self.entries.reload()
            return
        self.list.reset_query()
        self.list.show_bin(False)
        self._is_placed = True
        self.entries.ask(JournalQuery())
        if argument == NEW:
            self.new_entry()
        else:
            self.entries.read_rows((str(argument),), self._open_row)

    def _open_row(self, rows: tuple[EntryRow, ...]) -> None:
        for found in rows:
            self.presenter.open(found.moment, found.id)
            self.list.select(found.moment)

    def flush(self) -> None:
        """Save what was typed; drop an entry that nothing was written in."""
        self.pane.take_typed()
        self.presenter.leave()

    def on_presence_changed(self) -> None:
        """Show nothing of a person who is no longer the one here."""
        if self.ws.session.me == self.presenter.person:
            return
        self._is_placed = False
        self.presenter.close()
        self.pane.own.clear()
        self.notice.clear()
        self.list.reset_query()
        self.list.show_bin(False)
        self.entries.clear()
        if self.ws.session.me is not None:
            self.activate()

    # --- the list

    def on_query(self) -> None:
        """Search; what was typed is indexed first, so that it is found."""
        query = self.list.query
        self.presenter.settle()
        self.entries.ask(query)
        self.pane.visible_part.find(query.words)

    def on_loaded(self) -> None:
        """A list was loaded: select the open entry in it, or open the first one."""
        moment = self.presenter.moment
        listed = self.list.select(moment)
        if not self._is_placed:
            self._is_placed = True
            self.list.take_focus()
        if not listed and moment is None and not self.panes.is_narrow and self.list.model.rowCount():
            self.ws.tasks.in_pieces(self._choose_first(), owner=self)
        self.panes.arrange()

    def _choose_first(self) -> Iterator[object]:
        # The list is painted before the pane, and the pane before an entry is in it, as each takes time.
        yield PAUSE
        self.detail.show_pane()
        yield PAUSE
        if self.presenter.moment is None:
            self.list.choose(0)

    def on_rows_changed(self, changes: Changes, rows: tuple[EntryRow, ...]) -> None:
        """Entries changed: show their rows as they are now, and stay with the open entry."""
        if not self._open_in_list.apply(changes, rows):
            self.entries.reload()
        self.panes.arrange()

    # --- the entry

    def on_chosen(self, moment: int) -> None:
        """Open the entry of the chosen row."""
        held = self.list.model.held(moment)
        self.presenter.open(moment, None if held is None else held.id)

    def on_shown(self) -> None:
        """Mark in the entry what the search looks for."""
        words = self.list.query.words
        if words:
            self.pane.visible_part.find(words, go=True)

    def new_entry(self) -> None:
        """Ctrl+N: begin an entry."""
        if self.entries.binned:
            self.show_bin(False)
        self.presenter.leave()
        self.list.show_everything()
        self._is_placed = True
        self.presenter.begin()
        self.panes.turn(to_entry=True)
        self.pane.focus_title()

    def on_created(self, entry: JournalEntry, *, stays: bool = False) -> None:
        """An entry was copied or brought back: open it, the keyboard in its text unless it `stays` in the list."""
        self._is_placed = True
        self.presenter.open(entry.moment, entry.id)
        if not self.entries.is_plain:
            self.entries.reload()
        if not stays:
            self.panes.turn(to_entry=True)

    def on_returned(self, entry_id: EntryId) -> None:
        """Several entries were brought back: go to the list, to the first of them."""
        self.entries.read_rows((entry_id,), self._open_row)
        self.panes.to_list()

    def on_entry_failed(self, error: Exception) -> None:
        """Show what failed here while the pane, which says so itself, is hidden."""
        if not self.pane.isVisible():
            self.notice.show_error(error)

    # --- the bin

    def show_bin(self, binned: bool) -> None:
        """Show the bin, or the journal again."""
        self.presenter.leave()
        self.presenter.close()
        self.panes.turn(to_entry=False)
        self.list.show_bin(binned)
        self._is_placed = False
        self.entries.ask(JournalQuery() if binned else self.list.query, binned=binned)

    # --- keyboard and width

    def on_find(self) -> None:
        """Ctrl+F: search."""
        if self.entries.binned:
            self.show_bin(False)
        self.panes.turn(to_entry=False)
        self.list.focus_search()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.panes.is_built and not self.panes.is_at_list:
            self.panes.to_list()
        else:
            super().keyPressEvent(event)
