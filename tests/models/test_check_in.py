"""Check-ins: what is blank, in which order dimensions are asked, and the texts and samples."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from app.assets import load
from app.models.check_in import (
    BuiltInDimension,
    CheckIn,
    CheckInTexts,
    Dimension,
    DimensionArrangement,
    Occasion,
    Typical,
    asked_dimensions,
    move_dimension,
    ordered_dimensions,
)
from app.models.sample import SampleCouple

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
TEXTS = load(CheckInTexts)
MOOD = Dimension(id="mood", title="Mood", low="low", high="bright")

ratings = st.dictionaries(st.sampled_from([each.value for each in BuiltInDimension]), st.integers(0, 4))


@st.composite
def check_ins(draw: st.DrawFn, least: int = 0) -> tuple[CheckIn, ...]:
    """Some check-ins at different times, in no order."""
    hours = draw(st.lists(st.integers(0, 24 * 900), unique=True, min_size=least, max_size=40))
    return tuple(
        CheckIn(
            id=str(hour),
            at=START + timedelta(hours=hour),
            ratings=draw(ratings),
            occasion=draw(st.sampled_from(Occasion)),
        )
        for hour in hours
    )


def test_what_is_blank() -> None:
    blank = CheckIn(id="1", at=START)
    assert blank.is_blank
    assert blank.evolve(note=" \n").is_blank
    assert not blank.evolve(note="a word").is_blank
    assert not blank.evolve(occasion=Occasion.SCENE).is_blank
    assert not blank.rated("mood", 0).is_blank
    assert blank.rated("mood", 0).rated("mood", None).is_blank


@given(check_ins(), st.sampled_from(list(BuiltInDimension)), st.none() | st.integers(0, 4))
def test_rating_one_leaves_the_others(
    found: tuple[CheckIn, ...], dimension: BuiltInDimension, rating: int | None
) -> None:
    for each in found:
        after = each.rated(dimension, rating)
        assert after.rating(dimension) == rating
        assert all(after.rating(other) == each.rating(other) for other in BuiltInDimension if other is not dimension)


@pytest.mark.parametrize("rating", [-1, 5])
def test_there_are_five_steps(rating: int) -> None:
    with pytest.raises(ValidationError):
        CheckIn(id="1", at=START).rated("mood", rating)


@given(
    st.permutations([each.id for each in TEXTS.dimensions]),
    st.integers(0, 10),
    st.sets(st.sampled_from(BuiltInDimension)),
)
def test_an_arrangement_loses_nothing_and_hides_what_it_says(order: list[str], named: int, hidden: set[str]) -> None:
    arrangement = DimensionArrangement(order=tuple(order[:named]), hidden=frozenset(str(each) for each in hidden))
    everything = ordered_dimensions(TEXTS.dimensions, arrangement)
    assert sorted(each.id for each in everything) == sorted(each.id for each in TEXTS.dimensions)
    assert [each.id for each in everything[:named]] == order[:named]
    assert {each.id for each in everything} - {each.id for each in asked_dimensions(everything, arrangement)} == hidden


@given(st.permutations(list("abcdef")), st.sampled_from("abcdef"), st.integers(-9, 9))
def test_moving_one_leaves_the_others_in_their_order(order: list[str], one: str, by: int) -> None:
    after = move_dimension(order, one, by)
    assert [each for each in after if each != one] == [each for each in order if each != one]
    assert after.index(one) == max(0, min(5, order.index(one) + by))


def test_the_texts_name_every_dimension_and_both_ends() -> None:
    assert all(each.title and each.low and each.high and each.about.endswith(".") for each in TEXTS.dimensions)
    assert set(TEXTS.typical) == {each.value for each in Typical}


def test_the_sample_people_keep_about_six_weeks() -> None:
    for kept in (person.check_ins for person in load(SampleCouple).people):
        assert max(each.days_ago for each in kept) >= 40
        assert {each.occasion for each in kept} == set(Occasion)
        assert all(each.ratings.strip("-") for each in kept)
