"""Text for the typesetter: invisible characters are shown, long words can break, and directions are known."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.export.printable_text import breakable, is_right_to_left, visible
from tests.support.texts import AWKWARD, texts


@pytest.mark.parametrize(
    ("text", "shown", "count"),
    [
        ("plain", "plain", 0),
        ("a\tb", "a    b", 0),
        ("a\r\nb\rc\u2028d\x85e", "a\nb\nc\nd\ne", 0),
        ("a\u2029b", "a\n\nb", 0),
        ("a\x07b\x00", "a⟦U+0007⟧b⟦U+0000⟧", 2),
        ("\u202ename", "⟦U+202E⟧name", 1),
        ("\ufeffx\ue000", "⟦U+FEFF⟧x⟦U+E000⟧", 2),
        ("\U0001fffe", "⟦U+1FFFE⟧", 1),
        ("👩\u200d👧", "👩\u200d👧", 0),
        ("e\u0301", "e\u0301", 0),
    ],
)
def test_what_cannot_be_seen_is_shown_as_its_code(text: str, shown: str, count: int) -> None:
    assert visible(text) == (shown, count)


@given(texts | st.text(max_size=40))
def test_nothing_turns_the_direction_or_is_a_control_character(text: str) -> None:
    shown, count = visible(text)
    assert all(char == "\n" or unicodedata.category(char) not in ("Cc", "Cs", "Co") for char in shown)
    assert not any(char in shown for char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert shown.count("⟦U+") - text.count("⟦U+") == count


@given(texts)
def test_showing_is_done_once(text: str) -> None:
    shown, _ = visible(text)
    assert visible(shown) == (shown, 0)


@given(texts | st.text("ab é‍👧\u0301 ", max_size=80))
def test_parts_make_up_the_text(text: str) -> None:
    assert "".join(breakable(text)) == text


def test_only_long_words_break() -> None:
    assert breakable("some short words") == ["some short words"]
    assert breakable("a" * 19) == ["a" * 19]
    parts = breakable("x " + "a" * 40)
    assert parts[0].startswith("x ")
    assert all(len(part) <= 8 for part in parts)


@pytest.mark.parametrize("unit", ["e\u0301", "👧\u200d", "क\u093f", "م"])
def test_characters_that_belong_together_are_not_parted(unit: str) -> None:
    text = unit * 30
    for part in breakable(text)[1:]:
        assert not unicodedata.combining(part[0])
        assert part[0] not in "\u200d\u093f"
        assert unicodedata.bidirectional(part[0]) != "AL"


@pytest.mark.parametrize(
    ("text", "rtl"),
    [
        ("", False),
        ("abc", False),
        ("…12", False),
        ("שלום", True),
        ("12 שלום", True),
        ("a שלום", False),
        ("سلام", True),
        ("…", False),
    ],
)
def test_the_first_letter_decides_the_direction(text: str, rtl: bool) -> None:
    assert is_right_to_left(text) == rtl


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_texts_can_be_set(text: str) -> None:
    shown, _ = visible(text)
    assert "".join(breakable(shown)) == shown
