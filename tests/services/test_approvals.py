"""A page is approved by both, each in their own part; an approval counts in the eras it was given in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import NeedsBoth, NotYours
from app.models.base import PersonId
from app.models.canonical import encode
from app.models.said_kinds import APPROVED, ERA, Approval, PartEra
from app.services import printing
from app.services.agreement_store import eras
from tests.attacks.tampering import plant, tamper
from tests.support.vaults import SHARED, TestVault, vault_for


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    with vault_for(tmp_path / "vault") as made:
        yield made


def approve(vault: TestVault, *people: PersonId, page: str = "page") -> None:
    for person in people:
        with vault.unit(SHARED) as uow:
            printing.approve(uow, page_digest=page, person=person)


def revoke(vault: TestVault, person: PersonId) -> None:
    with vault.unit(SHARED) as uow:
        printing.revoke(uow, page_digest="page", person=person)


def approved(vault: TestVault, page: str = "page") -> frozenset[PersonId]:
    with vault.unit() as uow:
        return printing.approvals(uow, page_digest=page)


def test_approvals_are_of_exactly_one_page(vault: TestVault) -> None:
    approve(vault, *vault.pair, vault.alex)
    approve(vault, vault.sam, page="another page")
    assert approved(vault) == {*vault.pair}
    revoke(vault, vault.alex)
    revoke(vault, vault.alex)
    assert approved(vault) == {vault.sam}
    assert approved(vault, "another page") == {vault.sam}
    assert approved(vault, "no page") == frozenset()


def test_approving_takes_both_and_revoking_takes_oneself(vault: TestVault) -> None:
    approve(vault, *vault.pair)
    vault.service.leave(vault.sam)
    with pytest.raises(NeedsBoth):
        approve(vault, vault.alex, page="another page")
    with pytest.raises(NotYours):
        revoke(vault, vault.sam)
    revoke(vault, vault.alex)
    assert approved(vault) == {vault.sam}


def test_an_approval_counts_in_no_other_era(vault: TestVault) -> None:
    approve(vault, *vault.pair)
    with vault.unit(SHARED) as uow:
        before = uow.parts.get(vault.sam, ERA)
        assert before is not None
        uow.parts.say(vault.sam, ERA, before.body.evolve(era="after a restore"))
        uow.commit()
    assert approved(vault) == frozenset()
    approve(vault, vault.alex)
    assert approved(vault) == {vault.alex}


@pytest.mark.parametrize("planted", [(), ("s", "s"), ("x",)])
def test_a_planted_approval_is_none(vault: TestVault, planted: tuple[str, ...]) -> None:
    body = encode(
        Approval(eras=tuple(PartEra(person=person, era=era) for person, era in zip(vault.pair, planted, strict=False)))
    )
    for person in vault.pair:
        plant(vault, person, APPROVED, body, "page")
    assert approved(vault) == frozenset()
    vault.service.leave(vault.sam)
    assert approved(vault) == frozenset()
    tamper(vault, "DELETE FROM said WHERE kind = 'era'")
    assert approved(vault) == frozenset()


def test_what_the_partner_plants_in_my_name_is_not_mine(vault: TestVault) -> None:
    approve(vault, vault.sam)
    with vault.unit() as uow:
        body = encode(Approval(eras=eras(uow)))
    plant(vault, vault.alex, APPROVED, body, "page")
    assert approved(vault) == {vault.sam}
