"""The catalogue: categories and packs with their entries, built in or added by a person."""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import StrEnum
from functools import cached_property
from typing import Self

from pydantic import Field, model_validator

from app.models.base import ActivityId, Asset, Model, PersonId


class CatalogueKind(StrEnum):
    """What can be answered: an activity takes a stance per side, a term takes words, a house rule nothing."""

    ACTIVITY = "activity"
    TERM = "term"
    HOUSE_RULE = "house_rule"


class Direction(StrEnum):
    """The side of an activity that an answer is about."""

    ACTIVE = "active"
    PASSIVE = "passive"
    TOGETHER = "together"


class SideLabels(StrEnum):
    """The words for the two sides of an activity."""

    GIVES = "gives"  # gives / receives
    LEADS = "leads"  # leads / is led
    SHOWS = "shows"  # wears or shows / sees
    NONE = "none"  # both do it together


class Category(Model):
    """A group of entries."""

    id: str = Field(pattern=r"^[a-z0-9_.]+$")
    title: str
    description: str = ""
    own: bool = False


class PackLevel(StrEnum):
    """How far a pack goes; each level has the packs of those before it."""

    GENTLE = "gentle"
    USUAL = "usual"
    EVERYTHING = "everything"

    @property
    def rank(self) -> int:
        """Its place, from gentle on."""
        return tuple(PackLevel).index(self)


class Pack(Model):
    """Entries that a person turns on or off together, for themselves alone. `level`: the first that has it."""

    id: str = Field(pattern=r"^[a-z_]+$")
    level: PackLevel
    title: str = Field(min_length=1)
    description: str


class CatalogueEntry(Model):
    """An activity, a term or a house rule.

    `pack`: empty for what is in none and always there. `aliases`: other names it is found by. `needs`: ids of needs
    that it may meet. `in_care`: how a need in aftercare names it, besides its title. `health`: left out of a page
    together with health. `retired`: the person who offered it took it off the shared list; it can only be read.
    `commitment`: fixes the words of an offered entry; empty for all others.
    """

    id: ActivityId = Field(pattern=r"^[a-z0-9_.]+$")
    category: str
    kind: CatalogueKind = CatalogueKind.ACTIVITY
    title: str = Field(min_length=1)
    description: str = ""
    risk: str = ""
    pack: str = ""
    aliases: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    labels: SideLabels = SideLabels.NONE
    intensity: bool = False
    starter: bool = False
    in_care: tuple[str, ...] = ()
    health: bool = False
    by_choice: bool = False
    """Whether a house rule holds only for couples who choose it."""
    added_by: PersonId | None = None
    retired: bool = False
    commitment: str = ""

    @property
    def own(self) -> bool:
        """Whether a person added it."""
        return self.id.startswith("own.")

    @property
    def always_holds(self) -> bool:
        """Whether it is a house rule that nobody chooses, because it keeps people safe."""
        return self.kind is CatalogueKind.HOUSE_RULE and not self.by_choice

    def is_hidden(self, hidden: Collection[str]) -> bool:
        """Whether its category or its pack is among those that a person hides."""
        return self.category in hidden or self.pack in hidden

    def is_named_in(self, need: str) -> bool:
        """Whether a need in aftercare names it in whole words."""
        said = _in_words(need)
        return any(_in_words(name) in said for name in (self.title, *self.in_care))

    @property
    def directions(self) -> tuple[Direction, ...]:
        """The sides a stance can be given for; empty for terms and house rules."""
        if self.kind is not CatalogueKind.ACTIVITY:
            return ()
        if self.labels is SideLabels.NONE:
            return (Direction.TOGETHER,)
        return (Direction.ACTIVE, Direction.PASSIVE)


def _in_words(text: str) -> str:
    words = " ".join(re.findall(r"\w+", text.casefold()))
    return f" {words} "


class Catalogue(Asset):
    """Packs, categories and entries in order, every id once."""

    folder = "catalogue"
    packs: tuple[Pack, ...] = ()
    categories: tuple[Category, ...] = ()
    entries: tuple[CatalogueEntry, ...] = ()

    @model_validator(mode="after")
    def _ids_are_unique_and_known(self) -> Self:
        known, packs = {category.id for category in self.categories}, {"", *(pack.id for pack in self.packs)}
        if known & packs or len(packs) <= len(self.packs):
            raise ValueError("duplicate pack")
        seen: set[str] = set()
        for entry in self.entries:
            if entry.id in seen:
                raise ValueError(f"duplicate entry {entry.id}")
            if entry.category not in known:
                raise ValueError(f"unknown category {entry.category}")
            if entry.pack not in packs:
                raise ValueError(f"unknown pack {entry.pack}")
            seen.add(entry.id)
        return self

    def with_entries(self, categories: tuple[Category, ...], entries: tuple[CatalogueEntry, ...]) -> Catalogue:
        """The catalogue with a person's categories and entries added.

        Ids it has already are skipped, and entries of a category or a pack that nobody has.
        """
        have_categories = {category.id for category in self.categories}
        have = {entry.id for entry in self.entries}
        more_categories = tuple(c for c in categories if c.id not in have_categories)
        known = have_categories | {category.id for category in more_categories}
        packs = {"", *(pack.id for pack in self.packs)}
        more = tuple(e for e in entries if e.id not in have and e.category in known and e.pack in packs)
        return self.evolve(categories=self.categories + more_categories, entries=self.entries + more)

    def starter_deck(self, hidden: Collection[str] = ()) -> tuple[CatalogueEntry, ...]:
        """The starter deck without what is hidden: first the gentle cards, then in the order of the categories."""
        level = {pack.id: pack.level.rank for pack in self.packs}
        order = {category.id: number for number, category in enumerate(self.categories)}
        found = (entry for entry in self.entries if entry.starter and not entry.is_hidden(hidden))
        return tuple(sorted(found, key=lambda entry: (level.get(entry.pack, 0), order[entry.category])))

    def up_to(self, level: PackLevel) -> Catalogue:
        """What the packs of a level have, and what is in no pack; without categories that would be empty."""
        beyond = {pack.id for pack in self.packs if pack.level.rank > level.rank}
        entries = tuple(entry for entry in self.entries if entry.pack not in beyond)
        filled = {entry.category for entry in entries}
        return self.evolve(entries=entries, categories=tuple(c for c in self.categories if c.id in filled))

    def find(self, entry_id: str) -> CatalogueEntry | None:
        """The entry of that id, if there is one."""
        return self._by_id.get(entry_id)

    @cached_property
    def _by_id(self) -> dict[str, CatalogueEntry]:
        return {entry.id: entry for entry in self.entries}
