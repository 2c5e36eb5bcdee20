"""Files of programs that have a format of their own."""

from __future__ import annotations

import json
from typing import Any

from tests.models.journal_kinds import NIGHT, NOON, Kind, Told, Variant, day_one, one, rich

DAY_ONE_RICH = (
    day_one(
        rich({"attributes": {"line": {"header": 1}}, "text": "4. März\n"}, {"text": "Tee."}),
        Told(NIGHT, "4. März", "Tee."),
    ),
    day_one(
        rich(
            {"attributes": {"bold": True, "line": {"header": 2}}, "text": "Markttag"},
            {"attributes": {"line": {"header": 2}}, "text": "\n"},
            {"text": "Äpfel, Brot "},
            {"text": "und Zeit", "attributes": {"italic": True, "highlightedColor": "yellow"}},
            {"text": ".\n"},
        ),
        Told(NIGHT, "Markttag", "Äpfel, Brot _und Zeit_."),
    ),
    day_one(
        {
            "text": "![](dayone-moment://P1)",
            **rich({"embeddedObjects": [{"type": "photo", "identifier": "P1"}]}, {"text": "The kettle 🫖 and us\n"}),
        },
        Told(NIGHT, "", "The kettle 🫖 and us"),
        pictures=1,
    ),
    day_one(
        rich(
            {"text": "See "},
            {"text": "that night", "attributes": {"linkURL": "dayone://view?entryId=C1"}},
            {"text": ".\n"},
        ),
        Told(NIGHT, "", "See that night."),
        links=1,
    ),
    day_one(
        {
            "tags": ["calm"],
            "starred": True,
            **rich(
                {"text": "One\n", "attributes": {"line": {"listStyle": "numbered", "listIndex": 1, "indentLevel": 1}}},
                {"text": "Two\n", "attributes": {"line": {"listStyle": "numbered", "listIndex": 2, "indentLevel": 1}}},
                {"text": "Open\n", "attributes": {"line": {"listStyle": "checkbox", "indentLevel": 1}}},
            ),
        },
        Told(NIGHT, "", "1. One\n2. Two\n\n- ☐ Open", ("calm",), pinned=True),
    ),
)


def _tea(creation: str, zone: str, at: str, **more: Any) -> Variant:
    return day_one({"text": "Tea", "creationDate": creation, "timeZone": zone, **more}, Told(at, "", "Tea"))


DAY_ONE_DAYS = (
    _tea("2026-03-03T11:00:00Z", "Pacific/Auckland", NOON, isAllDay=True),
    _tea("2026-03-04T00:00:00Z", "America/Los_Angeles", NOON, isAllDay=True),
    _tea("2026-03-04T18:45:00Z", "Asia/Kolkata", "2026-03-05 00:15"),
    _tea("2026-03-05T05:30:00Z", "America/Los_Angeles", "2026-03-04 21:30"),
    _tea("2026-03-04T20:15:00Z", "Atlantis/Harbour", NIGHT),
)

ESCAPES = (
    day_one({"text": "# **Bold** \\*and not\\*\n\nTea."}, Told(NIGHT, "Bold *and not*", "Tea.")),
    day_one({"text": "z\\. B\\. Tee \\(grün\\), 1\\. Januar\\!"}, Told(NIGHT, "", "z. B. Tee (grün), 1. Januar!")),
    day_one(
        {"text": "# Q\\&A \\- part 2\n\n1\\. not a list\n\\- nor this\n\\# nor a heading"},
        Told(NIGHT, "Q&A - part 2", "1\\. not a list\n\\- nor this\n\\# nor a heading"),
    ),
    day_one(
        {"text": "\\*not bold\\*, snake\\_case\n\n`C\\:\\\\tea`\n\n~~~\n\\_kept\\_\n~~~"},
        Told(NIGHT, "", "\\*not bold\\*, snake_case\n\n`C\\:\\\\tea`\n\n~~~\n\\_kept\\_\n~~~"),
    ),
    day_one(
        {"text": "[the harbour\\.](https://example.org/a\\_b) and www\\.example\\.org"},
        Told(NIGHT, "", "[the harbour.](https://example.org/a_b) and www.example.org"),
    ),
)

