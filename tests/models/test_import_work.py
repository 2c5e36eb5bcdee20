"""Files made to be slow to import: twice as much takes twice the work, in each format."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models import text_scan
from app.models.journal_dayone import without_escapes, without_pictures
from app.models.journal_import import read_file
from app.models.journal_incoming import ImportedFile, ReadEntries
from app.models.text_scan import NextPlace, heading_of, picture_spans
from tests.support.work import lines_run

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SIZE = 300

Slow = Callable[[int], str]

TEXTS: dict[str, Slow] = {
    "open pictures": lambda n: "![" * n,
    "pictures without address": lambda n: "![](" * n,
    "pictures with blanks": lambda n: "![](a " * n,
    "pictures over lines": lambda n: "![\n](" * n,
    "whole pictures": lambda n: "![a](b)\n" * n,
    "open links": lambda n: "[" * n,
    "closed links": lambda n: "](" * n,
    "heading of blanks": lambda n: "# " + " " * n + "x",
    "heading of signs": lambda n: "# " + " #" * n + "x",
    "signs": lambda n: "#" * n,
    "many headings": lambda n: "# a\n" * n,
    "rules": lambda n: "---\n" * n,
    "open front matter": lambda n: "---\n" + "a: b\n" * n,
    "front matter": lambda n: "---\n" + "a: b\n" * n + "---\nwords",
    "front matter of one line": lambda n: "---\nkey:" + " " * n + "x\n---\nwords",
    "front matter of keys": lambda n: "---\n" + "k" * n + ": x\n---\nwords",
    "a list of tags": lambda n: "---\ntags:\n" + "- a\n" * n + "---\nwords",
    "a line of tags": lambda n: "---\ntags: [" + "a," * n + "]\n---\nwords",
    "almost a rule": lambda n: "---\na: b\n---" + " " * n + "x\nwords",
    "empty lines": lambda n: "\n" * n + "x",
    "stars": lambda n: "*" * n,
    "escapes": lambda n: "\\." * n,
    "escapes after a number": lambda n: "1" * n + "\\." * n,
    "escaped brackets": lambda n: "]\\(" * n,
    "dates": lambda n: "2025-01-01 " * n,
    "a long date": lambda n: "monday " + " " * n + "1 may 2025",
    "null": lambda n: "a\x00" * n,
    "open wiki links": lambda n: "[[" * n,
    "closed wiki links": lambda n: "a]]" * n,
    "wiki links": lambda n: "[[a|b]] " * n,
    "comments": lambda n: "%%" * n + "]]",
    "ticks": lambda n: "`" * n + " ]]",
    "ticks of all lengths": lambda n: " ".join("`" * (each % 40) for each in range(n)) + " ]]",
    "fences": lambda n: "```\n" * n + "]]",
    "callouts": lambda n: "> [!a] b\n" * n,
    "deep quotes": lambda n: ">" * n + "[!a]",
    "blocks": lambda n: "((" * n + "))",
    "inner links": lambda n: "[a](dayone://b)" * (n // 2),
    "bare inner links": lambda n: "dayone://b " * (n // 2),
    "properties": lambda n: "a:: b\n" * n,
    "entries of jrnl": lambda n: "[2026-01-01 10:00] a\n" * n,
    "open entries of jrnl": lambda n: "[2026-01-01] a\n" + "[" * n,
    "stars of jrnl": lambda n: "[2026-01-01] " + "* " * n + "@a " * n,
    "dated headings": lambda n: "# 2026-01-01 10:00 a\n" * n,
    "years": lambda n: "# 2026\n" * n + "# 2026-01-01 10:00 a\n",
    "a trailer": lambda n: "a\n\n" + "id: b\n" * n + "type_: 1",
    "open tags": lambda n: "<" * n,
    "tags": lambda n: "<b>" * n + "</p>" * n,
    "a tag without end": lambda n: "<p " + "a=b " * n,
    "open comments": lambda n: "<!--" * n,
    "open scripts": lambda n: "<script>" * n,
    "lists in lists": lambda n: "<ul><li>a" * n,
    "entities": lambda n: "&amp;&#1;" * n,
    "quotes": lambda n: 'a,"' * n,
    "anchors": lambda n: "---\na: &a [b]\n" + "c: *a\n" * n + "---\nwords",
    "laughs": lambda n: "---\na: &a [x, x]\n" + "".join(f"b{i}: &b{i} [*a, *a]\n" for i in range(n)) + "---\nwords",
    "TOML": lambda n: "+++\n" + "".join(f"a{i} = 1\n" for i in range(n)) + "+++\nwords",
}


def read(name: str, text: str) -> ReadEntries:
    return read_file(text.encode(), ImportedFile(name=name, time=NOW), UTC)


def day_one(text: str, **more: object) -> str:
    entry = {"text": text, "creationDate": "2025-01-01T10:00:00Z", **more}
    return json.dumps({"entries": [entry]})


def rich(text: str) -> str:
    contents = [{"text": part, "attributes": {"bold": True}} for part in (text, "\n", *text[:500])]
    return json.dumps({"entries": [{"richText": json.dumps({"contents": contents}), "creationDate": "2025-01-01"}]})


def own(text: str) -> str:
    fields = {"date": "2025-01-01T10:00:00+00:00", "pinned": False, "kind": "reflection", "title": text[:20_000]}
    lines = "".join(f"{key}: {json.dumps(value)}\n" for key, value in fields.items())
    return f"---\naccord-journal: 1\n{lines}---\n\n{text}"


FORMATS: dict[str, Callable[[str], ReadEntries]] = {
    "Markdown": lambda text: read("2025-01-01.md", text),
    "text": lambda text: read("notes.txt", text),
    "our own": lambda text: read("own.md", own(text)),
    "open own": lambda text: read("own.md", "---\naccord-journal: 1\n" + text),
    "Day One": lambda text: read("journal.json", day_one(text)),
    "Day One's other fields": lambda text: read(
        "journal.json", day_one("words", timeZone=text, tags=list(text[:500]), photos=[text])
    ),
    "Day One's date": lambda text: read("journal.json", day_one("words", creationDate=text)),
    "jrnl": lambda text: read("jrnl.json", json.dumps([{"title": text, "body": text, "date": text, "time": text}])),
    "names": lambda text: read(f"{text}.md", "words"),
    "YAML": lambda text: read("a.yaml", text),
    "a web page": lambda text: read("a.html", text),
    "Daylio": lambda text: read(
        "a.csv", f"full_date,time,mood,activities,note_title,note\n2026-01-01,10:00,a,b,c,{text}"
    ),
    "Diarium": lambda text: read("a.json", json.dumps([{"date": "2026-01-01", "heading": text, "html": text}])),
    "rich text": lambda text: read("a.json", rich(text)),
}

FILES: dict[str, Slow] = {
    "many entries": lambda n: '{"entries": [' + ",".join(['{"text": "a"}'] * n) + "]}",
    "nested": lambda n: "[" * n,
    "nested objects": lambda n: '{"a":' * n,
    "many members": lambda n: "{" + ",".join(f'"{number}": 1' for number in range(n)) + "}",
    "white space": lambda n: " " * n + "[" + " " * n + "]",
    "long numbers": lambda n: "[" + "1" * n + "]",
    "cut short": lambda n: '{"entries": [' + '{"text": "a"},' * n,
}


def must_be_proportional(work: Callable[[int], int]) -> None:
    once, twice = work(SIZE), work(2 * SIZE)
    assert twice <= 2.2 * once + 100, (once, twice)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("text", TEXTS)
def test_twice_as_much_takes_twice_the_lines(form: str, text: str) -> None:
    made, take = TEXTS[text], FORMATS[form]
    must_be_proportional(lambda size: lines_run(lambda: take(made(size))))


@pytest.mark.parametrize("file", FILES)
def test_twice_as_large_a_file_takes_twice_the_lines(file: str) -> None:
    made = FILES[file]
    must_be_proportional(lambda size: lines_run(lambda: read("journal.json", made(size))))


@pytest.mark.parametrize("blanks_in_address", [True, False])
@pytest.mark.parametrize("text", TEXTS)
def test_pictures_are_found_by_looking_at_each_character_once(
    monkeypatch: pytest.MonkeyPatch, text: str, blanks_in_address: bool
) -> None:
    """Four signs are looked for; each look begins where the last one for that sign ended, or later."""
    looked = 0

    class Counted(NextPlace):
        def look(self, place: int) -> int:
            nonlocal looked
            found = super().look(place)
            looked += found - place + 1
            return found

    monkeypatch.setattr(text_scan, "NextPlace", Counted)
    for size in (SIZE, 20 * SIZE):
        looked, made = 0, TEXTS[text](size)
        list(picture_spans(made, blanks_in_address=blanks_in_address))
        assert looked <= 4 * (len(made) + 1)


marks = st.text(st.sampled_from("![]() #\t\n\\.a1"), max_size=60)


@given(marks)
def test_pictures_are_where_an_expression_finds_them(text: str) -> None:
    import re

    for expression, blanks in ((r"!\[[^\]\n]*\]\([^)\n]*\)", True), (r"!\[[^\]\n]*\]\([^)\s]*\)", False)):
        found = [match.span() for match in re.finditer(expression, text)]
        assert list(picture_spans(text, blanks_in_address=blanks)) == found


@given(marks)
def test_headings_are_what_an_expression_takes_for_them(text: str) -> None:
    import re

    line = text.replace("\n", "")
    found = re.fullmatch(r" {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*", line)
    assert heading_of(line) == (found[1] if found is not None else None)


def test_pictures_and_escapes_of_day_one() -> None:
    assert without_pictures("a ![](dayone-moment://1) \n![b](c)![d](e f)") == ("a ![d](e f)", 2)
    assert without_escapes("1\\. a\\.\\(b\\)\n\\- c\\-d\\![e] [f]\\(g\\)") == "1\\. a.(b)\n\\- c-d\\![e] [f]\\(g)"


def test_a_time_zone_made_to_be_slow_is_none() -> None:
    """Its expression would have taken years."""
    (entry,) = read("journal.json", day_one("words", timeZone="A" + "_" * 55 + "!")).drafts
    assert entry.at == datetime(2025, 1, 1, 10, tzinfo=UTC)
