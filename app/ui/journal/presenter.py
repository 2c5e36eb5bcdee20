"""What is done with journal entries besides writing them, and what the list is told afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.models.journal import EntryId, EntryText, JournalEntry
from app.services import journal
from app.ui.terms import quoted

if TYPE_CHECKING:
    from app.services.journal import EntrySaved
    from app.ui.workspace import Workspace


class JournalPresenter(QObject):
    """Acts on entries of the person who is here; each says what it did and how to take it back."""

    made = Signal(object)
    """JournalEntry that is to be opened."""
    begun = Signal(object)
    """JournalEntry that was shown before it was kept, as it is kept now."""
    not_begun = Signal(str)
    """Id of an entry that was shown and could not be kept."""
    failed = Signal(object)

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ws = ws
        self.person = ws.session.me

    def catch_up(self) -> None:
        """A person may have left in the middle of writing: let what they wrote be found."""
        self.person = self._ws.session.me
        if self.person is not None:
            self._ws.read(journal.is_settled, self._on_settled, owner=self, person=self.person)

    # --- acts

    def new(self, text: EntryText, show: Callable[[JournalEntry], object]) -> None:
        """Begin an entry. It is shown at once: what is typed next belongs in it, and to keep it takes a moment."""
        entry_id, now = self._ws.ids(), self._ws.clock()

        def done(saved: EntrySaved) -> None:
            self.begun.emit(saved.entry)

        def failed(error: Exception) -> None:
            self.not_begun.emit(entry_id)
            self.failed.emit(error)

        show(JournalEntry(id=EntryId(entry_id), at=now, text=text, changed_at=now))
        me = self._ws.me
        self._ws.write(
            me, journal.new_entry, done, failed, owner=self, person=me, text=text, now=now, new_id=lambda: entry_id
        )

    def duplicate(self, entry_id: EntryId) -> None:
        """Begin an entry that says the same."""
        self._write(journal.duplicate, self._on_made, entry_id=entry_id, now=self._ws.clock(), new_id=self._ws.ids)

    def pin(self, entry_id: EntryId, *, pinned: bool) -> None:
        """Keep it at the top, or no longer."""
        self._write(journal.pin, entry_id=entry_id, pinned=pinned)

    def settle(self, then: Callable[[], object] = lambda: None) -> None:
        """Let what was written be found."""
        self._write(journal.settle, lambda _changes: then())

    def drop_blank(self, entry_id: EntryId) -> None:
        """Forget an entry that nothing was written in."""
        self._write(journal.drop_blank, entry_id=entry_id)

    def bin(self, entry_id: EntryId) -> None:
        """Put it in the bin, with a way back."""

        def undo() -> None:
            self.restore(entry_id, quietly=True)

        def done(_saved: EntrySaved) -> None:
            self._ws.toast(self.tr("Moved to the bin"), undo)

        self._write(journal.bin_entry, done, entry_id=entry_id, now=self._ws.clock())

    def restore(self, entry_id: EntryId, *, quietly: bool = False) -> None:
        """Bring it back from the bin."""

        def done(saved: EntrySaved) -> None:
            if quietly:
                self.made.emit(saved.entry)
            else:
                self._ws.toast(self.tr("Back in the journal"), None)

        self._write(journal.restore, done, entry_id=entry_id)

    def delete_for_good(self, entry_id: EntryId, title: str) -> None:
        """Ask, then delete one from the bin."""
        words = self.tr(
            "{title} is deleted from this vault with every word of it, and nobody can bring it back. "
            "Backups you made before still hold it."
        )
        self._ask_to_delete(self.tr("Delete for good?"), words.replace("{title}", quoted(title)), (entry_id,))

    def empty_bin(self) -> None:
        """Ask, then delete everything that is in the bin."""
        words = self.tr(
            "Everything in the bin is deleted from this vault, and nobody can bring it back. "
            "Backups you made before still hold it."
        )

        def answered(yes: bool) -> None:
            if yes:
                self._write(journal.empty_bin)

        self._ws.prompts.confirm(
            self.tr("Empty the bin?"), words, self.tr("Delete all of it"), done=answered, danger=True
        )

    def _ask_to_delete(self, title: str, words: str, ids: tuple[EntryId, ...]) -> None:
        def answered(yes: bool) -> None:
            if yes:
                self._write(journal.delete_for_good, entry_ids=ids)

        self._ws.prompts.confirm(title, words, self.tr("Delete for good"), done=answered, danger=True)

    def _write(
        self, act: Callable[..., object], done: Callable[..., object] | None = None, **arguments: object
    ) -> None:
        # The person whose entries they are: while somebody joins, nobody's private space may be shown any more.
        person = self.person or self._ws.me
        self._ws.write(person, act, done, self.failed.emit, owner=self, person=person, **arguments)

    def _on_made(self, saved: EntrySaved) -> None:
        self.made.emit(saved.entry)

    def _on_settled(self, settled: bool) -> None:
        if not settled:
            self.settle()
