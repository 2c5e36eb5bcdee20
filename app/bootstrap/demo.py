"""The sample vault of `accord --demo`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.bootstrap.vault_access import ThreadedVaultAccess
    from app.models.base import PersonId
    from app.models.catalogue import Catalogue
    from app.models.texts import Texts


def make_sample_vault(access: ThreadedVaultAccess, catalogue: Catalogue, texts: Texts) -> str:
    """Make and fill the sample vault, which takes some seconds; returns names and passphrases in one line."""
    from app.assets import load_sample
    from app.bootstrap.vault_access import new_id, utc_now
    from app.models.person import PersonMark
    from app.services.sample import SampleBuilder
    from app.services.vault_service import Newcomer

    sample = load_sample()
    people = [
        (
            Newcomer(
                name=each.name,
                pronouns=each.pronouns,
                mark=PersonMark(shape=each.shape, hue=each.hue, initial=each.initial),
            ),
            each.passphrase,
        )
        for each in sample.people
    ]
    service = access.service
    created = service.create(access.place, people)
    first, second = created.person_ids
    secrets = dict(zip(created.person_ids, (each.passphrase for each in sample.people), strict=True))
    service.open(access.place)
    for unlocked in created.unlocked:
        service.admit(unlocked)

    def sign(person: PersonId, payload: bytes) -> bytes:
        return service.signer_of_yes(person, secrets[person])(payload)

    now = utc_now()
    SampleBuilder(
        units=service.unit,
        sign=sign,
        verify=service.verify_yes,
        vault_id=service.vault_id,
        sample=sample,
        catalogue=catalogue,
        texts=texts,
        people=(first, second),
        now=now,
        today=now.astimezone().date(),
        new_id=new_id,
    ).fill()
    service.close()
    return " · ".join(f"{each.name}: {each.passphrase}" for each in sample.people)
