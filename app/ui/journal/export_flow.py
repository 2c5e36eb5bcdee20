"""Exporting: entries are collected, made into one encrypted file or into pages, and written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from app.export.journal_page import JournalChoices, JournalPages, in_files
from app.export.options import PageChoices
from app.export.page import PageSection
from app.export.page_words import load_words
from app.export.redact import redact
from app.export.render import Note, NoteKind, forget, render_pdf
from app.models.journal import EntryKind, JournalEntry, moment_of
from app.services import journal_backup, journal_files
from app.services.long_work import LongWork, Stopped
from app.services.strength import strength
from app.ui.export.output import write_file
from app.ui.workspace import Workspace

Entries = tuple[JournalEntry, ...]
MOST_FILES = 1_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is exported: from a day to a day (both included), and the kinds."""

    first: date | None = None
    last: date | None = None
    kinds: frozenset[EntryKind] = frozenset(EntryKind)


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: how many entries into which files, and what should be known about them."""

    entries: int
    files: tuple[Path, ...]
    notes: tuple[Note, ...] = ()


class ExportFlow(QObject):
    """The acts behind the dialog."""

    written = Signal(object)
    """Written; with no entries nothing was written."""
    stopped = Signal()
    strength_known = Signal(int)
    failed = Signal(object)

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ws = ws
        self._me = ws.me
        self._words = load_words()

    def ask_strength(self, passphrase: str) -> None:
        """Estimate how well a passphrase resists guessing."""
        self._ws.keys(lambda: strength(passphrase), self.strength_known.emit, self._on_failed, owner=self)

    def save_backup(self, to: Path, passphrase: str, work: LongWork) -> None:
        """Everything in the journal, as one encrypted file."""

        def make(entries: Entries) -> Written:
            journal_backup.write_backup(to, entries, passphrase=passphrase, work=work)
            return Written(len(entries), (to,))

        self._collect(Wanted(), work, make)

    def save_pdf(self, to: Path, wanted: Wanted, choices: JournalChoices, work: LongWork) -> None:
        """The wanted entries as pages; a long journal becomes several files, beside each other."""
        pages = JournalPages(self._words, choices, None)
        self._collect(wanted, work, lambda entries: _write_pages(to, entries, pages, choices, work))

    def _collect(self, wanted: Wanted, work: LongWork, make: Callable[[Entries], Written]) -> None:
        def collected(entries: Entries) -> None:
            if not entries:
                self.written.emit(Written(0, ()))
                return
            self._ws.pages(lambda: make(entries), self.written.emit, self._on_failed, owner=self)

        self._ws.read(
            journal_files.collect,
            collected,
            self._on_failed,
            owner=self,
            person=self._me,
            work=work,
            since=_moment(wanted.first),
            until=_moment(wanted.last + timedelta(days=1) if wanted.last is not None else None),
            kinds=wanted.kinds,
        )

    def _on_failed(self, error: Exception) -> None:
        if not isValid(self):
            return  # closed while it was being stopped
        if isinstance(error, Stopped):
            self.stopped.emit()
        else:
            self.failed.emit(error)


def _write_pages(to: Path, entries: Entries, pages: JournalPages, choices: JournalChoices, work: LongWork) -> Written:
    """Make every file first, then write them; stopped before that, nothing is written."""
    portions = tuple(in_files(entries))
    total = 2 * len(entries)
    made: list[bytes] = []
    notes: dict[NoteKind, int] = {}
    done = 0
    for number, portion in enumerate(portions, start=1):
        sections: list[PageSection] = []
        for entry in portion:
            work.step(done, total)
            sections.append(pages.section(entry))
            done += 1
        page = pages.page(sections, portion[0].at, portion[-1].at, (number, len(portions)))
        rendered = render_pdf(redact(page, PageChoices(paper=choices.paper)))
        done += len(portion)
        work.step(done, total)
        made.append(rendered.data)
        forget()  # a file of a thousand entries takes 200 MB, and the next ones would each add as much
        for note in rendered.notes:
            notes[note.kind] = notes.get(note.kind, 0) + note.count
    files = _write_all(to, made)
    return Written(len(entries), files, tuple(Note(kind, count) for kind, count in notes.items()))


def _write_all(to: Path, made: Sequence[bytes]) -> tuple[Path, ...]:
    """The first as it was named, the others numbered beside it, none over a file that is there."""
    files = [to]
    number = 2
    while len(files) < len(made) and number < MOST_FILES:
        beside = to.with_name(f"{to.stem}-{number}{to.suffix}")
        if not beside.exists():
            files.append(beside)
        number += 1
    written: list[Path] = []
    try:
        # The one that may stand over a file of before comes last: until then nothing is lost.
        for path, data in reversed(tuple(zip(files, made, strict=True))):
            write_file(path, data)
            written.append(path)
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return tuple(files)


def _moment(day: date | None) -> int | None:
    """The first moment of a day where this computer is."""
    return None if day is None else moment_of(datetime.combine(day, time()).astimezone())
