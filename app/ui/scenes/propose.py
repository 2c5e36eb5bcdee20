"""Proposing an activity: what is on the shared list first, and a search over everything."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QWidget

from app.models.base import PersonId
from app.models.catalogue import Catalogue, CatalogueKind
from app.models.limits import SharedItem
from app.models.opening import pairings_of
from app.models.pairing import Pairing
from app.services.drafts import DraftView
from app.ui.agreement.clause_view import reveal
from app.ui.agreement.clause_words import ClauseWriter
from app.ui.design.design import Design
from app.ui.design.tokens import Colour, Space
from app.ui.kit.buttons import quiet, secondary
from app.ui.kit.field import SearchField
from app.ui.kit.flow import button_row
from app.ui.kit.keyboard import KeyActs
from app.ui.kit.labels import soft
from app.ui.kit.surfaces import Card
from app.ui.terms import category_title, ceiling_phrase
from app.ui.wording import dotted

MOST_FOUND = 200
"""Maximum number of rows of a search."""
ROW, LEAST_ROWS, MOST_ROWS = 39, 3, 8
"""The height of a row at 100 % text, and how many are visible."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One row: a pairing with its words, or the heading of a group."""

    words: str
    title: str = ""
    pairing: Pairing | None = None


def offers(
    catalogue: Catalogue,
    shared: tuple[SharedItem, ...],
    taken: frozenset[Pairing],
    writer: ClauseWriter,
) -> tuple[Offer, ...]:
    """Proposals from the shared list, by category."""
    by_category: dict[str, list[Offer]] = {}
    for item in shared:
        entry = catalogue.find(item.pairing.activity_id)
        if entry is not None and item.may_be_proposed and item.pairing not in taken:
            words = dotted(entry.title, writer.who(item.pairing), ceiling_phrase(item.ceiling))
            by_category.setdefault(entry.category, []).append(Offer(words, entry.title, item.pairing))
    rows: list[Offer] = []
    for category in catalogue.categories:
        if category.id in by_category:
            rows.append(Offer(category_title(catalogue, category.id)))
            rows.extend(sorted(by_category[category.id], key=lambda offer: offer.words))
    return tuple(rows)


def search(
    catalogue: Catalogue,
    taken: frozenset[Pairing],
    people: tuple[PersonId, ...],
    text: str,
    writer: ClauseWriter,
) -> tuple[Offer, ...]:
    """Everything with the text in a name or its description; all rows look alike, whatever anybody answered."""
    wanted = text.casefold().strip()
    rows: list[Offer] = []
    for entry in catalogue.entries:
        words = "\n".join((entry.title, entry.description, *entry.aliases)).casefold()
        if entry.kind is not CatalogueKind.ACTIVITY or wanted not in words:
            continue
        for pairing in pairings_of(entry.id, entry.directions, (people[0], people[-1])):
            if pairing not in taken:
                rows.append(Offer(dotted(entry.title, writer.who(pairing)), entry.title, pairing))
        if len(rows) >= MOST_FOUND:
            break
    return tuple(rows)


class OfferList(QListView):
    """The list of offers; Enter and a double click choose."""

    chosen = Signal(object)
    """The Offer."""

    def __init__(self, design: Design, name: str) -> None:
        super().__init__()
        self._design = design
        self._offers: tuple[Offer, ...] = ()
        self.rows = QStandardItemModel(self)
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._on_chosen)

    def show_offers(self, found: tuple[Offer, ...]) -> None:
        """Show rows and select the first that can be chosen."""
        self._offers = found
        self.rows.clear()
        for offer in found:
            item = QStandardItem(offer.words.replace("\n", " "))
            if offer.pairing is None:
                font = item.font()
                font.setWeight(QFont.Weight.DemiBold)
                item.setFont(font)
                item.setForeground(self._design.colour(Colour.INK_SOFT))
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.rows.appendRow(item)
        self.setFixedHeight(self._design.px(ROW * max(LEAST_ROWS, min(len(found), MOST_ROWS))) + 2 * Space.S)
        first = next((n for n, offer in enumerate(found) if offer.pairing is not None), None)
        if first is not None:
            self.setCurrentIndex(self.rows.index(first, 0))

    @property
    def offers(self) -> tuple[Offer, ...]:
        """The rows on screen."""
        return self._offers

    def choose(self, row: int) -> None:
        """Choose a row."""
        if 0 <= row < len(self._offers) and self._offers[row].pairing is not None:
            self.chosen.emit(self._offers[row])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def _on_chosen(self, index: QModelIndex | QPersistentModelIndex) -> None:
        self.choose(index.row())


class ProposePanel(Card):
    """Picks an activity; a refusal is shown by the list of proposals."""

    chosen = Signal(object)
    closed = Signal()
    limits_wanted = Signal()

    def __init__(self, design: Design, people: tuple[PersonId, ...]) -> None:
        super().__init__(design)
        self._people = people
        self._view: DraftView | None = None
        self._writer: ClauseWriter | None = None
        self.add_header(self.tr("Propose an activity"), "plus")
        self.field = self.add(SearchField(design, self.tr("Search everything")))
        self.field.searched.connect(self._on_searched)
        self.field.returnPressed.connect(self._on_return)
        self._empty = self.add(soft(""))
        self.list = self.add(OfferList(design, self.tr("Activities to propose")))
        self.list.chosen.connect(self.chosen)
        KeyActs(self, {Qt.Key.Key_Escape: self.close_panel})
        KeyActs(self.field, {Qt.Key.Key_Down: lambda: self.list.setFocus(Qt.FocusReason.OtherFocusReason)})
        self._limits = quiet(design, self.tr("Go to Limits"), self.limits_wanted.emit)
        self.add(button_row(secondary(design, self.tr("Propose"), self._on_return), self._limits, self._close(design)))

    def _close(self, design: Design) -> QWidget:
        return quiet(design, self.tr("Close"), self.close_panel)

    def show_view(self, view: DraftView, writer: ClauseWriter) -> None:
        """Offer what is on the shared list now."""
        self._view, self._writer = view, writer
        self._on_searched(self.field.text())

    def open(self) -> None:
        """Open the panel with an empty search."""
        self.field.clear()
        self._on_searched("")
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        reveal(self)

    def close_panel(self) -> None:
        """Close the panel."""
        self.hide()
        self.closed.emit()

    def _on_searched(self, text: str) -> None:
        view, writer = self._view, self._writer
        if view is None or writer is None:
            return
        taken = frozenset(item.pairing for item in view.draft.items)
        if text.strip():
            found = search(view.catalogue, taken, self._people, text, writer)
            nothing = self.tr("Nothing has that name.")
        else:
            found = offers(view.catalogue, view.shared, taken, writer)
            nothing = self.tr(
                "There is nothing more on your shared list. First open answers together, or talk one through."
            )
        self.list.show_offers(found)
        self.list.setVisible(bool(found))
        self._empty.setText(nothing)
        self._empty.setVisible(not found)

    def _on_return(self) -> None:
        self.list.choose(self.list.currentIndex().row())
