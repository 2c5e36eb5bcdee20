"""Check-ins as a chart shows them: averages of days, weeks or months, marks and shaded stretches.

Places on the time axis are seconds since 1970, so that hours keep their length. Days, weeks and months are
those of the time zone that is passed in; a day has 23 or 25 hours when the clocks change. A check-in counts for the day
that it was where it was made.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import NamedTuple

from app.models.check_in import CheckIn, Occasion

SHADED_AFTER_SCENE = timedelta(hours=72)
"""How long after a scene the mood can drop."""
MOST_DIMENSIONS_DRAWN = 4
"""With more lines, they could not be told apart."""


class ChartPeriod(StrEnum):
    """The length of time that one point of the chart stands for."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


INITIAL_WINDOW = {
    ChartPeriod.DAY: timedelta(days=28),
    ChartPeriod.WEEK: timedelta(weeks=26),
    ChartPeriod.MONTH: timedelta(days=731),
}
"""How much of the past a chart shows at first."""


class ChartPoint(NamedTuple):
    """One dimension's average over one period, at the middle of the period. `number` counts the ratings."""

    at: float
    value: float
    number: int


class ChartShade(NamedTuple):
    """A shaded stretch of time."""

    start: float
    end: float


class ChartMark(NamedTuple):
    """A check-in that the person tied to a scene or a debrief, or a scene that was held here."""

    at: float
    occasion: Occasion


def first_day(day: date, period: ChartPeriod) -> date:
    """The first day of the period that a day is in. Weeks begin on Monday."""
    if period is ChartPeriod.DAY:
        return day
    if period is ChartPeriod.WEEK:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1)


