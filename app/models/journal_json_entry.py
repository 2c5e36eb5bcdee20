"""One entry of a JSON export: of Day One, jrnl, Journey or Diarium. Every type is checked."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from app.models.date_words import zone_of
from app.models.journal import EntryText
from app.models.journal_dates import ImpossibleDate, midday_of, parse_stamp, same_clock
from app.models.journal_dayone import rich_markdown, title_and_body, without_pictures
from app.models.journal_html import html_note, looks_like_html
from app.models.journal_incoming import FileProblems, ImportedFile, ImportProblem, IncomingEntry, labels_of, text_of
from app.models.journal_preview import title_words
from app.models.text_scan import title_after_signs

_MEDIA = ("photos", "videos", "audios", "pdfAttachments", "files")
_LEFT_OUT = (
    "location", "weather", "people", "rating", "tracker", "sentiment", "address", "music_title", "mood", "folder",
)  # fmt: skip
"""What an entry of the journal has no place for; said as lost where it says anything."""
_PINS = ("starred", "isPinned", "favourite", "favorite")
Fields = dict[str, object]
_OLDEST_STAMP = 10**9 - 1
SINGLE = frozenset(("date_journal", "creationDate", "html", "body"))
"""One of these says that an object is an entry."""


def json_entry(
    given: object, number: int, file: ImportedFile, zone: tzinfo | None, problems: FileProblems
) -> IncomingEntry | None:
    """The entry of one object; None, with a problem noted, if it is none."""
    return _JsonEntry(given, number, file, zone, problems).entry()


class _JsonEntry:
    """Reads one entry."""

    def __init__(
        self, given: object, number: int, file: ImportedFile, zone: tzinfo | None, problems: FileProblems
    ) -> None:
        self._given: Fields = given if isinstance(given, dict) else {}
        self._number, self._file, self._zone, self._problems = number, file, zone, problems

    def entry(self) -> IncomingEntry | None:
        if "date_journal" in self._given:
            text, at = self._journey(), self._moment("date_journal", "timezone")
        elif "html" in self._given:
            text, at = self._diarium(), self._date(self._text_field("date"), self._zone)
        elif self._given.keys() & {"text", "richText", "creationDate"}:
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
        pinned = any(self._given.get(key) is True for key in _PINS)
        return IncomingEntry(
            at=at or self._file.time, text=text, pinned=pinned, source=self._file.source, dated=at is not None
        )

    def _day_one(self) -> EntryText | None:
        body, pictures = without_pictures(self._text_field("text"))
        title, body = title_and_body(body.replace("\r\n", "\n").strip("\n"))
        if not title and not body.strip():
            title, body, pictures = self._rich(pictures)
        self._count_lost(pictures)
        return self._text(title, body)

    def _journey(self) -> EntryText | None:
        text = self._text_field("text")
        note = html_note(text) if self._given.get("type") == "html" or looks_like_html(text) else None
        self._count_lost(note.media if note is not None else 0)
        return self._with_heading(note.body if note is not None else text.replace("\r\n", "\n").strip("\n"))

    def _diarium(self) -> EntryText | None:
        note = html_note(self._text_field("html"))
        self._count_lost(note.media)
        heading = self._text_field("heading").strip()
        return self._text(heading, note.body) if heading else self._with_heading(note.body)

    def _with_heading(self, body: str) -> EntryText | None:
        """The text of Markdown whose first line may be a heading."""
        first, _, rest = body.partition("\n")
        title = title_after_signs(first)
        return self._text("", body) if title is None else self._text(title_words(title), rest.lstrip("\n"))

    def _count_lost(self, pictures: int) -> None:
        media = sum(len(each) for key in _MEDIA if isinstance(each := self._given.get(key), list))
        if pictures or media:
            self._problems.add(ImportProblem.PICTURES, self._number, max(pictures, media))
        left_out = sum(self._given.get(key) not in (None, "", 0, [], {}) for key in _LEFT_OUT)
        if left_out:
            self._problems.add(ImportProblem.FIELDS, self._number, left_out)

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
        words = (title_words(title), rest.lstrip("\n")) if title is not None else ("", found[0])
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
        at = self._moment("creationDate", "timeZone", keeps_clock=self._given.get("isAllDay") is not True)
        if at is None or self._given.get("isAllDay") is not True:
            return at
        at_midnight = self._text_field("creationDate").endswith("T00:00:00Z")
        day = at.astimezone(UTC if at_midnight else self._there("timeZone") or self._zone).date()
        return midday_of(day, self._zone)

    def _moment(self, key: str, zone_key: str, *, keeps_clock: bool = True) -> datetime | None:
        """The moment in a field that may be a number, on the day that it was where it was written."""
        value, there = self._given.get(key), self._there(zone_key)
        is_stamp = isinstance(value, int) and not isinstance(value, bool) and value > _OLDEST_STAMP
        at = self._date(str(value) if is_stamp else self._text_field(key), there or self._zone)
        return at if at is None or there is None or not keeps_clock else same_clock(at, there, self._zone)

    def _there(self, key: str) -> tzinfo | None:
        name = self._given.get(key)
        return zone_of(name) if isinstance(name, str) else None

    def _jrnl_date(self) -> datetime | None:
        said, clock = self._text_field("date"), self._text_field("time")
        return self._date(f"{said} {clock}" if clock else said, self._zone)

    def _date(self, said: str, zone: tzinfo | None) -> datetime | None:
        try:
            return parse_stamp(said, zone)
        except ImpossibleDate:
            self._problems.add(ImportProblem.IMPOSSIBLE_DATE, self._number)
        return None
