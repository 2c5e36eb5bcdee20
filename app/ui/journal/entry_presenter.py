"""The open entry: it is read, saved a moment after the person typed, and acted upon."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QElapsedTimer, QObject, Signal

from app.models.base import PersonId
from app.models.changes import Changes
from app.models.journal import EntryId, EntryText, JournalEntry
from app.models.rich_text import RichText
from app.services import journal
from app.services.journal import EntrySaved
from app.services.units import UnitOfWork
from app.ui.design.tokens import Pause
from app.ui.journal.unsaved import UnsavedTexts
from app.ui.journal.words import title_words
from app.ui.presenter import Presenter
from app.ui.tasks import Task
from app.ui.terms import quoted
from app.ui.timer import single_shot
from app.ui.wording import fill
from app.ui.workspace import Workspace

Saved = TypeVar("Saved", bound=Changes)
LONGEST_WAIT = 8 * Pause.SAVE
"""Milliseconds after which the text is saved although the person types on."""


class OpenEntry(Presenter):
    """The one entry that is open. One that is left is indexed for the search, or dropped if it is blank."""

    opening = Signal()
    """A different entry is about to be shown; until then, the current one must not be edited."""
    shown = Signal(object, object)
    """JournalEntry that is open now, and its body as RichText."""
    closed = Signal()
    """No entry is open."""
    saved = Signal(object)
    """JournalEntry as it was stored."""
    created = Signal(object)
    """JournalEntry that is a copy: it is to be opened."""
    brought_back = Signal(object)
    """The same for one that *Undo* brought back."""

    def __init__(self, ws: Workspace, written: Callable[[], EntryText], parent: QObject | None = None) -> None:
        """`written` returns the text as it is on the screen."""
        super().__init__(ws, parent)
        self._written = written
        self.person = ws.session.me
        """Whose entries these are, even while nobody's private space may be shown."""
        self.entry: JournalEntry | None = None
        """The entry on the screen, as it was stored last."""
        self.id: EntryId | None = None
        """The entry that is open; None while it is read by its moment alone."""
        self.moment: int | None = None
        """The place in the list of the entry that is open or being read."""
        self._reading = Task()
        self._is_changed = False
        self._is_unsettled = False
        self._moved_to: datetime | None = None
        self._pause = single_shot(self, Pause.SAVE, self.save)
        self._waiting = QElapsedTimer()
        self.unsaved = UnsavedTexts(ws, self)
        self.unsaved.due.connect(self.try_again)
        self.unsaved.failed.connect(self.failed)
        self.unsaved.saved.connect(self._on_saved)

    @property
    def owner(self) -> PersonId:
        """Whose entries these are, also while they leave."""
        return self.person or self._ws.me

    # --- opening and leaving

    def reload(self) -> None:
        """Work for who is here now; index what they left unindexed if they left in the middle of writing."""
        self.person = self._ws.session.me
        if self.person is not None:
            self.read_own(lambda uow, me: journal.is_settled(uow, person=me), self._on_settled)

    def open(self, moment: int, entry_id: EntryId | None = None) -> None:
        """Leave the open entry and read a different one."""
        if moment == self.moment or (entry_id is not None and entry_id == self.id):
            return
        self.opening.emit()
        self.leave()
        self.try_again()
        self.id, self.moment = entry_id, moment
        self._reading.cancel()
        self._reading = self.read_own(
            lambda uow, me: journal.opened(uow, person=me, moment=moment, entry_id=entry_id),
            lambda found: self._show(found.entry, found.body),
        )

    def begin(self) -> None:
        """Leave the open entry and show a new one at once, to be typed in; storing it takes a moment."""
        self.opening.emit()
        self.leave()
        self._reading.cancel()
        entry_id, now, person, text = EntryId(self._ws.ids()), self._ws.clock(), self._ws.me, EntryText()
        self._show(JournalEntry(id=entry_id, at=now, text=text, changed_at=now), RichText())
        self._ws.write(
            person,
            lambda uow: journal.new_entry(uow, person=person, text=text, now=now, new_id=lambda: entry_id),
            by=self,
            done=lambda saved: self._confirm(saved.entry),
            failed=partial(self._on_not_begun, entry_id),
        )

    def leave(self) -> None:
        """Save what was typed and index it; drop an entry that nothing was written in."""
        self.settle()
        entry = self.entry
        is_blank = entry is not None and entry.text.is_blank and not self._is_changed
        if entry is not None and is_blank and entry.id == self.id and entry.binned_at is None:
            self.close()
            self.write_own(lambda uow, me: journal.drop_blank(uow, person=me, entry_id=entry.id))

    def close(self) -> None:
        """Save what was typed, and open no other entry."""
        self.try_again()
        if self.entry is None and self.moment is None:
            return
        self._set_aside()
        self._reading.cancel()
        self.release()
        self.entry, self._is_unsettled = None, False
        self.closed.emit()

    def release(self) -> None:
        """The open entry was binned or deleted: it stays on screen until a different one is open."""
        self.id = self.moment = None

    def _set_aside(self) -> None:
        """Keep what is on the screen of an entry that is left and could not be saved."""
        if self._is_changed and self.entry is not None:
            self.unsaved.keep(self.entry.id, self._written())
            self._is_changed = False

    def _show(self, entry: JournalEntry, body: RichText) -> None:
        self._set_aside()
        self.entry, self.id, self.moment = entry, entry.id, entry.moment
        self.shown.emit(entry, body)

    def _on_not_begun(self, entry_id: EntryId, error: Exception) -> None:
        if self.id == entry_id:
            self._is_changed = False
            self.close()
        self.failed.emit(error)

    # --- saving

    def touch(self) -> None:
        """Something was typed or picked; it is saved after a pause."""
        if self.entry is None or self.entry.binned_at is not None:
            return
        if not self._is_changed:
            self._is_changed = True
            self._waiting.start()
        if self._waiting.elapsed() < LONGEST_WAIT:
            self._pause.start()

    def move(self, at: datetime) -> None:
        """The entry is about another time; saved at once."""
        if self.entry is not None and at != self.entry.at:
            self._moved_to = at
            self.touch()
            self.save()

    def save(self) -> None:
        """Save now what was typed."""
        self._pause.stop()
        if self.entry is None or not self._is_changed:
            return
        self._is_changed = False
        before, text, moved_to = self.entry, self._written(), self._moved_to
        self._moved_to = None
        if text == before.text and moved_to is None:
            return
        self.entry, self._is_unsettled = before.evolve(text=text), True
        person, now = self.owner, self._ws.clock()
        self._ws.write(
            person,
            lambda uow: journal.save_entry(uow, person=person, entry_id=before.id, text=text, now=now, at=moved_to),
            by=self,
            done=self._on_saved,
            failed=partial(self._on_not_saved, before, text),
        )

    def try_again(self) -> None:
        """Save now what was typed, also in entries that were left before it could be saved."""
        self.save()
        self.unsaved.save_all(self.owner)

    def settle(self) -> None:
        """Save now what was typed, and index it for the search."""
        self.save()
        if self._is_unsettled:
            self._is_unsettled = False
            self.write_own(lambda uow, me: journal.settle(uow, person=me))

    def on_refused(self, error: Exception) -> None:
        """Show why an act failed; if it was the indexing, the next entry that is left tries again."""
        self._is_unsettled = True
        self.failed.emit(error)

    def _on_settled(self, settled: bool) -> None:
        if not settled:
            self._is_unsettled = True
            self.settle()

    def _confirm(self, entry: JournalEntry) -> None:
        """Take over what was stored, but for the text: it may have been typed in since."""
        if self.entry is not None and self.entry.id == entry.id:
            self.entry = entry.evolve(text=self.entry.text)
        if self.id == entry.id:
            self.moment = entry.moment

    def _on_saved(self, saved: EntrySaved) -> None:
        self.unsaved.note_saved()
        self._confirm(saved.entry)
        self.saved.emit(saved.entry)

    def _on_not_saved(self, before: JournalEntry, text: EntryText, error: Exception) -> None:
        if self.entry is not None and self.entry.id == before.id:
            self.entry = self.entry.evolve(text=before.text)
            self._is_changed = True
            self._waiting.start()
            self.unsaved.on_failed(error)
        else:
            self.unsaved.on_left(before.id, text, error)


