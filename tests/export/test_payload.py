"""A page as data for the typesetter: names filled in, directions said, no ids in it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.export.page import (
    ItemRow,
    ItemTable,
    Named,
    PageBlock,
    PagePart,
    PageSection,
    PersonSide,
    Piece,
    Points,
    PrintablePage,
    SignalTable,
    SignalTableRow,
)
from app.export.payload import Payload
from app.export.redact import PageChoices, redact
from app.models.answer import Stance
from app.models.catalogue import Direction
from app.models.material import Material, PageKind
from app.models.signal import Level
from tests.export.materials import CATALOGUE, material, own_material, whole
from tests.support import factories as make

NAMES = (Named(person=make.ALEX, label="River"), Named(person=make.SAM, label="S{x}m"))


def page(*blocks: PageBlock, **changes: Any) -> PrintablePage:
    return PrintablePage(
        **{
            "document_title": "-",
            "title": Piece(text="A page"),
            "people": NAMES,
            "sections": (PageSection(id=PagePart.TALK, blocks=blocks),),
            "footer_count": "Page {n} of {total}",
            **changes,
        }
    )


def block_of(block: PageBlock) -> Any:
    return Payload(page(block)).data()["sections"][0]["blocks"][0]


def test_names_are_put_before_and_within_pieces() -> None:
    aside = (PersonSide(words="{name} gives", person=make.SAM), PersonSide(words="both"))
    pieces = (
        Piece(text="slowly", by=make.ALEX, named=True),
        Piece(text="hugs", by=make.ALEX, aside=aside),
        Piece(text="x", named=True),
    )
    assert block_of(Points(pieces=pieces))["pieces"] == [
        {"who": "River", "text": "slowly"},
        {"who": "", "text": "hugs (S{x}m gives, both)"},
        {"who": "", "text": "x"},
    ]


def test_details_are_names_and_texts_that_are_not_empty() -> None:
    version, name = Piece(text="Version 1", by=make.SAM), Piece(text="", by=make.ALEX, named=True)
    details = (version, name, Piece(text=" "), Piece(text="x", named=True))
    assert Payload(page(details=details)).data()["details"] == ["Version 1", "River", "x"]


def test_the_count_is_cut_at_its_places() -> None:
    assert Payload(page()).data()["count"] == ["Page ", " of ", ""]


def test_directions_and_breaks_are_said_where_they_are_needed() -> None:
    data = Payload(page(title=Piece(text="שלום"), notice="a" * 30, footer="plain")).data()
    assert data["title"] == {"rtl": True, "parts": ["שלום"]}
    assert data["notice"]["rtl"] is False
    assert "".join(data["notice"]["parts"]) == "a" * 30
    assert data["footer"] == "plain"


def test_characters_shown_by_their_code_are_counted() -> None:
    payload = Payload(page(Points(pieces=(Piece(text="a\x07"),)), title=Piece(text="\x00\x01")))
    payload.data()
    assert payload.shown == 3


def signal_size(text: str) -> int:
    row = SignalTableRow(level=Level.RED, level_word="Red", expression=Piece(text=text), response=Piece(text=""))
    return int(block_of(SignalTable(heads=("", "", ""), rows=(row,), large=True))["size"])


def test_a_longer_signal_is_set_smaller() -> None:
    assert [signal_size("x" * length) for length in (12, 13, 40, 41, 120, 121, 9_000)] == [84, 60, 60, 40, 40, 24, 24]


@pytest.mark.parametrize(
    ("words", "is_whole"),
    [("slowly", True), ("x" * 370, True), ("x" * 371, False), ("x\n" * 11, True), ("x\n" * 12, False)],
)
def test_a_row_stays_on_one_page_while_it_is_short(words: str, is_whole: bool) -> None:
    row = ItemRow(activity="Hugs", conditions=(Piece(text=words),))
    assert block_of(ItemTable(heads=("", "", "", ""), rows=(row,)))["rows"][0]["whole"] is is_whole


@pytest.mark.parametrize(
    "made",
    [
        material(),
        material(PageKind.GROUND_RULES),
        own_material(
            answers=(make.answer("sensation.tickling", Stance.HARD_LIMIT, Direction.PASSIVE),), aftercare=(make.plan(),)
        ),
        Material(kind=PageKind.BLANK_LIST, people=(), catalogue=CATALOGUE),
        Material(kind=PageKind.SIGNALS, people=(), catalogue=CATALOGUE, signals=make.signals()),
    ],
    ids=lambda made: made.kind.value,
)
def test_every_page_becomes_json_without_ids(made: Material) -> None:
    data = json.dumps(Payload(redact(whole(made), PageChoices())).data())
    assert not any(
        secret in data for secret in (make.ALEX, make.SAM, "line:", "item:", "outline1", "sensation.tickling")
    )
