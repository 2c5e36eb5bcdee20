"""A yes-no-maybe list from elsewhere as it was read: entries with what somebody answered to each side of them.

Nothing here knows what the words mean to Accord; `list_matching` and `list_plan` say that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from app.models.base import Model
from app.models.canonical import plain
from app.models.foreign_words import folded, folded_name

MOST_CHARACTERS = 4_000_000
MOST_FOUND = 10_000
LONGEST_TITLE = 120
_LONGEST_WORD = 60
_LONGEST_NOTE = 2_000
_MOST_SIDES = 12

Step = Callable[[int, int], object]
"""Is told how far reading is, and raises to stop it."""


class FoundSide(Model):
    """What was answered to one side. `heading`: what the side is called there, else empty."""

    heading: str = ""
    word: str


class FoundEntry(Model):
    """One entry of a list from elsewhere."""

    title: str
    category: str = ""
    sides: tuple[FoundSide, ...] = ()
    note: str = ""
    description: str = ""


class ForeignList(Model):
    """Everything that was read. `left_out`: how many lines could not be an entry; `is_cut`: there was more."""

    entries: tuple[FoundEntry, ...] = ()
    left_out: int = 0
    is_cut: bool = False

    @cached_property
    def words(self) -> tuple[tuple[str, int], ...]:
        """Each answer as it was first written, and how many times it was given; the most frequent first."""
        return _counted(side.word for entry in self.entries for side in entry.sides)

    @cached_property
    def headings(self) -> tuple[tuple[str, int], ...]:
        """Each name of a side, and how many answers have it; where a side has none, it is empty."""
        return _counted(side.heading for entry in self.entries for side in entry.sides)


def _counted(words: Iterable[str]) -> tuple[tuple[str, int], ...]:
    first: dict[str, str] = {}
    counts: dict[str, int] = {}
    for word in words:
        key = folded(word)
        first.setdefault(key, word)
        counts[key] = counts.get(key, 0) + 1
    return tuple(sorted(((first[key], n) for key, n in counts.items()), key=lambda each: -each[1]))


def in_one_line(text: str) -> str:
    """A text without control characters, in one line."""
    return " ".join(plain(text).split())


class Collector:
    """Collects entries as they are read; what is about the same thing becomes one entry."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], FoundEntry] = {}
        self._left_out = 0
        self._is_cut = False

    def leave_out(self) -> None:
        """Count something that is no entry."""
        self._left_out += 1

    @property
    def is_full(self) -> bool:
        """Whether nothing more is taken."""
        return self._is_cut

    def add(
        self, title: str, category: str = "", sides: Iterable[FoundSide] = (), note: str = "", description: str = ""
    ) -> None:
        """Take an entry, or add what is new to the one of this name."""
        title, category = in_one_line(title).strip(" :;,-–—"), in_one_line(category)[:LONGEST_TITLE]
        if not folded(title) or len(title) > LONGEST_TITLE:
            self.leave_out()
            return
        key = (folded_name(title), folded_name(category))
        before = self._found.get(key)
        if before is None and len(self._found) >= MOST_FOUND:
            self._is_cut = True
            return
        entry = before or FoundEntry(title=title, category=category)
        self._found[key] = entry.evolve(
            sides=_joined(entry.sides, sides),
            note=_added(entry.note, in_one_line(note)),
            description=entry.description or in_one_line(description)[:_LONGEST_NOTE],
        )

    def describe(self, title: str, category: str, words: str) -> None:
        """Add a description to an entry that was taken."""
        if (folded_name(title), folded_name(category)) in self._found:
            self.add(title, category, description=words)

    def result(self) -> ForeignList:
        """All that was taken."""
        return ForeignList(entries=tuple(self._found.values()), left_out=self._left_out, is_cut=self._is_cut)


def _joined(before: Sequence[FoundSide], more: Iterable[FoundSide]) -> tuple[FoundSide, ...]:
    said = list(before)
    for side in more:
        word = in_one_line(side.word)[:_LONGEST_WORD]
        side = FoundSide(heading=in_one_line(side.heading)[:_LONGEST_WORD], word=word)
        if word and side not in said and len(said) < _MOST_SIDES:
            said.append(side)
    return tuple(said)


def _added(note: str, more: str) -> str:
    if not more or more in note:
        return note
    return (f"{note}\n{more}" if note else more)[:_LONGEST_NOTE]
