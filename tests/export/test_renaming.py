"""Names in own words, also where a word is half bold."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.export.renaming import Renamer

rename = Renamer({"Sam Reed": "S.", "Alex": "Alex"})


def test_a_name_over_several_parts_becomes_a_label_in_the_first() -> None:
    assert rename.across(("with Sa", "m Re", "ed. Then", " Sam")) == ("with S.", "", " Then", " S.")


@given(st.text("Sam Rexl.", max_size=30), st.lists(st.integers(0, 30), max_size=4))
def test_parts_say_together_what_the_whole_text_says(text: str, cuts: list[int]) -> None:
    edges = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    parts = [text[one:other] for one, other in pairwise(edges)]
    assert "".join(rename.across(parts)) == rename(text)
    assert Renamer({}).across(parts) == tuple(parts)
