"""Finds markup in texts from outside, looking at each character a fixed number of times.

A regular expression with something after a repeated part tries again from every place, which takes quadratic time in
texts made for it. `tests/test_expressions.py` names the few such expressions that are left, and what limits them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

BLANKS = " \t"
_MOST_SIGNS = 6
_LONGEST_INDENT = 3
_PICTURE = "!["
_LABEL_END, _ADDRESS_END = re.compile(r"\]"), re.compile(r"\)")
_LINE_END, _WHITE_SPACE = re.compile(r"\n"), re.compile(r"\s")


class NextPlace:
    """The next place of one character at or after places that are asked for in ascending order."""

    def __init__(self, character: re.Pattern[str], text: str) -> None:
        self._character, self._text, self._at = character, text, -1

    def after(self, place: int) -> int:
        """The place, or the length of the text if there is none."""
        if self._at < place:
            self._at = self.look(place)
        return self._at

    def look(self, place: int) -> int:
        """Look at the characters from a place to the one that is sought."""
        found = self._character.search(self._text, place)
        return found.start() if found is not None else len(self._text)


def picture_spans(text: str, *, blanks_in_address: bool) -> Iterator[tuple[int, int]]:
    """Where pictures begin and end: `![words](address)`, neither part continuing on the next line."""
    label_end, label_break = NextPlace(_LABEL_END, text), NextPlace(_LINE_END, text)
    address_end = NextPlace(_ADDRESS_END, text)
    address_break = NextPlace(_LINE_END if blanks_in_address else _WHITE_SPACE, text)
    start = text.find(_PICTURE)
    while start >= 0:
        end, label = 0, label_end.after(start + len(_PICTURE))
        if label < label_break.after(start + len(_PICTURE)) and text.startswith("(", label + 1):
            address = address_end.after(label + 2)
            if address < address_break.after(label + 2):
                end = address + 1
                yield start, end
        start = text.find(_PICTURE, end or start + 1)


def heading_of(line: str) -> str | None:
    """The words of a heading with signs before and perhaps behind it; None if the line is none."""
    indent = len(line) - len(line.lstrip(" "))
    words = title_after_signs(line[indent:]) if indent <= _LONGEST_INDENT else None
    if words is None:
        return None
    words = words.rstrip(BLANKS)
    without = words.rstrip("#")
    closes = without != words and without[-1:] in (*BLANKS,)
    return without.rstrip(BLANKS) if closes else words


def title_after_signs(line: str) -> str | None:
    """What follows one to six signs and blanks at the beginning of a line; None if there are none."""
    rest = line.lstrip("#")
    if not 1 <= len(line) - len(rest) <= _MOST_SIGNS or rest[:1] not in (*BLANKS,):
        return None
    return rest.lstrip(BLANKS)
