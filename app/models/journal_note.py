"""Reads a text, Markdown or YAML file of a different program, as far as that takes no guessing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, tzinfo
from unicodedata import normalize

from app.models.date_words import zone_of
from app.models.journal import Boundary, EntryKind, EntryText
from app.models.journal_dates import (
    ImpossibleDate,
    beginning_date,
    both_readings,
    date_in_path,
    parse_date,
    parse_stamp,
    same_clock,
)
from app.models.journal_fields import Fields, front_of, yaml_documents
from app.models.journal_html import html_note
from app.models.journal_incoming import (
    FileProblems,
    ImportedFile,
    ImportProblem,
    IncomingEntry,
    ReadEntries,
    labels_of,
    text_of,
)
from app.models.journal_joplin import fields_of, is_encrypted, is_html, is_note, is_tag_of_a_note, raw_note
from app.models.journal_jrnl import DatedPart, heading_parts, text_parts
from app.models.journal_markup import page_properties, plain_note
from app.models.journal_preview import title_words
from app.models.text_scan import heading_of, picture_spans

_DATES = (
    "date", "created", "created_at", "creationdate", "creation_date", "date_created", "created_time", "datetime",
    "timestamp", "day", "updated", "updated_at", "modified", "last_modified", "date_modified",
)  # fmt: skip
"""In the order of preference: when something was changed counts only if nothing says when it was written."""
_TAGS = ("tags", "tag", "keywords", "labels", "categories")
_PINS = ("pinned", "starred", "favorite", "favourite")
_BODIES = ("body", "text", "content")
_PLACES = ("latitude", "longitude", "altitude")
_ZONES = ("timezone", "time_zone", "tz")
_KNOWN = frozenset((*_DATES, *_TAGS, *_PINS, *_ZONES, "title", "time", "kind"))
DateReader = Callable[[str, tzinfo | None], datetime | None]


def read_note(
    text: str, file: ImportedFile, zone: tzinfo | None, step: Callable[[], object], *, headings: bool
) -> ReadEntries:
    """The entries of a text or Markdown file. `headings`: lines that begin with # are headings.

    `step` is called before each entry and may raise to stop.
    """
    problems = FileProblems(file.where)
    note = _Note(file, zone, problems, headings=headings)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    parts = text_parts(text, zone, step) or (heading_parts(text, zone, step) if headings else ())
    several = (note.part(part, number) for number, part in enumerate(parts, start=1))
    drafts = several if parts else iter((note.entry(text),))
    return ReadEntries(drafts=tuple(each for each in drafts if each is not None), troubles=problems.troubles)


def read_yaml(text: str, file: ImportedFile, zone: tzinfo | None, step: Callable[[], object]) -> ReadEntries:
    """The entries of a YAML file, one a document. `step` is called before each and may raise to stop."""
    problems = FileProblems(file.where)
    drafts: list[IncomingEntry] = []
    note = _Note(file, zone, problems, headings=True)
    for fields, unknown in yaml_documents(text.replace("\r\n", "\n").replace("\r", "\n")):
        step()
        body = next((str(fields.pop(key)) for key in _BODIES if isinstance(fields.get(key), str)), None)
        if body is None and not fields.get("title"):
            problems.add(ImportProblem.NOT_AN_ENTRY)
            continue
        entry = note.of_fields(fields, unknown, body or "")
        if entry is not None:
            drafts.append(entry)
    if not drafts and not problems.troubles:
        problems.add(ImportProblem.NOT_AN_ENTRY)
    return ReadEntries(drafts=tuple(drafts), troubles=problems.troubles)


def read_html(text: str, file: ImportedFile, zone: tzinfo | None) -> ReadEntries:
    """The entry of a page, as Apple's Journal exports it."""
    problems = FileProblems(file.where)
    page = html_note(text)
    if not page.header and file.name.casefold().rpartition("/")[2].startswith("index."):
        problems.add(ImportProblem.NOT_AN_ENTRY)  # the list of all others
        return ReadEntries(troubles=problems.troubles)
    if page.media:
        problems.add(ImportProblem.PICTURES, count=page.media)
    fields: Fields = {key: said for key, said in (("date", page.header), ("title", page.title)) if said}
    entry = _Note(file, zone, problems, headings=True).of_fields(fields, 0, page.body)
    return ReadEntries(drafts=(entry,) if entry is not None else (), troubles=problems.troubles)


