"""The sample people: their files fit the catalogue, and stay in their letters and digits."""

from __future__ import annotations

import pytest

from app.assets import load_catalogue, load_sample, load_sample_journal
from app.models.answer import Visibility
from app.models.sample import SampleCheckIn

SAMPLE, CATALOGUE = load_sample(), load_catalogue()
KEYS = [person.key for person in SAMPLE.people]


@pytest.mark.parametrize("key", KEYS)
def test_answers_are_to_sides_that_the_catalogue_has(key: str) -> None:
    answers = SAMPLE.answers_of(key, CATALOGUE)
    assert len(answers) > 20
    for answer in answers:
        entry = CATALOGUE.find(answer.activity_id)
        assert entry is not None
        assert answer.direction in entry.directions
        assert answer.ceiling is None or entry.intensity
        assert answer.is_complete
    withheld = {answer.activity_id for answer in answers if answer.visibility is Visibility.NEVER}
    assert withheld == set(SAMPLE.never.get(key, ()))


def test_everything_belongs_to_one_of_the_two() -> None:
    journal = load_sample_journal()
    owners = {each.by for part in (journal.ways, journal.templates, journal.entries) for each in part}
    assert owners <= set(KEYS)
    assert {entry.by for entry in SAMPLE.own_entries} <= set(KEYS)


def test_a_sign_stands_for_the_rating_of_each_dimension() -> None:
    found = SampleCheckIn(days_ago=1, time="20:00", ratings="0-4-------").rated()
    assert [(each.dimension, each.rating) for each in found] == [("mood", 0), ("stress", 4)]
