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
from app.models.changes import ChangeKind, Changes
from app.models.journal import JournalQuery
from app.models.therapist import TherapistSheet
from app.services import therapist
from app.services.therapist import SheetView
from app.ui.local_zone import LOCAL
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


class TherapistPresenter(QObject):
    """The sheet in, pages out."""

    loaded = Signal()
    making = Signal()
    made = Signal()
    entries_found = Signal(object)
    failed = Signal(object)

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ws = ws
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

    def load(self) -> None:
        """Read the sheet and what it could bring."""
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

        self._ws.read(
            therapist.sheet_view,
            done,
            self.failed.emit,
            owner=self,
            person=me,
            people=self._ws.session.people,
            base=self._ws.catalogue,
            built_in=self._check_ins.dimensions,
            today=self.today(),
            zone=LOCAL,
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
        self._ws.write(person, therapist.save_sheet, None, self.failed.emit, person=person, sheet=self.sheet)

    def on_changed(self, changes: Changes, by: QObject | None = None) -> None:
        """Look again at what the sheet draws on."""
        if changes.touches(
            ChangeKind.THERAPIST,
            ChangeKind.JOURNAL,
            ChangeKind.CHECK_INS,
            ChangeKind.ANSWERS,
            ChangeKind.TERMS,
            ChangeKind.ENTRIES,
        ):
            self.load()

    def find_entries(self, words: str) -> None:
        """Look for journal entries to bring; the newest where nothing is looked for."""
        me = self._ws.me

        query = JournalQuery(words=words)
        self._ws.read(
            therapist.entries_to_bring,
            self.entries_found.emit,
            self.failed.emit,
            owner=self,
            person=me,
            query=query,
            most=ROWS,
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
