"""Reads tables: comma-separated files, cells pasted from a spreadsheet, tables in Markdown."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from app.models.foreign_list import Collector, FoundSide, Step
from app.models.foreign_words import ColumnKind, ForeignWords
from app.models.wording import fill

Row = list[str]
_DELIMITERS = "\t;|,"
_SAMPLE = 60
_ALIKE = 0.8
"""The share of lines with the same number of cells in what is a table."""
_MOST = 0.6
"""The share of cells that are answers in a column of answers."""
_MOST_COLUMNS = 40
_STEP = 200


class _Columns(NamedTuple):
    """What each column holds. `sides`: the name of the side whose answers a column has; `words`: the answer that a
    tick in a column gives."""

    title: int
    kinds: dict[int, ColumnKind]
    sides: dict[int, str]
    words: dict[int, str]


def table_of(text: str, words: ForeignWords) -> list[Row] | None:
    """The rows of a table; None if the text is none."""
    lines = [line for line in text.split("\n") if line.strip()]
    found = (_rows(lines[:_SAMPLE], delimiter) for delimiter in _DELIMITERS)
    for delimiter, sample in zip(_DELIMITERS, found, strict=True):
        if sample is not None and _is_table(sample, delimiter, words):
            rows = _rows(text.split("\n"), delimiter)
            return [row for row in rows or () if any(cell.strip() for cell in row) and not _is_rule(row)]
    return None


def _rows(lines: Sequence[str], delimiter: str) -> list[Row] | None:
    if delimiter == "|":
        lines = [line.strip().strip("|") for line in lines]
    try:
        return list(csv.reader((f"{line}\n" for line in lines), delimiter=delimiter))
    except csv.Error:  # a cell that is longer than any cell of a list, or never ends
        return None


def _is_rule(row: Row) -> bool:
    """The line below the heading of a table in Markdown."""
    return all(cell.strip() and not cell.strip(" :-") for cell in row)


def _is_table(sample: list[Row], delimiter: str, words: ForeignWords) -> bool:
    rows = [row for row in sample if any(cell.strip() for cell in row)]
    if len(rows) < 2:
        return False
    width, times = Counter(map(len, rows)).most_common(1)[0]
    if width < 2 or width > _MOST_COLUMNS or times < _ALIKE * len(rows):
        return False
    if delimiter == "\t" or _has_heads(rows[0], words):
        return True
    answers = sum(any(map(words.is_answer, row[1:])) for row in rows)
    return answers >= len(rows) / 2


def _has_heads(row: Row, words: ForeignWords) -> bool:
    """Whether a row names the columns below it."""
    cells = [cell for cell in row if cell.strip()]
    named = [cell for cell in cells if words.head(cell) or words.side(cell)]
    names_title = words.head(row[0]) is ColumnKind.TITLE or not row[0].strip()
    answers = sum(words.answer(cell) is not None for cell in cells)
    return len(named) >= 2 or (bool(named) and names_title) or (answers >= 2 and names_title)


def read_table(rows: list[Row], words: ForeignWords, found: Collector, step: Step) -> None:
    """Take the entries of a table."""
    head = rows[0] if _has_heads(rows[0], words) else []
    body = rows[1:] if head else rows
    columns = _columns(head, body[:_SAMPLE], words)
    for number, row in enumerate(body):
        if number % _STEP == 0:
            step(number, len(body))
        if found.is_full:
            return
        cells = dict(enumerate(row))
        found.add(
            cells.get(columns.title, ""),
            _cell(cells, columns, ColumnKind.CATEGORY),
            _sides(cells, columns, words),
            _cell(cells, columns, ColumnKind.NOTE),
            _cell(cells, columns, ColumnKind.DESCRIPTION),
        )


def _cell(cells: dict[int, str], columns: _Columns, kind: ColumnKind) -> str:
    return next((cells[at] for at, each in columns.kinds.items() if each is kind and cells.get(at)), "")


def _sides(cells: dict[int, str], columns: _Columns, words: ForeignWords) -> list[FoundSide]:
    side = _cell(cells, columns, ColumnKind.SIDE)
    said: list[FoundSide] = []
    for at, heading in columns.sides.items():
        word = cells.get(at, "")
        if not words.is_unsaid(word):
            said.append(FoundSide(heading=heading or side, word=word))
    for at, word in columns.words.items():
        cell = cells.get(at, "")
        if words.is_tick(cell):
            said.append(FoundSide(heading=side, word=word))
        elif words.side(cell) is not None:
            said.append(FoundSide(heading=cell, word=word))
    return said


def _columns(head: Row, body: list[Row], words: ForeignWords) -> _Columns:
    found = _Columns(0, {}, {}, {})
    plain: list[int] = []
    for at in range(max(map(len, [head, *body]), default=0)):
        heading = head[at].strip() if at < len(head) else ""
        cells = [row[at] for row in body if at < len(row) and row[at].strip()]
        if not _is_told(found, at, heading, cells, words):
            plain.append(at)
    _name_unnamed(found.sides, words)
    title = next((at for at in plain if at < len(head) and words.head(head[at]) is ColumnKind.TITLE), None)
    if title is None and not head and len(plain) > 1 and _is_category(body, plain[0], plain[1]):
        found.kinds[plain[0]], title = ColumnKind.CATEGORY, plain[1]
    return found._replace(title=title if title is not None else (plain[0] if plain else 0))


def _is_told(found: _Columns, at: int, heading: str, cells: list[str], words: ForeignWords) -> bool:
    """Whether a column holds answers, or what its heading says; then that is noted."""
    kind = words.head(heading) if heading else None
    names_answer = kind is None and words.answer(heading) is not None
    if words.side(heading) is not None:
        found.sides[at] = heading
    elif names_answer and _share(cells, lambda cell: words.is_tick(cell) or words.side(cell) is not None) > _MOST:
        found.words[at] = heading
    elif kind is ColumnKind.ANSWER:
        found.sides[at] = ""
    elif kind is None and at and _share(cells, words.is_answer) > _MOST:
        found.sides[at] = heading
    elif kind is not None and kind is not ColumnKind.TITLE:
        found.kinds[at] = kind
    else:
        return False
    return True


def _name_unnamed(sides: dict[int, str], words: ForeignWords) -> None:
    """Several columns of answers without a name have to be told apart."""
    unnamed = [at for at, heading in sides.items() if not heading]
    if len(unnamed) > 1:
        sides.update({at: fill(words.column, n=at + 1) for at in unnamed})


def _is_category(body: list[Row], first: int, second: int) -> bool:
    """Whether the first of two columns of words repeats itself, as categories do."""
    one, other = ({row[at].strip() for row in body if at < len(row)} for at in (first, second))
    return len(one) < len(body) / 2 and len(one) < len(other)


def _share(cells: list[str], is_it: Callable[[str], bool]) -> float:
    return sum(map(is_it, cells)) / len(cells) if cells else 0.0
