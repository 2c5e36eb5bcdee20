"""The sample vault with its made-up people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from app.models.base import IdSource
    from app.models.catalogue import Catalogue
    from app.models.texts import Texts


def make_sample_vault(place: Path, catalogue: Catalogue, texts: Texts, *, now: datetime, new_id: IdSource) -> str:
    """Make and fill the sample vault, which takes some seconds; returns names and passphrases in one line."""
    from app.assets import load
    from app.models.sample import SampleCouple
    from app.services.sample import SampleBuilder
    from app.services.sample_evening import hold_evening
    from app.services.vault_service import VaultService
    from app.storage.creation import NewPerson
    from app.storage.slots import MINIMUM_POLICY

    # A service of its own, so that no vault of the person's is ever made with keys as cheap as these.
    service = VaultService(policy=MINIMUM_POLICY, ids=new_id)
    sample = load(SampleCouple)
    people = [NewPerson(each.mark, each.passphrase, each.name, each.pronouns) for each in sample.people]
    created = service.create(place, people)
    first, second = created.person_ids
    service.open(place)
    for unlocked in created.unlocked:
        service.admit(unlocked)

    couple = SampleBuilder(
        units=service.unit,
        sample=sample,
        catalogue=catalogue,
        texts=texts,
        people=(first, second),
        now=now,
        today=now.astimezone().date(),
        new_id=new_id,
    )
    couple.fill()
    hold_evening(couple)
    service.close()
    return " · ".join(f"{each.name}: {each.passphrase}" for each in sample.people)
