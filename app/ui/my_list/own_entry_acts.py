"""Own entries and categories: adding, rewording, offering, deleting with a way back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.models.base import ActivityId, PersonId
from app.models.catalogue import CatalogueEntry, Category
from app.models.changes import Changes
from app.services import answers as service
from app.services import own_entries
from app.services.answers import EntryHistory, NewEntry
from app.services.own_entries import Reworded
from app.ui.my_list.presenter import MyListPresenter
from app.ui.presenter import Presenter
from app.ui.workspace import SHARED, Workspace


class OwnEntryActs(Presenter):
    """Acts on what a person added; the list hears of each change as of anybody's."""

    added = Signal(str)
    """The id of a new entry, to be opened."""

    def __init__(self, ws: Workspace, presenter: MyListPresenter, parent: QObject | None = None) -> None:
        super().__init__(ws, parent)
        self._presenter = presenter

    def on_refused(self, error: Exception) -> None:
        """Show why an act failed; nothing was shown as done before it was."""
        self.failed.emit(error)

    # --- entries

    def add(self, new: NewEntry, new_category: str) -> None:
        """Add an entry, in a category of its own if that has a name."""
        me, ids = self._ws.me, self._ws.ids
        self.write(
            me,
            lambda uow: service.add_entry(uow, person=me, new=new, new_id=ids, new_category=new_category),
            lambda changes: self.added.emit(changes.ids[0]),
        )

    def reword(self, entry: CatalogueEntry) -> None:
        """Keep different words; an entry on the shared list is offered again with them."""
        me, ids = self._ws.me, self._ws.ids
        self._presenter.forget_undo()

        def reworded(found: Reworded) -> None:
            if found.is_offered:
                self._ws.toast(self.tr("Offered with its new words."))
            if found.entry_id != entry.id:
                self.added.emit(found.entry_id)

        self._ws.act(
            lambda units: own_entries.reword(units, person=me, entry=entry, new_id=ids),
            by=self,
            done=reworded,
            failed=self.on_refused,
        )

    def take_off(self, entry_id: ActivityId) -> None:
        """Take it off the shared list; it is private again."""
        me = self._ws.me
        done = self._toast(self.tr("It is off our list, and private again."))
        self.write(SHARED, lambda uow: own_entries.take_off(uow, person=me, entry_id=entry_id), done)

    def offer(self, entry_id: ActivityId) -> None:
        """Put title and description on the shared list."""
        me = self._ws.me
        done = self._toast(self.tr("It is on our list now."))
        self.write(SHARED, lambda uow: own_entries.offer_entry(uow, person=me, entry_id=entry_id), done)

    def delete(self, entry_id: ActivityId) -> None:
        """Delete an entry with everything said to it; the toast brings all of it back."""
        me = self._ws.me

        def delete(kept: EntryHistory) -> None:
            done = self._toast(self.tr("Deleted."), undo=lambda: self._restore(me, kept))
            self.write(me, lambda uow: own_entries.delete_entry(uow, person=me, entry_id=entry_id), done)

        self.read(lambda uow: service.entry_history(uow, person=me, entry_id=entry_id), delete)

    def _restore(self, person: PersonId, kept: EntryHistory) -> None:
        self.write(
            person,
            lambda uow: service.restore_entry(uow, person=person, kept=kept),
            lambda _changes: self.added.emit(kept.entry.id),
        )

    # --- categories

    def rename_category(self, category: Category, title: str) -> None:
        """Change the name of an own category that is still private."""
        self._save_category(self._ws.me, category.evolve(title=title))

    def _save_category(self, person: PersonId, category: Category) -> None:
        self.write(person, lambda uow: service.save_category(uow, person=person, category=category))

    def delete_category(self, category: Category) -> None:
        """Delete an own category that is empty; the toast brings it back."""
        me = self._ws.me
        done = self._toast(self.tr("Deleted."), undo=lambda: self._save_category(me, category))
        self.write(me, lambda uow: service.delete_category(uow, person=me, category_id=category.id), done)

    def _toast(self, words: str, undo: Callable[[], object] | None = None) -> Callable[[Changes], object]:
        """What is said once it is done."""
        return lambda _changes: self._ws.toast(words, undo)
