"""Summaries of check-ins: counts, ends, and the typical rating."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.check_in import (
    BuiltInDimension,
    CheckIn,
    Dimension,
    Typical,
)
from app.models.check_in_summary import summary, typical_words
from tests.models.test_check_in import MOOD, START, TEXTS, check_ins


def of_moods(*moods: int) -> tuple[CheckIn, ...]:
    return tuple(
        CheckIn(id=str(n), at=START + timedelta(days=n), ratings={"mood": mood}) for n, mood in enumerate(moods)
    )


@pytest.mark.parametrize(
    ("moods", "typical"),
    [
        ((0,), Typical.LOW),
        ((0, 1), Typical.RATHER_LOW),
        ((0, 0, 4), Typical.LOW),
        ((1, 2), Typical.BETWEEN),
        ((2, 3), Typical.BETWEEN),
        ((3, 4), Typical.RATHER_HIGH),
        ((1, 4, 4, 4), Typical.HIGH),
    ],
)
def test_what_was_typical_is_the_middle_one(moods: tuple[int, ...], typical: Typical) -> None:
    (found,) = summary(of_moods(*moods), (MOOD,))
    assert found.typical is typical
    assert (found.low, found.high, found.number) == (min(moods), max(moods), len(moods))


@given(check_ins(), st.integers(0, 24 * 900), st.integers(0, 24 * 900))
def test_a_summary_counts_what_was_rated_in_the_span(found: tuple[CheckIn, ...], one: int, other: int) -> None:
    since, until = START + timedelta(hours=one), START + timedelta(hours=other)
    within = [each for each in found if since <= each.at < until]
    told = {each.dimension.id: each for each in summary(within, TEXTS.dimensions)}
    for dimension in BuiltInDimension:
        at = [each.at for each in within if each.rating(dimension) is not None]
        if not at:
            assert dimension not in told
            continue
        here = told[dimension]
        assert here.number == len(at)
        assert 0 <= here.low <= here.high <= 4


def test_what_was_typical_in_words() -> None:
    def words(dimension: Dimension, *moods: int) -> str:
        (found,) = summary(of_moods(*moods), (dimension,))
        return typical_words(found, TEXTS.typical)

    assert words(MOOD, 4) == "mostly “bright”"
    assert words(MOOD, 1) == "mostly closer to “low”"
    assert words(MOOD, 2) == "mostly in the middle"
    assert words(MOOD.evolve(low="{high}", high="x"), 0) == "mostly “{high}”"
    assert words(MOOD.evolve(low=" "), 0) == "mostly “0”"
