"""The dialog *Import*: choose, look through, bring in, read the report, take it back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from app.models.journal import EntryKind
from app.services.journal_files import Imported, TakenBack, take_back
from app.services.long_work import LongWork
from app.ui.design.tokens import Colour, Size, Space
from app.ui.journal.dialogs import StepsDialog
from app.ui.journal.import_flow import ImportFlow
from app.ui.journal.import_list import DraftList, DraftModel
from app.ui.journal.import_words import report_lines
from app.ui.journal.words import came_in, counted, kind_words
from app.ui.kit.buttons import Button, primary, quiet, secondary
from app.ui.kit.controls import ComboBox
from app.ui.kit.flow import Flow, row
from app.ui.kit.labels import body, caption, soft, strong
from app.ui.kit.notice import NoticeTone
from app.ui.kit.surfaces import IconLabel
from app.ui.workspace import Workspace


class ImportDialog(StepsDialog):
    """Nothing comes in before it was looked through, and then all of it or none."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, self.tr("Import into my journal"), parent)
        self.flow = ImportFlow(ws, self)
        self.flow.passphrase_wanted.connect(self._on_passphrase_wanted)
        self.flow.looked_through.connect(self._show_preview)
        self.flow.came_in.connect(self._show_report)
        self.flow.taken_back.connect(self._show_taken_back)
        self.flow.stopped.connect(self._on_stopped)
        self.flow.wrong_passphrase.connect(self._on_wrong_passphrase)
        self.flow.failed.connect(self._on_failed)
        self.list: DraftList | None = None
        self.kind: ComboBox | None = None
        self.act: Button | None = None
        self.report: QPlainTextEdit | None = None
        self._picked = EntryKind.REFLECTION
        self._ticks: Sequence[bool] = ()
        self._again = self._show_start
        self._show_start()

    def _show_start(self) -> None:
        """What can be read, and the two ways to choose it."""
        self._again = self._show_start
        step, column = self._column()
        for icon, text in (
            (
                "file-text",
                self.tr("Notes as Markdown or plain text (.md, .txt), one entry a file; or a folder of them."),
            ),
            ("book-open", self.tr("A journal of Day One or jrnl (.json), or any of these in an archive (.zip).")),
            ("lock-simple", self.tr("Your own encrypted backup (.age); it asks for its passphrase.")),
        ):
            sign = IconLabel(self.design, icon, Colour.ACCENT, Size.ICON_LARGE)
            column.addLayout(row(sign, body(text), spacing=Space.M))
        column.addWidget(soft(self.tr("You see everything before it comes in. The files themselves stay as they are.")))
        column.addStretch(1)
        files = primary(self.design, self.tr("Choose files…"), self.on_files)
        folder = secondary(self.design, self.tr("Choose a folder…"), self.on_folder)
        self.show_step(step, (self.closing(self.tr("Cancel")), folder, files))
        files.setDefault(True)
        files.setFocus()

    def on_files(self) -> None:
        """Choose files."""
        kinds = self.tr("Journals and notes") + " (*.md *.markdown *.txt *.json *.zip *.age)"
        every = self.tr("All files") + " (*)"
        chosen = self.asking(self._on_chosen)
        self.ws.prompts.choose_files(self.tr("Files to import"), chosen, filters=f"{kinds};;{every}")

    def on_folder(self) -> None:
        """Choose a folder."""
        chosen = self.asking(self._on_folder_chosen)
        self.ws.prompts.choose_file(self.tr("Folder to import"), chosen, folder=True)

    def _on_folder_chosen(self, folder: Path | None) -> None:
        self._on_chosen((folder,) if folder is not None else ())

    def _on_chosen(self, chosen: tuple[Path, ...]) -> None:
        if chosen:
            self.flow.choose(chosen, self.show_working(self.tr("Reading the files…")))

    def _on_passphrase_wanted(self) -> None:
        self._show_start()

        def given(words: str | None) -> None:
            if words:
                self.flow.read(self.show_working(self.tr("Opening the backup…")), words)

        text = self.tr("The passphrase that was set when this backup was made.")
        self.ws.prompts.ask_passphrase(self.tr("Open the backup"), text, self.asking(given))

    def _on_wrong_passphrase(self) -> None:
        again = secondary(self.design, self.tr("Try again…"), self._on_passphrase_wanted)
        self._show_start()
        self.notice.show_notice(
            self.tr("That passphrase does not open this backup"),
            self.tr("Nothing was read. Check the keyboard layout and capital letters, and try again."),
            NoticeTone.WARNING,
            (again,),
        )

    def _show_preview(self) -> None:
        """What would come in, with a tick each."""
        self._again = self._show_preview
        self.notice.clear()
        drafts = self.flow.found.drafts
        if not drafts:
            self._show_nothing()
            return
        model = DraftModel(drafts, self.flow.there)
        if len(self._ticks) == len(drafts):
            model.tick(self._ticks)
        self._ticks = ()
        self.list = DraftList(self.design, model)
        step, column = self._column()
        there = sum(self.flow.there)
        said = self.tr("{entries} found.").replace("{entries}", counted(len(drafts)))
        if there:
            told = self.tr("{entries} in your journal already; they are left out unless you tick them.")
            said = f"{said} {told.replace('{entries}', counted(there))}"
        column.addWidget(soft(said))
        column.addWidget(self.list, 1)
        column.addWidget(self._choices(model))
        self.act = primary(self.design, "", self.on_bring_in)
        self.show_step(step, (self.closing(self.tr("Cancel")), self.act))
        model.ticked.connect(self._show_count)
        self._show_count()
        self.list.setCurrentIndex(model.index(0))
        self.list.setFocus()

    def _choices(self, model: DraftModel) -> QWidget:
        self.kind = ComboBox(self.design, self.tr("What they are"))
        self.kind.show_options(list(kind_words()), self._picked)
        self.kind.picked.connect(self._on_kind)
        every = quiet(self.design, self.tr("Tick all"), lambda: model.tick([True] * model.rowCount()))
        none = quiet(self.design, self.tr("Tick none"), lambda: model.tick([False] * model.rowCount()))
        box, column = self._column()
        buttons = [every, none]
        if self.flow.found.troubles:
            buttons.append(quiet(self.design, self.tr("What was not understood…"), self._show_troubles, "info"))
        column.addWidget(Flow(strong(self.tr("They come in as")), self.kind, *buttons))
        column.addWidget(
            caption(
                self.tr(
                    "A fantasy comes in as one that stays a fantasy, whatever a file says; only your own encrypted "
                    "backup keeps the boundary you chose."
                )
            )
        )
        return box

    def _on_kind(self, kind: object) -> None:
        self._picked = EntryKind(str(kind))

    def _show_count(self) -> None:
        if self.list is None or self.act is None:
            return
        n = self.list.rows.count_chosen
        self.act.show_text(self.tr("Bring in {entries}").replace("{entries}", counted(n)))
        self.act.setEnabled(bool(n))

    def _show_nothing(self) -> None:
        step, column = self._column()
        column.addWidget(soft(self.tr("No entries were found in what you chose. Nothing was changed.")))
        self._add_report(column, tuple(report_lines(self.flow.found.troubles)))
        other = secondary(self.design, self.tr("Choose something else"), self._show_start)
        self.show_step(step, (other, self.closing(self.tr("Close"))))

    def _show_troubles(self) -> None:
        if self.list is not None:
            self._ticks = self.list.rows.ticks()
        step, column = self._column()
        column.addWidget(soft(self.tr("This is what was not understood. Everything else comes in as it is.")))
        self._add_report(column, tuple(report_lines(self.flow.found.troubles)))
        self.list = self.act = None
        self.show_step(step, (secondary(self.design, self.tr("Back to the list"), self._show_preview),))

    def on_bring_in(self) -> None:
        """Keep what is ticked."""
        if self.list is None:
            return
        self._ticks = self.list.rows.ticks()
        drafts = self.list.rows.chosen()
        self.list = self.act = None
        self.flow.bring_in(drafts, self._picked, self.show_working(self.tr("Bringing the entries in…")))

    def _show_report(self, imported: Imported) -> None:
        self._again = self._show_start
        step, column = self._column()
        column.addWidget(soft(self.tr("This is what came in. The report can be copied; it holds names of files.")))
        self._add_report(column, tuple(self._report(len(imported.entry_ids))))
        back = quiet(self.design, self.tr("Take this import back"), self.on_take_back)
        done = primary(self.design, self.tr("Done"), self.accept)
        copy = secondary(self.design, self.tr("Copy the report"), self.on_copy)
        self.show_step(step, (back, copy, done))
        done.setDefault(True)
        done.setFocus()

    def _report(self, count: int) -> list[str]:
        found, there = len(self.flow.found.drafts), sum(self.flow.there)
        lines = [came_in(count)]
        if found > count:
            lines.append(self.tr("{entries} left out.").replace("{entries}", counted(found - count)))
        if there:
            lines.append(self.tr("{entries} had been there already.").replace("{entries}", counted(there)))
        troubles = list(report_lines(self.flow.found.troubles))
        return [*lines, "", *(troubles or [self.tr("Everything was understood.")])]

    def on_copy(self) -> None:
        """Lend the report to the clipboard."""
        if self.report is not None:
            self.ws.clipboard.copy(self.report.toPlainText())

    def on_take_back(self) -> None:
        """Undo the import."""
        self.flow.take_back(self.show_working(self.tr("Taking it back…")))

    def _show_taken_back(self, back: TakenBack) -> None:
        self._show_start()
        text = self.tr("{entries} deleted.").replace("{entries}", counted(back.deleted))
        if back.kept:
            kept = self.tr("{entries} stay, as you wrote in them since.")
            text = f"{text} {kept.replace('{entries}', counted(back.kept))}"
        self.notice.show_notice(self.tr("The import was taken back"), text, NoticeTone.SUCCESS)

    def _on_stopped(self) -> None:
        taking_back = self.flow.imported is not None
        self._go_back()
        said = self.tr("Nothing was deleted.") if taking_back else self.tr("Nothing came in.")
        self.notice.show_notice(self.tr("Stopped"), said)

    def _on_failed(self, error: Exception) -> None:
        self._go_back()
        self.notice.show_error(error)

    def _go_back(self) -> None:
        if self.flow.imported is not None:
            self._show_report(self.flow.imported)
        else:
            self._again()

    def _add_report(self, column: QVBoxLayout, lines: Sequence[str]) -> None:
        self.report = QPlainTextEdit()
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setAccessibleName(self.tr("Report"))
        self.report.setPlainText("\n".join(lines))
        column.addWidget(self.report, 1)

    def _column(self) -> tuple[QWidget, QVBoxLayout]:
        step = QWidget(self)
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        return step, column


def open_import(ws: Workspace, parent: QWidget) -> ImportDialog:
    """Ask what is to be imported; afterwards there is a way back for a moment."""
    dialog = ImportDialog(ws, parent)
    dialog.accepted.connect(lambda: _offer_undo(ws, dialog.flow.imported))
    dialog.rejected.connect(lambda: _offer_undo(ws, dialog.flow.imported))
    ws.prompts.show(dialog)
    return dialog


def _offer_undo(ws: Workspace, imported: Imported | None) -> None:
    if imported is None:
        return
    me = ws.me

    def undo() -> None:
        ws.write(me, take_back, person=me, imported=imported, work=LongWork())

    ws.toast(came_in(len(imported.entry_ids)), undo)
