"""Files with several dated entries: jrnl's own text, its Markdown export, and notes with a heading for each day."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, tzinfo
from typing import NamedTuple

from app.models.date_words import month_of
from app.models.journal_dates import ImpossibleDate, date_before, parse_date
from app.models.text_scan import heading_of

_SENTENCE = re.compile(r"[.!?…][\"'”’)]?(?=\s)")
_LONGEST_TITLE = 160
_TAG = re.compile(r"(?<!\S)@[-+*#/\w]+")
_STAR, _BAR = "*", "|"
_FENCES = ("```", "~~~")


class DatedPart(NamedTuple):
    """One entry of several in a file; `tags` are those in its text."""

    at: datetime
    title: str
    body: str
    pinned: bool = False
    tags: tuple[str, ...] = ()


def text_parts(text: str, zone: tzinfo | None, step: Callable[[], object]) -> tuple[DatedPart, ...]:
    """The entries of jrnl's own text: each begins with `[2026-03-04 20:15] Words`. None if the file does not.

    Old files, and what jrnl shows, have no brackets; there, an entry begins below an empty line.
    `step` is called before each and may raise to stop.
    """
    lines = text.lstrip("\n").split("\n")
    begins = _bracketed if lines[0].startswith("[") else _dated_line
    begun = begins(lines[0], zone)
    if begun is None or not begun[1]:
        return ()
    found: list[tuple[datetime, list[str]]] = []
    for before, line in zip(("", *lines), lines, strict=False):
        begun = begins(line, zone) if begins is _bracketed or not before.strip() else None
        if begun is not None:
            step()
            found.append((begun[0], [begun[1]]))
        else:
            found[-1][1].append(line)
    return tuple(_jrnl_entry(at, "\n".join(_without_bars(words))) for at, words in found)


def _bracketed(line: str, zone: tzinfo | None) -> tuple[datetime, str] | None:
    if not line.startswith("["):
        return None
    said, closes, words = line[1:80].partition("]")
    if not closes or (words and not words[0].isspace()):
        return None
    try:
        at = parse_date(said, zone)
    except ImpossibleDate:
        return None
    return (at, line[len(said) + 2 :].strip()) if at is not None else None


def _dated_line(line: str, zone: tzinfo | None) -> tuple[datetime, str] | None:
    try:
        found = date_before(line, zone) if line[:1].isdigit() else None
    except ImpossibleDate:
        return None
    return (found[0], found[1]) if found is not None and found[2] else None


def _without_bars(lines: list[str]) -> list[str]:
    """The lines of an entry without the bars that jrnl shows before those of its text."""
    shown = [line for line in lines[1:] if line.strip()]
    if not shown or not all(line.startswith(_BAR) for line in shown):
        return lines
    return [lines[0], *(line.removeprefix(_BAR).removeprefix(" ") for line in lines[1:])]


def _jrnl_entry(at: datetime, text: str) -> DatedPart:
    """The title of jrnl is the first line, or its first sentence if that is long; a star stands at either end."""
    title, _, body = text.partition("\n")
    tags = tuple(found[0] for found in _TAG.finditer(text))
    words = title.split(" ")
    pinned = _STAR in (words[0], words[-1])
    title = " ".join(words[words[0] == _STAR : len(words) - (words[-1] == _STAR)]) if pinned else title
    while (last := title.rpartition(" "))[2].startswith("@") and last[0]:
        title = last[0].rstrip()
    if len(title) > _LONGEST_TITLE:
        end = _SENTENCE.search(title, 0, _LONGEST_TITLE)
        cut = end.end() if end is not None else 0
        title, body = title[:cut], f"{title[cut:].strip()}\n{body}"
    return DatedPart(at, title, body.strip("\n"), pinned, tags)


def heading_parts(text: str, zone: tzinfo | None, step: Callable[[], object]) -> tuple[DatedPart, ...]:
    """The entries of a Markdown file whose headings begin with a date; empty unless it begins with such a heading.

    One heading with a day but no time is no sign of several entries. `step` is called before each, and may raise.
    """
    found: list[tuple[datetime, str, list[str]]] = []
    several = False
    level = 0
    for line, heading in _lines(text):
        signs = len(line.lstrip(" ")) - len(line.lstrip(" #")) if heading is not None else 0
        begun = _dated(heading, zone) if heading is not None and (not level or signs == level) else None
        if begun is not None:
            step()
            at, title, has_time = begun
            several = several or has_time or bool(found)
            level = signs
            found.append((at, title, []))
        elif heading is not None and _is_period(heading) and (not level or signs < level):
            continue
        elif found:
            found[-1][2].append(line)
        elif line.strip():
            return ()
    if not several:
        return ()
    return tuple(_dated_part(at, title, "\n".join(lines).strip("\n")) for at, title, lines in found)


def _dated_part(at: datetime, title: str, body: str) -> DatedPart:
    pinned = title.endswith(f" {_STAR}")
    return DatedPart(at, title.removesuffix(f" {_STAR}").strip(), body, pinned)


def _lines(text: str) -> Iterator[tuple[str, str | None]]:
    """Each line, with the words of the heading that it is outside of code."""
    fence = ""
    for line in text.split("\n"):
        sign = line.lstrip()[:3]
        heading = heading_of(line) if not fence else None
        if sign in _FENCES:
            fence = ("" if sign == fence else fence) if fence else sign
        yield line, heading


def _dated(heading: str, zone: tzinfo | None) -> tuple[datetime, str, bool] | None:
    try:
        found = date_before(heading, zone)
        if found is None:
            at = parse_date(heading, zone)
            found = (at, "", False) if at is not None else None
    except ImpossibleDate:
        return None
    return found


def _is_period(heading: str) -> bool:
    """Whether a heading is a year, a month, or both."""
    words = heading.replace(",", " ").split()
    return 0 < len(words) <= 2 and all(re.fullmatch(r"\d{4}", word) or month_of(word) for word in words)
