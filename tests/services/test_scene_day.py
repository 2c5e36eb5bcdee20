"""The ready check: answers stay in one's own space, both see one result, and it only becomes more careful."""

from __future__ import annotations

import pytest

from app.errors import ClockInDoubt, NeedsBoth, NotReady, Stale
from app.models.scene_day import TONIGHT, Evening, ReadyAsk, Tonight, Verdict
from app.services import agreements, scene_day
from app.services.part_check import check_part
from tests.attacks.agreed_scene import only
from tests.support.couples import OUTLINE, draft_named, read_and_say_yes, save, today
from tests.support.scene_days import ALL_YES, agreed_scene, check, compare, page, ready
from tests.support.vaults import SHARED, TestVault

pytestmark = pytest.mark.sample


@pytest.fixture
def scene(vault: TestVault) -> str:
    return agreed_scene(vault)


def tonight(vault: TestVault, scene: str) -> Tonight | None:
    with vault.unit() as uow:
        return scene_day.tonight(uow, scene, today(vault))


def evening(vault: TestVault, scene: str) -> Evening | None:
    found = tonight(vault, scene)
    return found.evening if found is not None else None


def choose(vault: TestVault, scene: str, what: Evening, *without: str) -> None:
    with vault.unit(SHARED) as uow:
        scene_day.choose_evening(uow, agreement_id=scene, evening=what, today=today(vault), without=without)


def test_both_ready(vault: TestVault, scene: str) -> None:
    ready(vault, scene)
    assert evening(vault, scene) is Evening.READY
    assert page(vault, scene).may_begin
    with vault.unit() as uow:
        rows = {said.body for said in uow.parts.all(TONIGHT)}
    assert len(rows) == 1


@pytest.mark.parametrize("ask", ReadyAsk)
def test_any_no_makes_the_same_result(vault: TestVault, scene: str, ask: ReadyAsk) -> None:
    check(vault, vault.alex, scene)
    with pytest.raises(NotReady):
        check(vault, vault.sam, scene, answers={**ALL_YES, ask: False})
    check(vault, vault.sam, scene, Verdict.NOT_TONIGHT, {})
    compare(vault, scene)
    assert tonight(vault, scene) == Tonight(day=today(vault), evening=Evening.NOT_AS_PLANNED)
    assert not page(vault, scene).may_begin


def test_not_tonight_needs_no_answer(vault: TestVault, scene: str) -> None:
    check(vault, vault.sam, scene, Verdict.NOT_TONIGHT, {})
    check(vault, vault.alex, scene)
    compare(vault, scene)
    assert evening(vault, scene) is Evening.NOT_AS_PLANNED


def test_nothing_is_shown_before_both_have_said_something(vault: TestVault, scene: str) -> None:
    check(vault, vault.sam, scene, Verdict.NOT_TONIGHT, {})
    compare(vault, scene)
    assert tonight(vault, scene) is None


def test_one_alone_compares_nothing(vault: TestVault, scene: str) -> None:
    check(vault, vault.alex, scene)
    check(vault, vault.sam, scene)
    only(vault, vault.alex)
    with pytest.raises(NeedsBoth):
        compare(vault, scene)


def test_a_changed_mind_makes_it_more_careful_and_never_freer(vault: TestVault, scene: str) -> None:
    ready(vault, scene)
    check(vault, vault.alex, scene, Verdict.NOT_TONIGHT, {})
    compare(vault, scene)
    assert evening(vault, scene) is Evening.NOT_AS_PLANNED
    check(vault, vault.alex, scene)
    compare(vault, scene)
    assert evening(vault, scene) is Evening.NOT_AS_PLANNED


def test_an_answer_that_is_changed_asks_for_the_verdict_again(vault: TestVault, scene: str) -> None:
    ready(vault, scene)
    check(vault, vault.alex, scene, None, {ReadyAsk.BODY: False})
    with vault.unit() as uow:
        found = scene_day.own_check(uow, person=vault.alex, agreement_id=scene, today=today(vault))
        assert (found.check.verdict, found.check.answers[ReadyAsk.BODY]) == (None, False)
        assert scene_day.have_checked(uow, scene, today(vault)) == (vault.sam,)


