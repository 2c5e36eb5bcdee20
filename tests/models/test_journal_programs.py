"""Exports of Journey, Diarium, Daylio and Apple's Journal, and notes of Obsidian and Logseq."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from app.models.journal_html import html_note
from app.models.journal_import import read_file
from app.models.journal_incoming import ImportedFile, ImportProblem, ReadEntries
from tests.models.importing import FILE_TIME, MIDDAY, ZONE, entries, only, problems, read

EVENING = datetime(2026, 11, 24, 20, 15, tzinfo=UTC)
STAMP = int(EVENING.timestamp())


def in_folders(text: str, name: str, *folders: str) -> ReadEntries:
    return read_file(text.encode(), ImportedFile(name=name, time=FILE_TIME, folders=folders), ZONE)


def test_journey_one_file_an_entry() -> None:
    given = {
        "id": "x",
        "date_journal": STAMP * 1000,
        "timezone": "Asia/Tokyo",
        "text": "<p dir=\"auto\">Tea &amp; <b>rain</b></p><ul><li>one</li></ul><p><img src='a.jpg'/></p>",
        "type": "html",
        "favourite": True,
        "tags": ["calm"],
        "mood": 3,
        "photos": ["a.jpg"],
    }
    found = read(json.dumps(given), "x.json")
    draft = only(found)
    assert draft.text.body == "Tea & **rain**\n\n- one"
    assert draft.pinned
    assert draft.text.tags == ("calm",)
    assert draft.at.astimezone(ZONE).strftime("%d %H:%M") == "25 05:15", "the morning that it was in Tokyo"
    assert problems(found) == {ImportProblem.PICTURES, ImportProblem.FIELDS}
    plain = only(read(json.dumps({**given, "type": "markdown", "text": "# Evening\n\nTea", "timezone": ""}), "x.json"))
    assert (plain.text.title, plain.text.body, plain.at) == ("Evening", "Tea", EVENING)


def test_diarium() -> None:
    given = [
        {"date": "2026-11-24T21:15:00.0000000", "heading": "Evening", "html": "<p>Tea<br>rain</p>", "tags": ["calm"]},
        {"date": "2026-11-24T12:00:00", "heading": "", "html": "<h2>Noon</h2><blockquote><p>said</p></blockquote>"},
        {"date": "2026-11-24T12:00:00", "heading": "", "html": ""},
    ]  # fmt: skip
    found = read(json.dumps(given), "Diarium.json")
    first, second = found.drafts
    assert (first.at, first.text.title, first.text.tags) == (EVENING, "Evening", ("calm",))
    assert first.text.body.splitlines()[-1].strip() == "rain"
    assert (second.at, second.text.title, second.text.body) == (MIDDAY, "Noon", "> said")
    assert problems(found) == {ImportProblem.EMPTY}


DAYLIO = "\ufefffull_date,date,weekday,time,mood,activities,note_title,note\n"


def test_daylio() -> None:
    rows = (
        '2026-11-24,24 November,Tuesday,21:15,good,"tea | long walk",Evening,"Rain, and\na ""roof"""\n'
        "2026-11-24,24 November,Tuesday,12:00 pm,meh,,,\n"
    )
    first, second = read(DAYLIO + rows, "daylio_export.csv").drafts
    assert (first.at, first.text.title, first.text.body) == (EVENING, "Evening", 'Rain, and\na "roof"')
    assert (first.text.tags, first.text.feelings) == (("tea", "long walk"), ("good",))
    assert (second.at, second.text.title, second.text.feelings) == (MIDDAY, "meh", ("meh",))
    old = only(
        read("year,date,weekday,time,mood,activities,note\n2026,24 November,Tue,12:00 pm,ok,tea,Words\n", "d.csv")
    )
    assert (old.at, old.text.body) == (MIDDAY, "Words")
    for nothing in ("a,b\n1,2\n", DAYLIO, DAYLIO + "\n\n"):
        assert problems(read(nothing, "table.csv")) == {ImportProblem.NO_ENTRIES}


APPLE = """<!DOCTYPE html><html><head><title>Export</title><style>p.p1 {color: red}</style></head><body>
<div class="pageHeader">Tuesday, November 24, 2026</div>
<div class='title'><p class="p1"><span class="s1">Harbour &lt;walk&gt;</span></p></div>
<div class="assetGrid"><div class="gridItem assetType_photo"><img src="../Resources/a.heic"></div></div>
<div class="bodyText"><p class="p2"><span class="s2">We <i>talked</i>.</span></p><p class="p2"><br></p>
<ol><li><span>one</span></li><li><span>two</span></li></ol></div></body></html>"""


def test_apples_journal() -> None:
    found = read(APPLE, "Entries/2026-11-24_Harbour.html")
    draft = only(found)
    assert (draft.at, draft.text.title) == (MIDDAY, "Harbour <walk>")
    assert draft.text.body == "We _talked_.\n\n1. one\n2. two"
    assert problems(found) == {ImportProblem.PICTURES}
    assert problems(read("<html><body><a href='x'>All</a></body></html>", "index.html")) == {ImportProblem.NOT_AN_ENTRY}


