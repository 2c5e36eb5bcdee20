"""What is chosen in the journal, one entry or several: moved to the bin, restored or deleted, each as one act."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu
from shiboken6 import isValid

from app.models.base import PersonId
from app.models.changes import Changes
from app.models.journal import EntryId
from app.services import journal
from app.services.long_work import LongWork, Stopped
from app.services.units import UnitOfWork
from app.ui.journal.entry_column import EntryColumn
from app.ui.journal.list_column import ListColumn
from app.ui.journal.list_presenter import MOST_ROWS_REFRESHED, EntryListPresenter
from app.ui.journal.steps_dialog import StepsDialog
from app.ui.kit.menu_button import open_row_menu
from app.ui.presenter import Presenter
from app.ui.wording import plural
from app.ui.workspace import Workspace

Moments = tuple[int, ...]
Move = Callable[[UnitOfWork, PersonId, LongWork], Changes]
MANY = 500
"""Moving so many entries takes about a second."""


class ChosenEntries(Presenter):
    """Acts on the open entry, or on several by their moments, as most of their rows may not have been read yet."""

    returned = Signal(str)
    """The newest entry of those that *Undo* brought back."""

    def __init__(
        self, ws: Workspace, entries: EntryListPresenter, column: ListColumn, detail: EntryColumn, parent: QObject
    ) -> None:
        super().__init__(ws, parent)
        self._entries, self._list, self._detail = entries, column, detail
        self._opened = detail.presenter
        column.rows.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        column.rows.customContextMenuRequested.connect(self.on_row_menu)

    def on_row_menu(self, at: QPoint) -> None:
        """What can be done with the entry of the row, which is open by then, or with all that are chosen."""
        place, moments = self._list.rows.viewport().mapToGlobal(at), self._list.several()
        if moments:
            self._open_menu(moments, place)
        elif self._entries.binned:
            open_row_menu(self._detail.bin_line, place)
        elif self._opened.entry is not None:
            self._detail.menu.popup(place)

    def delete(self) -> None:
        """Move what is chosen to the bin; in the bin, ask and then delete it permanently."""
        moments = self._list.several()
        if moments:
            self._delete_several(moments)
        elif self._list.current() not in (self._opened.moment, None):
            return
        elif self._entries.binned:
            self._opened.delete_for_good()
        else:
            self._opened.bin()

    def restore(self) -> None:
        """Bring what is chosen back from the bin."""
        moments = self._list.several()
        if moments:
            self._restore_several(moments)
        else:
            self._opened.restore()

    def _open_menu(self, moments: Moments, at: QPoint) -> None:
        menu, count = QMenu(self._list), len(moments)
        menu.aboutToHide.connect(menu.deleteLater)
        if self._entries.binned:
            menu.addAction(plural("Restore %Ln entries", count), partial(self._restore_several, moments))
            menu.addAction(plural("Delete %Ln entries permanently", count), partial(self._delete_several, moments))
        else:
            menu.addAction(plural("Move %Ln entries to the bin", count), partial(self._delete_several, moments))
        menu.popup(at)

    def _delete_several(self, moments: Moments) -> None:
        if self._entries.binned:
            self._ask_to_delete(moments)
            return
        self._opened.save()
        now = self._ws.clock()
        self._move(
            self.tr("Moving entries to the bin"),
            len(moments),
            lambda uow, me, work: journal.bin_entries(
                uow, person=me, entry_ids=journal.ids_at(uow, person=me, moments=moments), now=now, work=work
            ),
            self._on_binned,
        )

    def _on_binned(self, saved: Changes) -> None:
        self._close_open(saved)
        ids = tuple(EntryId(each) for each in saved.ids)
        self._ws.toast(plural("%Ln entries moved to the bin", len(ids)), partial(self._unbin, ids))

    def _unbin(self, ids: tuple[EntryId, ...]) -> None:
        self._move(
            self.tr("Restoring entries"),
            len(ids),
            lambda uow, me, work: journal.restore_entries(uow, person=me, entry_ids=ids, work=work),
            lambda _saved: self.returned.emit(ids[0]),
        )

    def _restore_several(self, moments: Moments) -> None:
        def done(saved: Changes) -> None:
            self._close_open(saved)
            self._ws.toast(plural("%Ln entries back in the journal", len(saved.ids)))

        self._move(
            self.tr("Restoring entries"),
            len(moments),
            lambda uow, me, work: journal.restore_entries(
                uow, person=me, entry_ids=journal.ids_at(uow, person=me, moments=moments), work=work
            ),
            done,
        )

    def _move(self, heading: str, count: int, act: Move, done: Callable[[Changes], object]) -> None:
        """Move entries; if they are many, a dialog shows how far it is and offers to stop."""
        person, work, dialog = self.owner, LongWork(), None
        if count >= MANY:
            dialog = self._ws.prompts.show(StepsDialog(self._ws, heading))
            work = dialog.show_working(self.tr("If you stop, every entry stays where it was."))

        def end() -> None:
            if dialog is not None and isValid(dialog):
                dialog.accept()

        def moved(saved: Changes) -> None:
            end()
            done(saved)

        def failed(error: Exception) -> None:
            end()
            if not isinstance(error, Stopped):
                self.on_refused(error)

        self._ws.write(person, lambda uow: act(uow, person, work), by=self, done=moved, failed=failed)

    def _ask_to_delete(self, moments: Moments) -> None:
        def delete() -> None:
            self.write_own(
                lambda uow, me: journal.delete_for_good(
                    uow, person=me, entry_ids=journal.ids_at(uow, person=me, moments=moments)
                ),
                self._close_open,
            )

        words = self.tr(
            "Every word of them will be deleted from this vault, and nobody can bring them back. Backups you made "
            "earlier still contain them."
        )
        title, yes = plural("Delete %Ln entries permanently?", len(moments)), self.tr("Delete permanently")
        self._ws.prompts.confirm(title, words, yes, delete, danger=True)

    def _close_open(self, saved: Changes) -> None:
        """So many changed that the list is read again: an entry that left it doesn't stay open."""
        if len(saved.ids) > MOST_ROWS_REFRESHED and self._opened.id in saved.ids:
            self._opened.close()
