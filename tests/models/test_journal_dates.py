"""Dates as people and programs write them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from app.models.journal_dates import ImpossibleDate, both_readings, date_before, date_in_name, parse_date, parse_stamp
from tests.models.importing import MIDDAY, ZONE


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-24",
        "2026/11/24",
        "20261124",
        "24.11.2026",
        "24. 11. 2026",
        "24 November 2026",
        "24th Nov 2026",
        "Tuesday, 24 November 2026",
        "November 24, 2026",
        "nov 24 2026",
        "[2026-11-24]",
        "2026-11-24 12:00",
        "2026-11-24T11:00:00Z",
        "2026-11-24T11:00:00.000000Z",
        "2026-11-24T13:00+02:00",
        "2026-11-24 12:00 PM",
        "November 24, 2026 at 12:00 pm",
        "November 24, 2026 at 12:00:00\u202fPM GMT+1",
        "24. November 2026",
        "Dienstag, 24. November 2026 um 12:00",
        "24 novembre 2026",
        "24 de noviembre de 2026",
        "2026年11月24日",
        "24/11/2026",
        "2026-11-24 12:00 Europe/Berlin",
        "2026-11-24T12:00+01:00[Europe/Berlin]",
        "2026-11-24 06:00 EST",
        "2026-11-24 12:00 CST",
        "<2026-11-24>",
    ],
)
def test_dates_as_they_are_written(text: str) -> None:
    assert parse_date(text, ZONE) == MIDDAY


@pytest.mark.parametrize("text", ["", "a quiet day", "11/12/2026", "24 November", "2026", "2026-11-24 and more"])
def test_what_is_no_date_or_two_dates_is_not_read(text: str) -> None:
    assert parse_date(text, ZONE) is None


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30",
        "2026-13-01",
        "0001-01-01",
        "9999-12-31",
        "1899-12-31",
        "2026-11-24 25:00",
        "2026-11-24T11:00+99:00",
    ],
)
def test_days_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(ImpossibleDate):
        parse_date(text, ZONE)


@pytest.mark.parametrize(
    ("name", "at", "left"),
    [
        ("2026-11-24 At the lake", MIDDAY, "At the lake"),
        ("20261124_lake", MIDDAY, "lake"),
        ("lake 2026-11-24 14.30", MIDDAY + timedelta(hours=2, minutes=30), "lake"),
        ("note 12345678", None, "note 12345678"),
        ("2026-99-99", None, "2026-99-99"),
    ],
)
def test_dates_in_names(name: str, at: datetime | None, left: str) -> None:
    found, rest = date_in_name(name, ZONE)
    assert found == at
    assert " ".join(rest.replace("_", " ").split()) == left


@pytest.mark.parametrize("text", ["1795518000", "1795518000000", "1795518000.0", "2026-11-24"])
def test_a_field_may_count_seconds_or_milliseconds(text: str) -> None:
    assert parse_stamp(text, ZONE) == MIDDAY
    assert text == "2026-11-24" or parse_date(text, ZONE) is None, "a number by itself is no date"


@pytest.mark.parametrize(
    ("line", "at", "rest", "has_time"),
    [
        ("2026-11-24 12:00 Slow evening.", MIDDAY, "Slow evening.", True),
        ("2026-11-24: lake", MIDDAY, "lake", False),
        ("2026-11-24 12:00 (CET) lake", MIDDAY, "lake", True),
        ("2026-11-24 12:00 (lake)", MIDDAY, "(lake)", True),
        ("2026-11-24 - 12:00 lake", MIDDAY, "lake", True),
        ("2026-11-24 - 3.50 for bread", MIDDAY, "3.50 for bread", False),
        ("24. November 2026 – lake", MIDDAY, "lake", False),
        ("2026-11-24 12:00 Europe/Berlin lake", MIDDAY, "lake", True),
        ("2026-11-24", MIDDAY, "", False),
    ],
)
def test_a_date_before_words(line: str, at: datetime, rest: str, has_time: bool) -> None:
    assert date_before(line, ZONE) == (at, rest, has_time)


@pytest.mark.parametrize("line", ["words", "2026-11-24x", "11/12/2026 lake", "12 bottles 2026"])
def test_words_without_a_date_before_them(line: str) -> None:
    assert date_before(line, ZONE) is None


def test_both_readings_are_kept_apart_from_a_date() -> None:
    found = both_readings("04/03/2026", ZONE)
    assert found is not None
    assert [f"{at:%d %m}" for at in found] == ["04 03", "03 04"]
    assert both_readings("24/11/2026", ZONE) is None
    assert both_readings("04/04/2026", ZONE) is None


def test_times_without_a_zone_are_of_the_zone_that_is_given() -> None:
    far = timezone(timedelta(hours=-11))
    assert parse_date("2026-11-24 00:00", far) == MIDDAY
