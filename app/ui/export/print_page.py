"""What the screens that make pages share: a preview beside the choices, saving, printing, and a notice about both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import AccordError
from app.export.page import PDF_FILE_NAME
from app.export.render import MOST_BOXES_NAMED, Rendered, load_fonts
from app.services.saving import save_page
from app.ui.design.tokens import Size, Space
from app.ui.export.output import Printed, note_words, print_pages
from app.ui.export.pages_presenter import PagesPresenter
from app.ui.export.preview import Preview
from app.ui.kit.buttons import Button, primary, secondary
from app.ui.kit.flow import Column, add_to, button_row, column_in, row
from app.ui.kit.labels import Reason, soft
from app.ui.kit.narrow import NarrowSwitch
from app.ui.kit.notice import Notice, NoticeTone
from app.ui.kit.progress import Busy
from app.ui.kit.scroll import StickyPanel, widest
from app.ui.page import Page
from app.ui.wording import fill
from app.ui.workspace import Workspace

NARROW = 1028
"""Below this width (at 100 % text) the preview is below the choices, as it could not be read beside them."""

# With the module, on its lane: it holds the interpreter, which no page being built has to wait for then.
load_fonts(system=False)


class PrintPage(Page):
    """A screen whose choices are at the left and whose pages are at the right, or below where there is no room."""

    presenter: PagesPresenter

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, parent, width=Size.PAGES)
        self._choices: QWidget | None = None
        self._save = primary(ws.design, self.tr("Save as PDF…"), self.on_save)
        self._print = secondary(ws.design, self.tr("Print…"), self.on_print, icon="printer")
        self._why = Reason(self._save, self._print)

    def build_frame(self, title: str, subtitle: str, *actions: Button, under: Sequence[QWidget] = ()) -> None:
        """Build the header, the notice and the place for both sides, and follow the presenter.

        `under`: what is below the buttons.
        """
        buttons = button_row(*actions, self._print, self._save, right=True)
        self.build_head(title, subtitle, (Column(buttons, self._why, *under, spacing=Space.XS),))
        self.header.turned.connect(lambda is_below: buttons.flow.align_right(not is_below))
        self.follow(self.presenter)
        self.presenter.making.connect(self._on_making)
        self.presenter.made.connect(self._on_made)
        self.presenter.failed.connect(lambda _error: self._busy.stop())
        self.sides = row(spacing=Space.XL)
        self.body.addLayout(self.sides)
        self._switch = NarrowSwitch(self.ws.design, self, NARROW, self.sides)
        self._switch.turned.connect(self._fit_choices)
        self.ws.design.changed.connect(self._fit_choices)

    def build_sides(self, choices: QWidget, right: QWidget) -> None:
        """Put the choices beside the preview, which stays in sight while choices far below are changed."""
        assert self.scroller is not None
        self._choices = choices
        self.sides.addWidget(choices)
        self.sides.addWidget(StickyPanel(right, self.scroller), 1)
        self._fit_choices()

    def _fit_choices(self) -> None:
        narrow, wide = self._switch.is_narrow, max(int(Size.CHOICES), self.ws.design.px(Size.CHOICES))
        if self._choices is not None:
            self._choices.setMinimumWidth(0 if narrow else wide)
            self._choices.setMaximumWidth(widest(self.ws.design, Size.PAGES) if narrow else wide)

    def build_preview(self, right: QWidget) -> QVBoxLayout:
        """Build the side with the pages; returns its column."""
        column = column_in(right, Space.S)
        self._busy = Busy(self.ws.design)
        self.warning = Notice(self.ws.design)
        self.preview = Preview(self.ws)
        told = self.tr("A saved file is not encrypted, and paper can be found. Keep both somewhere safe.")
        add_to(column, self._busy, self.warning, self.preview, soft(told))
        return column

    def _show_notes(self) -> None:
        """Say before the pages leave Accord what will be wrong with them."""
        result = self.presenter.result
        if result is None or not result.notes:
            self.warning.clear()
            return
        told = list(map(note_words, result.notes))
        if boxes := result.page.boxes:
            named = " ".join(boxes) + (" …" if len(boxes) >= MOST_BOXES_NAMED else "")
            told.append(fill(self.tr("They are: {characters}"), characters=named))
        self.warning.show_notice(self.tr("Before you print"), " ".join(told), NoticeTone.WARNING, closable=False)

    def _on_making(self) -> None:
        making = self.tr("Making the pages…")
        self._why.give(making)
        self._why.hide()  # it is said with an hourglass
        self._busy.start(making)

    def _on_made(self) -> None:
        self._busy.stop()
        self.show_may_save()
        self.show_made()

    def show_made(self) -> None:
        """Show the pages that were made."""
        self._show_notes()
        if self.presenter.result is not None:
            self.preview.show_pictures(self.presenter.result.pictures)

    def show_may_save(self) -> None:
        """Let the pages be saved and printed, or say why not."""
        self._why.give("" if self.presenter.may_be_saved else self.why_not())

    def why_not(self) -> str:
        """Why the pages cannot be saved or printed now."""
        return self.tr("There is no page yet.")

    def make_file(self, done: Callable[[Rendered], object]) -> None:
        """Make the file for `done`."""
        self.presenter.render(done)

    def on_save(self) -> None:
        """Choose a place, then make the file."""

        def chosen(to: Path | None) -> None:
            if to is not None:
                self.make_file(partial(self._write, to))

        self.ws.prompts.save_as(self.tr("Save as PDF"), PDF_FILE_NAME, chosen, filters=self.tr("PDF (*.pdf)"))

    def _write(self, to: Path, rendered: Rendered) -> None:
        def saved(_none: object) -> None:
            self._show_saved(rendered)

        self.ws.pages(lambda: save_page(to, rendered.data), saved, self.notice.show_error, owner=self)

    def _show_saved(self, rendered: Rendered) -> None:
        result = self.presenter.result
        known = result.notes if result is not None else ()
        told = [self.tr("The file is in the place you chose. It is not encrypted.")]
        told += [note_words(note) for note in rendered.notes if note not in known]
        self.notice.show_notice(self.tr("Saved"), " ".join(told), NoticeTone.SUCCESS)
        self.presenter.on_given_out()

    def on_print(self) -> None:
        """Make the file, then ask the system where to print."""
        if self.presenter.result is not None:
            self.make_file(partial(self._print_pages, self.presenter.result.pictures))

    def _print_pages(self, pictures: Sequence[bytes], rendered: Rendered) -> None:
        try:
            printed = print_pages(self, rendered.data, pictures)
            if printed is Printed.TO_FILE:
                self._show_saved(rendered)
            elif printed is Printed.ON_PAPER:
                self.notice.show_notice(self.tr("Sent to the printer"), tone=NoticeTone.SUCCESS)
                self.presenter.on_given_out()
        except AccordError as error:
            self.notice.show_error(error)
