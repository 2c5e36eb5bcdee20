"""Which page is made of a material."""

from __future__ import annotations

import pytest

from app.export.page import PagePart
from app.models.material import PageKind
from tests.export.materials import WORDS, material, parts, whole
from tests.support import factories as make

FIRST_PARTS = {
    PageKind.SCENE: PagePart.NEEDS,
    PageKind.GROUND_RULES: PagePart.NEEDS,
    PageKind.BLANK_LIST: PagePart.LIST,
    PageKind.SIGNALS: PagePart.SIGNALS,
    PageKind.OWN_WORDS: PagePart.AFTERCARE,
}


@pytest.mark.parametrize("kind", PageKind)
def test_each_kind_has_its_page(kind: PageKind) -> None:
    made = material(title="", aftercare=(make.plan(),), signals=make.signals()).evolve(kind=kind)
    page = whole(made)
    assert parts(page)[0] is FIRST_PARTS[kind]
    assert page.title.text == WORDS.titles[kind]
    assert page.footer_count == "Page {n} of {total}"
