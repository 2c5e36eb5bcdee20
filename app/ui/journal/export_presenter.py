"""Exports the journal: entries are collected, made into one encrypted file or into pages, and saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Signal

from app.export.journal_page import JournalChoices, JournalPages, in_files
from app.export.page import PageSection
from app.export.page_words import load_words
from app.export.redact import PageChoices, redact
from app.export.render import Note, NoteKind, forget, render_pdf
from app.models.journal import EntryKind, JournalEntry
from app.services import journal, journal_backup, journal_files
from app.services.long_work import LongWork
from app.services.saving import save_pages
from app.services.strength import strength
from app.ui.presenter import Presenter

Entries = tuple[JournalEntry, ...]


@dataclass(frozen=True, slots=True)
class ExportScope:
    """Which entries are exported: from a day to a day (both included), and of which kinds."""

    first: date | None = None
    last: date | None = None
    kinds: frozenset[EntryKind] = frozenset(EntryKind)


@dataclass(frozen=True, slots=True)
class ExportResult:
    """How many entries were written into which files, and what the person should know about them."""

    entries: int = 0
    files: tuple[Path, ...] = ()
    notes: tuple[Note, ...] = ()


class JournalExporter(Presenter):
    """Emits `failed` with `Stopped` when the person stopped the work."""

    written = Signal(object)
    """ExportResult; if it has no entries, nothing was written."""
    strength_known = Signal(int)

    def ask_strength(self, passphrase: str) -> None:
        """Estimate how well a passphrase resists guessing."""
        self._ws.keys(lambda: strength(passphrase), self.strength_known.emit, self.failed.emit, owner=self)

    def save_backup(self, to: Path, passphrase: str, work: LongWork) -> None:
        """Save the whole journal as one encrypted file."""

        def make(entries: Entries) -> ExportResult:
            journal_backup.write_backup(to, entries, passphrase=passphrase, work=work)
            return ExportResult(len(entries), (to,))

        self._collect(ExportScope(), work, make)

    def save_pdf(self, to: Path, scope: ExportScope, choices: JournalChoices, work: LongWork) -> None:
        """Save entries as pages; a long journal becomes several files beside each other."""
        pages = JournalPages(load_words(), choices, None)

        def make(entries: Entries) -> ExportResult:
            parts, notes = _render(entries, pages, choices, work)
            return ExportResult(len(entries), save_pages(to, parts), notes)

        self._collect(scope, work, make)

    def _collect(self, scope: ExportScope, work: LongWork, make: Callable[[Entries], ExportResult]) -> None:
        person, kinds = self._ws.me, scope.kinds
        since = None if scope.first is None else journal.beginning_of(scope.first)
        until = None if scope.last is None else journal.beginning_of(scope.last + timedelta(days=1))

        def collected(entries: Entries) -> None:
            if entries:
                self._ws.pages(lambda: make(entries), self.written.emit, self.failed.emit, owner=self)
            else:
                self.written.emit(ExportResult())

        self.read(
            lambda uow: journal_files.collect(uow, person=person, work=work, since=since, until=until, kinds=kinds),
            collected,
        )


def _render(
    entries: Entries, pages: JournalPages, choices: JournalChoices, work: LongWork
) -> tuple[list[bytes], tuple[Note, ...]]:
    """Make the bytes of every file before one is written: stopped until then, nothing is."""
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
    return made, tuple(Note(kind, count) for kind, count in notes.items())
