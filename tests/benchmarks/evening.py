"""A vault for an evening, and the pages that can be opened in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.models.answer import Answer, Stance
from app.models.base import ActivityId, PersonId
from app.models.catalogue import CatalogueEntry, Direction, PackLevel
from app.models.pack_choice import PackChoice
from app.ui.page_id import PageId
from tests.support.vaults import TestVault, vault_for


def make_vault(folder: Path, answers: int, entries: int = 0, *, sample: bool = False) -> tuple[PersonId, PersonId]:
    """A vault for two; the first has given that many answers and added that many activities."""
    with vault_for(folder) as vault:
        if sample:
            vault.fill_with_sample()
        _fill(vault, answers, entries)
        return vault.pair


def _fill(vault: TestVault, answers: int, entries: int) -> None:
    now = vault.clock()
    category = vault.catalogue.entries[0].category
    with vault.unit(vault.alex) as uow:
        own = uow.private(vault.alex)
        for number in range(answers):
            key = ActivityId(f"own.{number:032x}")
            own.answers.save(Answer(activity_id=key, direction=Direction.TOGETHER, stance=Stance.WILLING), now)
        own.packs.save(PackChoice(level=PackLevel.EVERYTHING))
        for number in range(entries):
            shape = vault.catalogue.entries[number % 100]
            own.entries.save(_entry(shape, number, category))
        uow.commit()


def _entry(shape: CatalogueEntry, number: int, category: Any) -> CatalogueEntry:
    return shape.evolve(
        id=ActivityId(f"own.{number:032x}"), category=category, title=f"Made up number {number}", starter=False, pack=""
    )


def pages() -> tuple[PageId, ...]:
    """Every page that needs no argument."""
    return tuple(page for page in PageId if page is not PageId.MY_READING)
