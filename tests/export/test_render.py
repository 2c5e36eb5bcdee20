"""Typesetting: the standard, what a file says about where it was made, and any text set as text."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from app.errors import PageError
from app.export import render
from app.export.page import (
    PDF_FILE_NAME,
    ItemRow,
    ItemTable,
    PagePart,
    PageSection,
    PersonSide,
    Piece,
    PrintablePage,
    Room,
    Run,
    SignalTable,
    SignalTableRow,
    page_digest,
)
from app.export.redact import PageChoices, redact
from app.export.render import (
    MOST_BOXES_NAMED,
    NoteKind,
    Rendered,
    boxes_on,
    forget,
    load_fonts,
    notes_before,
    render_pdf,
    render_preview,
)
from app.models.signal import Level
from tests.export.materials import material, whole
from tests.support.printed import everything_in, keeps_standard, sheets_of, squeezed, text_of
from tests.support.texts import AWKWARD

PAGE = whole(material(words="zqxwords"))


def titled(title: str) -> PrintablePage:
    """The page with this title, ready to be set."""
    return redact(PAGE.evolve(title=PAGE.title.evolve(text=title)), PageChoices())


def test_it_keeps_the_accessibility_standard() -> None:
    made = render_pdf(redact(PAGE, PageChoices()))
    assert made.notes == ()
    catalog: Any = PdfReader(BytesIO(made.data)).trailer["/Root"].get_object()
    assert catalog["/Lang"] == "en"
    assert "/StructTreeRoot" in catalog
    assert catalog["/MarkInfo"]["/Marked"]
    assert b"<pdfuaid:part>1" in everything_in(made)


def test_common_scripts_need_no_font_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []

    def only_ours(*, system: bool) -> object:
        asked.append(system)
        return load_fonts(system=False)

    monkeypatch.setattr(render, "load_fonts", only_ours)
    spans = ((0x20, 0x250), (0x370, 0x500), (0x1E00, 0x2000), (0x2010, 0x2040), (0x20A0, 0x20C0), (0x2190, 0x2200))
    common = "".join(chr(code) for first, end in spans for code in range(first, end) if chr(code).isprintable())
    assert render_pdf(titled(common)).notes == ()
    assert asked == [False]
    render_pdf(titled("漢字"))
    assert True in asked


def test_nothing_says_who_when_or_with_what_machine(home: Path) -> None:
    made = render_pdf(redact(PAGE, PageChoices(with_dates=False)))
    information: Any = PdfReader(BytesIO(made.data)).metadata
    assert not {"/Author", "/CreationDate", "/ModDate"} & set(information or {})
    raw = everything_in(made)
    assert b"CreateDate" not in raw
    assert str(home).encode() not in raw
    assert b"2026" not in raw
    assert PDF_FILE_NAME == "pages.pdf"


def test_the_same_page_is_the_same_file() -> None:
    page = redact(PAGE, PageChoices())
    assert render_pdf(page).data == render_pdf(page).data
    assert page_digest(page) == page_digest(redact(PAGE, PageChoices()))


@pytest.mark.parametrize("words", AWKWARD, ids=range(len(AWKWARD)))
def test_any_words_print_literally(words: str) -> None:
    """Markup, template syntax, other scripts: as they were typed, control characters by a sign."""
    made = render_pdf(titled(f"x{words}x"))
    visible = "".join(c for c in words if c.isascii() and c.isprintable() and not c.isspace())
    text = "".join(text_of(made).split())
    if len(visible) == len(re.sub(r"\s", "", words)):
        assert visible in text
    assert len(render_preview(titled(f"x{words}x"))) >= 1


@pytest.mark.parametrize(
    "syntax", ["#panic()", '#include "x"', "$ a^2 $", "*bold* _it_", "= Heading", "<label> @ref", "{{ x }}"]
)
def test_template_syntax_is_only_letters(syntax: str) -> None:
    made = render_pdf(titled(syntax))
    assert squeezed(syntax) in squeezed(text_of(made))


def test_control_characters_are_shown() -> None:
    made = render_pdf(titled("a\x07b\x00c"))
    assert NoteKind.SHOWN_BY_CODE in made.notes
    assert "\x07" not in text_of(made)
    assert keeps_standard(made)


def test_a_missing_letter_is_said_and_the_page_still_made() -> None:
    made = render_pdf(titled("\U00012000 \U0001e900"))
    assert b"/StructTreeRoot" in everything_in(made), "a screen reader can read it"
    assert not keeps_standard(made)
    assert made.notes


@pytest.fixture
def only_our_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """No font of this machine."""
    monkeypatch.setattr(render, "load_fonts", lambda *, system: load_fonts(system=False))


@pytest.mark.usefixtures("only_our_fonts")
@pytest.mark.parametrize(
    ("text", "boxes"), [("a 漢字 and \U00012000", "漢字\U00012000"), ("漢漢", "漢"), ("é ж 😀 سلام", ""), ("plain", "")]
)
def test_characters_that_print_as_boxes_are_known_before(text: str, boxes: str) -> None:
    page = titled(text)
    assert set(boxes_on(page)) == set(boxes)
    assert page_digest(page.evolve(boxes="漢")) != page_digest(page), "whoever approves a page approves its boxes"
    found = page.evolve(boxes=boxes_on(page))
    assert set(notes_before(found)) == set(render_pdf(found).notes)


@pytest.mark.usefixtures("only_our_fonts")
def test_only_some_boxes_are_named() -> None:
    many = "".join(map(chr, range(0x4E00, 0x4E40)))
    assert len(boxes_on(titled(many))) == MOST_BOXES_NAMED


READ_BACK = ("plain words", "ελληνικά слова", "سلام عليكم يا صديقي", "שלום עולם", "left سلام عليكم left", "12 שלום 34")


@pytest.mark.parametrize("text", READ_BACK)
def test_only_a_page_that_reads_back_in_order_claims_the_standard(text: str) -> None:
    made = render_pdf(titled(text))
    assert keeps_standard(made) == (NoteKind.READING_ORDER not in made.notes)
    assert not keeps_standard(made) or squeezed(text) in squeezed(text_of(made))
    assert b"/StructTreeRoot" in everything_in(made)


def test_a_page_that_cannot_be_made_tells_nothing_of_its_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "_template", lambda: b"#panic(sys.inputs)")
    with pytest.raises(PageError) as failed:
        render_pdf(redact(PAGE, PageChoices()))
    assert "zqxwords" not in repr(failed.value)
    assert failed.value.__cause__ is None


def test_what_stays_out_is_in_two_columns_one_name_a_line_with_the_sides_apart() -> None:
    names = [f"Name{n}" for n in range(5)]
    pieces = tuple(Piece(text=name, aside=(PersonSide(words=f"side{name}"),)) for name in names)
    section = PageSection(
        id=PagePart.LIMITS, title="What stays out", blocks=(Run(label="Off", pieces=pieces, listed=True),)
    )
    made = render_pdf(titled("Page").evolve(sections=(section,)))
    assert keeps_standard(made)
    assert re.findall(r"(?:side)?Name\d", text_of(made)) == [word for name in names for word in (name, f"side{name}")]
    places: dict[str, tuple[int, int]] = {}

    def visit(text: str, page: list[float], line: list[float], _font: object, _size: float) -> None:
        if "Name" in text:
            places[text.strip()] = round(page[4] + line[4]), round(page[5] + line[5])

    PdfReader(BytesIO(made.data)).pages[0].extract_text(visitor_text=visit)
    left, right = {places[name][0] for name in names[::2]}, {places[name][0] for name in names[1::2]}
    assert len(left) == len(right) == 1
    assert max(left) < places["sideName0"][0] < min(right) < places["sideName1"][0]
    assert places["Name0"][1] == places["Name1"][1] > places["Name2"][1] > places["Name4"][1]


def test_each_level_has_a_shape_of_its_own_before_its_word() -> None:
    outlines = {}
    for level in Level:
        row = SignalTableRow(level=level, level_word="Word", expression=Piece(text="x"), response=Piece(text="y"))
        table = SignalTable(heads=("a", "b", "c"), rows=(row,))
        page = titled("Page").evolve(sections=(PageSection(id=PagePart.SIGNALS, blocks=(table,)),))
        assert keeps_standard(render_pdf(page))
        (picture,) = render_preview(page)
        colour = {Level.RED: b"9b2c3b", Level.YELLOW: b"7a5f0e", Level.GREEN: b"1c7049"}[level]
        (drawn,) = [path for path in re.findall(rb"<path[^>]*>", picture) if b"#" + colour in path]
        outlines[level] = re.sub(rb"[\d. -]+", b"", re.findall(rb' d="([^"]*)"', drawn)[0])
    assert len(set(outlines.values())) == len(Level)


def test_there_are_lines_to_write_notes_on() -> None:
    def lines(height: int) -> int:
        room = Room(label="Notes", height=height)
        (picture,) = render_preview(titled("Page").evolve(sections=(PageSection(id=PagePart.NOTES, blocks=(room,)),)))
        return picture.count(b"#d9d1c5")

    assert lines(72) - lines(36) == 4


def _rows(words: str, count: int) -> PrintablePage:
    rows = tuple(
        ItemRow(
            activity=f"Activity {n} of many",
            conditions=(Piece(text=f"begin{n}begin {words} end{n}end", own=True),),
            up_to="light",
        )
        for n in range(count)
    )
    table = ItemTable(heads=("Activity", "Who", "Conditions", "Up to"), rows=rows)
    section = PageSection(id=PagePart.AGREED, title="What we agreed", blocks=(table,))
    return PrintablePage(
        document_title="-", title=Piece(text="A page"), sections=(section,), footer="", footer_count="{n}"
    )


def _places(made: Rendered, number: int) -> list[list[int]]:
    """On which sheets each row begins and ends."""
    sheets = [squeezed(sheet) for sheet in sheets_of(made)]
    return [
        [at for at, text in enumerate(sheets) for mark in (f"begin{n}begin", f"end{n}end") if mark in text]
        for n in range(number)
    ]


def test_a_row_of_a_table_stays_on_one_sheet() -> None:
    made = render_pdf(_rows("slowly and with the light on, and only after we have eaten, " * 4, 40))
    places = _places(made, 40)
    assert len({begins for begins, _ends in places}) > 2, "over several sheets"
    assert all(begins == ends for begins, ends in places)
    assert keeps_standard(made)


@pytest.mark.parametrize("words", ["slowly " * 1_500, "line\n" * 300], ids=["long", "lines"])
def test_a_row_too_long_for_a_sheet_goes_on_over_the_next(words: str) -> None:
    made = render_pdf(_rows(words, 2))
    places = _places(made, 2)
    assert all(begins < ends for begins, ends in places)
    assert text_of(made).count(words.split()[0]) == 2 * len(words.split())


def test_what_was_set_can_be_forgotten() -> None:
    before = render_preview(titled("one"))
    forget()
    assert render_preview(titled("one")) == before
