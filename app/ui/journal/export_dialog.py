"""The dialog *Export*: the journal as an encrypted backup, or as pages after a clear warning."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.export.journal_page import JOURNAL_FILE_NAME, JournalChoices, render_journal
from app.export.page import Paper
from app.export.render import NoteKind
from app.models.journal import EntryKind, JournalEntry
from app.models.texts import NeedText
from app.services import journal, journal_backup, journal_files
from app.services.journal_backup import BACKUP_NAME
from app.services.long_work import LongWork, Stopped
from app.services.saving import save_pages
from app.services.strength import estimate
from app.ui.design.tokens import Space
from app.ui.export.output import note_words
from app.ui.journal.steps_dialog import StepsDialog
from app.ui.journal.words import kind_words
from app.ui.kit.buttons import Button, primary
from app.ui.kit.chips import ChipFlow
from app.ui.kit.controls import CheckBox, DateField
from app.ui.kit.empty import EmptyState
from app.ui.kit.flow import Column, Flow
from app.ui.kit.labels import Label, Reason, body, caption, strong
from app.ui.kit.new_passphrase import NewPassphrase
from app.ui.kit.notice import Notice, NoticeTone
from app.ui.kit.segments import Segments
from app.ui.kit.strings import breakable
from app.ui.wording import plural
from app.ui.workspace import Workspace

BACKUP, PDF = "backup", "pdf"

Entries = tuple[JournalEntry, ...]


@dataclass(frozen=True, slots=True)
class ExportResult:
    """How many entries were written into which files, and what the person should know about them."""

    entries: int = 0
    files: tuple[Path, ...] = ()
    notes: tuple[NoteKind, ...] = ()


class BackupPanel(Column):
    """What the backup is, and its passphrase."""

    def __init__(self, ws: Workspace) -> None:
        super().__init__(spacing=Space.M)
        self.passphrase = NewPassphrase(ws.design, self.tr("Passphrase for this file"))
        self.passphrase.strength_asked.connect(
            lambda words: ws.keys(lambda: estimate(words), self.passphrase.show_strength, owner=self)
        )
        what = self.tr(
            "Every entry as a Markdown file, packed into one file that only this passphrase opens. Entries in the bin "
            "are left out."
        )
        way_back = self.tr(
            "Nobody can open it without the passphrase; there is no other way in. Import opens it again, and so does "
            "any program that reads the age format. Inside is a zip file."
        )
        self.add_all(body(what), self.passphrase, caption(way_back))


class PdfPanel(Column):
    """A clear warning first, then what is printed."""

    def __init__(self, ws: Workspace) -> None:
        super().__init__(spacing=Space.M)
        design = ws.design
        warning = Notice(design)
        warning.show_notice(
            self.tr("This file is not encrypted"),
            self.tr(
                "Anyone who gets hold of it can read it: on this computer, on a USB stick, or in a folder that is "
                "copied to a cloud or a backup. Its name may appear in the list of recent files. Deleting it later "
                "does not remove every trace. If that matters, make an encrypted backup instead."
            ),
            NoticeTone.WARNING,
            closable=False,
        )
        self.understood = CheckBox(design, self.tr("I want it unencrypted anyway"))
        self.first, self.last = DateField(design, self.tr("From")), DateField(design, self.tr("Until"))
        self.kinds = ChipFlow(design)
        self.kinds.show_chips([(str(kind), words) for kind, words in kind_words()], [str(kind) for kind in EntryKind])
        self.marks = CheckBox(design, self.tr("Include feelings, needs, tags, thoughts and boundary"))
        self.marks.setChecked(True)
        papers = [(Paper.A4, self.tr("A4")), (Paper.LETTER, self.tr("US Letter"))]
        self.paper = Segments(design, self.tr("Paper"), papers, choice=Paper.A4)
        days = Flow(_labelled(self.tr("From"), self.first), _labelled(self.tr("Until"), self.last))
        self.add_all(warning, self.understood, strong(self.tr("Which days (leave empty for all)")), days)
        self.add_all(strong(self.tr("Which kinds")), self.kinds, self.marks, self.paper)

    def why_not(self) -> str:
        """Why no file can be made yet; empty once the person took the warning and something is printed."""
        if not self.understood.isChecked():
            return self.tr("First tick “I want it unencrypted anyway”.")
        return "" if self.kinds.chosen() else self.tr("Choose at least one kind of entry.")

    def choices(self, needs: Iterable[NeedText]) -> JournalChoices:
        """What of them is printed."""
        paper, titles = Paper(str(self.paper.choice)), {need.id: need.title for need in needs}
        return JournalChoices(with_marks=self.marks.isChecked(), paper=paper, called=titles)


class ExportDialog(StepsDialog):
    """First what to make and how, then where to save it, then what was written."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, self.tr("Export my journal"), parent)
        self._what = BACKUP
        self.show_start()

    def show_start(self) -> None:
        """Show what can be made, and what that takes."""
        step = Column(spacing=Space.L)
        backup, pdf = self.tr("Encrypted backup"), self.tr("PDF, not encrypted")
        options = [(BACKUP, backup, "lock-simple"), (PDF, pdf, "file-text")]
        what = Segments(self.design, self.tr("What to make"), options, choice=self._what, on=self._on_what)
        step.body.addWidget(what)
        self.backup: BackupPanel | None = None
        self.pdf: PdfPanel | None = None
        self.act: Button = primary(self.design, self.tr("Choose a place…"), self.on_place)
        self._why = Reason(self.act)
        if self._what == PDF:
            self.pdf = PdfPanel(self.ws)
            self.pdf.understood.toggled.connect(self._show_ready)
            self.pdf.kinds.toggled.connect(self._show_ready)
            step.body.addWidget(self.pdf)
        else:
            self.backup = BackupPanel(self.ws)
            self.backup.passphrase.entered.connect(self.on_place)
            step.body.addWidget(self.backup)
        step.body.addWidget(self._why)
        step.body.addStretch(1)
        self.show_step(step, (self.closing(self.tr("Cancel")), self.act))
        self._show_ready()
        (self.backup.passphrase if self.backup is not None else what).setFocus()

    def _on_what(self, what: object) -> None:
        self._what = str(what)
        self.notice.clear()
        self.show_start()

    def _show_ready(self) -> None:
        self._why.give("" if self.pdf is None else self.pdf.why_not())

    def on_place(self) -> None:
        """Ask where to save it, once everything else is said."""
        if self.pdf is not None:
            choices = self.pdf.choices(self.ws.texts.needs)

            def make_pdf(to: Path, entries: Entries, work: LongWork) -> ExportResult:
                # All files are made before one is written: stopped until then, nothing is.
                parts, notes = render_journal(entries, choices, work.step)
                return ExportResult(len(entries), save_pages(to, parts), notes)

            days = journal.span_of(self.pdf.first.day, self.pdf.last.day)
            kinds = frozenset(map(EntryKind, self.pdf.kinds.chosen()))
            self._ask_place(JOURNAL_FILE_NAME, self.tr("Making the pages…"), make_pdf, days, kinds)
        elif self.backup is not None and (passphrase := self.backup.passphrase.words()) is not None:

            def make_backup(to: Path, entries: Entries, work: LongWork) -> ExportResult:
                journal_backup.write_backup(to, entries, passphrase=passphrase, work=work)
                return ExportResult(len(entries), (to,))

            self._ask_place(BACKUP_NAME, self.tr("Making the backup…"), make_backup)

    def _ask_place(
        self,
        suggested: str,
        said: str,
        make: Callable[[Path, Entries, LongWork], ExportResult],
        days: tuple[int | None, int | None] = (None, None),
        kinds: frozenset[EntryKind] = frozenset(EntryKind),
    ) -> None:
        person, (since, until) = self.ws.me, days

        def chosen(to: Path | None) -> None:
            if to is None:
                return
            if self.backup is not None:
                self.backup.passphrase.clear()
            work = self.show_working(said)

            def collected(entries: Entries) -> None:
                if entries:
                    self.ws.pages(lambda: make(to, entries, work), self._show_result, self._on_failed, owner=self)
                else:
                    self._show_result(ExportResult())

            self.ws.read(
                lambda uow: journal_files.collect(uow, person=person, work=work, since=since, until=until, kinds=kinds),
                collected,
                self._on_failed,
                owner=self,
            )

        self.ws.prompts.save_as(self.tr("Where to save it"), suggested, self.asking(chosen))

    def _show_result(self, result: ExportResult) -> None:
        if not result.entries:
            self.show_start()
            said = self.tr("There are no entries of these kinds on these days. Nothing was saved.")
            self.notice.show_notice(self.tr("Nothing to export"), said)
            return
        if len(result.files) == 1:
            said = plural("%Ln entries saved. Only your account on this computer can read the file.", result.entries)
        else:
            said = plural(
                "%Ln entries saved in {files} files, because a single one would have been too long:",
                result.entries,
                files=len(result.files),
            )
        kept_apart = self.tr("Keep the passphrase away from the file.")
        plain = self.tr("Remember where it is; it is not encrypted.")
        lines = (*map(str, result.files), *map(note_words, result.notes), kept_apart if self._what == BACKUP else plain)
        step = EmptyState(self.design, "check-circle", said, breakable("\n".join(lines)))
        done = primary(self.design, self.tr("Done"), self.accept)
        self.show_step(step, (done,))
        done.setDefault(True)
        done.setFocus()

    def _on_failed(self, error: Exception) -> None:
        self.show_start()
        if isinstance(error, Stopped):
            self.notice.show_notice(self.tr("Stopped"), self.tr("Nothing was saved."))
        else:
            self.notice.show_error(error)


def _labelled(label: str, field: QWidget) -> QWidget:
    """A field below its label."""
    return Column(Label(label, tone="soft", wrap=False), field, spacing=Space.XS)
