"""Decides what is on a person's own sheet, saves it while it is put together, and makes its pages."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.assets import load
from app.export.therapist import sheet_choices, therapist_page
from app.models.base import PersonId
from app.models.changes import ChangeKind
from app.models.check_in import CheckInTexts
from app.models.conversation import ConversationTexts, QuestionSetId
from app.models.journal import JournalQuery
from app.models.therapist import SheetMaterial, TherapistSheet
from app.services import therapist
from app.services.therapist import SheetView
from app.ui.export.pages_presenter import CALM_MS, PagesPresenter
from app.ui.local_zone import LOCAL
from app.ui.timer import single_shot
from app.ui.workspace import Workspace

MOST_ENTRIES = 100
"""How many entries are offered at once; older ones are found by searching."""


class TherapistPresenter(PagesPresenter):
    """Holds one person's sheet and everything it can contain."""

    kinds = (
        ChangeKind.THERAPIST,
        ChangeKind.PREPARED,
        ChangeKind.JOURNAL,
        ChangeKind.CHECK_INS,
        ChangeKind.ANSWERS,
        ChangeKind.TERMS,
        ChangeKind.ENTRIES,
        ChangeKind.INCIDENTS,
        ChangeKind.CONVERSATIONS,
    )
    entries_found = Signal(object)

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(ws, parent)
        self._check_ins = load(CheckInTexts)
        self._asked = load(ConversationTexts).sets[QuestionSetId.FIRST].questions
        self.view: SheetView | None = None
        self.sheet = TherapistSheet()
        self._kept = TherapistSheet()
        self._made_of: TherapistSheet | None = None
        """The sheet that the pages show."""
        self._on_page: SheetMaterial | None = None
        self._person: PersonId | None = None
        self._waiting: Callable[[], object] | None = None
        self._calm = single_shot(self, CALM_MS, self.keep)
        self.failed.connect(self._give_up)

    def reload(self) -> None:
        """Read the sheet and what it could contain."""
        kept, me = self._kept, self._ws.me

        def done(view: SheetView) -> None:
            self._person = me
            # Choices made since the read began win: they are being saved, or were saved after it.
            fresh = self.view is None or self.sheet == self._kept == kept
            self.view = view
            if fresh:
                self.sheet = self._kept = view.sheet
            self.loaded.emit()
            self._make()

        people, base = self._ws.session.people, self._ws.catalogue
        built_in, today, asked = self._check_ins.dimensions, self._ws.today, self._asked
        self.read(
            lambda uow: therapist.sheet_view(
                uow, person=me, people=people, base=base, built_in=built_in, today=today, zone=LOCAL, asked=asked
            ),
            done,
        )

    def change(self, sheet: TherapistSheet) -> None:
        """Change the sheet; it is saved and its pages are made again in a moment."""
        if sheet != self.sheet:
            self.sheet = sheet
            self._calm.start()

    def keep(self) -> None:
        """Save the sheet now if it changed, then make its pages again."""
        self._calm.stop()
        # Not `ws.me`: while the partner joins, no private space may be shown any more.
        person = self._person
        if self.sheet == self._kept or person is None:
            return
        self._kept = sheet = self.sheet
        self._ws.write(
            person,
            lambda uow: therapist.save_sheet(uow, person=person, sheet=sheet),
            by=self,
            done=lambda _changes: self.reload(),
            failed=self.failed.emit,
        )

    def find_entries(self, words: str) -> None:
        """Find journal entries to bring; without words, the newest."""
        query = JournalQuery(words=words)
        self.read_own(
            lambda uow, me: therapist.entries_to_bring(uow, person=me, query=query, most=MOST_ENTRIES),
            self.entries_found.emit,
        )

    def when_made(self, then: Callable[[], object]) -> None:
        """Call `then` once the pages show the latest choices, so that nothing taken out is still in the file."""
        self._waiting = then
        self.keep()
        self._go_on()

    def on_given_out(self) -> None:
        """The next time, what is new since now can be told."""
        today, material = self._ws.today, self._on_page
        if material is not None:
            self.write_own(lambda uow, me: therapist.note_seen(uow, person=me, today=today, material=material))

    def _give_up(self, _error: object) -> None:
        self._waiting = None

    def _go_on(self) -> None:
        then = self._waiting
        if then is not None and self._made_of == self.sheet:
            self._waiting = None
            then()

    def _make(self) -> None:
        view = self.view
        if view is None:
            return
        texts, words, typical = self._ws.texts, self._words, self._check_ins.typical

        def done() -> None:
            self._made_of, self._on_page = view.sheet, view.material
            self._go_on()

        self.make_pages(
            lambda: therapist_page(
                view.material, texts=texts, words=words, typical=typical, zone=LOCAL, since=view.since
            ),
            sheet_choices(view.material, my_partner=self.tr("my partner")),
            done,
        )
