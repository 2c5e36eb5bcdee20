"""One card at a time: a deck, where one is in it, and what comes after its last card."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.models.catalogue import CatalogueEntry
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.buttons import primary, quiet, secondary
from app.ui.kit.controls import ComboBox
from app.ui.kit.flow import Flow
from app.ui.kit.labels import caption, soft, title
from app.ui.kit.pill import Pill
from app.ui.kit.progress import ProgressLine
from app.ui.kit.scroll import ScrollPage
from app.ui.my_list.editor import AnswerEditor
from app.ui.my_list.entry_card import EntryCard
from app.ui.my_list.presenter import MyListPresenter
from app.ui.my_list.rows import CARE, STARTER, is_asked

_MOVES = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}


@dataclass(frozen=True)
class Deck:
    """Cards in their order, under a name."""

    key: str
    name: str
    entries: tuple[CatalogueEntry, ...]


class DeckView(ScrollPage):
    """Shows one entry; arrows, *Next* and *Back* move; the end of a deck is a card of its own."""

    placed = Signal()
    """Another card is shown."""
    asked = Signal(str, str)
    """What else is wanted of an entry: (what, entry id)."""
    share_wanted = Signal()
    list_wanted = Signal()

    def __init__(self, design: Design, presenter: MyListPresenter, parent: QWidget | None = None) -> None:
        super().__init__(design, margin=Space.NONE, parent=parent)
        self._presenter = presenter
        self._pending: Iterator[None] = iter(())
        self.deck = Deck(STARTER, "", ())
        self.at = 0
        self._end_first: QWidget | None = None
        self._build_top()
        self.card = EntryCard(design, presenter)
        self.body.addWidget(self.card)
        self._build_moves()
        self.body.addStretch(1)

    def _build_top(self) -> None:
        self.decks = ComboBox(self._design, self.tr("Deck"))
        self.decks.picked.connect(self.on_deck_picked)
        self.progress = ProgressLine(self._design, self.tr("How far you are in this deck"))
        line = QHBoxLayout()
        line.setSpacing(Space.L)
        line.addWidget(self.decks)
        line.addWidget(self.progress, 1)
        self.body.addLayout(line)

    def _build_moves(self) -> None:
        self.back = secondary(self._design, self.tr("Back"), lambda: self.move_by(-1), icon="arrow-left")
        self.skip = quiet(self._design, self.tr("Skip"), lambda: self.move_by(1))
        self.next = primary(self._design, self.tr("Next"), lambda: self.move_by(1))
        for button in (self.back, self.skip, self.next):
            button.installEventFilter(self)
        self._keys = caption()
        self._keys.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        line = QHBoxLayout()
        line.setSpacing(Space.S)
        line.addWidget(self.back)
        line.addWidget(self._keys, 1)
        line.addWidget(self.skip)
        line.addWidget(self.next)
        self.body.addLayout(line)

    @property
    def editor(self) -> AnswerEditor | None:
        """The editor of the card that is shown."""
        return self.card.editor

    # --- decks

    def deck_options(self) -> list[tuple[str, str]]:
        """What can be gone through: the starter deck, then each category that is asked here."""
        categories = [category for category in self._presenter.index.categories if category.id != CARE]
        return [(STARTER, self.tr("Starter deck"))] + [(category.id, category.title) for category in categories]

    def _deck(self, key: str) -> Deck:
        options = dict(self.deck_options())
        key = key if key in options else STARTER
        index = self._presenter.index
        entries = index.starter() if key == STARTER else index.entries_of(key)
        return Deck(key, options[key], entries)

    def show_deck(self, key: str, entry_id: str = "", *, first_open: bool = False) -> None:
        """Open a deck at an entry, at its first open one, or at the beginning."""
        for _ in self.deck_in_pieces(key, entry_id, first_open=first_open):
            pass

    def deck_in_pieces(self, key: str, entry_id: str = "", *, first_open: bool = False) -> Iterator[None]:
        """The same, piece by piece; what is opened meanwhile ends it."""
        self.deck = self._deck(key)
        ids = [entry.id for entry in self.deck.entries]
        if entry_id in ids:
            at = list(ids).index(entry_id)  # type: ignore[arg-type]
        else:
            at = self._presenter.first_open(self.deck.entries) if first_open else 0
        self.decks.show_options(self.deck_options(), self.deck.key)
        yield from self._card_in_pieces(at)

    def reload(self) -> Iterator[None]:
        """The catalogue is another; stay, piece by piece, where one is as well as that goes."""
        current = self.current()
        return self.deck_in_pieces(self.deck.key, current.id if current else "", first_open=current is None)

    def on_deck_picked(self, key: object) -> None:
        """Another deck: from its first open card."""
        self.flush()
        self.show_deck(str(key), first_open=True)
        self.take_focus()

    # --- cards

    def current(self) -> CatalogueEntry | None:
        """The entry that is shown; None on the last card."""
        return self.deck.entries[self.at] if 0 <= self.at < len(self.deck.entries) else None

    def move_by(self, step: int) -> None:
        """Go on or back; what is being written is kept first."""
        at = self.at + step
        if 0 <= at <= len(self.deck.entries):
            self.flush()
            self._finish()
            if self.editor is not None:
                self.editor.on_key = self._on_key_between
            self._pending = self._moved(at)
            self._presenter.in_pieces(self._pending, self)

    def _moved(self, at: int) -> Iterator[None]:
        yield from self._card_in_pieces(at)
        if self.at == at and (self.editor is None or self.editor.entry == self.current()):
            self.take_focus()

    def _finish(self) -> None:
        for _ in self._pending:
            pass

    def _on_key_between(self, event: QKeyEvent) -> bool:
        # Typed ahead, for the card that is on its way.
        self._finish()
        self._take_key(event)
        return True

    def show_card(self, at: int) -> None:
        """Show the card of a place; the place after the last is the end of the deck."""
        for _ in self._card_in_pieces(at):
            pass

    def _card_in_pieces(self, at: int) -> Iterator[None]:
        self.at = at
        self._end_first = None
        entry = self.current()
        if entry is None:
            self.card.clear()
            self._show_end()
            self._show_place()
        else:
            shown = entry
            yield from self.card.show_entry(entry, lambda: self._top(shown), self._on_ready)

    def _show_place(self) -> None:
        self.refresh_moves()
        self.to_top()
        self.placed.emit()

    def _top(self, entry: CatalogueEntry) -> QHBoxLayout:
        category = self._presenter.category(entry.category)
        count = caption(
            self.tr("{0} of {1}").replace("{0}", str(self.at + 1)).replace("{1}", str(len(self.deck.entries)))
        )
        count.setWordWrap(False)
        top = QHBoxLayout()
        top.addWidget(Pill(self._design, category.title if category else ""))
        top.addStretch(1)
        top.addWidget(count)
        return top

    def _on_ready(self, editor: AnswerEditor) -> None:
        editor.take_arrows()
        editor.moved.connect(self.move_by)
        editor.asked.connect(lambda what, name=editor.entry.id: self.asked.emit(what, name))
        self._show_place()

    def _show_end(self) -> None:
        starter = self.deck.key == STARTER
        words = (
            self.tr("That was the starter deck") if starter else self.tr("That was {0}").replace("{0}", self.deck.name)
        )
        self.card.add(title(words))
        self.card.add(soft(self._what_next()))
        two = self._presenter.is_for_two
        actions = Flow()
        if two and starter:
            actions.add(primary(self._design, self.tr("What I would share"), self.share_wanted.emit, icon="eye"))
        following = self._following()
        if following is not None:
            words = self.tr("Go on with {0}").replace("{0}", following[1])
            actions.add(secondary(self._design, words, lambda: self._go_on(following[0])))
        make = secondary if (two and starter) or following is not None else primary
        actions.add(make(self._design, self.tr("The whole list"), self.list_wanted.emit, icon="list-bullets"))
        self.card.add(actions)
        first = actions.flow.itemAt(0)
        self._end_first = first.widget() if first is not None else None

    def _what_next(self) -> str:
        if not self.deck.entries:
            return self.tr("Nothing is in it yet. You can add something of your own in the whole list.")
        if self._presenter.is_for_two and self.deck.key == STARTER:
            return self.tr(
                "You can look at exactly what would be shared now, or go on answering for as long as you like."
            )
        return self.tr("Go on for as long as you like. Everything is kept, and you can change it at any time.")

    def _following(self) -> tuple[str, str] | None:
        options = self.deck_options()
        at = next((at for at, (key, _) in enumerate(options) if key == self.deck.key), 0)
        return options[at + 1] if at + 1 < len(options) else None

    def _go_on(self, key: str) -> None:
        self.show_deck(key, first_open=True)
        self.take_focus()

    def refresh(self) -> None:
        """Show what is kept now of the card that is open."""
        if self.editor is not None:
            self.editor.refresh()
        self.refresh_moves()

    def refresh_moves(self) -> None:
        """Progress, and which ways there are to go."""
        entry, entries = self.current(), self.deck.entries
        asked = [each for each in entries if is_asked(each)]
        self.progress.show_progress(sum(1 for each in asked if self._presenter.is_begun(each)), len(asked))
        self.back.setVisible(self.at > 0)
        self.next.setVisible(entry is not None)
        by_key = entry is not None and self.editor is not None and bool(self.editor.sides)
        words = self.tr("Keys 1 – 6 choose, 0 does not apply, arrows move, N adds a note")
        self._keys.setText(words if by_key else "")
        self.skip.setVisible(entry is not None and is_asked(entry) and not self._presenter.is_begun(entry))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that nothing else took mean the card, wherever the focus is."""
        if not self._take_key(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows on *Next* and *Back* move between cards, not from button to button."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return event.key() in _MOVES and self._take_key(event)
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        editor = self.editor
        if editor is not None and editor.sides:
            return editor.handle_key(event) or editor.current_side().bar.handle_key(event)
        if event.key() in _MOVES:
            self.move_by(_MOVES[Qt.Key(event.key())])
            return True
        return False

    def take_focus(self) -> None:
        """Put the keyboard where an answer is given, or on the next step."""
        if self.editor is not None and (self.editor.sides or self.editor.words is not None):
            self.editor.take_focus()
        elif self.editor is not None:
            self.next.setFocus(Qt.FocusReason.TabFocusReason)
        elif self._end_first is not None:
            self._end_first.setFocus(Qt.FocusReason.TabFocusReason)

    def flush(self) -> None:
        """Keep what is being written."""
        if self.editor is not None:
            self.editor.flush()
