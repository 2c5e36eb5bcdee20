"""The days of check-ins: each is on the day that it was where it was made; several a day, and gaps, are counted."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given

from app.models.check_in import CheckIn
from app.models.check_in_chart import ChartPeriod, chart_data, first_day, period_averages
from app.models.check_in_days import Gap, check_in_days
from tests.models.test_check_in import check_ins

HERE = timezone(timedelta(hours=1))
NIGHT = datetime(2026, 3, 5, 4, 30, tzinfo=UTC)
NEW_YORK = -5 * 60


def made(*days: int, hour: int = 12, offset: int | None = None) -> list[CheckIn]:
    return [
        CheckIn(id=f"{day} {n}", at=datetime(2026, 3, day, hour, n, tzinfo=UTC), ratings={"mood": n % 5}, offset=offset)
        for n, day in enumerate(days)
    ]


def test_a_check_in_keeps_its_day_wherever_it_is_looked_at() -> None:
    away = CheckIn(id="1", at=NIGHT, ratings={"mood": 4}, offset=NEW_YORK)
    assert away.day(HERE) == date(2026, 3, 4)
    assert away.evolve(offset=None).day(HERE) == date(2026, 3, 5)
    (point,) = period_averages([away], "mood", ChartPeriod.DAY, HERE)
    assert datetime.fromtimestamp(point.at, HERE).date() == date(2026, 3, 4)


@pytest.mark.parametrize("offset", [NEW_YORK, 14 * 60])
@pytest.mark.parametrize("period", ChartPeriod)
def test_the_chart_holds_the_days_that_it_was_elsewhere(offset: int, period: ChartPeriod) -> None:
    data = chart_data(made(5, hour=4, offset=offset), ["mood"], period, HERE)
    assert data is not None
    assert all(data.start <= each <= data.end for each in (*data.moments, data.lines["mood"][0].at))


def test_several_a_day_and_gaps() -> None:
    found = check_in_days(made(1, 1, 2, 6, 6, 6, 9), ChartPeriod.DAY, HERE)
    assert found.several == 2
    assert found.gaps == (Gap(date(2026, 3, 3), date(2026, 3, 5)),)
    assert check_in_days(made(1, 9), ChartPeriod.WEEK, HERE).gaps == ()
    assert check_in_days((), ChartPeriod.DAY, HERE) == (0, ())
    two_places = [*made(5, hour=4, offset=NEW_YORK), *made(5, hour=12)]
    assert check_in_days(two_places, ChartPeriod.DAY, HERE).several == 0, "the evening before, and the day"


@given(check_ins())
def test_gaps_hold_no_check_in_and_are_between_two(found: tuple[CheckIn, ...]) -> None:
    days = {each.day(HERE) for each in found}
    for gap in check_in_days(found, ChartPeriod.DAY, HERE).gaps:
        assert gap.first - timedelta(days=1) in days
        assert gap.last + timedelta(days=1) in days
        assert not any(gap.first <= day <= gap.last for day in days)
        assert first_day(gap.first, ChartPeriod.DAY) == gap.first
