"""What can be done with entries and categories besides answering: asked in a sheet or a dialog, then written."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from app.models.catalogue import CatalogueEntry, CatalogueKind, Category
from app.models.changes import Changes
from app.services import answers as service
from app.services import own_entries, sharing
from app.services.answers import EntryHistory, NewEntry
from app.services.own_entries import Reworded
from app.services.unadded import Deleted, Typed
from app.ui.kit.flow import discard
from app.ui.my_list.packs_sheet import PacksSheet
from app.ui.my_list.presenter import MyListPresenter
from app.ui.my_list.sheets import EntrySheet, HistorySheet, ListSheet, OfferSheet, PastWords, past_answers
from app.ui.page_id import PageId
from app.ui.presenter import Presenter
from app.ui.typed_again import TypedAgain
from app.ui.wording import fill
from app.ui.workspace import SHARED, Workspace


class EntryActs(Presenter):
    """Holds at most one sheet over the list; the list hears of each change as of anybody's."""

    added = Signal(str)
    """The id of a new entry, to be opened."""
    closed = Signal()
    list_wanted = Signal()
    """A list from elsewhere is to be brought in."""

    def __init__(self, ws: Workspace, presenter: MyListPresenter, stack: QStackedWidget, parent: QObject) -> None:
        super().__init__(ws, parent)
        self._presenter, self._stack = presenter, stack
        self._typed_again = TypedAgain(ws, self)
        self.sheet: ListSheet | None = None
        """What is laid over the list."""
        presenter.loaded.connect(self.on_loaded)

    def on_refused(self, error: Exception) -> None:
        """Show why an act failed; nothing was shown as done before it was."""
        self.failed.emit(error)

    def go(self, page: PageId, argument: object = None) -> None:
        """Go to a page about the entry that is open, or on from it."""
        self._ws.go(page, argument)

    # --- sheets

    @property
    def is_open(self) -> bool:
        """Whether something is laid over the list."""
        return self.sheet is not None

    def _show_sheet(self, sheet: ListSheet) -> None:
        self.close()
        self.sheet = sheet
        sheet.closed.connect(self.close)
        self._stack.addWidget(sheet)
        self._stack.setCurrentWidget(sheet)
        sheet.take_focus()

    def choose_packs(self) -> None:
        """Choose which packs of the catalogue the list has."""
        presenter = self._presenter
        sheet = PacksSheet(self._ws.design, presenter.catalogue, presenter.packs, for_two=presenter.is_for_two)
        sheet.chosen.connect(presenter.choose_packs)
        self._show_sheet(sheet)

    def on_loaded(self) -> None:
        """Show what is chosen now; it may have been taken back."""
        if isinstance(self.sheet, PacksSheet):
            self.sheet.show_choice(self._presenter.packs)

    def _show_form(self, sheet: EntrySheet, key: str) -> None:
        self._ws.unadded.hold_form(key, sheet.edits, sheet.closed, sheet.written, sheet.reworded)
        self._show_sheet(sheet)

    def close(self) -> None:
        """Take the sheet away, if there is one."""
        sheet, self.sheet = self.sheet, None
        if sheet is not None:
            self._stack.removeWidget(sheet)
            discard(sheet)
            self.closed.emit()

    # --- entries

    def show_history(self, entry: CatalogueEntry) -> None:
        """Show how the answers or own words to an entry changed."""
        for_two = self._presenter.is_for_two

        def show(changes: list[PastWords]) -> None:
            self._show_sheet(HistorySheet(self._ws.design, entry, changes))

        if entry.kind is CatalogueKind.TERM:
            self.read_own(
                lambda uow, me: service.term_history(uow, person=me, entry_id=entry.id),
                lambda changes: show([PastWords(at, (words,)) for at, words in changes]),
            )
        else:
            self.read_own(
                lambda uow, me: service.history(uow, person=me, activity_id=entry.id),
                lambda changes: show(past_answers(entry, changes, for_two=for_two)),
            )

    def add(self, category_id: str) -> None:
        """Write an own entry, at first in this category."""
        sheet = EntrySheet(self._ws.design, self._presenter.index.asked_categories, category=category_id)
        sheet.written.connect(self._add)
        self._show_form(sheet, "entry.new")

    def _add(self, new: NewEntry, new_category: str) -> None:
        """Add an entry, in a category of its own if that has a name."""
        ids = self._ws.ids
        self.write_own(
            lambda uow, me: service.add_entry(uow, person=me, new=new, new_id=ids, new_category=new_category),
            lambda changes: self.added.emit(changes.ids[0]),
        )

    def reword(self, entry: CatalogueEntry) -> None:
        """Write different words for an own entry."""
        reader = self._ws.partner_name if entry.id in self._presenter.offered else ""
        sheet = EntrySheet(self._ws.design, self._presenter.index.asked_categories, entry=entry, reader=reader)
        sheet.reworded.connect(self._reword)
        self._show_form(sheet, entry.id)

    def _reword(self, entry: CatalogueEntry) -> None:
        """Keep different words; an entry on the shared list is offered again with them."""
        me, ids = self._ws.me, self._ws.ids

        def reworded(found: Reworded) -> None:
            if found.is_offered:
                self._ws.toast(self.tr("Offered again with the new wording."))
            if found.entry_id != entry.id:
                self.added.emit(found.entry_id)

        def reword() -> None:
            self._presenter.forget_undo()
            self.close()
            self.write(SHARED, lambda uow: own_entries.reword(uow, person=me, entry=entry, new_id=ids), reworded)

        if entry.id in self._presenter.offered:
            self._typed_again.ask((me,), reword, self._stay)
        else:
            reword()

    def offer(self, entry: CatalogueEntry) -> None:
        """Preview what the partner would read of an entry, then put it on the shared list."""
        me, partner = self._ws.me, self._ws.partner
        if partner is None:
            return

        def offered() -> None:
            self.close()
            done = self._toast(self.tr("It is on our list now."))
            self.write(SHARED, lambda uow: own_entries.offer_entry(uow, person=me, entry_id=entry.id), done)

        sheet = OfferSheet(self._ws.design, entry, partner.name)
        sheet.offered.connect(lambda: self._typed_again.ask((me,), offered, self._stay))
        self._show_sheet(sheet)

    def _stay(self) -> None:
        """Nobody typed the passphrase: the sheet stays as it is."""

    def take_off(self, entry: CatalogueEntry) -> None:
        """Ask, saying what follows, then take an entry off the shared list; it is private again."""
        me, partner = self._ws.me, self._ws.partner
        if partner is None:
            return

        def take_off() -> None:
            done = self._toast(self.tr("It is off our list, and private again."))
            self.write(SHARED, lambda uow: own_entries.take_off(uow, person=me, entry_id=entry.id), done)

        text = self.tr(
            "{name} is no longer asked about it, and everything you shared about it is taken back: wherever it was "
            "agreed, it no longer is. If {name} has set a limit on it, that limit stays. For you it is private again."
        )
        self._ws.prompts.confirm(
            self.tr("Take it off our list?"),
            fill(text, name=partner.name),
            self.tr("Take it off"),
            take_off,
            resources=self._ws.signals.to_resources,
        )

    def wake(self, entry: CatalogueEntry) -> None:
        """End its rest, so that it can be on the shared list and be proposed again."""
        me = self._ws.me
        done = self._toast(self.tr("You have brought it back."))
        self.write(SHARED, lambda uow: sharing.wake_entry(uow, person=me, entry_id=entry.id), done)

    def delete(self, entry: CatalogueEntry) -> None:
        """Delete an entry with everything said to it; the toast brings all of it back."""

        def delete(kept: EntryHistory) -> None:
            def done(deleted: Deleted) -> None:
                self._ws.toast(self.tr("Deleted."), lambda: self._restore(kept, deleted.typed))

            self.write_own(lambda uow, me: own_entries.delete_entry(uow, person=me, entry_id=entry.id), done)

        self.read_own(lambda uow, me: service.entry_history(uow, person=me, entry_id=entry.id), delete)

    def _restore(self, kept: EntryHistory, typed: Typed) -> None:
        self.write_own(
            lambda uow, me: service.restore_entry(uow, person=me, kept=kept, typed=typed),
            lambda _changes: self.added.emit(kept.entry.id),
        )

    # --- categories

    def rename_category(self, category: Category) -> None:
        """Ask for a different name of an own category that is still private."""

        def named(title: str) -> None:
            if title.strip():
                self._save_category(category.evolve(title=title))

        keep = self._ws.unadded.in_dialog(f"category.{category.id}")
        self._ws.prompts.ask_text(
            self.tr("Rename the category"), "", self.tr("Its name"), named, keep=keep, value=category.title
        )

    def _save_category(self, category: Category, typed: Typed | None = None) -> None:
        self.write_own(lambda uow, me: service.save_category(uow, person=me, category=category, typed=typed))

    def delete_category(self, category: Category) -> None:
        """Delete an own category that is empty; the toast brings it back."""

        def done(deleted: Deleted) -> None:
            self._ws.toast(self.tr("Deleted."), lambda: self._save_category(category, deleted.typed))

        self.write_own(lambda uow, me: service.delete_category(uow, person=me, category_id=category.id), done)

    def _toast(self, words: str) -> Callable[[Changes], object]:
        """What is said once it is done."""
        return lambda _changes: self._ws.toast(words)
