"""Importing, step by step: files are read, what they hold is looked through, the chosen ones come in as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from app.errors import WrongPassphrase
from app.models.journal import EntryKind
from app.models.journal_incoming import IncomingEntry, ReadEntries
from app.services import journal_backup, journal_files
from app.services.journal_files import Imported, TakenBack
from app.services.long_work import LongWork, Stopped
from app.ui.workspace import Workspace


class ImportFlow(QObject):
    """What the dialog shows, and the acts behind its buttons."""

    passphrase_wanted = Signal()
    looked_through = Signal()
    came_in = Signal(object)
    """Imported."""
    taken_back = Signal(object)
    """TakenBack."""
    stopped = Signal()
    wrong_passphrase = Signal()
    failed = Signal(object)

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ws = ws
        self._me = ws.me
        self.chosen: tuple[Path, ...] = ()
        self.found = ReadEntries()
        self.there: tuple[bool, ...] = ()
        """Of each draft, whether it is in the journal already."""
        self.imported: Imported | None = None

    def choose(self, chosen: Sequence[Path], work: LongWork) -> None:
        """Read these files, after asking for a passphrase if one of them is a backup."""
        self.chosen = tuple(chosen)

        def known(wanted: bool) -> None:
            if wanted:
                self.passphrase_wanted.emit()
            else:
                self.read(work)

        self._ws.pages(lambda: journal_backup.wants_passphrase(self.chosen), known, self._on_failed, owner=self)

    def read(self, work: LongWork, passphrase: str | None = None) -> None:
        """Read the chosen files, then look what of it is in the journal already."""
        chosen = self.chosen

        def done(found: ReadEntries) -> None:
            self.found = found
            self._ws.read(
                journal_files.already_there,
                self._on_known,
                self._on_failed,
                owner=self,
                person=self._me,
                drafts=found.drafts,
                work=work,
            )

        def reading() -> ReadEntries:
            return journal_backup.read_chosen(chosen, zone=None, work=work, passphrase=passphrase)

        self._ws.pages(reading, done, self._on_failed, owner=self)

    def _on_known(self, there: tuple[bool, ...]) -> None:
        self.there = there
        self.looked_through.emit()

    def bring_in(self, drafts: tuple[IncomingEntry, ...], kind: EntryKind, work: LongWork) -> None:
        """Keep these, all of them or none."""

        def done(imported: Imported) -> None:
            self.imported = imported
            self.came_in.emit(imported)

        self._ws.write(
            self._me,
            journal_files.bring_in,
            done,
            self._on_failed,
            owner=self,
            person=self._me,
            drafts=drafts,
            kind=kind,
            now=self._ws.clock(),
            new_id=self._ws.ids,
            work=work,
        )

    def take_back(self, work: LongWork) -> None:
        """Delete what came in, except what was written in since."""
        imported = self.imported
        if imported is None:
            return

        def done(back: TakenBack) -> None:
            self.imported = None
            self.taken_back.emit(back)

        self._ws.write(
            self._me,
            journal_files.take_back,
            done,
            self._on_failed,
            owner=self,
            person=self._me,
            imported=imported,
            work=work,
        )

    def _on_failed(self, error: Exception) -> None:
        if not isValid(self):
            return  # closed while it was being stopped
        if isinstance(error, Stopped):
            self.stopped.emit()
        elif isinstance(error, WrongPassphrase):
            self.wrong_passphrase.emit()
        else:
            self.failed.emit(error)
