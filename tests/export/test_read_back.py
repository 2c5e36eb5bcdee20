"""The real PDF read back: what is in it, how it is made, and that what was left out is nowhere in its bytes."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from app.errors import PageError
from app.export import render
from app.export.material_page import page_of
from app.export.page import (
    FILE_NAME,
    ItemRow,
    ItemTable,
    Named,
    PagePart,
    PageSection,
    Piece,
    PrintablePage,
    page_digest,
)
from app.export.page_words import load_words
from app.export.redact import PageChoices, initials, real_names, redact, removables
from app.export.render import NoteKind, Rendered, render_pdf, render_preview
from app.models.base import ItemId
from app.models.material import Material, PageKind
from app.models.outline import Line, PersonWords
from app.services import drafts, printing
from tests.support.texts import AWKWARD
from tests.support.vaults import SHARED, TestVault, vault_for


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestVault]:
    with vault_for(tmp_path_factory.mktemp("export") / "v") as opened:
        opened.fill_with_sample()
        yield opened


def _material(vault: TestVault, title: str) -> Material:
    today = vault.clock().astimezone().date()
    with vault.unit() as uow:
        draft = next(d for d in uow.shared.drafts.all() if d.title == title)
        return printing.draft_material(uow, draft_id=draft.id, base=vault.catalogue, today=today)


def _whole(vault: TestVault, title: str = "A quiet Sunday") -> PrintablePage:
    return page_of(_material(vault, title), texts=vault.texts, words=load_words())


def _text(data: bytes) -> str:
    return "\n".join(sheet.extract_text() for sheet in PdfReader(BytesIO(data)).pages)


def _squeezed(text: str) -> str:
    """Without what line breaking does to a text."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _raw(data: bytes) -> bytes:
    """Everything in the file, its streams unpacked too."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL)
    unpacked = [data]
    for stream in streams:
        try:
            unpacked.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"\n".join(unpacked)


def _hidden_in(rendered: Rendered, words: str) -> list[str]:
    """Where a text still is: in what can be read, or in the bytes in any usual coding."""
    found = ["text"] if _squeezed(words) in _squeezed(_text(rendered.data)) else []
    raw = _raw(rendered.data)
    forms = (words.encode(), words.encode("utf-16-be"), words.encode("utf-16-be").hex().upper().encode())
    return found + ["raw" for form in forms if form in raw]


def test_the_page_reads_as_it_should(vault: TestVault) -> None:
    text = _text(render_pdf(redact(_whole(vault), PageChoices())).data)
    for words in ("A quiet Sunday", "How we stop", "What we agreed", "Massage", "Aftercare", "A blanket and water"):
        assert _squeezed(words) in _squeezed(text)
    assert "not a contract" in " ".join(text.split()) or "no contract" in " ".join(text.split())
    order = [text.index(words) for words in ("How we stop", "What we agreed", "Aftercare")]
    assert order == sorted(order)


def test_it_keeps_the_accessibility_standard(vault: TestVault) -> None:
    made = render_pdf(redact(_whole(vault), PageChoices()))
    assert made.tagged
    assert made.standard == "PDF/UA-1"
    catalog: Any = PdfReader(BytesIO(made.data)).trailer["/Root"].get_object()
    assert catalog["/Lang"] == "en"
    assert "/StructTreeRoot" in catalog
    assert catalog["/MarkInfo"]["/Marked"]
    assert b"<pdfuaid:part>1" in _raw(made.data)


def test_nothing_says_who_when_or_with_what_machine(vault: TestVault, home: Path) -> None:
    made = render_pdf(redact(_whole(vault), PageChoices(with_dates=False)))
    information: Any = PdfReader(BytesIO(made.data)).metadata
    assert not {"/Author", "/CreationDate", "/ModDate"} & set(information or {})
    raw = _raw(made.data)
    assert b"CreateDate" not in raw
    assert str(home).encode() not in raw
    assert b"2026" not in raw
    assert FILE_NAME == "pages.pdf"


def test_the_same_page_is_the_same_file(vault: TestVault) -> None:
    page = redact(_whole(vault), PageChoices())
    assert render_pdf(page).data == render_pdf(page).data
    assert page_digest(page) == page_digest(redact(_whole(vault), PageChoices()))


def test_an_item_left_out_is_nowhere_in_the_file(vault: TestVault) -> None:
    whole = _whole(vault)
    item = next(r for r in removables(whole) if "Massage" in r.text)
    assert _hidden_in(render_pdf(redact(whole, PageChoices())), "Massage")
    made = render_pdf(redact(whole, PageChoices(left_out=frozenset({item.id}))))
    assert _hidden_in(made, "Massage") == []
    assert _hidden_in(made, "Warm oil") == [], "its conditions go with it"


@pytest.mark.parametrize("section", [PagePart.AFTERCARE, PagePart.SIGNALS, PagePart.LIMITS])
def test_a_part_left_out_is_nowhere_in_the_file(vault: TestVault, section: PagePart) -> None:
    words = {
        PagePart.AFTERCARE: "A blanket and water",
        PagePart.SIGNALS: "dropping the keys",
        PagePart.LIMITS: "Impact with an implement",
    }[section]
    assert _hidden_in(render_pdf(redact(_whole(vault), PageChoices())), words)
    assert _hidden_in(render_pdf(redact(_whole(vault), PageChoices(sections_off=frozenset({section})))), words) == []


def test_categories_only_names_no_activity(vault: TestVault) -> None:
    made = render_pdf(redact(_whole(vault), PageChoices(categories_only=True)))
    for words in ("Massage", "Impact with an implement", "Rope"):
        assert _hidden_in(made, words) == []
    assert _hidden_in(made, "Everyday touch")


def test_health_and_dates_can_be_left_out(vault: TestVault) -> None:
    material = _material(vault, "Saturday evening")
    with vault.unit(SHARED) as uow:
        draft = next(d for d in uow.shared.drafts.all() if d.title == "Saturday evening")
        health = (PersonWords(person=vault.alex, text="A blood-pressure medicine"),)
        drafts.save_draft(uow, draft=draft.evolve(health=health))
    whole = _whole(vault, "Saturday evening")
    assert material.title == "Saturday evening"
    assert _hidden_in(render_pdf(redact(whole, PageChoices())), "blood-pressure")
    made = render_pdf(redact(whole, PageChoices(with_health=False, with_dates=False)))
    assert _hidden_in(made, "blood-pressure") == []
    assert _hidden_in(made, "2026") == []


def test_pseudonyms_take_the_names_place_everywhere(vault: TestVault) -> None:
    with vault.unit(SHARED) as uow:
        draft = next(d for d in uow.shared.drafts.all() if d.title == "Saturday evening")
        lines = (Line(id=ItemId("q"), text="How can ALEX and Sam’s friend say yellow? Sampling is fine."),)
        drafts.save_draft(uow, draft=draft.evolve(questions=lines))
    called = (Named(person=vault.alex, label="River"), Named(person=vault.sam, label="Stone"))
    made = render_pdf(redact(_whole(vault, "Saturday evening"), PageChoices(people=called)))
    assert _hidden_in(made, "Alex") == []
    assert "Sampling" in _text(made.data), "only whole names are replaced"
    assert "River" in _text(made.data)
    assert not re.search(r"\bSam\b", _text(made.data))


def test_initials_tell_two_apart(vault: TestVault) -> None:
    assert [named.label for named in initials(vault.people)] == ["A.", "S."]
    assert [named.label for named in real_names(vault.people)] == ["Alex", "Sam"]


@pytest.mark.parametrize("words", AWKWARD, ids=range(len(AWKWARD)))
def test_any_words_print_literally(vault: TestVault, words: str) -> None:
    """Markup, template syntax, other scripts: as they were typed, control characters by a sign."""
    whole = _whole(vault)
    title = whole.title.evolve(text=f"x{words}x")
    made = render_pdf(redact(whole.evolve(title=title), PageChoices()))
    visible = "".join(c for c in words if c.isascii() and c.isprintable() and not c.isspace())
    text = "".join(_text(made.data).split())
    if len(visible) == len(re.sub(r"\s", "", words)):
        assert visible in text
    assert len(render_preview(redact(whole.evolve(title=title), PageChoices()))) >= 1


@pytest.mark.parametrize(
    "syntax", ["#panic()", '#include "x"', "$ a^2 $", "*bold* _it_", "= Heading", "<label> @ref", "{{ x }}"]
)
def test_template_syntax_is_only_letters(vault: TestVault, syntax: str) -> None:
    whole = _whole(vault)
    made = render_pdf(redact(whole.evolve(title=whole.title.evolve(text=syntax)), PageChoices()))
    assert _squeezed(syntax) in _squeezed(_text(made.data))


def test_control_characters_are_shown(vault: TestVault) -> None:
    whole = _whole(vault)
    made = render_pdf(redact(whole.evolve(title=whole.title.evolve(text="a\x07b\x00c")), PageChoices()))
    assert NoteKind.SHOWN_BY_CODE in [note.kind for note in made.notes]
    assert "\x07" not in _text(made.data)
    assert made.standard == "PDF/UA-1"


def test_a_missing_letter_is_said_and_the_page_still_made(vault: TestVault) -> None:
    whole = _whole(vault)
    made = render_pdf(redact(whole.evolve(title=whole.title.evolve(text="\U00012000 \U0001e900")), PageChoices()))
    assert made.tagged
    assert made.standard is None
    assert [note.kind for note in made.notes] != []


def test_a_page_that_cannot_be_made_tells_nothing_of_its_text(
    vault: TestVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render, "_template", lambda: b"#panic(sys.inputs)")
    with pytest.raises(PageError) as failed:
        render_pdf(redact(_whole(vault), PageChoices()))
    assert "Sunday" not in repr(failed.value)
    assert failed.value.__cause__ is None


def test_both_have_the_same_room(vault: TestVault) -> None:
    """Whatever one wrote, the other's column is there beside it."""
    text = _text(render_pdf(redact(_whole(vault), PageChoices())).data)
    assert text.count("Alex") >= 2
    assert text.count("Sam") >= 2


