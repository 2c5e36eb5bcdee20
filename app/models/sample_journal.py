"""What the made-up people of the sample vault wrote for themselves, as its file holds it."""

from __future__ import annotations

from app.models.base import Model
from app.models.journal import EntryText


class SampleWay(Model):
    """An own way to meet a need."""

    by: str
    need: str
    text: str


class SampleTemplate(Model):
    """An own template."""

    by: str
    name: str
    text: EntryText


class SampleJournalEntry(Model):
    """An entry, so many hours old."""

    by: str
    hours_ago: int
    text: EntryText
    pinned: bool = False
    binned: bool = False


class SampleJournal(Model):
    """The journals of both; nobody but their writers ever sees them."""

    ways: tuple[SampleWay, ...] = ()
    templates: tuple[SampleTemplate, ...] = ()
    entries: tuple[SampleJournalEntry, ...] = ()
