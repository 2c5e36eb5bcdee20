"""Pages of the journal read back: what was written is there, as text and nothing else, and nothing besides."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from app.assets import load
from app.export.journal_page import LONGEST_FILE, MOST_IN_A_FILE, JournalChoices, JournalPages, in_files
from app.export.page import PrintablePage
from app.export.page_words import PageWords
from app.export.payload import Payload
from app.export.redact import PageChoices, redact
from app.export.render import NoteKind, Rendered, render_pdf
from app.models.journal import Boundary, EntryId, EntryKind, EntryText, JournalEntry
from app.models.material import Material
from tests.support.printed import everything_in, keeps_standard, squeezed, text_of
from tests.support.texts import AWKWARD

AT = datetime(2026, 11, 24, 19, 7, tzinfo=UTC)


def entry(number: int = 0, **said: Any) -> JournalEntry:
    at = AT + timedelta(days=number)
    return JournalEntry(id=EntryId(f"id-{number}"), at=at, changed_at=at, text=EntryText(**said))


def page(*entries: JournalEntry, choices: JournalChoices | None = None) -> PrintablePage:
    pages = JournalPages(load(PageWords), choices or JournalChoices(), UTC)
    made = pages.page([pages.section(each) for each in entries], entries[0].at, entries[-1].at, (1, 1))
    return redact(made, PageChoices())


def rendered(*entries: JournalEntry, choices: JournalChoices | None = None) -> Rendered:
    return render_pdf(page(*entries, choices=choices))


def test_everything_that_was_written_is_on_the_page_and_nothing_else() -> None:
    written = entry(
        kind=EntryKind.FANTASY,
        boundary=Boundary.TALK,
        title="A title",
        body="The body",
        feelings=("calm",),
        needs=("trust",),
        ways=("a walk",),
        for_us="A thought",
    )
    made = rendered(written, choices=JournalChoices(called={"trust": "Trusting each other"}))
    said = text_of(made)
    for words in ("A title", "The body", "calm", "Trusting each other", "a walk", "A thought", "I’d like to talk"):
        assert words in said
    assert "24 November 2026, 19:07" in said
    assert "This file is not encrypted" in said
    raw = everything_in(made)
    assert b"id-0" not in raw
    bare = text_of(rendered(written, choices=JournalChoices(with_marks=False)))
    assert "The body" in bare
    for words in ("calm", "trust", "a walk", "A thought", "I’d like to talk"):
        assert words not in bare


def test_only_a_need_is_called_by_its_title() -> None:
    written = entry(body="x", needs=("rest",), tags=("rest",), feelings=("rest",))
    said = text_of(rendered(written, choices=JournalChoices(called={"rest": "Being at rest"})))
    assert said.count("Being at rest") == 1


def test_how_far_it_may_go_is_said_of_fantasies_and_where_it_was_chosen() -> None:
    fantasy = text_of(rendered(entry(kind=EntryKind.FANTASY, body="x")))
    letter = text_of(rendered(entry(kind=EntryKind.LETTER, body="x")))
    chosen = text_of(rendered(entry(kind=EntryKind.LETTER, body="x", boundary=Boundary.TALK)))
    assert "Stays a fantasy" in fantasy
    assert "fantasy" not in letter
    assert "I’d like to talk about it" in chosen


def test_the_file_says_nothing_about_where_it_was_made() -> None:
    made = rendered(entry(body="Words"))
    about = PdfReader(BytesIO(made.data)).metadata
    assert about is not None
    assert about.title == "Notes"
    assert about.author is None
    assert about.creation_date is None
    assert about.modification_date is None
    assert keeps_standard(made)


@pytest.mark.parametrize("awkward", AWKWARD)
def test_awkward_texts_are_set_as_text(awkward: str) -> None:
    made = rendered(entry(title=awkward[:300], body=awkward, tags=(awkward[:100],)))
    said = squeezed(text_of(made))
    if awkward.startswith("#set page"):
        for part in ("#setpage(width:1pt)", "$x^2$", '#import"x.typ"', "@label"):
            assert part in said
    if "<script>" in awkward:
        assert "<script>1</script>" in said
    if "bell" in awkward:
        assert "⟦U+0007⟧" in said
        assert NoteKind.SHOWN_BY_CODE in made.notes


def test_direction_follows_the_words() -> None:
    made = page(entry(body="שלום **עולם**"))
    [rich] = [block for block in Payload(made).data()["sections"][0]["blocks"] if block["kind"] == "rich"]
    assert [node["rtl"] for node in rich["nodes"]] == [True]


def test_a_missing_glyph_is_said() -> None:
    made = rendered(entry(body="a private sign: \U0001f9ff\U000e0100 \u0e31 𓀀 𝼀"))
    assert b"/StructTreeRoot" in everything_in(made), "a screen reader can read it"
    assert NoteKind.MISSING_GLYPH in made.notes or keeps_standard(made)


def test_a_long_journal_is_parted_by_number_and_by_length() -> None:
    short = [entry(n, body="x") for n in range(3)]
    long = entry(9, body="x" * 2_000_000)
    assert [len(part) for part in in_files(short * MOST_IN_A_FILE)] == [MOST_IN_A_FILE] * 3
    assert [len(part) for part in in_files([long] * 5)] == [LONGEST_FILE // 2_000_000] * 2 + [1]
    assert list(in_files([])) == []


def test_no_other_page_has_a_place_for_an_entry() -> None:
    """What two people print is made from a `Material`; it can hold no entry, by its very shape."""
    assert not [name for name, field in Material.model_fields.items() if "Entry" in str(field.annotation)]
