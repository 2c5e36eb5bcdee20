"""What one person adds beside what is agreed: only narrower, never in the text, taken off by its author."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import NotReady, Stale
from app.models.agreement import CurrentAgreement
from app.models.answer import Ceiling
from app.models.base import PersonId
from app.models.narrower import CAP, CHECK_IN, NARROWER, Narrower, narrower_key, narrows
from app.services import agreements, narrowing
from tests.support.couples import OUTLINE, draft_named, read_and_say_yes, save, today, view_of
from tests.support.vaults import SHARED, TestVault, vault_for


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    with vault_for(tmp_path / "vault") as made:
        made.fill_with_sample(then=_agree_on_the_outline)
        yield made


def _agree_on_the_outline(made: TestVault) -> None:
    outline = draft_named(made, OUTLINE)
    save(made, outline.evolve(cap_minutes=90, check_in_minutes=None))
    for person in made.pair:
        read_and_say_yes(made, person, outline.id)


def held(vault: TestVault) -> CurrentAgreement:
    return view_of(vault, draft_named(vault, OUTLINE).id).versions[0]


def narrow(vault: TestVault, person: PersonId, clause_id: str, body: Narrower) -> None:
    with vault.unit(SHARED) as uow:
        narrowing.narrow(
            uow,
            person=person,
            agreement_id=held(vault).agreement.id,
            clause_id=clause_id,
            body=body,
            today=today(vault),
        )


def minutes(vault: TestVault, clause_id: str) -> list[int | None]:
    return [each.body.minutes for each in held(vault).beside if each.clause_id == clause_id]


def test_a_shorter_cap_counts_at_once_beside_the_text_and_is_taken_off_by_its_author(vault: TestVault) -> None:
    before = held(vault)
    narrow(vault, vault.sam, CAP, Narrower(minutes=45))
    after = held(vault)
    assert (after.agreement, after.clauses, after.state) == (before.agreement, before.clauses, before.state)
    assert [(each.person, each.clause_id, each.body.minutes) for each in after.beside] == [(vault.sam, CAP, 45)]
    assert view_of(vault, draft_named(vault, OUTLINE).id).is_agreed_as_it_stands
    with vault.unit(SHARED) as uow:
        narrowing.take_off(uow, person=vault.alex, agreement_id=before.agreement.id, clause_id=CAP)
    assert minutes(vault, CAP) == [45], "only its author takes it off"
    with vault.unit(SHARED) as uow:
        narrowing.take_off(uow, person=vault.sam, agreement_id=before.agreement.id, clause_id=CAP)
    assert held(vault) == before


def test_what_both_add_is_shown_with_whose_it_is(vault: TestVault) -> None:
    narrow(vault, vault.sam, CAP, Narrower(minutes=60))
    narrow(vault, vault.alex, CAP, Narrower(minutes=30))
    assert {each.person: each.body.minutes for each in held(vault).beside} == {vault.sam: 60, vault.alex: 30}


def test_check_ins_can_be_added_where_none_were_agreed(vault: TestVault) -> None:
    narrow(vault, vault.sam, CHECK_IN, Narrower(minutes=20))
    assert minutes(vault, CHECK_IN) == [20]
    assert CHECK_IN not in {clause.id for clause in held(vault).clauses}


def test_no_time_limit_is_added_where_none_was_agreed() -> None:
    assert not narrows(None, CAP, Narrower(minutes=20))
    assert narrows(None, CHECK_IN, Narrower(minutes=20))


def test_a_lower_ceiling_narrows_an_activity(vault: TestVault) -> None:
    clause = next(c for c in held(vault).items if c.item is not None and c.item.ceiling is None)
    narrow(vault, vault.alex, clause.id, Narrower(ceiling=Ceiling.LIGHT))
    assert [(each.clause_id, each.body.ceiling) for each in held(vault).beside] == [(clause.id, Ceiling.LIGHT)]
    assert clause in held(vault).clauses


@pytest.mark.parametrize(
    ("clause_id", "body"),
    [
        (CAP, Narrower(minutes=90)),
        (CAP, Narrower(minutes=120)),
        (CAP, Narrower(ceiling=Ceiling.LIGHT)),
        ("field:place", Narrower(minutes=5)),
        ("item:nothing", Narrower(ceiling=Ceiling.LIGHT)),
    ],
)
def test_nothing_but_narrowing_is_taken_and_a_planted_row_that_widens_counts_for_nothing(
    vault: TestVault, clause_id: str, body: Narrower
) -> None:
    before = held(vault)
    with pytest.raises(NotReady):
        narrow(vault, vault.sam, clause_id, body)
    with vault.unit(SHARED) as uow:
        uow.parts.say(vault.sam, NARROWER, body, narrower_key(before.agreement.id, clause_id))
        uow.commit()
    assert held(vault) == before


def test_nothing_is_added_to_what_has_ended(vault: TestVault) -> None:
    narrow(vault, vault.sam, CAP, Narrower(minutes=45))
    agreement_id = held(vault).agreement.id
    with vault.unit(SHARED) as uow:
        agreements.withdraw(uow, person=vault.sam, agreement_id=agreement_id, clause_ids=None, now=vault.clock())
    assert held(vault).beside == ()
    with pytest.raises(Stale):
        narrow(vault, vault.sam, CAP, Narrower(minutes=30))
