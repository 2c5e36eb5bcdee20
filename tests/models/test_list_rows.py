"""Rows of a person's own list: their order, what a filter keeps, and what counts as answered."""

from __future__ import annotations

import pytest

from app.assets import load, load_reading
from app.models import reading_list as reading
from app.models.answer import Answer, AnswerKey, Stance, TermWords
from app.models.base import ActivityId
from app.models.catalogue import Catalogue, CatalogueKind, Direction, SideLabels
from app.models.list_rows import (
    AnswerFilter,
    RowFilter,
    RowIndex,
    begun_of,
    is_answered,
    is_asked,
    is_begun,
    stances_of,
)
from app.models.reading_list import reading_list, texts_about
from app.models.sealing import AFTERCARE_CATEGORY
from tests.support import factories as make

TOUCH, WORDS = make.category("touch", title="Touch"), make.category("words", title="Words")
CARE = make.category(AFTERCARE_CATEGORY, title="Aftercare")
HAIR = make.entry("own.0a1b", title="Brushing HAIR", starter=True)
HUG = make.entry("touch.hug", title="A hug", labels=SideLabels.NONE, added_by=None)
TERM = make.entry("words.avoid", category="words", title="Words to avoid", kind=CatalogueKind.TERM)
RULE = make.entry("words.rule", category="words", title="No photos", kind=CatalogueKind.HOUSE_RULE)
TEA = make.entry("care.tea", category=AFTERCARE_CATEGORY, title="Tea", kind=CatalogueKind.TERM)
CATALOGUE = Catalogue(categories=(TOUCH, WORDS, CARE), entries=(TEA, HAIR, TERM, HUG, RULE))
INDEX = RowIndex(CATALOGUE, frozenset())


def given(*answers: Answer) -> dict[AnswerKey, Answer]:
    return {answer.key: answer for answer in answers}


def shown(wanted: RowFilter, *answers: Answer, terms: tuple[TermWords, ...] = ()) -> list[str]:
    rows = INDEX.rows(wanted, given(*answers), {term.entry_id: term for term in terms})
    return [row.entry.title if row.entry is not None else row.category.title.upper() for row in rows]


def test_entries_stand_below_their_category_in_the_order_of_both() -> None:
    everything = ["TOUCH", "Brushing HAIR", "A hug", "WORDS", "Words to avoid", "No photos", "AFTERCARE", "Tea"]
    assert shown(RowFilter()) == everything


def test_hidden_categories_are_left_out() -> None:
    index = RowIndex(CATALOGUE, frozenset({"touch"}))
    assert index.categories == (WORDS, CARE)
    assert index.asked_categories == (WORDS,)
    assert index.starter() == index.entries_of("touch") == ()
    assert INDEX.starter() == (HAIR,)


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        (RowFilter(category="touch"), ["TOUCH", "Brushing HAIR", "A hug"]),
        (RowFilter(text=" hair "), ["TOUCH", "Brushing HAIR"]),
        (RowFilter(text="TOUCH"), ["TOUCH", "Brushing HAIR", "A hug"]),
        (RowFilter(own=True, category="touch"), ["TOUCH", "Brushing HAIR"]),
        (RowFilter(answer=Stance.CURIOUS), ["TOUCH", "Brushing HAIR"]),
        (RowFilter(answer=AnswerFilter.OPEN), ["TOUCH", "Brushing HAIR", "A hug"]),
        (RowFilter(text="nowhere"), []),
    ],
)
def test_a_filter_keeps_what_passes_it_and_no_empty_heading(wanted: RowFilter, titles: list[str]) -> None:
    half = make.answer(HAIR.id, Stance.CURIOUS, Direction.ACTIVE)
    assert shown(wanted, half, terms=(make.term_words(TERM.id, "none of it"),)) == titles


def test_an_activity_is_answered_by_all_of_its_sides_and_begun_by_one() -> None:
    active, passive = (make.answer(HAIR.id, Stance.WANT, each) for each in (Direction.ACTIVE, Direction.PASSIVE))
    assert not is_begun(HAIR, {}, {})
    assert is_begun(HAIR, given(active), {})
    assert not is_answered(HAIR, given(active), {})
    assert is_answered(HAIR, given(active, passive), {})
    assert stances_of(HAIR, given(passive)) == {Direction.ACTIVE: None, Direction.PASSIVE: Stance.WANT}


def test_what_one_would_like_to_know_more_about_is_said_and_still_not_answered() -> None:
    more = make.answer(HAIR.id, Stance.MORE_FIRST, Direction.PASSIVE), make.answer(HUG.id, Stance.MORE_FIRST)
    assert [is_begun(each, given(*more), {}) for each in (HAIR, HUG)] == [True, True]
    assert not is_answered(HUG, given(*more), {})
    assert reading_list(INDEX, given(*more)) == (HAIR, HUG)
    assert reading_list(INDEX, given(more[0], make.answer(HUG.id, Stance.WANT))) == (HAIR,)
    assert reading_list(RowIndex(CATALOGUE, frozenset({"touch"})), given(*more)) == ()


def test_every_entry_has_texts_that_fit_and_a_risk_comes_first() -> None:
    texts, catalogue = load_reading(), load(Catalogue)
    assert all(texts_about(entry, texts) for entry in catalogue.entries)
    (risky, *_) = (entry for entry in catalogue.entries if entry.risk)
    assert texts_about(risky, texts)[0].id == "harm_reduction"
    assert texts_about(make.entry("own.x", category="own.y", risk=""), texts), "whatever somebody adds"
    assert {each for fits in reading.BY_CATEGORY.values() for each in fits} <= {text.id for text in texts}
    assert set(reading.BY_CATEGORY) <= {category.id for category in catalogue.categories}


@pytest.mark.parametrize(("words", "answered"), [("", False), (" \n", False), ("nicknames", True)])
def test_a_term_is_answered_by_words(words: str, answered: bool) -> None:
    terms = {ActivityId(TERM.id): make.term_words(TERM.id, words)}
    assert is_answered(TERM, {}, terms) == is_begun(TERM, {}, terms) == answered


def test_rules_and_aftercare_are_not_asked_in_the_list() -> None:
    assert [is_asked(each) for each in (HAIR, HUG, TERM, RULE, TEA)] == [True, True, True, False, False]


def test_what_is_begun_is_counted_by_category_and_what_is_hidden_is_not() -> None:
    answers = given(make.answer(HUG.id), make.answer(HAIR.id, None), make.answer("gone.entry"))
    terms = {TERM.id: make.term_words(TERM.id), TEA.id: make.term_words(TEA.id)}
    assert begun_of(CATALOGUE, frozenset(), answers, terms) == {"touch": {HUG.id}, "words": {TERM.id}}
    assert begun_of(CATALOGUE, frozenset({"touch"}), answers, terms) == {"words": {TERM.id}}
    assert [INDEX.asked_in(each) for each in ("touch", "words", AFTERCARE_CATEGORY)] == [2, 1, 0]
