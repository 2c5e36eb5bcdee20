"""Texts that have broken other programs, and strategies that make more of them."""

from __future__ import annotations

from hypothesis import strategies as st

AWKWARD: tuple[str, ...] = (
    "x" * 10_000,
    "👩🏽‍❤️‍👩🏿 🏳️‍🌈 🫶",
    "שלום עולם — مرحبا",
    "left \u202eright to left\u202c left",
    "no\u00a0break\u202fspace",
    "bell\x07 escape\x1b[31m vertical\x0b null-ish\x01",
    "<b>bold</b> <img src=x> &amp; <script>1</script>",
    '#set page(width: 1pt) $x^2$ *star* _line_ `code` #import "x.typ" @label <label>',
    "'; DROP TABLE answers; -- \" %s {0} ${x} \\n \\",
    "e\u0301 \u00e9 ﬁ Ⅳ ı İ ß",
    "first line\nsecond line\r\nthird\ttabbed",
    "   spaces around   ",
    "zero\u200bwidth\u200djoiner\ufeffmark",
)

awkward_texts = st.sampled_from(AWKWARD)

plain_texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=200)
"""Anything a person could paste (no lone surrogates, no null)."""

texts = awkward_texts | plain_texts
