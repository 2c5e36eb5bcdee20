"""Lists from elsewhere: the kinds that people have, and texts made to break whoever reads them."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assets import load
from app.models.foreign_file import FileProblem, ListText, list_text
from app.models.foreign_list import LONGEST_TITLE, MOST_FOUND, ForeignList
from app.models.foreign_read import read_list
from app.models.foreign_words import ForeignWords
from tests.support.texts import AWKWARD, texts

WORDS = load(ForeignWords)
Said = dict[str, list[tuple[str, str]]]

KINDS: dict[str, tuple[str, Said]] = {
    "what KinkList keeps, with answers": (
        "#Pain\n(Giving, Receiving)\n* Spanking: like, limit\n* Hot Wax [Maybe]\n? Made for skin\n\n"
        "#Bodies\n(Self, Partner)\n* Rope - partner: Favorite, self: no\n* Blindfold\n",
        {
            "Spanking": [("Giving", "like"), ("Receiving", "limit")],
            "Hot Wax": [("", "Maybe")],
            "Rope": [("partner", "Favorite"), ("self", "no")],
            "Blindfold": [],
        },
    ),
    "one row for each side": (
        'Category,Kink,Field,Level,Comment\nPain,Spanking,Giving,Like,"softly, please"\n'
        "Pain,Spanking,Receiving,Limit,\nPain,Caning,Giving,Not Entered,\n",
        {"Spanking": [("Giving", "Like"), ("Receiving", "Limit")], "Caning": []},
    ),
    "the cells of a spreadsheet, with scores": (
        "Activity\tGiving\tReceiving\tNotes\nSpanking\t4\t5\tfine\nRope\t0\t\t\n",
        {"Spanking": [("Giving", "4"), ("Receiving", "5")], "Rope": [("Giving", "0")]},
    ),
    "crosses below yes, no and maybe": (
        "Activity;Yes;No;Maybe\nSpanking;x;;\nRope;;x;\nBlindfold;giving;;receiving\n",
        {
            "Spanking": [("", "Yes")],
            "Rope": [("", "No")],
            "Blindfold": [("giving", "Yes"), ("receiving", "Maybe")],
        },
    ),
    "a table without a heading": (
        "Pain,Spanking,yes,no\nPain,Caning,no,no\nRope,Rope,maybe,yes\nRope,Cuffs,yes,yes\nRope,Collar,no,yes\n",
        {
            "Spanking": [("Column 3", "yes"), ("Column 4", "no")],
            "Caning": [("Column 3", "no"), ("Column 4", "no")],
            "Rope": [("Column 3", "maybe"), ("Column 4", "yes")],
            "Cuffs": [("Column 3", "yes"), ("Column 4", "yes")],
            "Collar": [("Column 3", "no"), ("Column 4", "yes")],
        },
    ),
    "a table in Markdown": (
        "| Activity | Top | Bottom |\n|---|:--:|---|\n| Spanking | yes | no |\n| Rope | maybe | - |\n",
        {"Spanking": [("Top", "yes"), ("Bottom", "no")], "Rope": [("Top", "maybe")]},
    ),
    "lists below their answer": (
        "Yes:\n- Spanking\n- Rope\nNo\n* Caning\nMaybe: wax, blindfold\n",
        {"Spanking": [("", "Yes")], "Rope": [("", "Yes")], "Caning": [("", "No")], "wax": [("", "Maybe")],
         "blindfold": [("", "Maybe")]},
    ),
    "answers below categories": (
        "# Impact\n## Yes\n- Spanking\n## No\n- Caning\n# Rope\n- Rope\n",
        {"Spanking": [("", "Yes")], "Caning": [("", "No")], "Rope": []},
    ),
    "an answer behind each name": (
        "1. Biting - hard limit\n2) Hair pulling (yes please)\n[x] Spanking = ★★★\n[ ] Caning\n"
        "Rope: giving yes, receiving no\nImpact: with a paddle\n",
        {"Biting": [("", "hard limit")], "Hair pulling": [("", "yes please")], "Spanking": [("", "★★★")],
         "Rope": [("giving", "yes"), ("receiving", "no")], "Impact: with a paddle": []},
    ),
    "what was selected, in JSON": (
        json.dumps({"categories": [{"name": "Pain", "kinks": [
            {"name": "Spanking", "selections": {"Giving": {"level": "Like", "comment": "softly"},
                                                "Receiving": {"level": "Not Entered"}}},
            {"name": 7}, "Rope", {"selections": []},
        ]}, None, {"kinks": {}}]}),
        {"Spanking": [("Giving", "Like")]},
    ),
    "names alone": ("Spanking\nRope\nWax play", {"Spanking": [], "Rope": [], "Wax play": []}),
}  # fmt: skip


def said_in(found: ForeignList) -> Said:
    return {entry.title: [(side.heading, side.word) for side in entry.sides] for entry in found.entries}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_list_is_read(kind: str) -> None:
    text, said = KINDS[kind]
    assert said_in(read_list(text, WORDS)) == said
    assert said_in(read_list("\ufeff" + text.replace("\n", "\r\n"), WORDS)) == said, "as Windows writes it"


def test_words_beside_an_answer_are_kept_with_it() -> None:
    (entry, _caning) = read_list(KINDS["one row for each side"][0], WORDS).entries
    assert (entry.category, entry.note) == ("Pain", "softly, please")
    wax = next(e for e in read_list(KINDS["what KinkList keeps, with answers"][0], WORDS).entries if "Wax" in e.title)
    assert wax.description == "Made for skin"


def test_one_thing_is_one_entry_and_answers_are_counted_however_they_are_written() -> None:
    found = read_list("Spankings: LIKE\nspanking - like\nRope: Like\nRope: no\n", WORDS)
    assert said_in(found) == {"Spankings": [("", "LIKE"), ("", "like")], "Rope": [("", "Like"), ("", "no")]}
    assert found.words == (("LIKE", 3), ("no", 1))
    assert found.headings == (("", 4),)


def hostile() -> Iterator[str]:
    """Texts that are deep, wide, endless or nothing at all."""
    yield from ("", "\n\n\n", "{", "[" * 100_000, '{"a":' * 100_000, '{"categories":' + "[" * 50_000, '"' * 50_000)
    yield from ("a,b\n" * 2 + '"' + "c" * 200_000, "#" * 50_000, "* " * 50_000, "(" * 50_000 + ")" * 50_000)
    yield from (":" * 50_000, "a: " * 50_000 + "yes", "yes, " * 50_000, "Yes: " + "a, " * 50_000, "\0\ud800\u202e: yes")
    yield from ("|" * 1_000 + "\n" + "|" * 1_000, ("," * 5_000 + "\n") * 3, "x\ty\n" * 20_000, "no\n" * 20_000)
    yield from ("giving " * 30_000 + "yes", "a (" * 20_000 + "yes)" * 20_000, "?" * 50_000, "- [x] " * 20_000)


@pytest.mark.parametrize("text", [*hostile(), *AWKWARD], ids=lambda text: repr(text[:12]))
def test_nothing_that_is_pasted_breaks_it(text: str) -> None:
    found = read_list(text, WORDS)
    assert len(found.entries) <= MOST_FOUND
    assert all(0 < len(entry.title) <= LONGEST_TITLE for entry in found.entries)


@given(
    st.lists(st.sampled_from(["Spanking", "yes", "giving", ",", ":", "\t", "\n", "#", "* ", "(", ")", "|", '"', "x"]))
)
def test_any_mixture_of_their_parts_is_read(parts: list[str]) -> None:
    read_list(" ".join(parts), WORDS)


@given(texts)
def test_any_text_is_read(text: str) -> None:
    for entry in read_list(text, WORDS).entries:
        assert "\n" not in entry.title
        assert "\0" not in entry.title


def test_a_list_longer_than_any_is_cut_and_says_so_and_reading_can_be_stopped() -> None:
    text = "".join(f"thing {number}x: yes\n" for number in range(MOST_FOUND + 50))
    found = read_list(text, WORDS)
    assert (len(found.entries), found.is_cut) == (MOST_FOUND, True)
    assert read_list("x" * (LONGEST_TITLE + 1) + "\nRope: yes", WORDS).left_out == 1

    def stop(_done: int, _all: int) -> None:
        raise InterruptedError

    for many in (text, text.replace(": ", "\t"), "#a\n" + text.replace("thing", "* thing")):
        with pytest.raises(InterruptedError):
            read_list(many, WORDS, stop)


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        (b"Rope: yes", "Rope: yes"),
        ("Fußspiele: ja".encode(), "Fußspiele: ja"),
        (b"\xef\xbb\xbfRope", "Rope"),
        (b"\xff\xfe" + "Rope\tyes".encode("utf-16-le"), "Rope\tyes"),
        (b"\xfe\xff" + "Rope".encode("utf-16-be"), "Rope"),
        (b" \n ", FileProblem.EMPTY),
        (b"\x89PNG\r\n\x1a\n", FileProblem.PICTURE),
        (b"%PDF-1.7", FileProblem.PICTURE),
        (b"PK\x03\x04\x14", FileProblem.SPREADSHEET),
        (b"\xd0\xcf\x11\xe0\xa1", FileProblem.SPREADSHEET),
        (b"\0\1\2\3" * 40, FileProblem.NOT_TEXT),
    ],
)
def test_a_file_is_text_or_says_what_it_is(raw: bytes, read: str | FileProblem) -> None:
    assert list_text(raw) == (ListText(read) if isinstance(read, str) and not isinstance(read, FileProblem) else read)


def test_letters_that_are_not_unicode_are_found_and_said_to_be_guessed() -> None:
    words = "Fußspiele: ja\nMaßband: nein\nÜber das Knie gelegt: vielleicht\n"
    assert list_text(words.encode("cp1252")) == ListText(words, is_guessed=True)


def test_every_word_means_one_thing() -> None:
    for words in (WORDS.answers, WORDS.sides, WORDS.heads):
        said = [word for group in words.values() for word in group]
        assert len(said) == len(set(said))
    names = [name for group in WORDS.same for name in group]
    assert len(names) == len(set(names)), "else two things are the same"
