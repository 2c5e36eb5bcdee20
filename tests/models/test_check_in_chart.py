"""The chart's figures: averages of local days, weeks and months, also where clocks change; shading; thinning."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.check_in import BuiltInDimension, CheckIn, Occasion
from app.models.check_in_chart import (
    MOST_DIMENSIONS_DRAWN,
    SHADED_AFTER_SCENE,
    ChartMark,
    ChartPeriod,
    ChartPoint,
    axis_ticks,
    chart_data,
    chart_marks,
    chart_shades,
    finer_period,
    first_day,
    marks_apart,
    marks_with_room,
    middle_of,
    next_day,
    period_averages,
    points_within,
    seconds_of,
    thinned_points,
)
from tests.models.test_check_in import check_ins

NAMES = ("Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia")
ZONES: tuple[tzinfo, ...] = (UTC, *(ZoneInfo(name) for name in NAMES if name in available_timezones()))
berlin = pytest.mark.skipif(NAMES[0] not in available_timezones(), reason="no zones on this system")

days = st.dates(date(1995, 1, 1), date(2035, 1, 1))
steps = st.sampled_from(ChartPeriod)
zones = st.sampled_from(ZONES)
point_lists = st.lists(st.integers(0, 4), max_size=400).map(
    lambda values: [ChartPoint(float(at), float(value), 1) for at, value in enumerate(values)]
)


def mood(at: datetime, rating: int = 2, occasion: Occasion = Occasion.NONE) -> CheckIn:
    return CheckIn(
        id=at.isoformat(),
        at=at.astimezone(UTC),
        ratings={"mood": rating},
        occasion=occasion,
    )


@given(days, steps)
def test_every_day_is_in_exactly_one_step(day: date, step: ChartPeriod) -> None:
    first = first_day(day, step)
    assert first <= day < next_day(first, step)
    assert first_day(first, step) == first
    assert first_day(next_day(first, step), step) == next_day(first, step)


@given(days, steps, zones)
def test_the_middle_of_a_step_is_in_it(day: date, step: ChartPeriod, zone: tzinfo) -> None:
    first = first_day(day, step)
    middle = middle_of(first, step, zone)
    assert seconds_of(first, zone) < middle < seconds_of(next_day(first, step), zone)


@given(check_ins(), steps, zones, st.sampled_from(list(BuiltInDimension)))
def test_points_lose_and_invent_nothing(
    found: tuple[CheckIn, ...], step: ChartPeriod, zone: tzinfo, dimension: BuiltInDimension
) -> None:
    made = period_averages(found, dimension, step, zone)
    rated = [rating for each in found if (rating := each.rating(dimension)) is not None]
    assert sum(point.number for point in made) == len(rated)
    assert sum(point.number * point.value for point in made) == pytest.approx(sum(rated))
    assert [point.at for point in made] == sorted({point.at for point in made})
    assert period_averages(found[::-1], dimension, step, zone) == made


@berlin
@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 6, 1), 24)])
def test_days_are_as_long_as_the_clocks_say(day: date, hours: int) -> None:
    zone = ZoneInfo("Europe/Berlin")
    begins, ends = seconds_of(day, zone), seconds_of(next_day(day, ChartPeriod.DAY), zone)
    assert ends - begins == hours * 3600
    # One minute into the day and one before its end are both of it.
    inside = [datetime.fromtimestamp(each, UTC) for each in (begins + 60, ends - 60)]
    made = period_averages([mood(inside[0], 0), mood(inside[1], 4)], "mood", ChartPeriod.DAY, zone)
    assert made == (ChartPoint((begins + ends) / 2, 2.0, 2),)


@berlin
def test_midnight_is_the_local_one() -> None:
    zone = ZoneInfo("Europe/Berlin")
    late, early = datetime(2026, 7, 4, 23, 59, tzinfo=zone), datetime(2026, 7, 5, 0, 1, tzinfo=zone)
    assert len(period_averages([mood(late), mood(early)], "mood", ChartPeriod.DAY, zone)) == 2
    assert len(period_averages([mood(late), mood(early)], "mood", ChartPeriod.DAY, UTC)) == 1


@pytest.mark.skipif(NAMES[1] not in available_timezones(), reason="no zones on this system")
def test_a_day_that_comes_back_is_one_day() -> None:
    """At midnight the clocks went back into the day before."""
    zone = ZoneInfo("America/Sao_Paulo")
    around = datetime(2018, 2, 18, 1, 30, tzinfo=UTC)  # 23:30 for the first time
    made = period_averages([mood(around + timedelta(minutes=30 * n)) for n in range(3)], "mood", ChartPeriod.DAY, zone)
    assert [point.number for point in made] == [3]


@given(check_ins())
def test_shades_are_the_72_hours_after_each_scene(found: tuple[CheckIn, ...]) -> None:
    made = chart_shades(chart_marks(found))
    scenes = [each.at.timestamp() for each in found if each.occasion is Occasion.SCENE]
    hours = SHADED_AFTER_SCENE.total_seconds()
    assert all(one.end < other.start for one, other in pairwise(made))
    for scene in scenes:
        assert any(shade.start <= scene and scene + hours <= shade.end for shade in made)
    for shade in made:
        assert shade.start in scenes
        assert shade.end - hours in scenes
    probe = [scene + offset for scene in scenes for offset in (-1.0, 0.0, hours / 2, hours, hours + 1)]
    for at in probe:
        after = any(scene <= at <= scene + hours for scene in scenes)
        assert after == any(shade.start <= at <= shade.end for shade in made)


def test_72_hours_stay_72_where_clocks_change() -> None:
    at = datetime(2026, 3, 28, 20, tzinfo=ZONES[1] if len(ZONES) > 1 else UTC)
    (shade,) = chart_shades(chart_marks([mood(at, occasion=Occasion.SCENE)]))
    assert (shade.start, shade.end - shade.start) == (at.timestamp(), 72 * 3600)


def test_scenes_that_were_held_here_are_marked_and_shaded_from_their_own_dates() -> None:
    at = datetime(2026, 3, 1, 9, tzinfo=UTC)
    held = (at + timedelta(days=2, hours=12), at - timedelta(days=20))
    found = chart_data(
        [mood(at), mood(at + timedelta(days=1), 3, Occasion.SCENE)], ["mood"], ChartPeriod.DAY, UTC, held
    )
    assert found is not None
    marked = sorted([*(began.timestamp() for began in held), (at + timedelta(days=1)).timestamp()])
    assert [mark.at for mark in found.marks] == marked
    assert {mark.occasion for mark in found.marks} == {Occasion.SCENE}
    assert found.shades[0].start == held[1].timestamp()
    assert found.start <= held[1].timestamp()
    assert held[0].timestamp() < found.end
    assert chart_data([], ["mood"], ChartPeriod.DAY, UTC, held) is None


@given(check_ins())
def test_marks_are_what_the_person_said(found: tuple[CheckIn, ...]) -> None:
    said = sorted((each.at.timestamp(), each.occasion) for each in found if each.occasion is not Occasion.NONE)
    assert list(chart_marks(found)) == [ChartMark(*each) for each in said]


@given(point_lists, st.integers(4, 60))
def test_thinning_keeps_the_ends_and_the_extremes(found: list[ChartPoint], most: int) -> None:
    kept = thinned_points(found, most)
    assert len(kept) <= most or kept == tuple(found)
    assert len(kept) <= max(most, 0)
    assert set(kept) <= set(found)
    assert list(kept) == sorted(kept)
    if found:
        assert (kept[0], kept[-1]) == (found[0], found[-1])
        assert {min(p.value for p in kept), max(p.value for p in kept)} == {
            min(p.value for p in found),
            max(p.value for p in found),
        }


@given(point_lists, st.floats(-10, 410), st.floats(0, 300))
def test_a_stretch_has_its_points_and_one_on_either_side(found: list[ChartPoint], start: float, wide: float) -> None:
    kept = points_within(found, start, start + wide)
    inside = [point for point in found if start <= point.at <= start + wide]
    assert set(inside) <= set(kept)
    assert len(kept) <= len(inside) + 2
    assert list(kept) == sorted(kept)
    before, after = [p for p in found if p.at < start], [p for p in found if p.at > start + wide]
    assert not before or before[-1] in kept
    assert not after or after[0] in kept


@given(days, st.integers(1, 12000), st.integers(1, 12), zones)
def test_ticks_are_few_apart_and_in_the_stretch(day: date, length: int, most: int, zone: tzinfo) -> None:
    start = seconds_of(day, zone)
    end = start + length * 86_400.0
    made = axis_ticks(start, end, most, zone)
    assert len(made) <= most
    named = [each for _step, each in made]
    assert named == sorted(set(named))
    last = datetime.fromtimestamp(end, zone).date()
    assert all(day <= each <= last for each in named)


def test_ticks_of_a_month() -> None:
    start = datetime.combine(date(2026, 3, 1), time(), UTC).timestamp()
    made = axis_ticks(start, start + 28 * 86_400, 6, UTC)
    assert [each for _step, each in made] == [date(2026, 3, day) for day in (2, 9, 16, 23)]


@given(check_ins(), steps, zones)
def test_the_whole_spans_every_check_in(found: tuple[CheckIn, ...], step: ChartPeriod, zone: tzinfo) -> None:
    made = chart_data(found, [each.value for each in BuiltInDimension], step, zone)
    if made is None:
        assert not found
        return
    assert len(made.lines) == MOST_DIMENSIONS_DRAWN
    assert all(made.start <= each.at.timestamp() <= made.end for each in found)
    for line in made.lines.values():
        assert all(made.start < point.at < made.end for point in line)


@given(days, st.integers(0, 900), steps, zones)
def test_nothing_finer_than_the_step_is_named(day: date, length: int, step: ChartPeriod, zone: tzinfo) -> None:
    start = seconds_of(day, zone)
    made = axis_ticks(start, start + length * 86_400, 8, zone, step)
    assert all(finer_period(named, step) is step for named, _day in made)
    assert all(first_day(first, named) == first for named, first in made)


def test_the_week_one_looks_into_is_named() -> None:
    wednesday = seconds_of(date(2026, 3, 11), UTC)
    assert axis_ticks(wednesday, wednesday + 2 * 86_400, 6, UTC, ChartPeriod.WEEK) == (
        (ChartPeriod.WEEK, date(2026, 3, 9)),
    )


def test_marks_that_would_overlap_are_left_out_in_each_row_alone() -> None:
    scenes = [ChartMark(at, Occasion.SCENE) for at in (0.0, 9.0, 10.0, 19.0, 21.0)]
    debrief = ChartMark(1.0, Occasion.DEBRIEF)
    assert marks_apart([scenes[0], debrief, *scenes[1:]], 10.0) == (scenes[0], debrief, scenes[2], scenes[4])
    assert marks_apart([], 10.0) == ()


def test_a_mark_is_named_where_its_name_fits_before_the_next_and_the_end() -> None:
    marks = [ChartMark(at, Occasion.SCENE) for at in (0.0, 5.0, 20.0)]
    assert marks_with_room(marks, 10.0, 30.0) == (marks[1], marks[2])
    assert marks_with_room(marks, 10.0, 29.0) == (marks[1],)
    assert marks_with_room([], 10.0, 30.0) == ()
