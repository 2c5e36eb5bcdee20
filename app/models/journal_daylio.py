"""Daylio's CSV export: a line a mood, with activities, and perhaps a title and a note."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import datetime, tzinfo

from app.models.journal_dates import ImpossibleDate, parse_date
from app.models.journal_html import html_note, looks_like_html
from app.models.journal_incoming import (
    MOST_ENTRIES,
    FileProblems,
    ImportedFile,
    ImportProblem,
    IncomingEntry,
    ReadEntries,
    labels_of,
    text_of,
)

_NEEDED = {"mood", "activities", "note"}
Row = dict[str, str]


def read_daylio(
    text: str, file: ImportedFile, zone: tzinfo | None, step: Callable[[], object] = lambda: None
) -> ReadEntries:
    """The entries of an export. `step` is called before each entry and may raise to stop."""
    problems = FileProblems(file.where)
    drafts: list[IncomingEntry] = []
    try:
        lines = text.replace("\0", "").splitlines(keepends=True)
        # Saved by a spreadsheet in much of Europe, it has semicolons.
        rows = csv.DictReader(lines, delimiter=";" if lines and ";" in lines[0] else ",")
        if not _NEEDED.issubset(rows.fieldnames or ()):
            problems.add(ImportProblem.NO_ENTRIES)
            return ReadEntries(troubles=problems.troubles)
        for number, row in enumerate(rows, start=1):
            step()
            if number > MOST_ENTRIES:
                problems.add(ImportProblem.TOO_MANY)
                break
            entry = _entry(
                {str(key): value for key, value in row.items() if isinstance(value, str)}, number, file, zone, problems
            )
            if entry is not None:
                drafts.append(entry)
    except csv.Error:
        problems.add(ImportProblem.BROKEN)
    if not drafts and not problems.troubles:
        problems.add(ImportProblem.NO_ENTRIES)
    return ReadEntries(drafts=tuple(drafts), troubles=problems.troubles)


def _entry(
    row: Row, number: int, file: ImportedFile, zone: tzinfo | None, problems: FileProblems
) -> IncomingEntry | None:
    note, mood = row.get("note", "").strip(), row.get("mood", "").strip()
    tags = labels_of([each for each in row.get("activities", "").split("|") if each.strip()], problems, number)
    moods = labels_of([mood] if mood else [], problems, number)
    body = html_note(note).body if looks_like_html(note) or "<br>" in note else note
    # A day with a mood alone is an entry, too; the mood is its title.
    title = row.get("note_title", "").strip() or ("" if body else mood)
    text = text_of(title, body, problems, number, tags=tags, feelings=moods)
    if text is None:
        return None
    at = _date(row, number, zone, problems)
    if at is None:
        problems.add(ImportProblem.NO_DATE, number)
    return IncomingEntry(at=at or file.time, text=text, source=file.source, dated=at is not None)


def _date(row: Row, number: int, zone: tzinfo | None, problems: FileProblems) -> datetime | None:
    day = row.get("full_date", "").strip() or f"{row.get('date', '').strip()} {row.get('year', '').strip()}"
    try:
        return parse_date(f"{day} {row.get('time', '').strip()}", zone)
    except ImpossibleDate:
        problems.add(ImportProblem.IMPOSSIBLE_DATE, number)
    return None
