"""Catalogue entries as a page speaks of them: titles, categories, what is about health, who is on which side."""

from __future__ import annotations

from collections.abc import Iterable

from app.export.page import ItemRow, PagePart, PageSection, Paragraphs, PersonSide, Piece, Room
from app.export.page_words import PageWords
from app.models.aftercare import AftercarePlan
from app.models.base import ActivityId
from app.models.catalogue import Catalogue, CatalogueEntry, SideLabels
from app.models.material import Material
from app.models.pairing import Pairing
from app.models.texts import Texts

HEALTH = frozenset(
    {
        "body.scars_devices",
        "sexual.barriers",
        "sexual.contraception",
        "sexual.testing",
        "setting.alcohol",
        "setting.substances",
        "setting.medication",
        "setting.fatigue",
        "setting.injuries",
    }
)
"""Entries that are left out together with health."""


class Entries:
    """Looks entries up for one page."""

    def __init__(self, catalogue: Catalogue, words: PageWords) -> None:
        self._catalogue = catalogue
        self._words = words
        self._categories = {category.id: category.title for category in catalogue.categories}

    def find(self, entry_id: ActivityId | str) -> CatalogueEntry | None:
        """The entry, or None where it is no longer there."""
        return self._catalogue.find(entry_id)

    def title(self, entry_id: ActivityId | str) -> str:
        """Its title; its id where it is gone."""
        entry = self.find(entry_id)
        return entry.title if entry is not None else str(entry_id)

    def category(self, entry_id: ActivityId | str) -> str:
        """The title of its category; empty where it is gone."""
        entry = self.find(entry_id)
        return self._categories.get(entry.category, "") if entry is not None else ""

    def is_own(self, entry_id: ActivityId | str) -> bool:
        """Whether a person worded it."""
        return str(entry_id).startswith("own.")

    def is_health(self, entry_id: ActivityId | str) -> bool:
        """Whether it is left out together with health."""
        return str(entry_id) in HEALTH

    def piece(self, entry_id: ActivityId, text: str, *, piece_id: str) -> Piece:
        """A piece about an entry."""
        return Piece(
            text=text,
            id=piece_id,
            category=self.category(entry_id),
            own=self.is_own(entry_id),
            health=self.is_health(entry_id),
        )

    def sides(self, pairing: Pairing, material: Material) -> tuple[PersonSide, ...]:
        """Who does what, everybody named."""
        entry = self.find(pairing.activity_id)
        labels = entry.labels if entry is not None else SideLabels.NONE
        words = self._words.sides[labels]
        if pairing.active is None or labels is SideLabels.NONE:
            return tuple(PersonSide(words=text) for text in self._words.sides[SideLabels.NONE])
        others = [person.id for person in material.people if person.id != pairing.active]
        return (
            PersonSide(words=words[0], person=pairing.active),
            *(PersonSide(words=words[1], person=person) for person in others),
        )

    def row(self, pairing: Pairing, material: Material, *, row_id: str) -> ItemRow:
        """A row of a table of activities, without conditions."""
        return ItemRow(
            id=row_id,
            category=self.category(pairing.activity_id),
            activity=self.title(pairing.activity_id),
            own=self.is_own(pairing.activity_id),
            health=self.is_health(pairing.activity_id),
            sides=self.sides(pairing, material),
        )


def notes_section(words: PageWords) -> PageSection:
    """Room for notes at the foot of the last page."""
    return PageSection(id=PagePart.NOTES, blocks=(Room(label=words.sections[PagePart.NOTES]),))


def own_words(text: str, *, piece_id: str, by: str | None = None) -> Piece:
    """Somebody's own words as a piece."""
    return Piece.model_validate({"text": text, "id": piece_id, "by": by, "own": True})


def paragraphs(pieces: Iterable[Piece]) -> tuple[Paragraphs, ...]:
    """One block of paragraphs, or nothing."""
    found = tuple(pieces)
    return (Paragraphs(pieces=found),) if found else ()


def care_texts(plan: AftercarePlan, texts: Texts) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What a plan asks for, by the title of its kind, in the kinds' order."""
    by_kind = ((care.title, tuple(n.text for n in plan.needs if n.kind is care.kind)) for care in texts.care)
    return tuple((title, needs) for title, needs in by_kind if needs)
