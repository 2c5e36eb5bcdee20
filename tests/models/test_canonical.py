"""Canonical bytes: one value, one form."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.models.aftercare import AftercarePlan, CareKind, CareNeed
from app.models.base import PersonId
from app.models.canonical import MAX_BYTES, NotCanonical, decode, encode, is_plain

PLAN = AftercarePlan(person=PersonId("a"), needs=(CareNeed(kind=CareKind.SPACE, text="ä\n"),), words="שלום 👩‍🚀")


@given(some.text(), some.text())
def test_what_is_encoded_is_decoded(words: str, more: str) -> None:
    plan = PLAN.evolve(words=words, avoid=(more,)) if is_plain(words + more) else PLAN
    data = encode(plan)
    assert decode(AftercarePlan, data) == plan
    assert encode(decode(AftercarePlan, data)) == data


def _spellings() -> list[bytes]:
    whole = json.loads(encode(PLAN))
    return [
        json.dumps(whole).encode(),
        json.dumps(whole, sort_keys=True, ensure_ascii=True, separators=(",", ":")).encode(),
        encode(PLAN) + b" ",
        b"\xef\xbb\xbf" + encode(PLAN),
        encode(PLAN).replace(b'"nothing":false', b'"nothing":0'),
        encode(PLAN).replace(b'"nothing":false', b'"nothing":false,"nothing":false'),
        encode(PLAN).replace(b'"nothing":false', b'"nothing":false,"more":1'),
        encode(PLAN).replace(b'"nothing":false,', b""),
        encode(PLAN).replace(b'"nothing":false', b'"nothing":0.0'),
        encode(PLAN).replace(b'"nothing":false', b'"nothing":NaN'),
        encode(PLAN).replace("ä".encode(), b"\\ud800"),
        encode(PLAN).replace("ä".encode(), b"\xed\xa0\x80"),
        encode(PLAN).replace("ä".encode(), b"\\u0000"),
        b"[" * 100_000,
        b"",
    ]


@pytest.mark.parametrize("number", range(15))
def test_no_other_bytes_say_the_same(number: int) -> None:
    data = _spellings()[number]
    assert data != encode(PLAN)
    with pytest.raises(NotCanonical) as caught:
        decode(AftercarePlan, data)
    assert caught.value.__context__ is None


@pytest.mark.parametrize("words", ["\ud800", "\x00", "\x85", "\u202e"])
def test_forbidden_characters_have_no_form(words: str) -> None:
    with pytest.raises(NotCanonical):
        encode(AftercarePlan.model_construct(person=PersonId("a"), needs=(), avoid=(), words=words, nothing=False))


def test_too_much_has_no_form() -> None:
    long = "x" * 19_999
    plan = PLAN.evolve(avoid=tuple(long for _ in range(MAX_BYTES // len(long) + 1)))
    with pytest.raises(NotCanonical):
        encode(plan)
