"""Journals as people have them: small files after problems that people reported, one a kind."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from app.models.journal import EntryId, JournalEntry
from app.models.journal_import import read_file
from app.models.journal_incoming import ImportedFile, ImportProblem
from app.models.journal_markdown import entry_as_markdown
from app.services.long_work import Stopped
from tests.models.importing import FILE_TIME, MIDDAY, ZONE, entries, only, problems, read

EVENING = datetime(2026, 11, 24, 20, 15, tzinfo=UTC)
DAY_ONE = {"creationDate": "2026-11-24T20:15:00Z"}


def rich(*contents: dict[str, object]) -> str:
    return json.dumps({"meta": {"version": 1}, "contents": contents})


def test_day_one_with_its_words_in_rich_text_only() -> None:
    words = rich(
        {"attributes": {"line": {"header": 1}}, "text": "Harbour walk\n"},
        {"text": "We talked for an hour. "},
        {"text": "Blue", "attributes": {"bold": True}},
        {"text": " bowl_ok.\nSecond line"},
    )
    found = read(
        entries(
            {"uuid": "A1", "timeZone": "Europe/Berlin", "richText": words, **DAY_ONE},
            {"uuid": "A2", **DAY_ONE},
            {"uuid": "A3", "richText": "{", **DAY_ONE},
        ),
        "Journal.json",
    )
    draft = only(found)
    assert (draft.text.title, draft.at) == ("Harbour walk", EVENING)
    assert draft.text.body == "We talked for an hour. **Blue** bowl\\_ok.\n\nSecond line"
    assert [(each.problem, each.entry) for each in found.troubles] == [
        (ImportProblem.EMPTY, 2),
        (ImportProblem.FIELDS, 3),
        (ImportProblem.EMPTY, 3),
    ]


def test_escapes_are_taken_out_of_words_and_left_in_code() -> None:
    text = (
        "# Plan \\#2\\: A\\_B \\[draft\\] 3\\. step\n\n30\\-minute pause, e\\-reader\n\n```\na\\.b \\. stays\n```\n\n"
        "and `c\\.d` too\\."
    )
    draft = only(read(entries({"text": text, **DAY_ONE}), "Journal.json"))
    assert draft.text.title == "Plan #2: A_B [draft] 3. step"
    assert draft.text.body == ("30-minute pause, e-reader\n\n```\na\\.b \\. stays\n```\n\nand `c\\.d` too.")


def test_inner_links_become_words_and_pictures_are_taken_out() -> None:
    text = "Before ![a cap (x)](dayone-moment://A B) after\n\nSee dayone://view?entryId=C1 and [that night](dayone://view?entryId=C1)"
    found = read(entries({"text": text, **DAY_ONE}), "Journal.json")
    assert only(found).text.body == "Before after\n\nSee … and that night"
    assert {(each.problem, each.count) for each in found.troubles} == {
        (ImportProblem.PICTURES, 1),
        (ImportProblem.LINKS, 2),
    }
    known = read(
        entries({"text": text, **DAY_ONE}, {"uuid": "C1", "text": "# At the lake\n\nx", **DAY_ONE}), "Journal.json"
    )
    assert known.drafts[0].text.body == "Before after\n\nSee At the lake and that night"


def test_jrnls_own_text() -> None:
    found = read(
        "[2026-11-24 12:00] Slow evening. @calm\nTea and a walk.\n\n"
        "[2026-11-24 09:15:00 PM] Morning. *\nRain on the roof.\nA note with [brackets] in it.\n[not a date] either\n",
        "journal.txt",
    )
    first, second = found.drafts
    assert (first.at, first.text.title, first.text.body) == (MIDDAY, "Slow evening.", "Tea and a walk.")
    assert first.text.tags == ("calm",)
    assert (second.at, second.pinned, second.text.title) == (EVENING, True, "Morning.")
    assert second.text.body == "Rain on the roof.\nA note with [brackets] in it.\n[not a date] either"
    assert not found.troubles


def test_jrnls_markdown_export() -> None:
    found = read(
        "# 2026\n\n## November\n\n### 2026-11-24 12:00 Slow evening.\n\nTea.\n\n#### Below\n\nMore.\n\n"
        "### 2026-11-24 21:15 Morning.\n\nRain.\n",
        "journal.md",
    )
    assert [(each.at, each.text.title, each.text.body) for each in found.drafts] == [
        (MIDDAY, "Slow evening.", "Tea.\n\n#### Below\n\nMore."),
        (EVENING, "Morning.", "Rain."),
    ]


def test_jrnls_yaml_export() -> None:
    draft = only(
        read(
            "---\ntitle: Slow evening\ndate: 2026-11-24 12:00\nstarred: True\ntags: calm, tea\nbody: |\n"
            "    Tea and a walk.\n\n    # Not a title\n...\n",
            "2026-11-24_slow-evening.yaml",
        )
    )
    assert (draft.at, draft.pinned, draft.text.tags) == (MIDDAY, True, ("calm", "tea"))
    assert (draft.text.title, draft.text.body) == ("Slow evening", "Tea and a walk.\n\n# Not a title")


def test_joplin_with_front_matter() -> None:
    front = (
        "title: Slow evening\nupdated: 2026-11-24 11:00:00Z\nlatitude: 0.00000000\nlongitude: 0.00000000\naltitude: 0.0"
    )
    found = read(f"---\n{front}\n---\n\nTea.\n", "Slow evening.md")
    assert (only(found).at, only(found).text.title, only(found).text.body.strip()) == (MIDDAY, "Slow evening", "Tea.")
    assert not found.troubles
    elsewhere = read(f"---\n{front.replace('0.00000000', '52.5')}\ncreated: 2026-11-24 20:15:00Z\n---\nTea.", "x.md")
    assert only(elsewhere).at == EVENING
    assert [(each.problem, each.count) for each in elsewhere.troubles] == [(ImportProblem.FIELDS, 2)]


RAW = "id: 0123456789abcdef0123456789abcdef\nparent_id: 44\ncreated_time: 2026-11-24T11:00:00.000Z\nuser_created_time: "


def test_joplins_raw_files() -> None:
    found = read(f"Slow evening\n\nTea.\n\n{RAW}2026-11-24T20:15:00.000Z\ntype_: 1", "0123.md")
    assert (only(found).at, only(found).text.title, only(found).text.body) == (EVENING, "Slow evening", "Tea.")
    assert not found.troubles
    assert problems(read(f"Holidays\n\n{RAW}\ntype_: 2", "0124.md")) == {ImportProblem.NOT_AN_ENTRY}
    assert problems(read(f"{RAW}\ntype_: 6", "0126.md")) == {ImportProblem.LABELS}
    page = read(f"Slow evening\n\n<p>Tea <b>hot</b></p>\n\n{RAW}\nmarkup_language: 2\ntype_: 1", "0127.md")
    assert only(page).text.body == "Tea **hot**"
    locked = read(f"\n\n{RAW}\nencryption_applied: 1\ntype_: 1", "0125.md")
    assert problems(locked) == {ImportProblem.LOCKED}


@pytest.mark.parametrize(
    ("text", "title", "tags"),
    [
        ("---\ntitle: >-\n  Slow\n  evening\ndate: 2026-11-24\n---\nTea\n", "Slow evening", ()),
        ("---\ntags: ['calm, slow', \"tea\"]\ndate: 2026-11-24\n---\nTea\n", "note", ("calm, slow", "tea")),
        ("+++\ntitle = \"x\"\ndate = 2026-11-24\n+++\nTea\n", "x", ()),
        ("---\ntitle: |\n  Slow\n  evening\ntags:\n- calm\n- tea # hot\ncreated: 1795518000\n---\nTea", "Slow evening",
         ("calm", "tea")),
        ("---\ntitle: Tea: the second\ntags: [calm]\ndate: 24. November 2026\n---\nTea", "Tea: the second", ("calm",)),
        ("+++\ntitle = 'x'\ndate = 2026-11-24T11:00:00Z\ntags = ['calm']\n[extra]\nmood = 4\n+++\nTea", "x", ("calm",)),
    ],
)  # fmt: skip
def test_front_matter(text: str, title: str, tags: tuple[str, ...]) -> None:
    draft = only(read(text))
    assert (draft.text.title, draft.text.tags, draft.text.body.strip(), draft.at) == (title, tags, "Tea", MIDDAY)
    assert draft.dated


@pytest.mark.parametrize(
    ("text", "title", "body", "tags", "pinned"),
    [
        ("[2026-11-24] * Starred at its beginning.\nTea", "Starred at its beginning.", "Tea", (), True),
        ("[2026-11-24 12:00] Met @robin, a@example.org\n\nTea", "Met @robin, a@example.org", "Tea", ("robin",), False),
        ("[2026-11-24 12:00:00] One. " + "Two " * 60 + "\n", "One.", ("Two " * 60).strip(), (), False),
        ("[24 November 2026, 12:00] Only a title", "Only a title", "", (), False),
    ],
)  # fmt: skip
def test_more_of_jrnls_own_text(text: str, title: str, body: str, tags: tuple[str, ...], pinned: bool) -> None:
    draft = only(read(text, "journal.txt"))
    assert (draft.at, draft.text.title, draft.text.body) == (MIDDAY, title, body)
    assert (draft.text.tags, draft.pinned) == (tags, pinned)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# 2026-11-23\n\nRain.\n\n# 2026-11-24\n\nTea.", [("", "Rain."), ("", "Tea.")]),
        ("## 2026-11-24 12:00 Tea *\n\n```\n## 2026-11-25 12:00 x\n```", [("Tea", "```\n## 2026-11-25 12:00 x\n```")]),
        ("# 2025\n## December\n### 2025-12-31 23:59 Late\nRain.\n# 2026\n## January\n### 2026-01-01 00:01 Early\nTea.",
         [("Late", "Rain."), ("Early", "Tea.")]),
        ("# 24. November 2026: Tea\n\nHot.\n\n# 25. November 2026: Rain\n\nCold.",
         [("Tea", "Hot."), ("Rain", "Cold.")]),
        ("Rain.\n\n# 2026-11-24 12:00 Tea\n\nx", [("2026-11-24 12:00 Tea", "Rain.\n\n# 2026-11-24 12:00 Tea\n\nx")]),
    ],
)  # fmt: skip
def test_more_files_with_a_heading_for_each_entry(text: str, found: list[tuple[str, str]]) -> None:
    assert [(each.text.title, each.text.body) for each in read(text, "x.md").drafts] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("title: Tea: hot\nbody: |-\n  a: b\n  # c\n", [("Tea: hot", "a: b\n# c")]),
        ("---\ntitle: One\nbody: 'It''s'\n---\ntitle: Two\nbody: \"x\\ty\"\n", [("One", "It's"), ("Two", "x\ty")]),
        ("title: Only a title\ndate: 2026-11-24\n", [("Only a title", "")]),
        ("version: '3'\nservices: [a, b]\n", []),
    ],
)
def test_more_yaml_files(text: str, found: list[tuple[str, str]]) -> None:
    read_entries = read(text, "x.yaml")
    assert [(each.text.title, each.text.body) for each in read_entries.drafts] == found
    assert found or problems(read_entries) == {ImportProblem.NOT_AN_ENTRY}


def test_more_of_day_ones_rich_text() -> None:
    words = rich(
        {"text": "Item\n", "attributes": {"line": {"listStyle": "bulleted", "indentLevel": 1}}},
        {"text": "Inner\n", "attributes": {"line": {"listStyle": "numbered", "listIndex": 1, "indentLevel": 2}}},
        {"text": "Done\n", "attributes": {"line": {"listStyle": "checkbox", "checked": True, "indentLevel": 1}}},
        {"text": "Said\n", "attributes": {"line": {"quote": True}}},
        {"embeddedObjects": [{"type": "photo", "identifier": "A"}]},
        {"text": "here", "attributes": {"linkURL": "https://example.org/", "italic": True}},
        {"text": 7},
    )
    found = read(entries({"richText": words, "photos": [{}], "pdfAttachments": [{}, {}], **DAY_ONE}), "Journal.json")
    assert only(found).text.body.split("\n") == [
        "- Item", "  1. Inner", "- ☑ Done", "", "> Said", "", "[_here_](https://example.org/)",
    ]  # fmt: skip
    assert [(each.problem, each.count) for each in found.troubles] == [(ImportProblem.PICTURES, 3)]


def test_no_alias_is_followed_and_no_type_is_made() -> None:
    laughs = "".join(f"b{n}: &b{n} [*b{n - 1}, *b{n - 1}, *b{n - 1}]\n" for n in range(1, 30))
    found = read(
        f"---\ntitle: Tea\ndate: 2026-11-24\nb0: &b0 [ha, ha]\n{laughs}tags: *b29\nx: !!python/name:os.system\n---\nTea"
    )
    draft = only(found)
    assert (draft.text.title, draft.text.tags, draft.at) == ("Tea", (), MIDDAY)
    assert ImportProblem.FIELDS in problems(found)


@pytest.mark.parametrize(
    "front",
    [
        "a: " + "[" * 5_000,
        "a: " + "{b: " * 5_000,
        "title: Tea\n" + "- " * 5_000,
        "title: Tea\n\tx: y",
        "title: Tea\nx: \x00\x07",
        "title: Tea\nx: 'open",
        "title: Tea\ntitle: Tea",
        "? [a, b]\n: c\ntitle: Tea",
        "title: Tea\n" + "x: y\n" * 20_000,
    ],
)
def test_hostile_front_matter_costs_none_of_the_words(front: str) -> None:
    for ending in ("---", "..."):
        assert "Words." in only(read(f"---\n{front}\n{ending}\nWords.")).text.body


MANY = 10_000
FILES = {
    "journal.txt": "[2026-11-24 12:00] Evening. @calm\nTea.\n\n",
    "journal.md": "### 2026-11-24 12:00 Evening.\n\nTea.\n\n",
    "journal.yaml": "---\ntitle: Evening\nbody: Tea.\n",
    "daylio.csv": "2026-11-24,12:00,good,tea,Evening,Tea.\n",
}


@pytest.mark.parametrize("name", FILES)
def test_ten_thousand_entries_of_one_file_can_be_stopped(name: str) -> None:
    seen: list[int] = []

    def step() -> None:
        seen.append(1)
        if len(seen) == MANY // 10:
            raise Stopped

    head = "full_date,time,mood,activities,note_title,note\n" if name.endswith(".csv") else ""
    file = ImportedFile(name=name, time=FILE_TIME)
    with pytest.raises(Stopped):
        read_file((head + FILES[name] * MANY).encode(), file, ZONE, step)
    few = read_file((head + FILES[name] * 20).encode(), file, ZONE)
    assert len(few.drafts) == 20


def test_what_comes_in_goes_out_and_comes_in_again_unchanged() -> None:
    """Of every kind: the entry, written into one's own backup and read from there."""
    head = "full_date,time,mood,activities,note_title,note\n"
    files = {**FILES, "daylio.csv": head + FILES["daylio.csv"], "x.md": f"Slow evening\n\nTea.\n\n{RAW}\ntype_: 1"}
    files["Journal.json"] = entries(
        {"text": "# A\\_B\n\ne\\-reader `x\\.`", "tags": ["calm"], "starred": True, **DAY_ONE}
    )
    for name, text in files.items():
        draft = only(read(text, name))
        entry = JournalEntry(id=EntryId("a"), at=draft.at, text=draft.text, changed_at=FILE_TIME, pinned=draft.pinned)
        again = only(read(entry_as_markdown(entry), trusted=True))
        assert (again.at, again.text, again.pinned) == (draft.at, draft.text, draft.pinned)
