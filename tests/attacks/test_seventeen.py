"""What went wrong before each of the two spoke for themselves; each was seen on real files, and is told by its number.

The rest of the seventeen is elsewhere: 3 in `test_agreements`, 6 in `test_renewing`, 7 in `test_signals`, 10 in
`test_schema`, 11 in `test_shared_list`, 13 and 14 in `test_any_row`, 16 in `test_nothing_revives`. Here I am Alex, and
Sam is my partner.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from app.models.agreement import YES, AgreementState, CurrentAgreement
from app.models.answer import Stance
from app.models.clause import ClauseKind
from app.models.ending import Ending
from app.models.outline import DraftField, DraftSection, Scope
from app.models.said_kinds import OFFERED, TERM
from app.services import agreements
from app.services.part_check import check_part
from app.storage.databases import private_space
from app.storage.spaces import SHARED
from tests.attacks.tampering import come_back, plant, tamper
from tests.support.couples import AGREED, OUTLINE, draft_named, read_and_say_yes, save, today, view_of
from tests.support.openings import answer, open_and_accept, take_back
from tests.support.vaults import TestVault, vault_for


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[TestVault]:
    with vault_for(tmp_path / "vault") as made:
        made.fill_with_sample()
        yield made


def held(vault: TestVault, title: str = AGREED) -> CurrentAgreement:
    return view_of(vault, draft_named(vault, title).id).versions[0]


def test_01_a_limit_that_is_taken_back_brings_no_activity_back(vault: TestVault) -> None:
    clause = held(vault).items[0]
    assert clause.item is not None
    pairing = clause.item.pairing
    direction = pairing.direction_of(vault.sam)
    answer(vault, vault.sam, Stance.HARD_LIMIT, activity=pairing.activity_id, direction=direction)
    open_and_accept(vault)
    assert clause.id not in {each.id for each in held(vault).items}
    with vault.unit(SHARED) as uow:
        take_back(uow, vault.sam, pairing.key)
    assert clause.id not in {each.id for each in held(vault).items}


def test_02_no_protection_is_dropped_while_what_it_protects_stays(vault: TestVault) -> None:
    before = held(vault, "")
    protections = [
        clause.id
        for clause in before.clauses
        if clause.kind is ClauseKind.PROTECTION and clause.section is not DraftSection.LIMITS
    ]
    assert protections
    with vault.unit(SHARED) as uow:
        agreements.withdraw(
            uow,
            person=vault.sam,
            agreement_id=before.agreement.id,
            clause_ids=(protections[0],),
            now=vault.clock(),
        )
    for title in ("", AGREED):
        assert [c for c in held(vault, title).clauses if c.kind is ClauseKind.PERMISSION] == []


def test_04_a_scene_for_once_is_not_agreed_sixty_days_later(vault: TestVault) -> None:
    save(vault, draft_named(vault, OUTLINE).evolve(cap_minutes=90))
    draft = draft_named(vault, OUTLINE)
    assert draft.scope is Scope.ONCE
    read_and_say_yes(vault, vault.sam, draft.id)
    vault.clock.advance(days=60)
    assert read_and_say_yes(vault, vault.alex, draft.id) is None
    assert view_of(vault, draft.id).agreed_now is None


@pytest.mark.parametrize("days", [-1, 0, 184 * 2, 26_000])
def test_05_a_review_date_that_no_text_may_have_is_not_agreed(vault: TestVault, days: int) -> None:
    draft = draft_named(vault, AGREED)
    before = held(vault).agreement
    save(vault, draft.evolve(place="the sofa", review_on=today(vault) + timedelta(days=days)))
    for person in vault.pair:
        assert read_and_say_yes(vault, person, draft.id) is None
    assert held(vault).agreement == before


def test_08_a_term_that_is_taken_back_is_in_no_version(vault: TestVault) -> None:
    rules = held(vault, "")
    term = next(clause for clause in rules.clauses if clause.section is DraftSection.TERMS)
    assert term.text
    assert term.holder is not None
    with vault.unit(SHARED) as uow:
        assert uow.parts.take_back(term.holder, TERM, term.entry_id)
        uow.commit()
    for version in view_of(vault, draft_named(vault, "").id).versions:
        assert term.text not in version.model_dump_json()
    with vault.unit() as uow:
        for space in (SHARED, private_space(term.holder)):
            rows = uow.connection(space).execute(text("SELECT data FROM said")).scalars()
            assert not any(term.text.encode() in data for data in rows)


def test_09_an_ending_that_says_something_else_ends_the_same_and_is_told(vault: TestVault) -> None:
    before = held(vault)
    with vault.unit(SHARED) as uow:
        agreements.withdraw(
            uow,
            person=vault.alex,
            agreement_id=before.agreement.id,
            clause_ids=(before.items[0].id,),
            now=vault.clock(),
        )
    left = held(vault).items
    come_back(vault, vault.alex)
    with vault.unit(SHARED) as uow:
        check_part(uow, person=vault.alex, today=today(vault))
    for change in ("clause = 'line:x'", "agreement = 'x'", "above = '2'", "author = 'x'"):
        tamper(vault, f"UPDATE OR REPLACE ended SET {change} WHERE author = :me", me=vault.alex)
        assert held(vault).items == left
        with vault.unit(SHARED) as uow:
            assert check_part(uow, person=vault.alex, today=today(vault)).kinds == ("ended",)
        with vault.unit() as uow:
            assert Ending(before.agreement.id, before.items[0].id) in uow.parts.endings(before.agreement.id)


def test_12_a_planted_entry_becomes_no_rule(vault: TestVault) -> None:
    before = view_of(vault, draft_named(vault, "").id).document
    body = (
        b'{"category":"touch","category_title":"","description":"","intensity":false,"kind":"house_rule",'
        b'"labels":{"active":"","passive":"","together":""},"title":"Always"}'
    )
    vault.service.leave(vault.sam)
    for key in ("own.rule", "house.rule"):
        plant(vault, vault.sam, OFFERED, body, key)
        assert view_of(vault, draft_named(vault, "").id).document == before


def test_15_the_day_of_a_review_is_set_at_the_first_reading(vault: TestVault) -> None:
    draft = draft_named(vault, AGREED)
    save(vault, draft.evolve(place="the sofa", review_on=None))
    assert read_and_say_yes(vault, vault.sam, draft.id) is None
    first = view_of(vault, draft.id).yeses[0].text.review_on
    vault.clock.advance(days=5)
    agreement = read_and_say_yes(vault, vault.alex, draft.id)
    assert agreement is not None
    assert agreement.document.review_on == first
    assert isinstance(first, date)


def test_17_a_huge_number_in_a_row_blocks_no_yes(vault: TestVault) -> None:
    draft = draft_named(vault, AGREED)
    save(vault, draft.evolve(place="the sofa"))
    for space in (SHARED, private_space(vault.sam)):
        with vault.unit(SHARED) as uow:
            uow.connection(space).execute(
                text("UPDATE said SET n = 9223372036854775807 WHERE author = :sam AND kind = :kind"),
                {"sam": vault.sam, "kind": YES.name},
            )
            uow.commit()
    for person in vault.pair:
        made = read_and_say_yes(vault, person, draft.id)
    assert made is not None
    assert held(vault).state is AgreementState.AGREED
    assert DraftField.PLACE.value in {clause.id.partition(":")[2] for clause in held(vault).clauses}
