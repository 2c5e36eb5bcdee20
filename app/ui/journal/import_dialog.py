"""Bringing in a journal: choosing files, looking drafts through, and what was not understood."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.errors import WrongPassphrase
from app.models.journal import EntryKind
from app.models.journal_encoding import Encoding
from app.models.journal_incoming import IncomingEntry, ReadEntries
from app.services import journal_backup, journal_files
from app.services.importing import TakenBack
from app.services.journal_files import Imported
from app.services.long_work import LongWork
from app.services.units import UnitOfWork
from app.ui.journal.import_dates import ImportDates
from app.ui.journal.import_list import DraftList, DraftModel
from app.ui.journal.import_preview import ImportLetters, ImportPreview, ImportStart
from app.ui.journal.import_report import ReportStep, import_lines, report_lines
from app.ui.journal.import_steps import ImportSteps
from app.ui.kit.buttons import Button, primary, quiet, secondary
from app.ui.kit.notice import NoticeTone
from app.ui.wording import plural
from app.ui.workspace import Workspace

Compared = Callable[[tuple[bool, ...], tuple[IncomingEntry, ...]], object]


class ImportDialog(ImportSteps[Imported]):
    """Nothing comes in before the person has looked through it."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, self.tr("Import into my journal"), journal_files.take_back, parent)
        self.files: tuple[Path, ...] = ()
        self.found = ReadEntries()
        self.drafts = DraftModel((), ())
        self.list: DraftList | None = None
        self.act: Button | None = None
        self.preview: ImportPreview | None = None
        self._kind = EntryKind.REFLECTION
        self._encoding: Encoding | None = None
        self._is_redated = False
        self._back_to = self.show_start
        """Shows the step to go back to when work was stopped or failed."""
        self.show_start()

    # --- choosing

    def show_start(self) -> None:
        """Show what can be read, and the two ways to choose it."""
        self._back_to = self.show_start
        files = primary(self.design, self.tr("Choose files…"), self.on_files)
        folder = secondary(self.design, self.tr("Choose a folder…"), self.on_folder)
        self.show_step(ImportStart(self.design), (self.closing(self.tr("Cancel")), folder, files), low=True)
        files.setDefault(True)
        files.setFocus()

    def on_files(self) -> None:
        """Choose files."""
        self._encoding = None
        kinds = (
            self.tr("Journals and notes")
            + " (*.md *.markdown *.txt *.json *.yaml *.yml *.csv *.html *.htm *.zip *.age)"
        )
        every = self.tr("All files") + " (*)"
        chosen = self.asking(self._on_chosen)
        self.ws.prompts.choose_files(self.tr("Files to import"), chosen, filters=f"{kinds};;{every}")

    def on_folder(self) -> None:
        """Choose a folder."""
        self._encoding = None

        def chosen(folder: Path | None) -> None:
            self._on_chosen((folder,) if folder is not None else ())

        self.ws.prompts.choose_folder(self.tr("Folder to import"), self.asking(chosen))

    def _on_chosen(self, chosen: tuple[Path, ...]) -> None:
        if not chosen:
            return
        self.files, work = chosen, self.show_working(self.tr("Reading the files…"))

        def looked(is_backup: bool) -> None:
            if is_backup:
                self._ask_passphrase()
            else:
                self._read_files(work)

        self.ws.pages(lambda: journal_backup.wants_passphrase(chosen), looked, self.on_failed, owner=self)

    def _ask_passphrase(self) -> None:
        self.show_start()

        def given(words: str | None) -> None:
            if words:
                self._read_files(self.show_working(self.tr("Opening the backup…")), words)

        text = self.tr("The passphrase you chose when you made this backup.")
        self.ws.prompts.ask_passphrase(self.tr("Open the backup"), text, self.asking(given))

    def _read_files(self, work: LongWork, passphrase: str | None = None) -> None:
        """Read the chosen files, then find out which drafts the journal has already."""
        files, encoding = self.files, self._encoding

        def read(found: ReadEntries) -> None:
            self.found, self._is_redated = found, False
            self._compare(work, show, found.drafts)

        def show(known: tuple[bool, ...], drafts: tuple[IncomingEntry, ...]) -> None:
            self.drafts = DraftModel(drafts, known)
            self._show_preview()

        self.ws.pages(
            lambda: journal_backup.read_chosen(files, zone=None, work=work, passphrase=passphrase, encoding=encoding),
            read,
            self.on_failed,
            owner=self,
        )

    def _compare(self, work: LongWork, show: Compared, drafts: tuple[IncomingEntry, ...]) -> None:
        """Find out which drafts the journal has, and show them."""
        me = self.me
        self.ws.read(
            lambda uow: journal_files.already_there(uow, person=me, drafts=drafts, work=work),
            lambda known: show(known, drafts),
            self.on_failed,
            owner=self,
        )

    # --- looking through

    def _show_preview(self) -> None:
        """Show what would come in, each with a tick."""
        self._back_to = self._show_preview
        self.notice.clear()
        if not self.found.drafts:
            self._show_nothing()
            return
        step = ImportPreview(self.design, self.found, self.drafts, self._kind)
        step.import_wanted.connect(self.on_bring_in)
        step.dates_wanted.connect(self._show_dates)
        step.troubles_wanted.connect(self._show_troubles)
        step.letters_wanted.connect(self._show_letters)
        step.kind_picked.connect(self._on_kind)
        self.preview, self.list, self.act = step, step.list, step.act
        *before, act = step.buttons
        self.show_step(step, (*before, self.closing(self.tr("Cancel")), act))
        step.take_focus()

    def _on_kind(self, kind: object) -> None:
        self._kind = EntryKind(str(kind))

    def _show_letters(self) -> None:
        """Show how the letters of some files are read."""
        step = ImportLetters(self.design, self.found.encoding or Encoding.WESTERN, self._on_encoding)
        self.show_step(step, (self._back_to_list(),), back=self._show_preview)
        step.letters.setFocus()

    def _back_to_list(self) -> Button:
        return secondary(self.design, self.tr("Back to the list"), self._show_preview)

    def _on_encoding(self, encoding: object) -> None:
        """Read the files again, with these letters for those that are not in Unicode."""
        self._encoding = Encoding(str(encoding))
        self._on_chosen(self.files)

    def _show_dates(self) -> None:
        """Show how the dates of many drafts can be put right."""
        step = ImportDates(self.design, self.drafts.rows, self.ws.today, self._on_dates)
        as_read = secondary(self.design, self.tr("Dates as in the files"), lambda: self._on_dates(self._as_read))
        buttons = (self._back_to_list(), *((as_read,) if self._is_redated else ()), step.act)
        self.show_step(step, buttons, back=self._show_preview)
        step.act.setDefault(True)
        step.take_focus()

    def _as_read(self) -> tuple[IncomingEntry, ...]:
        return self.found.drafts

    def _on_dates(self, change: Callable[[], tuple[IncomingEntry, ...]]) -> None:
        """Change the dates, then find out which drafts the journal has now."""
        work = self.show_working(self.tr("Changing the dates…"))
        is_change = change != self._as_read
        before = self.drafts if is_change else DraftModel(self.found.drafts, (False,) * len(self.found.drafts))

        def show(known: tuple[bool, ...], drafts: tuple[IncomingEntry, ...]) -> None:
            self.drafts, self._is_redated = before.redated(drafts, known), is_change
            self._show_preview()

        self.ws.pages(change, partial(self._compare, work, show), self.on_failed, owner=self)

    def _show_nothing(self) -> None:
        said = self.tr("No entries were found in what you chose. Nothing was changed.")
        other = secondary(self.design, self.tr("Choose something else"), self.show_start)
        self.show_step(ReportStep(said, self._troubles()), (other, self.closing(self.tr("Close"))))

    def _show_troubles(self) -> None:
        said = self.tr("This is what could not be read. Everything else is imported as it is.")
        self.show_step(ReportStep(said, self._troubles()), (self._back_to_list(),), back=self._show_preview)

    def on_bring_in(self) -> None:
        """Bring in what is ticked."""
        self.list = None
        me, kind, drafts = self.me, self._kind, self.drafts.chosen()
        now, new_id, work = self.ws.clock(), self.ws.ids, self.show_working(self.tr("Importing the entries…"))

        def bring_in(uow: UnitOfWork) -> Imported:
            return journal_files.bring_in(uow, person=me, drafts=drafts, kind=kind, now=now, new_id=new_id, work=work)

        self.ws.write(me, bring_in, by=self, done=self.on_imported, failed=self.on_failed)

    # --- afterwards

    def show_report(self, imported: Imported) -> None:
        """Show what was imported, and what was not understood."""
        self._back_to = self.show_start
        said = self.tr("This is what was imported. You can copy this report; it contains file names.")
        back = quiet(self.design, self.tr("Undo this import"), self.on_take_back)
        done = primary(self.design, self.tr("Done"), self.accept)
        lines = import_lines(self.found, self.drafts.count_known, len(imported.entry_ids))
        copy = secondary(self.design, self.tr("Copy the report"), lambda: self.ws.clipboard.copy("\n".join(lines)))
        self.show_step(ReportStep(said, lines), (back, copy, done))
        done.setDefault(True)
        done.setFocus()

    def _troubles(self) -> list[str]:
        return list(report_lines(self.found.troubles))

    def show_last_step(self) -> None:
        """Show the step to go back to."""
        self._back_to()

    def imported_words(self, imported: Imported) -> str:
        """How many entries were imported."""
        return plural("%Ln entries imported.", len(imported.entry_ids))

    def undone_words(self, back: TakenBack) -> str:
        """How many entries were deleted, and how many stay."""
        said = [plural("%Ln entries deleted.", back.deleted)]
        if back.kept:
            said.append(plural("%Ln entries stay, because you have edited them since.", back.kept))
        return " ".join(said)

    def nothing_words(self) -> str:
        """That no entry was imported."""
        return self.tr("Nothing was imported.")

    def on_failed(self, error: Exception) -> None:
        """A wrong passphrase can be typed again; whatever else failed is said."""
        if isinstance(error, WrongPassphrase):
            self._show_wrong_passphrase()
        else:
            super().on_failed(error)

    def _show_wrong_passphrase(self) -> None:
        again = secondary(self.design, self.tr("Try again…"), self._ask_passphrase)
        self.show_start()
        self.notice.show_notice(
            self.tr("That passphrase does not open this backup"),
            self.tr("Nothing was read. Check the keyboard layout and capital letters, and try again."),
            NoticeTone.WARNING,
            (again,),
        )
