"""A pause before wider changes count, on real files: both read the same text, and the day does the rest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.errors import NotReady
from app.models.agreement import Agreement, AgreementState, CurrentAgreement
from app.models.base import ItemId
from app.models.clause import ClauseKind
from app.models.outline import Line
from app.services import agreements, drafts, reading
from app.services.agreement_store import agreement_now
from tests.support.couples import draft_named, read_and_say_yes, save, say_yes_each_alone, today, view_of
from tests.support.vaults import ALEX_WORDS, SHARED, TestVault, vault_for

PHOTOS, HANDS, PHONES = "no photos", "photos of hands", "phones stay outside"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    """Ground rules with one rule of their own are agreed, as in the sample, and a scene was read with them."""
    with vault_for(tmp_path / "vault") as made:
        made.fill_with_sample()
        write(made, (PHOTOS, False))
        agree(made)
        yield made


def write(vault: TestVault, *rules: tuple[str, bool], wider_from: date | None = None) -> None:
    lines = tuple(Line(id=ItemId(vault.ids()), text=text, allows=allows) for text, allows in rules)
    save(vault, draft_named(vault, "").evolve(rules=lines, wider_from=wider_from))


def agree(vault: TestVault) -> Agreement:
    for person in vault.pair:
        agreement = read_and_say_yes(vault, person, draft_named(vault, "").id)
    assert agreement is not None
    return agreement


def held(vault: TestVault) -> CurrentAgreement:
    return view_of(vault, draft_named(vault, "").id).versions[0]


def rules(current: CurrentAgreement) -> set[str]:
    return {clause.text for clause in current.clauses} & {PHOTOS, HANDS, PHONES}


def agreed_with_a_pause(vault: TestVault, days: int = 7) -> Agreement:
    """Taking no photos gives way to photos of hands, after a pause; that phones stay outside is new."""
    write(vault, (HANDS, True), (PHONES, False), wider_from=today(vault) + timedelta(days=days))
    return agree(vault)


def test_narrower_at_once_wider_from_the_day(vault: TestVault) -> None:
    agreed_with_a_pause(vault)
    assert rules(held(vault)) == {PHOTOS, PHONES}
    assert [clause.text for clause in held(vault).waiting] == [HANDS]
    view = view_of(vault, draft_named(vault, "").id)
    assert view.is_agreed_as_it_stands, "the text is agreed, with its pause"
    vault.clock.advance(days=7)
    assert rules(held(vault)) == {HANDS, PHONES}
    assert view_of(vault, draft_named(vault, "").id).is_agreed_as_it_stands


def test_ending_what_protects_until_then_ends_all_that_is_allowed_for_good(vault: TestVault) -> None:
    agreement = agreed_with_a_pause(vault)
    (kept,) = [clause for clause in held(vault).until_then if clause.text == PHOTOS]
    with vault.unit(SHARED) as uow:
        agreements.withdraw(uow, person=vault.sam, agreement_id=agreement.id, clause_ids=(kept.id,), now=vault.clock())
    for _day in range(9):
        with vault.unit() as uow:
            current = agreement_now(uow, agreement.id, today(vault))
        assert current.state is AgreementState.ENDED
        assert all(clause.kind is not ClauseKind.PERMISSION for clause in (*current.clauses, *current.waiting))
        vault.clock.advance(days=1)


def test_what_waits_can_be_withdrawn_before_it_counts(vault: TestVault) -> None:
    agreement = agreed_with_a_pause(vault)
    (wider,) = held(vault).waiting
    with vault.unit(SHARED) as uow:
        agreements.withdraw(
            uow, person=vault.alex, agreement_id=agreement.id, clause_ids=(wider.id,), now=vault.clock()
        )
    vault.clock.advance(days=8)
    assert held(vault).state is AgreementState.AGREED
    assert HANDS not in rules(held(vault))


def test_a_pause_that_is_over_before_both_have_agreed_asks_again(vault: TestVault) -> None:
    draft_id = draft_named(vault, "").id
    write(vault, (HANDS, True), wider_from=today(vault) + timedelta(days=2))
    say_yes_each_alone(vault, draft_id)
    vault.service.admit(vault.service.derive(vault.alex, ALEX_WORDS))
    vault.clock.advance(days=2)
    with vault.unit(SHARED) as uow, pytest.raises(NotReady):
        reading.agree_waiting(uow, draft_id=draft_id, base=vault.catalogue, today=today(vault))
    assert rules(held(vault)) == {PHOTOS}


def test_a_change_during_the_pause_is_measured_by_what_counts(vault: TestVault) -> None:
    agreed_with_a_pause(vault)
    write(vault, (HANDS, True), (PHONES, False), ("music is fine", True), wider_from=today(vault) + timedelta(days=9))
    agree(vault)
    vault.clock.advance(days=8)
    assert rules(held(vault)) == {PHOTOS, PHONES}, "the new pause is for all that is wider than what counted"
    vault.clock.advance(days=1)
    assert rules(held(vault)) == {HANDS, PHONES}


def test_without_the_day_all_of_it_counts_at_once(vault: TestVault) -> None:
    agreed_with_a_pause(vault)
    save(vault, draft_named(vault, "").evolve(wider_from=None))
    agree(vault)
    assert rules(held(vault)) == {HANDS, PHONES}


def test_a_copy_has_no_pause(vault: TestVault) -> None:
    scene = draft_named(vault, "A quiet Sunday")
    save(vault, scene.evolve(wider_from=today(vault) + timedelta(days=7)))
    with vault.unit(SHARED) as uow:
        copy = drafts.duplicate_scene(uow, draft_id=scene.id, title="Once more", new_id=vault.ids).draft
    assert copy.wider_from is None
