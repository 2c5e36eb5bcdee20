"""Notes: texts, Markdown and YAML, in folders and in many letters."""

from __future__ import annotations

from tests.models.journal_kinds import NIGHT, NOON, Kind, Told, Variant, note, one

JRNL = (
    Variant(
        "journal.txt",
        "[04.03.2026 21:15] Ruhiger Abend. *\r\nTee und Regen. @ruhe @zu/zweit\r\n\r\n[05.03.2026 08:00] Morgen.\r\n",
        (
            Told(NIGHT, "Ruhiger Abend.", "Tee und Regen. @ruhe @zu/zweit", ("ruhe", "zu/zweit"), pinned=True),
            Told("2026-03-05 08:00", "Morgen.", ""),
        ),
        {},
    ),
    one(
        "journal.text",
        "\ufeff\n[2026-03-04 09:15:00 PM] Why *not* today? We asked.\n\n> quoted\n\n[ ] a task\n[x] done\n",
        Told(NIGHT, "Why *not* today? We asked.", "> quoted\n\n[ ] a task\n[x] done"),
    ),
    Variant(
        "journal.txt",
        "2026-03-04 21:15 Slow evening.\n| Tea and a walk. @calm\n\n2026-03-05 08:00 Morning.\n| Rain.\n",
        (
            Told(NIGHT, "Slow evening.", "Tea and a walk. @calm", ("calm",)),
            Told("2026-03-05 08:00", "Morning.", "Rain."),
        ),
        {},
    ),
    one(
        "journal.txt",
        "[2026-03-04 21:15] Tea at [8].\n[2026] was long.\n",
        Told(NIGHT, "Tea at [8].", "[2026] was long."),
    ),
)

JRNL_MARKDOWN = (
    Variant(
        "journal.markdown",
        "# 2026\n\n## März\n\n### 04.03.2026 21:15 Ruhiger Abend.\n\n#### Tee\n\nUnd Regen.\n\n"
        "### 05.03.2026 08:00 Morgen.\n\n",
        (Told(NIGHT, "Ruhiger Abend.", "#### Tee\n\nUnd Regen."), Told("2026-03-05 08:00", "Morgen.", "")),
        {},
    ),
    one(
        "journal.mdown",
        "# 2026\n## March\n### 2026-03-04 21:15 *Slow* evening, C#\n\n~~~\n### 2026-03-05 08:00 code\n~~~\n",
        Told(NIGHT, "*Slow* evening, C#", "~~~\n### 2026-03-05 08:00 code\n~~~"),
    ),
    Variant(
        "journal.md",
        "# 2025\n\n## December\n\n### Wednesday, December 31, 2025 at 11:59 PM Late.\n\nTea.\n\n# 2026\n\n## March\n\n"
        "### March 4, 2026 9:15 PM Later.\n\n![](cap.png)\n",
        (Told("2025-12-31 23:59", "Late.", "Tea."), Told(NIGHT, "Later.", "![](cap.png)")),
        {"pictures": 1},
    ),
)

JRNL_YAML = (
    one(
        "2026-03-04_tea-hot.yaml",
        "---\ntitle: Tea: hot\ndate: 2026-03-04 21:15\nstarred: False\ntags: calm, at home\nbody: |\n"
        "    One.\n\n    Two: 2.\n...",
        Told(NIGHT, "Tea: hot", "One.\n\nTwo: 2.", ("calm", "at home")),
    ),
    one(
        "2026-03-04_plan-2.yml",
        "title: Plan #2\ndate: 2026-03-04 21:15:00\nstarred: True\ntags: \nbody: |\n    Tea.\n",
        Told(NIGHT, "Plan #2", "Tea.", pinned=True),
    ),
    one(
        "2026-03-04_calm.yaml",
        "---\ntitle: @calm evening, [draft]\ndate: 2026-03-04 21:15\nstarred: False\ntags: calm\nbody: |\n"
        "    - one\n      - two\n...\n",
        Told(NIGHT, "@calm evening, [draft]", "- one\n  - two", ("calm",)),
    ),
    one(
        "2026-03-04_x.yaml",
        '---\ntitle: "No" is a whole answer\ndate: 2026-03-04 21:15\nstarred: False\ntags: \nbody: |\n    Tea.\n...\n',
        Told(NIGHT, '"No" is a whole answer', "Tea."),
    ),
)

