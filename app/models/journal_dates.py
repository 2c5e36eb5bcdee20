"""Dates as people and programs write them, parsed without guessing.

`zone` is the time zone of times that name none; None is the zone of this computer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from string import digits

from app.models.date_words import WEEKDAYS, month_of, zone_of

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""A date outside of these years is taken for a mistake."""
MIDDAY = time(12)
"""The time of an entry without a time: its day is the same in most time zones."""

_WORD = r"(?P<word>[^\W\d_]{3,12})\.?"
_DAYS = rf"(?:(?:{'|'.join(sorted(WEEKDAYS, key=len, reverse=True))})\.?,?\s+(?:den\s+)?)?"
_ORDINAL = r"(?:st|nd|rd|th|er|\.|º|ª)?"
_CLOCK = (
    r"(?:(?:T|,?\s+(?:(?:at|um|à|alle|om|o|às|a las|[-–](?=\s\d{1,2}:))\s+)?)"
    r"(?P<hour>\d{1,2})(?:[:.h]|\sh\s)(?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,](?P<part>\d{1,9}))?)?"
    r"\s*(?P<half>[ap]\.?m\.?(?![a-z]))?\s*(?:(?:UTC|GMT)(?=[+-]\d{2}:?\d{2}))?"
    r"(?P<offset>Z\b|UTC\b|[+-]\d{2}:?\d{2}|(?<=:\d\d:\d\d)[+-]\d{2}(?![\d:]))?"
    r"\s*(?:uhr\s+)?(?:[\[(]?(?P<zone>[A-Za-z][A-Za-z0-9_+/-]{0,40})[\])]?)?)?"
)
_DAY_FIRST = rf"{_DAYS}(?P<day>\d{{1,2}}){_ORDINAL}[\s-]+(?:de\s+)?{_WORD},?[\s-]+(?:de\s+)?(?P<year>\d{{4}})(?:\sr\.)?"
_MONTH_FIRST = rf"{_DAYS}{_WORD}\s+(?P<day>\d{{1,2}}){_ORDINAL},?\s+(?P<year>\d{{4}})"
_POINTS = r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})(?:\sr\.)?"
_EITHER_FIRST = r"(?P<one>\d{1,2})([/-])(?P<two>\d{1,2})\2(?P<year>\d{4})"
_WRITTEN = (
    r"(?P<year>\d{4})([-/._])(?P<month>\d{1,2})\2(?P<day>\d{1,2})",
    r"(?P<year>\d{4})\.\s(?P<month>\d{1,2})\.\s(?P<day>\d{1,2})\.?",
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
    _DAYS + _POINTS,
    _DAY_FIRST,
    _MONTH_FIRST,
    r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日",
    _DAYS + _EITHER_FIRST,
)
_FORMS, _WORDS_IN_A_NAME = (
    tuple(re.compile(form, re.IGNORECASE) for form in forms)
    for forms in (
        [form + _CLOCK for form in _WRITTEN],
        [rf"(?<![\d.]){form}(?!\d)" for form in (_POINTS, _DAY_FIRST, _MONTH_FIRST, _EITHER_FIRST)],
    )
)
_IN_A_NAME = re.compile(
    r"(?<!\d)(?P<year>(?:19|20|21)\d{2})([-_. ]?)(?P<month>\d{2})\2(?P<day>\d{2})(?!\d(?!\d{3}(?:\d{2})?(?!\d)))"
    r"(?:(?:[ T_-]{1,3}(?:at )?|(?<=\d)(?=\d))(?P<hour>\d{2})[-.:h_]?(?P<minute>\d{2})"
    r"(?:[-.:_]?(?P<second>\d{2}))?(?!\d))?"
)
_STAMP = re.compile(r"(\d{10})(?:(\d{3})|\.\d{1,9})?")
_LONGEST = 60
_LONGEST_NAME = 255
_UNITS = frozenset(("uhr", "h", "hrs", "hours", "o'clock"))


class ImpossibleDate(ValueError):
    """Text that looks like a date, but no such day exists, or it is absurdly far away."""

    def __init__(self) -> None:
        super().__init__("date")


