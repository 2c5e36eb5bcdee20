"""Which stretch of a chart is in sight: at first, after a move, around something; and what of all lies in it.

Times are seconds since 1970, as in `check_in_chart`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from app.models.check_in_chart import WINDOW, ChartData

LEAST = 2 * 86_400.0
"""The least that is in sight at once."""
EDGE = 0.02
"""The room that is left beyond the first and the last, as a part of what is in sight: no point is cut in half."""
STRIDE = 0.75
"""How far one goes at once, as a part of what is in sight."""
LINE = 2
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


def everything(whole: ChartData) -> TimeRange:
    """All there is, in the middle."""
    return held(whole, TimeRange(whole.start, whole.start + _most(whole)))


def held(whole: ChartData, wanted: TimeRange) -> TimeRange:
    """What is wanted, moved and cut to what there is."""
    wide = min(max(wanted.wide, LEAST), _most(whole))
    room = wide * EDGE
    first, last = whole.start - room, whole.end + room
    fits = last - first <= wide
    start = (first + last - wide) / 2 if fits else min(max(wanted.start, first), last - wide)
    return TimeRange(start, start + wide)


def _most(whole: ChartData) -> float:
    return max(LEAST, (whole.end - whole.start) / (1 - 2 * EDGE))


def newest(whole: ChartData) -> TimeRange:
    """The newest, as far back as a step wants; further where that were not even a line."""
    first = whole.end - WINDOW[whole.step].total_seconds()
    if len(whole.moments) >= LINE and whole.moments[-LINE] < first:
        first = whole.moments[-LINE] - (whole.end - whole.moments[-LINE]) * EDGE
    return held(whole, TimeRange(first, whole.end + (whole.end - first) * EDGE))


def around(whole: ChartData, stretch: TimeRange, at: float) -> TimeRange:
    """The same stretch if a moment is in it, else one as long with the moment in its middle."""
    if stretch.start <= at <= stretch.end:
        return stretch
    return held(whole, TimeRange(at - stretch.wide / 2, at + stretch.wide / 2))


def next_to(whole: ChartData, stretch: TimeRange, by: int) -> TimeRange:
    """Earlier (-1) or later (1); where nothing would be in sight, on to the next check-in there is."""
    along = stretch.wide * STRIDE * by
    found = held(whole, TimeRange(stretch.start + along, stretch.end + along))
    beyond = counted(whole, stretch)
    if counted(whole, found).inside or not (beyond.before if by < 0 else beyond.after):
        return found
    room = found.wide * EDGE
    if by < 0:
        end = whole.moments[beyond.before - 1] + room
        return held(whole, TimeRange(end - found.wide, end))
    start = whole.moments[beyond.before + beyond.inside] - room
    return held(whole, TimeRange(start, start + found.wide))


def other_step(whole: ChartData, stretch: TimeRange) -> TimeRange:
    """As much as the whole's step wants, up to where one was looking; the newest where that were not even a line."""
    wide = WINDOW[whole.step].total_seconds()
    found = held(whole, TimeRange(stretch.end - wide, stretch.end))
    return found if counted(whole, found).inside >= LINE else newest(whole)


def counted(whole: ChartData, stretch: TimeRange) -> RangeCounts:
    """How many check-ins are where."""
    begins, ends = bisect_left(whole.moments, stretch.start), bisect_right(whole.moments, stretch.end)
    return RangeCounts(begins, ends - begins, len(whole.moments) - ends)
