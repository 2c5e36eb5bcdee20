"""Parts that several pages share: entries with their sides, aftercare, and sections that are not empty."""

from __future__ import annotations

import pytest

from app.export.entries import PageEntries, care_groups, filled_sections
from app.export.page import FactRows, PageBlock, PagePart, Paragraphs, PersonColumn, Piece, Points, SideBySide
from app.models.aftercare import AftercarePlan, CareKind, CareNeed
from app.models.base import ActivityId
from app.models.catalogue import SideLabels
from tests.export.materials import CATALOGUE, TEXTS, WORDS, material, texts_of
from tests.support import factories as make

ENTRIES = PageEntries(CATALOGUE, WORDS)
TICKLING = ActivityId("sensation.tickling")


def test_a_deleted_entry_is_named_by_its_id() -> None:
    assert ENTRIES.find("own.deleted") is None
    assert (ENTRIES.title("own.deleted"), ENTRIES.category("own.deleted")) == ("own.deleted", "")
    assert not ENTRIES.is_health("own.deleted")
    assert (ENTRIES.title(TICKLING), ENTRIES.category(TICKLING)) == ("Tickling", "Gentle sensation")


def test_a_piece_about_an_entry_knows_its_category_health_and_whose_it_is() -> None:
    alcohol = ENTRIES.piece(ActivityId("setting.alcohol"), "x", piece_id="p")
    assert (alcohol.id, alcohol.category, alcohol.health, alcohol.own) == (
        "p",
        ENTRIES.category("setting.alcohol"),
        True,
        False,
    )
    assert ENTRIES.piece(ActivityId("own.1"), "x", piece_id="p").own
    assert not ENTRIES.piece(TICKLING, "x", piece_id="p").health


@pytest.mark.parametrize("labels", [SideLabels.GIVES, SideLabels.LEADS])
def test_the_active_side_is_first_with_everybodys_name(labels: SideLabels) -> None:
    entry = next(e for e in CATALOGUE.entries if e.labels is labels)
    one, other = ENTRIES.sides(make.pairing(entry.id, make.SAM), material())
    assert (one.person, other.person) == (make.SAM, make.ALEX)
    assert (one.words, other.words) == tuple(WORDS.sides[labels])


def test_what_both_do_together_names_nobody() -> None:
    entry = next(e for e in CATALOGUE.entries if e.labels is SideLabels.NONE and e.directions)
    assert [side.person for side in ENTRIES.sides(make.pairing(entry.id), material())] == [None]


def test_an_entry_without_sides_names_nobody_even_if_the_pairing_does() -> None:
    entry = next(e for e in CATALOGUE.entries if e.labels is SideLabels.NONE and e.directions)
    assert [side.person for side in ENTRIES.sides(make.pairing(entry.id, make.SAM), material())] == [None]
    gives = next(e for e in CATALOGUE.entries if e.labels is SideLabels.GIVES)
    assert [side.person for side in ENTRIES.sides(make.pairing(gives.id), material())] == [None]


def test_a_plan_is_grouped_by_kind_in_the_order_of_the_kinds() -> None:
    needs = tuple(CareNeed(kind=kind, text=kind.value) for kind in reversed(CareKind))
    plan = AftercarePlan(person=make.ALEX, needs=needs, avoid=("questions",), words="tea")
    groups = care_groups(plan, TEXTS, WORDS, piece_id="p", by=make.ALEX)
    assert [group.label for group in groups] == [*(TEXTS.care[kind].title for kind in CareKind), "Please avoid", ""]
    assert [text for group in groups for text in texts_of(group)] == [*CareKind, "questions", "tea"]
    assert all((p.id, p.by, p.own) == ("p", make.ALEX, True) for group in groups for p in group.pieces)
    assert care_groups(AftercarePlan(person=make.ALEX, words=" "), TEXTS, WORDS, piece_id="p") == ()


def test_empty_sections_are_left_out() -> None:
    block = Paragraphs(pieces=(Piece(text="x"),))
    parts = {PagePart.TALK: (block,), PagePart.LIMITS: (), PagePart.TERMS: iter((block,))}
    found = list(filled_sections(parts, WORDS.own_sections))
    assert [(section.id, section.title) for section in found] == [
        (part, WORDS.own_sections[part]) for part in (PagePart.TALK, PagePart.TERMS)
    ]


@pytest.mark.parametrize(
    "empty",
    [
        Paragraphs(pieces=()),
        Points(pieces=()),
        FactRows(rows=()),
        SideBySide(columns=(PersonColumn(person=make.ALEX), PersonColumn(person=make.SAM))),
    ],
)
def test_blocks_with_nothing_in_them_are_left_out(empty: PageBlock) -> None:
    block = Paragraphs(pieces=(Piece(text="x"),))
    parts = {PagePart.TALK: (empty, block), PagePart.TERMS: (empty,)}
    (section,) = filled_sections(parts, WORDS.own_sections)
    assert section.blocks == (block,)
