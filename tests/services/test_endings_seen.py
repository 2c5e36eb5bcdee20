"""What was seen ended stays ended: whatever becomes of rows, files and the clock."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.errors import ClockInDoubt, NotReady
from app.models.agreement import AgreementState, CurrentAgreement
from app.models.ending import DAY_PASSED, Ending
from app.models.said_kinds import ERA, Era
from app.services import agreements, reading
from app.services.agreement_store import all_agreements, yeses_of
from app.services.part_check import check_part, trust_clock
from tests.attacks.tampering import come_back, unlock
from tests.support.couples import AGREED, OUTLINE, draft_named, read_and_say_yes, save, today, view_of
from tests.support.vaults import SHARED, TestVault

pytestmark = pytest.mark.sample


def held(vault: TestVault, title: str = AGREED) -> CurrentAgreement:
    return view_of(vault, draft_named(vault, title).id).versions[0]


def check(vault: TestVault, *people: str) -> list[date | None]:
    """What each is told at an unlock, without the shared file's differences."""
    found = []
    for person in vault.pair:
        if not people or person in people:
            with vault.unit(SHARED) as uow:
                found.append(check_part(uow, person=person, today=today(vault)).last_visit)
    return found


def seen(vault: TestVault, person: str) -> frozenset[Ending]:
    with vault.unit() as uow:
        return uow.parts.seen(next(each for each in vault.pair if each == person))


def test_an_ending_by_my_partner_while_i_am_here_is_noted_in_my_own_space(vault: TestVault) -> None:
    before = held(vault)
    with vault.unit(SHARED) as uow:
        agreements.withdraw(uow, person=vault.sam, agreement_id=before.agreement.id, clause_ids=None, now=vault.clock())
    assert Ending(before.agreement.id) in seen(vault, vault.alex)


def test_an_ending_by_my_partner_alone_is_noted_at_my_next_unlock(vault: TestVault) -> None:
    before = held(vault)
    vault.service.leave(vault.alex)
    with vault.unit(SHARED) as uow:
        agreements.withdraw(uow, person=vault.sam, agreement_id=before.agreement.id, clause_ids=None, now=vault.clock())
    unlock(vault, vault.alex)
    assert Ending(before.agreement.id) not in seen(vault, vault.alex)
    check(vault, vault.alex)
    assert Ending(before.agreement.id) in seen(vault, vault.alex)


def test_a_day_that_was_seen_to_pass_stays_passed_with_the_clock_set_back(vault: TestVault) -> None:
    before = held(vault)
    check(vault)
    vault.clock.advance(days=200)
    assert check(vault) == [None, None]
    assert Ending(before.agreement.id, above=DAY_PASSED) in seen(vault, vault.alex)
    vault.clock.advance(days=-200)
    for person in vault.pair:
        with vault.unit(SHARED) as uow:
            trust_clock(uow, person=person, today=today(vault))
    assert held(vault).state is AgreementState.LAPSED
    assert held(vault).items == ()


def test_a_scene_whose_ground_rules_lapsed_stays_ended(vault: TestVault) -> None:
    rules, scene = held(vault, ""), held(vault)
    day = rules.agreement.document.review_on
    assert day is not None
    vault.clock.advance(days=(day - today(vault)).days + 1)
    check(vault)
    assert Ending(scene.agreement.id) in seen(vault, vault.sam)


def test_a_waiting_yes_that_expired_is_ended_and_erased_at_unlock(vault: TestVault) -> None:
    save(vault, draft_named(vault, OUTLINE).evolve(cap_minutes=90, review_on=today(vault) + timedelta(days=60)))
    draft = draft_named(vault, OUTLINE)
    read_and_say_yes(vault, vault.alex, draft.id)
    with vault.unit() as uow:
        (yes,) = yeses_of(uow, draft.id)
    vault.clock.advance(days=14)
    check(vault)
    with vault.unit() as uow:
        assert yeses_of(uow, draft.id) == (yes,)
    vault.clock.advance(days=1)
    check(vault)
    with vault.unit() as uow:
        assert yeses_of(uow, draft.id) == ()
        assert uow.parts.endings(yes.agreement_id) == {Ending(yes.agreement_id)}


