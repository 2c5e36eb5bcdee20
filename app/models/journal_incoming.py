"""The result of parsing files for an import: entries that are not stored yet, and problems."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property

from app.models.base import Model
from app.models.journal import MOST_LABELS, EntryText
from app.models.journal_preview import plain_words

LONGEST_BODY = 2_000_000
LONGEST_WORDS = 20_000
MOST_ENTRIES = 200_000
"""The limit of one import."""
_FIRST_WORDS = 160
_LONGEST_PLACE = 80
_SURROGATE = re.compile("[\ud800-\udfff]")


class ImportProblem(StrEnum):
    """A problem with a file or with an entry in it."""

    UNREADABLE = "unreadable"
    LINK = "link"
    UNKNOWN_KIND = "unknown_kind"
    EXPORT_INSTEAD = "export_instead"
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
    AMBIGUOUS_DATE = "ambiguous_date"
    PICTURES = "pictures"
    LINKS = "links"
    BOUNDARY = "boundary"
    FIELDS = "fields"
    TWICE = "twice"
    LABELS = "labels"


class ImportTrouble(Model):
    """A problem that was met `count` times in the file `where`, in its `entry`-th entry (0: the file itself)."""

    problem: ImportProblem
    where: str = ""
    entry: int = 0
    count: int = 1


class IncomingEntry(Model):
    """An entry that can be imported. `own_kind`: the file named its kind, so a kind chosen for all is ignored.

    `source`: the folder that it is from, or the file if it was chosen by itself. `dated`: the file says when it was
    written; if not, it has the time of the file. `readings`: its date read day first and month first, if both are
    possible.
    """

    at: datetime
    text: EntryText
    own_kind: bool = False
    pinned: bool = False
    source: str = ""
    dated: bool = True
    readings: tuple[datetime, datetime] | None = None

    @cached_property
    def first_words(self) -> str:
        """The beginning of the body in one line, without its Markdown signs."""
        return plain_words(self.text.body[: _FIRST_WORDS * 3])[:_FIRST_WORDS]


class ReadEntries(Model):
    """The entries and problems of some files. `encoding`: that of the files that are not Unicode, if there are any."""

    drafts: tuple[IncomingEntry, ...] = ()
    troubles: tuple[ImportTrouble, ...] = ()
    encoding: str | None = None


class ImportedFile(Model):
    """A file to be parsed. `trusted`: it comes from the person's own encrypted backup.

    `folders`: names of the folders that it was found in, the outermost first.
    """

    name: str
    time: datetime
    folders: tuple[str, ...] = ()
    trusted: bool = False

    @property
    def source(self) -> str:
        """The folder around it, or its own name if there is none, as a preview shows it."""
        around = self.name.replace("\\", "/").rpartition("/")[0] or "/".join(self.folders[-1:])
        return shown_name(around or self.name)

    @property
    def where(self) -> str:
        """The name as a report of problems shows it."""
        return shown_name(self.name)


MOST_PLACES_LISTED = 1_000
"""Each problem is listed with its place at most so often; more are only counted."""
UNLISTED_PLACE = "…"
"""The place of problems that are only counted."""


class FileProblems:
    """Collects the problems of one file."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._found: dict[tuple[ImportProblem, int], int] = {}
        self._places: dict[ImportProblem, int] = {}

    def add(self, problem: ImportProblem, entry: int = 0, count: int = 1) -> None:
        """Count a problem."""
        key = (problem, entry)
        if key not in self._found:
            self._places[problem] = self._places.get(problem, 0) + 1
            if self._places[problem] > MOST_PLACES_LISTED:
                key = (problem, 0)
        self._found[key] = self._found.get(key, 0) + count

    @property
    def troubles(self) -> tuple[ImportTrouble, ...]:
        """All problems, in the order they were met."""
        return tuple(
            ImportTrouble(problem=problem, where=self._where, entry=entry, count=count)
            for (problem, entry), count in self._found.items()
        )


class ImportProblems:
    """Collects the problems of any number of files."""

    def __init__(self) -> None:
        self._kept: dict[ImportProblem, list[ImportTrouble]] = {}
        self._others: dict[ImportProblem, int] = {}

    def add(self, *troubles: ImportTrouble) -> None:
        """Add the problems of a file."""
        for each in troubles:
            kept = self._kept.setdefault(each.problem, [])
            if len(kept) < MOST_PLACES_LISTED:
                kept.append(each)
            else:
                self._others[each.problem] = self._others.get(each.problem, 0) + 1

    @property
    def troubles(self) -> tuple[ImportTrouble, ...]:
        """All problems, grouped by kind."""
        others = (
            ImportTrouble(problem=problem, where=UNLISTED_PLACE, count=count) for problem, count in self._others.items()
        )
        return (*(each for kept in self._kept.values() for each in kept), *others)


def shown_name(name: str) -> str:
    """The last part of a path, shortened, with unprintable characters replaced."""
    last = re.split(r"[/\\]", name.rstrip("/\\"))[-1]
    plain = "".join(char if char.isprintable() else "�" for char in last)
    return plain if len(plain) <= _LONGEST_PLACE else plain[: _LONGEST_PLACE - 1] + "…"


def clean(text: str) -> tuple[str, int]:
    """The text without null characters and with lone surrogates replaced; and how many there were."""
    nulls = text.count("\0")
    if nulls:
        text = text.replace("\0", "")
    if text.isascii():
        return text, nulls
    text, halves = _SURROGATE.subn("\ufffd", text)
    return text, nulls + halves


def labels_of(given: object, problems: FileProblems, entry: int = 0) -> tuple[str, ...]:
    """Tags as labels: each once, in order, without a leading `#` or `@`."""
    if isinstance(given, str):
        said = given.strip()
        given = list(said.split(" #" if said.startswith("#") and "," not in said else ","))
    if not isinstance(given, list):
        if given is not None:
            problems.add(ImportProblem.LABELS, entry)
        return ()
    kept: dict[str, None] = {}
    for each in given:
        if each is None or (isinstance(each, str) and not each.strip()):
            continue  # a line of a list that nothing was written in
        label = " ".join(clean(each)[0].split()).lstrip("@#").strip() if isinstance(each, str) else ""
        if not label or len(label) > LONGEST_WORDS or len(kept) >= MOST_LABELS:
            problems.add(ImportProblem.LABELS, entry)
        else:
            kept[label] = None
    return tuple(kept)


def text_of(title: str, body: str, problems: FileProblems, entry: int = 0, **said: object) -> EntryText | None:
    """The text of an entry; None, with a problem noted, if it is empty or too long."""
    title, one = clean(title)
    body, other = clean(body)
    if one + other:
        problems.add(ImportProblem.SIGNS_REMOVED, entry, one + other)
    title = " ".join(title.split())
    if len(title) > LONGEST_WORDS:
        title, body = "", f"{title}\n\n{body}"
    if not title and not body.strip():
        problems.add(ImportProblem.EMPTY, entry)
        return None
    if len(body) > LONGEST_BODY:
        problems.add(ImportProblem.TOO_LONG, entry)
        return None
    return EntryText.model_validate({"title": title, "body": body, **said})


def utc(at: datetime) -> datetime:
    """The same moment in UTC."""
    return at.astimezone(UTC)
