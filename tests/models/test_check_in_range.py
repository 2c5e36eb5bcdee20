"""Which stretch of a chart is visible: always one with something in it, and every check-in can be reached."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.check_in import CheckIn
from app.models.check_in_chart import INITIAL_WINDOW, ChartData, ChartPeriod, chart_data
from app.models.check_in_range import (
    EDGE_SHARE,
    FEWEST_FOR_A_LINE,
    SHORTEST_RANGE,
    TimeRange,
    clamped_range,
    count_check_ins,
    full_range,
    neighbouring_range,
    newest_range,
    range_around,
    range_for_period,
)
from tests.models.test_check_in import START, check_ins

DAY = 86_400.0


@st.composite
def wholes(draw: st.DrawFn) -> ChartData:
    """A chart of at least one check-in."""
    found = chart_data(draw(check_ins(least=1)), ["mood"], draw(st.sampled_from(ChartPeriod)), UTC)
    assert found is not None
    return found


def whole_of(*days_ago: float, step: ChartPeriod = ChartPeriod.DAY) -> ChartData:
    mood = {"mood": 2}
    found = chart_data(
        [CheckIn(id=str(n), at=START - timedelta(days=n), ratings=mood) for n in days_ago], ["mood"], step, UTC
    )
    assert found is not None
    return found


starts = st.floats(-1e9, 4e9)
lengths = st.floats(0, 1e9)


@given(wholes(), starts, lengths)
def test_it_never_leaves_what_there_is(found: ChartData, start: float, length: float) -> None:
    made = clamped_range(found, TimeRange(start, start + length))
    room = made.length * EDGE_SHARE + 1
    assert made.length >= SHORTEST_RANGE - 1
    if found.end - found.start >= SHORTEST_RANGE:
        assert found.start - room <= made.start
        assert made.end <= found.end + room
    else:
        assert made.start <= found.start < found.end <= made.end
    assert clamped_range(found, made) == pytest.approx(made)


@given(wholes())
def test_everything_is_everything_with_room_on_both_sides(found: ChartData) -> None:
    made = full_range(found)
    assert count_check_ins(found, made).inside == len(found.moments)
    assert made.start < found.start
    assert found.end < made.end
    assert found.start - made.start == pytest.approx(made.end - found.end, abs=1)


@given(wholes())
def test_at_first_the_newest_and_at_least_a_line(found: ChartData) -> None:
    made = newest_range(found)
    assert count_check_ins(found, made).after == 0
    assert count_check_ins(found, made).inside >= min(FEWEST_FOR_A_LINE, len(found.moments))


def test_at_first_as_far_back_as_a_step_wants() -> None:
    found = whole_of(*range(200))
    made = newest_range(found)
    assert made.start == pytest.approx(found.end - INITIAL_WINDOW[ChartPeriod.DAY].total_seconds())
    assert count_check_ins(found, made) == (172, 28, 0)


def test_old_data_is_not_hidden_behind_an_empty_stretch() -> None:
    found = whole_of(0, 400)
    assert count_check_ins(found, newest_range(found)) == (0, 2, 0)


@given(wholes(), lengths)
def test_going_earlier_one_comes_by_every_check_in(found: ChartData, length: float) -> None:
    here = clamped_range(found, TimeRange(found.end - length, found.end))
    seen = set()
    for _ in range(3000):
        seen |= {at for at in found.moments if here.start <= at <= here.end}
        if not count_check_ins(found, here).before:
            break
        after = neighbouring_range(found, here, -1)
        assert after.start < here.start
        assert count_check_ins(found, after).inside
        here = after
    assert seen == set(found.moments)


@given(wholes(), starts, lengths, st.sampled_from((-1, 1)))
def test_one_never_goes_where_nothing_is(found: ChartData, start: float, length: float, by: int) -> None:
    here = clamped_range(found, TimeRange(start, start + length))
    there, after = count_check_ins(found, here), neighbouring_range(found, here, by)
    if there.before if by < 0 else there.after:
        assert count_check_ins(found, after).inside
        assert after.start < here.start if by < 0 else after.start > here.start


def test_a_gap_is_passed_at_once() -> None:
    found = whole_of(0, 1, 2, 700, 701)
    here = clamped_range(found, TimeRange(found.end - 10 * DAY, found.end))
    assert count_check_ins(found, neighbouring_range(found, here, -1)) == (0, 2, 3)
    assert count_check_ins(found, neighbouring_range(found, neighbouring_range(found, here, -1), 1)).after == 0


@given(wholes(), starts, lengths, st.data())
def test_a_moment_that_was_asked_for_is_in_sight(
    found: ChartData, start: float, length: float, data: st.DataObject
) -> None:
    at = data.draw(st.sampled_from(found.moments))
    here = clamped_range(found, TimeRange(start, start + length))
    made = range_around(found, here, at)
    assert made.start <= at <= made.end
    if here.start <= at <= here.end:
        assert made == here


@given(wholes(), starts, lengths)
def test_nothing_is_counted_twice_or_lost(found: ChartData, start: float, length: float) -> None:
    parts = count_check_ins(found, TimeRange(start, start + length))
    assert parts.all == len(found.moments)
    assert min(parts) >= 0


@given(wholes(), starts, lengths)
def test_with_another_step_there_is_still_something(found: ChartData, start: float, length: float) -> None:
    made = range_for_period(found, clamped_range(found, TimeRange(start, start + length)))
    assert count_check_ins(found, made).inside >= min(FEWEST_FOR_A_LINE, len(found.moments))
