"""Reads a list from elsewhere, whatever it is written in."""

from __future__ import annotations

import json
from typing import Any

from app.models.foreign_lines import LineReader
from app.models.foreign_list import MOST_CHARACTERS, Collector, ForeignList, FoundSide, Step
from app.models.foreign_table import read_table, table_of
from app.models.foreign_words import ForeignWords


def read_list(text: str, words: ForeignWords, step: Step = lambda _done, _all: None) -> ForeignList:
    """Everything in a text that can be an entry. What is longer than any list is cut."""
    found = Collector()
    is_cut = len(text) > MOST_CHARACTERS
    text = text[:MOST_CHARACTERS].lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not _read_json(text, found, step, words):
        rows = None if _is_outlined(text) else table_of(text, words)
        if rows is not None:
            read_table(rows, words, found, step)
        else:
            LineReader(words, found).read(text, step)
    result = found.result()
    return result.evolve(is_cut=result.is_cut or is_cut)


def _is_outlined(text: str) -> bool:
    """Whether it has headings with items below, as KinkList writes them: commas in these divide no columns."""
    lines = [line.lstrip() for line in text.split("\n", 2_000)[:2_000]]
    return any(line.startswith("#") for line in lines) and any(line.startswith(("* ", "- ")) for line in lines)


def _read_json(text: str, found: Collector, step: Step, words: ForeignWords) -> bool:
    """Take the categories of a list in JSON, with what was selected for each field; whether it was one."""
    if not text.lstrip().startswith("{"):
        return False
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return False
    categories = data.get("categories")
    if not isinstance(categories, list):
        return False
    for number, category in enumerate(categories):
        step(number, len(categories))
        entries = category.get("kinks") if isinstance(category, dict) else None
        for entry in entries if isinstance(entries, list) else ():
            if isinstance(entry, dict) and not found.is_full:
                _add_json(entry, _text(category.get("name")), found, words)
    return True


def _add_json(entry: dict[str, Any], category: str, found: Collector, words: ForeignWords) -> None:
    chosen = entry.get("selections")
    sides: list[FoundSide] = []
    notes: list[str] = []
    for heading, said in chosen.items() if isinstance(chosen, dict) else ():
        level = _text(said.get("level")) if isinstance(said, dict) else _text(said)
        if level and not words.is_unsaid(level):
            sides.append(FoundSide(heading=_text(heading), word=level))
        if isinstance(said, dict) and _text(said.get("comment")):
            notes.append(_text(said.get("comment")))
    found.add(_text(entry.get("name")), category, sides, " ".join(notes), _text(entry.get("description")))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