JOPLIN_FRONT = (
    note(
        "---\ntitle: Plan\nupdated: 2026-03-05 08:00:00Z\ncreated: 2026-03-04 20:15:00Z\ncompleted?: no\n---\n"
        "\n- [ ] Tea\n",
        Told(NIGHT, "Plan", "- [ ] Tea"),
        fields=1,
    ),
    note(
        "---\ntitle: 'Tea: hot'\ncreated: 2026-03-04 20:15:00Z\nlatitude: -0.00000000\ntags:\n  - calm\n"
        "  - at home\n---\n\n"
        "![cap](../_resources/my cap.png)\n\nTea.\n",
        Told(NIGHT, "Tea: hot", "![cap](../_resources/my cap.png)\n\nTea.", ("calm", "at home")),
        pictures=1,
    ),
    note(
        "---\r\ntitle: Über uns\r\nupdated: 2026-03-04 20:15:00Z\r\nsource: https://example.org/\r\n---\r\n"
        "\r\n# Über uns\r\n\r\nTee.\r\n",
        Told(NIGHT, "Über uns", "Tee."),
        fields=1,
    ),
)

ID = "0123456789abcdef0123456789abcdef"
TRAILER = f"id: {ID}\nparent_id: {ID}\ncreated_time: 2026-03-04T20:15:00.000Z\nupdated_time: 2026-03-05T08:00:00.000Z\n"
JOPLIN_RAW = (
    one(
        f"{ID}.md",
        f"Evening\n\nTea: hot\ntime: late\n\n{TRAILER}is_todo: 1\ntodo_completed: 0\nuser_created_time: \ntype_: 1\n",
        Told(NIGHT, "Evening", "Tea: hot\ntime: late"),
    ),
    one(f"{ID}.md", f"Only a title\n\n{TRAILER}type_: 1".replace("\n", "\r\n"), Told(NIGHT, "Only a title", "")),
    one(
        f"{ID}.md",
        f"Links\n\n[a](:/{ID}) and ![cap](:/{ID})\n\n{TRAILER}latitude: 52.5\nmarkup_language: 1\ntype_: 1",
        Told(NIGHT, "Links", f"a and ![cap](:/{ID})"),
        links=1,
        pictures=1,
        fields=1,
    ),
    Variant(f"{ID}.md", f"calm\n\n{TRAILER}type_: 5", (), {"not_an_entry": 1}),
)

LOGSEQ = (
    one(
        "graph/journals/2026_03_04.md",
        "- TODO Tea with [[Robin]] #calm #[[long walk]]\n  :LOGBOOK:\n  CLOCK: [2026-03-04 Wed 21:15:00]\n"
        "  :END:\n- Rain\n",
        Told(NOON, "", "- TODO Tea with Robin #calm #long walk\n- Rain"),
        links=2,
    ),
    one(
        "graph/journals/2026-03-04.md",
        "- One\n  collapsed:: true\n\t- Two {{embed ((6568a9c1-0000-4000-8000-000000000002))}}\n"
        "- ![cap](../assets/cap.png)\n",
        Told(NOON, "", "- One\n\t- Two {{embed …}}\n- ![cap](../assets/cap.png)"),
        links=1,
        pictures=1,
    ),
    one(
        "graph/pages/Evening.md",
        "title:: Slow evening\ndate:: [[Mar 4th, 2026]]\ntags:: calm, [[at home]]\n\n- Tea\n",
        Told(NOON, "Slow evening", "- Tea", ("calm", "at home")),
    ),
    one(
        "graph/journals/2026_03_04.markdown",
        "- :LOGBOOK: is a word\n- :END:\n",
        Told(NOON, "", "- :LOGBOOK: is a word\n- :END:"),
    ),
    one("graph/journals/Mar 4th, 2026.md", "- Tea\n", Told(NOON, "", "- Tea")),
)


def _named(name: str, title: str, at: str = NOON) -> Variant:
    return one(name, "Tea", Told(at, title, "Tea"))


DAY_FOLDERS = (
    _named("Tagebuch/2026/März/4.md", ""),
    _named("journal/2026/03-March/04-Wednesday.md", "Wednesday"),
    _named("Tagebuch/2026/2026-03/2026-03-04/Abend.txt", "Abend"),
    _named("journal/2026/3/04/Evening.md", "Evening"),
    _named("dziennik/2026/marzec/04 Wieczór.md", "Wieczór"),
)

