"""JSON exports of Day One and jrnl, whole, broken and hostile."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models import journal_json
from app.models.journal import Boundary, EntryText
from app.models.journal_import import read_file
from app.models.journal_incoming import (
    MOST_PLACES_LISTED,
    ImportedFile,
    ImportProblem,
)
from app.services.long_work import Stopped
from tests.models.importing import FILE_TIME, MIDDAY, ZONE, entries, problems, read
from tests.support.texts import texts

json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=10,
)
FIELDS = ("text", "creationDate", "timeZone", "tags", "starred", "photos", "body", "title", "date", "time", "location")


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
    assert len(found.troubles) == MOST_PLACES_LISTED + 1
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


@given(st.lists(st.dictionaries(st.sampled_from(FIELDS), json_values, max_size=6) | json_values, max_size=4))
def test_entries_of_any_shape(given: list[Any]) -> None:
    found = read(json.dumps({"entries": given}), "x.json")
    assert len(found.drafts) <= len(given)
    for draft in found.drafts:
        assert draft.text.boundary is Boundary.STAYS
        assert not draft.own_kind
