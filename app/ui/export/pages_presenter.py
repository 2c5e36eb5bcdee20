"""Makes printable pages on the pages lane: their preview, and the file when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.assets import load
from app.errors import NotReady
from app.export.page import PagePart, PrintablePage, page_digest
from app.export.page_words import PageWords
from app.export.redact import PageChoices, redact, removables
from app.export.render import NoteKind, Rendered, boxes_on, notes_before, render_pdf, render_preview
from app.ui.presenter import Presenter
from app.ui.workspace import Workspace

CALM_MS = 250
"""How long after a choice the pages are made again."""


@dataclass(frozen=True)
class MadePages:
    """Pages as they would be printed, with their pictures and everything that can still be left out of them.

    `notes`: what should be known before they are approved, saved or printed.
    """

    page: PrintablePage
    notes: tuple[NoteKind, ...]
    digest: str
    removable: Mapping[str, str]
    sections: tuple[tuple[PagePart, str], ...]
    pictures: tuple[bytes, ...]


class PagesPresenter(Presenter):
    """Holds the pages that were made last."""

    making = Signal()
    made = Signal()

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(ws, parent)
        self._words = load(PageWords)
        self.result: MadePages | None = None
        self._turn = 0

    @property
    def may_be_saved(self) -> bool:
        """Whether the pages may be saved and printed."""
        return self.result is not None

    def make_pages(
        self, lay_out: Callable[[], PrintablePage], choices: PageChoices, done: Callable[[], object]
    ) -> None:
        """Make the pages without what is left out, then call `done`; only the latest call has a result."""
        self._turn += 1
        turn = self._turn

        def work() -> MadePages:
            whole = lay_out()
            page = redact(whole, choices)
            page = page.evolve(boxes=boxes_on(page))
            sections = tuple((section.id, section.title) for section in whole.sections)
            notes, pictures = notes_before(page), render_preview(page)
            return MadePages(page, notes, page_digest(page), removables(whole), sections, pictures)

        def show(result: MadePages) -> None:
            if turn == self._turn:
                self.result = result
                self.made.emit()
                done()

        self.making.emit()
        self._ws.pages(work, show, self.failed.emit, owner=self)

    def on_given_out(self) -> None:
        """The pages were saved or printed."""

    def render(self, done: Callable[[Rendered], object]) -> None:
        """Make the file for `done`. Fails with `NotReady` while it may not be saved."""
        result = self.result
        if result is None or not self.may_be_saved:
            self.failed.emit(NotReady("approval"))
        else:
            self._ws.pages(lambda: render_pdf(result.page), done, self.failed.emit, owner=self)
