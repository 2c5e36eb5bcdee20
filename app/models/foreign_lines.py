"""Reads lists that are lines of text: what KinkList keeps, lists under headings, *name: answer* a line."""

from __future__ import annotations

import re
from typing import NamedTuple

from app.models.foreign_list import LONGEST_TITLE, Collector, FoundSide, Step
from app.models.foreign_words import ForeignWords

_BULLET = re.compile(r"[ \t]{0,20}(?:[-*•‣◦+–]|\d{1,4}[.)])[ \t]")
_BOX = re.compile(r"\[(?P<tick>[ xX✓✔])\]")
_HEADING = re.compile(r"#{1,6}")
_BETWEEN = re.compile(r"->|[ \t][-–—][ \t]|[:=|→\t]")
"""What can be between a title and its answers."""
_BRACKETS = {")": "(", "]": "["}
_PARTS = re.compile(r"[,;/+&]")
_MOST_PARTS = 8
_LONGEST_ANSWER = 120
_STEP = 500


class _Answers(NamedTuple):
    """The title before the answers of a line, and these."""

    title: str
    sides: list[FoundSide]


class LineReader:
    """Goes through the lines; a heading holds for those below it."""

    def __init__(self, words: ForeignWords, found: Collector) -> None:
        self._words, self._found = words, found
        self._category, self._fields = "", list[str]()
        self._word, self._word_depth = "", 0
        self._last = ""

    def read(self, text: str, step: Step) -> None:
        """Take all entries."""
        lines = text.split("\n")
        for number, line in enumerate(lines):
            if number % _STEP == 0:
                step(number, len(lines))
            if self._found.is_full:
                return
            self._line(line)

    def _line(self, line: str) -> None:
        line = line.strip()
        if not line:
            return
        heading = _HEADING.match(line)
        if heading is not None:
            self._heading(line[heading.end() :].strip(" #:"), heading.end())
        elif line.startswith("(") and line.endswith(")") and len(line) <= _LONGEST_ANSWER:
            self._fields = [field.strip() for field in line[1:-1].split(",") if field.strip()]
        elif line.startswith("?") and self._last:
            self._found.describe(self._last, self._category, line[1:])
        else:
            self._item(line)

    def _heading(self, words: str, depth: int) -> None:
        if self._words.answer(words) is not None:
            self._word, self._word_depth = words, depth
        else:
            self._category, self._fields = words[:LONGEST_TITLE], []
            if depth <= self._word_depth:
                self._word = ""

    def _item(self, line: str) -> None:
        bullet = _BULLET.match(line)
        item = line[bullet.end() :].strip() if bullet is not None else line
        box = _BOX.match(item)
        if box is not None:
            item = item[box.end() :].strip()
            if not box["tick"].strip():
                return
        if bullet is None and box is None and self._is_heading(item):
            return
        if len(item) > LONGEST_TITLE + _LONGEST_ANSWER:
            self._found.leave_out()
            return
        said = self._answers(item)
        sides = said.sides or ([FoundSide(heading=self._only_field, word=self._word)] if self._word else [])
        self._found.add(said.title, self._category, sides)
        self._last = said.title

    @property
    def _only_field(self) -> str:
        return self._fields[0] if len(self._fields) == 1 else ""

    def _is_heading(self, line: str) -> bool:
        """Take a line without a bullet that names an answer or a category, or lists names behind an answer."""
        before, colon, after = line.partition(":")
        if self._words.answer(before) is not None and (colon or not after):
            if not after.strip():
                self._heading(before, 7)
            elif self._said_in(after) is not None:
                return False
            else:
                for title in after.replace(";", ",").split(","):
                    if title.strip():
                        self._found.add(title, self._category, [FoundSide(word=before)])
            return True
        if colon and not after.strip():
            self._heading(before, 7)
            return True
        return False

    def _answers(self, item: str) -> _Answers:
        """A line in its title and its answers; all of it is the title if nothing behind it can be an answer."""
        closing = _BRACKETS.get(item[-1:])
        if closing is not None:
            title, _, inside = item[:-1].rpartition(closing)
            sides = self._said_in(inside) if title.strip() else None
            if sides is not None:
                return _Answers(title, sides)
        for place in _BETWEEN.finditer(item):
            sides = self._said_in(item[place.end() :])
            if item[: place.start()].strip() and sides is not None:
                return _Answers(item[: place.start()], sides)
        return _Answers(item, [])

    def _said_in(self, text: str) -> list[FoundSide] | None:
        """The answers in the last part of a line; None if it is anything else."""
        if len(text) > _LONGEST_ANSWER:
            return None
        if self._words.is_answer(text):
            return self._sides([("", text.strip())])
        parts = [part.strip() for part in _PARTS.split(text) if part.strip()]
        said = [self._part(part) for part in parts[: _MOST_PARTS + 1]]
        if not said or len(said) > _MOST_PARTS or any(each is None for each in said):
            return None
        return self._sides([each for each in said if each is not None])

    def _part(self, part: str) -> tuple[str, str] | None:
        """The side, if one is named, and the answer of a part: *yes*, *giving: yes*, *yes (giving)*."""
        if self._words.is_answer(part) or self._words.is_unsaid(part):
            return "", part
        tokens = part.replace("(", " ").replace(")", " ").replace(":", " ").replace("=", " ").split()
        for at in range(1, min(len(tokens), _MOST_PARTS)):
            first, last = " ".join(tokens[:at]), " ".join(tokens[at:])
            for side, word in ((first, last), (last, first)):
                if self._is_side(side) and self._words.is_answer(word):
                    return side, word
        return None

    def _is_side(self, word: str) -> bool:
        named = {field.casefold() for field in self._fields}
        return self._words.side(word) is not None or word.casefold() in named

    def _sides(self, said: list[tuple[str, str]]) -> list[FoundSide]:
        unnamed = all(not side for side, _ in said)
        if unnamed and len(said) == len(self._fields):
            said = [(field, word) for field, (_, word) in zip(self._fields, said, strict=True)]
        return [FoundSide(heading=side, word=word) for side, word in said if not self._words.is_unsaid(word)]
