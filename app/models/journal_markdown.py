"""Journal entries as Markdown files: written for a backup, read from there and from other programs.

A file of ours begins with `---`, a mark, and lines of `key: value` with each value as JSON, which YAML reads as well.
After a second `---` and an empty line comes the body, unchanged. Other files are understood as far as that takes no
guessing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Any

from app.models.journal import Boundary, EntryKind, EntryText, JournalEntry
from app.models.journal_dates import ImpossibleDate, beginning_date, date_in_name, is_possible, parse_date
from app.models.journal_incoming import (
    FileProblems,
    ImportedFile,
    ImportProblem,
    IncomingEntry,
    ReadEntries,
    labels_of,
    text_of,
    utc,
)
from app.models.text_scan import BLANKS, heading_of, picture_spans

FILE_MARK = "accord-journal: 1"
_FENCE = "---\n"
_LONGEST_FRONT = 2_000_000
_LONGEST_KEY = 61
_DATES = ("date", "created", "created_at", "creationdate", "datetime", "timestamp")
_TAGS = ("tags", "tag", "keywords", "labels")
_PINS = ("pinned", "starred", "favorite", "favourite")
DateReader = Callable[[str, tzinfo | None], datetime | None]
_KNOWN = {*_DATES, *_TAGS, *_PINS, "title", "time"}
_SAID = tuple(name for name in EntryText.model_fields if name != "body")


def entry_as_markdown(entry: JournalEntry) -> str:
    """An entry as a file of our own."""
    said = entry.text.model_dump(mode="json")
    front = {"date": entry.at.isoformat(), "pinned": entry.pinned} | {name: said[name] for name in _SAID}
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in front.items()]
    return f"{_FENCE}{FILE_MARK}\n{''.join(lines)}{_FENCE}\n{entry.text.body}"


def read_markdown(text: str, file: ImportedFile, zone: tzinfo | None, *, headings: bool = True) -> ReadEntries:
    """The entry of a file. `headings`: lines that begin with # are headings."""
    if text.startswith(f"{_FENCE}{FILE_MARK}\n"):
        return _read_own(text, file)
    problems = FileProblems(file.where)
    entry = _ForeignFile(file, zone, problems, headings=headings).entry(text.replace("\r\n", "\n").replace("\r", "\n"))
    return ReadEntries(drafts=(entry,) if entry else (), troubles=problems.troubles)


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


