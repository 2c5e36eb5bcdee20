"""The screen *Journal*: the list left, the open entry right. Only its owner sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from app.models.changes import Changes
from app.models.journal import EntryRow, EntryText, JournalEntry, JournalQuery, LabelRole
from app.ui.design.tokens import Size, Space
from app.ui.journal.day_jump import DayJump
from app.ui.journal.detail import DetailColumn
from app.ui.journal.feed import Feed
from app.ui.journal.label_dialog import LabelDialog
from app.ui.journal.list_column import ListColumn
from app.ui.journal.list_words import title_words
from app.ui.journal.moments import NOWHERE
from app.ui.journal.opened import Opened
from app.ui.journal.presenter import JournalPresenter
from app.ui.kit.notice import Notice
from app.ui.page import Page
from app.ui.workspace import Workspace

NARROW = 760
"""Below this width (at 100 % text) list and entry take turns."""
NEW = "new"
"""The argument that begins an entry."""


class JournalPage(Page):
    """Choosing a row opens it beside the list, or instead of it where it is narrow."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, parent, scroll=False)
        self.setAccessibleName(self.tr("Journal"))
        self.presenter = JournalPresenter(ws, self)
        self._is_narrow = self._shows_entry = False
        self._is_placed = False
        self._is_built = False
        self.fill(self._build())

    def _build(self) -> Iterator[None]:
        column = QWidget(self)
        column.setMaximumWidth(Size.CONTENT + Space.XXXL)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(column, 1000)
        line.addStretch(1)
        self.notice = Notice(self.ws.design)
        self.body.addWidget(self.notice)
        self.body.addLayout(line, 1)
        panes = QHBoxLayout(column)
        panes.setContentsMargins(0, 0, 0, 0)
        panes.setSpacing(Space.L)
        self.list = ListColumn(self.ws.design, self.ws.clock, self.said, column)
        panes.addWidget(self.list, 6)
        yield
        # Out of sight until it is whole: each part would lay out all the others again.
        self.detail = DetailColumn(self.ws, column)
        self.detail.hide()
        panes.addWidget(self.detail, 11)
        yield from self.detail.build()
        self.feed = Feed(self.ws, self.list.model, self)
        self.opened = Opened(self.presenter, self.list, self.detail, self)
        self.jump = DayJump(self.ws, self.presenter, self.list, self.feed, self)
        self._connect()
        self._is_built = True
        self._arrange()
        yield

    def _connect(self) -> None:
        for source in (self.presenter, self.feed):
            source.failed.connect(self.notice.show_error)
        self.presenter.made.connect(self.on_made)
        self.presenter.labelled.connect(self.on_labelled)
        self.feed.loaded.connect(self.on_loaded)
        self.list.entered.connect(self.on_entered)
        self.list.removing.connect(self.on_removing)
        self.list.asked.connect(self.on_asked)
        self.list.new_wanted.connect(self.new_entry)
        self.list.day_wanted.connect(self.jump.ask)
        self.list.filters.days_wanted.connect(self.jump.ask_span)
        self.list.filters.labels_wanted.connect(self.on_labels_wanted)
        self.list.bin_left.connect(lambda: self.show_bin(False))
        self.list.bin_emptying.connect(self.presenter.empty_bin)
        self.list.fill_more = self.fill_more
        self.jump.clearing.connect(self.list.open_up)
        self.detail.left.connect(self.to_list)
        self.detail.pinning.connect(lambda on: self.opened.act(lambda it: self.presenter.pin(it, pinned=on)))
        self.detail.duplicating.connect(lambda: self.opened.act(self.presenter.duplicate))
        self.detail.binning.connect(lambda: self.opened.act(self.presenter.bin))
        self.detail.restoring.connect(lambda: self.opened.act(self.presenter.restore))
        self.detail.deleting.connect(self.on_removing)
        self.opened.emptied.connect(lambda: self._turn(to_entry=False))
        keys = QKeySequence.StandardKey
        for key, slot in ((keys.New, self.new_entry), (keys.Find, self.on_find)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def said(self, role: LabelRole, label: str) -> str:
        """A label in words; a need of ours goes by its id."""
        needs = {need.id: need.title for need in self.ws.texts.needs} if role is LabelRole.NEED else {}
        return needs.get(label, label)

    def fill_more(self, menu: QMenu) -> None:
        """What can be done with the journal as a whole."""
        menu.clear()
        for words, act in self.extra_actions():
            menu.addAction(words).triggered.connect(lambda _on=False, act=act: act())
        menu.addSeparator()
        menu.addAction(self.tr("Bin")).triggered.connect(lambda _on=False: self.show_bin(True))

    def extra_actions(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        """Words and acts that go first into that menu."""
        return ((self.tr("Import…"), self.on_import), (self.tr("Export…"), self.on_export))

    def on_import(self) -> None:
        """Bring entries in from files."""
        self.opened.settle()
        self._loaded("import_dialog", lambda module: module.open_import(self.ws, self))

    def on_export(self) -> None:
        """Make a backup of the journal, or pages of it."""
        self.opened.settle()
        called = {need.id: need.title for need in self.ws.texts.needs}
        self._loaded("export_dialog", lambda module: module.open_export(self.ws, self, called=called))

    def _loaded(self, name: str, then: Callable[[Any], object]) -> None:
        """Go on with a part that is seldom needed, loaded where nothing waits for it."""
        self.ws.pages(lambda: import_module(f"app.ui.journal.{name}"), then, owner=self)

    # --- coming and going

    def activate(self, argument: object = None) -> None:
        """Read it again; open what was asked for, else what was open."""
        self.notice.clear()
        self.presenter.catch_up()
        if argument is None:
            self.feed.again()
            return
        self.list.open_up(quietly=True)
        self.list.show_bin(False)
        self._is_placed = True
        if argument == NEW:
            self.feed.ask(JournalQuery())
            self.new_entry()
        else:
            self.feed.ask(JournalQuery())
            self.presenter.refresh((str(argument),), self._on_argument)

    def _on_argument(self, rows: tuple[EntryRow, ...]) -> None:
        for row in rows:
            self.opened.open(row.id, row.moment)
            self.list.select(row.moment)

    def flush(self) -> None:
        """Keep what was typed; forget an entry that nothing was written in."""
        self.opened.leave()

    def on_changed(self, changes: Changes, by: QObject | None = None) -> None:
        """Show entries as they are now."""
        if not self.presenter.concerns(changes):
            return
        self.presenter.load_labels()
        ids = self.presenter.few(changes)
        if ids is None:
            self.feed.again()
        else:
            self.presenter.refresh(ids, lambda rows: self._apply(changes, rows))

    def on_presence_changed(self) -> None:
        """Somebody else may be looking now."""
        if self.ws.session.me == self.presenter.person:
            return
        self._is_placed = False
        self.opened.forget()
        self.notice.clear()
        self.list.open_up(quietly=True)
        self.list.show_bin(False)
        self.feed.clear()
        if self.ws.session.me is not None:
            self.activate()

    # --- the list

    def on_asked(self) -> None:
        """Something else is looked for; what was written just now can be found, too."""
        self.opened.settle()
        self.jump.forget()
        self.feed.ask(self.list.query)
        self.detail.pane.show_find(self.list.query.words)

    def on_loaded(self) -> None:
        """Another list is shown; what is open stays chosen if it is among it."""
        self.list.show_state(binned=self.feed.binned)
        opened = self.opened.now
        here = opened is not None and self.list.select(opened.moment)
        if not self._is_placed:
            self._is_placed = True
            self.list.take_focus()
        if not here and opened is None and not self._is_narrow and self.list.model.rowCount():
            self.list.choose(0)
        self._arrange()

    def on_labelled(self, labels: dict[LabelRole, tuple[str, ...]]) -> None:
        """These can be filtered by."""
        self.list.show_labels(labels, self.ws.clock().astimezone().date())

    def on_labels_wanted(self, role: LabelRole) -> None:
        """Let labels be chosen among all there are."""
        filters = self.list.filters
        there, asked = filters.labels_of(role)
        done = partial(filters.narrow_labels, role)
        self.ws.prompts.show(LabelDialog(self.ws.design, filters.role_name(role), there, asked, done, self))

    def _apply(self, changes: Changes, rows: tuple[EntryRow, ...]) -> None:
        opened = self.opened.now
        place = NOWHERE if opened is None else self.list.model.row_of(opened.moment)
        focused = self.list.rows.hasFocus()
        done: list[bool] = []
        self.list.quietly(lambda: done.append(self.feed.apply(changes, rows)))
        self.list.show_state(binned=self.feed.binned)
        self.opened.follow(changes.ids, rows, place, binned=self.feed.binned)
        if focused and self.list.rows.isHidden():
            self.list.take_focus()
        if not done[0]:
            self.feed.again()
        self._arrange()

    # --- the entry

    def new_entry(self, text: EntryText | None = None) -> None:
        """Ctrl+N: begin an entry, blank or with what a template says."""
        if self.feed.binned:
            self.show_bin(False)
        self.opened.leave()
        self.list.open_up()
        self._is_placed = True
        self.presenter.new(text or EntryText(), self._begin)

    def _begin(self, entry: JournalEntry) -> None:
        self.opened.begin(entry)
        self._turn(to_entry=True)
        if entry.text.is_blank:
            self.detail.pane.focus_title()

    def on_made(self, entry: JournalEntry) -> None:
        """An entry is back, or a copy: open it, the keyboard in its text."""
        self._is_placed = True
        self.opened.open(entry.id, entry.moment)
        if not self.feed.is_plain:
            self.feed.again()
        self._turn(to_entry=True)

    def on_removing(self) -> None:
        """Delete: to the bin; from there, after asking, for good."""
        opened = self.opened.now
        if opened is None or self.list.current() not in (opened.moment, None):
            return
        if not self.feed.binned:
            self.opened.act(self.presenter.bin)
            return
        entry = self.detail.entry
        title = entry.text.title if entry is not None else ""
        self.presenter.delete_for_good(opened.id, title_words(title))

    # --- the bin

    def show_bin(self, binned: bool) -> None:
        """Show what is in the bin, or the journal again."""
        self.opened.close()
        self.jump.forget()
        self.list.show_bin(binned)
        self._turn(to_entry=False)
        self._is_placed = False
        self.feed.ask(JournalQuery() if binned else self.list.query, binned=binned)

    # --- keyboard and width

    def on_find(self) -> None:
        """Ctrl+F: search."""
        if self.feed.binned:
            self.show_bin(False)
        self._turn(to_entry=False)
        self.list.focus_search()

    def on_entered(self) -> None:
        """Enter: to the text."""
        self._turn(to_entry=True)

    def to_list(self) -> None:
        """Back from the entry to the list."""
        self._turn(to_entry=False)
        self.list.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._is_built and not self.list.rows.hasFocus():
            self.to_list()
        else:
            super().keyPressEvent(event)

    def _turn(self, *, to_entry: bool) -> None:
        self._shows_entry = to_entry
        self._arrange()
        if to_entry:
            self.detail.pane.focus_body()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_built:
            self._arrange()

    def _arrange(self) -> None:
        self._is_narrow = self.width() < self.ws.design.px(NARROW)
        alone = self._is_narrow or (self.list.has_nothing and self.opened.now is None)
        entry_only = self._is_narrow and self._shows_entry
        self.detail.show_alone(self._is_narrow)
        self.list.setVisible(not entry_only)
        self.detail.setVisible(entry_only or not alone)
