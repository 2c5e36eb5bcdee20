"""Own entries and categories: adding, rewording, offering, deleting with a way back."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.models.base import ActivityId, PersonId
from app.models.catalogue import CatalogueEntry, Category
from app.models.changes import Changes
from app.services import answers as service
from app.services import own_entries
from app.services.answers import EntryHistory, NewEntry
from app.services.own_entries import Reworded
from app.ui.my_list.presenter import MyListPresenter
from app.ui.workspace import SHARED, Workspace


class OwnEntryActs(QObject):
    """Acts on what a person added; tells where to look afterwards."""

    added = Signal(str)
    """The id of a new entry."""
    failed = Signal(object)

    def __init__(self, ws: Workspace, presenter: MyListPresenter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ws, self._presenter = ws, presenter

    def add(self, new: NewEntry, new_category: str) -> None:
        """Add an entry, in a category of its own if that has a name."""
        me, ids = self._ws.me, self._ws.ids
        self._ws.write(
            me,
            lambda uow: service.add_entry(uow, person=me, new=new, new_id=ids, new_category=new_category),
            by=self,
            done=self._on_added,
            failed=self.failed.emit,
        )

    def _on_added(self, changes: Changes) -> None:
        self.added.emit(changes.ids[0])

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
            failed=self.failed.emit,
        )

    def take_off(self, entry_id: ActivityId) -> None:
        """Take it off the shared list; it is private again."""
        me = self._ws.me
        self._ws.write(
            SHARED,
            lambda uow: own_entries.take_off(uow, person=me, entry_id=entry_id),
            by=self,
            done=lambda _changes: self._ws.toast(self.tr("It is off our list, and private again.")),
            failed=self.failed.emit,
        )

    def offer(self, entry_id: ActivityId) -> None:
        """Put title and description on the shared list."""
        me = self._ws.me
        self._ws.write(
            SHARED,
            lambda uow: own_entries.offer_entry(uow, person=me, entry_id=entry_id),
            by=self,
            done=lambda _changes: self._ws.toast(self.tr("It is on our list now.")),
            failed=self.failed.emit,
        )

    def delete(self, entry_id: ActivityId) -> None:
        """Delete an entry with everything said to it; the toast brings all of it back."""
        me = self._ws.me
        self._ws.read(
            lambda uow: service.entry_history(uow, person=me, entry_id=entry_id),
            self._delete,
            self.failed.emit,
            owner=self,
        )

    def _delete(self, kept: EntryHistory) -> None:
        me = self._ws.me
        self._ws.write(
            me,
            lambda uow: own_entries.delete_entry(uow, person=me, entry_id=kept.entry.id),
            by=self,
            done=lambda _changes: self._ws.toast(self.tr("Deleted."), undo=lambda: self._restore(me, kept)),
            failed=self.failed.emit,
        )

    def _restore(self, person: PersonId, kept: EntryHistory) -> None:
        self._ws.write(
            person,
            lambda uow: service.restore_entry(uow, person=person, kept=kept),
            by=self,
            done=lambda _changes: self.added.emit(kept.entry.id),
            failed=self.failed.emit,
        )

    # --- categories

    def rename_category(self, category: Category, title: str) -> None:
        """Change the name of an own category that is still private."""
        self._save_category(self._ws.me, category.evolve(title=title))

    def _save_category(self, person: PersonId, category: Category) -> None:
        self._ws.write(
            person,
            lambda uow: service.save_category(uow, person=person, category=category),
            by=self,
            failed=self.failed.emit,
        )

    def delete_category(self, category: Category) -> None:
        """Delete an own category that is empty; the toast brings it back."""
        me = self._ws.me
        self._ws.write(
            me,
            lambda uow: service.delete_category(uow, person=me, category_id=category.id),
            by=self,
            done=lambda _changes: self._ws.toast(self.tr("Deleted."), undo=lambda: self._save_category(me, category)),
            failed=self.failed.emit,
        )
