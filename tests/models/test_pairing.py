"""Pairings: an activity and who is on its active side."""

from __future__ import annotations

import pytest

from app.models.catalogue import Direction
from app.models.opening import pairings_of
from app.models.pairing import Pairing, pairing_of
from tests.models.strategies import ALEX, CATALOGUE, PEOPLE, SAM
from tests.support.factories import HUGS


@pytest.mark.parametrize(
    ("direction", "partners"),
    [
        (Direction.ACTIVE, Direction.PASSIVE),
        (Direction.PASSIVE, Direction.ACTIVE),
        (Direction.TOGETHER, Direction.TOGETHER),
    ],
)
def test_both_answers_are_about_the_same_pairing(direction: Direction, partners: Direction) -> None:
    mine = pairing_of(HUGS, direction, ALEX, SAM)
    assert mine == pairing_of(HUGS, partners, SAM, ALEX)
    assert mine.direction_of(ALEX) is direction
    assert mine.direction_of(SAM) is partners


def test_each_side_has_a_key_of_its_own() -> None:
    keys = [Pairing(activity_id=HUGS, active=active).key for active in (None, ALEX, SAM)]
    assert len(set(keys)) == 3


def test_an_activity_has_a_pairing_for_each_person_who_can_be_active() -> None:
    found = {
        entry.id: [p.active for p in pairings_of(entry.id, entry.directions, PEOPLE)] for entry in CATALOGUE.entries
    }
    assert found == {
        "touch.hugs": [None],
        "touch.massage": [ALEX, SAM],
        "language.praise": [ALEX, SAM],
        "language.avoid": [],
    }
