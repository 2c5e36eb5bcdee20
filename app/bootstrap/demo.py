"""The sample vault of `accord --demo`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.bootstrap.vault_door import VaultDoor
    from app.models.base import PersonId
    from app.models.catalogue import Catalogue
    from app.models.texts import Texts


def make_sample_vault(door: VaultDoor, catalogue: Catalogue, texts: Texts) -> str:
    """Make and fill it at the door's place; takes some seconds. Gives names and passphrases, in one line."""
    from app.assets import load_sample
    from app.bootstrap.vault_door import new_id, utc_now
    from app.models.person import Mark
    from app.services.access import Newcomer
    from app.services.sample import SampleBuilder

    sample = load_sample()
    people = [
        (
            Newcomer(
                name=each.name, pronouns=each.pronouns, mark=Mark(shape=each.shape, hue=each.hue, initial=each.initial)
            ),
            each.passphrase,
        )
        for each in sample.people
    ]
    gate = door.gate
    created = gate.create(door.place, people)
    first, second = created.person_ids
    secrets = dict(zip(created.person_ids, (each.passphrase for each in sample.people), strict=True))
    gate.open(door.place)
    for unlocked in created.unlocked:
        gate.admit(unlocked)

    def sign(person: PersonId, payload: bytes) -> bytes:
        return gate.sign_yes(person, secrets[person], payload)

    now = utc_now()
    SampleBuilder(
        units=gate.unit,
        sign=sign,
        verify=gate.verify_yes,
        vault_id=gate.vault_id,
        sample=sample,
        catalogue=catalogue,
        texts=texts,
        people=(first, second),
        now=now,
        today=now.astimezone().date(),
        new_id=new_id,
    ).fill()
    gate.close()
    return " · ".join(f"{each.name}: {each.passphrase}" for each in sample.people)
