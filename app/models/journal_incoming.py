"""What an import has read and not kept yet: drafts of entries, and everything that was not understood."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property

from app.models.base import Model
from app.models.journal import MOST_LABELS, EntryText
from app.models.plain_words import plain_words

LONGEST_BODY = 2_000_000
LONGEST_WORDS = 20_000
MOST_ENTRIES = 200_000
"""Entries that come in at a time."""
_FIRST_WORDS = 160
_WHERE = 80
_SURROGATE = re.compile("[\ud800-\udfff]")


class ImportProblem(StrEnum):
    """What can be wrong with a file or an entry of it."""

    UNREADABLE = "unreadable"
    LINK = "link"
    UNKNOWN_KIND = "unknown_kind"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    NOT_TEXT = "not_text"
    OTHER_ENCODING = "other_encoding"
    BROKEN = "broken"
    TOO_DEEP = "too_deep"
    NO_ENTRIES = "no_entries"
    LOCKED = "locked"
    EMPTY = "empty"
    NOT_AN_ENTRY = "not_an_entry"
    TOO_LONG = "too_long"
    NO_DATE = "no_date"
    IMPOSSIBLE_DATE = "impossible_date"
    SIGNS_REMOVED = "signs_removed"
    PICTURES = "pictures"
    BOUNDARY = "boundary"
    FIELDS = "fields"
    TWICE = "twice"
    LABELS = "labels"


class ImportTrouble(Model):
    """One thing that was not understood: in which file, in which of its entries (0: the file), how often."""

    problem: ImportProblem
    where: str = ""
    entry: int = 0
    count: int = 1


class IncomingEntry(Model):
    """An entry as it would come in. `own_kind`: its kind was said, so a kind chosen for all does not touch it."""

    at: datetime
    text: EntryText
    own_kind: bool = False
    pinned: bool = False
    source: str = ""

    @cached_property
    def first_words(self) -> str:
        """The beginning of the body in one line, without its Markdown signs."""
        return plain_words(self.text.body[: _FIRST_WORDS * 3])[:_FIRST_WORDS]


class ReadEntries(Model):
    """Everything that was read from some files."""

    drafts: tuple[IncomingEntry, ...] = ()
    troubles: tuple[ImportTrouble, ...] = ()


class ImportedFile(Model):
    """What a parser is told about a file: its name, its time, and whether it came out of one's own encrypted backup."""

    name: str
    time: datetime
    trusted: bool = False

    @property
    def where(self) -> str:
        """The name as a report shows it."""
        return shown_name(self.name)


MOST_NOTED = 1_000
"""So often a problem is noted with its place, in one file or in all; from then on it is counted."""
OTHERS = "…"
"""The place of those that are only counted."""


class FileProblems:
    """Collects what is not understood in one file."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._found: dict[tuple[ImportProblem, int], int] = {}
        self._places: dict[ImportProblem, int] = {}

    def add(self, problem: ImportProblem, entry: int = 0, count: int = 1) -> None:
        """One more, or several."""
        key = (problem, entry)
        if key not in self._found:
            self._places[problem] = self._places.get(problem, 0) + 1
            if self._places[problem] > MOST_NOTED:
                key = (problem, 0)
        self._found[key] = self._found.get(key, 0) + count

    @property
    def troubles(self) -> tuple[ImportTrouble, ...]:
        """All of it, in the order in which it was met."""
        return tuple(
            ImportTrouble(problem=problem, where=self._where, entry=entry, count=count)
            for (problem, entry), count in self._found.items()
        )


class ImportProblems:
    """Collects the troubles of many files, however many there are."""

    def __init__(self) -> None:
        self._kept: dict[ImportProblem, list[ImportTrouble]] = {}
        self._others: dict[ImportProblem, int] = {}

    def add(self, *troubles: ImportTrouble) -> None:
        """Some more."""
        for each in troubles:
            kept = self._kept.setdefault(each.problem, [])
            if len(kept) < MOST_NOTED:
                kept.append(each)
            else:
                self._others[each.problem] = self._others.get(each.problem, 0) + 1

    @property
    def troubles(self) -> tuple[ImportTrouble, ...]:
        """All of it, a problem after the other."""
        others = (ImportTrouble(problem=problem, where=OTHERS, count=count) for problem, count in self._others.items())
        return (*(each for kept in self._kept.values() for each in kept), *others)


def shown_name(name: str) -> str:
    """The last part of a path, without anything that cannot be shown, and not too long."""
    last = re.split(r"[/\\]", name.rstrip("/\\"))[-1]
    plain = "".join(char if char.isprintable() else "�" for char in last)
    return plain if len(plain) <= _WHERE else plain[: _WHERE - 1] + "…"


def clean(text: str) -> tuple[str, int]:
    """A text without null characters and with halves of characters replaced; and how many that were."""
    nulls = text.count("\0")
    if nulls:
        text = text.replace("\0", "")
    if text.isascii():
        return text, nulls
    text, halves = _SURROGATE.subn("\ufffd", text)
    return text, nulls + halves


def labels_of(given: object, notes: FileProblems, entry: int = 0) -> tuple[str, ...]:
    """Tags as labels: each once, in their order, without the sign before them."""
    if isinstance(given, str):
        given = list(given.split(","))
    if not isinstance(given, list):
        if given is not None:
            notes.add(ImportProblem.LABELS, entry)
        return ()
    kept: dict[str, None] = {}
    for each in given:
        label = " ".join(clean(each)[0].split()).lstrip("@#").strip() if isinstance(each, str) else ""
        if not label or len(label) > LONGEST_WORDS or len(kept) >= MOST_LABELS:
            notes.add(ImportProblem.LABELS, entry)
        else:
            kept[label] = None
    return tuple(kept)


def text_of(title: str, body: str, notes: FileProblems, entry: int = 0, **said: object) -> EntryText | None:
    """A title and a body as an entry's text; None (and noted) where there is nothing or too much."""
    title, one = clean(title)
    body, other = clean(body)
    if one + other:
        notes.add(ImportProblem.SIGNS_REMOVED, entry, one + other)
    title = " ".join(title.split())
    if len(title) > LONGEST_WORDS:
        title, body = "", f"{title}\n\n{body}"
    if not title and not body.strip():
        notes.add(ImportProblem.EMPTY, entry)
        return None
    if len(body) > LONGEST_BODY:
        notes.add(ImportProblem.TOO_LONG, entry)
        return None
    return EntryText.model_validate({"title": title, "body": body, **said})


def utc(at: datetime) -> datetime:
    """The same moment in UTC."""
    return at.astimezone(UTC)