DATES_IN_NAMES = (
    _named("Mar 4, 2026 Evening.md", "Evening"),
    _named("Wednesday, March 4th, 2026.md", ""),
    _named("2026-03-04T21-15-00 Evening.md", "Evening", NIGHT),
    _named("Screen 2026-03-04 at 21.15.00.txt", "Screen", NIGHT),
    _named("Mittwoch, 4. März 2026 - Abend.md", "Abend"),
    _named("4 marca 2026.md", ""),
    _named("4.03.2026 r. Wieczór.md", "Wieczór"),
    _named("Mittwoch, 4. Ma\u0308rz 2026 Scho\u0308n.md", "Schön"),
    Variant("04-03-2026.md", "Tea", (Told("2020-05-06 09:08", "04 03 2026", "Tea"),), {"no_date": 1}),
    _named("24-03-2026 Evening.md", "Evening", "2026-03-24 12:00"),
)


def _front(line: str, at: str = NIGHT) -> Variant:
    return note(f"---\n{line}\n---\nTea", Told(at, "Note", "Tea"))


DATES_IN_FRONT = (
    _front("date: 2026-03-04 21:15:00 +0100"),
    _front("date: Wed, 04 Mar 2026 21:15:00 +0100"),
    _front("created: Mittwoch, 4. März 2026 um 21:15 Uhr"),
    _front("created_at: '1772655300000'"),
    _front("Date Created: 4 mars 2026 à 21h15"),
    _front("date: środa, 4 marca 2026 21:15"),
    _front('date: "[[2026-03-04]]"', NOON),
    _front("date: 2026-03-04 20:15:00+00"),
    _front("date: 04.03.2026 - 21:15"),
    _front("date: Mittwoch, den 4. März 2026, 21:15 Uhr MEZ"),
    _front("date: mercredi 4 mars 2026 à 21 h 15"),
    _front("date: środa, 4 marca 2026 r. o 21:15"),
    _front("date: quarta-feira, 4 de março de 2026 às 21:15"),
    _front("date: 2026. 03. 04.", NOON),
    note(
        "---\ndate: 4 listopada 2026\n---\nTea", Told("2020-05-06 09:08", "Note", "Tea"), impossible_date=1, no_date=1
    ),
    _front("day: 04.03.2026\ntime: 21:15"),
)

ZONES = (
    _front("date: 2026-03-04 21:15 MEZ"),
    _front("date: 2026-03-04 21:15 Europe/Warsaw"),
    _front("date: 2026-03-04 15:15 America/New_York"),
    _front("date: 2026-03-04 15:15\ntimezone: America/New_York"),
    _front("date: 2026-03-04 21:15 (CET)"),
    _front("date: 2026-03-04 21:15 GMT+1"),
    _front("date: 2026-03-04 21:15 UTC+01:00"),
    _front("date: 2026-03-05 08:00\ntz: Pacific/Auckland", "2026-03-05 08:00"),
)

YAML = (
    note(
        "---\ntags: '#calm #at-home'\ndate: 2026-03-04\n---\nTea",
        Told(NOON, "Note", "Tea", ("calm", "at-home")),
    ),
    note(
        "---\ntitle: >\n  Slow\n  evening\n\n  by the harbour\ndate: 2026-03-04\ntags: [calm,\n  'at home']\n---\nTea",
        Told(NOON, "Slow evening by the harbour", "Tea", ("calm", "at home")),
    ),
    note(
        '---\ntitle: "Slow\n  evening"\ndate: 2026-03-04\ntags:\n    - "#calm"\n    - tea/green\n    -\n---\nTea',
        Told(NOON, "Slow evening", "Tea", ("calm", "tea/green")),
    ),
    note(
        "---\ndate: 2026-03-04 # a Wednesday\nkeywords: >-\n  calm,\n  tea\npinned: yes\n---\nTea",
        Told(NOON, "Note", "Tea", ("calm", "tea"), pinned=True),
    ),
    note(
        "---\n# by hand\ntags: []\ntitle: ''\ndate: 2026-03-04\naliases:\n- a\n...\nTea",
        Told(NOON, "Note", "Tea"),
        fields=1,
    ),
)

