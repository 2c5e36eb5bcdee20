"""Sentences with places for names and numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.wording import fill, fill_from


def test_places_are_filled_by_name() -> None:
    """Wherever they are in the sentence, and as often as they are there."""
    assert fill("{name} reads. {name} has {n} of {all}.", name="Alex", n=2, all=3) == "Alex reads. Alex has 2 of 3."


@given(st.text(), st.text())
def test_what_is_filled_in_stays_as_it_is(name: str, words: str) -> None:
    """Braces, backslashes and percent signs of a name are its own."""
    assert fill("{name}: “{words}”", name=name, words=words) == f"{name}: “{words}”"


def test_a_text_need_not_use_every_part() -> None:
    """Sentences from assets take what they need of what there is; nothing that was filled in is filled again."""
    assert fill_from("{a} and {b} {", {"a": "{b}", "b": "x", "c": "y"}) == "{b} and x {"
    with pytest.raises(KeyError):
        fill_from("{a} and {d}", {"a": "x"})


@pytest.mark.parametrize(
    ("text", "parts"),
    [("{name} reads.", {}), ("{name} reads.", {"nam": "Alex"}), ("Reads.", {"name": "Alex"})],
)
def test_places_and_parts_have_to_match(text: str, parts: dict[str, str]) -> None:
    """A place without a part, and a part without a place, is a mistake; neither is quoted."""
    with pytest.raises(ValueError, match="the text has places for") as caught:
        fill(text, **parts)
    assert "Alex" not in str(caught.value)
