"""Own entries and categories: adding, rewording, offering, deleting with a way back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from app.models.base import ActivityId, PersonId
from app.models.catalogue import CatalogueEntry, Category
from app.models.changes import Changes
from app.services import answers as service
from app.services import own_entries
from app.services.answers import EntryHistory, NewEntry
from app.ui.my_list.presenter import MyListPresenter
from app.ui.workspace import SHARED, Workspace


class OwnThings(QObject):
    """Acts on what a person added; says where to look afterwards."""

    added = Signal(str)
    """The id of a new entry."""
    failed = Signal(object)

    def __init__(self, ws: Workspace, presenter: MyListPresenter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ws, self._presenter = ws, presenter

    @property
    def _me(self) -> PersonId:
        return self._ws.me

    def add(self, new: NewEntry, new_category: str) -> None:
        """Add an entry, in a category of its own if that has a name."""
        if not new_category:
            self._add(new)
            return
        self._ws.write(
            self._me,
            service.add_category,
            lambda added: self._add(new.evolve(category=added.category.id)),
            self.failed.emit,
            person=self._me,
            title=new_category,
            new_id=self._ws.ids,
        )

    def _add(self, new: NewEntry) -> None:
        self._ws.write(
            self._me,
            service.add_entry,
            self._on_added,
            self.failed.emit,
            person=self._me,
            new=new,
            new_id=self._ws.ids,
        )

    def _on_added(self, changes: Changes) -> None:
        self.added.emit(changes.ids[0])

    def reword(self, entry: CatalogueEntry) -> None:
        """Keep other words; an entry on the shared list is offered anew with them."""
        offered = entry.id in self._presenter.offered
        self._presenter.forget_undo()

        def kept(changes: Changes) -> None:
            fresh = ActivityId(changes.ids[0])
            if offered:
                self._replace(entry.id, fresh)
            elif fresh != entry.id:
                self.added.emit(fresh)

        self._ws.write(
            self._me,
            own_entries.revise_entry,
            kept,
            self.failed.emit,
            person=self._me,
            entry=entry,
            new_id=self._ws.ids,
        )

    def _replace(self, old_id: ActivityId, entry_id: ActivityId) -> None:
        person = self._me

        def replaced(_changes: Changes) -> None:
            self._ws.write(person, own_entries.delete_entry, told, self.failed.emit, person=person, entry_id=old_id)

        def told(_changes: Changes) -> None:
            self._ws.toast(self.tr("Offered with its new words."))
            self.added.emit(entry_id)

        self._ws.write(
            SHARED,
            own_entries.replace_offered,
            replaced,
            self.failed.emit,
            person=person,
            old_id=old_id,
            entry_id=entry_id,
        )

    def take_off(self, entry_id: ActivityId) -> None:
        """Take it off the shared list; it is private again."""
        self._ws.write(
            SHARED,
            own_entries.take_off,
            lambda _done: self._ws.toast(self.tr("It is off our list, and private again.")),
            self.failed.emit,
            person=self._me,
            entry_id=entry_id,
        )

    def offer(self, entry_id: ActivityId) -> None:
        """Put title and description on the shared list."""
        told = partial(self._ws.toast, self.tr("It is on our list now."))
        self._ws.write(
            SHARED, own_entries.offer_entry, lambda _done: told(), self.failed.emit, person=self._me, entry_id=entry_id
        )

    def delete(self, entry_id: ActivityId) -> None:
        """Delete an entry with everything said to it; the toast brings all of it back."""
        person = self._me
        self._ws.read(
            service.entry_history,
            partial(self._delete, person),
            self.failed.emit,
            owner=self,
            person=person,
            entry_id=entry_id,
        )

    def _delete(self, person: PersonId, kept: EntryHistory) -> None:
        self._ws.write(
            person,
            own_entries.delete_entry,
            lambda _done: self._ws.toast(self.tr("Deleted."), undo=partial(self._restore, person, kept)),
            self.failed.emit,
            person=person,
            entry_id=kept.entry.id,
        )

    def _restore(self, person: PersonId, kept: EntryHistory) -> None:
        self._ws.write(
            person,
            service.restore_entry,
            lambda _done: self.added.emit(kept.entry.id),
            self.failed.emit,
            person=person,
            kept=kept,
        )

    # --- categories

    def rename_category(self, category: Category, title: str) -> None:
        """Another name for an own category that is still private."""
        self._ws.write(
            self._me,
            service.save_category,
            None,
            self.failed.emit,
            person=self._me,
            category=category.evolve(title=title),
        )

    def delete_category(self, category: Category) -> None:
        """Delete an own category that is empty; the toast brings it back."""
        person = self._me
        undo = partial(
            self._ws.write, person, service.save_category, None, self.failed.emit, person=person, category=category
        )
        self._ws.write(
            person,
            service.delete_category,
            lambda _done: self._ws.toast(self.tr("Deleted."), undo=undo),
            self.failed.emit,
            person=person,
            category_id=category.id,
        )