def next_day(first: date, period: ChartPeriod) -> date:
    """The first day of the next period."""
    if period is ChartPeriod.MONTH:
        return (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    return first + timedelta(days=7 if period is ChartPeriod.WEEK else 1)


def finer_period(one: ChartPeriod, other: ChartPeriod) -> ChartPeriod:
    """The shorter of two periods."""
    return min(one, other, key=list(ChartPeriod).index)


def seconds_of(day: date, zone: tzinfo) -> float:
    """The beginning of a local day, in seconds since 1970."""
    return datetime.combine(day, time(), zone).timestamp()


def middle_of(first: date, period: ChartPeriod, zone: tzinfo) -> float:
    """The middle of the period that begins on a day."""
    return (seconds_of(first, zone) + seconds_of(next_day(first, period), zone)) / 2


def period_averages(
    check_ins: Iterable[CheckIn], dimension: str, period: ChartPeriod, zone: tzinfo
) -> tuple[ChartPoint, ...]:
    """The averages of one dimension, oldest first. A period without a rating has no point."""
    by_period: dict[date, list[int]] = {}
    for check_in in check_ins:
        rating = check_in.rating(dimension)
        if rating is not None:
            by_period.setdefault(first_day(check_in.day(zone), period), []).append(rating)
    return tuple(
        ChartPoint(middle_of(first, period, zone), sum(ratings) / len(ratings), len(ratings))
        for first, ratings in sorted(by_period.items())
    )


def thinned_points(found: Sequence[ChartPoint], most: int) -> tuple[ChartPoint, ...]:
    """At most so many points (four or more): both ends, and the lowest and highest of equal parts between them."""
    if len(found) <= most:
        return tuple(found)
    inner = found[1:-1]
    groups = max(1, (most - 2) // 2)
    kept: list[ChartPoint] = [found[0]]
    for number in range(groups):
        group = inner[len(inner) * number // groups : len(inner) * (number + 1) // groups]
        ends = {min(group, key=lambda point: point.value), max(group, key=lambda point: point.value)}
        kept.extend(sorted(ends))
    return (*kept, found[-1])


def points_within(found: Sequence[ChartPoint], start: float, end: float) -> tuple[ChartPoint, ...]:
    """The points between two times, and one on either side, so that lines reach the edge."""
    inside = [number for number, point in enumerate(found) if start <= point.at <= end]
    if not inside:
        before = [point for point in found if point.at < start][-1:]
        after = [point for point in found if point.at > end][:1]
        return (*before, *after)
    return tuple(found[max(0, inside[0] - 1) : inside[-1] + 2])


def chart_marks(check_ins: Iterable[CheckIn], scenes: Iterable[datetime] = ()) -> tuple[ChartMark, ...]:
    """The marks of all check-ins with an occasion, and of scenes that began and ended here, oldest first."""
    marks = [ChartMark(e.at.timestamp(), e.occasion) for e in check_ins if e.occasion is not Occasion.NONE]
    return tuple(sorted([*marks, *(ChartMark(began.timestamp(), Occasion.SCENE) for began in scenes)]))


def marks_apart(marks: Iterable[ChartMark], room: float) -> tuple[ChartMark, ...]:
    """The marks without those that are closer than `room` seconds to the previous one of their occasion."""
    kept: list[ChartMark] = []
    last: dict[Occasion, float] = {}
    for mark in marks:
        if mark.at - last.get(mark.occasion, float("-inf")) >= room:
            kept.append(mark)
            last[mark.occasion] = mark.at
    return tuple(kept)


def marks_with_room(marks: Sequence[ChartMark], room: float, end: float) -> tuple[ChartMark, ...]:
    """The marks of one occasion with `room` seconds before the next of them, or before the end of the range."""
    nexts = [*(mark.at for mark in marks[1:]), end]
    return tuple(mark for mark, after in zip(marks, nexts, strict=False) if after - mark.at >= room)


def chart_shades(found: Iterable[ChartMark]) -> tuple[ChartShade, ...]:
    """The 72 hours after each scene. Overlapping stretches are joined."""
    joined: list[ChartShade] = []
    for start in sorted(mark.at for mark in found if mark.occasion is Occasion.SCENE):
        end = start + SHADED_AFTER_SCENE.total_seconds()
        if joined and start <= joined[-1].end:
            joined[-1] = ChartShade(joined[-1].start, end)
        else:
            joined.append(ChartShade(start, end))
    return tuple(joined)


def axis_ticks(
    start: float, end: float, most: int, zone: tzinfo, finest: ChartPeriod = ChartPeriod.DAY
) -> tuple[tuple[ChartPeriod, date], ...]:
    """At most so many labels for an axis, evenly spread: the first days of periods, and which period begins there.

    No period is shorter than `finest`. The first period may begin before the axis does.
    """
    first, last = (datetime.fromtimestamp(each, zone).date() for each in (start, end))
    first = first_day(first, finest)
    for period, apart in (
        (ChartPeriod.DAY, 1),
        (ChartPeriod.DAY, 2),
        (ChartPeriod.WEEK, 1),
        (ChartPeriod.WEEK, 2),
        *_MONTHS,
    ):
        if finer_period(period, finest) is not finest:
            continue
        days = _every(first, last, period, apart, max(1, most) + 1)
        if len(days) <= max(1, most):
            return tuple((period, day) for day in days)
    return ((ChartPeriod.MONTH, first),)


_MONTHS = tuple((ChartPeriod.MONTH, apart) for apart in (1, 2, 3, 6, 12, 24, 60, 120, 240, 600))


def _every(first: date, last: date, period: ChartPeriod, apart: int, enough: int) -> list[date]:
    """Every `apart`-th day, week or month, until there are enough; the same ones while the axis is moved."""
    found: list[date] = []
    day = first_day(first, period)
    while day <= last and len(found) < enough:
        number = {ChartPeriod.DAY: day.toordinal(), ChartPeriod.WEEK: day.toordinal() // 7}.get(
            period, day.year * 12 + day.month - 1
        )
        if day >= first and number % apart == 0:
            found.append(day)
        if day >= date.max - timedelta(days=40):
            break
        day = next_day(day, period)
    return found


class ChartData(NamedTuple):
    """Everything a chart can show. `lines` has the points of each dimension drawn.

    `moments` are the times of all check-ins, oldest first; `start` and `end` enclose the periods they are in.
    """

    period: ChartPeriod
    lines: dict[str, tuple[ChartPoint, ...]]
    marks: tuple[ChartMark, ...]
    shades: tuple[ChartShade, ...]
    moments: tuple[float, ...]
    start: float
    end: float


def chart_data(
    check_ins: Sequence[CheckIn],
    dimensions: Sequence[str],
    period: ChartPeriod,
    zone: tzinfo,
    scenes: Sequence[datetime] = (),
) -> ChartData | None:
    """The data of a chart; None without a check-in. `scenes`: when scenes began that were held here."""
    if not check_ins:
        return None
    times = [*(each.at for each in check_ins), *scenes]
    marked = chart_marks(check_ins, scenes)
    # The day of the first and the last where they were made may be outside of those days here.
    days = [*(each.day(zone) for each in check_ins), *(at.astimezone(zone).date() for at in (min(times), max(times)))]
    start, end = first_day(min(days), period), next_day(first_day(max(days), period), period)
    return ChartData(
        period=period,
        lines={each: period_averages(check_ins, each, period, zone) for each in dimensions[:MOST_DIMENSIONS_DRAWN]},
        marks=marked,
        shades=chart_shades(marked),
        moments=tuple(sorted(each.at.timestamp() for each in check_ins)),
        start=seconds_of(start, zone),
        end=seconds_of(end, zone),
    )
