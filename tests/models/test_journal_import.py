"""Files of any kind and encoding: there is always an answer, and too much of anything is left out."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.models.journal_encoding import Encoding
from app.models.journal_import import ENDINGS, decoded
from app.models.journal_incoming import (
    ImportProblem,
)
from tests.models.importing import entries, only, problems, read


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("\ufeffWörter".encode(), "Wörter"),
        (b"\xff\xfe" + "Wörter".encode("utf-16-le"), "Wörter"),
        (b"\xfe\xff" + "Wörter".encode("utf-16-be"), "Wörter"),
        ("Wörter – hier".encode("cp1252"), "Wörter – hier"),
        ("Wörter".encode("latin-1") + b"\x81", "Wörter\x81"),
        ("Wörter".encode("utf-16-le"), "Wörter"),
        ("Dziś był spokojny wieczór. Piliśmy herbatę.".encode("cp1250"), "Dziś był spokojny wieczór. Piliśmy herbatę."),
        ("Тихий вечер. Мы пили чай.".encode("cp1251"), "Тихий вечер. Мы пили чай."),
        ("Тихий вечер. Мы пили чай.".encode("koi8-r"), "Тихий вечер. Мы пили чай."),
        ("今日は静かな夜でした。".encode("cp932"), "今日は静かな夜でした。"),
    ],
)
def test_encodings(raw: bytes, text: str) -> None:
    found = read(raw, "2026-11-24.txt")
    assert only(found).text.body == text
    assert (ImportProblem.OTHER_ENCODING in problems(found)) is not raw.startswith((b"\xff", b"\xfe", b"\xef"))


@pytest.mark.parametrize("raw", [b"\x7fELF" + bytes(200), bytes(70_000), bytes(range(8)) * 40])
def test_what_is_no_text_is_said(raw: bytes) -> None:
    assert problems(read(raw)) == {ImportProblem.NOT_TEXT}


def test_an_encoding_that_was_chosen_is_used() -> None:
    raw = "Тихий вечер".encode("cp1251")
    assert decoded(raw, "cp1252") == ("Òèõèé âå÷åð", ImportProblem.OTHER_ENCODING)
    assert decoded(raw, "cp932")[1] is ImportProblem.SIGNS_REMOVED
    assert decoded("Wörter".encode(), "cp1251") == ("Wörter", None), "what is Unicode stays Unicode"


def test_every_encoding_that_is_offered_can_be_used() -> None:
    for encoding in Encoding:
        assert "tea".encode(encoding).decode(encoding) == "tea"


def test_what_a_program_can_export_is_told_from_what_nobody_knows() -> None:
    for name, problem in (("mine.daylio", ImportProblem.EXPORT_INSTEAD), ("x.bin", ImportProblem.UNKNOWN_KIND)):
        assert problems(read("words", name)) == {problem}


def test_a_broken_ending_of_utf_16_is_said() -> None:
    assert decoded(b"\xff\xfea\x00\x00") == ("a\ufffd", ImportProblem.SIGNS_REMOVED)


@given(st.binary(max_size=600) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")))
@example(b"---\naccord-journal: 1\n")
@example(b"---\naccord-journal: 1\ndate: []\n---\n\n")
@example(b"---\naccord-journal: 1\ndate: " + b"[" * 50_000 + b"\n---\n\n")
@example(b'---\naccord-journal: 1\ndate: "2026-11-24T11:00:00"\nfeelings: 7\n---\n\n')
@example(b'---\naccord-journal: 1\ndate: "0001-01-01T00:00:00+23:00"\n---\n\nx')
@example(b"---\ntags:\n- a\ntitle:\n- b\nkind:\n- c\ndate:\n- d\nstarred:\n---\nx")
@example(b"---\nkey: v\n" * 50)
@example(b"body: |\n x\n- a\n\t")
@example(b"mood,activities,note\n")
def test_whatever_the_bytes_are_there_is_an_answer(raw: bytes) -> None:
    for ending in ENDINGS:
        for trusted in (False, True):
            found = read(raw, f"x{ending}", trusted=trusted)
            assert found.drafts or found.troubles
            for draft in found.drafts:
                assert "\0" not in draft.text.title
                assert 1900 <= draft.at.year <= 2199


def test_too_much_of_anything_is_said_and_left_out() -> None:
    assert problems(read("x" * 2_000_001)) == {ImportProblem.TOO_LONG, ImportProblem.NO_DATE}
    many = read(entries({"text": "one", "tags": [f"t{n}" for n in range(300)]}), "x.json")
    assert len(only(many).text.tags) == 200
    assert ImportProblem.LABELS in problems(many)
    long_title = only(read("# " + "t" * 30_000 + "\n\nWords"))
    assert long_title.text.title == ""
    assert len(long_title.text.body) == 30_007
