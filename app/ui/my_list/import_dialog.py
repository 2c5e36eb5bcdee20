"""Bringing in a yes-no-maybe list: pasting or choosing it, saying what its words mean, looking it through."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.assets import load
from app.models.foreign_file import FileProblem, ListText
from app.models.foreign_words import ForeignWords
from app.models.list_draft import OWN, ListDraft
from app.models.list_plan import Meanings, PlannedEntry
from app.services import list_import as service
from app.services.importing import TakenBack
from app.services.list_import import KnownList, ListImported
from app.services.long_work import LongWork
from app.services.units import UnitOfWork
from app.ui.design.tokens import Space
from app.ui.journal.import_steps import ImportSteps
from app.ui.kit.buttons import primary, quiet, secondary
from app.ui.kit.flow import Column
from app.ui.kit.labels import Reason, body, soft, strong
from app.ui.kit.notice import NoticeTone
from app.ui.my_list.import_meanings import MeaningsStep, UnsureStep
from app.ui.my_list.import_preview import PlannedModel, PlannedPreview
from app.ui.my_list.import_words import problem_words, report_lines
from app.ui.wording import plural
from app.ui.workspace import Workspace


class ListImportDialog(ImportSteps[ListImported]):
    """Nothing is kept before its owner has looked it through, and what is kept stays private."""

    def __init__(self, ws: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(ws, self.tr("Bring in a list"), service.take_back, parent)
        self.draft: ListDraft | None = None
        self.rows = PlannedModel(())
        self._is_guessed = False
        """Whether the letters of the file had to be guessed."""
        self.paste = QPlainTextEdit(self)
        self.paste.hide()
        self.paste.setTabChangesFocus(True)
        self.paste.setAccessibleName(self.tr("The list"))
        self.paste.setPlaceholderText(self.tr("Paste it here"))
        ws.unadded.hold_form("list_import", (self.paste,), self.accepted, self.rejected)
        self.paste.textChanged.connect(self._show_pasted)
        self.show_start()

    # --- pasting or choosing

    def show_start(self) -> None:
        """Ask for a list."""
        said = self.tr(
            "Paste a list of what you like and what you do not, or choose a file: lines of text, a table (.csv), cells "
            "copied from a spreadsheet, or the text of a KinkList."
        )
        private = self.tr(
            "You see everything before any of it is kept. It comes in as private answers, never shared unless you "
            "change that on a card. Answers you have already given stay as they are."
        )
        read = primary(self.design, self.tr("Read it"), self.on_read)
        self._why = Reason(read)
        step = Column(body(said), self.paste, soft(private), self._why, spacing=Space.M)
        step.body.setStretch(1, 1)
        file = secondary(self.design, self.tr("Choose a file…"), self.on_file)
        self.show_step(step, (self.closing(self.tr("Cancel")), file, read))
        self.paste.show()
        self._show_pasted()
        self.paste.setFocus()

    def _begin_reading(self) -> LongWork:
        self.paste.hide()
        self.paste.setParent(self)  # it outlives the step that it is in
        return self.show_working(self.tr("Reading the list…"))

    def _show_pasted(self) -> None:
        if self.paste.isVisibleTo(self):
            self._why.give(self.tr("Paste a list first.") if self.paste.document().isEmpty() else "")

    def on_read(self) -> None:
        """Read what was pasted."""
        self._is_guessed = False
        self._read(self.paste.toPlainText())

    def on_file(self) -> None:
        """Choose a file."""
        kinds = self.tr("Lists and tables") + " (*.txt *.csv *.tsv *.md *.json)"
        every = self.tr("All files") + " (*)"
        chosen = self.asking(self._on_file)
        self.ws.prompts.choose_files(self.tr("The list"), chosen, filters=f"{kinds};;{every}")

    def _on_file(self, chosen: tuple[Path, ...]) -> None:
        if not chosen:
            return
        self._begin_reading()
        self.ws.pages(lambda: service.read_list_file(chosen[0]), self._on_text, self.on_failed, owner=self)

    def _on_text(self, text: ListText | FileProblem) -> None:
        if isinstance(text, FileProblem):
            self.show_start()
            self.notice.show_notice(self.tr("Nothing was read"), problem_words(text), NoticeTone.WARNING)
        else:
            self._is_guessed = text.is_guessed
            self._read(text.text)

    def _read(self, text: str) -> None:
        me, base, work = self.me, self.ws.catalogue, self._begin_reading()

        def compare(known: KnownList) -> None:
            act = partial(service.match_list, text, known, load(ForeignWords), work)
            self.ws.pages(act, self._on_matched, self.on_failed, owner=self)

        self.ws.read(partial(service.known_list, person=me, base=base), compare, self.on_failed, owner=self)

    def _on_matched(self, draft: ListDraft) -> None:
        self.draft = draft
        if self._is_guessed:
            said = self.tr("The file uses an older encoding. Check the letters of each name before you keep it.")
            self.notice.show_notice(self.tr("Some letters may be wrong"), said, NoticeTone.WARNING)
        if draft.found.words:
            self._show_meanings(draft)
        elif draft.found.entries:
            self.go_on(draft)
        else:
            self.show_start()
            said = self.tr("No names of activities were found in it. Nothing was changed.")
            self.notice.show_notice(self.tr("Nothing was read"), said, NoticeTone.WARNING)

    # --- what the words mean

    def _show_meanings(self, draft: ListDraft) -> None:
        act = primary(self.design, self.tr("Next"), partial(self.go_on, draft))
        why = Reason(act)

        def changed(meanings: Meanings) -> None:
            draft.meanings = meanings
            why.give("" if meanings.is_settled else self.tr("Choose what each of them means, or leave it out."))

        step = MeaningsStep(self.design, draft.found, draft.meanings, changed)
        inside = Column(step, why, spacing=Space.M)
        inside.body.setStretch(0, 1)
        back = secondary(self.design, self.tr("Back"), self.show_start)
        self.show_step(inside, (self.closing(self.tr("Cancel")), back, act))
        changed(draft.meanings)
        first = step.first_open
        (first if first is not None and first.key is None else act).setFocus()

    def go_on(self, draft: ListDraft) -> None:
        """To the first name that is unsure, else to all of it."""
        if draft.unsure:
            self._show_unsure(draft, 0)
        else:
            self.show_preview(draft)

    # --- one by one

    def _show_unsure(self, draft: ListDraft, number: int) -> None:
        at = draft.unsure[number]
        draft.said.setdefault(at, OWN)
        choose = partial(draft.said.__setitem__, at)
        place = (number + 1, len(draft.unsure))
        step = UnsureStep(self.design, draft.name(at), draft.suggestions(at), draft.said[at], choose, place)
        is_last = number + 1 == len(draft.unsure)
        act = primary(
            self.design,
            self.tr("Next"),
            partial(self.show_preview, draft) if is_last else partial(self._show_unsure, draft, number + 1),
        )
        buttons = [secondary(self.design, self.tr("Back"), partial(self._back_from, draft, number))]
        if not is_last:
            rest = self.tr("Keep the rest as my own")
            buttons.append(secondary(self.design, rest, partial(self.show_preview, draft)))
        self.show_step(step, (*buttons, act))
        act.setDefault(True)
        step.take_focus()

    def _back_from(self, draft: ListDraft, number: int) -> None:
        if number:
            self._show_unsure(draft, number - 1)
        elif draft.found.words:
            self._show_meanings(draft)
        else:
            self.show_start()

    # --- looking through

    def show_preview(self, draft: ListDraft) -> None:
        """Show what would become of everything, each with a tick."""
        self.show_working(self.tr("Comparing it with your list…"))
        self.ws.pages(draft.plan, partial(self._show_rows, draft), self.on_failed, owner=self)

    def _show_rows(self, draft: ListDraft, plan: list[PlannedEntry]) -> None:
        self.rows = PlannedModel(plan)
        self._show_list(draft)

    def _show_list(self, draft: ListDraft) -> None:
        step = PlannedPreview(self.design, draft.found, self.rows)
        step.import_wanted.connect(self.on_bring_in)
        back = secondary(self.design, self.tr("Back"), partial(self._back_from, draft, len(draft.unsure)))
        self.show_step(step, (self.closing(self.tr("Cancel")), back, step.act))
        step.take_focus()

    def on_bring_in(self) -> None:
        """Keep what is ticked."""
        taken = self.rows.chosen()
        if not taken:
            return
        me, now, new_id, title = self.me, self.ws.clock(), self.ws.ids, self.tr("From a list of mine")
        today, work = self.ws.today, self.show_working(self.tr("Bringing it in…"))

        def act(uow: UnitOfWork) -> ListImported:
            return service.bring_in(
                uow, person=me, taken=taken, category=title, now=now, today=today, new_id=new_id, work=work
            )

        self.ws.write(me, act, by=self, done=self.on_imported, failed=self.on_failed)

    # --- afterwards

    def show_report(self, imported: ListImported) -> None:
        """Show what was kept."""
        step = Column(strong(self.tr("It is on your list")), *map(body, report_lines(imported)), spacing=Space.M)
        step.add(soft(self.tr("None of it is shared. To share an answer or a limit, open its card and choose when.")))
        step.body.addStretch(1)
        back = quiet(self.design, self.tr("Undo this import"), self.on_take_back)
        done = primary(self.design, self.tr("Done"), self.accept)
        self.show_step(step, (back, done), low=True)
        done.setDefault(True)
        done.setFocus()

    def show_last_step(self) -> None:
        """Show the preview if there is one, else where it began."""
        if self.draft is not None and self.rows.count_chosen:
            self._show_list(self.draft)
        else:
            self.show_start()

    def imported_words(self, imported: ListImported) -> str:
        """How many answers there are."""
        return plural("%Ln private answers are on your list now.", len(imported.answers))

    def undone_words(self, back: TakenBack) -> str:
        """How many answers were deleted, and how many stay."""
        said = [plural("%Ln answers deleted.", back.deleted)]
        if back.kept:
            said.append(plural("%Ln answers stay, because you have changed them since.", back.kept))
        return " ".join(said)

    def nothing_words(self) -> str:
        """That no answer was kept."""
        return self.tr("Nothing was kept.")