def test_what_was_agreed_in_an_earlier_era_ends_for_both_once_both_are_here(vault: TestVault) -> None:
    before = held(vault)
    with vault.unit(SHARED) as uow:
        earlier = uow.parts.get(vault.sam, ERA)
        assert earlier is not None
        uow.parts.say(vault.sam, ERA, Era(space=earlier.body.space, era="later"))
        uow.commit()
    check(vault)
    with vault.unit(SHARED) as uow:
        uow.parts.say(vault.sam, ERA, earlier.body)
        uow.commit()
    assert held(vault).agreement == before.agreement
    assert held(vault).state is AgreementState.ENDED


@pytest.mark.parametrize("days", [-1, 367])
def test_nothing_that_has_a_day_counts_while_the_clock_is_in_doubt(vault: TestVault, days: int) -> None:
    first = today(vault)
    assert check(vault) == [None, None]
    noted = seen(vault, vault.alex)
    vault.clock.advance(days=days)
    assert check(vault) == [first, first]
    assert seen(vault, vault.alex) == noted
    with vault.unit() as uow:
        assert [v for v in all_agreements(uow, today(vault)) if v.state is AgreementState.AGREED] == []
    draft = draft_named(vault, OUTLINE)
    with pytest.raises(ClockInDoubt):
        read_and_say_yes(vault, vault.alex, draft.id)
    with vault.unit(SHARED) as uow, pytest.raises(ClockInDoubt):
        reading.agree_waiting(uow, draft_id=draft.id, base=vault.catalogue, today=today(vault))
    vault.clock.advance(days=-days)
    assert check(vault) == [None, None]
    assert held(vault).state is AgreementState.AGREED


@pytest.mark.parametrize("written", ["", "yesterday", "2026-02-31"])
def test_a_last_visit_that_cannot_be_read_is_none(vault: TestVault, written: str) -> None:
    with vault.unit(vault.alex) as uow:
        uow.private(vault.alex).prefs.set("last_visit", written)
        uow.commit()
    assert check(vault, vault.alex) == [None]
    vault.clock.advance(days=-20)
    assert check(vault, vault.alex) == [today(vault) + timedelta(days=20)], "the next one is noted"


def test_a_clock_that_is_said_to_be_right_counts(vault: TestVault) -> None:
    check(vault)
    vault.clock.advance(days=-1)
    for person in vault.pair:
        assert held(vault).state is AgreementState.UNSURE, "one of them has not answered"
        with vault.unit(SHARED) as uow:
            trust_clock(uow, person=person, today=today(vault))
    assert held(vault).state is AgreementState.AGREED
    assert check(vault) == [None, None]


def test_a_clock_wrong_forward_bars_nothing_that_is_agreed_afterwards(vault: TestVault) -> None:
    save(vault, draft_named(vault, OUTLINE).evolve(cap_minutes=90))
    draft = draft_named(vault, OUTLINE)
    read_and_say_yes(vault, vault.alex, draft.id)
    check(vault)
    vault.clock.advance(days=300)
    check(vault)
    vault.clock.advance(days=-300)
    for person in vault.pair:
        with vault.unit(SHARED) as uow:
            trust_clock(uow, person=person, today=today(vault))
    for one in (draft, draft_named(vault, AGREED), draft_named(vault, "")):
        save(vault, draft_named(vault, one.title).evolve(review_on=today(vault) + timedelta(days=20)))
        assert read_and_say_yes(vault, vault.alex, one.id) is None
        assert read_and_say_yes(vault, vault.sam, one.id) is not None
        assert view_of(vault, one.id).agreed_now is not None


def test_what_is_ended_is_not_agreed_by_putting_old_yeses_together(vault: TestVault) -> None:
    save(vault, draft_named(vault, OUTLINE).evolve(cap_minutes=90))
    draft = draft_named(vault, OUTLINE)
    read_and_say_yes(vault, vault.alex, draft.id)
    vault.clock.advance(days=15)
    with vault.unit(SHARED) as uow, pytest.raises(NotReady):
        reading.agree_waiting(uow, draft_id=draft.id, base=vault.catalogue, today=today(vault))
    come_back(vault, vault.alex)
    assert view_of(vault, draft.id).yeses == ()
