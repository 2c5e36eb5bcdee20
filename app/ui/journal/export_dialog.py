"""The dialog *Export*: one's own journal as an encrypted backup, or as pages after a clear warning."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.export.journal_page import FILE_NAME, JournalChoices
from app.export.page import Paper
from app.models.journal import EntryKind
from app.services.journal_backup import BACKUP_NAME
from app.ui.design.tokens import Space
from app.ui.export.outlet import note_words
from app.ui.journal.dialogs import StepsDialog
from app.ui.journal.export_flow import ExportFlow, Wanted, Written
from app.ui.journal.words import counted, kind_words
from app.ui.kit.buttons import Button, primary
from app.ui.kit.chips import ChipFlow
from app.ui.kit.controls import CheckBox, DateField
from app.ui.kit.flow import Flow, row
from app.ui.kit.labels import Label, body, caption, soft, strong
from app.ui.kit.new_passphrase import NewPassphrase
from app.ui.kit.notice import Notice, NoticeTone
from app.ui.kit.scroll import ScrollPage
from app.ui.kit.segments import Segments
from app.ui.workspace import Workspace

BACKUP, PDF = "backup", "pdf"


class BackupPanel(QWidget):
    """What the backup is, and its passphrase."""

    def __init__(self, ws: Workspace, flow: ExportFlow) -> None:
        super().__init__()
        column = _column(self)
        column.addWidget(
            body(
                self.tr(
                    "Every entry as a Markdown file, packed into one file that only this passphrase opens. What is in "
                    "the bin is not part of it."
                )
            )
        )
        self.passphrase = NewPassphrase(ws.design)
        self.passphrase.strength_asked.connect(flow.ask_strength)
        flow.strength_known.connect(self.passphrase.show_strength)
        column.addWidget(self.passphrase)
        column.addWidget(
            caption(
                self.tr(
                    "Nobody can open it without the passphrase; there is no other way in. Import opens it again, and "
                    "so does any program for the age format; inside is a zip."
                )
            )
        )


class PdfPanel(QWidget):
    """A clear warning first, then what is printed."""

    def __init__(self, ws: Workspace) -> None:
        super().__init__()
        column = _column(self)
        warning = Notice(ws.design)
        warning.show_notice(
            self.tr("This file is not encrypted"),
            self.tr(
                "Whoever gets hold of it can read it: on this computer, on a stick, in a folder that is copied to a "
                "cloud or a backup, in the list of recent files. Deleting it later does not remove every trace. Where "
                "that matters, make an encrypted backup instead."
            ),
            NoticeTone.WARNING,
            closable=False,
        )
        column.addWidget(warning)
        self.understood = CheckBox(ws.design, self.tr("I want it unencrypted all the same"))
        column.addWidget(self.understood)
        self.first, self.last = DateField(ws.design, self.tr("From")), DateField(ws.design, self.tr("Until"))
        column.addWidget(strong(self.tr("Which days (all of them without a day)")))
        column.addWidget(Flow(_beside(self.tr("From"), self.first), _beside(self.tr("Until"), self.last)))
        column.addWidget(strong(self.tr("Which kinds")))
        self.kinds = ChipFlow(ws.design)
        self.kinds.show_chips([(str(kind), words) for kind, words in kind_words()], [str(kind) for kind in EntryKind])
        column.addWidget(self.kinds)
        self.marks = CheckBox(ws.design, self.tr("With feelings, needs, tags, thoughts and boundary"))
        self.marks.setChecked(True)
        column.addWidget(self.marks)
        self.paper = Segments(
            ws.design, self.tr("Paper"), [(Paper.A4, self.tr("A4")), (Paper.LETTER, self.tr("US Letter"))]
        )
        self.paper.show_choice(Paper.A4)
        column.addWidget(self.paper)

    def wanted(self) -> Wanted:
        """Which entries."""
        kinds = frozenset(EntryKind(key) for key in self.kinds.chosen())
        return Wanted(self.first.day, self.last.day, kinds)

    def choices(self, called: Mapping[str, str]) -> JournalChoices:
        """What of them."""
        paper = Paper(str(self.paper.choice))
        return JournalChoices(with_marks=self.marks.isChecked(), paper=paper, called=dict(called))


class ExportDialog(StepsDialog):
    """`called` has the titles of built-in needs by their ids."""

    def __init__(
        self, ws: Workspace, parent: QWidget | None = None, *, called: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(ws, self.tr("Export my journal"), parent)
        self._called = called or {}
        self._what = BACKUP
        self.flow = ExportFlow(ws, self)
        self.flow.written.connect(self._show_written)
        self.flow.stopped.connect(self._on_stopped)
        self.flow.failed.connect(self._on_failed)
        self.backup: BackupPanel | None = None
        self.pdf: PdfPanel | None = None
        self.act: Button | None = None
        self.show_start()

    def show_start(self) -> None:
        """What it is to be, and what that takes."""
        step = ScrollPage(self.design, margin=Space.NONE)
        what = Segments(
            self.design,
            self.tr("What to make"),
            [
                (BACKUP, self.tr("Encrypted backup"), "lock-simple"),
                (PDF, self.tr("PDF, not encrypted"), "file-text"),
            ],
        )
        what.show_choice(self._what)
        what.chosen.connect(self._on_what)
        step.body.addWidget(what)
        self.backup = self.pdf = None
        self.act = primary(self.design, self.tr("Choose a place…"), self.on_place)
        if self._what == PDF:
            self.pdf = PdfPanel(self.ws)
            self.pdf.understood.toggled.connect(lambda _on: self._show_ready())
            self.pdf.kinds.toggled.connect(lambda _key, _on: self._show_ready())
            step.body.addWidget(self.pdf)
        else:
            self.backup = BackupPanel(self.ws, self.flow)
            self.backup.passphrase.entered.connect(self.on_place)
            step.body.addWidget(self.backup)
        step.body.addStretch(1)
        self.show_step(step, (self.closing(self.tr("Cancel")), self.act))
        self._show_ready()
        (self.backup.passphrase if self.backup is not None else what).setFocus()

    def _on_what(self, what: object) -> None:
        self._what = str(what)
        self.notice.clear()
        self.show_start()

    def _show_ready(self) -> None:
        if self.act is not None:
            ready = self.pdf is None or (self.pdf.understood.isChecked() and bool(self.pdf.kinds.chosen()))
            self.act.setEnabled(ready)

    def on_place(self) -> None:
        """Ask where it goes, once everything else is said."""
        title = self.tr("Where to save it")
        if self.pdf is not None:
            wanted, choices = self.pdf.wanted(), self.pdf.choices(self._called)

            def pdf_place(to: Path | None) -> None:
                self._on_pdf_place(to, wanted, choices)

            self.ws.prompts.choose_file(title, self.asking(pdf_place), save=True, suggested=FILE_NAME)
        elif self.backup is not None:
            passphrase = self.backup.passphrase.words()
            if passphrase is None:
                return

            def backup_place(to: Path | None) -> None:
                self._on_backup_place(to, passphrase)

            self.ws.prompts.choose_file(title, self.asking(backup_place), save=True, suggested=BACKUP_NAME)

    def _on_backup_place(self, to: Path | None, passphrase: str) -> None:
        if to is not None and self.backup is not None:
            self.backup.passphrase.clear()
            self.flow.save_backup(to, passphrase, self.show_working(self.tr("Making the backup…")))

    def _on_pdf_place(self, to: Path | None, wanted: Wanted, choices: JournalChoices) -> None:
        if to is not None:
            self.flow.save_pdf(to, wanted, choices, self.show_working(self.tr("Making the pages…")))

    def _show_written(self, written: Written) -> None:
        if not written.entries:
            self.show_start()
            said = self.tr("No entries are of these days and kinds. Nothing was written.")
            self.notice.show_notice(self.tr("Nothing to export"), said)
            return
        step = QWidget(self)
        column = _column(step)
        column.addWidget(body(self._said(written)))
        for path in written.files:
            column.addWidget(soft(str(path)))
        for note in written.notes:
            column.addWidget(caption(note_words(note.kind)))
        if self._what == BACKUP:
            column.addWidget(soft(self.tr("Keep the passphrase where the file is not.")))
        else:
            column.addWidget(soft(self.tr("Remember where it lies; it is not encrypted.")))
        column.addStretch(1)
        done = primary(self.design, self.tr("Done"), self.accept)
        self.show_step(step, (done,))
        done.setDefault(True)
        done.setFocus()

    def _said(self, written: Written) -> str:
        n = len(written.files)
        if n == 1:
            return self.tr("{entries} written, for nobody else on this computer to read.").replace(
                "{entries}", counted(written.entries)
            )
        said = self.tr("{entries} written into {n} files, as a single one would have been too long:")
        return said.replace("{n}", str(n)).replace("{entries}", counted(written.entries))

    def _on_stopped(self) -> None:
        self.show_start()
        self.notice.show_notice(self.tr("Stopped"), self.tr("Nothing was written."))

    def _on_failed(self, error: Exception) -> None:
        self.show_start()
        self.notice.show_error(error)


def open_export(ws: Workspace, parent: QWidget, *, called: Mapping[str, str] | None = None) -> ExportDialog:
    """Ask what is to be exported, and do it."""
    dialog = ExportDialog(ws, parent, called=called)
    ws.prompts.show(dialog)
    return dialog


def _beside(label: str, field: QWidget) -> QWidget:
    """A field with its label before it, wrapped together."""
    pair = QWidget()
    pair.setLayout(row(Label(label, tone="soft", wrap=False), field))
    return pair


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.M)
    return column
