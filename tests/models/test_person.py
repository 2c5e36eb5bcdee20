"""People and their marks."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from app.models.person import PersonMark, partner_of
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


@pytest.mark.parametrize("field", ["name", "pronouns"])
@pytest.mark.parametrize(
    "text",
    ["a" * 101, "a\x00b", "a\nb", "tab\t", "\x1b[31m", "\x7f", "\x9b", "\u2028", "\u202eevil", "\u2066in", "\ud800"],
)
def test_long_or_misleading_names_are_refused(field: str, text: str) -> None:
    with pytest.raises(ValidationError):
        person(ALEX).evolve(**{field: text})
    with pytest.raises(ValidationError):
        PersonMark(initial=text)


@pytest.mark.parametrize(
    "text", ["a" * 100, "\u05e9\u05dc\u05d5\u05dd", "\u200fdir", "zwj\u200d", "e\u0301", "🏳️‍🌈", "a\u00a0b"]
)
def test_names_in_any_language_are_taken(text: str) -> None:
    assert person(ALEX).evolve(name=text, pronouns=text).name == text
