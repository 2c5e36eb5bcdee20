"""Around the answers of an entry: what there is to read first, and what can be done with it as a whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from app.models.catalogue import CatalogueEntry
from app.models.library import ReadingText
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.buttons import Button, quiet
from app.ui.kit.flow import Column, Flow
from app.ui.kit.labels import caption
from app.ui.my_list.entry_acts import EntryActs
from app.ui.my_list.presenter import MyListPresenter


class TextsToRead(Column):
    """Titles of texts, each of which opens it."""

    def __init__(self, design: Design, read: Callable[[str], object]) -> None:
        """`read` opens the text of an id."""
        super().__init__(spacing=Space.XS)
        self._design, self._read = design, read
        self._ids: list[str] = []
        self._buttons: list[Button] = []
        self.add(caption(self.tr("Read before you answer")))
        self._links = self.add(Flow(spacing=Space.XS))

    def show_texts(self, texts: Sequence[ReadingText]) -> None:
        """Show these titles; their buttons are used again for the next entry."""
        self._ids = [text.id for text in texts]
        while len(self._buttons) < len(texts):
            self._buttons.append(self._links.add(self._button(len(self._buttons))))
        for number, button in enumerate(self._buttons):
            button.setVisible(number < len(texts))
            if number < len(texts):
                button.show_text(texts[number].title)

    def _button(self, number: int) -> Button:
        button = quiet(self._design, "", lambda: self._read(self._ids[number]), "book-open")
        button.set_compact()
        return button


class ShowsEntry(Protocol):
    """The editor above it."""

    @property
    def entry(self) -> CatalogueEntry | None:
        """The entry that is shown."""

    def flush(self) -> None:
        """Keep what is being written."""


class EntryFoot(Column):
    """History, rewording, offering, deleting and waking, as far as the entry allows each."""

    def __init__(self, design: Design, presenter: MyListPresenter, acts: EntryActs, editor: ShowsEntry) -> None:
        super().__init__(spacing=Space.M)
        self._design, self._presenter, self._editor = design, presenter, editor
        self._buttons = self.add(Flow(spacing=Space.XS))
        self._history = self._act(self.tr("How this changed"), acts.show_history, "clock-counter-clockwise")
        self._reword = self._act(self.tr("Reword"), acts.reword, "pencil-simple")
        self._offer = self._act(self.tr("Offer to our list"), acts.offer, "share-network")
        self._delete = self._act(self.tr("Delete"), acts.delete, "trash")
        self._take_off = self._act(self.tr("Take off our list"), acts.take_off, "arrow-u-up-left")
        self._wake = self._act(self.tr("Bring it back"), acts.wake, "arrow-counter-clockwise")
        rests = self.tr("It rests because you set it aside: nobody can propose it until you bring it back.")
        self._rests = self.add(caption(rests))
        self._shared = self.add(caption(self.tr("On our list: you can both read its title and description.")))

    def _act(self, words: str, act: Callable[[CatalogueEntry], object], icon: str) -> Button:
        def clicked() -> None:
            self._editor.flush()
            if self._editor.entry is not None:
                act(self._editor.entry)

        button = self._buttons.add(quiet(self._design, words, clicked, icon))
        button.set_compact()
        return button

    def show_entry(self, entry: CatalogueEntry, *, has_history: bool) -> None:
        """Offer what the entry allows."""
        private = entry.own and entry.id not in self._presenter.offered
        mine = self._presenter.is_offered_by_me(entry)
        self._history.setVisible(has_history)
        self._reword.setVisible(private or mine)
        self._offer.setVisible(private and self._presenter.is_for_two)
        self._delete.setVisible(private)
        self._take_off.setVisible(mine and not private)
        self._shared.setVisible(entry.own and not private)
        for part in (self._wake, self._rests):
            part.setVisible(entry.id in self._presenter.resting)
