"""A scene while it runs: what any second of it is, by what happened. Nothing leads back from a stop."""

from __future__ import annotations

from datetime import timedelta
from math import inf

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import ValidationError

from app.models.base import ItemId
from app.models.canonical import decode, encode
from app.models.live import (
    ANSWERED_WITHIN,
    MOST_EVENTS,
    STOPS,
    STOPS_AFTER,
    Live,
    LiveEvent,
    LiveMark,
    Nudge,
    elapsed_since,
    ended_at,
    final_state,
    may_begin_again,
    next_event,
    seen_at,
    signals_used,
    state_at,
    stop_lines,
    together,
    with_event,
)
from app.models.signal import Channel, Level, SafetySignal
from tests.models.strategies import NOW

MINUTE = 60
seconds = st.integers(0, 90 * MINUTE)
ids = st.lists(st.sampled_from(("item:a", "item:b", "item:c")), unique=True, max_size=2).map(tuple)
events = st.builds(LiveEvent, at=seconds, n=st.integers(0, 9), mark=st.sampled_from(LiveMark), ids=ids)
lives = st.builds(
    Live,
    began=st.just(NOW),
    cap=st.integers(1, 90),
    interval=st.none() | st.integers(1, 40),
    without=ids,
    events=st.lists(events, max_size=8).map(tuple),
    ran=st.integers(0, 90 * MINUTE * 1_000),
    seen=st.integers(0, 90 * MINUTE).map(lambda after: NOW + timedelta(seconds=after)),
)


def live(*happened: tuple[int, LiveMark], cap: int = 60, interval: int | None = 15) -> Live:
    found = tuple(LiveEvent(at=at, mark=mark) for at, mark in happened)
    return Live(began=NOW, cap=cap, interval=interval, events=found, seen=NOW)


@given(lives, seconds, seconds)
def test_what_has_stopped_stays_stopped(scene: Live, one: int, other: int) -> None:
    earlier, later = state_at(scene, min(one, other)), state_at(scene, max(one, other))
    if earlier.stopped is not None:
        assert later == earlier
    assert earlier.without <= later.without


@given(lives, events, seconds)
def test_nothing_that_happens_after_a_stop_leads_back(scene: Live, event: LiveEvent, elapsed: int) -> None:
    before = state_at(scene, elapsed)
    assume(before.stopped is not None and event.at >= before.stopped_at)
    after = state_at(with_event(scene, event), max(elapsed, event.at))
    assert after.stopped is not None
    assert after.stopped_at == before.stopped_at


@given(lives, st.sampled_from(sorted(STOPS)), seconds)
def test_a_stop_stops_at_once(scene: Live, mark: LiveMark, at: int) -> None:
    state = state_at(with_event(scene, LiveEvent(at=at, mark=mark)), at)
    assert state.stopped is not None
    assert state.stopped_at <= at


@given(lives)
def test_the_cap_is_never_exceeded(scene: Live) -> None:
    last = final_state(scene)
    assert last.stopped is not None
    assert last.stopped_at <= scene.cap * MINUTE


@given(lives, lives, seconds)
def test_two_parts_make_one_scene_that_is_as_careful_as_either(one: Live, other: Live, elapsed: int) -> None:
    both = together((one, other))
    assert both == together((other, one)) == together((both, both))
    state = state_at(both, elapsed)
    assert state.without >= frozenset(one.without) | frozenset(other.without)
    assert both.cap == min(one.cap, other.cap)
    for row in (one, other):
        stops = [event.at for event in row.events if event.mark in STOPS]
        if stops and min(stops) <= elapsed:
            assert state.stopped is not None
            assert state.stopped_at <= min(stops)


@given(lives)
def test_its_bytes_are_canonical(scene: Live) -> None:
    assert decode(Live, encode(scene)) == scene


def test_a_check_in_is_asked_for_asked_again_and_stops() -> None:
    scene, asked = live(), 15 * MINUTE
    assert state_at(scene, asked - 1).nudge is Nudge.NONE
    assert state_at(scene, asked).nudge is Nudge.DUE
    assert state_at(scene, asked + ANSWERED_WITHIN).nudge is Nudge.NOW
    assert state_at(scene, asked + ANSWERED_WITHIN + STOPS_AFTER - 1).stopped is None
    stopped = state_at(scene, asked + ANSWERED_WITHIN + STOPS_AFTER)
    assert (stopped.stopped, stopped.stopped_at) == (LiveMark.UNANSWERED, asked + ANSWERED_WITHIN + STOPS_AFTER)


def test_an_answer_begins_the_interval_anew() -> None:
    scene = live((15 * MINUTE + 30, LiveMark.CHECKED_IN))
    assert state_at(scene, 30 * MINUTE).nudge is Nudge.NONE
    assert state_at(scene, 30 * MINUTE + 30).nudge is Nudge.DUE


def test_yellow_pauses_the_nudges_and_not_the_cap() -> None:
    scene = live((60, LiveMark.YELLOW))
    assert state_at(scene, 59 * MINUTE).is_paused
    assert state_at(scene, 59 * MINUTE).nudge is Nudge.NONE
    assert state_at(scene, 60 * MINUTE).stopped is LiveMark.CAP
    went_on = live((60, LiveMark.YELLOW), (10 * MINUTE, LiveMark.WENT_ON))
    assert not state_at(went_on, 24 * MINUTE).is_paused
    assert state_at(went_on, 25 * MINUTE).nudge is Nudge.DUE