class EntryPresenter(OpenEntry):
    """The open entry, and what is done with it as a whole."""

    def _act(
        self,
        act: Callable[[UnitOfWork, PersonId, EntryId], Saved],
        done: Callable[[Saved], object] | None = None,
    ) -> None:
        """Save what was typed, then do something with the open entry."""
        entry_id = self.id
        if entry_id is not None:
            self.save()
            self.write_own(lambda uow, me: act(uow, me, entry_id), done)

    def pin(self, *, pinned: bool) -> None:
        """Keep the entry at the top of the list, or no longer."""
        self._act(
            lambda uow, person, entry_id: journal.pin(uow, person=person, entry_id=entry_id, pinned=pinned),
            lambda saved: self._confirm(saved.entry),
        )

    def duplicate(self) -> None:
        """Make a copy of the entry."""
        now, new_id = self._ws.clock(), self._ws.ids
        self._act(
            lambda uow, person, entry_id: journal.duplicate(
                uow, person=person, entry_id=entry_id, now=now, new_id=new_id
            ),
            lambda saved: self.created.emit(saved.entry),
        )

    def bin(self) -> None:
        """Move the entry to the bin, with a way back."""
        now = self._ws.clock()
        self._act(
            lambda uow, person, entry_id: journal.bin_entry(uow, person=person, entry_id=entry_id, now=now),
            lambda saved: self._ws.toast(self.tr("Moved to the bin"), partial(self._unbin, saved.entry.id)),
        )

    def _unbin(self, entry_id: EntryId) -> None:
        self.write_own(
            lambda uow, me: journal.restore(uow, person=me, entry_id=entry_id),
            lambda saved: self.brought_back.emit(saved.entry),
        )

    def restore(self) -> None:
        """Bring the entry back from the bin."""
        self._act(
            lambda uow, person, entry_id: journal.restore(uow, person=person, entry_id=entry_id),
            lambda _saved: self._ws.toast(self.tr("Back in the journal")),
        )

    def delete_for_good(self) -> None:
        """Ask, then delete the entry from the bin."""
        entry_id, title = self.id, self.entry.text.title if self.entry is not None else ""
        if entry_id is None:
            return
        words = self.tr(
            "Every word of {title} will be deleted from this vault, and nobody can bring it back. Backups you made "
            "earlier still contain it."
        )
        words, yes = fill(words, title=quoted(title_words(title))), self.tr("Delete permanently")
        ask = partial(self._ws.prompts.confirm, self.tr("Delete permanently?"), words, yes, danger=True)
        ask(lambda: self.write_own(lambda uow, me: journal.delete_for_good(uow, person=me, entry_ids=(entry_id,))))
