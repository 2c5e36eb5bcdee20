"""What two people say about signals: any rows make a set, the same whoever is named first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.base import ItemId, Model, PersonId
from app.models.said import Said
from app.models.said_kinds import BareMark, Practised, SignalLine
from app.models.signal import Channel, Level, SafetySignal
from app.models.signal_lines import (
    MOST_ADDED,
    SignalRows,
    SignalSet,
    miscountable,
    signal_digest,
    signal_set,
    words_of,
)
from tests.models.strategies import ALEX, PEOPLE, SAM, TODAY
from tests.support import factories as make

M = TypeVar("M", bound=Model)
IDS = ("one", "two", "three")
WORDS = ("Red", "red ", "Two taps", "No")


def line(
    author: PersonId, key: str, level: Level = Level.RED, words: str = "Red", instead_of: str = "", place: int = 0
) -> Said[SignalLine]:
    signal = make.signal(key, level, expression=words)
    return Said(author, key, SignalLine(signal=signal, instead_of=instead_of, place=place), "", 1)


def mark(author: PersonId, key: str) -> Said[BareMark]:
    return Said(author, key, BareMark(), "", 1)


def both(key: str, level: Level = Level.RED, words: str = "Red", place: int = 0) -> tuple[Said[SignalLine], ...]:
    return tuple(line(person, key, level, words, place=place) for person in PEOPLE)


def made(*lines: Said[SignalLine], left_out: tuple[Said[BareMark], ...] = ()) -> SignalSet:
    return signal_set(SignalRows(lines, left_out))


def current(found: SignalSet) -> list[tuple[Level, str]]:
    return [(signal.level, signal.expression) for signal in found.current]


lines = st.builds(
    line,
    st.sampled_from(PEOPLE),
    st.sampled_from(IDS),
    st.sampled_from(Level),
    st.sampled_from(WORDS),
    st.sampled_from(("", *IDS, "none")),
    st.integers(0, 3),
)
marks = st.builds(mark, st.sampled_from(PEOPLE), st.sampled_from((*IDS, "none")))
practices = st.builds(
    lambda author, key, on: Said(author, key, Practised(on=on, digest=signal_digest(make.signal(key))), "", 1),
    st.sampled_from(PEOPLE),
    st.sampled_from(IDS),
    st.dates(),
)


def last_of_each(said: Iterable[Said[M]], person: PersonId) -> tuple[Said[M], ...]:
    return tuple({row.key: row for row in said if row.author == person}.values())


def rows_of(person: PersonId, rows: SignalRows) -> SignalRows:
    """Only what one person says, one row for each key."""
    return SignalRows(
        last_of_each(rows.lines, person),
        last_of_each(rows.left_out, person),
        last_of_each(rows.practised, person),
        rows.agreed,
    )


def joined(one: SignalRows, other: SignalRows) -> SignalRows:
    return SignalRows(
        one.lines + other.lines, one.left_out + other.left_out, one.practised + other.practised, one.agreed
    )


all_rows = st.builds(
    SignalRows,
    st.lists(lines, max_size=7).map(tuple),
    st.lists(marks, max_size=3).map(tuple),
    st.lists(practices, max_size=3).map(tuple),
    st.none()
    | st.lists(lines.map(lambda said: said.body.signal), min_size=1, max_size=3, unique_by=lambda s: s.id).map(tuple),
)


@given(all_rows)
def test_any_rows_make_a_set_whoever_is_named_first(rows: SignalRows) -> None:
    mine, theirs = rows_of(ALEX, rows), rows_of(SAM, rows)
    found = signal_set(joined(mine, theirs))
    assert signal_set(joined(theirs, mine)) == found
    ids = [shown.signal.id for shown in found.shown]
    assert len(ids) == len(set(ids))
    words = [words_of(shown.signal) for shown in found.shown if shown.counts and shown.by is not None]
    assert len(words) == len(set(words))


@given(all_rows)
def test_whatever_my_partner_says_a_way_to_stop_of_mine_still_stops(rows: SignalRows) -> None:
    mine, theirs = rows_of(ALEX, rows), rows_of(SAM, rows)
    words = Counter(words_of(row.body.signal) for row in mine.lines)
    changed_by_me = {row.key for row in mine.left_out} | {row.body.instead_of for row in mine.lines}
    stops = {words_of(signal) for signal in signal_set(joined(mine, theirs)).current if signal.level is Level.RED}
    for row in mine.lines:
        is_plain = not row.body.instead_of and row.key not in changed_by_me and words[words_of(row.body.signal)] == 1
        if row.body.signal.level is Level.RED and is_plain and not _is_agreed_otherwise(row, rows):
            assert words_of(row.body.signal) in stops


def _is_agreed_otherwise(row: Said[SignalLine], rows: SignalRows) -> bool:
    """Whether both agreed to something else under its id, or to its words at another level."""
    agreed = rows.agreed or ()
    return any(row.key == signal.id or words_of(row.body.signal) == words_of(signal) for signal in agreed)


@given(all_rows)
def test_what_both_agreed_to_counts_whatever_anybody_says(rows: SignalRows) -> None:
    found = signal_set(joined(rows_of(ALEX, rows), rows_of(SAM, rows)))
    now = [signal.evolve(practised_on=None) for signal in found.current]
    for signal in rows.agreed or ():
        assert signal in now
    if rows.agreed is not None:
        more = [signal for signal in now if signal not in rows.agreed]
        assert all(signal.level is Level.RED for signal in more)


def test_a_change_of_what_is_agreed_stands_beside_it() -> None:
    agreed = (make.signal("one", expression="Red"), make.signal("two", Level.YELLOW, expression="Yellow"))
    lines = both("one", words="Blue") + both("two", Level.YELLOW, "Yellow", 1)
    found = signal_set(SignalRows(lines, agreed=agreed))
    assert found.current == agreed
    assert [(signal.id, signal.expression) for signal in found.proposed] == [("one", "Blue"), ("two", "Yellow")]
    assert [shown.drafted for shown in found.shown] == [False, True, True]
    left = signal_set(SignalRows(both("one", words="Red"), agreed=agreed))
    assert left.current == agreed
    assert left.proposed == agreed[:1]
    with_more = signal_set(SignalRows((*lines, line(SAM, "three", words="Stop", place=2)), agreed=agreed))
    assert [signal.expression for signal in with_more.current] == ["Red", "Yellow", "Stop"]


def test_what_both_say_counts_and_one_alone_proposes() -> None:
    joint = both("one", words="Red") + both("two", Level.YELLOW, "Yellow", 1)
    assert current(made(*joint)) == [(Level.RED, "Red"), (Level.YELLOW, "Yellow")]
    lowered = made(*joint, line(SAM, "three", Level.YELLOW, "Red", "one"))
    assert current(lowered) == current(made(*joint))
    assert [shown.counts for shown in lowered.shown] == [True, False, True]
    assert [signal.id for signal in lowered.proposed] == ["three", "two"]
    left = made(*joint, left_out=(mark(SAM, "one"),))
    assert current(left) == current(made(*joint))
    assert [signal.id for signal in left.proposed] == ["two"]
    gone = made(*joint, left_out=(mark(SAM, "one"), mark(ALEX, "one")))
    assert current(gone) == [(Level.YELLOW, "Yellow")]


def test_what_both_say_instead_of_something_replaces_it() -> None:
    replaced = (
        both("one"),
        (line(ALEX, "two", words="Blue", instead_of="one"), line(SAM, "two", words="Blue", instead_of="one")),
    )
    assert current(made(*replaced[0], *replaced[1])) == [(Level.RED, "Blue")]


@pytest.mark.parametrize("level", Level)
def test_different_words_under_one_id_take_nothing_away(level: Level) -> None:
    found = made(line(ALEX, "one"), line(SAM, "one", level, "Blue"), *both("two", words="Stop"))
    assert (Level.RED, "Red") in current(found)
    assert ((level, "Blue") in current(found)) == (level is Level.RED)
    assert len({shown.signal.id for shown in found.shown}) == 3


def test_a_further_way_to_stop_counts_at_once_and_no_more_than_five() -> None:
    added = [line(SAM, f"added{n}", words=f"word {n}", place=n) for n in range(MOST_ADDED + 2)]
    found = made(*both("one"), *added, line(ALEX, "mine", words="mine"))
    assert len([shown for shown in found.shown if shown.is_addition and shown.by == SAM]) == MOST_ADDED
    assert (Level.RED, "mine") in current(found)


@pytest.mark.parametrize("level", [Level.YELLOW, Level.GREEN])
def test_nothing_else_that_one_adds_counts(level: Level) -> None:
    found = made(*both("one"), line(SAM, "two", level, "No"))
    assert current(found) == [(Level.RED, "Red")]


def test_words_in_use_are_a_change_not_an_addition() -> None:
    found = made(*both("one", Level.YELLOW, "Slow"), line(SAM, "two", Level.RED, " slow "))
    assert current(found) == [(Level.YELLOW, "Slow")]


def test_while_one_has_said_anything_at_all_it_counts() -> None:
    alone = (line(ALEX, "one"), line(ALEX, "two", Level.YELLOW, "Yellow", place=1))
    assert current(made(*alone)) == [(Level.RED, "Red"), (Level.YELLOW, "Yellow")]
    assert current(made(*alone, line(SAM, "three", Level.YELLOW, "No"))) == [(Level.RED, "Red")]
    assert current(made(line(ALEX, "one", Level.YELLOW), line(ALEX, "two", place=1))) == [(Level.RED, "Red")]


def practised(*halves: tuple[PersonId, SafetySignal]) -> SafetySignal:
    done = tuple(Said(who, "one", Practised(on=TODAY, digest=signal_digest(what)), "", 1) for who, what in halves)
    return signal_set(SignalRows(both("one"), (), done)).current[0]


def test_practice_takes_both_and_the_signal_as_it_was() -> None:
    as_is, changed = make.signal("one", expression="Red"), make.signal("one", expression="Red", response="nothing")
    assert practised((ALEX, as_is), (SAM, as_is)).practised_on == TODAY
    assert practised((ALEX, as_is)).practised_on is None
    assert practised((ALEX, as_is), (SAM, changed)).practised_on is None
    assert practised((ALEX, changed), (SAM, changed)).practised_on is None


@pytest.mark.parametrize(
    ("yellow", "red", "found"),
    [
        ("Two taps", "Three firm taps, or dropping the keys", True),
        ("2 taps", "3 taps", True),
        ("One squeeze", "squeeze three times", True),
        ("An open palm held up, or a long squeeze of the hand", "Three firm taps, or dropping the keys", False),
        ("A hum", "Three taps", False),
    ],
)
def test_what_differs_by_a_count_only_is_found(yellow: str, red: str, found: bool) -> None:
    slow = make.signal("y", Level.YELLOW, Channel.NONVERBAL, expression=yellow)
    stop = make.signal("r", Level.RED, Channel.NONVERBAL, expression=red)
    assert bool(miscountable((slow, stop))) == found
    spoken = slow.evolve(id=ItemId("s"), channel=Channel.VERBAL)
    assert miscountable((spoken, stop)) == ()