class _Note:
    """Reads one file."""

    def __init__(self, file: ImportedFile, zone: tzinfo | None, problems: FileProblems, *, headings: bool) -> None:
        self._file, self._zone, self._problems, self._headings = file, zone, problems, headings
        self._readings: tuple[datetime, datetime] | None = None

    def part(self, part: DatedPart, number: int) -> IncomingEntry | None:
        """One of several entries of the file."""
        self._count_pictures(part.body)
        tags = labels_of(list(part.tags), self._problems, number)
        text = text_of(part.title, plain_note(part.body, self._problems), self._problems, number, tags=tags)
        return (
            None if text is None else IncomingEntry(at=part.at, text=text, pinned=part.pinned, source=self._file.source)
        )

    def entry(self, text: str) -> IncomingEntry | None:
        """The only entry of the file."""
        raw = raw_note(text) if self._headings else None
        if raw is not None:
            return self._joplin(*raw)
        front = front_of(text)
        if front is not None and front.fields.keys() & _KNOWN:
            return self.of_fields(front.fields, front.unknown, front.rest)
        fields, rest = page_properties(text) if self._headings else ({}, text)
        return self.of_fields(fields, 0, rest) if fields.keys() & _KNOWN else self.of_fields({}, 0, text)

    def of_fields(self, fields: Fields, unknown: int, body: str) -> IncomingEntry | None:
        """The entry of these fields and this text."""
        self._count_fields(fields, unknown)
        body, title, line_date = self._top(body)
        name_date, name_title = self._from_name()
        at = self._front_date(fields) or line_date or name_date
        if at is None:
            self._problems.add(ImportProblem.AMBIGUOUS_DATE if self._readings else ImportProblem.NO_DATE)
        self._count_pictures(body)
        text = self._text(_said(fields.get("title")) or title or name_title, body, fields)
        if text is None:
            return None
        pinned = any(str(fields.get(key)).casefold() in ("true", "yes", "1") for key in _PINS)
        return IncomingEntry(
            at=at or (self._readings or (self._file.time,))[0],
            text=text,
            own_kind=_kind(fields) is not None,
            pinned=pinned,
            source=self._file.source,
            dated=at is not None,
            readings=None if at is not None else self._readings,
        )

    def _joplin(self, trailer: Fields, text: str) -> IncomingEntry | None:
        if not is_note(trailer):
            lost = ImportProblem.LABELS if is_tag_of_a_note(trailer) else ImportProblem.NOT_AN_ENTRY
            self._problems.add(lost)
            return None
        if is_encrypted(trailer):
            self._problems.add(ImportProblem.LOCKED)
            return None
        title, _, body = text.partition("\n")
        body = html_note(body).body if is_html(trailer) else body.lstrip("\n")
        return self.of_fields(fields_of(trailer, title.strip()), 0, body)

    def _text(self, title: str, body: str, fields: Fields) -> EntryText | None:
        if not body.strip() and not fields.get("title"):
            self._problems.add(ImportProblem.EMPTY)  # a file name alone is not an entry
            return None
        tags = next((fields[key] for key in _TAGS if fields.get(key) is not None), None)
        labels = labels_of(tags, self._problems)
        body = plain_note(body.strip("\n"), self._problems)
        return text_of(title, body, self._problems, tags=labels, kind=_kind(fields) or EntryKind.REFLECTION)

    def _count_fields(self, fields: Fields, unknown: int) -> None:
        if fields.get("boundary", Boundary.STAYS) != Boundary.STAYS:
            self._problems.add(ImportProblem.BOUNDARY)
        # Without a place, Joplin says that it is at 0, 0.
        nowhere = {key for key in _PLACES if not str(fields.get(key) or "").strip("0.-")}
        strange = unknown + len(
            {key for key, value in fields.items() if value is not None} - _KNOWN - {"boundary"} - nowhere
        )
        if strange:
            self._problems.add(ImportProblem.FIELDS, count=strange)

    def _count_pictures(self, body: str) -> None:
        pictures = sum(1 for _ in picture_spans(body, blanks_in_address=True))
        if pictures:
            self._problems.add(ImportProblem.PICTURES, count=pictures)

    def _top(self, body: str) -> tuple[str, str, datetime | None]:
        """The body without a leading date or heading, that heading, and that date."""
        body, at = self._without_date(body.lstrip("\n"))
        first, _, rest = body.partition("\n")
        title = self._heading(first)
        if title is None:
            headings = (self._heading(line) for line in body.split("\n", 400)[:400])
            title = next((each for each in headings if each is not None), "")
            return body, title_words(plain_note(title, FileProblems(""))), at  # its links are counted in the body
        if at is None:
            at = self._date(title, beginning_date)
            rest, below = self._without_date(rest.lstrip("\n"))
            at = at or below
        return rest.lstrip("\n"), title_words(plain_note(title, self._problems)), at

    def _heading(self, line: str) -> str | None:
        return heading_of(line) if self._headings else None

    def _without_date(self, body: str) -> tuple[str, datetime | None]:
        first, _, rest = body.partition("\n")
        title = self._heading(first)
        at = self._date(first.strip("*_ ") if title is None else title, parse_date)
        return (rest.lstrip("\n"), at) if at is not None else (body, None)

    def _date(self, said: str, read: DateReader) -> datetime | None:
        try:
            at = read(said, self._zone)
        except ImpossibleDate:
            self._problems.add(ImportProblem.IMPOSSIBLE_DATE)
            return None
        if at is None and self._readings is None:
            self._readings = both_readings(said, self._zone)
        return at

    def _front_date(self, front: Fields) -> datetime | None:
        said = next((_said(front[key]) for key in _DATES if front.get(key)), "")
        if not said:
            return None
        clock = _said(front.get("time"))
        if ":" not in said and re.fullmatch(r"\d{1,2}:\d{2}(:\d{2})?", clock):
            said = f"{said} {clock}"
        there = next((zone_of(_said(front[key])) for key in _ZONES if front.get(key)), None)
        try:
            at = parse_stamp(said, there or self._zone)
        except ImpossibleDate:
            at = None
        if at is None:
            self._readings = both_readings(said, self._zone)
        if at is None and self._readings is None:
            self._problems.add(ImportProblem.IMPOSSIBLE_DATE)
        return at if at is None or there is None else same_clock(at, there, self._zone)

    def _from_name(self) -> tuple[datetime | None, str]:
        inside = re.split(r"[/\\]", self._file.name)
        folders, name = (*self._file.folders, *(each for each in inside[:-1] if each)), inside[-1]
        # Some systems keep the two dots of an ä as a sign of their own.
        at, left = date_in_path(
            [normalize("NFC", each) for each in folders], normalize("NFC", name.rpartition(".")[0]), self._zone
        )
        return at, " ".join(re.sub(r"[_\-]+", " ", left).split())


def _said(value: object) -> str:
    """A value as one text; that of a list is empty."""
    return value.strip() if isinstance(value, str) else ""


def _kind(front: Fields) -> EntryKind | None:
    said = str(front.get("kind"))
    return EntryKind(said) if said in set(EntryKind) else None
