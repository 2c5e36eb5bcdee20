"""Folding: words are found without case and accents, in any script, where they are in the text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given

from app.models.folding import index_text, matches, phrases, word_tokens
from tests.support.texts import texts


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("lake", "At the Lake", ["Lake"]),
        ("LAK", "At the lake", ["lak"]),
        ("uber", "Über uns", ["Über"]),
        ("über", "uber uns", ["uber"]),
        ("lake calm", "calm at the lake", ["calm", "lake"]),
        ("sea", "At the lake", []),
        ("ake", "At the lake", []),
        ("湖水", "在湖水边", ["湖水"]),
        ("水湖", "在湖水边", []),
        ("<3", "all my <3 here", ["<3"]),
        ("strasse", "Straße", ["Straße"]),
        ("", "At the lake", []),
    ],
)
def test_a_search_finds_the_beginnings_of_words(query: str, text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in matches(query, text)] == found


def test_a_run_without_spaces_is_one_phrase() -> None:
    assert phrases("湖水 calm") == (("湖", "水"), ("calm",))


@given(texts)
def test_tokens_are_in_order_and_make_up_the_index(text: str) -> None:
    found = list(word_tokens(text))
    assert " ".join(token.word for token in found) == index_text(text)
    assert all(0 <= token.start < token.end <= len(text) for token in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(texts)
def test_every_word_of_a_text_is_found_in_it(text: str) -> None:
    for token in list(word_tokens(text))[:20]:
        typed = text[token.start : token.end]
        assert any(start <= token.start < end for start, end in matches(typed, text))
