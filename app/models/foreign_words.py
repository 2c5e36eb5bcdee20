"""The words of lists from elsewhere: what their answers, sides and columns are called, and names for the same thing."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property

from app.models.answer import Stance
from app.models.base import Asset
from app.models.folding import index_text

_SMALL_WORDS = frozenset({"a", "an", "and", "for", "in", "my", "of", "on", "or", "the", "to", "with", "your"})

_DASHES = "-–—−_. \t"


class SideMeaning(StrEnum):
    """What the name of a side stands for."""

    ACTIVE = "active"
    PASSIVE = "passive"
    EITHER = "either"


class ColumnKind(StrEnum):
    """What a column of a table holds."""

    TITLE = "title"
    CATEGORY = "category"
    SIDE = "side"
    ANSWER = "answer"
    NOTE = "note"
    DESCRIPTION = "description"


def folded(text: str) -> str:
    """A word or name as it is compared: without case, accents and punctuation; signs alone stay as they are."""
    return index_text(text.replace("’", " ").replace("'", " ").replace("-", " ")) or "".join(text.split())


def folded_name(title: str) -> str:
    """The name of an activity as it is compared: also without small words and plurals."""
    words = [word for word in folded(title).split() if word not in _SMALL_WORDS]
    return " ".join(map(_singular, words)) or folded(title)


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") else word[:-1]


class ForeignWords(Asset):
    """The words that are understood, each as somebody would write it.

    `unsaid`: answers that say nothing. `same`: names for one thing; `near`: names that may be meant. `column`: what a
    column without a heading is called.
    """

    folder = "foreign_lists"
    answers: dict[Stance, tuple[str, ...]]
    unsaid: tuple[str, ...]
    sides: dict[SideMeaning, tuple[str, ...]]
    heads: dict[ColumnKind, tuple[str, ...]]
    ticks: tuple[str, ...]
    same: tuple[tuple[str, ...], ...]
    near: tuple[tuple[str, ...], ...]
    column: str

    @cached_property
    def _answers(self) -> dict[str, Stance]:
        return {folded(word): stance for stance, words in self.answers.items() for word in words}

    @cached_property
    def _unsaid(self) -> frozenset[str]:
        return frozenset(map(folded, self.unsaid))

    @cached_property
    def _sides(self) -> dict[str, SideMeaning]:
        return {folded(word): side for side, words in self.sides.items() for word in words}

    @cached_property
    def _heads(self) -> dict[str, ColumnKind]:
        return {folded(word): kind for kind, words in self.heads.items() for word in words}

    @cached_property
    def _ticks(self) -> frozenset[str]:
        return frozenset(map(folded, self.ticks))

    def answer(self, word: str) -> Stance | None:
        """What an answer in a list most likely says; None for an unknown word."""
        return self._answers.get(folded(word))

    def side(self, word: str) -> SideMeaning | None:
        """The side that a word names; None for an unknown word."""
        return self._sides.get(folded(word))

    def head(self, word: str) -> ColumnKind | None:
        """What a column of this heading holds; None for an unknown heading."""
        return self._heads.get(folded(word))

    def is_unsaid(self, word: str) -> bool:
        """Whether a word in the place of an answer says that there is none."""
        return not word.strip(_DASHES) or folded(word) in self._unsaid

    def is_tick(self, word: str) -> bool:
        """Whether a cell is ticked."""
        return folded(word) in self._ticks

    def is_answer(self, word: str) -> bool:
        """Whether a word can only be an answer: a known one, a small number or stars."""
        return self.answer(word) is not None or folded(word) in self._unsaid or is_stars(word) or is_score(word)


def is_score(word: str) -> bool:
    """Whether a word is a small number, as in *4* or *4/5*."""
    first, _, last = word.strip().partition("/")
    return all(len(part.strip()) <= 2 and part.strip().isdecimal() for part in ((first, last) if last else (first,)))


def is_stars(word: str) -> bool:
    """Whether a word is a row of stars or hearts."""
    signs = set(word.split() and "".join(word.split()))
    return bool(signs) and signs <= set("★☆⭐♥❤️")