@pytest.mark.parametrize(
    ("html", "body"),
    [
        ("a <b>bold</b> &amp; <script>alert(1)</script><style>x</style>b", "a **bold** & b"),
        ("<p>one<p>two", "one\n\ntwo"),
        ("<a href='javascript:x'>a</a> <a href=\"https://example.org/?a=1&amp;b=2\">b</a>", "a [b](<https://example.org/?a=1\\&b=2>)"),
        ("5 < 6 and <!-- no --> on", "5 \\< 6 and on"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "- a\n  - b"),
        ("<b>open", "**open**"),
        ("<p></p><div><br></div>", ""),
        ("words <!-- open", "words"),
        ("<p>\x00&#0;&#xD800;</p>", "\ufffd\ufffd\ufffd"),
    ],
)  # fmt: skip
def test_html_becomes_markdown(html: str, body: str) -> None:
    assert html_note(html).body.replace("&amp;", "&").strip() == body


def test_obsidian() -> None:
    found = read(
        "---\ncreated: 24.11.2026\ntags:\n  - calm\n---\nSaw [[People/Robin|Robin]] at [[The lake]].\n\n"
        "%%only for me%%\n\n> [!tip]- Slow down\n> Breathe.\n\n> [!note]\n> Words\n\n![[photo.jpg]]![[Other note]]\n\n"
        "```\n[[code]] %%\n```\nand `[[x]]`",
        "Evening.md",
    )
    draft = only(found)
    assert draft.at == MIDDAY
    assert draft.text.body == (
        "Saw Robin at The lake.\n\nonly for me\n\n> **Slow down**\n> Breathe.\n\n> **Note**\n> Words\n\nOther note\n\n"
        "```\n[[code]] %%\n```\nand `[[x]]`"
    )
    assert {(each.problem, each.count) for each in found.troubles} == {
        (ImportProblem.LINKS, 3),
        (ImportProblem.PICTURES, 1),
    }


def test_logseq() -> None:
    found = in_folders(
        "tags:: [[calm]], tea\n\n- A walk with [[Robin]]\n  id:: 6568a9c1-0000-4000-8000-000000000001\n"
        "  collapsed:: true\n\t- Rain, see ((6568a9c1-0000-4000-8000-000000000002))\n",
        "2026_11_24.md",
        "graph",
        "journals",
    )
    draft = only(found)
    assert (draft.at, draft.text.title, draft.text.tags) == (MIDDAY, "", ("calm", "tea"))
    assert draft.text.body == "- A walk with Robin\n\t- Rain, see …"
    assert problems(found) == {ImportProblem.LINKS}


@pytest.mark.parametrize(
    ("folders", "name", "title"),
    [
        (("journal", "2026", "11"), "24.md", ""),
        (("journal", "2026", "11 - November", "24"), "Evening.md", "Evening"),
        (("2026", "2026-11"), "24 Evening.md", "Evening"),
        (("journal", "2026-11-24"), "Evening.md", "Evening"),
        (("journal",), "24.11.2026 Evening.md", "Evening"),
        (("journal",), "24. November 2026.md", ""),
        (("journal",), "Evening, 24 novembre 2026.txt", "Evening,"),
        (("journal",), "20261124120000 Evening.md", "Evening"),
        (("journal",), "1795518000.md", ""),
        (("journal",), "1795518000000.txt", ""),
    ],
)
def test_days_in_names_and_folders(folders: tuple[str, ...], name: str, title: str) -> None:
    draft = only(in_folders("Tea", name, *folders))
    assert (draft.at, draft.text.title, draft.text.body) == (MIDDAY, title, "Tea")
    assert draft.dated


def test_the_folder_that_was_chosen_does_not_date_everything_in_it() -> None:
    found = in_folders("Tea", "Evening.md", "Export 2026-11-24")
    assert not only(found).dated
    assert only(found).source == "Export 2026-11-24"
    assert problems(found) == {ImportProblem.NO_DATE}


@pytest.mark.parametrize(
    ("creation", "zone", "day"),
    [
        ("2026-11-25T03:30:00Z", "America/New_York", 24),
        ("2026-11-23T16:30:00Z", "Asia/Tokyo", 24),
        ("2026-11-24T11:00:00Z", "America/New_York", 24),
    ],
)
def test_an_entry_from_elsewhere_is_on_its_own_day(creation: str, zone: str, day: int) -> None:
    draft = only(read(entries({"text": "Tea", "creationDate": creation, "timeZone": zone}), "Journal.json"))
    assert draft.at.astimezone(ZONE).day == day


@pytest.mark.parametrize("creation", ["2026-11-24T00:00:00Z", "2026-11-24T17:00:00Z", "2026-11-25T04:59:00Z"])
def test_an_entry_of_a_whole_day_is_on_that_day(creation: str) -> None:
    given = {"text": "Tea", "creationDate": creation, "timeZone": "America/New_York", "isAllDay": True}
    assert only(read(entries(given), "Journal.json")).at == MIDDAY


def test_a_date_that_can_be_read_in_two_ways_says_so() -> None:
    found = read("---\ndate: 04/03/2026\n---\nTea")
    draft = only(found)
    assert not draft.dated
    assert draft.readings is not None
    assert [at.strftime("%d.%m.") for at in draft.readings] == ["04.03.", "03.04."]
    assert problems(found) == {ImportProblem.AMBIGUOUS_DATE}
    assert only(read("---\ndate: 24/11/2026\n---\nTea")).at == MIDDAY
