"""The two ways a finished page leaves: a file that is chosen, or the system's print dialog; and what is told of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from app.errors import AccordError
from app.export.page import FILE_NAME
from app.export.render import NoteKind, Rendered
from app.ui.export.output import print_pages, write_file
from app.ui.kit.notice import Notice, NoticeTone
from app.ui.wording import WordTable
from app.ui.workspace import Workspace

Make = Callable[[Callable[[Rendered], object]], object]
"""Makes the PDF on the pages lane and hands it on."""

_tr = partial(QCoreApplication.translate, "PageOutput")


class PageOutput(QObject):
    """Belongs to the page whose notice it speaks through."""

    def __init__(self, ws: Workspace, page: QWidget, notice: Notice) -> None:
        super().__init__(page)
        self._ws, self._page, self._notice = ws, page, notice

    def save(self, make: Make) -> None:
        """Choose a place, then make the file."""

        def chosen(to: Path | None) -> None:
            if to is not None:
                make(lambda rendered: self._write(to, rendered))

        self._ws.prompts.choose_file(
            self.tr("Save as PDF"), chosen, save=True, suggested=FILE_NAME, filters=self.tr("PDF (*.pdf)")
        )

    def print(self, make: Make, pictures: Sequence[bytes]) -> None:
        """Make the file, then ask the system where to print."""

        def ready(rendered: Rendered) -> None:
            try:
                printed = print_pages(self._page, rendered.data, pictures)
            except AccordError as error:
                self.on_failed(error)
                return
            if printed:
                self._notice.show_notice(self.tr("Handed to the printer"), tone=NoticeTone.SUCCESS)

        make(ready)

    def on_failed(self, error: Exception) -> None:
        """Say what did not work."""
        self._notice.show_error(error)

    def _write(self, to: Path, rendered: Rendered) -> None:
        def saved(_none: object) -> None:
            self._notice.show_notice(self.tr("Saved"), " ".join(self._told(rendered)), NoticeTone.SUCCESS)

        self._ws.pages(lambda: write_file(to, rendered.data), saved, self.on_failed, owner=self)

    def _told(self, rendered: Rendered) -> list[str]:
        told = [self.tr("The file is where you chose. It is not encrypted.")]
        return [*told, *(note_words(note.kind) for note in rendered.notes)]


note_words = WordTable(
    "PageOutput",
    {
        NoteKind.SHOWN_BY_CODE: "Some characters that cannot be seen are shown by a sign of their own.",
        NoteKind.MISSING_GLYPH: (
            "Some letters are in no font here and show as boxes, so the whole accessibility standard is not kept."
        ),
        NoteKind.NOT_STANDARD: "It can be read aloud, but does not keep the whole accessibility standard.",
    },
)
"""What should be known about a file that was made."""
