"""The fixed words of pages: every member of an enum has its words, and places are filled in."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

import pytest

from app.export.page import PagePart
from app.models.answer import Ceiling, Stance
from app.models.catalogue import SideLabels
from app.models.material import PageKind
from app.models.outline import DraftField, Phase, Role
from app.models.signal import Level
from tests.export.materials import WORDS


@pytest.mark.parametrize(
    ("words", "enum"),
    [
        (WORDS.titles, PageKind),
        (WORDS.sections, PagePart),
        (WORDS.levels, Level),
        (WORDS.phases, Phase),
        (WORDS.sides, SideLabels),
        (WORDS.own_sides, SideLabels),
        (WORDS.roles, Role),
        (WORDS.fields, DraftField),
        (WORDS.stances, Stance),
    ],
)
def test_every_member_has_its_words(words: dict[object, object], enum: type[StrEnum]) -> None:
    assert set(enum) <= set(words)


def test_a_day_is_written_with_its_month() -> None:
    assert WORDS.day(date(2026, 3, 4)) == "4 March 2026"
    assert len(set(WORDS.months)) == 12


def test_a_ceiling_is_written_in_words() -> None:
    assert [WORDS.up_to(ceiling) for ceiling in Ceiling] == list(WORDS.ceilings)
    assert WORDS.up_to(None) == "–"


def test_sentences_have_the_places_that_are_filled_in() -> None:
    def places(text: str) -> set[str]:
        return set(re.findall(r"\{(\w+)\}", text))

    assert places(WORDS.version) == {"number"}
    assert places(WORDS.agreed_on) == places(WORDS.until_review) == {"date"}
    assert places(WORDS.footer_count) == {"n", "total"}
    assert places(WORDS.cap) == places(WORDS.check_in) == {"minutes"}
    assert places(WORDS.check_in_line) == {"typical", "low", "high", "number"}
    for labels in (SideLabels.GIVES, SideLabels.LEADS):
        assert [places(words) for words in WORDS.sides[labels]] == [{"name"}, {"name"}]
