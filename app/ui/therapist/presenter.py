"""Decides what is on one's own sheet, keeps it as it is put together, and makes its pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, Signal

from app.assets import load_check_in_texts
from app.export.page import PrintablePage
from app.export.page_words import load_words
from app.export.redact import redact
from app.export.render import Rendered, render_pdf, render_preview
from app.export.therapist import sheet_choices, therapist_page
from app.models.base import PersonId
from app.models.changes import ChangeKind
from app.models.journal import JournalQuery
from app.models.therapist import TherapistSheet
from app.services import therapist
from app.services.therapist import SheetView
from app.ui.local_zone import LOCAL
from app.ui.presenter import Presenter
from app.ui.timer import single_shot
from app.ui.workspace import Workspace

CALM_MS = 250
ROWS = 100
"""How many entries are offered at once; a search finds the others."""


@dataclass(frozen=True)
class MadeSheet:
    """The sheet as it would be printed."""

    sheet: TherapistSheet
    page: PrintablePage
    pictures: tuple[bytes, ...]


class TherapistPresenter(Presenter):
    """Turns the sheet into pages."""

    kinds = (
        ChangeKind.THERAPIST,
        ChangeKind.JOURNAL,
        ChangeKind.CHECK_INS,
        ChangeKind.ANSWERS,
        ChangeKind.TERMS,
        ChangeKind.ENTRIES,
    )
    making = Signal()
    made = Signal()
    entries_found = Signal(object)

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(ws, parent)
        self._words = load_words()
        self._check_ins = load_check_in_texts()
        self.view: SheetView | None = None
        self.sheet = TherapistSheet()
        self.result: MadeSheet | None = None
        self._kept = TherapistSheet()
        self._person: PersonId | None = None
        self._turn = 0
        self._waiting: Callable[[], object] | None = None
        self._calm = single_shot(self, CALM_MS, self.keep)
        self.failed.connect(self._give_up)

    def today(self) -> date:
        """The local day."""
        return self._ws.clock().astimezone(LOCAL).date()

    def reload(self) -> None:
        """Read the sheet and what it could contain."""
        kept, me = self._kept, self._ws.me

        def done(view: SheetView) -> None:
            self._person = me
            # What was chosen meanwhile is on its way to be kept, or is since this was read, and counts more.
            fresh = self.view is None or self.sheet == self._kept == kept
            self.view = view
            if fresh:
                self.sheet = self._kept = view.sheet
            self.loaded.emit()
            self._make()

        people, base, built_in, today = (
            self._ws.session.people,
            self._ws.catalogue,
            self._check_ins.dimensions,
            self.today(),
        )
        self.read(
            lambda uow: therapist.sheet_view(
                uow, person=me, people=people, base=base, built_in=built_in, today=today, zone=LOCAL
            ),
            done,
        )

    def change(self, sheet: TherapistSheet) -> None:
        """Choose something else; kept and made anew in a moment."""
        if sheet != self.sheet:
            self.sheet = sheet
            self._calm.start()

    def keep(self) -> None:
        """Keep what was chosen, now; the pages follow what was kept."""
        self._calm.stop()
        # The person it was read for: while somebody joins, nobody's private space may be shown any more.
        person = self._person
        if self.sheet == self._kept or person is None:
            return
        self._kept = self.sheet
        sheet = self.sheet
        self._ws.write(
            person,
            lambda uow: therapist.save_sheet(uow, person=person, sheet=sheet),
            by=self,
            done=lambda _changes: self.reload(),
            failed=self.failed.emit,
        )

    def find_entries(self, words: str) -> None:
        """Look for journal entries to bring; the newest where nothing is looked for."""
        me, query = self._ws.me, JournalQuery(words=words)
        self.read(
            lambda uow: therapist.entries_to_bring(uow, person=me, query=query, most=ROWS), self.entries_found.emit
        )

    def when_made(self, then: Callable[[], object]) -> None:
        """Go on once the pages show what is chosen now; nothing that was taken out may still be in the file."""
        self._waiting = then
        self.keep()
        self._go_on()

    def _give_up(self, _error: object) -> None:
        self._waiting = None

    def _go_on(self) -> None:
        then, result = self._waiting, self.result
        if then is not None and result is not None and result.sheet == self.sheet:
            self._waiting = None
            then()

    def render(self, done: Callable[[Rendered], object]) -> None:
        """Make the file and hand it on."""
        result = self.result
        if result is not None:
            self._ws.pages(lambda: render_pdf(result.page), done, self.failed.emit, owner=self)

    def _make(self) -> None:
        view = self.view
        if view is None:
            return
        self._turn += 1
        turn, texts, words, typical = self._turn, self._ws.texts, self._words, self._check_ins.typical
        my_partner = self.tr("my partner")

        def work() -> MadeSheet:
            whole = therapist_page(view.material, texts=texts, words=words, typical=typical, zone=LOCAL)
            page = redact(whole, sheet_choices(view.material, my_partner=my_partner))
            return MadeSheet(view.sheet, page, render_preview(page))

        def done(result: MadeSheet) -> None:
            if turn == self._turn:
                self.result = result
                self.made.emit()
                self._go_on()

        self.making.emit()
        self._ws.pages(work, done, self.failed.emit, owner=self)
