"""Text for the typesetter: unprintable characters are shown as their code and never dropped; long words can break."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_SHOWN_BY_CODE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f"  # control characters but the line feed
    "\u202a-\u202e\u2066-\u2069"  # what changes the direction of writing
    "\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff"  # byte order mark, annotations, no characters
    "\ud800-\uf8ff\U000f0000-\U0010ffff"  # surrogates and private use
    + "".join(chr(plane * 0x10000 + last) for plane in range(1, 15) for last in (0xFFFE, 0xFFFF))
    + "]"
)
_LINE_ENDS = (("\r\n", "\n"), ("\r", "\n"), ("\u2028", "\n"), ("\u2029", "\n\n"), ("\x85", "\n"))
_TAB = "    "
_LONG_WORD = re.compile(r"\S{20,}")
_CHUNK = 6


def visible(text: str) -> tuple[str, int]:
    """The text with invisible characters shown as ⟦U+0007⟧, and how many there were.

    Line ends become line feeds, a tab four spaces. Characters that change the direction of writing are shown as
    codes too: they could make a page read differently from what was written.
    """
    for end, plain in _LINE_ENDS:
        text = text.replace(end, plain)
    text = text.replace("\t", _TAB)
    return _SHOWN_BY_CODE.subn(lambda found: f"⟦U+{ord(found[0]):04X}⟧", text)


def breakable(text: str) -> list[str]:
    """The text in parts between which a line may break, so that no long word leaves the page."""
    parts: list[str] = []
    start = 0
    for word in _LONG_WORD.finditer(text):
        last = word.start()
        for index in range(word.start() + _CHUNK, word.end()):
            if index - last >= _CHUNK and _may_part(text, index):
                parts.append(text[start:index])
                start = last = index
    parts.append(text[start:])
    return parts


def _may_part(text: str, index: int) -> bool:
    """Whether the characters before and after `index` can be separated."""
    before, after = text[index - 1], text[index]
    if before == "\u200d" or after in "\u200d\ufe0f\ufe0e" or unicodedata.combining(after):
        return False
    kinds = (unicodedata.category(before), unicodedata.category(after))
    if any(kind in ("Mn", "Mc", "Me", "Sk", "So") for kind in kinds):
        return False
    return unicodedata.bidirectional(before) != "AL"


def has_right_to_left(text: Iterable[str]) -> bool:
    """Whether any character is written from right to left."""
    return any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)


def is_right_to_left(text: str) -> bool:
    """Whether the first character with a direction is right-to-left."""
    if text.isascii():
        return False
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False
