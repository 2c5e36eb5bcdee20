"""Words as a search compares them, in any script: without case and accents, with their places in the text.

Scripts without spaces (Han, Kana, Thai…) have no word boundaries that could be found here. So each of their
characters counts as a word, and a run of them is searched for as a phrase.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

# First and last code point of the scripts that are written without spaces.
_UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x2E80, 0x31FF),  # radicals, Kana, Bopomofo
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),  # Han
    (0xA9E0, 0xA9FF),
    (0xAA60, 0xAA7F),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)

_PIECES = re.compile(r"\S+")
_PLAIN = re.compile(r"[0-9A-Za-z]+|(?P<sign>[+<=>^`|~])")
_PLAIN_WORDS = re.compile(r"[0-9a-z]+|[+<=>^`|~]")


class Token(NamedTuple):
    """A folded word, and where it is in the text."""

    word: str
    start: int
    end: int
    joined: bool = False
    """Whether it continues a run of a script without spaces."""


def word_tokens(text: str) -> Iterator[Token]:
    """The words of a text, in order."""
    # Split at white space first: most pieces are ASCII, which is ten times as fast.
    if text.isascii():
        yield from _plain_tokens(text, 0)
        return
    for piece in _PIECES.finditer(text):
        found = piece.group()
        if found.isascii():
            yield from _plain_tokens(found, piece.start())
        else:
            yield from _tokens(found, piece.start())


def _plain_tokens(text: str, offset: int) -> Iterator[Token]:
    lower = text.lower()
    run = -1
    for found in _PLAIN.finditer(text):
        start, end = found.span()
        sign = found.lastgroup == "sign"
        yield Token(lower[start:end], offset + start, offset + end, joined=sign and run == start)
        run = end if sign else -1


def _tokens(text: str, offset: int) -> Iterator[Token]:
    word: list[str] = []
    start = end = 0
    run = -1
    for at, char in enumerate(text, offset):
        folded = _folded(char)
        if folded is None or _stands_alone(char):
            if word:
                yield Token("".join(word), start, end)
                word = []
            if folded:
                yield Token(folded, at, at + 1, joined=run == at)
            if folded is not None:
                run = at + 1
            continue
        if not word:
            start = at
        word.append(folded)
        end = at + 1
        if not any(word):  # an accent without a letter, or one above a symbol
            word = []
            if run == at:
                run = at + 1
    if word:
        yield Token("".join(word), start, end)


def index_text(*texts: str) -> str:
    """The folded words of some texts, separated by spaces, for the search index."""
    words: list[str] = []
    for piece in (piece for text in texts for piece in _PIECES.findall(text)):
        if piece.isascii():
            words += _PLAIN_WORDS.findall(piece.lower())
        else:
            words += (token.word for token in _tokens(piece, 0))
    return " ".join(words)


def phrases(query: str) -> tuple[tuple[str, ...], ...]:
    """The phrases of a query. All must be in a text; the last word of each may be the beginning of a longer one."""
    found: list[tuple[str, ...]] = []
    for token in word_tokens(query):
        if token.joined and found:
            found[-1] = (*found[-1], token.word)
        else:
            found.append((token.word,))
    return tuple(found)


def matches(query: str, text: str) -> tuple[tuple[int, int], ...]:
    """The places in a text that match a query: (start, end) of each, in order, without overlaps."""
    wanted = phrases(query)
    words = list(word_tokens(text)) if wanted else []
    spans: list[tuple[int, int]] = []
    for phrase in wanted:
        last = phrase[-1]
        for at in [at for at, token in enumerate(words) if token.word.startswith(last)]:
            first = at - len(phrase) + 1
            if first >= 0 and all(words[first + step].word == word for step, word in enumerate(phrase[:-1])):
                spans.append((words[first].start, _with_marks(text, _end(words[at], last))))
    return _merged(spans)


def _end(token: Token, word: str) -> int:
    """The end of the part of a word that was searched for."""
    if token.word == word or token.end - token.start != len(token.word):
        return token.end
    return token.start + len(word)


def _with_marks(text: str, end: int) -> int:
    """The end moved past combining marks of the last character."""
    while end < len(text) and not text[end].isascii() and unicodedata.combining(text[end]):
        end += 1
    return end


def _merged(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


@lru_cache(maxsize=8192)
def _folded(char: str) -> str | None:
    """The folded character: None if it separates words, empty for an accent."""
    kind = unicodedata.category(char)
    if kind[0] not in "LNM" and kind not in ("Co", "So", "Sk", "Sm"):
        return None
    plain = unicodedata.normalize("NFKD", char)
    bare = "".join(each for each in plain if not unicodedata.combining(each))
    kept = "".join(each for each in bare.casefold() if unicodedata.category(each)[0] in "LNMSC")
    return "" if kind[0] == "M" and unicodedata.combining(char) else kept


@lru_cache(maxsize=8192)
def _stands_alone(char: str) -> bool:
    code = ord(char)
    if code >= 0x0E00 and any(first <= code <= last for first, last in _UNSPACED):
        return not (unicodedata.combining(char))
    return unicodedata.category(char) in ("So", "Sm", "Sk")