def test_private_things_are_never_on_a_joint_page(vault: TestVault) -> None:
    made = render_pdf(redact(_whole(vault), PageChoices()))
    for words in ("It is the deciding I want to put down", "a little afraid", "Not before I have told"):
        assert _hidden_in(made, words) == []


def test_a_limit_says_which_side_it_is_about(vault: TestVault) -> None:
    """Off on one side and not now on the other must not read as one and the same."""
    material = _material(vault, "A quiet Sunday")
    tickling = [item for item in material.limits if item.pairing.activity_id == "sensation.tickling"]
    assert {item.outcome.value for item in tickling} == {"off", "not_now"}
    text = " ".join(_text(render_pdf(redact(_whole(vault), PageChoices())).data).split())
    off, not_now = text.index("Off the table"), text.index("Not now")
    first, second = text.index("Tickling (", off), text.rindex("Tickling (")
    assert off < first < not_now < second
    assert text[first : first + 24] != text[second : second + 24]


def test_the_boxes_of_a_blank_list_stand_in_its_rows(vault: TestVault) -> None:
    """Eight pages of rows, none of them pushed out by its boxes."""
    with vault.unit() as uow:
        material = printing.blank_list(uow, base=vault.catalogue)
    page = page_of(material, texts=vault.texts, words=load_words())
    made = render_pdf(redact(page, PageChoices()))
    text = _squeezed(_text(made.data))
    assert all(_squeezed(entry.title) in text for entry in vault.catalogue.entries if entry.directions)
    assert "Alex" not in text


