"""Journal files: reading what somebody chose to import, and writing an encrypted backup. No vault is touched."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import tzinfo
from io import BytesIO
from pathlib import Path

from app.models.journal import JournalEntry
from app.models.journal_encoding import Encoding, found_encoding, has_nulls, unicode_text
from app.models.journal_import import read_file
from app.models.journal_incoming import (
    MOST_ENTRIES,
    ImportProblem,
    ImportProblems,
    ImportTrouble,
    IncomingEntry,
    ReadEntries,
)
from app.models.journal_markdown import entry_as_markdown
from app.services.long_work import LongWork
from app.storage.age_file import WORK_FACTOR, encrypt
from app.storage.files import write_export
from app.storage.journal_source import FileContent, ImportReader, ReadLimits, is_backup

BACKUP_NAME = "notes.age"
"""A neutral file name for the backup."""
_NO_DAY = (1980, 1, 1, 0, 0, 0)


def wants_passphrase(chosen: Sequence[Path]) -> bool:
    """Whether an encrypted backup is among the files."""
    return any(is_backup(path) for path in chosen)


class _Drafts:
    """The entries of files, at most as many as can be read at once."""

    def __init__(self, zone: tzinfo | None, work: LongWork) -> None:
        self._zone, self._work = zone, work
        self.drafts: list[IncomingEntry] = []
        self.report = ImportProblems()

    def step(self) -> None:
        """Show how far it is. Raises `Stopped`."""
        self._work.step(len(self.drafts), 0)

    def take(self, read: FileContent, encoding: str | None = None) -> bool:
        """Take the entries of a file; whether there is room for more."""
        found = read_file(read.raw, read.about, self._zone, self.step, encoding)
        self.report.add(*found.troubles)
        self.drafts.extend(found.drafts)
        if len(self.drafts) <= MOST_ENTRIES:
            return True
        self.report.add(ImportTrouble(problem=ImportProblem.TOO_MANY, where=read.about.where))
        del self.drafts[MOST_ENTRIES:]
        return False


def read_chosen(
    chosen: Sequence[Path],
    *,
    zone: tzinfo | None,
    work: LongWork,
    passphrase: str | None = None,
    limits: ReadLimits | None = None,
    encoding: Encoding | None = None,
) -> ReadEntries:
    """Everything in files and folders, newest first. Raises `WrongPassphrase` for a backup, and `Stopped`.

    `zone` applies to times without one; None is the local time zone. `encoding` applies to files that are not Unicode;
    None finds it out from all of them together, as a short one by itself says too little.
    """
    found = _Drafts(zone, work)
    others: list[FileContent] = []
    for read in ImportReader(passphrase, limits or ReadLimits()).read(chosen):
        found.step()
        if isinstance(read, ImportTrouble):
            found.report.add(read)
        elif unicode_text(read.raw) is None and not has_nulls(read.raw):
            others.append(read)
        elif not found.take(read):
            break
    if others:
        encoding = encoding or found_encoding(each.raw for each in others) or Encoding.WESTERN
        all(found.take(each, encoding) for each in others)
    drafts = sorted(found.drafts, key=lambda draft: draft.at, reverse=True)
    return ReadEntries(drafts=tuple(drafts), troubles=found.report.troubles, encoding=encoding if others else None)


def write_backup(
    to: Path, entries: Sequence[JournalEntry], *, passphrase: str, work: LongWork, work_factor: int = WORK_FACTOR
) -> None:
    """Write entries as Markdown files in one zip, encrypted in memory; owner-only and atomic.

    Raises `VaultUnwritable`, and `Stopped` before anything was written.
    """
    steps = len(entries) + max(1, len(entries) // 20)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, entry in enumerate(entries, start=1):
            work.step(number, steps)
            file = zipfile.ZipInfo(f"{entry.at:%Y-%m-%d}-{number:06}.md", _NO_DAY)
            file.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(file, entry_as_markdown(entry).encode())
    encrypted = encrypt(
        packed.getvalue(),
        passphrase,
        work_factor=work_factor,
        progress=lambda _done, _all: work.step(len(entries), steps),
    )
    work.step(steps, steps)
    write_export(to, encrypted)
