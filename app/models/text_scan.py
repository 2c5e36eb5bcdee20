"""Finds markup in texts from outside, looking at each character a fixed number of times.

A regular expression with something after a repeated part tries again from every place, which takes quadratic time in
texts made for it. `tests/test_expressions.py` names the few such expressions that are left, and what limits them.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterator

BLANKS = " \t"
_MOST_SIGNS = 6
_LONGEST_INDENT = 3
_PICTURE, _LINK = "![", "["
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
    for start, _, end in _spans(text, _PICTURE, blanks_in_address=blanks_in_address):
        yield start, end


def link_spans(text: str) -> Iterator[tuple[int, int, int]]:
    """Where links and pictures begin, where their words end, and where they end: `[words](address)`."""
    return _spans(text, _LINK, blanks_in_address=True)


def _spans(text: str, opening: str, *, blanks_in_address: bool) -> Iterator[tuple[int, int, int]]:
    label_end, label_break = NextPlace(_LABEL_END, text), NextPlace(_LINE_END, text)
    address_end = NextPlace(_ADDRESS_END, text)
    address_break = NextPlace(_LINE_END if blanks_in_address else _WHITE_SPACE, text)
    start = text.find(opening)
    while start >= 0:
        end, label = 0, label_end.after(start + len(opening))
        if label < label_break.after(start + len(opening)) and text.startswith("(", label + 1):
            address = address_end.after(label + 2)
            if address < address_break.after(label + 2):
                end = address + 1
                yield start, label, end
        start = text.find(opening, end or start + 1)


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


_TICKS = re.compile("`+")
_FENCE_SIGNS = ("```", "~~~")


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """The text with each part of a line that is not code changed; blocks between fences stay as they are."""
    fence, made = "", []
    for line in text.split("\n"):
        sign = line.lstrip(BLANKS)[:3]
        if fence:
            fence = "" if sign == fence else fence
        elif sign in _FENCE_SIGNS:
            fence = sign
        else:
            line = _outside_ticks(line, change) if "`" in line else change(line)
        made.append(line)
    return "\n".join(made)


def _outside_ticks(line: str, change: Callable[[str], str]) -> str:
    runs = [(found.start(), found.end()) for found in _TICKS.finditer(line)]
    later: defaultdict[int, deque[int]] = defaultdict(deque)
    for number, (start, end) in enumerate(runs):
        later[end - start].append(number)
    made, at, inside = [], 0, -1
    for number, (start, end) in enumerate(runs):
        alike = later[end - start]
        alike.popleft()
        if number <= inside or not alike:
            continue
        inside = alike[0]
        made += [change(line[at:start]), line[start : runs[inside][1]]]
        at = runs[inside][1]
    return "".join((*made, change(line[at:])))
