"""Every field of what I say, changed in the shared file: I say the same as before, the copy is put right, I am told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.models.base import PersonId
from app.services import care, printing
from app.services.people import people
from app.services.signals import all_signals
from app.storage.parts import Parts
from app.storage.spaces import SHARED
from tests.attacks.agreed_scene import only
from tests.attacks.every_kind import KINDS, every_kind
from tests.attacks.forged_rows import Row, replace, rows_of
from tests.attacks.tampering import changed, come_back, unlock
from tests.support.vaults import TestVault

TRIED = 8
"""How many of the changes of a body are tried each time; of a yes there are thousands."""


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestVault]:
    """Both are here; what is tried is never committed."""
    with every_kind(tmp_path_factory.mktemp("fields") / "vault") as made:
        for person in made.pair:
            come_back(made, person)
        yield made


@pytest.fixture
def alone(vault: TestVault) -> Iterator[TestVault]:
    """Only I am here."""
    only(vault, vault.alex)
    yield vault
    unlock(vault, vault.sam)


def changes_of_row(vault: TestVault, person: PersonId, name: str) -> list[Row]:
    """Some of the changes of a row of a kind."""
    with vault.unit() as uow:
        said = uow.parts.of(person, KINDS[name])[0]
        (row,) = (r for r in rows_of(uow.connection(SHARED), person, (name,)) if r["key"] == said.key)
    return [{**row, "data": data} for data in changed(said.body, TRIED)]


@pytest.mark.parametrize("name", KINDS)
def test_what_i_said_stays_said(vault: TestVault, name: str) -> None:
    kind, me = KINDS[name], vault.alex
    tried = changes_of_row(vault, me, name)
    with vault.unit() as uow:
        before = uow.parts.get(me, kind, tried[0]["key"])
    assert before is not None
    for row in (*tried, None):
        with vault.unit(SHARED) as uow:
            replace(uow.connection(SHARED), tried[0], row)
            assert uow.parts.get(me, kind, before.key) == before, row
            assert uow.parts.put_right(me) == (name,), row
            assert uow.parts.put_right(me) == (), row


@pytest.mark.parametrize("name", KINDS)
def test_junk_in_the_part_of_somebody_who_is_away_raises_nothing(alone: TestVault, name: str) -> None:
    for row in changes_of_row(alone, alone.sam, name):
        with alone.unit(SHARED) as uow:
            replace(uow.connection(SHARED), row, row)
            assert len(people(uow)) == 2
            care.answered_needs(uow)
            printing.approvals(uow, page_digest="page")
            all_signals(uow)


def test_a_copy_that_is_not_put_right_is_found(vault: TestVault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Parts, "put_right", lambda *_: ())
    with pytest.raises(AssertionError):
        test_what_i_said_stays_said(vault, "profile")
