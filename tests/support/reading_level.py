"""How hard an English text is to read: the Flesch-Kincaid grade, with syllables counted by groups of vowels."""

from __future__ import annotations

import re

_MARKS = re.compile(r"^(## |- )", re.MULTILINE)
_ENDS = re.compile(r"[.!?:]+[”’)]*\s|\n+")
_WORD = re.compile(r"[A-Za-z0-9]+(?:[’'-][A-Za-z0-9]+)*")


def words_of(text: str) -> list[str]:
    """The words of a text in light Markdown, without its marks."""
    return _WORD.findall(text)


def grade(text: str) -> float:
    """The school year in which a text is easy to read."""
    plain = _MARKS.sub("", text)
    sentences = [part for part in _ENDS.split(plain) if words_of(part)]
    words = words_of(plain)
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59


def _syllables(word: str) -> int:
    found = len(re.findall(r"[aeiouy]+", word.lower()))
    is_silent = word.lower().endswith("e") and not word.lower().endswith(("le", "ee"))
    return max(1, found - is_silent)