def parse_date(text: str, zone: tzinfo | None) -> datetime | None:
    """The moment (UTC) of a text that is a date and nothing else, or None. Raises `ImpossibleDate`."""
    found = _whole(text)
    if found is None:
        return None
    readings = _readings(found, zone)
    if not readings:
        raise ImpossibleDate
    return readings.pop() if len(readings) == 1 else None


def both_readings(text: str, zone: tzinfo | None) -> tuple[datetime, datetime] | None:
    """The moments of a date such as 04/03/2026, read day first and month first; None for any other text."""
    found = _whole(text)
    readings = _readings(found, zone) if found is not None else []
    return (readings[0], readings[1]) if len(readings) == 2 else None


def parse_stamp(text: str, zone: tzinfo | None) -> datetime | None:
    """The same for a field that is known to be a date, where seconds or milliseconds since 1970 count as well."""
    found = _STAMP.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if found is None:
        return parse_date(text, zone)
    at = datetime.fromtimestamp(int(found[1]), UTC) + timedelta(milliseconds=int(found[2] or 0))
    if not is_possible(at):
        raise ImpossibleDate
    return at


def date_before(line: str, zone: tzinfo | None) -> tuple[datetime, str, bool] | None:
    """The moment of a date at the beginning of a line, what follows it, and whether it has a time; or None.

    Raises `ImpossibleDate`.
    """
    for form in _FORMS[:-1]:
        found = form.match(line[:_LONGEST])
        if found is None or ("word" in found.groupdict() and month_of(found["word"]) is None):
            continue
        named = found["zone"] is not None and zone_of(found["zone"]) is not None
        end = found.end("zone") if named else _end_of_clock(found)
        end += named and line[end : end + 1] in (")", "]")
        if line[end : end + 1].strip(" \t:–—-"):
            continue
        exact = form.fullmatch(line[:end])
        if exact is not None:
            return _moment(exact, zone), line[end:].strip(" \t:–—-"), found["hour"] is not None
    return None


def beginning_date(text: str, zone: tzinfo | None) -> datetime | None:
    """The moment of the day at the beginning of a line, as in 2026-11-24, or None."""
    found = re.match(r"\d{4}-\d{2}-\d{2}(?!\d)", text.strip())
    return parse_date(found[0], zone) if found is not None else None


def date_in_name(name: str, zone: tzinfo | None) -> tuple[datetime | None, str]:
    """The moment in a file's name, and the name without it."""
    if _STAMP.fullmatch(name[:_LONGEST]) and name.isdigit():
        return parse_stamp(name, zone), ""
    for form in (_IN_A_NAME, *_WORDS_IN_A_NAME):
        found = form.search(name, 0, _LONGEST_NAME)
        if found is None or not _is_one(found):
            continue
        readings = _readings(found, zone)
        if len(readings) == 1:
            return readings[0], name[: found.start()] + " " + name[found.end() :]
    return None, name


def date_in_path(folders: Sequence[str], name: str, zone: tzinfo | None) -> tuple[datetime | None, str]:
    """The moment in a file's name or in the folders around it (2026/03/04), and the name without it.

    The outermost folder is what was chosen. A whole date in its name may be that of the export, so it does not count.
    """
    at, left = date_in_name(name, zone)
    if at is not None:
        return at, left
    for end, own in ((len(folders), name), (len(folders) + 1, name.lstrip(digits))):
        parts = (*folders, name)[max(0, end - 3) : end]
        day = _day_of(parts)
        if day is not None:
            return midday_of(day, zone), own
    for folder in reversed(folders[1:][-3:]):
        at, _ = date_in_name(folder, zone)
        if at is not None:
            return at, name
    return None, name


def is_possible(at: datetime) -> bool:
    """Whether a person may have written about this moment."""
    return FIRST_YEAR <= at.year <= LAST_YEAR


def same_clock(at: datetime, there: tzinfo, here: tzinfo | None) -> datetime:
    """A moment as it is here, if its day is the same there; else the moment at which the clock here shows the same."""
    written, shown = at.astimezone(there), at.astimezone(here)
    return at if written.date() == shown.date() else _utc(written.replace(tzinfo=here))


def midday_of(day: date, zone: tzinfo | None) -> datetime:
    """The moment of an entry that has a day but no time."""
    return _utc(datetime.combine(day, MIDDAY, zone))


