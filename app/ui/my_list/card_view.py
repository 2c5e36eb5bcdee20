"""The open entry as a card; while cards are shown one at a time, its deck is around it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from app.models.base import PersonId
from app.models.catalogue import CatalogueEntry
from app.models.list_place import ListMode
from app.models.list_rows import STARTER, is_asked
from app.models.sealing import AFTERCARE_CATEGORY
from app.ui.design.design import Design
from app.ui.design.tokens import Size, Space
from app.ui.kit.buttons import end_line, primary, quiet, secondary
from app.ui.kit.controls import ComboBox
from app.ui.kit.flow import Column, add_to, boxed, filling, holds_focus, row
from app.ui.kit.keyboard import KeyFilter
from app.ui.kit.labels import body, caption
from app.ui.kit.progress import ProgressLine
from app.ui.kit.scroll import ScrollPage
from app.ui.kit.surfaces import Card, Pill
from app.ui.my_list.card_keys import STEPS, CardKeys
from app.ui.my_list.deck import Deck, DeckEnd, deck_of, deck_titles
from app.ui.my_list.editor import AnswerEditor
from app.ui.my_list.entry_acts import EntryActs
from app.ui.my_list.legend import StanceLegend
from app.ui.my_list.presenter import MyListPresenter
from app.ui.wording import fill


class CardView(ScrollPage):
    """Holds the one editor; a digit answers and goes on, arrows, *Next* and *Back* move through the deck.

    In list mode it is the pane beside the rows: it shows the entry that they choose and no deck.
    """

    placed = Signal()
    """A different card is shown."""
    step_wanted = Signal(int)
    """In list mode: on to the next row, or back to the one before."""

    def __init__(self, design: Design, presenter: MyListPresenter, acts: EntryActs, parent: QWidget) -> None:
        super().__init__(design, top=Space.NONE, parent=parent)
        self._presenter = presenter
        self.deck = Deck(STARTER, "", ())
        self.at = 0
        self.card = Card(design)
        self.editor = AnswerEditor(design, presenter, acts, self.card)
        self.end = DeckEnd(design, acts)
        self.legend = StanceLegend(design)
        self._explained_to: PersonId | None = None
        self.keys = CardKeys(self.editor, self.step, self.move_by)

    # --- building

    def build(self) -> Iterator[None]:
        """Make the widgets, in pieces."""
        self._build_deck_line()
        yield
        self._build_card()
        yield from self.editor.build()
        self._build_moves()
        self.body.addStretch(1)
        self.editor.take_keys(self.keys.take, self.keys.take_in_conditions)
        self.end.deck_wanted.connect(self.on_deck_picked)
        self._presenter.answered.connect(self.refresh)
        self.show_mode(ListMode.CARDS)

    def _build_deck_line(self) -> None:
        self.decks = ComboBox(self._design, self.tr("Deck"), self.on_deck_picked)
        self.progress = ProgressLine(self.tr("How far you are in this deck"))
        self._count = caption()
        self._count.setWordWrap(False)
        head = boxed(row(self.decks, None, self._count))
        self._deck_line = Column(head, self.progress, spacing=Space.S)
        self._first_words = body(
            self.tr("This is the starter deck: one key gives an answer, and you can skip any card. It begins gently.")
        )
        add_to(self.body, self._first_words, self._deck_line)

    def _build_card(self) -> None:
        self._category = Pill(self._design)
        self._top = boxed(row(self._category, None, end_line(self.legend.toggle)))
        self.card.add_all(self._top, self.legend, self.editor, self.end)
        self._peek = QFrame()
        self._peek.setObjectName("peek")
        self._peek.setFixedHeight(Size.PEEK)
        below = boxed(row(self._peek))
        below.setContentsMargins(Space.L, 0, Space.L, 0)
        self.body.addWidget(Column(self.card, below))

    def _build_moves(self) -> None:
        self.back = secondary(self._design, self.tr("Back"), lambda: self.move_by(-1), icon="arrow-left")
        self.skip = quiet(self._design, self.tr("Skip"), lambda: self.move_by(1))
        self.next = primary(self._design, self.tr("Next"), lambda: self.move_by(1))
        for button in (self.back, self.skip, self.next):
            # Arrows move between cards, not from button to button.
            KeyFilter(button, lambda event: event.key() in STEPS and self.keys.take_move(event))
        self._key_words = caption()
        self._key_words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._moves = boxed(row(self.back, self._key_words, self.skip, self.next))
        self.body.addWidget(self._moves)

    def show_inside(self, widget: QWidget) -> None:
        """Scroll to a widget; if that cuts what is above the card, the card begins at the top."""
        super().show_inside(widget)
        inside, bar = self.widget(), self.verticalScrollBar()
        top = 0 if inside is None else self.card.mapTo(inside, QPoint()).y() - Space.S
        if 0 < bar.value() < top:
            bar.setValue(top)

    # --- what it shows

    @property
    def entry(self) -> CatalogueEntry | None:
        """The entry that is shown; None after the last card, and where no row is chosen."""
        return self.editor.entry

    def show_mode(self, mode: ListMode) -> None:
        """Show the deck around the card, or the card alone."""
        self.keys.is_deck = mode is ListMode.CARDS
        for part in (self._deck_line, self._moves, self._peek):
            part.setVisible(self.keys.is_deck)
        self._first_words.setVisible(self.keys.is_deck and self._is_first_turn)

    def show_entry(self, entry: CatalogueEntry | None) -> None:
        """Show an entry alone, or nothing, from its beginning unless the keyboard is in it."""
        self._explain()
        self._bind(entry)
        self.card.setVisible(entry is not None)
        if not holds_focus(self.card):
            self.to_top()

    def hide_card(self) -> None:
        """Show no card until the next one is shown; the keyboard does not go on to what is below it."""
        if holds_focus(self.card):
            self.window().focusWidget().clearFocus()
        self.card.setVisible(False)

    def show_deck(self, key: str, entry_id: str = "", *, first_open: bool = False) -> None:
        """Open a deck at an entry, else at its first open one or at the beginning."""
        index = self._presenter.index
        self.deck = deck_of(index, key)
        start = self._presenter.first_open(self.deck.entries) if first_open else 0
        at = next((at for at, entry in enumerate(self.deck.entries) if entry.id == entry_id), start)
        self.decks.show_options(deck_titles(index), self.deck.key)
        self._explain()
        self.show_card(at)

    def _explain(self) -> None:
        """Explain the answers to whoever has given none yet."""
        if self._explained_to != self._presenter.person:
            self._explained_to = self._presenter.person
            self.legend.show_partner(self._presenter.partner_name)
            self.legend.show_open(not self._presenter.has_answered)

    @property
    def _is_first_turn(self) -> bool:
        return self.deck.key == STARTER and not self._presenter.has_answered

    def reload_deck(self) -> None:
        """The catalogue changed: stay on the current card if it still exists."""
        current = self.entry
        self.show_deck(self.deck.key, current.id if current is not None else "", first_open=current is None)

    def show_in_deck(self, entry: CatalogueEntry | None) -> None:
        """Show an entry in the current deck if it is in it, else in the deck of its category."""
        if entry is None or entry.category == AFTERCARE_CATEGORY:
            self.reload_deck()
            return
        deck = deck_of(self._presenter.index, self.deck.key)
        is_in_it = entry.id in {each.id for each in deck.entries}
        self.show_deck(deck.key if is_in_it else entry.category, entry.id)

    def show_card(self, at: int) -> None:
        """Show the card of a place; the place after the last is the end of the deck."""
        self.at = at
        self._first_words.setVisible(self._is_first_turn)
        entries = self.deck.entries
        place = fill(self.tr("{place} of {all}"), place=at + 1, all=len(entries))
        self._count.setText(place if at < len(entries) else "")
        if at >= len(entries):
            to_read = len(self._presenter.reading_list)
            self.end.show_end(self.deck, for_two=self._presenter.is_for_two, to_read=to_read)
        self._bind(entries[at] if at < len(entries) else None)
        self.card.setVisible(True)

    def _bind(self, entry: CatalogueEntry | None) -> None:
        self.keys.stop()
        is_other = entry is None or self.entry is None or entry.id != self.entry.id
        if is_other:
            self._leave()
        with filling(self.card):
            if entry is not None:
                category = self._presenter.category(entry.category)
                self._category.show_pill(category.title if category else "")
                self.editor.show_entry(entry)
            else:
                self.editor.clear()
            self._top.setVisible(entry is not None)
            self.editor.setVisible(entry is not None)
            self.end.setVisible(entry is None)
            self.legend.show_card(takes_stances=bool(self.editor.sides))
            self.refresh_moves()
        if is_other:
            self.to_top()
            self.placed.emit()

    def _leave(self) -> None:
        self.editor.flush()
        if self.entry is not None:
            self.legend.leave_card()
        if holds_focus(self.card):
            self.window().focusWidget().clearFocus()

    def refresh(self) -> None:
        """Show what is kept now of the entry that is open."""
        self.editor.refresh()
        self.refresh_moves()

    def refresh_moves(self) -> None:
        """Show the progress, and which ways there are to go."""
        entry, entries = self.entry, self.deck.entries
        self.progress.show_progress(min(self.at + 1, len(entries)), len(entries))
        self._peek.setVisible(self.keys.is_deck and self.at + 1 < len(entries))
        self.back.setVisible(self.at > 0)
        self.next.setVisible(entry is not None)
        words = self.tr("Keys: 1 – 7 answer and go on, E answers both ways, Backspace goes back")
        self._key_words.setText(words if self.editor.sides else "")
        self.skip.setVisible(entry is not None and is_asked(entry) and not self._presenter.is_begun(entry))

    def clear(self) -> None:
        """A different person may look next: keep nothing of the last one."""
        self.keys.stop()
        self._explained_to = None
        self.editor.clear()
        self.deck, self.at = Deck(STARTER, "", ()), 0
        self.decks.show_options(())
        self.hide_card()

    # --- moving

    def on_deck_picked(self, key: object) -> None:
        """Open a different deck at its first open card."""
        self.show_deck(str(key), first_open=True)
        self.take_focus()

    def move_by(self, step: int, *, at_end: bool = False) -> None:
        """Go on or back in the deck."""
        if 0 <= self.at + step <= len(self.deck.entries):
            self.show_card(self.at + step)
            self.take_focus(at_end=at_end)

    def step(self, step: int) -> None:
        """On to the next card or row, or back to the last side of the one before."""
        if self.keys.is_deck:
            self.move_by(step, at_end=step < 0)
        else:
            self.step_wanted.emit(step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that nothing else took mean the card."""
        if not (self.keys.take(event) or self.keys.take_move(event)):
            super().keyPressEvent(event)

    def take_focus(self, *, at_end: bool = False) -> None:
        """Put the keyboard where an answer is given, or on the next step."""
        if self.editor.asks_something:
            self.editor.take_focus(at_end=at_end)
        elif self.entry is not None:
            self.next.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.end.take_focus()
