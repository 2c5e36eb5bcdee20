"""Leaving out: by id, by section, by health, dates and category; names replaced; nothing else changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.export.page import (
    FactRows,
    ItemTable,
    Named,
    PageBlock,
    PagePart,
    PageSection,
    PageSpan,
    Paper,
    Paragraphs,
    Piece,
    PieceGroup,
    Points,
    PrintablePage,
    Rich,
    RichItem,
    RichNode,
    Room,
)
from app.export.redact import PageChoices, initials, real_names, redact, removables
from app.models.material import PageKind
from app.services import printing
from app.services.draft_store import all_drafts
from tests.export.materials import PEOPLE, material, parts, pieces_of, section, texts_of, whole
from tests.support import factories as make
from tests.support.vaults import vault_for

RIVER = PageChoices(people=(Named(person=make.ALEX, label="River"),))


def page(*blocks: PageBlock, **changes: Any) -> PrintablePage:
    sections = (PageSection(id=PagePart.TALK, blocks=blocks),)
    people = real_names(PEOPLE)
    fixed = {"document_title": "-", "title": Piece(text="A page"), "footer_count": "{n}"}
    return PrintablePage(**{"people": people, "sections": sections, **fixed, **changes})


def left(block: PageBlock, **choices: Any) -> PageBlock | None:
    """What is left of a block."""
    sections = redact(page(block), PageChoices(**choices)).sections
    return sections[0].blocks[0] if sections else None


def bullets(*pieces: Piece) -> Points:
    return Points(pieces=pieces)


@pytest.mark.parametrize("kind", [PageKind.SCENE, PageKind.GROUND_RULES])
def test_everything_that_can_be_left_out_is_gone_when_it_is(kind: PageKind) -> None:
    made = whole(material(kind, words="zqxwords"))
    every = frozenset(removables(made))
    bare = redact(made, PageChoices(left_out=every))
    assert bare.title.text == made.plain_title
    assert "zqxwords" not in bare.model_dump_json()
    fixed = {PagePart.SIGNALS, PagePart.DEBRIEF, PagePart.RULES, PagePart.WITHDRAWAL, PagePart.NOTES}
    assert set(parts(bare)) <= fixed


@pytest.mark.parametrize("kind", [PageKind.SCENE, PageKind.GROUND_RULES])
def test_leaving_out_one_thing_leaves_the_rest(kind: PageKind) -> None:
    made = whole(material(kind))
    everything = texts_of(redact(made, PageChoices()))
    for removable in removables(made):
        fewer = texts_of(redact(made, PageChoices(left_out=frozenset({removable}))))
        assert len(fewer) < len(everything) or removable == "title"


def test_no_ids_remain() -> None:
    done = redact(whole(material()), PageChoices())
    assert all(not piece.id and not piece.about and not piece.category for piece in pieces_of(done))
    assert "outline1" not in done.model_dump_json()


def test_a_note_goes_when_all_it_explains_is_left_out() -> None:
    note = Piece(text="careful", about=("a", "b"))
    assert left(bullets(note), left_out=frozenset({"a"})) is not None
    assert left(bullets(note), left_out=frozenset({"a", "b"})) is None


def test_a_section_without_content_goes_with_it() -> None:
    assert redact(page(bullets(Piece(text="x", health=True))), PageChoices(with_health=False)).sections == ()
    done = redact(whole(material()), PageChoices(sections_off=frozenset({PagePart.AGREED})))
    assert PagePart.AGREED not in parts(done)


@pytest.mark.parametrize(
    ("piece", "choices"),
    [
        (Piece(text="x", health=True), {"with_health": False}),
        (Piece(text="x", dated=True), {"with_dates": False}),
        (Piece(text="x", detail=True), {"categories_only": True}),
        (Piece(text="x", id="p"), {"left_out": frozenset({"p"})}),
    ],
)
def test_each_choice_leaves_out_its_own_pieces(piece: Piece, choices: dict[str, Any]) -> None:
    assert left(bullets(piece), **choices) is None
    assert left(bullets(piece)) is not None
    assert left(bullets(Piece(text="x")), **choices) is not None


def test_only_categories_are_named_each_once_for_each_person() -> None:
    pieces = [
        Piece(text=text, category="Touch", by=by) for text, by in (("a", make.ALEX), ("b", make.ALEX), ("c", make.SAM))
    ]
    found = left(bullets(*pieces), categories_only=True)
    assert found == bullets(Piece(text="Touch", by=make.ALEX), Piece(text="Touch", by=make.SAM))
    assert [piece.text for piece in pieces_of(left(bullets(*pieces)))] == ["a", "b", "c"]


def test_a_table_of_categories_names_no_activity() -> None:
    done = redact(whole(material()), PageChoices(categories_only=True))
    (block,) = section(done, PagePart.AGREED).blocks
    assert isinstance(block, Points)
    (table,) = section(whole(material()), PagePart.AGREED).blocks
    assert isinstance(table, ItemTable)
    assert texts_of(block) == [table.rows[0].category]


def test_a_label_that_names_the_entry_goes_with_it() -> None:
    group = PieceGroup(label="Massage", pieces=(Piece(text="oil", category="Touch"),))
    found = left(FactRows(rows=(group, group)), categories_only=True)
    assert found == FactRows(rows=(PieceGroup(label="", pieces=(Piece(text="Touch"),)),))


def test_names_are_replaced_in_a_persons_words_alone() -> None:
    block = bullets(Piece(text="Alex said", own=True), Piece(text="Alexandria", own=True), Piece(text="Alex fixed"))
    done = redact(page(block), RIVER)
    assert texts_of(done.sections[0]) == ["River said", "Alexandria", "Alex fixed"]
    assert [named.label for named in done.people] == ["River", "Sam"]


def test_a_label_of_own_words_is_renamed_as_well() -> None:
    rows = (
        PieceGroup(label="Alex", pieces=(Piece(text="x", own=True),)),
        PieceGroup(label="Alex", pieces=(Piece(text="y"),)),
    )
    (block,) = redact(page(FactRows(rows=rows)), RIVER).sections[0].blocks
    assert isinstance(block, FactRows)
    assert [row.label for row in block.rows] == ["River", "Alex"]


def test_an_empty_label_becomes_a_dash() -> None:
    nobody = PageChoices(people=(Named(person=make.ALEX, label=" "),))
    assert [named.label for named in redact(page(), nobody).people] == ["–", "Sam"]


def test_names_across_styles_are_replaced_in_rich_text() -> None:
    inner = RichNode(
        kind="text", spans=(PageSpan(text="with Al", bold=True), PageSpan(text="ex"), PageSpan(text=" there"))
    )
    rich = Rich(nodes=(RichNode(kind="quote", items=(RichItem(nodes=(inner,)),)),))
    (block,) = redact(page(rich), RIVER).sections[0].blocks
    assert isinstance(block, Rich)
    (node,) = block.nodes[0].items[0].nodes
    assert [span.text for span in node.spans] == ["with River", " there"]


def test_what_holds_no_words_of_anybody_stays() -> None:
    room = Room(label="Notes")
    assert left(room, categories_only=True, with_health=False, with_dates=False) == room
    assert redact(page(room), PageChoices(paper=Paper.LETTER)).paper is Paper.LETTER


def test_everything_with_an_id_can_be_left_out() -> None:
    made = whole(material(words="zqxwords"))
    assert next(iter(removables(made))) == "title"
    assert {piece.id for section in made.sections for piece in pieces_of(section) if piece.id} <= removables(
        made
    ).keys()


def test_what_is_labelled_is_listed_with_its_label() -> None:
    rows = (PieceGroup(label="Where", pieces=(Piece(text="by the lake", id="p"),)),)
    assert list(removables(page(FactRows(rows=rows))).values()) == ["Where: by the lake"]
    assert list(removables(page(Paragraphs(pieces=(Piece(text="x", id="p"),)))).values()) == ["x"]


def test_which_of_two_things_is_meant_can_be_read_in_the_list(tmp_path: Path) -> None:
    said: set[str] = set()
    with vault_for(tmp_path / "v") as vault:
        vault.fill_with_sample()
        with vault.unit() as uow:
            for draft in all_drafts(uow):
                base, day = vault.catalogue, vault.clock().date()
                made = whole(printing.draft_material(uow, draft_id=draft.id, base=base, today=day))
                listed = list(removables(made).values())
                assert len(set(listed)) == len(listed), "no two lines are alike"
                said |= set(listed)
    assert {"Marks (Alex gives)", "Marks (Sam gives)", "Sam · Physical: Something to eat"} <= said
    assert any(text.startswith("Massage (Alex") for text in said), "an activity that is agreed, with both sides"


def test_initials_tell_two_apart() -> None:
    assert [named.label for named in initials(PEOPLE)] == ["A.", "S."]
    alike = (make.person(make.ALEX, name="Sam"), make.person(make.SAM, name=" “sven”"))
    assert [named.label for named in initials(alike)] == ["S. 1", "S. 2"]
    assert [named.label for named in initials([make.person(name="…")])] == ["?."]
    assert [named.label for named in real_names(PEOPLE)] == ["Alex", "Sam"]
