"""Finds the entry of the catalogue that a name from elsewhere means: surely, or as a suggestion."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher

from app.models.base import ActivityId, Model
from app.models.catalogue import CatalogueEntry
from app.models.foreign_words import ForeignWords, folded_name

MOST_SUGGESTIONS = 5
_LIKELY = 0.62
"""How alike two names have to be for one to be suggested for the other."""
_COMPARED = 12
_LONGEST_COMPARED = 80


class ListMatch(Model):
    """The entry that is surely meant, else those that might be, the likeliest first."""

    entry_id: ActivityId | None = None
    suggestions: tuple[ActivityId, ...] = ()


class ListMatcher:
    """Looks names up among entries; what it found is remembered."""

    def __init__(self, entries: Iterable[CatalogueEntry], words: ForeignWords) -> None:
        self._ids: dict[str, list[ActivityId]] = defaultdict(list)
        self._same = _groups(words.same)
        self._near = _groups((*words.near, *words.same))
        self._by_alias: dict[str, list[ActivityId]] = defaultdict(list)
        for entry in entries:
            for alias in (entry.title, *entry.aliases):
                for name in (folded_name(alias), _in_one(folded_name(alias))):
                    self._by_alias[name].append(entry.id)
            for name in {folded_name(entry.title), *map(folded_name, _without_asides(entry.title))}:
                self._ids[name].append(entry.id)
        self._by_three: dict[str, list[str]] = defaultdict(list)
        for name in self._ids:
            for three in _threes(name):
                self._by_three[three].append(name)
        self._known: dict[str, ListMatch] = {}

    def match(self, title: str) -> ListMatch:
        """What a name means."""
        name = folded_name(title)
        if name not in self._known:
            self._known[name] = self._find(name, title)
        return self._known[name]

    def _find(self, name: str, title: str) -> ListMatch:
        meant = self._ids.get(name) or self._entries(self._same.get(name, ()))
        if len(set(meant)) == 1:
            return ListMatch(entry_id=meant[0])
        parts = [folded_name(part) for part in _parts(title)]
        near = [each for part in (name, *parts) for each in (part, *self._near.get(part, ()))]
        named = [each for part in (name, _in_one(name), *parts) for each in self._by_alias.get(part, ())]
        found = dict.fromkeys([*meant, *named, *self._entries(near), *self._alike(name)])
        return ListMatch(suggestions=tuple(found)[:MOST_SUGGESTIONS])

    def _entries(self, names: Iterable[str]) -> list[ActivityId]:
        return [each for name in names for each in self._ids.get(name, ())]

    def _alike(self, name: str) -> list[ActivityId]:
        threes = _threes(name)
        shared = Counter(other for three in threes for other in self._by_three.get(three, ()))
        scored = []
        for other, _count in shared.most_common(_COMPARED):
            likeness = _likeness(name[:_LONGEST_COMPARED], other[:_LONGEST_COMPARED])
            if likeness >= _LIKELY:
                scored.append((likeness, other))
        return self._entries(other for _, other in sorted(scored, reverse=True))


def _in_one(name: str) -> str:
    """A name in one word, as *blowjob* for *blow job*."""
    return name.replace(" ", "")


def _likeness(one: str, other: str) -> float:
    """From 0 to 1: how alike two names are, letter by letter, or word by word if all of one is in the other."""
    words, others = set(one.split()), set(other.split())
    inside = 0.9 if words and others and (words <= others or others <= words) else 0.0
    return max(inside, SequenceMatcher(None, one, other, autojunk=False).ratio())


def _threes(name: str) -> set[str]:
    padded = f" {name} "
    return {padded[at : at + 3] for at in range(min(len(padded), _LONGEST_COMPARED) - 2)}


def _groups(groups: Iterable[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for group in groups:
        names = tuple(map(folded_name, group))
        for name in names:
            found[name] = tuple(dict.fromkeys((*found.get(name, ()), *names)))
    return found


def _without_asides(title: str) -> list[str]:
    """The title without what is in brackets."""
    before, bracket, _ = title.partition("(")
    return [before] if bracket and before.strip() else []


def _parts(title: str) -> list[str]:
    """The names that a title lists, as in *handjob / fingering*."""
    for between in ("/", ",", "&", " or ", " and "):
        title = title.replace(between, "\n")
    return [part for part in title.replace("(", "\n").replace(")", "\n").split("\n") if part.strip()]
