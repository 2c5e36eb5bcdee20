"""The catalogue: categories and their entries, built in or added by a person."""

from __future__ import annotations

import re
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
    NONE = "none"  # both do it together


class Category(Model):
    """A group of entries."""

    id: str = Field(pattern=r"^[a-z0-9_.]+$")
    title: str
    description: str = ""
    own: bool = False


class CatalogueEntry(Model):
    """An activity, a term or a house rule.

    `in_care`: how a need in aftercare names it, besides its title. `health`: left out of a page together with health.
    `retired`: the person who offered it took it off the shared list; it can only be read. `commitment`: fixes the words
    of an offered entry; empty for all others.
    """

    id: ActivityId = Field(pattern=r"^[a-z0-9_.]+$")
    category: str
    kind: CatalogueKind = CatalogueKind.ACTIVITY
    title: str = Field(min_length=1)
    description: str = ""
    risk: str = ""
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
    """Categories in order, entries in order, every id once."""

    folder = "catalogue"
    categories: tuple[Category, ...] = ()
    entries: tuple[CatalogueEntry, ...] = ()

    @model_validator(mode="after")
    def _ids_are_unique_and_known(self) -> Self:
        known = {category.id for category in self.categories}
        seen: set[str] = set()
        for entry in self.entries:
            if entry.id in seen:
                raise ValueError(f"duplicate entry {entry.id}")
            if entry.category not in known:
                raise ValueError(f"unknown category {entry.category}")
            seen.add(entry.id)
        return self

    def with_entries(self, categories: tuple[Category, ...], entries: tuple[CatalogueEntry, ...]) -> Catalogue:
        """The catalogue with a person's categories and entries added.

        Ids it has already are skipped, and entries of a category that nobody has.
        """
        have_categories = {category.id for category in self.categories}
        have = {entry.id for entry in self.entries}
        more_categories = tuple(c for c in categories if c.id not in have_categories)
        known = have_categories | {category.id for category in more_categories}
        more = tuple(e for e in entries if e.id not in have and e.category in known)
        return self.evolve(categories=self.categories + more_categories, entries=self.entries + more)

    def find(self, entry_id: str) -> CatalogueEntry | None:
        """The entry of that id, if there is one."""
        return self._by_id.get(entry_id)

    @cached_property
    def _by_id(self) -> dict[str, CatalogueEntry]:
        return {entry.id: entry for entry in self.entries}