TOML = (
    note(
        '+++\ntitle = "Slow evening"\ndate = 2026-03-04T21:15:00+01:00\ndraft = false\n[taxonomies]\n'
        'tags = ["calm"]\n+++\nTea',
        Told(NIGHT, "Slow evening", "Tea", ("calm",)),
        fields=1,
    ),
    note(
        "+++\ndate = 2026-03-04\ntime = 21:15:00\ntags = [\n  'calm', # slow\n  'at home',\n]\n+++\n# Tea\n\nHot.",
        Told(NIGHT, "Tea", "Hot.", ("calm", "at home")),
    ),
    note(
        '+++\r\ntitle = """\r\nSlow\r\nevening"""\r\ncreated = "4. März 2026"\r\nstarred = true\r\n+++\r\nTee',
        Told(NOON, "Slow evening", "Tee", pinned=True),
    ),
)

OBSIDIAN = (
    one(
        "2026-03-04.md",
        "# Tea with [[Robin|her]]\n\nCalm.",
        Told(NOON, "Tea with her", "Calm."),
        links=1,
    ),
    one(
        "2026-03-04.md",
        "%%\nonly for me\n%%\n\nSaw [[Robin#At home|her]] at [[The lake#North]]. ![[cap.jpg|300]]\n",
        Told(NOON, "", "\nonly for me\n\n\nSaw her at The lake#North. "),
        links=2,
        pictures=1,
    ),
    one(
        "2026-03-04.md",
        "> [!question]+ Why?\n> > [!todo] Ask\n> > Tea\n\n> [!my-own]\n> x\n\n[!note] no callout",
        Told(NOON, "", "> **Why?**\n> > **Ask**\n> > Tea\n\n> **My own**\n> x\n\n[!note] no callout"),
    ),
    one(
        "2026-03-04.md",
        "| a | b |\n| - | - |\n| [[Robin\\|her]] | %%x%% |\n\n[[ ]] [[open and a[1]]",
        Told(NOON, "", "| a | b |\n| - | - |\n| her | x |\n\n… open and a[1"),
        links=3,
    ),
    one(
        "2026-03-04.md",
        "50%% and ![[Note ^one]] [back](obsidian://open?file=Note)\n\n`%%code%%`",
        Told(NOON, "", "50 and Note ^one back\n\n`%%code%%`"),
        links=2,
    ),
)


def _letters(text: str, encoding: str) -> Variant:
    return one("2026-03-04.txt", text.encode(encoding), Told(NOON, "", text), other_encoding=1)


POLISH = "Cichy wieczór, żółte światło. Piliśmy herbatę i rozmawialiśmy o jutrzejszym dniu."
ENCODINGS: tuple[Variant, ...] = (
    _letters("Wir saßen am Küchentisch und tranken Tee – „ganz ruhig“.", "cp1252"),
    _letters(POLISH, "cp1250"),
    _letters(POLISH, "iso-8859-2"),
    _letters("Ein stiller Abend, schöne Wärme, Tee für zwei, später Grüße.", "cp850"),
    _letters("Ήταν ένα ήσυχο βράδυ και ήπιαμε τσάι μαζί.", "cp1253"),
    _letters("Sakin bir akşamdı, çay içtik ve yağmuru dinledik, ışık güzeldi.", "cp1254"),
    _letters("Une soirée calme, du thé, et la pluie.", "utf-16-be"),
    _letters("那是一个安静的夜晚,我们喝了茶。", "gb18030"),
)

NOTES = {
    Kind.JRNL: JRNL,
    Kind.JRNL_MARKDOWN: JRNL_MARKDOWN,
    Kind.JRNL_YAML: JRNL_YAML,
    Kind.JOPLIN_FRONT: JOPLIN_FRONT,
    Kind.JOPLIN_RAW: JOPLIN_RAW,
    Kind.LOGSEQ: LOGSEQ,
    Kind.DAY_FOLDERS: DAY_FOLDERS,
    Kind.DATES_IN_NAMES: DATES_IN_NAMES,
    Kind.DATES_IN_FRONT: DATES_IN_FRONT,
    Kind.ZONES: ZONES,
    Kind.YAML: YAML,
    Kind.TOML: TOML,
    Kind.OBSIDIAN: OBSIDIAN,
    Kind.ENCODINGS: ENCODINGS,
}