def test_a_check_in_does_not_end_a_pause() -> None:
    scene = live((60, LiveMark.YELLOW), (90, LiveMark.CHECKED_IN))
    assert state_at(scene, 20 * MINUTE).is_paused


def test_what_is_taken_out_is_out_for_the_rest_of_it() -> None:
    scene = live((60, LiveMark.YELLOW)).evolve(without=("item:a",))
    scene = with_event(scene, LiveEvent(at=120, mark=LiveMark.SMALLER, ids=("item:b",)))
    assert state_at(scene, 121).without == {"item:a", "item:b"}
    assert not state_at(scene, 121).is_paused


@pytest.mark.parametrize("then", [LiveMark.WENT_ON, LiveMark.SMALLER])
def test_what_happens_within_a_second_happened_in_its_order(then: LiveMark) -> None:
    scene = live()
    for mark in (LiveMark.YELLOW, then, LiveMark.YELLOW, then):
        scene = with_event(scene, next_event(scene, 60.2, mark))
    assert not state_at(scene, 61).is_paused
    assert state_at(with_event(scene, next_event(scene, 60.9, LiveMark.YELLOW)), 61).is_paused


def test_a_clock_that_goes_back_takes_nothing_back() -> None:
    """Opened again with a clock that is an hour slow, it is at least as far as what happened in it."""
    scene = seen_at(live((600, LiveMark.YELLOW)), 605.25, NOW + timedelta(seconds=605))
    assert elapsed_since(scene, NOW - timedelta(hours=1)) == 605.25
    assert state_at(scene, 0).is_paused


def test_what_passed_while_nobody_looked_counts() -> None:
    scene = seen_at(live(), 600.5, NOW + timedelta(seconds=600))
    assert elapsed_since(scene, NOW + timedelta(seconds=700)) == 700.5


def test_a_stop_finds_room_in_any_scene() -> None:
    full = live(*((second, LiveMark.CHECKED_IN) for second in range(MOST_EVENTS - len(STOPS))), interval=None, cap=1440)
    assert with_event(full, LiveEvent(at=5_000, mark=LiveMark.YELLOW)) == full
    assert final_state(with_event(full, LiveEvent(at=5_000, mark=LiveMark.RED))).stopped is LiveMark.RED


@pytest.mark.parametrize(
    ("since", "is_once", "expected"),
    [(-1, False, False), (0, False, False), (11, False, False), (12, False, True), (400, True, False)],
)
def test_a_scene_that_was_stopped_rests(since: int, is_once: bool, expected: bool) -> None:
    scene = live((600, LiveMark.RED))
    assert ended_at(scene) == NOW + timedelta(seconds=600)
    now = ended_at(scene) + (timedelta(hours=since) if since else timedelta())
    assert may_begin_again((scene,), now, is_once=is_once) is expected
    assert may_begin_again((), now, is_once=is_once)


@pytest.mark.parametrize("began", ["2026-11-23T20:00:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_a_beginning_that_cannot_be_counted_from_is_refused(began: str) -> None:
    with pytest.raises(ValidationError):
        Live.model_validate({"began": began, "cap": 60, "seen": NOW})


def test_a_state_at_the_end_of_time_is_a_stop() -> None:
    assert state_at(live(interval=None), inf).stopped is LiveMark.CAP


def test_the_signals_of_an_evening_are_those_until_it_stopped() -> None:
    scene = live((60, LiveMark.CHECKED_IN), (120, LiveMark.YELLOW), (180, LiveMark.WENT_ON), (240, LiveMark.RED))
    late = with_event(scene, LiveEvent(at=300, mark=LiveMark.YELLOW))
    expected = [(NOW + timedelta(seconds=120), LiveMark.YELLOW), (NOW + timedelta(seconds=240), LiveMark.RED)]
    assert list(signals_used(scene)) == list(signals_used(late)) == expected


def red(expression: str, response: str, channel: Channel = Channel.VERBAL) -> SafetySignal:
    return SafetySignal(
        id=ItemId(expression), level=Level.RED, channel=channel, expression=expression, response=response
    )


def test_what_to_do_on_stopping_is_one_sentence_a_line() -> None:
    word = red("Red", "Both stop at once.  Free hands first, then water. Nobody asks why.")
    taps = red("Three taps", "Both stop at once. The keys stay in the hand.", Channel.NONVERBAL)
    slow = SafetySignal(
        id=ItemId("y"), level=Level.YELLOW, channel=Channel.VERBAL, expression="Yellow", response="Ask."
    )
    assert stop_lines((slow, taps, word), ("Stop.",)) == (
        "Both stop at once.",
        "Free hands first, then water.",
        "Nobody asks why.",
    )
    assert stop_lines((slow, red("Red", " "), taps), ()) == ("Both stop at once.", "The keys stay in the hand.")
    assert stop_lines((slow,), ("Stop.",)) == ("Stop.",)
    assert len(stop_lines((red("Red", "A. B. C. D. E. F."),), ())) == 5
