"""The ready check: what both see depends on the verdicts alone, is symmetric, and only becomes more careful."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.base import ItemId
from app.models.clause import Clause, ClauseKind
from app.models.outline import DraftSection
from app.models.scene_day import (
    Evening,
    ReadyAsk,
    ReadyCheck,
    Tonight,
    Verdict,
    after_checks,
    may_begin,
    more_careful,
    tonight_of,
)
from tests.models.strategies import ALEX, PEOPLE, SAM, TODAY

CARE = tuple(Evening)
answers = st.dictionaries(st.sampled_from(ReadyAsk), st.booleans())
ids = st.lists(st.sampled_from(("item:a", "item:b", "item:c")), unique=True).map(lambda each: tuple(sorted(each)))
tonights = st.builds(
    Tonight, day=st.sampled_from((TODAY, TODAY - timedelta(days=1))), evening=st.sampled_from(Evening), without=ids
)
of_today = st.builds(Tonight, day=st.just(TODAY), evening=st.sampled_from(Evening), without=ids)
checks = st.builds(
    ReadyCheck,
    agreement_id=st.just(ItemId("1")),
    day=st.sampled_from((TODAY, TODAY - timedelta(days=1))),
    answers=answers,
    verdict=st.none() | st.sampled_from(Verdict),
    after=st.none() | st.sampled_from(Evening),
)


def check(verdict: Verdict | None, after: Evening | None = None) -> ReadyCheck:
    return ReadyCheck(agreement_id=ItemId("1"), day=TODAY, verdict=verdict, after=after)


@given(st.none() | of_today, checks, checks, answers, answers)
def test_no_answer_and_no_order_changes_what_both_see(
    before: Tonight | None, one: ReadyCheck, other: ReadyCheck, these: object, those: object
) -> None:
    seen = after_checks(before, (one, other), 2, TODAY)
    assert seen == after_checks(before, (other, one), 2, TODAY)
    assert seen == after_checks(before, (one.evolve(answers=these), other.evolve(answers=those)), 2, TODAY)


@given(st.none() | of_today, st.lists(st.tuples(checks, checks), max_size=5))
def test_it_only_becomes_more_careful(before: Tonight | None, rounds: list[tuple[ReadyCheck, ReadyCheck]]) -> None:
    for pair in rounds:
        after = after_checks(before, pair, 2, TODAY)
        if before is not None:
            assert after is not None
            assert CARE.index(after.evening) >= CARE.index(before.evening)
            assert set(after.without) >= set(before.without)
        before = after


@given(of_today, st.sampled_from(Evening), ids)
def test_what_both_choose_is_never_freer(before: Tonight, evening: Evening, without: tuple[str, ...]) -> None:
    after = more_careful(before, evening, without)
    if after is None:
        assert CARE.index(evening) < CARE.index(before.evening)
    else:
        assert CARE.index(after.evening) >= CARE.index(before.evening)
        assert set(after.without) == {*before.without, *without}


@pytest.mark.parametrize(("one", "other"), list(product((None, *Verdict), repeat=2)))
def test_there_is_a_result_once_both_have_said_something(one: Verdict | None, other: Verdict | None) -> None:
    seen = after_checks(None, (check(one), check(other)), 2, TODAY)
    if one is None or other is None:
        assert seen is None
    else:
        assert seen is not None
        both = one is other is Verdict.READY
        assert seen.evening is (Evening.READY if both else Evening.NOT_AS_PLANNED)


def test_somebody_who_is_here_alone_makes_no_result() -> None:
    assert after_checks(None, (check(Verdict.NOT_TONIGHT),), 2, TODAY) is None


def test_a_smaller_evening_ends_when_somebody_says_not_tonight_once_more() -> None:
    smaller = Tonight(day=TODAY, evening=Evening.SMALLER, without=("item:a",))
    earlier = check(Verdict.NOT_TONIGHT)
    assert after_checks(smaller, (earlier, check(Verdict.READY)), 2, TODAY) == smaller
    again = after_checks(smaller, (earlier, check(Verdict.NOT_TONIGHT, Evening.SMALLER)), 2, TODAY)
    assert again == smaller.evolve(evening=Evening.OFF)


@given(tonights, tonights)
def test_what_two_parts_say_is_symmetric_and_as_careful_as_either(one: Tonight, other: Tonight) -> None:
    seen = tonight_of({ALEX: one, SAM: other}, PEOPLE, TODAY)
    assert seen == tonight_of({SAM: one, ALEX: other}, PEOPLE, TODAY)
    todays = [each for each in (one, other) if each.day == TODAY]
    if seen is not None:
        assert set(seen.without) == {each for row in todays for each in row.without}
        assert seen.evening is Evening.OFF or Evening.OFF not in [row.evening for row in todays]
    freest = {Evening.READY, Evening.SMALLER}
    if seen is not None and seen.evening in freest:
        assert [row.evening for row in todays] == [seen.evening] * 2


@pytest.mark.parametrize("evening", Evening)
def test_one_part_alone_only_narrows(evening: Evening) -> None:
    alone = Tonight(day=TODAY, evening=evening, without=("item:a",))
    seen = tonight_of({ALEX: alone}, PEOPLE, TODAY)
    expected = {Evening.READY: None, Evening.SMALLER: Evening.NOT_AS_PLANNED}
    assert (seen.evening if seen is not None else None) == expected.get(evening, evening)


def test_a_scene_begins_only_if_both_are_ready_or_something_is_left() -> None:
    items = [Clause(id=each, section=DraftSection.ITEMS, kind=ClauseKind.PERMISSION) for each in ("item:a", "item:b")]
    begins = {
        evening: may_begin(Tonight(day=TODAY, evening=evening, without=("item:a",)), items) for evening in Evening
    }
    assert begins == {
        Evening.READY: True,
        Evening.NOT_AS_PLANNED: False,
        Evening.SMALLER: True,
        Evening.OFF: False,
    }
    assert not may_begin(None, items)
    nothing_left = Tonight(day=TODAY, evening=Evening.SMALLER, without=("item:a", "item:b"))
    assert not may_begin(nothing_left, items)