LINKS = (
    day_one(
        {"text": "# After [that night](dayone://view?entryId=C1)\n\nTea."},
        Told(NIGHT, "After that night", "Tea."),
        links=1,
    ),
    day_one(
        {
            "text": "![](dayone-moment:/video/V1)\n\nRain ![](dayone-moment:/audio/A1) and tea\n\n"
            "![](dayone-moment://P1)",
            "videos": [{"identifier": "V1"}],
            "audios": [{"identifier": "A1"}],
            "photos": [{"identifier": "P1"}],
        },
        Told(NIGHT, "", "Rain and tea"),
        pictures=3,
    ),
    one(
        "2026-03-04.md",
        "See [the list](:/0123456789abcdef0123456789abcdef) and <obsidian://open?vault=Home>.\n\n"
        "`dayone://view?entryId=C1`",
        Told(NOON, "", "See the list and ….\n\n`dayone://view?entryId=C1`"),
        links=2,
    ),
    day_one(
        {"text": "Back to [**us**](dayone2://view?entryId=C1), from https://example.org/dayone://"},
        Told(NIGHT, "", "Back to **us**, from https://example.org/dayone://"),
        links=1,
    ),
)


def _journey(fields: dict[str, Any], told: Told, /, **lost: int) -> Variant:
    given = {"id": "1", "date_journal": 1772655300000, "timezone": "Europe/Berlin", **fields}
    return one("1772655300000-3fd1c2.json", json.dumps(given), told, **lost)


JOURNEY = (
    _journey({"text": "# 1. Tag\n\nTee.", "type": "markdown"}, Told(NIGHT, "1. Tag", "Tee.")),
    _journey(
        {"text": "<h1>Spaziergang</h1><p>Am <em>Hafen</em>&nbsp;entlang.</p>", "type": "html", "mood": 0},
        Told(NIGHT, "Spaziergang", "Am _Hafen_\xa0entlang."),
    ),
    _journey(
        {"text": "Tea.\n\n- one\n- two", "preview_text": "Tea.", "lat": 1.7976931348623157e308, "favourite": False},
        Told(NIGHT, "", "Tea.\n\n- one\n- two"),
    ),
    _journey(
        {"text": "Rain", "date_journal": 1772655300, "timezone": "", "tags": ["calm", "at home"], "weather": {"id": 3}},
        Told(NIGHT, "", "Rain", ("calm", "at home")),
        fields=1,
    ),
    _journey(
        {"text": "<p>One</p><p>&lt;3</p>", "timezone": "Asia/Tokyo", "photos": ["1.jpg", "2.jpg"]},
        Told("2026-03-05 05:15", "", "One\n\n\\<3"),
        pictures=2,
    ),
)


def _diarium(fields: dict[str, Any], told: Told, /, **lost: int) -> Variant:
    given = {"date": "2026-03-04T21:15:00.0000000", "heading": "", "rating": 0, "tags": [], **fields}
    return one("Diarium_2026-03-04.json", json.dumps([given]), told, **lost)


DIARIUM = (
    _diarium(
        {"heading": "Soirée", "html": "<p>Un th&eacute; et <strong>la pluie</strong>.</p>", "tags": ["calme"]},
        Told(NIGHT, "Soirée", "Un thé et **la pluie**.", ("calme",)),
    ),
    _diarium({"heading": "Only a title", "html": "<p></p>"}, Told(NIGHT, "Only a title", "")),
    _diarium(
        {"html": "<ol><li>one</li><li>two</li></ol>", "rating": 4, "location": {"latitude": 1.5}},
        Told(NIGHT, "", "1. one\n2. two"),
        fields=2,
    ),
)

