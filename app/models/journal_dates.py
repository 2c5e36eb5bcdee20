"""Dates as people and programs write them, parsed without guessing: an ambiguous date is not parsed.

`zone` is the time zone of times that name none; None is the zone of this computer.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""A date outside of these years is taken for a mistake."""
MIDDAY = time(12)
"""The time of an entry without a time: its day is the same in most time zones."""

_MONTHS = "january february march april may june july august september october november december".split()  # noqa: SIM905
_WORDS = "|".join(f"{name[:3]}(?:{name[3:]})?" if name != "may" else "may" for name in _MONTHS)
_DAYS = r"(?:(?:mon|tues?|wednes|wed|thurs?|fri|satur|sat|sun)(?:day)?,?\s+)?"
_CLOCK = (
    r"(?:(?:T|,?\s+(?:at\s+)?)(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,](?P<part>\d{1,9}))?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*(?P<offset>Z|UTC|[+-]\d{2}:?\d{2})?)?"
)
_FORMS = tuple(
    re.compile(form + _CLOCK, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})([-/._])(?P<month>\d{1,2})\2(?P<day>\d{1,2})",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})",
        rf"{_DAYS}(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?P<word>{_WORDS}),?\s+(?P<year>\d{{4}})",
        rf"{_DAYS}(?P<word>{_WORDS})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})",
    )
)
_IN_A_NAME = re.compile(
    r"(?<!\d)(?P<year>(?:19|20|21)\d{2})([-_. ]?)(?P<month>\d{2})\2(?P<day>\d{2})(?!\d)"
    r"(?:[ T_-]+(?:at )?(?P<hour>\d{2})[-.:h_]?(?P<minute>\d{2})(?:[-.:_]?(?P<second>\d{2}))?(?!\d))?"
)
_LONGEST = 60
_LONGEST_NAME = 255


class ImpossibleDate(ValueError):
    """Text that looks like a date, but no such day exists, or it is absurdly far away."""

    def __init__(self) -> None:
        super().__init__("date")


def parse_date(text: str, zone: tzinfo | None) -> datetime | None:
    """The moment (UTC) of a text that is a date and nothing else, or None. Raises `ImpossibleDate`."""
    said = text.strip().strip("[]")
    if len(said) > _LONGEST:
        return None
    found = next((match for form in _FORMS if (match := form.fullmatch(said))), None)
    return _moment(found, zone) if found is not None else None


def beginning_date(text: str, zone: tzinfo | None) -> datetime | None:
    """The moment of the day at the beginning of a line, as in 2026-11-24, or None."""
    found = re.match(r"\d{4}-\d{2}-\d{2}(?!\d)", text.strip())
    return parse_date(found[0], zone) if found is not None else None


def date_in_name(name: str, zone: tzinfo | None) -> tuple[datetime | None, str]:
    """The moment in a file's name, and the name without it."""
    found = _IN_A_NAME.search(name, 0, _LONGEST_NAME)
    if found is None:
        return None, name
    try:
        at = _moment(found, zone)
    except ImpossibleDate:
        return None, name
    return at, name[: found.start()] + " " + name[found.end() :]


def is_possible(at: datetime) -> bool:
    """Whether a person may have written about this moment."""
    return FIRST_YEAR <= at.year <= LAST_YEAR


def _moment(found: re.Match[str], zone: tzinfo | None) -> datetime:
    part = found.groupdict()
    try:
        day = date(int(part["year"]), _month(part), int(part["day"]))
        at = datetime.combine(day, _clock(part), _offset(part.get("offset")) or zone)
        if is_possible(at):
            return _utc(at)
    except (ValueError, OverflowError):
        pass
    raise ImpossibleDate


def _utc(at: datetime) -> datetime:
    try:
        return at.astimezone(UTC)
    except OSError:  # some systems have no local time before 1970
        return at.replace(tzinfo=UTC)


def _month(part: dict[str, str | None]) -> int:
    word = part.get("word")
    if word is None:
        return int(part["month"] or 0)
    return 1 + next(at for at, name in enumerate(_MONTHS) if name.startswith(word[:3].casefold()))


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


def _offset(said: str | None) -> timezone | None:
    if said is None:
        return None
    if said.casefold() in ("z", "utc"):
        return UTC
    span = timedelta(hours=int(said[1:3]), minutes=int(said[-2:]))
    return timezone(-span if said[0] == "-" else span)
