"""Imports into the journal, step by step: files are read, looked through, and brought in all or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from app.models.journal import EntryKind
from app.models.journal_incoming import IncomingEntry, ReadEntries
from app.services import journal_backup, journal_files
from app.services.journal_files import Imported, TakenBack
from app.services.long_work import LongWork
from app.ui.presenter import Presenter
from app.ui.workspace import Workspace


class JournalImporter(Presenter):
    """`loaded`: the files were read. Emits `failed` with `Stopped` when the person stopped the work."""

    passphrase_wanted = Signal()
    """A backup was chosen."""
    came_in = Signal(object)
    """Imported."""
    taken_back = Signal(object)
    """TakenBack."""

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(ws, parent)
        self._me = ws.me
        self._chosen: tuple[Path, ...] = ()
        self.found = ReadEntries()
        self.known: tuple[bool, ...] = ()
        """Of each draft, whether the journal has it already."""
        self.imported: Imported | None = None

    def choose(self, chosen: Sequence[Path], work: LongWork) -> None:
        """Read these files; a backup needs its passphrase first."""
        self._chosen = paths = tuple(chosen)

        def asked(is_backup: bool) -> None:
            if is_backup:
                self.passphrase_wanted.emit()
            else:
                self.read_files(work)

        self._ws.pages(lambda: journal_backup.wants_passphrase(paths), asked, self.failed.emit, owner=self)

    def read_files(self, work: LongWork, passphrase: str | None = None) -> None:
        """Read the chosen files, then find out which drafts the journal has already."""
        paths, person = self._chosen, self._me

        def reading() -> ReadEntries:
            return journal_backup.read_chosen(paths, zone=None, work=work, passphrase=passphrase)

        def done(found: ReadEntries) -> None:
            self.found = found
            drafts = found.drafts
            self.read(
                lambda uow: journal_files.already_there(uow, person=person, drafts=drafts, work=work), self._on_known
            )

        self._ws.pages(reading, done, self.failed.emit, owner=self)

    def _on_known(self, known: tuple[bool, ...]) -> None:
        self.known = known
        self.loaded.emit()

    def bring_in(self, drafts: tuple[IncomingEntry, ...], kind: EntryKind, work: LongWork) -> None:
        """Bring in these drafts, all of them or none."""
        person, now, new_id = self._me, self._ws.clock(), self._ws.ids

        def done(imported: Imported) -> None:
            self.imported = imported
            self.came_in.emit(imported)

        self.write(
            person,
            lambda uow: journal_files.bring_in(
                uow, person=person, drafts=drafts, kind=kind, now=now, new_id=new_id, work=work
            ),
            done,
        )

    def take_back(self, work: LongWork) -> None:
        """Delete what came in, except what was written in since."""
        person, imported = self._me, self.imported
        if imported is None:
            return

        def done(back: TakenBack) -> None:
            self.imported = None
            self.taken_back.emit(back)

        self.write(person, lambda uow: journal_files.take_back(uow, person=person, imported=imported, work=work), done)

    def on_refused(self, error: Exception) -> None:
        """Hand on why it failed, unless the dialog was closed meanwhile: closing stops the work."""
        if isValid(self):
            self.failed.emit(error)
