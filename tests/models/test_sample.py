"""The sample people: their file fits the catalogue."""

from __future__ import annotations

from datetime import time

import pytest

from app.assets import load
from app.models.answer import Visibility
from app.models.catalogue import Catalogue
from app.models.sample import SampleCheckIn, SampleCouple, SamplePerson
from tests.support.clock import START

SAMPLE, CATALOGUE = load(SampleCouple), load(Catalogue)


@pytest.mark.parametrize("person", SAMPLE.people, ids=lambda person: person.key)
def test_answers_are_to_sides_that_the_catalogue_has(person: SamplePerson) -> None:
    assert len(person.answers) > 20
    assert len({answer.key for answer in person.answers}) == len(person.answers)
    for answer in person.answers:
        entry = CATALOGUE.find(answer.activity_id)
        assert entry is not None
        assert answer.direction in entry.directions
        assert answer.ceiling is None or entry.intensity
        assert answer.is_complete
    assert any(answer.visibility is Visibility.NEVER for answer in person.answers)


def test_everything_belongs_to_one_of_the_two() -> None:
    keys = [person.key for person in SAMPLE.people]
    assert [person.aftercare.person for person in SAMPLE.people] == keys
    assert {needs.person for draft in SAMPLE.drafts for needs in draft.needs} <= set(keys)
    assert {item.active for draft in SAMPLE.drafts for item in draft.items} <= {"", *keys}


def test_a_sign_stands_for_the_rating_of_each_dimension() -> None:
    sample = SampleCheckIn(days_ago=1, time=time(20), ratings="0-4-------")
    found = sample.check_in(START, lambda: "id").ratings
    assert found == {"mood": 0, "stress": 4}
