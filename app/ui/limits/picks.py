"""Picking up to three things for tonight, which a scene then starts from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal

from app.models.catalogue import Catalogue
from app.models.limits import SharedItem
from app.models.person import Person
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.buttons import primary, quiet
from app.ui.kit.check_list import CheckList
from app.ui.kit.flow import button_row
from app.ui.kit.keyboard import KeyActs
from app.ui.kit.labels import Label, soft
from app.ui.kit.surfaces import Card
from app.ui.terms import ceiling_phrase, entry_title, pairing_words
from app.ui.wording import dotted, fill

MOST_PICKED = 3


class PickCard(Card):
    """What both are open to, with a box each; a pick is nobody's yes."""

    done = Signal(object)
    """The items that were picked."""
    closed = Signal()

    def __init__(
        self, design: Design, catalogue: Catalogue, people: Sequence[Person], items: Sequence[SharedItem]
    ) -> None:
        super().__init__(design, spacing=Space.L)
        self._items: dict[str, SharedItem] = {item.id: item for item in items}
        self._picked: list[str] = []
        name = self.tr("Pick up to three for tonight")
        self.heading: Label = self.add_header(name, "path")
        self.add(
            soft(self.tr("This is everything you are both open to. Picking is not a yes; it only starts an outline."))
        )
        self._rows = [(item.id, _words(catalogue, people, item)) for item in items]
        self.list = self.add(CheckList(design, name, rows=10))
        self.list.ticked.connect(self.on_ticked)
        self._state = self.add(soft())
        self.outline = primary(design, self.tr("Outline a scene with these"), self._on_done, "arrow-right")
        self.add(button_row(self.outline, quiet(design, self.tr("Not now"), self.closed.emit)))
        KeyActs(self, {Qt.Key.Key_Escape: self.closed.emit})
        self._show()

    def on_ticked(self, key: str, on: bool) -> None:
        """Pick it, unless three are picked, or take it back."""
        if on and len(self._picked) < MOST_PICKED:
            self._picked.append(key)
        elif not on:
            self._picked.remove(key)
        self._show()

    def _show(self) -> None:
        self.list.show_rows(self._rows, self._picked)
        words = self.tr("{number} of {most} picked.")
        if not self._picked:
            words = self.tr("Nothing is picked yet.")
        elif len(self._picked) == MOST_PICKED:
            words = self.tr("{number} of {most} picked. To change one, untick it first.")
        self._state.setText(fill(words, number=len(self._picked), most=MOST_PICKED) if self._picked else words)
        self.outline.setEnabled(bool(self._picked))

    def _on_done(self) -> None:
        self.done.emit(tuple(self._items[key] for key in self._picked))


def _words(catalogue: Catalogue, people: Sequence[Person], item: SharedItem) -> str:
    entry = catalogue.find(item.pairing.activity_id)
    sides = pairing_words(entry, item.pairing, people) if item.pairing.active is not None else ""
    return dotted(entry_title(catalogue, item.pairing.activity_id), sides, ceiling_phrase(item.ceiling))
