"""The real PDF of a sample page read back: what was left out is nowhere in its bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from pypdf import PdfReader

from app.assets import load
from app.export.material_page import page_of
from app.export.page import (
    Named,
    PagePart,
    PrintablePage,
)
from app.export.page_words import PageWords
from app.export.redact import PageChoices, redact, removables
from app.export.render import render_pdf
from app.models.base import ItemId
from app.models.catalogue import PackLevel
from app.models.material import Material, PageKind
from app.models.outline import Line, PersonWords
from app.services import drafts, printing
from app.services.draft_store import all_drafts
from app.services.signals import all_signals
from tests.support.printed import keeps_standard, places_of, squeezed, text_of
from tests.support.vaults import SHARED, TestVault, vault_for


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestVault]:
    with vault_for(tmp_path_factory.mktemp("export") / "v") as opened:
        opened.fill_with_sample()
        yield opened


def _material(vault: TestVault, title: str) -> Material:
    today = vault.clock().astimezone().date()
    with vault.unit() as uow:
        draft = next(d for d in all_drafts(uow) if d.title == title)
        return printing.draft_material(uow, draft_id=draft.id, base=vault.catalogue, today=today)


def _whole(vault: TestVault, title: str = "A quiet Sunday") -> PrintablePage:
    return page_of(_material(vault, title), texts=vault.texts, words=load(PageWords))


def test_the_page_reads_as_it_should(vault: TestVault) -> None:
    text = text_of(render_pdf(redact(_whole(vault), PageChoices())))
    for words in ("A quiet Sunday", "How we stop", "What we agreed", "Massage", "Aftercare", "A blanket and water"):
        assert squeezed(words) in squeezed(text)
    assert "not a contract" in " ".join(text.split()) or "no contract" in " ".join(text.split())
    order = [text.index(words) for words in ("How we stop", "What we agreed", "Aftercare")]
    assert order == sorted(order)


def test_an_item_left_out_is_nowhere_in_the_file(vault: TestVault) -> None:
    whole = _whole(vault)
    item = next(each for each, text in removables(whole).items() if "Massage" in text)
    assert places_of("Massage", render_pdf(redact(whole, PageChoices())))
    made = render_pdf(redact(whole, PageChoices(left_out=frozenset({item}))))
    assert places_of("Massage", made) == []
    assert places_of("Warm oil", made) == [], "its conditions go with it"


@pytest.mark.parametrize("section", [PagePart.AFTERCARE, PagePart.SIGNALS, PagePart.LIMITS])
def test_a_part_left_out_is_nowhere_in_the_file(vault: TestVault, section: PagePart) -> None:
    words = {
        PagePart.AFTERCARE: "A blanket and water",
        PagePart.SIGNALS: "dropping the keys",
        PagePart.LIMITS: "Impact with an implement",
    }[section]
    assert places_of(words, render_pdf(redact(_whole(vault), PageChoices())))
    assert places_of(words, render_pdf(redact(_whole(vault), PageChoices(sections_off=frozenset({section}))))) == []


def test_categories_only_names_no_activity(vault: TestVault) -> None:
    made = render_pdf(redact(_whole(vault), PageChoices(categories_only=True)))
    for words in ("Massage", "Impact with an implement", "Rope"):
        assert places_of(words, made) == []
    assert places_of("Everyday touch", made)


def test_health_and_dates_can_be_left_out(vault: TestVault) -> None:
    material = _material(vault, "Saturday evening")
    with vault.unit(SHARED) as uow:
        draft = next(d for d in all_drafts(uow) if d.title == "Saturday evening")
        health = (PersonWords(person=vault.alex, text="A blood-pressure medicine"),)
        drafts.save_draft(uow, draft=draft.evolve(health=health))
    whole = _whole(vault, "Saturday evening")
    assert material.title == "Saturday evening"
    assert places_of("blood-pressure", render_pdf(redact(whole, PageChoices())))
    made = render_pdf(redact(whole, PageChoices(with_health=False, with_dates=False)))
    assert places_of("blood-pressure", made) == []
    # Anywhere else, the same digits may be part of a coordinate.
    assert "2026" not in text_of(made)
    assert places_of(" 2026", made) == places_of("D:2026", made) == []


def test_pseudonyms_take_the_names_place_everywhere(vault: TestVault) -> None:
    with vault.unit(SHARED) as uow:
        draft = next(d for d in all_drafts(uow) if d.title == "Saturday evening")
        lines = (Line(id=ItemId("q"), text="How can ALEX and Sam’s friend say yellow? Sampling is fine."),)
        drafts.save_draft(uow, draft=draft.evolve(questions=lines))
    called = (Named(person=vault.alex, label="River"), Named(person=vault.sam, label="Stone"))
    made = render_pdf(redact(_whole(vault, "Saturday evening"), PageChoices(people=called)))
    assert places_of("Alex", made) == []
    assert "Sampling" in text_of(made), "only whole names are replaced"
    assert "River" in text_of(made)
    assert not re.search(r"\bSam\b", text_of(made))


def test_both_have_the_same_room(vault: TestVault) -> None:
    """Whatever one person wrote, their partner's column is beside it."""
    text = text_of(render_pdf(redact(_whole(vault), PageChoices())))
    assert text.count("Alex") >= 2
    assert text.count("Sam") >= 2


