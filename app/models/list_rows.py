"""Rows of a person's own list: a search index built once, the filters that pick from it, and what is answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from app.models.answer import Answer, AnswerKey, Stance, TermWords
from app.models.base import ActivityId
from app.models.catalogue import Catalogue, CatalogueEntry, CatalogueKind, Category, Direction
from app.models.sealing import AFTERCARE_CATEGORY

STARTER = "starter"
"""The deck of gentle, common activities that comes first."""


class AnswerFilter(Enum):
    """Filters on answers besides a single stance."""

    ANY = "any"
    OPEN = "open"


@dataclass(frozen=True)
class RowFilter:
    """What the list is narrowed to."""

    category: str = ""
    need: str = ""
    answer: AnswerFilter | Stance = AnswerFilter.ANY
    own: bool = False
    text: str = ""


@dataclass(frozen=True)
class ListRow:
    """A heading (without an entry) or an entry, with the folded words it is found by."""

    category: Category
    entry: CatalogueEntry | None
    found_by: str = ""


Answers = Mapping[AnswerKey, Answer]
Terms = Mapping[ActivityId, TermWords]


class RowIndex:
    """All rows in their order, folded once for searching; hidden categories and packs are left out.

    `turned_off`: how many entries are left out because their packs are.
    """

    def __init__(self, catalogue: Catalogue, hidden: frozenset[str]) -> None:
        self._groups = {each.id: (each, list[ListRow]()) for each in catalogue.categories if each.id not in hidden}
        self._starter = catalogue.starter_deck(hidden)
        self.turned_off = 0
        self._asked = Counter[str]()
        emptied = set[str]()
        for entry in catalogue.entries:
            if entry.category not in self._groups:
                continue
            if entry.pack in hidden:
                emptied.add(entry.category)
                self.turned_off += 1
                continue
            category, rows = self._groups[entry.category]
            words = "\n".join((entry.title, entry.description, category.title, *entry.aliases)).casefold()
            rows.append(ListRow(category, entry, words))
            self._asked[entry.category] += is_asked(entry)
        for category_id in emptied:
            if not self._groups[category_id][1]:
                del self._groups[category_id]

    @property
    def categories(self) -> tuple[Category, ...]:
        """The categories that are not hidden."""
        return tuple(category for category, _ in self._groups.values())

    @property
    def asked_categories(self) -> tuple[Category, ...]:
        """Those whose entries are asked here, not in Aftercare."""
        return tuple(category for category in self.categories if category.id != AFTERCARE_CATEGORY)

    def asked_in(self, category_id: str) -> int:
        """How many entries of a category are asked here."""
        return self._asked[category_id]

    def entries_of(self, category_id: str) -> tuple[CatalogueEntry, ...]:
        """The entries of a category in their order."""
        _category, rows = self._groups.get(category_id, (None, []))
        return tuple(row.entry for row in rows if row.entry is not None)

    def starter(self) -> tuple[CatalogueEntry, ...]:
        """The starter deck in its order."""
        return self._starter

    def rows(self, wanted: RowFilter, answers: Answers, terms: Terms) -> list[ListRow]:
        """Headings and entries that pass the filter; a heading only over what is shown."""
        needle = wanted.text.strip().casefold()
        shown: list[ListRow] = []
        for category, rows in self._groups.values():
            if wanted.category and category.id != wanted.category:
                continue
            kept = [row for row in rows if needle in row.found_by and _passes(row, wanted, answers, terms)]
            if kept:
                shown.append(ListRow(category, None))
                shown.extend(kept)
        return shown


def _passes(row: ListRow, wanted: RowFilter, answers: Answers, terms: Terms) -> bool:
    entry = row.entry
    if entry is None or (wanted.own and not entry.own) or (wanted.need and wanted.need not in entry.needs):
        return False
    if wanted.answer is AnswerFilter.ANY:
        return True
    if wanted.answer is AnswerFilter.OPEN:
        return is_asked(entry) and not is_answered(entry, answers, terms)
    return wanted.answer in stances_of(entry, answers).values()


def begun_of(catalogue: Catalogue, hidden: frozenset[str], answers: Answers, terms: Terms) -> dict[str, set[str]]:
    """The ids of the entries that anything was said to, by category; what is hidden is left out."""
    found: dict[str, set[str]] = {}
    for entry_id in {*(key.activity_id for key in answers), *terms}:
        entry = catalogue.find(entry_id)
        if entry and is_asked(entry) and not entry.is_hidden(hidden) and is_begun(entry, answers, terms):
            found.setdefault(entry.category, set()).add(entry.id)
    return found


def is_asked(entry: CatalogueEntry) -> bool:
    """Whether *My list* asks for an answer to it."""
    return entry.kind is not CatalogueKind.HOUSE_RULE and entry.category != AFTERCARE_CATEGORY


def is_answered(entry: CatalogueEntry, answers: Answers, terms: Terms) -> bool:
    """Whether every side has a complete answer (a term: some words)."""
    if entry.kind is CatalogueKind.TERM:
        term = terms.get(entry.id)
        return term is not None and bool(term.words.strip())
    given = [answers.get(AnswerKey(activity_id=entry.id, direction=direction)) for direction in entry.directions]
    return bool(given) and all(answer is not None and answer.is_complete for answer in given)


def is_begun(entry: CatalogueEntry, answers: Answers, terms: Terms) -> bool:
    """Whether any side has a stance (a term: some words)."""
    if entry.kind is CatalogueKind.TERM:
        return is_answered(entry, answers, terms)
    return any(stance is not None for stance in stances_of(entry, answers).values())


def stances_of(entry: CatalogueEntry, answers: Answers) -> dict[Direction, Stance | None]:
    """The stance of each side."""
    found = {
        direction: answers.get(AnswerKey(activity_id=entry.id, direction=direction)) for direction in entry.directions
    }
    return {direction: answer.stance if answer else None for direction, answer in found.items()}
