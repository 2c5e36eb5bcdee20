"""The dialog *Import*: choose files, look through them, bring them in, read the report, take it back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.errors import WrongPassphrase
from app.models.journal import EntryKind
from app.services.journal_files import Imported, TakenBack, take_back
from app.services.long_work import LongWork, Stopped
from app.ui.design.tokens import Colour, Size, Space
from app.ui.journal.import_list import DraftList, DraftModel
from app.ui.journal.import_presenter import JournalImporter
from app.ui.journal.import_report import report_lines
from app.ui.journal.steps_dialog import StepsDialog
from app.ui.journal.words import kind_words
from app.ui.kit.buttons import Button, primary, quiet, secondary
from app.ui.kit.controls import ComboBox
from app.ui.kit.flow import Column, Flow, row
from app.ui.kit.labels import body, caption, soft, strong
from app.ui.kit.notice import NoticeTone
from app.ui.kit.surfaces import IconLabel
from app.ui.wording import plural
from app.ui.workspace import Workspace


class ImportDialog(StepsDialog):
    """Nothing comes in before the person has looked through it."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, self.tr("Import into my journal"), parent)
        self.presenter = JournalImporter(ws, self)
        self.presenter.passphrase_wanted.connect(self._ask_passphrase)
        self.presenter.loaded.connect(self._show_preview)
        self.presenter.came_in.connect(self._show_report)
        self.presenter.taken_back.connect(self._show_taken_back)
        self.presenter.failed.connect(self._on_failed)
        self.list: DraftList | None = None
        self.act: Button | None = None
        self.report: QPlainTextEdit | None = None
        self._kind = EntryKind.REFLECTION
        self._ticks: Sequence[bool] = ()
        self._back_to = self._show_start
        """Shows the step to go back to when work was stopped or failed."""
        self._show_start()

    # --- choosing

    def _show_start(self) -> None:
        """Show what can be read, and the two ways to choose it."""
        self._back_to = self._show_start
        step, column = self.new_step()
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

        def chosen(folder: Path | None) -> None:
            self._on_chosen((folder,) if folder is not None else ())

        self.ws.prompts.choose_folder(self.tr("Folder to import"), self.asking(chosen))

    def _on_chosen(self, chosen: tuple[Path, ...]) -> None:
        if chosen:
            self.presenter.choose(chosen, self.show_working(self.tr("Reading the files…")))

    def _ask_passphrase(self) -> None:
        self._show_start()

        def given(words: str | None) -> None:
            if words:
                self.presenter.read_files(self.show_working(self.tr("Opening the backup…")), words)

        text = self.tr("The passphrase that was set when this backup was made.")
        self.ws.prompts.ask_passphrase(self.tr("Open the backup"), text, self.asking(given))

    # --- looking through

    def _show_preview(self) -> None:
        """Show what would come in, each with a tick."""
        self._back_to = self._show_preview
        self.notice.clear()
        drafts, known = self.presenter.found.drafts, self.presenter.known
        if not drafts:
            self._show_nothing()
            return
        model = DraftModel(drafts, known)
        if len(self._ticks) == len(drafts):
            model.tick(self._ticks)
        self._ticks = ()
        self.list = DraftList(self.design, model)
        said = [plural("%Ln entries found.", len(drafts))]
        if any(known):
            said.append(
                plural("%Ln entries are in your journal already; they are left out unless you tick them.", sum(known))
            )
        step, column = self.new_step()
        column.addWidget(soft(" ".join(said)))
        column.addWidget(self.list, 1)
        column.addWidget(self._choices(model))
        self.act = primary(self.design, "", self.on_bring_in)
        self.show_step(step, (self.closing(self.tr("Cancel")), self.act))
        model.ticked.connect(self._show_count)
        self._show_count()
        self.list.setCurrentIndex(model.index(0))
        self.list.setFocus()

    def _choices(self, model: DraftModel) -> QWidget:
        kind = ComboBox(self.design, self.tr("What they are"))
        kind.show_options(list(kind_words()), self._kind)
        kind.picked.connect(self._on_kind)
        buttons = [
            quiet(self.design, self.tr("Tick all"), lambda: model.tick([True] * model.rowCount())),
            quiet(self.design, self.tr("Tick none"), lambda: model.tick([False] * model.rowCount())),
        ]
        if self.presenter.found.troubles:
            buttons.append(quiet(self.design, self.tr("What was not understood…"), self._show_troubles, "info"))
        said = self.tr(
            "A fantasy comes in as one that stays a fantasy, whatever a file says; only your own encrypted "
            "backup keeps the boundary you chose."
        )
        return Column(Flow(strong(self.tr("They come in as")), kind, *buttons), caption(said), spacing=Space.M)

    def _on_kind(self, kind: object) -> None:
        self._kind = EntryKind(str(kind))

    def _show_count(self) -> None:
        if self.list is not None and self.act is not None:
            n = self.list.rows.count_chosen
            self.act.show_text(plural("Bring in %Ln entries", n))
            self.act.setEnabled(bool(n))

    def _show_nothing(self) -> None:
        said = self.tr("No entries were found in what you chose. Nothing was changed.")
        other = secondary(self.design, self.tr("Choose something else"), self._show_start)
        self._show_lines(said, tuple(self._troubles()), (other, self.closing(self.tr("Close"))))

    def _show_troubles(self) -> None:
        self._take_list()
        said = self.tr("This is what was not understood. Everything else comes in as it is.")
        back = secondary(self.design, self.tr("Back to the list"), self._show_preview)
        self._show_lines(said, tuple(self._troubles()), (back,))

    def _take_list(self) -> DraftModel | None:
        """Leave the list, and remember its ticks."""
        model = self.list.rows if self.list is not None else None
        if model is not None:
            self._ticks = model.ticks()
        self.list = self.act = None
        return model

    def on_bring_in(self) -> None:
        """Bring in what is ticked."""
        model = self._take_list()
        if model is not None:
            work = self.show_working(self.tr("Bringing the entries in…"))
            self.presenter.bring_in(model.chosen(), self._kind, work)

    # --- afterwards

    def _show_report(self, imported: Imported) -> None:
        self._back_to = self._show_start
        said = self.tr("This is what came in. The report can be copied; it holds names of files.")
        back = quiet(self.design, self.tr("Take this import back"), self.on_take_back)
        done = primary(self.design, self.tr("Done"), self.accept)
        copy = secondary(self.design, self.tr("Copy the report"), self.on_copy)
        self._show_lines(said, self._report(len(imported.entry_ids)), (back, copy, done))
        done.setDefault(True)
        done.setFocus()

    def _report(self, count: int) -> list[str]:
        left_out, known = len(self.presenter.found.drafts) - count, sum(self.presenter.known)
        lines = [plural("%Ln entries came in.", count)]
        if left_out > 0:
            lines.append(plural("%Ln entries left out.", left_out))
        if known:
            lines.append(plural("%Ln entries had been there already.", known))
        return [*lines, "", *(self._troubles() or [self.tr("Everything was understood.")])]

    def _troubles(self) -> list[str]:
        return list(report_lines(self.presenter.found.troubles))

    def on_copy(self) -> None:
        """Lend the report to the clipboard."""
        if self.report is not None:
            self.ws.clipboard.copy(self.report.toPlainText())

    def on_take_back(self) -> None:
        """Undo the import."""
        self.presenter.take_back(self.show_working(self.tr("Taking it back…")))

    def _show_taken_back(self, back: TakenBack) -> None:
        self._show_start()
        said = [plural("%Ln entries deleted.", back.deleted)]
        if back.kept:
            said.append(plural("%Ln entries stay, as you wrote in them since.", back.kept))
        self.notice.show_notice(self.tr("The import was taken back"), " ".join(said), NoticeTone.SUCCESS)

    def _on_failed(self, error: Exception) -> None:
        imported = self.presenter.imported
        if isinstance(error, WrongPassphrase):
            self._show_wrong_passphrase()
            return
        if imported is not None:
            self._show_report(imported)
        else:
            self._back_to()
        if isinstance(error, Stopped):
            nothing = self.tr("Nothing was deleted.") if imported is not None else self.tr("Nothing came in.")
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
        step, column = self.new_step()
        self.report = QPlainTextEdit()
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setAccessibleName(self.tr("Report"))
        self.report.setPlainText("\n".join(lines))
        column.addWidget(soft(said))
        column.addWidget(self.report, 1)
        self.show_step(step, buttons)


def open_import(ws: Workspace, parent: QWidget) -> ImportDialog:
    """Open the dialog over a page; once it is closed, a toast offers the way back for a moment."""
    dialog = ImportDialog(ws, parent)
    dialog.finished.connect(lambda _result: _offer_undo(ws, dialog.presenter.imported))
    ws.prompts.show(dialog)
    return dialog


def _offer_undo(ws: Workspace, imported: Imported | None) -> None:
    if imported is None:
        return
    me = ws.me

    def undo() -> None:
        ws.write(me, lambda uow: take_back(uow, person=me, imported=imported, work=LongWork()), by=ws.session)

    ws.toast(plural("%Ln entries came in.", len(imported.entry_ids)), undo)
