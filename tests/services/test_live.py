"""A scene while it runs: both start it, one is enough to stop it, and nothing leads back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.errors import NeedsBoth, NotReady, Stale
from app.models.agreement import AgreementState
from app.models.live import LIVE, LIVED, RESTS_FOR, STOPS, LiveMark, elapsed_since, state_at
from app.models.narrower import CAP, Narrower
from app.models.scene_day import Evening, Verdict
from app.services import agreements, live, narrowing, scene_day
from tests.attacks.agreed_scene import come, only
from tests.support.couples import OUTLINE, draft_named, read_and_say_yes, save, today
from tests.support.scene_days import agreed_scene, begin, check, happened, page, ready, running, settle
from tests.support.vaults import SHARED, TestVault

pytestmark = pytest.mark.sample


@pytest.fixture
def scene(vault: TestVault) -> str:
    found = agreed_scene(vault)
    ready(vault, found)
    return found


def lived(vault: TestVault, scene: str) -> list[tuple[LiveMark | None, int]]:
    with vault.unit() as uow:
        found = live.lived(uow, scene)
    return [(state.stopped, state.stopped_at) for each in found for state in [state_at(each, 10**6)]]


def kinds(vault: TestVault) -> tuple[int, int]:
    with vault.unit() as uow:
        return len(uow.parts.all(LIVE)), len(uow.parts.all(LIVED))


def test_it_begins_in_both_parts_alike(vault: TestVault, scene: str) -> None:
    begun = begin(vault, scene)
    assert (begun.live.began, begun.live.cap, begun.live.interval) == (vault.clock(), 120, 30)
    with vault.unit() as uow:
        assert len({said.body for said in uow.parts.all(LIVE)}) == 1
    assert kinds(vault) == (2, 0)
    assert page(vault, scene).running == begun


def test_both_have_to_be_ready_and_here(vault: TestVault) -> None:
    scene = agreed_scene(vault)
    with pytest.raises(NotReady):
        begin(vault, scene)
    ready(vault, scene)
    only(vault, vault.alex)
    with pytest.raises(NeedsBoth):
        begin(vault, scene)


def test_only_one_runs_at_a_time(vault: TestVault, scene: str) -> None:
    begin(vault, scene)
    with pytest.raises(NotReady):
        begin(vault, scene)


def test_the_shorter_cap_of_one_counts(vault: TestVault, scene: str) -> None:
    with vault.unit(SHARED) as uow:
        narrowing.narrow(
            uow,
            person=vault.sam,
            agreement_id=scene,
            clause_id=CAP,
            body=Narrower(minutes=20),
            today=today(vault),
        )
    assert begin(vault, scene).live.cap == 20


def test_what_is_left_out_tonight_is_out_from_the_beginning(vault: TestVault, scene: str) -> None:
    out = page(vault, scene).current.items[0].id
    with vault.unit(SHARED) as uow:
        scene_day.choose_evening(uow, agreement_id=scene, evening=Evening.SMALLER, today=today(vault), without=(out,))
    assert begin(vault, scene).live.without == (out,)


def test_what_happens_is_kept_in_both_parts(vault: TestVault, scene: str) -> None:
    begun = begin(vault, scene)
    out = page(vault, scene).current.items[0].id
    for elapsed, mark, ids in ((61.5, LiveMark.YELLOW, ()), (90.2, LiveMark.SMALLER, (out,))):
        vault.clock.now = begun.live.began
        vault.clock.advance(seconds=elapsed)
        happened(vault, begun.key, elapsed, mark, ids=ids)
    with vault.unit() as uow:
        rows = {said.body for said in uow.parts.all(LIVE)}
    assert len(rows) == 1
    (row,) = rows
    assert [(event.at, event.mark) for event in row.events] == [(61, LiveMark.YELLOW), (90, LiveMark.SMALLER)]
    assert row.ran == 90_200
    assert state_at(row, 100).without == {out}


@pytest.mark.parametrize("mark", sorted(STOPS))
def test_a_stop_is_a_stop_in_both_parts_and_nothing_is_noted_after_it(
    vault: TestVault, scene: str, mark: LiveMark
) -> None:
    begun = begin(vault, scene)
    happened(vault, begun.key, 300, mark)
    assert kinds(vault) == (0, 2)
    assert lived(vault, scene) == [(mark, 300)]
    happened(vault, begun.key, 400, LiveMark.WENT_ON)
    assert lived(vault, scene) == [(mark, 300)]
    with vault.unit() as uow:
        assert live.running(uow) is None


def test_a_scene_that_was_stopped_cannot_be_started_for_twelve_hours(vault: TestVault, scene: str) -> None:
    happened(vault, begin(vault, scene).key, 300, LiveMark.RED)
    with pytest.raises(NotReady):
        begin(vault, scene)
    assert page(vault, scene).rests
    vault.clock.advance(hours=-1)
    assert page(vault, scene).rests, "a clock that is set back does not help"
    vault.clock.advance(hours=1, seconds=300)
    vault.clock.now += RESTS_FOR
    ready(vault, scene)
    begin(vault, scene)


def test_a_scene_for_one_evening_is_started_once(vault: TestVault) -> None:
    outline = draft_named(vault, OUTLINE)
    save(vault, outline.evolve(cap_minutes=90, review_on=today(vault)))
    for person in vault.pair:
        read_and_say_yes(vault, person, outline.id)
    scene = agreed_scene(vault, OUTLINE)
    ready(vault, scene)
    happened(vault, begin(vault, scene).key, 300, LiveMark.ENDED)
    vault.clock.advance(hours=13)
    for person in vault.pair:
        check(vault, person, scene)
    ready(vault, scene)
    assert not page(vault, scene).may_begin


def test_one_alone_stops_it_for_both(vault: TestVault, scene: str) -> None:
    begun = begin(vault, scene)
    only(vault, vault.sam)
    happened(vault, begun.key, 200, LiveMark.RED)
    assert kinds(vault) == (1, 1)
    only(vault, vault.alex)
    with vault.unit() as uow:
        assert live.running(uow) is None
    settle(vault)
    assert kinds(vault) == (0, 2)
    assert lived(vault, scene) == [(LiveMark.RED, 200)]


def test_opened_again_it_goes_on_with_the_time_that_passed(vault: TestVault, scene: str) -> None:
    begun = begin(vault, scene)
    happened(vault, begun.key, 60.5, LiveMark.CHECKED_IN)
    vault.clock.advance(seconds=100)
    only(vault)
    come(vault)
    settle(vault)
    found = running(vault)
    assert elapsed_since(found.live, vault.clock()) == 160.5
    assert state_at(found.live, 160.5).stopped is None


def test_what_nobody_answered_meanwhile_has_stopped(vault: TestVault, scene: str) -> None:
    begin(vault, scene)
    vault.clock.advance(minutes=33)
    settle(vault)
    assert lived(vault, scene) == [(LiveMark.UNANSWERED, 33 * 60)]


def test_a_scene_whose_yes_was_withdrawn_meanwhile_has_ended(vault: TestVault, scene: str) -> None:
    begin(vault, scene)
    vault.clock.advance(seconds=90)
    with vault.unit(SHARED) as uow:
        agreements.withdraw(uow, person=vault.sam, agreement_id=scene, clause_ids=None, now=vault.clock())
    settle(vault)
    assert lived(vault, scene) == [(LiveMark.ENDED, 90)]


def test_midnight_ends_nothing(vault: TestVault, scene: str) -> None:
    vault.clock.now = vault.clock.now.replace(hour=22, minute=50)
    begun = begin(vault, scene)
    vault.clock.advance(minutes=20)
    happened(vault, begun.key, 1_200, LiveMark.CHECKED_IN)
    vault.clock.advance(minutes=25)
    settle(vault)
    assert running(vault).key == begun.key
    assert page(vault, scene).running is not None


def test_a_lone_half_of_a_beginning_counts_for_nothing(vault: TestVault, scene: str) -> None:
    begun = begin(vault, scene)
    with vault.unit(SHARED) as uow:
        uow.parts.erase(vault.sam, LIVE, begun.key)
        uow.commit()
    with vault.unit() as uow:
        assert live.running(uow) is None
    vault.clock.advance(hours=5)
    settle(vault)
    assert kinds(vault) == (0, 0)
    assert not page(vault, scene).rests


def test_settling_nothing_changes_nothing(vault: TestVault, scene: str) -> None:
    with vault.unit(SHARED) as uow:
        assert not live.settle(uow, now=vault.clock(), today=today(vault)).kinds


def test_the_times_of_scenes_are_for_whoever_was_there(vault: TestVault, scene: str) -> None:
    begun = begin(vault, scene)
    happened(vault, begun.key, 300, LiveMark.ENDED)
    only(vault, vault.sam)
    with vault.unit() as uow:
        assert live.times_of_scenes(uow, vault.sam) == (begun.live.began,)


@pytest.mark.parametrize(("mark", "is_early"), [(LiveMark.RED, True), (LiveMark.ENDED, False)])
def test_a_stop_begins_the_care_of_each_and_ends_no_agreement(
    vault: TestVault, scene: str, mark: LiveMark, is_early: bool
) -> None:
    begun = begin(vault, scene)
    happened(vault, begun.key, 300, mark)
    with vault.unit() as uow:
        care = [uow.private(person).afterwards.get(scene) for person in vault.pair]
    assert [(each.at, each.stopped_early) for each in care if each is not None] == [
        (begun.live.began + timedelta(seconds=300), is_early)
    ] * 2
    assert page(vault, scene).current.state is AgreementState.AGREED


def test_a_scene_that_is_no_scene_of_today_has_no_page(vault: TestVault) -> None:
    with pytest.raises(Stale):
        page(vault, "elsewhere")


@pytest.mark.parametrize("verdict", [None, Verdict.NOT_TONIGHT])
def test_a_scene_does_not_begin_once_somebody_has_looked_at_their_answers_again(
    vault: TestVault, scene: str, verdict: Verdict | None
) -> None:
    with vault.unit(vault.alex) as uow:
        scene_day.give_verdict(uow, person=vault.alex, agreement_id=scene, verdict=verdict, today=today(vault))
    with pytest.raises(NotReady):
        begin(vault, scene)
