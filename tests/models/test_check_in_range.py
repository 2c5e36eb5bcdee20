"""Which stretch of a chart is in sight: always one with something in it, and every check-in can be come by."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.check_in import CheckIn, Rated
from app.models.check_in_chart import WINDOW, ChartData, ChartPeriod, whole
from app.models.check_in_range import (
    EDGE,
    LEAST,
    LINE,
    TimeRange,
    around,
    counted,
    everything,
    held,
    newest,
    next_to,
    other_step,
)
from tests.models.test_check_in import START, check_ins

DAY = 86_400.0


@st.composite
def wholes(draw: st.DrawFn) -> ChartData:
    """A chart of at least one check-in."""
    found = whole(draw(check_ins(least=1)), ["mood"], draw(st.sampled_from(ChartPeriod)), UTC)
    assert found is not None
    return found


def whole_of(*days_ago: float, step: ChartPeriod = ChartPeriod.DAY) -> ChartData:
    mood = (Rated(dimension="mood", rating=2),)
    found = whole(
        [CheckIn(id=str(n), at=START - timedelta(days=n), ratings=mood) for n in days_ago], ["mood"], step, UTC
    )
    assert found is not None
    return found


starts = st.floats(-1e9, 4e9)
lengths = st.floats(0, 1e9)


@given(wholes(), starts, lengths)
def test_it_never_leaves_what_there_is(found: ChartData, start: float, length: float) -> None:
    made = held(found, TimeRange(start, start + length))
    room = made.wide * EDGE + 1
    assert made.wide >= LEAST - 1
    if found.end - found.start >= LEAST:
        assert found.start - room <= made.start
        assert made.end <= found.end + room
    else:
        assert made.start <= found.start < found.end <= made.end
    assert held(found, made) == pytest.approx(made)


@given(wholes())
def test_everything_is_everything_with_room_on_both_sides(found: ChartData) -> None:
    made = everything(found)
    assert counted(found, made).inside == len(found.moments)
    assert made.start < found.start
    assert found.end < made.end
    assert found.start - made.start == pytest.approx(made.end - found.end, abs=1)


@given(wholes())
def test_at_first_the_newest_and_at_least_a_line(found: ChartData) -> None:
    made = newest(found)
    assert counted(found, made).after == 0
    assert counted(found, made).inside >= min(LINE, len(found.moments))


def test_at_first_as_far_back_as_a_step_wants() -> None:
    found = whole_of(*range(200))
    made = newest(found)
    assert made.start == pytest.approx(found.end - WINDOW[ChartPeriod.DAY].total_seconds())
    assert counted(found, made) == (172, 28, 0)


def test_old_data_is_not_hidden_behind_an_empty_stretch() -> None:
    found = whole_of(0, 400)
    assert counted(found, newest(found)) == (0, 2, 0)


@given(wholes(), lengths)
def test_going_earlier_one_comes_by_every_check_in(found: ChartData, length: float) -> None:
    here = held(found, TimeRange(found.end - length, found.end))
    seen = set()
    for _ in range(3000):
        seen |= {at for at in found.moments if here.start <= at <= here.end}
        if not counted(found, here).before:
            break
        after = next_to(found, here, -1)
        assert after.start < here.start
        assert counted(found, after).inside
        here = after
    assert seen == set(found.moments)


@given(wholes(), starts, lengths, st.sampled_from((-1, 1)))
def test_one_never_goes_where_nothing_is(found: ChartData, start: float, length: float, by: int) -> None:
    here = held(found, TimeRange(start, start + length))
    there, after = counted(found, here), next_to(found, here, by)
    if there.before if by < 0 else there.after:
        assert counted(found, after).inside
        assert after.start < here.start if by < 0 else after.start > here.start


def test_a_gap_is_passed_at_once() -> None:
    found = whole_of(0, 1, 2, 700, 701)
    here = held(found, TimeRange(found.end - 10 * DAY, found.end))
    assert counted(found, next_to(found, here, -1)) == (0, 2, 3)
    assert counted(found, next_to(found, next_to(found, here, -1), 1)).after == 0


@given(wholes(), starts, lengths, st.data())
def test_a_moment_that_was_asked_for_is_in_sight(
    found: ChartData, start: float, length: float, data: st.DataObject
) -> None:
    at = data.draw(st.sampled_from(found.moments))
    here = held(found, TimeRange(start, start + length))
    made = around(found, here, at)
    assert made.start <= at <= made.end
    if here.start <= at <= here.end:
        assert made == here


@given(wholes(), starts, lengths)
def test_nothing_is_counted_twice_or_lost(found: ChartData, start: float, length: float) -> None:
    parts = counted(found, TimeRange(start, start + length))
    assert parts.all == len(found.moments)
    assert min(parts) >= 0


@given(wholes(), starts, lengths)
def test_with_another_step_there_is_still_something(found: ChartData, start: float, length: float) -> None:
    made = other_step(found, held(found, TimeRange(start, start + length)))
    assert counted(found, made).inside >= min(LINE, len(found.moments))
