"""Hypothesis strategies for rich text."""

from __future__ import annotations

from hypothesis import strategies as st

from app.models.rich_text import Block, BlockKind, RichText, Span
from tests.support.texts import texts

# What is typed most and breaks most: markup, spaces of all kinds, signs beside letters.
tricky = st.text(st.sampled_from("ab1*_`[]()<>!#-+=.>~\\&;:|\"' \t\n\u00a0\u2003\x0b\x1c\x07é😀א"), max_size=12)
_words = tricky | texts | st.sampled_from(["&amp;", "&#32;", "1. x", "- x", "---", "# x", "> x", "[a](b)", "<b>", "  "])
_links = st.sampled_from(["", "", "https://example.org/a_b*c", "x y", "a)b(", "<>", "\\", "&amp;", "mailto:a@b.c", "é"])
_spans = st.builds(Span, _words, st.booleans(), st.booleans(), _links)
_blocks = st.builds(
    Block,
    st.sampled_from(BlockKind),
    st.lists(_spans, max_size=5).map(tuple),
    st.integers(-1, 10),
    st.sampled_from([0, 1, 1, 1, 2, 99, 1984, 2**40]),
)
documents = st.lists(_blocks, max_size=7).map(lambda blocks: RichText(tuple(blocks)))
