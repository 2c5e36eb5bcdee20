"""The screen *For my therapist*: put a sheet together from one's own, look at it, save or print it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.models.therapist import TherapistSheet
from app.ui.design.tokens import Space
from app.ui.export.page_output import PageOutput
from app.ui.export.preview import Preview
from app.ui.kit.buttons import primary, quiet, secondary
from app.ui.kit.flow import column_in, row
from app.ui.kit.header import PageHeader
from app.ui.kit.labels import soft
from app.ui.kit.narrow import NarrowSwitch
from app.ui.kit.notice import Notice
from app.ui.kit.progress import Busy
from app.ui.kit.scroll import StickyPanel
from app.ui.kit.tab_order import set_tab_order
from app.ui.page import Page
from app.ui.therapist.cards import AnswersCard, CheckInsCard, EntriesCard, PrintCard, SheetCard, WordsCard
from app.ui.therapist.presenter import TherapistPresenter
from app.ui.workspace import Workspace

NARROW = 780


class TherapistPage(Page):
    """One person's own; needs nobody's approval, and leaves no trace in what both see."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, parent)
        self.presenter = TherapistPresenter(ws, self)
        self.presenters = (self.presenter,)
        self._save = primary(ws.design, self.tr("Save as PDF…"), self.on_save)
        self._print = secondary(ws.design, self.tr("Print…"), self.on_print, icon="printer")
        self._clear = quiet(ws.design, self.tr("Start over"), self.on_clear)
        told = self.tr("Your own sheet. Only what you choose is on it, and nobody else sees what you choose.")
        actions = (self._clear, self._print, self._save)
        self.body.addWidget(PageHeader(ws.design, self.tr("For my therapist"), told, actions))
        self._notice = Notice(ws.design)
        self.body.addWidget(self._notice)
        self._output = PageOutput(ws, self, self._notice)
        self._row = row(spacing=Space.L)
        self.body.addLayout(self._row)
        NarrowSwitch(ws.design, self, NARROW, self._row)
        self._cards: list[SheetCard] = []
        self._built = False
        self.fill(self._build())
        presenter = self.presenter
        presenter.loaded.connect(self._on_loaded)
        presenter.making.connect(lambda: self._set_ready(False))
        presenter.made.connect(self._on_made)
        presenter.failed.connect(self._on_failed)

    def _build(self) -> Iterator[None]:
        left, right = QWidget(self), QWidget(self)
        assert self.scroller is not None
        column = column_in(left, Space.L)
        self._row.addWidget(left, 1)
        self._build_right(right)
        # What is chosen far below shows on the page at once.
        self._row.addWidget(StickyPanel(right, self.scroller), 1)
        yield
        design = self.ws.design
        self.words = WordsCard(design, self.ws.texts.therapist_questions)
        yield from self._add(column, self.words)
        self.answers = AnswersCard(design)
        yield from self._add(column, self.answers)
        self.entries = EntriesCard(design, self.presenter.today)
        self.entries.searched.connect(self.presenter.find_entries)
        self.presenter.entries_found.connect(self.entries.show_rows)
        yield from self._add(column, self.entries)
        self.check_ins = CheckInsCard(design)
        yield from self._add(column, self.check_ins)
        self.printing = PrintCard(design, self.ws.partner)
        yield from self._add(column, self.printing)
        column.addStretch(1)
        # What is chosen comes before the page that is made of it.
        set_tab_order(self.printing.last, *self.preview.stops)
        self._built = True
        yield from self._show_in_pieces()

    def _add(self, column: QVBoxLayout, card: SheetCard) -> Iterator[None]:
        card.changed.connect(self._on_changed_sheet)
        column.addWidget(card)
        card.show()
        self._cards.append(card)
        yield

    def _build_right(self, right: QWidget) -> None:
        column = column_in(right, Space.S)
        self._busy = Busy(self.ws.design)
        self.preview = Preview(self.ws)
        column.addWidget(self._busy)
        column.addWidget(self.preview)
        told = self.tr("A saved file is not encrypted, and paper can be found. Keep both where you want them.")
        column.addWidget(soft(told))

    def activate(self, argument: object = None) -> None:
        """Read the sheet and what it could bring."""
        self._notice.clear()
        self._set_ready(self.presenter.result is not None)
        self.presenter.reload()
        self.presenter.find_entries("")

    def flush(self) -> None:
        """Keep what was typed and chosen, now."""
        if self._built:
            self.words.commit()
            self.printing.commit()
        self.presenter.keep()

    def on_save(self) -> None:
        """Choose a place, then make the file."""
        self.flush()
        presenter = self.presenter
        self._output.save(lambda done: presenter.when_made(lambda: presenter.render(done)))

    def on_print(self) -> None:
        """Ask the system where to print."""
        self.flush()
        self.presenter.when_made(self._on_print_ready)

    def _on_print_ready(self) -> None:
        result = self.presenter.result
        if result is not None:
            self._output.print(self.presenter.render, result.pictures)

    def on_clear(self) -> None:
        """An empty sheet; what was on it can be brought back."""
        before = self.presenter.sheet
        self._change(TherapistSheet())
        self.ws.toast(self.tr("The sheet is empty again"), lambda: self._change(before))

    def _change(self, sheet: TherapistSheet) -> None:
        self.presenter.change(sheet)
        self._show()

    def _on_changed_sheet(self, sheet: object) -> None:
        if isinstance(sheet, TherapistSheet):
            self._change(sheet)

    def _on_loaded(self) -> None:
        if self._built:
            self.fill(self._show_in_pieces())

    def _show(self) -> None:
        """Show the sheet at once: a choice answers within the same turn."""
        for _piece in self._show_in_pieces():
            pass

    def _show_in_pieces(self) -> Iterator[None]:
        view = self.presenter.view
        if view is None or not self._built:
            return
        # Each card shows the sheet of its own turn: something may have been chosen in between.
        self.words.show_sheet(self.presenter.sheet)
        yield
        self.answers.show_sheet(self.presenter.sheet, view.can_bring)
        yield
        self.entries.show_sheet(self.presenter.sheet)
        yield
        yield from self.check_ins.show_sheet(self.presenter.sheet, view.can_bring.dimensions)
        yield
        self.printing.show_sheet(self.presenter.sheet)
        self._clear.setEnabled(self.presenter.sheet != TherapistSheet())
        yield

    def _on_made(self) -> None:
        self._set_ready(True)
        result = self.presenter.result
        if result is not None:
            self.preview.show_pictures(result.pictures)

    def _set_ready(self, ready: bool) -> None:
        self._save.setEnabled(ready)
        self._print.setEnabled(ready)
        if ready:
            self._busy.stop()
        else:
            self._busy.start(self.tr("Making the pages…"))

    def _on_failed(self, error: Exception) -> None:
        self._busy.stop()
        self._output.on_failed(error)