DAYLIO_HEAD = "full_date,date,weekday,time,mood,activities,note_title,note\n"
DAYLIO = (
    one(
        "daylio.csv",
        DAYLIO_HEAD + '2026-03-04,March 4,Wednesday,21:15,good,tea | ,,"One<br><b>Two</b> &amp; rain"\n',
        Told(NIGHT, "", "One\\\n**Two** & rain", ("tea",), feelings=("good",)),
    ),
    one(
        "daylio_export_2026_03_05.csv",
        DAYLIO_HEAD + '2026-03-04,4 marca,środa,21:15,dobrze,"herbata | długi spacer",,"Cichy, spokojny wieczór"\n',
        Told(NIGHT, "", "Cichy, spokojny wieczór", ("herbata", "długi spacer"), feelings=("dobrze",)),
    ),
    one(
        "daylio.csv",
        '\ufeff"full_date","date","weekday","time","mood","activities","note_title","note"\r\n'
        '"2026-03-04","March 4","Wednesday","9:15\u202fPM","rad","","Tea","<p>One</p><p>Two</p>"\r\n',
        Told(NIGHT, "Tea", "One\n\nTwo", feelings=("rad",)),
    ),
    one(
        "daylio.csv",
        "full_date;date;weekday;time;mood;activities;note_title;note\n"
        "2026-03-04;4. März;Mittwoch;21:15;gut;Tee;;Ruhig\n",
        Told(NIGHT, "", "Ruhig", ("Tee",), feelings=("gut",)),
    ),
    one(
        "daylio.csv",
        "full_date,date,weekday,time,mood,activities,scales,note_title,note\n2026-03-04,March 4,Wed,21:15,ok,,,,Tea\n",
        Told(NIGHT, "", "Tea", feelings=("ok",)),
    ),
)


def _page(header: str, body: str, told: Told, /, **lost: int) -> Variant:
    page = f'<html><head><style>.a{{}}</style></head><body><div class="pageHeader">{header}</div>{body}</body></html>'
    return one("Entries/Page.html", page, told, **lost)


APPLE = (
    one(
        "Entries/2026-03-04.htm",
        "<!DOCTYPE html><html><body><h2>1. Tag</h2><p>Tee &ndash; heiß.</p></body></html>",
        Told(NOON, "1. Tag", "Tee – heiß."),
    ),
    one(
        "Entries/2026-03-04_Rain.xhtml",
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head>'
        "<body><p>Tea.<br/>Hot.</p></body></html>",
        Told(NOON, "Rain", "Tea.\\\nHot."),
    ),
    _page(
        "Mittwoch, 4. März 2026",
        '<div class="title">Tee &amp; Regen</div><div class="bodyText"><p>Wir <b>redeten</b>.</p></div>',
        Told(NOON, "Tee & Regen", "Wir **redeten**."),
    ),
    _page(
        "mercredi 4 mars 2026",
        '<div class="assetGrid"><div><img src="a.heic"><video src="b.mov"></video></div></div><p>Un thé.</p>',
        Told(NOON, "Page", "Un thé."),
        pictures=2,
    ),
    _page("środa, 4 marca 2026", '<div class="bodyText"><p>Herbata.</p></div>', Told(NOON, "Page", "Herbata.")),
    _page(
        "Wednesday 4 March 2026",
        '<div class="reflectionPrompt">What was kind today?</div><div class="bodyText"><p>Tea.</p></div>',
        Told(NOON, "Page", "What was kind today?\n\nTea."),
    ),
)

PROGRAMS = {
    Kind.DAY_ONE_RICH: DAY_ONE_RICH,
    Kind.DAY_ONE_DAYS: DAY_ONE_DAYS,
    Kind.ESCAPES: ESCAPES,
    Kind.LINKS: LINKS,
    Kind.JOURNEY: JOURNEY,
    Kind.DIARIUM: DIARIUM,
    Kind.DAYLIO: DAYLIO,
    Kind.APPLE: APPLE,
}
