"""The screen *For my therapist*: put a sheet together from own material, preview, save or print it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.export.render import Rendered
from app.models.therapist import SheetMaterial, TherapistSheet
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.export.print_page import PrintPage
from app.ui.kit.buttons import quiet
from app.ui.kit.check_list import CheckList
from app.ui.kit.flow import button_row, column_in
from app.ui.kit.labels import caption
from app.ui.page_id import PageId
from app.ui.therapist.cards import (
    AnswersCard,
    CheckInsCard,
    EntriesCard,
    IncidentsCard,
    SheetCard,
    WordsCard,
)
from app.ui.therapist.presenter import TherapistPresenter
from app.ui.therapist.print_card import PrintCard
from app.ui.workspace import Workspace

ROWS = 6


class FirstTalkCard(SheetCard):
    """Which own answers are on the sheet; hidden without any."""

    def __init__(self, design: Design) -> None:
        super().__init__(design, self.tr("From the first conversation"), "chats-circle")
        self.list = CheckList(design, self.tr("My answers in the first conversation"), rows=ROWS)
        self.list.ticked.connect(self._on_ticked)
        self.add(caption(self.tr("Your own answers, shared or not. Only what you tick.")))
        self.add(self.list)

    def show_sheet(self, sheet: TherapistSheet, can_bring: SheetMaterial) -> Iterator[None]:
        """Show what can be brought, with what is on the sheet ticked."""
        self.sheet = sheet
        self.list.show_rows([(told.question_id, told.question) for told in can_bring.told], set(sheet.told))
        self.setVisible(bool(can_bring.told))
        yield

    def _on_ticked(self, key: str, on: bool) -> None:
        self.change(told=self.sheet.told | {key} if on else self.sheet.told - {key})


C = TypeVar("C", bound=SheetCard)


class TherapistPage(PrintPage):
    """A person's own sheet; it needs no approval and leaves no trace in the shared space."""

    presenter: TherapistPresenter

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, parent)
        self.presenter = TherapistPresenter(ws, self)
        self._clear = quiet(ws.design, self.tr("Start over"), self.on_clear)
        told = self.tr("Your own sheet. Only what you choose is on it, and nobody else sees what you choose.")
        self.build_frame(self.tr("For my therapist"), told, self._clear)
        self._built = False
        self.fill(self._build())
        self.presenter.loaded.connect(self._on_loaded)

    def _build(self) -> Iterator[None]:
        left, right = QWidget(self), QWidget(self)
        column = column_in(left, Space.L)
        self.build_preview(right)
        self.build_sides(left, right)
        yield
        design = self.ws.design
        self.words = self._add(column, WordsCard(design, self.ws.texts.therapist_questions))
        self.words.prepared_wanted.connect(lambda: self.go(PageId.PREPARED))
        yield
        self.answers = self._add(column, AnswersCard(design))
        yield
        self.told = self._add(column, FirstTalkCard(design))
        yield
        self.entries = self._add(column, EntriesCard(self.ws))
        self.entries.searched.connect(self.presenter.find_entries)
        self.presenter.entries_found.connect(self.entries.show_rows)
        yield
        self.check_ins = self._add(column, CheckInsCard(design))
        yield
        self.incidents = self._add(column, IncidentsCard(design, self.ws.today))
        self.incidents.hide()
        yield
        printing = PrintCard(design, self.ws.partner)
        yield
        self.printing = self._add(column, printing)
        yield
        told = (self.words, self.answers, self.told, self.entries)
        self._cards = (*told, self.check_ins, self.incidents, self.printing)
        self.finding = quiet(design, self.tr("Finding a therapist"), lambda: self.go(PageId.READING, "therapist"))
        self.for_them = quiet(
            design, self.tr("A text for the therapist"), lambda: self.go(PageId.READING, "for_the_therapist")
        )
        column.addWidget(button_row(self.finding, self.for_them))
        column.addStretch(1)
        self._built = True
        yield from self._show_in_pieces()

    def _add(self, column: QVBoxLayout, card: C) -> C:
        card.changed.connect(self._change)
        column.addWidget(card)
        card.show()
        return card

    def activate(self, argument: object = None) -> None:
        """Read the sheet and what can be brought."""
        self.notice.clear()
        self.show_may_save()
        self.presenter.reload()
        self.presenter.find_entries("")

    def flush(self) -> None:
        """Save what was typed and chosen."""
        if self._built:
            self.words.commit()
            self.printing.commit()
        self.presenter.keep()

    def on_save(self) -> None:
        """Take what was typed, choose a place, then make the file."""
        self.flush()
        super().on_save()

    def make_file(self, done: Callable[[Rendered], object]) -> None:
        """Make the file once the pages show the latest choices."""
        self.presenter.when_made(lambda: self.presenter.render(done))

    def on_print(self) -> None:
        """Take what was typed, then ask the system where to print."""
        self.flush()
        self.presenter.when_made(super().on_print)

    def on_clear(self) -> None:
        """Empty the sheet, with undo."""
        before = self.presenter.sheet
        self._change(TherapistSheet())
        self.ws.toast(self.tr("The sheet is empty again"), lambda: self._change(before))

    def _change(self, sheet: TherapistSheet) -> None:
        self.presenter.change(sheet)
        # The whole sheet is shown now, so that a choice takes effect in the same turn of the event loop.
        for _piece in self._show_in_pieces():
            pass

    def _on_loaded(self) -> None:
        if self._built:
            self.fill(self._show_in_pieces())

    def _show_in_pieces(self) -> Iterator[None]:
        view = self.presenter.view
        if view is None or not self._built:
            return
        # Read the sheet again for each card: something may have been chosen between the pieces.
        for card in self._cards:
            yield from card.show_sheet(self.presenter.sheet, view.can_bring)
        self.printing.changes.setVisible(view.since is not None)
        self._clear.setVisible(self.presenter.sheet != TherapistSheet())
        yield
