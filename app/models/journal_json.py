"""Reads the JSON exports of Day One and jrnl.

Entries are decoded one by one, so a large file takes little memory, and a truncated file still gives the entries
before the break. Nothing in a file is trusted: every type, size and date is checked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, tzinfo

from app.models.date_words import zone_of
from app.models.journal import EntryText
from app.models.journal_dates import ImpossibleDate, midday_of, parse_stamp, same_clock
from app.models.journal_dayone import rich_markdown, title_and_body, without_pictures
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
from app.models.journal_markup import UNKNOWN_TARGET, inner_links
from app.models.journal_preview import plain_words
from app.models.text_scan import title_after_signs

_SPACE = re.compile(r"[ \t\n\r]*")
_LONGEST_NUMBER, _LONGEST_ID, _LONGEST_ADDRESS = 20, 64, 300
_ENTRY_ID = re.compile(r"entryId=([\w-]+)")
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
    members, links = _JsonReader(text, problems), _Links()
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
                links.note(each, len(drafts) - 1, entry, number)
    except _Broken:
        problems.add(ImportProblem.BROKEN)
    except _TooDeep:
        problems.add(ImportProblem.TOO_DEEP)
    else:
        if not number:
            problems.add(ImportProblem.NO_ENTRIES)
    links.make_plain(drafts, problems)
    return ReadEntries(drafts=tuple(drafts), troubles=problems.troubles)


class _Links:
    """Links from entry to entry, which become words once all titles are known."""

    def __init__(self) -> None:
        self._words: dict[str, str] = {}
        self._with_links: list[tuple[int, int]] = []

    def note(self, given: object, place: int, entry: IncomingEntry, number: int) -> None:
        """Keep the title of an entry, and whether it has links."""
        uuid = given.get("uuid") if isinstance(given, dict) else None
        if isinstance(uuid, str) and len(uuid) <= _LONGEST_ID:
            self._words[uuid] = entry.text.title or entry.first_words
        if "dayone" in entry.text.body:
            self._with_links.append((place, number))

    def make_plain(self, drafts: list[IncomingEntry], problems: FileProblems) -> None:
        """Replace the links."""
        for place, number in self._with_links:
            draft = drafts[place]
            body, count = inner_links(draft.text.body, self._target)
            if count:
                problems.add(ImportProblem.LINKS, number, count)
                drafts[place] = draft.evolve(text=draft.text.evolve(body=body))

    def _target(self, address: str) -> str:
        found = _ENTRY_ID.search(address[:_LONGEST_ADDRESS])
        return (self._words.get(found[1]) if found is not None else None) or UNKNOWN_TARGET


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
        if self._given.keys() & {"text", "richText", "creationDate"}:
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
        pinned = self._given.get("starred") is True or self._given.get("isPinned") is True
        return IncomingEntry(at=at or self._file.time, text=text, pinned=pinned, dated=at is not None)

    def _day_one(self) -> EntryText | None:
        body, pictures = without_pictures(self._text_field("text"))
        title, body = title_and_body(body.replace("\r\n", "\n").strip("\n"))
        if not title and not body.strip():
            title, body, pictures = self._rich(pictures)
        media = sum(len(each) for key in _MEDIA if isinstance(each := self._given.get(key), list))
        if pictures or media:
            self._problems.add(ImportProblem.PICTURES, self._number, max(pictures, media))
        left_out = sum(key in self._given for key in _LEFT_OUT)
        if left_out:
            self._problems.add(ImportProblem.FIELDS, self._number, left_out)
        return self._text(title, body)

    def _rich(self, pictures: int) -> tuple[str, str, int]:
        """Title and body from the rich text, which some entries have alone."""
        given = self._given.get("richText")
        found = rich_markdown(given) if isinstance(given, str) else None
        if found is None:
            if given:
                self._problems.add(ImportProblem.FIELDS, self._number)
            return "", "", pictures
        first, _, rest = found[0].partition("\n")
        title = title_after_signs(first)
        words = (plain_words(title), rest.lstrip("\n")) if title is not None else ("", found[0])
        return *words, max(pictures, found[1])

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
        """The moment, on the day that it was where it was written."""
        said, name = self._text_field("creationDate"), self._given.get("timeZone")
        there = zone_of(name) if isinstance(name, str) else None
        at = self._date(said, there or self._zone)
        if at is None:
            return None
        if self._given.get("isAllDay") is True:
            at_midnight = said.endswith("T00:00:00Z")
            return midday_of(at.astimezone(UTC if at_midnight else there or self._zone).date(), self._zone)
        return at if there is None else same_clock(at, there, self._zone)

    def _jrnl_date(self) -> datetime | None:
        said, clock = self._text_field("date"), self._text_field("time")
        return self._date(f"{said} {clock}" if clock else said, self._zone)

    def _date(self, said: str, zone: tzinfo | None) -> datetime | None:
        try:
            return parse_stamp(said, zone)
        except ImpossibleDate:
            self._problems.add(ImportProblem.IMPOSSIBLE_DATE, self._number)
        return None
