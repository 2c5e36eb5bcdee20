"""Models are frozen, strict, validated when they are copied, and digested the same everywhere."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from app.models.base import Model, digest
from app.models.person import Person
from tests.support import factories as make
from tests.support.texts import texts


class Pair(Model):
    """Two fields, one with bytes."""

    words: str = ""
    raw: bytes = b""


def test_a_model_cannot_be_changed_in_place() -> None:
    with pytest.raises(ValidationError):
        make.person().name = "Sam"  # type: ignore[misc]


def test_a_field_that_is_not_known_is_refused() -> None:
    with pytest.raises(ValidationError):
        Pair.model_validate({"words": "x", "more": 1})


def test_a_copy_is_validated_and_the_original_unchanged() -> None:
    person = make.person()
    assert person.evolve(name="Wren").name == "Wren"
    assert person.name == "Alex"
    with pytest.raises(ValidationError):
        person.evolve(name="")
    with pytest.raises(ValidationError):
        person.evolve(names="Wren")


@given(texts, st.binary(max_size=40))
def test_what_is_kept_as_json_comes_back(words: str, raw: bytes) -> None:
    pair = Pair(words=words, raw=raw)
    assert Pair.model_validate_json(pair.model_dump_json()) == pair


@given(texts, texts)
def test_a_digest_covers_every_field(one: str, other: str) -> None:
    assert (digest(Pair(words=one)) == digest(Pair(words=other))) == (one == other)
    assert digest(Pair(words=one)) != digest(Pair(words=one, raw=b"x"))


def test_a_digest_is_of_canonical_json() -> None:
    person: Person = make.person()
    data = json.loads(person.model_dump_json())
    shuffled = dict(reversed(data.items()))
    assert digest(Person.model_validate(shuffled)) == digest(person)
    assert len(digest(person)) == 64
