"""Reads files of entries as an import does."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.models.journal_import import read_file
from app.models.journal_incoming import ImportedFile, ImportProblem, IncomingEntry, ReadEntries

ZONE = ZoneInfo("Europe/Berlin")
FILE_TIME = datetime(2020, 5, 6, 7, 8, tzinfo=UTC)
MIDDAY = datetime(2026, 11, 24, 11, tzinfo=UTC)


def read(text: str | bytes, name: str = "note.md", *, trusted: bool = False) -> ReadEntries:
    """Read a file of this content."""
    raw = text if isinstance(text, bytes) else text.encode()
    return read_file(raw, ImportedFile(name=name, time=FILE_TIME, trusted=trusted), ZONE)


def only(found: ReadEntries) -> IncomingEntry:
    """The only entry that was read."""
    assert len(found.drafts) == 1
    return found.drafts[0]


def problems(found: ReadEntries) -> set[ImportProblem]:
    """The problems met."""
    return {trouble.problem for trouble in found.troubles}


def entries(*given: Any, **around: Any) -> str:
    """A JSON file with these entries."""
    return json.dumps({"entries": given, **around})