def _whole(text: str) -> re.Match[str] | None:
    said = text.strip().strip("[]<>")
    if len(said) > _LONGEST:
        return None
    found = next((match for form in _FORMS if (match := form.fullmatch(said))), None)
    return found if found is not None and _is_one(found) else None


def _end_of_clock(found: re.Match[str]) -> int:
    return max(found.end(name) for name, said in found.groupdict().items() if said is not None and name != "zone")


def _day_of(parts: Sequence[str]) -> date | None:
    """The day of a year, a month and a day that are folders in each other, the last perhaps a file."""
    if len(parts) != 3 or not re.fullmatch(r"(?:19|20|21)\d{2}", parts[0]):
        return None
    month, day = parts[1].removeprefix(parts[0]).strip("-_. "), re.match(r"\d{1,2}(?!\d)", parts[2])
    number = re.match(r"\d{1,2}(?!\d)", month)
    found = int(number[0]) if number is not None else month_of(month)
    try:
        return date(int(parts[0]), found, int(day[0])) if found and day is not None else None
    except ValueError:
        return None


def _is_one(found: re.Match[str]) -> bool:
    """Whether the words in it are those of a date."""
    part = found.groupdict()
    word, zone = part.get("word"), part.get("zone")
    if word is not None and month_of(word) is None:
        return False
    return zone is None or zone.casefold() in _UNITS or zone_of(zone) is not None or _is_abbreviation(zone)


def _is_abbreviation(zone: str) -> bool:
    """Whether it is a time zone that more than one part of the world has: the clock is right, whichever is meant."""
    return zone.isupper() and zone.isalpha() and 3 <= len(zone) <= 4


def _moment(found: re.Match[str], zone: tzinfo | None) -> datetime:
    readings = _readings(found, zone)
    if not readings:
        raise ImpossibleDate
    return readings[0]


def _readings(found: re.Match[str], zone: tzinfo | None) -> list[datetime]:
    """The moments of a date; two, day first, if it says neither which number is the day nor which is the month."""
    part = found.groupdict()
    if "one" in part:
        ways: tuple[tuple[str | None, str | int | None], ...] = ((part["one"], part["two"]), (part["two"], part["one"]))
    else:
        ways = ((part["day"], _month(part)),)
    days = (_made(part, day, month, zone) for day, month in ways)
    return list(dict.fromkeys(at for at in days if at is not None))


def _made(
    part: dict[str, str | None], day: str | None, month: str | int | None, zone: tzinfo | None
) -> datetime | None:
    try:
        named = _zone(part)
        clock = datetime.combine(date(int(part["year"] or 0), int(month or 0), int(day or 0)), _clock(part))
        at = _utc(clock.replace(tzinfo=named or zone))
        if not is_possible(clock):
            return None
        return at if named in (None, UTC) else same_clock(at, named, zone)
    except (ValueError, OverflowError):
        return None


def _utc(at: datetime) -> datetime:
    try:
        return at.astimezone(UTC)
    except OSError:  # some systems have no local time before 1970
        return at.replace(tzinfo=UTC)


def _month(part: dict[str, str | None]) -> str | int | None:
    word = part.get("word")
    return part["month"] if word is None else month_of(word)


def _clock(part: dict[str, str | None]) -> time:
    if part.get("hour") is None:
        return MIDDAY
    hour, half = int(part["hour"] or 0), (part.get("half") or "")[:1].casefold()
    if half:
        if not 1 <= hour <= 12:
            raise ValueError("hour")
        hour = hour % 12 + (12 if half == "p" else 0)
    micro = int(((part.get("part") or "") + "000000")[:6])
    return time(hour, int(part["minute"] or 0), int(part.get("second") or 0), micro)


def _zone(part: dict[str, str | None]) -> tzinfo | None:
    """The zone that a date names; an offset counts more than a name."""
    said, name = part.get("offset"), part.get("zone")
    if said is None:
        return zone_of(name) if name is not None else None
    if said.casefold() in ("z", "utc"):
        return UTC
    span = timedelta(hours=int(said[1:3]), minutes=int(said[3:].lstrip(":") or 0))
    return timezone(-span if said[0] == "-" else span)
