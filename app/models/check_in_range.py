"""Which stretch of a chart is in sight: at first, after a move, around something; and what of all lies in it.

Times are seconds since 1970, as in `check_in_chart`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from app.models.check_in_chart import INITIAL_WINDOW, ChartData

SHORTEST_RANGE = 2 * 86_400.0
"""The least that is in sight at once."""
EDGE_SHARE = 0.02
"""The room that is left beyond the first and the last, as a part of what is in sight: no point is cut in half."""
STRIDE_SHARE = 0.75
"""How far one goes at once, as a part of what is in sight."""
FEWEST_FOR_A_LINE = 2
"""So many check-ins make a line; with fewer in sight, there is more to be shown."""


class TimeRange(NamedTuple):
    """A stretch of time."""

    start: float
    end: float

    @property
    def wide(self) -> float:
        """How long it is."""
        return self.end - self.start


class RangeCounts(NamedTuple):
    """How many check-ins lie before a stretch, in it and after it."""

    before: int
    inside: int
    after: int

    @property
    def all(self) -> int:
        """How many there are."""
        return self.before + self.inside + self.after


def full_range(whole: ChartData) -> TimeRange:
    """All there is, in the middle."""
    return clamped_range(whole, TimeRange(whole.start, whole.start + _most(whole)))


def clamped_range(whole: ChartData, wanted: TimeRange) -> TimeRange:
    """What is wanted, moved and cut to what there is."""
    wide = min(max(wanted.wide, SHORTEST_RANGE), _most(whole))
    room = wide * EDGE_SHARE
    first, last = whole.start - room, whole.end + room
    fits = last - first <= wide
    start = (first + last - wide) / 2 if fits else min(max(wanted.start, first), last - wide)
    return TimeRange(start, start + wide)


def _most(whole: ChartData) -> float:
    return max(SHORTEST_RANGE, (whole.end - whole.start) / (1 - 2 * EDGE_SHARE))


def newest_range(whole: ChartData) -> TimeRange:
    """The newest, as far back as a step wants; further where that were not even a line."""
    first = whole.end - INITIAL_WINDOW[whole.step].total_seconds()
    if len(whole.moments) >= FEWEST_FOR_A_LINE and whole.moments[-FEWEST_FOR_A_LINE] < first:
        first = whole.moments[-FEWEST_FOR_A_LINE] - (whole.end - whole.moments[-FEWEST_FOR_A_LINE]) * EDGE_SHARE
    return clamped_range(whole, TimeRange(first, whole.end + (whole.end - first) * EDGE_SHARE))


def range_around(whole: ChartData, stretch: TimeRange, at: float) -> TimeRange:
    """The same stretch if a moment is in it, else one as long with the moment in its middle."""
    if stretch.start <= at <= stretch.end:
        return stretch
    return clamped_range(whole, TimeRange(at - stretch.wide / 2, at + stretch.wide / 2))


def neighbouring_range(whole: ChartData, stretch: TimeRange, by: int) -> TimeRange:
    """Earlier (-1) or later (1); where nothing would be in sight, on to the next check-in there is."""
    along = stretch.wide * STRIDE_SHARE * by
    found = clamped_range(whole, TimeRange(stretch.start + along, stretch.end + along))
    beyond = count_check_ins(whole, stretch)
    if count_check_ins(whole, found).inside or not (beyond.before if by < 0 else beyond.after):
        return found
    room = found.wide * EDGE_SHARE
    if by < 0:
        end = whole.moments[beyond.before - 1] + room
        return clamped_range(whole, TimeRange(end - found.wide, end))
    start = whole.moments[beyond.before + beyond.inside] - room
    return clamped_range(whole, TimeRange(start, start + found.wide))


def range_for_period(whole: ChartData, stretch: TimeRange) -> TimeRange:
    """As much as the whole's step wants, up to where one was looking; the newest where that were not even a line."""
    wide = INITIAL_WINDOW[whole.step].total_seconds()
    found = clamped_range(whole, TimeRange(stretch.end - wide, stretch.end))
    return found if count_check_ins(whole, found).inside >= FEWEST_FOR_A_LINE else newest_range(whole)


def count_check_ins(whole: ChartData, stretch: TimeRange) -> RangeCounts:
    """How many check-ins are where."""
    begins, ends = bisect_left(whole.moments, stretch.start), bisect_right(whole.moments, stretch.end)
    return RangeCounts(begins, ends - begins, len(whole.moments) - ends)
