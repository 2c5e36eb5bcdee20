"""Kinds of journal files, each with invented files of its own and what should come of them."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any, NamedTuple


class Kind(StrEnum):
    """A way in which journals come from elsewhere."""

    DAY_ONE_RICH = "Day One with words in its rich text alone"
    DAY_ONE_DAYS = "whole days and days in other zones"
    ESCAPES = "escapes"
    LINKS = "inner links and pictures"
    JRNL = "jrnl's own text"
    JRNL_MARKDOWN = "jrnl's Markdown export"
    JRNL_YAML = "jrnl's YAML export"
    JOPLIN_FRONT = "Joplin with front matter"
    JOPLIN_RAW = "Joplin's raw files"
    LOGSEQ = "Logseq"
    DAY_FOLDERS = "folders for days"
    DATES_IN_NAMES = "dates in names"
    DATES_IN_FRONT = "dates in front matter"
    ZONES = "zones by name"
    YAML = "folded texts and lists of tags in YAML"
    TOML = "TOML front matter"
    OBSIDIAN = "Obsidian's comments, callouts and wiki links"
    ENCODINGS = "other encodings"
    JOURNEY = "Journey"
    DIARIUM = "Diarium"
    DAYLIO = "Daylio"
    APPLE = "Apple's Journal"


class Told(NamedTuple):
    """An entry as it should come in. `at` is the clock in Berlin."""

    at: str
    title: str
    body: str
    tags: tuple[str, ...] = ()
    pinned: bool = False
    feelings: tuple[str, ...] = ()


class Variant(NamedTuple):
    """A file, with the folders around it in its name, its entries, and how often each problem is reported."""

    name: str
    text: str | bytes
    told: tuple[Told, ...]
    lost: dict[str, int]


NIGHT, NOON = "2026-03-04 21:15", "2026-03-04 12:00"
"""Most files are of this evening, or of this day without a time."""


def one(name: str, text: str | bytes, told: Told, /, **lost: int) -> Variant:
    """A file with one entry."""
    return Variant(name, text, (told,), lost)


def note(text: str, told: Told, /, **lost: int) -> Variant:
    """A note whose name has no date."""
    return one("Note.md", text, told, **lost)


def day_one(fields: dict[str, Any], told: Told, /, **lost: int) -> Variant:
    """An export of Day One with one entry of that evening."""
    given = {"uuid": "A1", "creationDate": "2026-03-04T20:15:00Z", "timeZone": "Europe/Berlin", **fields}
    return one("Journal.json", json.dumps({"metadata": {"version": "1.0"}, "entries": [given]}), told, **lost)


def rich(*contents: dict[str, Any]) -> dict[str, Any]:
    """The fields of an entry that has its words in its rich text alone."""
    meta = {"version": 1, "small-lines-removed": True, "created": {"platform": "com.bloombuilt.dayone-ios"}}
    return {"richText": json.dumps({"contents": contents, "meta": meta}, ensure_ascii=False)}
