"""The screen *My list*: one card at a time, or everything as a list. Only its owner sees it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.models.base import ActivityId
from app.models.catalogue import CatalogueEntry
from app.models.changes import Changes
from app.ui.design.tokens import Pause, Size
from app.ui.kit.header import PageHeader
from app.ui.kit.notice import Notice
from app.ui.kit.segments import Segments
from app.ui.my_list.agreed_notice import AgreedNotice
from app.ui.my_list.deck import DeckView
from app.ui.my_list.list_view import ListView
from app.ui.my_list.own_things import OwnThings
from app.ui.my_list.presenter import MyListPresenter
from app.ui.my_list.rows import CARE, STARTER
from app.ui.my_list.sheets_host import Sheets
from app.ui.page import Page
from app.ui.page_id import PageId
from app.ui.workspace import Workspace

CARDS, LIST = "cards", "list"
LOW = 620
"""Below this height (at 100 % text) the sentence under the title makes room."""


class MyListPage(Page):
    """Cards or list under one header; what is written about an entry is laid over them."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, parent, scroll=False)
        self.presenter = MyListPresenter(ws, self)
        self.own = OwnThings(ws, self.presenter, self)
        self._wanted: object = None
        self._is_placed = False
        self._build()
        self._connect()

    def _build(self) -> None:
        design = self.ws.design
        column = QWidget()
        column.setMaximumWidth(Size.CONTENT)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(column, 1000)
        line.addStretch(1)
        self.body.addLayout(line, 1)
        inner = QVBoxLayout(column)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(self.body.spacing())
        self.mode = Segments(
            design,
            "",
            [(CARDS, self.tr("One at a time"), "cards"), (LIST, self.tr("As a list"), "list-bullets")],
            name=self.tr("How to show it"),
        )
        self.header = PageHeader(design, self.tr("My list"), self._subtitle(), (self.mode,))
        self.notice = Notice(design)
        self.agreed = AgreedNotice(self.ws, self.notice, self._title_of, self)
        self.deck = DeckView(design, self.presenter)
        self.list = ListView(design, self.presenter)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.deck)
        self.stack.addWidget(self.list)
        self.sheets = Sheets(self.ws, self.presenter, self.own, self.stack, self)
        inner.addWidget(self.header)
        inner.addWidget(self.notice)
        inner.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.presenter.loaded.connect(self.on_loaded)
        self.presenter.answered.connect(self.on_answered)
        self.presenter.undone.connect(self.on_undone)
        self.presenter.agreed.connect(self.agreed.ask)
        for source in (self.presenter, self.own):
            source.failed.connect(self.notice.show_error)
        self.own.added.connect(self.on_added)
        self.mode.chosen.connect(self.on_mode)
        for view in (self.deck, self.list):
            view.placed.connect(self.on_placed)
            view.asked.connect(self.sheets.on_asked)
        self.sheets.closed.connect(self.on_sheet_closed)
        self.sheets.opening.connect(self.flush_fields)
        self.sheets.care_wanted.connect(lambda: self.go(PageId.AFTERCARE))
        self.deck.share_wanted.connect(lambda: self.go(PageId.SHARE))
        self.deck.list_wanted.connect(self._to_list)
        self._place_pause = QTimer(self)
        self._place_pause.setSingleShot(True)
        self._place_pause.setInterval(Pause.SAVE)
        self._place_pause.timeout.connect(self.on_place_due)
        for keys, slot in (
            (QKeySequence.StandardKey.Undo, self.on_undo),
            (QKeySequence.StandardKey.Find, self.on_find),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _subtitle(self) -> str:
        return self.tr("Only you see this.") if self.ws.is_solo else self.ws.texts.notices.alone_first

    # --- coming and going

    def activate(self, argument: object = None) -> None:
        """Read the list again and open what was asked for, else where it was left."""
        self.stop_filling()
        self._wanted = argument
        if argument is not None:
            self._is_placed = False
        self.sheets.close()
        self.presenter.load()

    def flush(self) -> None:
        """Write what is being typed, and where the list was left."""
        self.deck.flush()
        self.list.flush()
        self.on_place_due()

    def on_changed(self, changes: Changes, by: QObject | None = None) -> None:
        """Read again when entries changed, or answers from somewhere else."""
        if self.presenter.concerns(changes):
            self.presenter.load()

    def on_presence_changed(self) -> None:
        """Somebody else may be looking now."""
        if self.ws.session.me == self.presenter.person:
            return
        self.stop_filling()
        self._place_pause.stop()
        self._is_placed = False
        self.sheets.close()
        self.notice.clear()
        self.presenter.clear()
        self.fill(self.deck.reload())
        self.list.clear()
        self.presenter.load()

    def on_loaded(self) -> None:
        """Show what was read."""
        self.flush_fields()
        self.fill(self._show_loaded())

    def _show_loaded(self) -> Iterator[None]:
        had_focus = self._focus_inside() or not self._is_placed
        self.list.reload()
        yield
        if self._is_placed:
            yield from self.deck.reload()
        else:
            yield from self._open(self._wanted)
            self._is_placed = True
            self.on_placed()
        self._wanted = None
        if had_focus and not self.sheets.is_open:
            self._take_focus()

    def flush_fields(self) -> None:
        """Keep what is being written in either view."""
        self.deck.flush()
        self.list.flush()

    def _focus_inside(self) -> bool:
        inside = self.window().focusWidget()
        return inside is not None and self.stack.isAncestorOf(inside)

    def _open(self, wanted: object) -> Iterator[None]:
        if wanted == STARTER:
            self._show(CARDS)
            yield from self.deck.deck_in_pieces(STARTER, first_open=True)
        elif isinstance(wanted, str) and (entry := self.presenter.catalogue.find(wanted)) is not None:
            yield from self._open_entry(entry)
        else:
            yield from self._open_place(self.presenter.place)

    def _open_entry(self, entry: CatalogueEntry) -> Iterator[None]:
        if entry.category in self.presenter.hidden or entry.category == CARE:
            self._show(LIST, entry.id)
            yield from self.list.entry_in_pieces(entry.id)
        else:
            self._show(CARDS)
            yield from self.deck.deck_in_pieces(STARTER if entry.starter else entry.category, entry.id)

    def _open_place(self, place: str) -> Iterator[None]:
        mode, _, rest = place.partition("|")
        deck, _, entry_id = rest.partition("|")
        self._show(LIST if mode == LIST else CARDS, entry_id)
        yield from self.deck.deck_in_pieces(deck or STARTER, entry_id, first_open=True)
        if mode == LIST and entry_id:
            yield from self.list.entry_in_pieces(entry_id)

    def _show(self, mode: str, entry_id: str = "") -> None:
        self.mode.show_choice(mode)
        self.stack.setCurrentWidget(self.list if mode == LIST else self.deck)
        if mode == LIST:
            self.list.catch_up(entry_id)

    def _is_list(self) -> bool:
        return self.mode.choice == LIST

    def _take_focus(self) -> None:
        if self._is_list():
            self.list.take_focus()
        else:
            self.deck.take_focus()

    # --- where one is

    def on_mode(self, mode: object) -> None:
        """Cards or list; the same entry stays open."""
        self._stay()
        self.sheets.close()
        self.flush_fields()
        if mode == LIST:
            self._to_list()
            return
        entry = self.presenter.catalogue.find(self.list.entry_id)
        if entry is not None and entry.category != CARE:
            deck = self.deck.deck
            key = deck.key if entry.id in {each.id for each in deck.entries} else entry.category
            self.deck.show_deck(key, entry.id)
        self._show(CARDS)
        self.deck.take_focus()

    def _to_list(self) -> None:
        entry = self.deck.current()
        self.mode.show_choice(LIST)
        self.stack.setCurrentWidget(self.list)
        self.list.take_focus()
        self.fill(self._fill_list(entry.id if entry is not None else ""))

    def _fill_list(self, entry_id: str) -> Iterator[None]:
        yield
        self.list.catch_up(entry_id)
        yield
        if entry_id:
            yield from self.list.entry_in_pieces(entry_id)
        self.on_placed()

    def _stay(self) -> None:
        """What was about to be opened gives way to where somebody goes now."""
        if self.is_filling:
            self.stop_filling()
            self._is_placed, self._wanted = True, None

    def on_placed(self) -> None:
        """Another entry is open; remember it when things are calm."""
        if self._is_placed:
            self._place_pause.start()

    def on_place_due(self) -> None:
        """Keep where the list was left."""
        self._place_pause.stop()
        if not self._is_placed or self.presenter.person != self.ws.session.me:
            return
        current = self.deck.current()
        entry_id = self.list.entry_id if self._is_list() else (current.id if current else "")
        self.presenter.remember(f"{self.mode.choice}|{self.deck.deck.key}|{entry_id}")

    def on_find(self) -> None:
        """Ctrl+F: search in the list."""
        self._stay()
        self.sheets.close()
        if not self._is_list():
            self._to_list()
        self.list.focus_search()

    # --- answers

    def on_answered(self, entry_id: str) -> None:
        """An answer is another now."""
        self.list.on_answered(entry_id)
        self.deck.refresh()

    def on_undo(self) -> None:
        """Ctrl+Z: the last answer as it was."""
        self.flush_fields()
        self.presenter.undo()

    def on_undone(self, entry_id: str) -> None:
        """Show where the answer was taken back."""
        entry = self.presenter.catalogue.find(entry_id)
        if entry is None:
            return
        if self._is_list():
            self.list.show_entry(entry_id)
        elif self.deck.current() != entry:
            key = self.deck.deck.key
            stays = entry in self.deck.deck.entries
            self.deck.show_deck(key if stays else entry.category, entry_id)
            self.deck.take_focus()

    def _title_of(self, entry_id: str) -> str:
        entry = self.presenter.catalogue.find(entry_id)
        return entry.title if entry else ""

    def on_added(self, entry_id: str) -> None:
        """A new entry is there: open it once it was read."""
        self.stop_filling()
        self.sheets.close()
        self._wanted = ActivityId(entry_id)
        self._is_placed = False

    def on_sheet_closed(self) -> None:
        """Back to what it lay over."""
        self._show(LIST if self._is_list() else CARDS)
        self._take_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is low, the sentence under the title makes room."""
        super().resizeEvent(event)
        low = event.size().height() < self.ws.design.px(LOW)
        self.header.show_subtitle("" if low else self._subtitle())
