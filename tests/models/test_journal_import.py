"""What is read from files of other programs, and what is said about the rest."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.models import journal_json
from app.models.journal import Boundary, EntryId, EntryKind, EntryText, JournalEntry
from app.models.journal_dates import ImpossibleDate, date_in_name, parse_date
from app.models.journal_import import ENDINGS, decoded, read_file
from app.models.journal_incoming import (
    MOST_NOTED,
    OTHERS,
    ImportedFile,
    ImportProblem,
    ImportProblems,
    ImportTrouble,
    IncomingEntry,
    ReadEntries,
)
from app.models.journal_markdown import entry_as_markdown
from app.services.long_work import Stopped
from tests.support.texts import AWKWARD, texts

ZONE = ZoneInfo("Europe/Berlin")
FILE_TIME = datetime(2020, 5, 6, 7, 8, tzinfo=UTC)
MIDDAY = datetime(2026, 11, 24, 11, tzinfo=UTC)


def read(text: str | bytes, name: str = "note.md", *, trusted: bool = False) -> ReadEntries:
    raw = text if isinstance(text, bytes) else text.encode()
    return read_file(raw, ImportedFile(name=name, time=FILE_TIME, trusted=trusted), ZONE)


def only(found: ReadEntries) -> IncomingEntry:
    assert len(found.drafts) == 1
    return found.drafts[0]


def problems(found: ReadEntries) -> set[ImportProblem]:
    return {trouble.problem for trouble in found.troubles}


def entries(*given: Any, **around: Any) -> str:
    return json.dumps({"entries": given, **around})


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-24",
        "2026/11/24",
        "20261124",
        "24.11.2026",
        "24. 11. 2026",
        "24 November 2026",
        "24th Nov 2026",
        "Tuesday, 24 November 2026",
        "November 24, 2026",
        "nov 24 2026",
        "[2026-11-24]",
        "2026-11-24 12:00",
        "2026-11-24T11:00:00Z",
        "2026-11-24T11:00:00.000000Z",
        "2026-11-24T13:00+02:00",
        "2026-11-24 12:00 PM",
        "November 24, 2026 at 12:00 pm",
    ],
)
def test_dates_as_they_are_written(text: str) -> None:
    assert parse_date(text, ZONE) == MIDDAY


@pytest.mark.parametrize("text", ["", "a quiet day", "11/12/2026", "24 November", "2026", "2026-11-24 and more"])
def test_what_is_no_date_or_two_dates_is_not_read(text: str) -> None:
    assert parse_date(text, ZONE) is None


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30",
        "2026-13-01",
        "0001-01-01",
        "9999-12-31",
        "1899-12-31",
        "2026-11-24 25:00",
        "2026-11-24T11:00+99:00",
    ],
)
def test_days_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(ImpossibleDate):
        parse_date(text, ZONE)


@pytest.mark.parametrize(
    ("name", "at", "left"),
    [
        ("2026-11-24 At the lake", MIDDAY, "At the lake"),
        ("20261124_lake", MIDDAY, "lake"),
        ("lake 2026-11-24 14.30", MIDDAY + timedelta(hours=2, minutes=30), "lake"),
        ("note 12345678", None, "note 12345678"),
        ("2026-99-99", None, "2026-99-99"),
    ],
)
def test_dates_in_names(name: str, at: datetime | None, left: str) -> None:
    found, rest = date_in_name(name, ZONE)
    assert found == at
    assert " ".join(rest.replace("_", " ").split()) == left


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


def test_day_one_is_understood() -> None:
    found = read(
        entries(
            {
                "uuid": "A1",
                "text": "# At the lake\n\nIt was warm\\. We stayed\\!\n\n1\\. not a list\n![](dayone-moment://A)\nend",
                "creationDate": "2026-11-24T11:00:00Z",
                "timeZone": "America/New_York",
                "tags": ["calm", "calm", "water"],
                "starred": True,
                "photos": [{"md5": "x"}],
                "weather": {"temperature": 7},
            },
            {"text": "Second", "creationDate": "2026-11-24T06:00:00", "timeZone": "America/New_York"},
            metadata={"version": "1.0"},
        ),
        "Journal.json",
    )
    first, second = found.drafts
    assert first.text.title == "At the lake"
    assert first.text.body == "It was warm. We stayed!\n\n1\\. not a list\nend"
    assert first.text.tags == ("calm", "water")
    assert first.pinned
    assert first.at == second.at == MIDDAY
    assert problems(found) == {ImportProblem.PICTURES, ImportProblem.FIELDS}


def test_jrnl_is_understood() -> None:
    found = read(
        json.dumps(
            {
                "tags": {"@calm": 1},
                "entries": [
                    {
                        "title": "At the lake.",
                        "body": "Words\n",
                        "date": "2026-11-24",
                        "time": "12:00",
                        "tags": ["@calm"],
                        "starred": True,
                    },
                    {"title": "Evening", "body": "", "date": "2026-11-24", "time": "09:00 PM", "tags": []},
                ],
            }
        ),
        "journal.json",
    )
    first, second = found.drafts
    assert first.text == EntryText(title="At the lake.", body="Words", tags=("calm",))
    assert first.at == MIDDAY
    assert first.pinned
    assert second.at == MIDDAY + timedelta(hours=9)
    assert not found.troubles


@pytest.mark.parametrize(
    ("text", "problem", "kept"),
    [
        ('{"entries": [{"text": "one"}, {"text": "two"', ImportProblem.BROKEN, 1),
        ('{"entries": [{"text": "one"},]}', ImportProblem.BROKEN, 1),
        ('{"entries": [{"text": "one"}]} and more', ImportProblem.BROKEN, 1),
        ('{"entries": [{"text": "one"}], ' + '"x": ' + "[" * 100_000, ImportProblem.TOO_DEEP, 1),
        ('{"entries": ' + "[" * 100_000 + "]" * 100_000 + "}", ImportProblem.TOO_DEEP, 0),
        ('{"entries": {"text": "one"}}', ImportProblem.NO_ENTRIES, 0),
        ('{"other": []}', ImportProblem.NO_ENTRIES, 0),
        ('"text"', ImportProblem.BROKEN, 0),
        ("hello", ImportProblem.BROKEN, 0),
        ('[{"text": "one"}]', ImportProblem.NO_DATE, 1),
        ('{"entries": [1, null, "x", [], {}, {"text": "one"}]}', ImportProblem.NOT_AN_ENTRY, 1),
        ('{"entries": [{"text": 1}]}', ImportProblem.EMPTY, 0),
        ('{"entries": [{"text": "one", "text": "two"}]}', ImportProblem.TWICE, 1),
        ('{"entries": [{"text": "one", "duration": NaN}]}', ImportProblem.FIELDS, 1),
        ('{"entries": [{"text": "one", "n": ' + "9" * 100_000 + "}]}", ImportProblem.NO_DATE, 1),
        ('{"entries": [{"text": "one", "n": 1e999999}]}', ImportProblem.NO_DATE, 1),
        ('{"entries": [{"text": "a\\u0000b\\ud800c"}]}', ImportProblem.SIGNS_REMOVED, 1),
        ('{"entries": [{"text": "one", "creationDate": "0000-00-00T00:00:00Z"}]}', ImportProblem.IMPOSSIBLE_DATE, 1),
        ('{"entries": [{"text": "one", "creationDate": "9999-12-31T23:59:59Z"}]}', ImportProblem.IMPOSSIBLE_DATE, 1),
        ('{"entries": [{"text": "one", "creationDate": 7}]}', ImportProblem.FIELDS, 1),
        ('{"entries": [{"text": "one", "tags": {"a": 1}}]}', ImportProblem.LABELS, 1),
        (
            '{"entries": [{"text": "one", "timeZone": "../../../dev/zero", "creationDate": "x"}]}',
            ImportProblem.NO_DATE,
            1,
        ),
    ],
)
def test_hostile_json(text: str, problem: ImportProblem, kept: int) -> None:
    found = read(text, "x.json")
    assert problem in problems(found)
    assert len(found.drafts) == kept


def test_a_file_of_nothing_but_nothings_is_counted_and_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(f"[{'{},' * 4_999}{{}}]", "x.json")
    assert len(found.troubles) == MOST_NOTED + 1
    assert sum(trouble.count for trouble in found.troubles) == 5_000
    monkeypatch.setattr(journal_json, "MOST_ENTRIES", 100)
    found = read(entries(*({"text": f"Words {n}"} for n in range(300))), "x.json")
    assert len(found.drafts) == 100
    assert ImportProblem.TOO_MANY in problems(found)


def test_one_large_file_can_be_stopped_in_its_middle() -> None:
    seen: list[int] = []

    def step() -> None:
        seen.append(1)
        if len(seen) == 7:
            raise Stopped

    with pytest.raises(Stopped):
        read_file(
            entries(*({"text": "Words"} for _ in range(20))).encode(),
            ImportedFile(name="x.json", time=FILE_TIME),
            ZONE,
            step,
        )


def test_a_report_of_many_files_stays_small() -> None:
    report = ImportProblems()
    for number in range(3_000):
        report.add(
            ImportTrouble(problem=ImportProblem.UNKNOWN_KIND, where=f"{number}.bin"),
            ImportTrouble(problem=ImportProblem.LINK),
        )
    assert len(report.troubles) == 2 * MOST_NOTED + 2
    kinds = [trouble for trouble in report.troubles if trouble.problem is ImportProblem.UNKNOWN_KIND]
    assert [kinds[0].where, kinds[-1].where, kinds[-1].count] == ["0.bin", OTHERS, 2_000]


def test_too_much_of_anything_is_said_and_left_out() -> None:
    assert problems(read("x" * 2_000_001)) == {ImportProblem.TOO_LONG, ImportProblem.NO_DATE}
    many = read(entries({"text": "one", "tags": [f"t{n}" for n in range(300)]}), "x.json")
    assert len(only(many).text.tags) == 200
    assert ImportProblem.LABELS in problems(many)
    long_title = only(read("# " + "t" * 30_000 + "\n\nWords"))
    assert long_title.text.title == ""
    assert len(long_title.text.body) == 30_007


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("\ufeffWörter".encode(), "Wörter"),
        (b"\xff\xfe" + "Wörter".encode("utf-16-le"), "Wörter"),
        (b"\xfe\xff" + "Wörter".encode("utf-16-be"), "Wörter"),
        ("Wörter – hier".encode("cp1252"), "Wörter – hier"),
        ("Wörter".encode("latin-1") + b"\x81", "Wörter\x81"),
    ],
)
def test_encodings(raw: bytes, text: str) -> None:
    found = read(raw, "2026-11-24.txt")
    assert only(found).text.body == text
    assert (ImportProblem.OTHER_ENCODING in problems(found)) is not raw.startswith((b"\xff", b"\xfe", b"\xef"))


@pytest.mark.parametrize("raw", [b"\x7fELF" + bytes(200), "Wörter".encode("utf-16-le"), bytes(70_000)])
def test_what_is_no_text_is_said(raw: bytes) -> None:
    assert problems(read(raw)) == {ImportProblem.NOT_TEXT}


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
def test_whatever_the_bytes_are_there_is_an_answer(raw: bytes) -> None:
    for ending in ENDINGS:
        for trusted in (False, True):
            found = read(raw, f"x{ending}", trusted=trusted)
            assert found.drafts or found.troubles
            for draft in found.drafts:
                assert "\0" not in draft.text.title
                assert 1900 <= draft.at.year <= 2199


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=10,
)
FIELDS = ("text", "creationDate", "timeZone", "tags", "starred", "photos", "body", "title", "date", "time", "location")


@given(st.lists(st.dictionaries(st.sampled_from(FIELDS), json_values, max_size=6) | json_values, max_size=4))
def test_entries_of_any_shape(given: list[Any]) -> None:
    found = read(json.dumps({"entries": given}), "x.json")
    assert len(found.drafts) <= len(given)
    for draft in found.drafts:
        assert draft.text.boundary is Boundary.STAYS
        assert not draft.own_kind


labels = st.lists(texts, max_size=3).map(tuple)


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
    assert only(back) == IncomingEntry(at=moment, text=text, own_kind=True, pinned=pinned, source="note.md")
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


def test_names_in_a_report_are_short_and_can_be_shown() -> None:
    around = ImportedFile(name="../../etc/\u202epass\x07wd" + "x" * 200 + ".md", time=FILE_TIME)
    assert "/" not in around.where
    assert len(around.where) == 80
    assert around.where.isprintable()


def test_times_without_a_zone_are_of_the_zone_that_is_given() -> None:
    far = timezone(timedelta(hours=-11))
    assert parse_date("2026-11-24 00:00", far) == MIDDAY