class _ForeignFile:
    """Reads a file of a different program."""

    def __init__(self, file: ImportedFile, zone: tzinfo | None, problems: FileProblems, *, headings: bool) -> None:
        self._file, self._zone, self._problems, self._headings = file, zone, problems, headings

    def entry(self, text: str) -> IncomingEntry | None:
        front, body = self._split(text)
        body, title, line_date = self._top(body)
        name_date, name_title = self._from_name()
        at = self._front_date(front) or line_date or name_date
        if at is None:
            self._problems.add(ImportProblem.NO_DATE)
            at = self._file.time
        pictures = sum(1 for _ in picture_spans(body, blanks_in_address=True))
        if pictures:
            self._problems.add(ImportProblem.PICTURES, count=pictures)
        said_title = str(front.get("title") or "") or title or name_title
        tags = next((front[key] for key in _TAGS if key in front), None)
        made = self._text(said_title, body, tags, front)
        if made is None:
            return None
        pinned = any(str(front.get(key)).casefold() in ("true", "yes", "1") for key in _PINS)
        return IncomingEntry(at=at, text=made, own_kind=_kind(front) is not None, pinned=pinned)

    def _text(self, title: str, body: str, tags: object, front: dict[str, object]) -> EntryText | None:
        if not body.strip() and not front.get("title"):
            self._problems.add(ImportProblem.EMPTY)  # a file name alone is not an entry
            return None
        labels = labels_of(tags, self._problems)
        kind = _kind(front) or EntryKind.REFLECTION
        return text_of(title, body.strip("\n"), self._problems, tags=labels, kind=kind)

    def _split(self, text: str) -> tuple[dict[str, object], str]:
        """The front matter and the text after it."""
        if not text.startswith(_FENCE):
            return {}, text
        end = _front_end(text)
        if end is None:
            return {}, text
        front, unknown = read_front(text[len(_FENCE) : end])
        if not front:
            return {}, text  # two rules with text between them
        if "boundary" in front and front.pop("boundary") != Boundary.STAYS:
            self._problems.add(ImportProblem.BOUNDARY)
        strange = unknown + len(front.keys() - _KNOWN - {"kind"})
        if strange:
            self._problems.add(ImportProblem.FIELDS, count=strange)
        return front, text[end:].partition("\n")[2].lstrip("\n")

    def _top(self, body: str) -> tuple[str, str, datetime | None]:
        """The body without a leading date or heading, that heading, and that date."""
        body, at = self._without_date(body.lstrip("\n"))
        first, _, rest = body.partition("\n")
        title = self._heading(first)
        if title is None:
            headings = (self._heading(line) for line in body.split("\n", 400)[:400])
            return body, next((each for each in headings if each is not None), ""), at
        if at is None:
            at = self._date(title, beginning_date)
            rest, below = self._without_date(rest.lstrip("\n"))
            at = at or below
        return rest.lstrip("\n"), title, at

    def _heading(self, line: str) -> str | None:
        return heading_of(line) if self._headings else None

    def _without_date(self, body: str) -> tuple[str, datetime | None]:
        first, _, rest = body.partition("\n")
        title = self._heading(first)
        at = self._date(first.strip("*_ ") if title is None else title, parse_date)
        return (rest.lstrip("\n"), at) if at is not None else (body, None)

    def _date(self, said: str, read: DateReader) -> datetime | None:
        try:
            return read(said, self._zone)
        except ImpossibleDate:
            self._problems.add(ImportProblem.IMPOSSIBLE_DATE)
        return None

    def _front_date(self, front: dict[str, object]) -> datetime | None:
        said = next((str(front[key]) for key in _DATES if key in front), "")
        if not said:
            return None
        if "time" in front and re.fullmatch(r"\d{1,2}:\d{2}(:\d{2})?", str(front["time"])):
            said = f"{said} {front['time']}" if ":" not in said else said
        try:
            at = parse_date(said, self._zone)
        except ImpossibleDate:
            at = None
        if at is None:
            self._problems.add(ImportProblem.IMPOSSIBLE_DATE)
        return at

    def _from_name(self) -> tuple[datetime | None, str]:
        stem = re.split(r"[/\\]", self._file.name)[-1].rpartition(".")[0]
        at, left = date_in_name(stem, self._zone)
        return at, " ".join(re.sub(r"[_\-]+", " ", left).split())


def _kind(front: dict[str, object]) -> EntryKind | None:
    said = str(front.get("kind"))
    return EntryKind(said) if said in set(EntryKind) else None


def _front_end(text: str) -> int | None:
    """Where the line after the front matter begins."""
    start = len(_FENCE)
    while start < min(len(text), _LONGEST_FRONT):
        found = text.find("\n", start)
        end = len(text) if found < 0 else found
        if text[start:end].rstrip(BLANKS) in ("---", "..."):
            return start
        start = end + 1
    return None


def read_front(front: str) -> tuple[dict[str, object], int]:
    """The fields of front matter (lines of `key: value`, and lists), and how many lines were not understood."""
    fields: dict[str, object] = {}
    unknown, key = 0, ""
    for line in front.split("\n"):
        said = line.lstrip(BLANKS)
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if key and said.startswith("-") and said[1:2] in (*BLANKS,):
            listed = fields[key] or []
            if isinstance(listed, list):
                listed.append(_scalar(said[1:]))
                fields[key] = listed
                continue
        key, value = _pair(line)
        if not key:
            unknown += 1
            continue
        fields[key] = _value(value)
    return fields, unknown


def _pair(line: str) -> tuple[str, str]:
    """The key and the value of a line; no key if it has none."""
    key, colon, value = line.partition(":")
    is_key = colon and len(key) <= _LONGEST_KEY and key[:1].isascii() and key[:1].isalpha()
    if not is_key or not all(sign.isalnum() or sign in "_ -" for sign in key):
        return "", ""
    if value and value[0] not in BLANKS:
        return "", ""
    return key.strip().casefold(), value


def _value(said: str) -> object:
    said = said.strip()
    if said.startswith("[") and said.endswith("]"):
        return [_scalar(part) for part in said[1:-1].split(",") if part.strip()]
    return _scalar(said)


def _scalar(said: str) -> str:
    said = said.strip()
    if len(said) >= 2 and said[0] == said[-1] == '"':
        try:
            return str(json.loads(said))
        except ValueError:
            return said[1:-1]
    if len(said) >= 2 and said[0] == said[-1] == "'":
        return said[1:-1].replace("''", "'")
    return said
