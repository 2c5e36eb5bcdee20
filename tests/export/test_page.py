"""Pages: the names on them, and the digest that an approval covers."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from app.export.page import Named, PagePart, PageSection, Piece, PrintablePage, Room, page_digest
from tests.export.materials import material, whole
from tests.support import factories as make

PAGE = PrintablePage(
    document_title="-",
    title=Piece(text="A page"),
    people=(Named(person=make.ALEX, label="River"),),
    sections=(PageSection(id=PagePart.NOTES, blocks=(Room(label="Notes"),)),),
    footer_count="{n}",
)


def test_a_person_is_called_by_the_label() -> None:
    assert PAGE.label_of(make.ALEX) == "River"
    assert PAGE.label_of(make.SAM) == ""


def test_an_approval_covers_everything_on_the_page() -> None:
    known = {page_digest(PAGE)}
    for changes in (
        {"title": Piece(text="A Page")},
        {"people": ()},
        {"sections": ()},
        {"footer": "x"},
        {"paper": "us-letter"},
    ):
        digest = page_digest(PAGE.evolve(**changes))
        assert digest not in known
        known.add(digest)
    assert page_digest(PAGE.evolve()) == page_digest(PAGE)


def test_a_page_is_kept_and_read_again() -> None:
    page = whole(material())
    assert PrintablePage.model_validate_json(page.model_dump_json()) == page


def test_a_block_of_an_unknown_kind_is_refused() -> None:
    data = PAGE.model_dump()
    data["sections"][0]["blocks"][0]["kind"] = "script"
    with pytest.raises(ValidationError):
        PrintablePage.model_validate(data)