def test_a_smaller_evening_leaves_something_out_for_tonight_only(vault: TestVault, scene: str) -> None:
    check(vault, vault.alex, scene)
    check(vault, vault.sam, scene, Verdict.NOT_TONIGHT, {})
    compare(vault, scene)
    items = page(vault, scene).current.items
    choose(vault, scene, Evening.SMALLER, items[0].id)
    found = page(vault, scene)
    assert found.tonight == Tonight(day=today(vault), evening=Evening.SMALLER, without=(items[0].id,))
    assert found.may_begin
    assert found.current.items == items, "what is agreed is as it was"
    with pytest.raises(Stale):
        choose(vault, scene, Evening.READY)
    choose(vault, scene, Evening.OFF)
    assert not page(vault, scene).may_begin
    with pytest.raises(Stale):
        choose(vault, scene, Evening.SMALLER, items[0].id)


def test_only_what_is_agreed_can_be_left_out(vault: TestVault, scene: str) -> None:
    ready(vault, scene)
    with pytest.raises(Stale):
        choose(vault, scene, Evening.SMALLER, "item:elsewhere")


def test_the_next_day_everything_is_asked_again(vault: TestVault, scene: str) -> None:
    check(vault, vault.alex, scene)
    check(vault, vault.sam, scene, Verdict.NOT_TONIGHT, {})
    compare(vault, scene)
    vault.clock.advance(days=1)
    assert tonight(vault, scene) is None
    with vault.unit() as uow:
        assert scene_day.have_checked(uow, scene, today(vault)) == ()
    ready(vault, scene)
    assert evening(vault, scene) is Evening.READY
    with vault.unit() as uow:
        days = {check.day for person in vault.pair for check in uow.private(person).ready_checks.all()}
    assert days == {today(vault)}


def test_a_scene_that_is_withdrawn_has_no_ready_check(vault: TestVault, scene: str) -> None:
    with vault.unit(SHARED) as uow:
        agreements.withdraw(uow, person=vault.sam, agreement_id=scene, clause_ids=None, now=vault.clock())
    with pytest.raises(Stale):
        check(vault, vault.alex, scene)


def test_a_scene_for_one_evening_is_held_on_that_evening_or_the_day_after(vault: TestVault) -> None:
    outline = draft_named(vault, OUTLINE)
    vault.clock.advance(days=-2)
    evening_of_it = today(vault)
    vault.clock.advance(days=-1)
    save(vault, outline.evolve(cap_minutes=90, review_on=evening_of_it))
    for person in vault.pair:
        read_and_say_yes(vault, person, outline.id)
    scene = agreed_scene(vault, OUTLINE)
    may_be_asked = []
    for _ in range(5):
        try:
            check(vault, vault.alex, scene, None)
            may_be_asked.append((today(vault) - evening_of_it).days)
        except Stale:
            pass
        vault.clock.advance(days=1)
    assert may_be_asked == [0, 1]


def test_a_clock_in_doubt_compares_nothing(vault: TestVault, scene: str) -> None:
    for person in vault.pair:
        with vault.unit(SHARED) as uow:
            check_part(uow, person=person, today=today(vault))
        check(vault, person, scene)
    vault.clock.advance(days=-1)
    with pytest.raises((ClockInDoubt, Stale)):
        compare(vault, scene)


def test_answers_are_in_no_shared_row(vault: TestVault, scene: str) -> None:
    ready(vault, scene)
    only(vault, vault.sam)
    with vault.unit() as uow:
        assert {type(said.body) for said in uow.parts.all(TONIGHT)} == {Tonight}
        with pytest.raises(NeedsBoth):
            uow.private(vault.alex).ready_checks.all()
