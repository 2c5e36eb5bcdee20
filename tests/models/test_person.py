"""People and their marks."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from app.models.person import partner_of
from tests.models.strategies import ALEX, SAM
from tests.support.factories import person


def test_the_partner_is_who_is_not_this_person() -> None:
    both = (person(ALEX), person(SAM))
    assert partner_of(ALEX, both) == both[1]
    assert partner_of(SAM, both) == both[0]
    assert partner_of(ALEX, both[:1]) is None


def test_a_person_has_a_name() -> None:
    with pytest.raises(ValidationError):
        person(name="")
