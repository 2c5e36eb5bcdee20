"""Strings for Qt: handed over whole, counted in its units, made breakable or kept together."""

from __future__ import annotations

import re

from PySide6.QtCore import QTextBoundaryFinder

BREAK = "\u200b"
"""Invisible: a word may be broken here."""
KEPT = "\u00a0"
"""A blank where no line ends."""
_SHORT, _LONG = 8, 40
"""A word so short is not left alone in the last line of a text so long."""
_BYTE_ORDER_MARK = "\ufeff"
_TAKEN_FOR_MARKS = ("\ufeff", "\ufffe")


def breakable(text: str, every: int = 16) -> str:
    """A text for a label, with invisible break points in words that would make the page too wide."""
    return re.sub(rf"\S{{{every + 1},}}", lambda found: _with_breaks(found.group(), every), text)


def _with_breaks(word: str, every: int) -> str:
    # What people see as one character, such as a flag or a letter with accents, is not broken.
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, word)
    units = word.encode("utf-16-le", "surrogatepass")
    parts, begin, number = [], 0, 0
    while (at := finder.toNextBoundary()) >= 0:
        number += 1
        if number % every == 0:
            parts.append(units[2 * begin : 2 * at])
            begin = at
    parts.append(units[2 * begin :])
    return BREAK.join(part.decode("utf-16-le", "surrogatepass") for part in parts if part)


def keep_end(text: str) -> str:
    """A text that may wrap, of the same length, with its last two words together if the last one is short."""
    begin, _blank, last = text.rpartition(" ")
    return f"{begin}{KEPT}{last}" if begin and len(text) >= _LONG and len(last) <= _SHORT else text


def unbroken(text: str) -> str:
    """A text in which no line is broken between words."""
    return text.replace(" ", KEPT)


def with_plain_spaces(text: str) -> str:
    """The same text for a file, a field or the clipboard, where somebody may search for it."""
    return text.replace(KEPT, " ")


def exact(text: str) -> str:
    """The text as it has to be handed to Qt, signals included, so that every character arrives.

    PySide takes a first U+FEFF for a byte order mark and drops it, and swaps the bytes of a text after U+FFFE.
    """
    return _BYTE_ORDER_MARK + text if text.startswith(_TAKEN_FOR_MARKS) else text


def utf16_length(text: str) -> int:
    """The length of a text as Qt counts it: characters beyond the first 65,536 take two units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
