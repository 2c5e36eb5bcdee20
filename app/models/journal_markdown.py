"""Journal entries as Markdown files: written for a backup, read from there and from other programs.

A file of ours begins with `---`, a mark, and lines of `key: value` with each value as JSON, which YAML reads as well.
After a second `---` and an empty line comes the body, unchanged. Other files are read by `journal_note`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Any

from app.models.journal import Boundary, EntryText, JournalEntry
from app.models.journal_dates import is_possible
from app.models.journal_incoming import (
    FileProblems,
    ImportedFile,
    ImportProblem,
    IncomingEntry,
    ReadEntries,
    utc,
)
from app.models.journal_note import read_note

FILE_MARK = "accord-journal: 1"
_FENCE = "---\n"
_SAID = tuple(name for name in EntryText.model_fields if name != "body")


def entry_as_markdown(entry: JournalEntry) -> str:
    """An entry as a file of our own."""
    said = entry.text.model_dump(mode="json")
    front = {"date": entry.at.isoformat(), "pinned": entry.pinned} | {name: said[name] for name in _SAID}
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in front.items()]
    return f"{_FENCE}{FILE_MARK}\n{''.join(lines)}{_FENCE}\n{entry.text.body}"


def read_markdown(
    text: str,
    file: ImportedFile,
    zone: tzinfo | None,
    step: Callable[[], object] = lambda: None,
    *,
    headings: bool = True,
) -> ReadEntries:
    """The entries of a file. `headings`: lines that begin with # are headings. `step` is called before each entry."""
    if text.startswith(f"{_FENCE}{FILE_MARK}\n"):
        return _read_own(text, file)
    return read_note(text, file, zone, step, headings=headings)


def _read_own(text: str, file: ImportedFile) -> ReadEntries:
    """A file of our own. Its boundary is taken over only from the person's own encrypted backup."""
    problems = FileProblems(file.where)
    end = text.find(f"\n{_FENCE}\n")
    entry = None
    try:
        if end < 0:
            raise ValueError("front")
        said = _own_front(text[len(_FENCE) + len(FILE_MARK) + 1 : end])
        at = utc(datetime.fromisoformat(said.pop("date")))
        pinned = said.pop("pinned") is True
        entry_text = EntryText.model_validate({**said, "body": text[end + len(_FENCE) + 2 :]})
        if not is_possible(at):
            raise ValueError("date")
        if not file.trusted and entry_text.boundary is not Boundary.STAYS:
            problems.add(ImportProblem.BOUNDARY)
            entry_text = entry_text.evolve(boundary=Boundary.STAYS)
        entry = IncomingEntry(at=at, text=entry_text, own_kind=True, pinned=pinned)
    except (ValueError, KeyError, TypeError, RecursionError, OverflowError):
        problems.add(ImportProblem.BROKEN)
    return ReadEntries(drafts=(entry,) if entry else (), troubles=problems.troubles)


def _own_front(front: str) -> dict[str, Any]:
    pairs = (line.split(": ", 1) for line in front.split("\n") if line)
    return {key: json.loads(value) for key, value in pairs}
