"""Decks: cards in their order, and the card that comes after the last one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.models.catalogue import CatalogueEntry
from app.models.list_rows import STARTER, RowIndex
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.buttons import primary, quiet, secondary
from app.ui.kit.flow import Column, Flow, clear_layout
from app.ui.kit.labels import soft, title
from app.ui.my_list.entry_acts import EntryActs
from app.ui.page_id import PageId
from app.ui.wording import fill


@dataclass(frozen=True)
class Deck:
    """Entries under a name; `following` is the key and title of the next deck, None for the last."""

    key: str
    title: str
    entries: tuple[CatalogueEntry, ...]
    following: tuple[str, str] | None = None


def deck_titles(index: RowIndex) -> list[tuple[str, str]]:
    """Key and title of each deck: the starter deck, then the categories that are asked here."""
    starter = QCoreApplication.translate("Deck", "Starter deck")
    return [(STARTER, starter), *((category.id, category.title) for category in index.asked_categories)]


def deck_of(index: RowIndex, key: str) -> Deck:
    """The deck of a key; the starter deck where there is none."""
    titles = deck_titles(index)
    at = next((at for at, (each, _title) in enumerate(titles) if each == key), 0)
    found, name = titles[at]
    entries = index.starter() if found == STARTER else index.entries_of(found)
    return Deck(found, name, entries, titles[at + 1] if at + 1 < len(titles) else None)


class DeckEnd(Column):
    """What a deck says after its last card, and where to go from there."""

    list_wanted = Signal()
    reading_list_wanted = Signal()
    deck_wanted = Signal(str)

    def __init__(self, design: Design, acts: EntryActs) -> None:
        super().__init__(spacing=Space.M)
        self._design, self._acts = design, acts
        self._first: QWidget | None = None
        self._said: tuple[object, ...] = ()

    def show_end(self, deck: Deck, *, for_two: bool, to_read: int = 0) -> None:
        """Say that the deck is finished. `to_read`: how many entries are on the reading list."""
        said = (deck.key, deck.title, deck.following, bool(deck.entries), for_two, to_read)
        if said == self._said:
            return
        self._said = said
        clear_layout(self.body)
        starter = deck.key == STARTER
        finished = fill(self.tr("You have reached the end of “{deck}”"), deck=deck.title)
        self.add(title(self.tr("You have reached the end of the starter deck") if starter else finished))
        self.add(soft(self._what_next(deck, for_two=for_two)))
        actions = []
        if for_two and starter:
            share = partial(self._acts.go, PageId.SHARE)
            actions.append(primary(self._design, self.tr("What I would share"), share, icon="eye"))
        if deck.following is not None:
            key, name = deck.following
            words = fill(self.tr("Continue with “{deck}”"), deck=name)
            actions.append(secondary(self._design, words, lambda: self.deck_wanted.emit(key)))
        if to_read:
            words = fill(self.tr("My reading list ({count})"), count=to_read)
            actions.append(secondary(self._design, words, self.reading_list_wanted.emit, icon="book-open"))
        make = secondary if actions else primary
        actions.append(make(self._design, self.tr("The whole list"), self.list_wanted.emit, icon="list-bullets"))
        if starter:
            actions.append(quiet(self._design, self.tr("Choose packs"), self._acts.choose_packs, icon="stack"))
        self._first = actions[0]
        self.add(Flow(*actions))

    def _what_next(self, deck: Deck, *, for_two: bool) -> str:
        if not deck.entries and deck.key == STARTER:
            return self.tr("All of its cards are in packs or categories that you have hidden.")
        if not deck.entries:
            return self.tr("There is nothing in it yet. You can add something of your own in the whole list.")
        if for_two and deck.key == STARTER:
            return self.tr(
                "You can now look at exactly what would be shared, or continue answering for as long as you like."
            )
        return self.tr("Continue for as long as you like. Everything is saved, and you can change it at any time.")

    def take_focus(self) -> None:
        """Put the keyboard on the first way to go on."""
        if self._first is not None:
            self._first.setFocus(Qt.FocusReason.TabFocusReason)
