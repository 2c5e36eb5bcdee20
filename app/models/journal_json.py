"""Reads the JSON exports of Day One and jrnl.

Entries are decoded one by one, so a large file takes little memory, and a truncated file still gives the entries
before the break. Nothing in a file is trusted: every type, size and date is checked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime, tzinfo
from string import ascii_letters, digits
from zoneinfo import ZoneInfo

from app.models.journal import EntryText
from app.models.journal_dates import ImpossibleDate, parse_date
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
from app.models.text_scan import picture_spans, title_after_signs

_SPACE = re.compile(r"[ \t\n\r]*")
_ESCAPED = re.compile(r"\\([.!()+\-])")
_ZONE_SIGNS = frozenset(ascii_letters + digits + "/_+-")
_LONGEST_ZONE = 60
_LONGEST_NUMBER = 20
_MEDIA = ("photos", "videos", "audios", "pdfAttachments")
_LEFT_OUT = ("location", "weather")

Fields = dict[str, object]


class _Broken(ValueError):
    """The file is not JSON from here on."""


class _TooDeep(ValueError):
    """The file is nested too deeply to be a journal."""


def read_json(
    text: str, file: ImportedFile, zone: tzinfo | None, step: Callable[[], object] = lambda: None
) -> ReadEntries:
    """The entries of an export. `step` is called before each entry and may raise to stop."""
    problems = FileProblems(file.where)
    drafts: list[IncomingEntry] = []
    members = _JsonReader(text, problems)
    number = 0
    try:
        for number, each in enumerate(members.entries(), start=1):
            step()
            if number > MOST_ENTRIES:
                problems.add(ImportProblem.TOO_MANY)
                break
            entry = _JsonEntry(each, number, file, zone, problems).entry()
            if entry is not None:
                drafts.append(entry)
    except _Broken:
        problems.add(ImportProblem.BROKEN)
    except _TooDeep:
        problems.add(ImportProblem.TOO_DEEP)
    else:
        if not number:
            problems.add(ImportProblem.NO_ENTRIES)
    return ReadEntries(drafts=tuple(drafts), troubles=problems.troubles)


class _JsonReader:
    """Decodes a JSON text with no more than one entry in memory."""

    def __init__(self, text: str, problems: FileProblems) -> None:
        self._text, self._at, self._problems = text, 0, problems
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._object, parse_constant=self._no_number, parse_int=self._whole
        )

    def entries(self) -> Iterator[object]:
        """The items of the list `entries`, or of the list that is the whole file."""
        yield from self._list() if self._sign("[{") == "[" else self._members()
        if self._at != len(self._text):
            raise _Broken

    def _members(self) -> Iterator[object]:
        found = False
        for _ in self._places("}"):
            key = self._value()
            self._sign(":")
            if key == "entries" and self._peek() == "[":
                if found:
                    self._problems.add(ImportProblem.TWICE)
                found = True
                self._sign("[")
                yield from self._list()
            else:
                self._value()

    def _list(self) -> Iterator[object]:
        for _ in self._places("]"):
            yield self._value()

    def _places(self, end: str) -> Iterator[None]:
        """Pauses where each item of a list or an object begins, until its end."""
        if self._peek() == end:
            self._sign(end)
            return
        yield
        while self._sign(f",{end}") == ",":
            yield

    def _value(self) -> object:
        try:
            value, self._at = self._decoder.raw_decode(self._text, self._at)
        except RecursionError:
            raise _TooDeep from None
        except (ValueError, StopIteration):
            raise _Broken from None
        found: object = value
        return found

    def _sign(self, allowed: str) -> str:
        """The next sign, which has to be one of these; blanks around it are skipped."""
        self._skip()
        sign = self._peek()
        if not sign or sign not in allowed:
            raise _Broken
        self._at += 1
        self._skip()
        return sign

    def _skip(self) -> None:
        found = _SPACE.match(self._text, self._at)
        self._at = found.end() if found is not None else self._at

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _object(self, pairs: list[tuple[str, object]]) -> Fields:
        made = dict(pairs)
        if len(made) != len(pairs):
            self._problems.add(ImportProblem.TWICE, count=len(pairs) - len(made))
        return made

    def _no_number(self, _said: str) -> None:
        self._problems.add(ImportProblem.FIELDS)

    def _whole(self, said: str) -> int | None:
        return int(said) if len(said) <= _LONGEST_NUMBER else None


class _JsonEntry:
    """Reads one entry."""

    def __init__(
        self, given: object, number: int, file: ImportedFile, zone: tzinfo | None, problems: FileProblems
    ) -> None:
        self._given: Fields = given if isinstance(given, dict) else {}
        self._number, self._file, self._zone, self._problems = number, file, zone, problems

    def entry(self) -> IncomingEntry | None:
        if "text" in self._given or "creationDate" in self._given:
            text, at = self._day_one(), self._day_one_date()
        elif "body" in self._given or "title" in self._given:
            text, at = self._jrnl(), self._jrnl_date()
        else:
            self._problems.add(ImportProblem.NOT_AN_ENTRY, self._number)
            return None
        if text is None:
            return None
        if at is None:
            self._problems.add(ImportProblem.NO_DATE, self._number)
            at = self._file.time
        pinned = self._given.get("starred") is True or self._given.get("isPinned") is True
        return IncomingEntry(at=at, text=text, pinned=pinned)

    def _day_one(self) -> EntryText | None:
        body, pictures = without_pictures(self._text_field("text"))
        media = sum(len(each) for key in _MEDIA if isinstance(each := self._given.get(key), list))
        if pictures or media:
            self._problems.add(ImportProblem.PICTURES, self._number, max(pictures, media))
        left_out = sum(key in self._given for key in _LEFT_OUT)
        if left_out:
            self._problems.add(ImportProblem.FIELDS, self._number, left_out)
        body = without_escapes(body.replace("\r\n", "\n").strip("\n"))
        first, _, rest = body.partition("\n")
        title = title_after_signs(first)
        return self._text(title or "", body if title is None else rest.lstrip("\n"))

    def _jrnl(self) -> EntryText | None:
        return self._text(self._text_field("title"), self._text_field("body").replace("\r\n", "\n").strip("\n"))

    def _text(self, title: str, body: str) -> EntryText | None:
        tags = labels_of(self._given.get("tags"), self._problems, self._number)
        return text_of(title, body, self._problems, self._number, tags=tags)

    def _text_field(self, key: str) -> str:
        value = self._given.get(key)
        if value is not None and not isinstance(value, str):
            self._problems.add(ImportProblem.FIELDS, self._number)
        return value if isinstance(value, str) else ""

    def _day_one_date(self) -> datetime | None:
        return self._date(self._text_field("creationDate"), self._own_zone())

    def _jrnl_date(self) -> datetime | None:
        said, clock = self._text_field("date"), self._text_field("time")
        return self._date(f"{said} {clock}" if clock else said, self._zone)

    def _date(self, said: str, zone: tzinfo | None) -> datetime | None:
        try:
            return parse_date(said, zone)
        except ImpossibleDate:
            self._problems.add(ImportProblem.IMPOSSIBLE_DATE, self._number)
        return None

    def _own_zone(self) -> tzinfo | None:
        """The time zone that the entry names, for a time without one."""
        name = self._given.get("timeZone")
        if not isinstance(name, str) or len(name) > _LONGEST_ZONE or not _ZONE_SIGNS.issuperset(name):
            return self._zone
        try:
            return ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            return self._zone


def without_pictures(text: str) -> tuple[str, int]:
    """The text without pictures and the blanks and line end behind each; and how many there were."""
    kept: list[str] = []
    at = count = 0
    for start, end in picture_spans(text, blanks_in_address=False):
        kept.append(text[at:start])
        at, count = end, count + 1
        while text.startswith((" ", "\t"), at):
            at += 1
        at += text.startswith("\n", at)
    return "".join((*kept, text[at:])), count


def without_escapes(text: str) -> str:
    r"""The text without each `\` that Day One puts before a sign, unless the sign would become markup."""
    return "\n".join(_plain_line(line) if "\\" in line else line for line in text.split("\n"))


def _plain_line(line: str) -> str:
    # Up to here there are only blanks, or a number: a sign in this place begins a list.
    begin = at = len(line) - len(line.lstrip())
    while line[at : at + 1].isdigit():
        at += 1
    while begin < at and line[at : at + 1].isspace():
        at += 1

    def plain(found: re.Match[str]) -> str:
        sign, place = found[1], found.start()
        means = (sign in ".)-+" and place <= at) or (sign == "!" and line.startswith("[", found.end()))
        return found[0] if means or (sign == "(" and place > 0 and line[place - 1] == "]") else sign

    return _ESCAPED.sub(plain, line)