def test_private_things_are_never_on_a_joint_page(vault: TestVault) -> None:
    made = render_pdf(redact(_whole(vault), PageChoices()))
    for words in ("It is the deciding I want to put down", "a little afraid", "Not before I have told"):
        assert places_of(words, made) == []


def test_a_limit_says_which_side_it_is_about(vault: TestVault) -> None:
    """*Off* on one side and *not now* on the opposite side must not look the same."""
    material = _material(vault, "A quiet Sunday")
    tickling = [item for item in material.limits if item.pairing.activity_id == "sensation.tickling"]
    assert {item.outcome.value for item in tickling} == {"off", "not_now"}
    text = " ".join(text_of(render_pdf(redact(_whole(vault), PageChoices()))).split())
    off, not_now = text.index("Off the table"), text.index("Not now")
    first, second = re.compile(r"Tickling (\w+ gives)").finditer(text, off, text.index("What we agreed"))
    assert off < first.start() < not_now < second.start()
    assert {first[1], second[1]} == {"Alex gives", "Sam gives"}


def test_the_boxes_of_a_blank_list_stand_in_its_rows(vault: TestVault) -> None:
    """Pages of rows, none of them pushed out by its boxes."""
    with vault.unit() as uow:
        material = printing.blank_list(uow, base=vault.catalogue, level=PackLevel.GENTLE)
    page = page_of(material, texts=vault.texts, words=load(PageWords))
    made = render_pdf(redact(page, PageChoices()))
    text = squeezed(text_of(made))
    beyond = {pack.id for pack in vault.catalogue.packs if pack.level is not PackLevel.GENTLE}
    missing = [each for each in vault.catalogue.entries if each.directions and squeezed(each.description) not in text]
    assert missing == [each for each in vault.catalogue.entries if each.directions and each.pack in beyond]
    assert "Alex" not in text


def _card(vault: TestVault, signal_id: str = "") -> PrintablePage:
    with vault.unit() as uow:
        material = printing.signal_card(uow, signal_id=signal_id, base=vault.catalogue)
    return redact(page_of(material, texts=vault.texts, words=load(PageWords)), PageChoices())


def test_the_signals_are_one_sheet_without_names(vault: TestVault) -> None:
    with vault.unit() as uow:
        signals = all_signals(uow).current
    text = squeezed(text_of(render_pdf(_card(vault))))
    assert all(squeezed(signal.expression) in text for signal in signals)
    order = [text.index(word) for word in ("Red", "Yellow", "Green")]
    assert order == sorted(order)
    assert "Alex" not in text
    assert "Sam" not in text


def test_a_single_signal_fills_its_sheet(vault: TestVault) -> None:
    with vault.unit() as uow:
        signals = all_signals(uow).current
    for signal in signals:
        made = render_pdf(_card(vault, signal.id))
        text = squeezed(text_of(made))
        assert squeezed(signal.expression) in text
        assert len(PdfReader(BytesIO(made.data)).pages) == 1
        others = [one for one in signals if len(one.expression) > 8 and one.id != signal.id]
        assert all(squeezed(one.expression) not in text for one in others)
        assert keeps_standard(made)


def test_a_signal_of_many_words_still_prints_whole(vault: TestVault) -> None:
    words = "tap twice " * 400
    with vault.unit() as uow:
        signal = all_signals(uow).current[0].evolve(expression=words, response=words)
    material = Material(kind=PageKind.SIGNALS, people=(), catalogue=vault.catalogue, signals=(signal,))
    made = render_pdf(redact(page_of(material, texts=vault.texts, words=load(PageWords)), PageChoices()))
    assert text_of(made).count("twice") == 800
