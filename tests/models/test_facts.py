"""Dated facts: what was held, and how long somebody was here."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.answer import AnswerChange, Stance
from app.models.facts import MOST_RUSHED, SHORTEST_HELD, RushedTalks, TimeSpan, held_stances, new_session
from tests.support import factories as make
from tests.support.clock import START

HARD, WANT, ONLY_IF = Stance.HARD_LIMIT, Stance.WANT, Stance.ONLY_IF


def changes(*steps: tuple[float, Stance | None], **fields: Any) -> tuple[AnswerChange, ...]:
    """Stances with the minutes after which they were given."""
    return tuple(
        AnswerChange(answer=make.answer(stance=stance, **fields), at=START + timedelta(minutes=minutes))
        for minutes, stance in steps
    )


def held(*steps: tuple[float, Stance | None], **fields: Any) -> list[tuple[float, Stance]]:
    return [((s.at - START) / timedelta(minutes=1), s.stance) for s in held_stances(changes(*steps, **fields))]


def test_what_is_said_twice_is_held_since_the_first_time() -> None:
    assert held((0, HARD), (30, HARD), (60, WANT)) == [(0, HARD), (60, WANT)]


def test_a_slip_is_not_held() -> None:
    assert held((0, HARD), (1, HARD), (2, WANT)) == [(2, WANT)]
    assert held((0, HARD), (600, WANT), (601, HARD)) == [(0, HARD)]


def test_nothing_and_the_unfinished_are_not_held() -> None:
    assert held((0, HARD), (600, None)) == [(0, HARD)]
    assert held((0, ONLY_IF), conditions=" ") == []


@given(minutes=st.lists(st.integers(0, 500), unique=True, min_size=1, max_size=12), order=st.randoms())
def test_order_means_nothing_and_each_step_was_held(minutes: list[int], order: Random) -> None:
    stances = list(Stance)
    given_changes = list(changes(*((m, stances[m % 7]) for m in minutes), conditions="if"))
    steps = held_stances(given_changes)
    order.shuffle(given_changes)
    assert held_stances(given_changes) == steps
    for one, other in pairwise(steps):
        assert one.stance is not other.stance
        assert other.at - one.at >= SHORTEST_HELD


def test_a_session_ends_with_the_last_sign_of_life_and_knows_its_parts() -> None:
    at = [START + timedelta(minutes=m) for m in range(0, 60, 10)]
    session = new_session("s", at[0], together=False)
    for moment, together in ((at[1], True), (at[2], True), (at[3], False), (at[4], True)):
        session = session.extended(moment, together)
    assert session.span == TimeSpan(began=at[0], ended=at[4])
    assert session.together == (TimeSpan(began=at[1], ended=at[3]), TimeSpan(began=at[4], ended=at[4]))
    assert session.is_together
    assert new_session("s", at[0], together=True).extended(at[5], together=False).together == (
        TimeSpan(began=at[0], ended=at[5]),
    )


def test_a_clock_that_was_put_back_moves_nothing_back() -> None:
    session = new_session("s", START, together=True).extended(START - timedelta(hours=1), together=True)
    assert session.span == TimeSpan(began=START, ended=START)
    with pytest.raises(ValueError, match="cannot end before"):
        TimeSpan(began=START, ended=START - timedelta(seconds=1))


def test_what_is_said_of_a_talk_last_counts_and_the_newest_are_kept() -> None:
    kept = RushedTalks().with_answer("talking:1", START)
    assert kept.with_answer("talking:1", START + timedelta(days=1)).said == {"talking:1": START + timedelta(days=1)}
    assert kept.with_answer("talking:1", None) == RushedTalks()
    assert kept.with_answer("talking:2", None) == kept
    for number in range(MOST_RUSHED):
        kept = kept.with_answer(f"talking:2{number}", START + timedelta(days=number + 1))
    assert len(kept.said) == MOST_RUSHED
    assert "talking:1" not in kept.said
