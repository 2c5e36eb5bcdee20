"""What a list says of an entry: its words as the editor shows them, no sign of Markdown among them."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given

from app.models.journal import PREVIEW_LENGTH, Boundary, EntryId, EntryKind, EntryRow, EntryText
from app.models.journal_incoming import IncomingEntry
from app.models.journal_preview import cut_words, plain_words, preview_of, row_with_matches
from app.models.markdown_read import from_markdown
from app.models.markdown_write import to_markdown
from tests.models.rich_texts import documents
from tests.models.test_markdown_parser import RUNS
from tests.support.texts import AWKWARD, texts
from tests.support.work import calls_made

AT = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)


def row(preview: str) -> EntryRow:
    """A row of the list, as it is read."""
    return EntryRow(
        moment=1,
        id=EntryId("a"),
        at=AT,
        kind=EntryKind.LETTER,
        boundary=Boundary.STAYS,
        pinned=False,
        title="",
        preview=preview,
    )


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("- find the time\n- tell them", "find the time · tell them"),
        ("## Lists\n\n1. one\n2. two\n   - three\n\nafter", "Lists · one · two · three after"),
        ("- \n- a\n-\n- b\n1.", "a · b"),
        ("> quoted\n>\n> > and deeper", "quoted and deeper"),
        ("# A day\n\nSome **bold**, _italic_, *italic*, ***both***", "A day Some bold, italic, italic, both"),
        ("[a *link*](https://example.org/a_(b)) and <https://a.b>", "a link and https://a.b"),
        ("[cut off](https://exam", "cut off"),
        ("a line\\\nand the next", "a line and the next"),
        ("u&#110;_believ_&#97;ble", "unbelievable"),
        ("\\*stars\\* \\[no link\\](x) \\# 1\\. snake_case 2 * 3", "*stars* [no link](x) # 1. snake_case 2 * 3"),
        ("Title\n===\n\n---\n\n***", "Title"),
        ("-5 degrees - and falling", "-5 degrees - and falling"),
        ("**the rest is cut", "the rest is cut"),
        ("the start** is cut, _too_", "the start is cut, too"),
        ("cut at a mark**", "cut at a mark"),
        ("a lone sign *", "a lone sign *"),
        ("cut at a break\\", "cut at a break"),
        ("a star at the end\\*", "a star at the end*"),
        ("`code` and ![a picture](b.png)", "code and ![a picture](b.png)"),
        ("```py\nx = 1\n```", "py x = 1"),
        ("  white\t space\n\n\nonly ", "white space only"),
        ("", ""),
    ],
)
def test_words_without_signs(markdown: str, words: str) -> None:
    assert plain_words(markdown) == words
    assert preview_of(markdown) == words
    assert IncomingEntry(at=AT, text=EntryText(body=markdown)).first_words == words


@given(documents)
def test_what_the_editor_writes_is_shown_as_it_shows_it(document: object) -> None:
    markdown = to_markdown(document)  # type: ignore[arg-type]
    shown = " ".join(block.text for block in from_markdown(markdown).blocks)
    assert _bare(plain_words(markdown)) == _bare(shown)


def _bare(text: str) -> str:
    return re.sub(r"[\s·\x1f]", "", text)


@given(texts)
def test_any_piece_of_anything_is_one_line(text: str) -> None:
    for piece in (text, text[7:], text[:7]):
        assert not re.search(r"[\n\r\t]|  ", plain_words(piece))


@pytest.mark.parametrize("text", AWKWARD)
def test_a_beginning_is_no_longer_than_a_row_takes(text: str) -> None:
    assert len(preview_of(text * 3)) <= PREVIEW_LENGTH


def test_what_a_search_shows_has_no_signs_and_is_marked() -> None:
    body = "quiet morning " * 40 + "\n\n- the **lantern** [went out](https://harbour.example/x)\n- then _dark_"
    for words, around in (
        ("lantern went", "the lantern went out"),
        ("dark", "then dark"),
        ("harbour", "https://harbour.example/x"),
    ):
        found = row_with_matches(row("quiet morning"), words, lambda: EntryText(body=body))
        assert around in found.preview
        assert found.preview_spans


def test_own_words_of_other_fields_are_shown_as_they_are() -> None:
    said = EntryText(body="a", tags=("*stars* _here_", "other"))
    assert row_with_matches(row("a"), "stars", lambda: said).preview == "*stars* _here_, other"


@pytest.mark.parametrize("piece", [*RUNS, "[" + "a" * 50 + "]("])
def test_work_grows_with_the_length_alone(piece: str) -> None:
    def work(length: int) -> int:
        return calls_made(lambda: plain_words((piece * length)[:length]))

    work(100)
    assert work(8_000) < 2.5 * work(4_000)


def test_a_preview_that_was_cut_ends_after_a_word() -> None:
    assert cut_words("Warm, a bit far away.") == "Warm, a bit far away."
    cut = cut_words(preview_of("tea and something salty " * 20))
    assert cut.endswith(("tea…", "and…", "something…", "salty…"))
    assert len(cut) <= PREVIEW_LENGTH + 1
    assert cut_words("x" * PREVIEW_LENGTH) == "x" * PREVIEW_LENGTH + "…"


def test_a_preview_without_blanks_between_words_is_not_lost() -> None:
    written = preview_of("日記 " + "今夜はとても静かで安心できた" * 40)
    assert cut_words(written) == f"{written}…"
