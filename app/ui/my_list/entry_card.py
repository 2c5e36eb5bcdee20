"""The card of one entry, which the next one replaces once it is built."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.models.catalogue import CatalogueEntry
from app.ui.design.design import Design
from app.ui.kit.flow import clear_layout
from app.ui.kit.surfaces import Card
from app.ui.my_list.editor import AnswerEditor
from app.ui.my_list.presenter import MyListPresenter


class EntryCard(Card):
    """Builds an editor in pieces, out of sight; until it stands, what was there before stays."""

    def __init__(self, design: Design, presenter: MyListPresenter) -> None:
        super().__init__(design)
        self._presenter = presenter
        self.editor: AnswerEditor | None = None
        self._next: AnswerEditor | None = None
        self._turn = 0

    def clear(self) -> None:
        """Nothing is shown, and what was being built is given up."""
        self._turn += 1
        self.editor = None
        self._give_up()
        clear_layout(self.body)

    def show_entry(
        self, entry: CatalogueEntry, top: Callable[[], QHBoxLayout | QWidget], ready: Callable[[AnswerEditor], object]
    ) -> Iterator[None]:
        """Show an entry under a `top` line; `ready` is called with its editor, unless another came in between."""
        self._turn += 1
        turn = self._turn
        self._give_up()
        # A child from the start: what moves in when it is built has all its styles worked out twice.
        editor = self._next = AnswerEditor(self._design, self._presenter, entry, self)
        for _ in editor.build():
            yield
            if turn != self._turn:
                return
        self._next = None
        self.clear()
        self.add(top())
        self.editor = editor
        self.add(editor)
        editor.show()
        ready(editor)

    def _give_up(self) -> None:
        if self._next is not None:
            self._next.deleteLater()
            self._next = None
