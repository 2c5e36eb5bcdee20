"""A list from elsewhere on its way in: what was read of it, and what its owner has said about it so far."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from app.models.answer import Answer
from app.models.base import ActivityId
from app.models.catalogue import CatalogueEntry
from app.models.foreign_list import ForeignList, FoundEntry
from app.models.foreign_words import ForeignWords
from app.models.list_matching import ListMatch
from app.models.list_plan import Meanings, PlannedEntry, first_meanings, plan_entry

OWN, OUT = "own", "out"
"""What a name can be said to be instead of an entry: an entry of one's own, or nothing to keep."""


class ListDraft:
    """Holds what was said; `plan` is what would become of it."""

    def __init__(
        self,
        found: ForeignList,
        matches: Sequence[ListMatch],
        entries: Iterable[CatalogueEntry],
        answers: Iterable[Answer],
        words: ForeignWords,
        hidden: Container[str] = (),
    ) -> None:
        """`matches` are those of the entries found; `entries` and `answers` are those that there are already.

        `hidden`: ids of the categories and packs that the list does not show.
        """
        self._hidden = hidden
        self.found, self._matches = found, tuple(matches)
        self._entries = {entry.id: entry for entry in entries}
        self._given = {answer.key: answer for answer in answers}
        self.meanings: Meanings = first_meanings(found, words)
        self.said: dict[int, str] = {}
        """Of the places in `unsure`: the id of the entry that is meant, `OWN` or `OUT`."""
        self.unsure = tuple(
            at
            for at, (entry, match) in enumerate(zip(found.entries, self._matches, strict=True))
            if entry.sides and match.entry_id is None and match.suggestions
        )
        """The places of the names that may mean something there is already."""

    def name(self, at: int) -> FoundEntry:
        """The entry at a place."""
        return self.found.entries[at]

    def suggestions(self, at: int) -> list[CatalogueEntry]:
        """The entries that the name at a place may mean."""
        return [self._entries[each] for each in self._matches[at].suggestions]

    def plan(self) -> list[PlannedEntry]:
        """What becomes of everything that is not left out. What is unsure and not said is an own entry."""
        plan: list[PlannedEntry] = []
        for at, (found, match) in enumerate(zip(self.found.entries, self._matches, strict=True)):
            said = match.entry_id or self.said.get(at, OWN)
            if said != OUT:
                entry = self._entries.get(ActivityId(said))
                planned = plan_entry(found, entry, self.meanings, self._given)
                is_hidden = entry is not None and (entry.category in self._hidden or entry.pack in self._hidden)
                plan.append(planned.evolve(is_hidden=True) if is_hidden else planned)
        return plan
