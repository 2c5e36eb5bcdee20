"""Entries as Markdown files: our own come back exactly, and other files as far as they are understood."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.journal import Boundary, EntryId, EntryKind, EntryText, JournalEntry
from app.models.journal_incoming import (
    ImportProblem,
    IncomingEntry,
)
from app.models.journal_markdown import entry_as_markdown
from tests.models.importing import FILE_TIME, MIDDAY, only, problems, read
from tests.support.texts import AWKWARD, texts

labels = st.lists(texts, max_size=3).map(tuple)


def test_a_heading_becomes_the_title_and_front_matter_is_understood() -> None:
    draft = only(
        read(
            "---\ntitle: 'It''s a lake'\ndate: 2026-11-24\ntags: [calm, 'long day']\nstarred: true\n---\n"
            "# Heading\n\nWords *and* more.\n"
        )
    )
    assert draft.at == MIDDAY
    assert draft.text == EntryText(title="It's a lake", body="Words *and* more.", tags=("calm", "long day"))
    assert draft.pinned
    assert not draft.own_kind
    listed = only(read("---\ntags:\n  - one\n  - two\ndate: 2026-11-24\ntime: 14:30\n---\nWords"))
    assert listed.text.tags == ("one", "two")
    assert listed.at == MIDDAY + timedelta(hours=2, minutes=30)


@pytest.mark.parametrize(
    ("text", "name", "title", "body", "at"),
    [
        ("# At the lake\n\nWords", "x.md", "At the lake", "Words", FILE_TIME),
        ("Words", "At_the-lake.md", "At the lake", "Words", FILE_TIME),
        ("2026-11-24\n\nWords", "x.md", "x", "Words", MIDDAY),
        ("# 24 November 2026\n\nWords", "2020-01-01.md", "", "Words", MIDDAY),
        ("# 2026-11-24 Lake\nWords", "x.md", "2026-11-24 Lake", "Words", MIDDAY),
        ("Words\n\n## Later\nmore", "x.md", "Later", "Words\n\n## Later\nmore", FILE_TIME),
        ("# not a heading", "2026-11-24.txt", "", "# not a heading", MIDDAY),
        ("a\r\nb\rc", "x.txt", "x", "a\nb\nc", FILE_TIME),
        ("---\n\nbetween lines\n\n---\nmore", "x.md", "x", "---\n\nbetween lines\n\n---\nmore", FILE_TIME),
        ("-----\nno front", "x.md", "x", "-----\nno front", FILE_TIME),
    ],
)
def test_titles_and_days(text: str, name: str, title: str, body: str, at: datetime) -> None:
    draft = only(read(text, name))
    assert (draft.text.title, draft.text.body, draft.at) == (title, body, at)


def test_what_is_not_understood_in_front_matter_is_said() -> None:
    found = read("---\ndate: sometime\nmood: 7\n  deep: {a: b}\nboundary: try\nkind: fantasy\n---\n![](a.png) Words")
    draft = only(found)
    assert problems(found) == {
        ImportProblem.IMPOSSIBLE_DATE,
        ImportProblem.FIELDS,
        ImportProblem.BOUNDARY,
        ImportProblem.PICTURES,
        ImportProblem.NO_DATE,
    }
    assert draft.text.kind is EntryKind.FANTASY
    assert draft.own_kind
    assert draft.text.boundary is Boundary.STAYS


@given(
    st.builds(
        EntryText,
        kind=st.sampled_from(EntryKind),
        boundary=st.sampled_from(Boundary),
        title=texts,
        body=texts,
        feelings=labels,
        needs=labels,
        tags=labels,
        ways=labels,
        for_us=texts,
    ),
    st.datetimes(datetime(1900, 1, 2), datetime(2199, 12, 30)),
    st.booleans(),
)
def test_what_was_written_is_read_as_it_was(text: EntryText, at: datetime, pinned: bool) -> None:
    moment = at.replace(tzinfo=UTC)
    entry = JournalEntry(id=EntryId("a"), at=moment, text=text, changed_at=moment, pinned=pinned)
    back = read(entry_as_markdown(entry), trusted=True)
    assert only(back) == IncomingEntry(at=moment, text=text, own_kind=True, pinned=pinned)
    assert not back.troubles


@pytest.mark.parametrize("awkward", [*AWKWARD, "---\n\nx", "\n---\n\n", "a: b\n", "\r\n", "\0", ""])
def test_awkward_texts_survive(awkward: str) -> None:
    entry = JournalEntry(
        id=EntryId("a"), at=MIDDAY, changed_at=MIDDAY, text=EntryText(title=awkward, body=awkward, tags=(awkward,))
    )
    assert only(read(entry_as_markdown(entry), trusted=True)).text == entry.text


def test_no_file_but_ones_own_backup_decides_on_a_boundary() -> None:
    text = EntryText(kind=EntryKind.FANTASY, body="Words", boundary=Boundary.TRY)
    file = entry_as_markdown(JournalEntry(id=EntryId("a"), at=MIDDAY, changed_at=MIDDAY, text=text))
    assert only(read(file, trusted=True)).text.boundary is Boundary.TRY
    found = read(file)
    assert only(found).text.boundary is Boundary.STAYS
    assert only(found).text.kind is EntryKind.FANTASY
    assert problems(found) == {ImportProblem.BOUNDARY}
