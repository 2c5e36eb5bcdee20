"""The visible time range of a chart: the first one, those reached by moving, and the check-ins in it.

Times are seconds since 1970, as in `check_in_chart`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from app.models.check_in_chart import INITIAL_WINDOW, ChartData

SHORTEST_RANGE = 2 * 86_400.0
"""Seconds."""
EDGE_SHARE = 0.02
"""Room before the first and after the last point, as a share of the range, so that no point is cut in half."""
STRIDE_SHARE = 0.75
"""How far one move goes, as a share of the range."""
FEWEST_FOR_A_LINE = 2
"""A range with fewer check-ins is widened or moved."""


class TimeRange(NamedTuple):
    """A range of time."""

    start: float
    end: float

    @property
    def length(self) -> float:
        """Its length in seconds."""
        return self.end - self.start


class RangeCounts(NamedTuple):
    """How many check-ins are before a range, in it and after it."""

    before: int
    inside: int
    after: int

    @property
    def all(self) -> int:
        """The number of all check-ins."""
        return self.before + self.inside + self.after


def full_range(data: ChartData) -> TimeRange:
    """The range of all data."""
    return clamped_range(data, TimeRange(data.start, data.start + _most(data)))


def clamped_range(data: ChartData, wanted: TimeRange) -> TimeRange:
    """The wanted range, moved and cut to fit the data."""
    length = min(max(wanted.length, SHORTEST_RANGE), _most(data))
    room = length * EDGE_SHARE
    first, last = data.start - room, data.end + room
    fits = last - first <= length
    start = (first + last - length) / 2 if fits else min(max(wanted.start, first), last - length)
    return TimeRange(start, start + length)


def _most(data: ChartData) -> float:
    return max(SHORTEST_RANGE, (data.end - data.start) / (1 - 2 * EDGE_SHARE))


def newest_range(data: ChartData) -> TimeRange:
    """The newest range, as long as the period's first window, or longer if that has too few check-ins."""
    first = data.end - INITIAL_WINDOW[data.period].total_seconds()
    if len(data.moments) >= FEWEST_FOR_A_LINE and data.moments[-FEWEST_FOR_A_LINE] < first:
        first = data.moments[-FEWEST_FOR_A_LINE] - (data.end - data.moments[-FEWEST_FOR_A_LINE]) * EDGE_SHARE
    return clamped_range(data, TimeRange(first, data.end + (data.end - first) * EDGE_SHARE))


def range_around(data: ChartData, shown: TimeRange, at: float) -> TimeRange:
    """The range itself if it contains a time, else one of equal length around that time."""
    if shown.start <= at <= shown.end:
        return shown
    return clamped_range(data, TimeRange(at - shown.length / 2, at + shown.length / 2))


def neighbouring_range(data: ChartData, shown: TimeRange, by: int) -> TimeRange:
    """The range one move earlier (-1) or later (1); an empty one is moved on to the next check-in, if there is one."""
    along = shown.length * STRIDE_SHARE * by
    found = clamped_range(data, TimeRange(shown.start + along, shown.end + along))
    beyond = count_check_ins(data, shown)
    if count_check_ins(data, found).inside or not (beyond.before if by < 0 else beyond.after):
        return found
    room = found.length * EDGE_SHARE
    if by < 0:
        end = data.moments[beyond.before - 1] + room
        return clamped_range(data, TimeRange(end - found.length, end))
    start = data.moments[beyond.before + beyond.inside] - room
    return clamped_range(data, TimeRange(start, start + found.length))


def range_for_period(data: ChartData, shown: TimeRange) -> TimeRange:
    """The range after the period changed, ending where `shown` does; the newest if that has too few check-ins."""
    length = INITIAL_WINDOW[data.period].total_seconds()
    found = clamped_range(data, TimeRange(shown.end - length, shown.end))
    return found if count_check_ins(data, found).inside >= FEWEST_FOR_A_LINE else newest_range(data)


def count_check_ins(data: ChartData, shown: TimeRange) -> RangeCounts:
    """How many check-ins are before, in and after a range."""
    begins, ends = bisect_left(data.moments, shown.start), bisect_right(data.moments, shown.end)
    return RangeCounts(begins, ends - begins, len(data.moments) - ends)
