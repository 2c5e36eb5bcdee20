"""Care after a scene: what waits on one's own Home, and in which order needs are shown."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.aftercare import AnsweredNeed, CareKind, CareNeed
from app.models.afterwards import (
    ASKED_FOR,
    CHECKED_AFTER,
    ONE_EVENING,
    Afterwards,
    LaterCheck,
    due,
    is_fresh,
    is_past,
    may_talk_over,
    need_key,
    needs_later,
    needs_now,
    over,
    stop_of,
)
from app.models.base import ItemId
from app.models.live import Live, LiveEvent, LiveMark, final_state
from tests.support import factories as make
from tests.support.clock import START

SCENE = ItemId("1" * 64)
WAITS = st.timedeltas(-timedelta(days=2), timedelta(days=12))
RECORDS = st.builds(
    Afterwards,
    agreement=st.just(SCENE),
    at=st.just(START),
    is_over=st.booleans(),
    stopped_early=st.booleans(),
    is_grounded=st.booleans(),
    ticked=st.frozensets(st.sampled_from(("a", "b"))),
    done=st.frozensets(st.sampled_from(LaterCheck)),
)


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


@pytest.mark.parametrize(
    ("wait", "check"),
    [
        (hours(0), None),
        (hours(1.9), None),
        (hours(2), LaterCheck.SAME_EVENING),
        (hours(23.9), LaterCheck.SAME_EVENING),
        (hours(24), LaterCheck.NEXT_DAY),
        (hours(71), LaterCheck.NEXT_DAY),
        (hours(72), LaterCheck.THIRD_DAY),
        (ASKED_FOR, LaterCheck.THIRD_DAY),
        (ASKED_FOR + hours(1), None),
        (hours(-3), None),
    ],
)
def test_each_check_waits_until_the_next_one_does(wait: timedelta, check: LaterCheck | None) -> None:
    assert due(Afterwards(agreement=SCENE, at=START, is_over=True), START + wait) is check


@given(RECORDS, WAITS)
def test_what_is_done_is_not_asked_again(after: Afterwards, wait: timedelta) -> None:
    now = START + wait
    check = due(after, now)
    if check is not None:
        assert after.is_over
        assert wait >= CHECKED_AFTER[check]
        assert due(after.with_done(check), now) is None
        later = after.with_done(check)
        assert all(due(later, now - back) is None for back in (hours(1), hours(30))), "not by a clock that is set back"
    assert not (check is not None and is_fresh(after, now)), "one thing at a time"


@given(RECORDS, WAITS)
def test_nothing_is_asked_once_it_is_past(after: Afterwards, wait: timedelta) -> None:
    now = START + wait
    if is_past(after, now):
        assert due(after, now) is None
        assert not is_fresh(after, now)


@given(RECORDS, WAITS)
def test_an_evening_keeps_its_ticks_and_a_new_one_begins_without_any(before: Afterwards, wait: timedelta) -> None:
    at = START + wait
    after = over(before, SCENE, at)
    assert (after.at, after.is_over) == (at, True)
    if abs(wait) <= ONE_EVENING:
        assert after == before.evolve(at=at, is_over=True)
    else:
        assert after == over(None, SCENE, at) == Afterwards(agreement=SCENE, at=at, is_over=True)


@given(RECORDS, st.text(min_size=1), st.booleans())
def test_a_tick_is_taken_back(after: Afterwards, key: str, on: bool) -> None:
    assert (key in after.with_tick(key, on).ticked) is on
    assert after.with_tick(key, True).with_tick(key, False).ticked == after.ticked - {key}


@given(WAITS)
def test_talking_it_over_is_not_offered_in_the_same_hour(wait: timedelta) -> None:
    assert may_talk_over(START, START + wait) is (hours(1) <= wait <= ASKED_FOR)


def test_a_tick_holds_no_words() -> None:
    need = CareNeed(kind=CareKind.PHYSICAL, text="A blanket")
    assert "lanket" not in need_key(need)
    assert need_key(need) != need_key(need.evolve(kind=CareKind.SENSORY))
    assert need_key(need) == need_key(need.evolve())


LIVES = st.builds(
    Live,
    began=st.just(START),
    cap=st.just(60),
    interval=st.none() | st.just(30),
    events=st.lists(st.builds(LiveEvent, at=st.integers(0, 5000), mark=st.sampled_from(LiveMark)), max_size=4).map(
        tuple
    ),
    seen=st.just(START),
)


@given(LIVES)
def test_a_stop_is_early_by_a_signal_or_by_silence_alone(live: Live) -> None:
    stop, state = stop_of(live), final_state(live)
    assert stop.at == START + timedelta(seconds=state.stopped_at)
    assert stop.is_early is (state.stopped in (LiveMark.RED, LiveMark.UNANSWERED))


NEEDS = st.lists(
    st.builds(
        AnsweredNeed,
        person=st.just(make.ALEX),
        need=st.builds(CareNeed, kind=st.sampled_from(CareKind), text=st.text(max_size=3)),
    ),
    unique=True,
).map(tuple)


@given(NEEDS)
def test_every_need_has_its_place(needs: tuple[AnsweredNeed, ...]) -> None:
    early, later = needs_now(needs, stopped_early=True), needs_later(needs)
    assert set(early) | set(later) == set(needs)
    assert len(early) + len(later) == len(needs), "and only one"
    for_a_stop = [each for each in early if each.need.kind is CareKind.EARLY_STOP]
    assert list(early[: len(for_a_stop)]) == for_a_stop
    assert needs_now(needs, stopped_early=False) == early[len(for_a_stop) :]
