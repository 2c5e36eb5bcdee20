"""The screen *My list*: one card at a time, or everything as a list. Only its owner sees it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.models.answer import Stance
from app.models.list_place import ListMode, ListPlace
from app.models.list_rows import STARTER
from app.models.sealing import AFTERCARE_CATEGORY
from app.ui.design.tokens import Pause
from app.ui.kit.flow import holds_focus
from app.ui.kit.keyboard import hear
from app.ui.kit.segments import Segments
from app.ui.my_list.agreed_notice import AgreedNotice
from app.ui.my_list.entry_acts import EntryActs
from app.ui.my_list.list_view import ListView
from app.ui.my_list.presenter import MyListPresenter
from app.ui.page import HeadedPage
from app.ui.page_id import NEED, PREPARE, TO_READ, PageId
from app.ui.tasks import PAUSE
from app.ui.timer import single_shot
from app.ui.workspace import Workspace


class MyListPage(HeadedPage):
    """Cards or list under one header; what is written about an entry is laid over them."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, parent)
        self.presenter = MyListPresenter(ws, self)
        self._wanted: object = None
        self._is_placed = self._was_passed_on = False
        self._place_pause = single_shot(self, Pause.SAVE, self.on_place_due)
        self._build_head()
        self.fill(self._build())

    def _build_head(self) -> None:
        modes = [
            (ListMode.CARDS, self.tr("One at a time"), "cards"),
            (ListMode.LIST, self.tr("As a list"), "list-bullets"),
        ]
        self.mode = Segments(self.ws.design, "", modes, name=self.tr("How to show it"))
        subtitle = self.tr("Only you see this.") if self.ws.is_solo else self.ws.texts.notices.alone_first
        self.build_head(self.tr("My list"), subtitle, (self.mode,))
        self.agreed = AgreedNotice(self.ws, self.notice, self._title_of, self)
        self.stack = QStackedWidget()
        self.stack.hide()
        self.acts = EntryActs(self.ws, self.presenter, self.stack, self)
        self.put(self.stack)

    def _build(self) -> Iterator[object]:
        yield PAUSE
        self.list = ListView(self.ws.design, self.presenter, self.acts, self.stack)
        self.cards = self.list.cards
        yield from self.list.build()
        self.stack.addWidget(self.list)
        self._connect()
        yield PAUSE
        self.stack.show()

    def _connect(self) -> None:
        self.follow(self.presenter, self.on_loaded)
        self.presenter.undone.connect(self.on_undone)
        self.presenter.agreed.connect(self.agreed.ask)
        self.acts.failed.connect(self.notice.show_error)
        self.acts.added.connect(self.on_added)
        self.mode.chosen.connect(self.on_mode)
        self.cards.placed.connect(self.on_placed)
        self.cards.end.list_wanted.connect(lambda: self.on_mode(ListMode.LIST))
        self.cards.end.reading_list_wanted.connect(self.on_reading_list)
        self.acts.closed.connect(self.on_sheet_closed)
        self.acts.list_wanted.connect(self.on_bring_list)
        hear(self, QKeySequence.StandardKey.Find, self.on_find)

    # --- coming and going

    def activate(self, argument: object = None) -> None:
        """Read the list again and open what was asked for, else where it was left."""
        self._wanted = argument
        if argument is not None:
            self._is_placed = False
        self.acts.close()
        self.presenter.reload()

    def flush(self) -> None:
        """Write what is being typed, and where the list was left."""
        self.cards.editor.flush()
        self.on_place_due()

    def on_presence_changed(self) -> None:
        """A different person may be looking: nothing of the last one may stay."""
        if self.ws.session.me == self.presenter.person:
            return
        self._place_pause.stop()
        self._is_placed = False
        self.acts.close()
        self.notice.clear()
        self.presenter.clear()
        self.list.clear()
        self.presenter.reload()

    def on_loaded(self) -> None:
        """Show what was read."""
        had_focus = not self._is_placed or holds_focus(self.stack)
        self.cards.editor.flush()
        if not self._is_placed:
            self._open_wanted()
            self._is_placed = True
            self.on_placed()
        else:
            self.list.reload()
            if not self._is_list():
                self.cards.reload_deck()
        prepares, self._wanted = self._wanted == PREPARE, None
        if prepares and self.presenter.has_answered and not self._was_passed_on:
            self._was_passed_on = True  # on the way back, the list stays
            self.go(PageId.SHARE)
        elif had_focus and not self.acts.is_open:
            self._take_focus()

    def _open_wanted(self) -> None:
        self.list.reload()
        entry = self.presenter.catalogue.find(str(self._wanted)) if self._wanted is not None else None
        if entry is not None:
            is_apart = entry.is_hidden(self.presenter.left_out) or entry.category == AFTERCARE_CATEGORY
            mode, deck = ListMode.LIST if is_apart else ListMode.CARDS, STARTER if entry.starter else entry.category
            self._open_place(ListPlace(mode=mode, deck=deck, entry_id=entry.id))
        elif str(self._wanted).startswith(NEED):
            self._show_list("")
            self.list.show_need(str(self._wanted).removeprefix(NEED))
        elif self._wanted == TO_READ:
            self._show_reading_list()
        else:
            place = None if self._wanted in (STARTER, PREPARE) else self.presenter.place
            self._open_place(place or ListPlace())

    def _open_place(self, place: ListPlace) -> None:
        if place.mode is ListMode.LIST:
            self._show_list(place.entry_id)
        else:
            self._show(ListMode.CARDS)
            self.cards.show_deck(place.deck, place.entry_id, first_open=True)

    def _show(self, mode: ListMode) -> None:
        self.stop_filling()
        self.mode.show_choice(mode)
        self.list.show_mode(mode)

    def _show_list(self, entry_id: str) -> None:
        self._show(ListMode.LIST)
        self.fill(self._open_rows(entry_id))

    def _show_reading_list(self) -> None:
        self.list.narrow_to(Stance.MORE_FIRST)
        self._show_list("")

    def on_reading_list(self) -> None:
        """Show only what is to be read about before it is answered."""
        self.acts.close()
        self._show_reading_list()
        self._take_focus()

    def _open_rows(self, entry_id: str) -> Iterator[object]:
        yield from self.list.open_rows(entry_id)
        self.on_placed()

    def _is_list(self) -> bool:
        return self.mode.choice is ListMode.LIST

    def _take_focus(self) -> None:
        (self.list if self._is_list() else self.cards).take_focus()

    # --- where the list is

    def on_mode(self, mode: object) -> None:
        """Show cards or the list; the same entry stays open."""
        self.acts.close()
        entry = self.cards.entry
        if mode is ListMode.LIST:
            self._show_list(entry.id if entry is not None else "")
        else:
            self._show(ListMode.CARDS)
            self.cards.show_in_deck(entry)
            self.on_placed()
        self._take_focus()

    def on_placed(self) -> None:
        """A different entry is open; remember it when things are calm."""
        if self._is_placed:
            self._place_pause.start()

    def on_place_due(self) -> None:
        """Keep where the list was left."""
        self._place_pause.stop()
        if self._is_placed and self.presenter.person == self.ws.session.me:
            entry = self.cards.entry
            mode = ListMode.LIST if self._is_list() else ListMode.CARDS
            self.presenter.remember(
                ListPlace(mode=mode, deck=self.cards.deck.key, entry_id=entry.id if entry is not None else "")
            )

    def on_bring_list(self) -> None:
        """Bring in a list from elsewhere; that is rare, so its dialog is imported only now."""
        self.cards.editor.flush()
        source = "app.ui.my_list.import_dialog:ListImportDialog"
        self.ws.load(source, lambda kind: self.ws.prompts.show(kind(self.ws, self)), owner=self)

    def on_find(self) -> None:
        """Ctrl+F: search in the list."""
        self.acts.close()
        if not self._is_list():
            self.on_mode(ListMode.LIST)
        self.list.focus_search()

    # --- answers

    def undo(self) -> bool:
        """Put the last answer back as it was."""
        self.cards.editor.flush()
        return self.presenter.undo()

    def on_undone(self, entry_id: str) -> None:
        """Show where the answer was taken back."""
        entry = self.presenter.catalogue.find(entry_id)
        if entry is None:
            return
        if self._is_list():
            self.list.show_entry(entry_id)
        elif self.cards.entry != entry:
            self.cards.show_in_deck(entry)
            self.cards.take_focus()

    def _title_of(self, entry_id: str) -> str:
        entry = self.presenter.catalogue.find(entry_id)
        return entry.title if entry else ""

    def on_added(self, entry_id: str) -> None:
        """A new entry was added: open it once it is read."""
        self.acts.close()
        self._wanted = entry_id
        self._is_placed = False

    def on_sheet_closed(self) -> None:
        """Go back to what the sheet lay over."""
        self.stack.setCurrentWidget(self.list)
        self._take_focus()
