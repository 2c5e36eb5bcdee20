"""The days of check-ins: those with several, and the gaps between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta, tzinfo
from itertools import pairwise
from typing import NamedTuple

from app.models.check_in import CheckIn
from app.models.check_in_chart import ChartPeriod

SHORTEST_GAP = {ChartPeriod.DAY: 3, ChartPeriod.WEEK: 14, ChartPeriod.MONTH: 62}
"""Days without a check-in that are worth a word, where one point of the chart stands for a period."""


class Gap(NamedTuple):
    """The first and the last of some days in a row without a check-in."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it is long."""
        return (self.last - self.first).days + 1


class CheckInDays(NamedTuple):
    """How many days have several check-ins, and the gaps, oldest first."""

    several: int
    gaps: tuple[Gap, ...]

    @property
    def longest(self) -> Gap | None:
        """The longest gap; the latest of equal ones."""
        return max(self.gaps, key=lambda gap: (gap.days, gap.first), default=None)


def check_in_days(check_ins: Iterable[CheckIn], period: ChartPeriod, zone: tzinfo) -> CheckInDays:
    """What is to be said about the days of some check-ins. `zone` is that of check-ins that do not say one."""
    counts = Counter(each.day(zone) for each in check_ins)
    one = timedelta(days=1)
    between = (Gap(before + one, after - one) for before, after in pairwise(sorted(counts)))
    return CheckInDays(
        several=sum(number > 1 for number in counts.values()),
        gaps=tuple(gap for gap in between if gap.days >= SHORTEST_GAP[period]),
    )
