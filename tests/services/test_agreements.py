"""How agreements end, on real files: withdrawal by one, review date, debrief."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.errors import Stale
from app.models.agreement import AgreementState, CurrentAgreement, Withdrawal
from app.models.base import PersonId
from app.models.clause import ClauseKind
from app.services import agreements
from tests.support.couples import AGREED, OUTLINE, draft_named, read_and_sign, save, today, view_of
from tests.support.vaults import SHARED, TestVault, vault_for


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    with vault_for(tmp_path / "vault") as made:
        made.fill_with_sample()
        yield made


def held(vault: TestVault, title: str = AGREED) -> CurrentAgreement:
    return view_of(vault, draft_named(vault, title).id).versions[0]


def note(vault: TestVault, person: PersonId, agreement_id: str, clause_ids: tuple[str, ...] | None) -> Withdrawal:
    with vault.unit(person) as uow:
        return agreements.note_own_withdrawal(
            uow,
            person=person,
            agreement_id=agreement_id,
            clause_ids=clause_ids,
            now=vault.clock(),
            today=today(vault),
            new_id=vault.ids,
        )


def withdraw(vault: TestVault, person: PersonId, agreement_id: str, clause_ids: tuple[str, ...] | None) -> None:
    withdrawal = note(vault, person, agreement_id, clause_ids)
    with vault.unit(SHARED) as uow:
        agreements.publish_withdrawal(uow, withdrawal=withdrawal)


def test_one_item_is_withdrawn_by_one_at_once(vault: TestVault) -> None:
    before = held(vault)
    item = before.items[0]
    withdraw(vault, vault.sam, before.agreement.id, (item.id,))
    after = held(vault)
    assert after.state is AgreementState.IN_FORCE
    assert item not in after.clauses
    assert item in after.withdrawn
    assert after.agreement == before.agreement
    assert all(f"item:{one.id}" != item.id for one in draft_named(vault, AGREED).items)


def test_the_shared_space_keeps_it_unnamed_and_undated(vault: TestVault) -> None:
    before = held(vault)
    withdraw(vault, vault.sam, before.agreement.id, (before.items[0].id,))
    with vault.unit() as uow:
        newest = uow.shared.withdrawals.all()[-1]
    assert set(newest.model_dump()) == {"id", "agreement_id", "clause_ids"}
    assert vault.sam not in newest.model_dump_json()


def test_everything_can_be_withdrawn_and_what_protects_stays_readable(vault: TestVault) -> None:
    before = held(vault)
    withdraw(vault, vault.alex, before.agreement.id, None)
    after = held(vault)
    assert after.state is AgreementState.WITHDRAWN
    assert after.items == ()
    assert all(clause.kind is not ClauseKind.PERMISSION for clause in after.clauses)
    assert view_of(vault, draft_named(vault, AGREED).id).in_force is None
    with pytest.raises(Stale):
        note(vault, vault.sam, before.agreement.id, None)


def test_a_protection_cannot_be_withdrawn_by_one(vault: TestVault) -> None:
    before = held(vault)
    protection = next(clause for clause in before.clauses if clause.kind is ClauseKind.PROTECTION)
    with pytest.raises(Stale):
        note(vault, vault.sam, before.agreement.id, (protection.id,))


def test_a_withdrawal_that_vanished_is_put_back_at_unlock(vault: TestVault) -> None:
    before = held(vault)
    item = before.items[0]
    note(vault, vault.sam, before.agreement.id, (item.id,))
    assert item in held(vault).clauses
    with vault.unit(SHARED) as uow:
        agreements.reapply_withdrawals(uow, person=vault.sam)
    assert item in held(vault).withdrawn


def test_the_review_date_lapses_every_yes_and_keeps_what_protects(vault: TestVault) -> None:
    review_on = held(vault).agreement.document.review_on
    assert review_on is not None
    vault.clock.advance(days=(review_on - today(vault)).days)
    assert held(vault).state is AgreementState.IN_FORCE
    vault.clock.advance(days=1)
    after = held(vault)
    assert after.state is AgreementState.LAPSED
    assert after.items == ()
    assert any(clause.signal is not None for clause in after.clauses)
    assert today(vault) == review_on + timedelta(days=1)


def test_a_scene_once_ends_with_its_debrief(vault: TestVault) -> None:
    outline = draft_named(vault, OUTLINE)
    save(vault, outline.evolve(cap_minutes=60))
    read_and_sign(vault, vault.alex, outline.id)
    agreement = read_and_sign(vault, vault.sam, outline.id)
    assert agreement is not None
    with vault.unit(SHARED) as uow:
        agreements.end_scene(uow, agreement_id=agreement.id, today=today(vault))
    assert held(vault, OUTLINE).state is AgreementState.ENDED
    assert held(vault, OUTLINE).items == ()


def test_a_new_version_replaces_the_old_one(vault: TestVault) -> None:
    draft = draft_named(vault, AGREED)
    save(vault, draft.evolve(place="the sofa"))
    read_and_sign(vault, vault.alex, draft.id)
    assert held(vault).agreement.number == 1
    read_and_sign(vault, vault.sam, draft.id)
    versions = view_of(vault, draft.id).versions
    assert [version.agreement.number for version in versions] == [2, 1]
    assert [version.state for version in versions] == [AgreementState.IN_FORCE, AgreementState.ENDED]