def _card(vault: TestVault, signal_id: str = "") -> PrintablePage:
    with vault.unit() as uow:
        material = printing.signal_card(uow, signal_id=signal_id, base=vault.catalogue)
    return redact(page_of(material, texts=vault.texts, words=load_words()), PageChoices())


def test_the_signals_are_one_sheet_without_names(vault: TestVault) -> None:
    with vault.unit() as uow:
        signals = uow.shared.signals.all()
    text = _squeezed(_text(render_pdf(_card(vault)).data))
    assert all(_squeezed(signal.expression) in text for signal in signals)
    order = [text.index(word) for word in ("Red", "Yellow", "Green")]
    assert order == sorted(order)
    assert "Alex" not in text
    assert "Sam" not in text


def test_a_single_signal_fills_its_sheet(vault: TestVault) -> None:
    with vault.unit() as uow:
        signals = uow.shared.signals.all()
    for signal in signals:
        made = render_pdf(_card(vault, signal.id))
        text = _squeezed(_text(made.data))
        assert _squeezed(signal.expression) in text
        assert len(PdfReader(BytesIO(made.data)).pages) == 1
        others = [one for one in signals if len(one.expression) > 8 and one.id != signal.id]
        assert all(_squeezed(one.expression) not in text for one in others)
        assert made.standard == "PDF/UA-1"


def test_a_signal_of_many_words_still_prints_whole(vault: TestVault) -> None:
    words = "tap twice " * 400
    with vault.unit() as uow:
        signal = uow.shared.signals.all()[0].evolve(expression=words, response=words)
    material = Material(kind=PageKind.SIGNALS, people=(), catalogue=vault.catalogue, signals=(signal,))
    made = render_pdf(redact(page_of(material, texts=vault.texts, words=load_words()), PageChoices()))
    assert _text(made.data).count("twice") == 800


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


def _places(data: bytes, number: int) -> list[list[int]]:
    """On which sheets each row begins and ends."""
    sheets = [_squeezed(sheet.extract_text()) for sheet in PdfReader(BytesIO(data)).pages]
    return [
        [at for at, text in enumerate(sheets) for mark in (f"begin{n}begin", f"end{n}end") if mark in text]
        for n in range(number)
    ]


def test_a_row_of_a_table_stays_on_one_sheet() -> None:
    made = render_pdf(_rows("slowly and with the light on, and only after we have eaten, " * 4, 40))
    places = _places(made.data, 40)
    assert len({begins for begins, _ends in places}) > 2, "over several sheets"
    assert all(begins == ends for begins, ends in places)
    assert made.standard == "PDF/UA-1"


@pytest.mark.parametrize("words", ["slowly " * 1_500, "line\n" * 300], ids=["long", "lines"])
def test_a_row_too_long_for_a_sheet_goes_on_over_the_next(words: str) -> None:
    data = render_pdf(_rows(words, 2)).data
    places = _places(data, 2)
    assert all(begins < ends for begins, ends in places)
    assert _text(data).count(words.split()[0]) == 2 * len(words.split())
