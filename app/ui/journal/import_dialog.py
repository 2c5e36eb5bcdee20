"""Bringing in a journal: choosing files, looking drafts through, and what was not understood."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.errors import WrongPassphrase
from app.models.journal import EntryKind
from app.models.journal_incoming import UNLISTED_PLACE, ImportProblem, ImportTrouble, ReadEntries
from app.services import journal_backup, journal_files
from app.services.journal_files import Imported, TakenBack
from app.services.long_work import LongWork, Stopped
from app.services.units import UnitOfWork
from app.ui.design.tokens import Colour, Size, Space
from app.ui.journal.import_list import DraftList, DraftModel
from app.ui.journal.steps_dialog import StepsDialog
from app.ui.journal.words import kind_words
from app.ui.kit.buttons import Button, primary, quiet, secondary
from app.ui.kit.controls import ComboBox
from app.ui.kit.flow import Column, boxed, button_row, row
from app.ui.kit.labels import body, caption, soft, strong
from app.ui.kit.notice import NoticeTone
from app.ui.kit.reasons import Reason
from app.ui.kit.surfaces import IconLabel
from app.ui.wording import WordTable, fill, plural
from app.ui.workspace import Workspace

_say = partial(QCoreApplication.translate, "Import")
MOST_PLACES = 40
"""Files or entries named for one problem; the rest is counted."""


problem_words = WordTable(
    "Import",
    {
        ImportProblem.UNREADABLE: "Could not be read, left out:",
        ImportProblem.LINK: "A link to somewhere else, not followed:",
        ImportProblem.UNKNOWN_KIND: "An unknown kind of file, left out:",
        ImportProblem.TOO_LARGE: "Too large to be read, left out:",
        ImportProblem.TOO_MANY: "More than can be read at once; everything from here on was left out:",
        ImportProblem.UNPACKS_TOO_LARGE: "An archive that unpacks to far more than its size; the rest was left out:",
        ImportProblem.NOT_TEXT: "Contains no text, left out:",
        ImportProblem.OTHER_ENCODING: "Not in Unicode; read as Western European, so check its letters:",
        ImportProblem.BROKEN: "Damaged, or not what its name says; what comes before the damage is listed:",
        ImportProblem.TOO_DEEP: "Nested deeper than a journal ever is; what comes before that is listed:",
        ImportProblem.NO_ENTRIES: "No entries from Day One or jrnl were found in it:",
        ImportProblem.LOCKED: "Encrypted in a way that Accord cannot read, or without a passphrase; left out:",
        ImportProblem.EMPTY: "Empty, left out:",
        ImportProblem.NOT_AN_ENTRY: "Not an entry, left out:",
        ImportProblem.TOO_LONG: "Longer than an entry can be (two million characters), left out:",
        ImportProblem.NO_DATE: "Without a date; it gets the date and time of the file:",
        ImportProblem.IMPOSSIBLE_DATE: "A date that cannot be read, or does not exist:",
        ImportProblem.AMBIGUOUS_DATE: "A date that can be read day first or month first; check the day:",
        ImportProblem.SIGNS_REMOVED: "Some unreadable codes were removed:",
        ImportProblem.PICTURES: "Pictures and other attachments are not imported:",
        ImportProblem.LINKS: "Links to other notes are imported as plain words:",
        ImportProblem.BOUNDARY: "A boundary is not imported: every fantasy starts as one that stays a fantasy:",
        ImportProblem.FIELDS: "Details that a journal entry has no place for are not imported:",
        ImportProblem.TWICE: "Something appeared twice; the last one counts:",
        ImportProblem.LABELS: "Tags that cannot be read, or are too many, are not imported:",
    },
)
"""What a problem means for what comes in."""


def report_lines(troubles: Iterable[ImportTrouble]) -> Iterator[str]:
    """A line for each problem, and below it where it occurred."""
    by_problem: dict[ImportProblem, list[ImportTrouble]] = defaultdict(list)
    for trouble in troubles:
        by_problem[trouble.problem].append(trouble)
    for problem in ImportProblem:
        met = by_problem.get(problem)
        if not met:
            continue
        yield problem_words(problem)
        yield from (f"    {_place(trouble)}" for trouble in met[:MOST_PLACES])
        more = sum(each.count if each.where == UNLISTED_PLACE else 1 for each in met[MOST_PLACES:])
        if more:
            yield "    " + plural("and %Ln more", more)


def _place(trouble: ImportTrouble) -> str:
    words = trouble.where or _say("a file without a name")
    if trouble.entry:
        words = fill(_say("{file}, entry {n}"), n=f"{trouble.entry:,}", file=words)
    return f"{words} ({trouble.count:,})" if trouble.count > 1 else words


class ImportDialog(StepsDialog):
    """Nothing comes in before the person has looked through it."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, self.tr("Import into my journal"), parent)
        self.me = ws.me
        self.files: tuple[Path, ...] = ()
        self.found = ReadEntries()
        self.drafts = DraftModel((), ())
        self.imported: Imported | None = None
        self.list: DraftList | None = None
        self.act: Button | None = None
        self._kind = EntryKind.REFLECTION
        self._back_to = self._show_start
        """Shows the step to go back to when work was stopped or failed."""
        self.finished.connect(lambda _result: _offer_undo(ws, self.imported))
        self._show_start()

    # --- choosing

    def _show_start(self) -> None:
        """Show what can be read, and the two ways to choose it."""
        self._back_to = self._show_start
        step = Column(spacing=Space.M)
        notes = self.tr("Notes as Markdown or plain text (.md, .txt), one entry per file, or a folder of them.")
        journals = self.tr(
            "A journal from Day One, jrnl or Joplin (.json, .txt, .yaml, .md), or any of these in an archive (.zip)."
        )
        backup = self.tr("Your own encrypted backup (.age); you will need its passphrase.")
        for icon, text in (("file-text", notes), ("book-open", journals), ("lock-simple", backup)):
            sign = IconLabel(self.design, icon, Colour.ACCENT, Size.ICON_LARGE)
            step.body.addLayout(row(sign, body(text), spacing=Space.M))
        step.add(soft(self.tr("You see everything before it is imported. The files themselves stay as they are.")))
        files = primary(self.design, self.tr("Choose files…"), self.on_files)
        folder = secondary(self.design, self.tr("Choose a folder…"), self.on_folder)
        self.show_step(step, (self.closing(self.tr("Cancel")), folder, files), low=True)
        files.setDefault(True)
        files.setFocus()

    def on_files(self) -> None:
        """Choose files."""
        kinds = self.tr("Journals and notes") + " (*.md *.markdown *.txt *.json *.yaml *.yml *.zip *.age)"
        every = self.tr("All files") + " (*)"
        chosen = self.asking(self._on_chosen)
        self.ws.prompts.choose_files(self.tr("Files to import"), chosen, filters=f"{kinds};;{every}")

    def on_folder(self) -> None:
        """Choose a folder."""

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

        self.ws.pages(lambda: journal_backup.wants_passphrase(chosen), looked, self._on_failed, owner=self)

    def _ask_passphrase(self) -> None:
        self._show_start()

        def given(words: str | None) -> None:
            if words:
                self._read_files(self.show_working(self.tr("Opening the backup…")), words)

        text = self.tr("The passphrase you chose when you made this backup.")
        self.ws.prompts.ask_passphrase(self.tr("Open the backup"), text, self.asking(given))

    def _read_files(self, work: LongWork, passphrase: str | None = None) -> None:
        """Read the chosen files, then find out which drafts the journal has already."""
        files, me = self.files, self.me

        def read(found: ReadEntries) -> None:
            self.found = found
            self.ws.read(
                lambda uow: journal_files.already_there(uow, person=me, drafts=found.drafts, work=work),
                compared,
                self._on_failed,
                owner=self,
            )

        def compared(known: tuple[bool, ...]) -> None:
            self.drafts = DraftModel(self.found.drafts, known)
            self.drafts.ticked.connect(self._show_count)
            self._show_preview()

        self.ws.pages(
            lambda: journal_backup.read_chosen(files, zone=None, work=work, passphrase=passphrase),
            read,
            self._on_failed,
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
        self.list = DraftList(self.design, self.drafts)
        said = [plural("%Ln entries found.", len(self.found.drafts))]
        known = self.drafts.count_known
        if known:
            said.append(
                plural("%Ln entries are already in your journal. They are left out unless you tick them.", known)
            )
        self.act = primary(self.design, "", self.on_bring_in)
        self._why = Reason(self.act)
        kind = self._kinds()
        step = Column(self._said(" ".join(said)), self.list, self._about_fantasies, self._why, spacing=Space.M)
        step.body.setStretch(1, 1)
        self.show_step(step, (strong(self.tr("Import them as")), kind, self.closing(self.tr("Cancel")), self.act))
        self._show_count()
        self.list.setCurrentIndex(self.drafts.index(0))
        self.list.setFocus()

    def _said(self, words: str) -> QWidget:
        """What was found, and beside it what can be done with all of it."""
        acts = [
            quiet(self.design, self.tr("Tick all"), partial(self.drafts.tick_all, True)),
            quiet(self.design, self.tr("Tick none"), partial(self.drafts.tick_all, False)),
        ]
        if self.found.troubles:
            acts.append(quiet(self.design, self.tr("What could not be read…"), self._show_troubles, "info"))
        told = soft(words)
        return boxed(row(told, button_row(*acts, right=True), wide=told))

    def _kinds(self) -> ComboBox:
        kind = ComboBox(self.design, self.tr("What kind they are"), self._on_kind)
        kind.show_options(list(kind_words()), self._kind)
        said = self.tr(
            "A fantasy is imported as one that stays a fantasy, whatever the file says. Only your own encrypted backup "
            "keeps the boundary you chose."
        )
        self._about_fantasies = caption(said)
        self._show_about_fantasies()
        return kind

    def _on_kind(self, kind: object) -> None:
        self._kind = EntryKind(str(kind))
        self._show_about_fantasies()

    def _show_about_fantasies(self) -> None:
        self._about_fantasies.setVisible(self._kind is EntryKind.FANTASY or self.drafts.names_fantasies)

    def _show_count(self) -> None:
        if self.act is not None:
            n = self.drafts.count_chosen
            self.act.show_text(plural("Import %Ln entries", n))
            self._why.give("" if n else self.tr("Tick at least one entry."))

    def _show_nothing(self) -> None:
        said = self.tr("No entries were found in what you chose. Nothing was changed.")
        other = secondary(self.design, self.tr("Choose something else"), self._show_start)
        self._show_lines(said, tuple(self._troubles()), (other, self.closing(self.tr("Close"))))

    def _show_troubles(self) -> None:
        said = self.tr("This is what could not be read. Everything else is imported as it is.")
        back = secondary(self.design, self.tr("Back to the list"), self._show_preview)
        self._show_lines(said, tuple(self._troubles()), (back,))

    def on_bring_in(self) -> None:
        """Bring in what is ticked."""
        self.list = None
        me, kind, drafts = self.me, self._kind, self.drafts.chosen()
        now, new_id, work = self.ws.clock(), self.ws.ids, self.show_working(self.tr("Importing the entries…"))

        def bring_in(uow: UnitOfWork) -> Imported:
            return journal_files.bring_in(uow, person=me, drafts=drafts, kind=kind, now=now, new_id=new_id, work=work)

        self.ws.write(me, bring_in, by=self, done=self._show_report, failed=self._on_failed)

    # --- afterwards

    def _show_report(self, imported: Imported) -> None:
        self.imported, self._back_to = imported, self._show_start
        said = self.tr("This is what was imported. You can copy this report; it contains file names.")
        back = quiet(self.design, self.tr("Undo this import"), self.on_take_back)
        done = primary(self.design, self.tr("Done"), self.accept)
        lines = self._report(len(imported.entry_ids))
        copy = secondary(self.design, self.tr("Copy the report"), lambda: self.ws.clipboard.copy("\n".join(lines)))
        self._show_lines(said, lines, (back, copy, done))
        done.setDefault(True)
        done.setFocus()

    def _report(self, count: int) -> list[str]:
        left_out, known = len(self.found.drafts) - count, self.drafts.count_known
        lines = [plural("%Ln entries imported.", count)]
        if left_out > 0:
            lines.append(plural("%Ln entries left out.", left_out))
        if known:
            lines.append(plural("%Ln entries were already in your journal.", known))
        return [*lines, "", *(self._troubles() or [self.tr("Everything could be read.")])]

    def _troubles(self) -> list[str]:
        return list(report_lines(self.found.troubles))

    def on_take_back(self) -> None:
        """Undo the import."""
        me, imported = self.me, self.imported
        if imported is None:
            return
        work = self.show_working(self.tr("Undoing the import…"))

        def act(uow: UnitOfWork) -> TakenBack:
            return journal_files.take_back(uow, person=me, imported=imported, work=work)

        self.ws.write(me, act, by=self, done=self._show_taken_back, failed=self._on_failed)

    def _show_taken_back(self, back: TakenBack) -> None:
        self.imported = None
        self._show_start()
        said = [plural("%Ln entries deleted.", back.deleted)]
        if back.kept:
            said.append(plural("%Ln entries stay, because you have edited them since.", back.kept))
        self.notice.show_notice(self.tr("The import was undone"), " ".join(said), NoticeTone.SUCCESS)

    def _on_failed(self, error: Exception) -> None:
        imported = self.imported
        if isinstance(error, WrongPassphrase):
            self._show_wrong_passphrase()
            return
        if imported is not None:
            self._show_report(imported)
        else:
            self._back_to()
        if isinstance(error, Stopped):
            nothing = self.tr("Nothing was deleted.") if imported is not None else self.tr("Nothing was imported.")
            self.notice.show_notice(self.tr("Stopped"), nothing)
        else:
            self.notice.show_error(error)

    def _show_wrong_passphrase(self) -> None:
        again = secondary(self.design, self.tr("Try again…"), self._ask_passphrase)
        self._show_start()
        self.notice.show_notice(
            self.tr("That passphrase does not open this backup"),
            self.tr("Nothing was read. Check the keyboard layout and capital letters, and try again."),
            NoticeTone.WARNING,
            (again,),
        )

    def _show_lines(self, said: str, lines: Sequence[str], buttons: Sequence[Button]) -> None:
        """Show a step with lines that can be copied."""
        report = QPlainTextEdit("\n".join(lines))
        report.setReadOnly(True)
        report.setTabChangesFocus(True)
        report.setAccessibleName(self.tr("Report"))
        step = Column(soft(said), report, spacing=Space.M)
        step.body.setStretch(1, 1)
        self.show_step(step, buttons)


def _offer_undo(ws: Workspace, imported: Imported | None) -> None:
    """Offer the way back for a moment."""
    if imported is not None:
        me, work = ws.me, LongWork()
        ws.toast(
            plural("%Ln entries imported.", len(imported.entry_ids)),
            lambda: ws.write(
                me, partial(journal_files.take_back, person=me, imported=imported, work=work), by=ws.session
            ),
        )
