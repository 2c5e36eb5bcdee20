"""Local time: past changes of the zone count as the system knows them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.models.facts import TimeSpan
from app.models.patterns import time_at_night
from app.ui.local_zone import LOCAL

pytestmark = pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of the process cannot be set here")


@pytest.fixture(params=["Europe/Berlin", "America/St_Johns", "Pacific/Apia", "UTC"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[ZoneInfo]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield ZoneInfo(request.param)
    monkeypatch.undo()
    time.tzset()


def test_it_says_what_the_zone_says_around_the_year(zone: ZoneInfo) -> None:
    moment = datetime(2026, 1, 1, 0, 30, tzinfo=UTC)
    for _ in range(366 * 8):
        ours, theirs = moment.astimezone(LOCAL), moment.astimezone(zone)
        assert ours.replace(tzinfo=None) == theirs.replace(tzinfo=None)
        assert ours.utcoffset() == theirs.utcoffset()
        moment += timedelta(hours=3)


def test_nights_are_as_long_as_in_the_zone(zone: ZoneInfo) -> None:
    moment = datetime(2026, 3, 20, 20, 0, tzinfo=UTC)
    for _ in range(30):
        span = TimeSpan(began=moment, ended=moment + timedelta(hours=11))
        assert time_at_night(span, LOCAL) == time_at_night(span, zone)
        moment += timedelta(days=1)
