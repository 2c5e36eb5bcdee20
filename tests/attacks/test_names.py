"""The partner's file can't say who I am: names that are exchanged, changed, spoilt or missing in the shared file."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from app.models.base import PersonId
from app.models.person import Person
from app.services.people import UNNAMED, people
from app.storage.spaces import SHARED
from tests.support.vaults import TestVault, vault_for

EXCHANGE = (
    "UPDATE said SET author = 'x' || author WHERE kind = 'profile'",
    "UPDATE said SET author = (SELECT other.author FROM said other WHERE other.kind = 'era' AND "
    "'x' || other.author <> said.author) WHERE kind = 'profile'",
)
COPY = (
    "UPDATE said SET data = (SELECT data FROM said WHERE kind = 'profile' AND author = :me) WHERE kind = 'profile'",
)
SPOIL = {
    "exchanged": EXCHANGE,
    "both mine": COPY,
    "missing": ("DELETE FROM said WHERE kind = 'profile'",),
    "all missing": ("DELETE FROM said",),
    "of text": ("UPDATE said SET data = 'x', salt = 'y' WHERE kind = 'profile'",),
    "another format": ("UPDATE said SET format = 99 WHERE kind = 'profile'",),
    "another kind": ("UPDATE said SET kind = 'name' WHERE kind = 'profile'",),
    "empty": ("UPDATE said SET data = x'' WHERE kind = 'profile'",),
    "no name": ('UPDATE said SET data = replace(CAST(data AS TEXT), \'"name":"\', \'"nom":"\')',),
    "turned": ("UPDATE said SET data = CAST(replace(CAST(data AS TEXT), 'Sam', char(8238) || 'Sam') AS BLOB)",),
    "too long": ("UPDATE said SET data = CAST(replace(CAST(data AS TEXT), 'Sam', hex(zeroblob(51))) AS BLOB)",),
}


def seen_alone(vault: TestVault, me: PersonId, *statements: str) -> tuple[Person, ...]:
    """Who the people are to me alone, after somebody ran these statements on the shared file."""
    (partner,) = {*vault.pair} - {me}
    vault.service.leave(partner)
    with vault.unit(SHARED) as uow:
        for statement in statements:
            uow.connection(SHARED).execute(text(statement), {"me": me} if ":me" in statement else {})
        uow.commit()
    with vault.unit() as uow:
        return people(uow)


@pytest.mark.parametrize("how", SPOIL)
@pytest.mark.parametrize("mine", [0, 1])
def test_i_keep_my_name_and_my_partner_never_gets_it(tmp_path: Path, how: str, mine: int) -> None:
    with vault_for(tmp_path / "vault") as vault:
        before, me = vault.people, vault.pair[mine]
        found = seen_alone(vault, me, *SPOIL[how])
        assert [person.id for person in found] == [person.id for person in before]
        assert found[mine] == before[mine]
        assert found[1 - mine].name in (before[1 - mine].name, UNNAMED)
        assert found[1 - mine].mark.hue is not before[mine].mark.hue
