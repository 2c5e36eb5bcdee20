"""Each pattern: found where the facts are, not found where one is missing, and without anything of the partner."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models import patterns
from app.models.answer import AnswerChange, AnswerKey, Stance
from app.models.base import ActivityId
from app.models.catalogue import Direction
from app.models.facts import DatedFacts, HeldStance, Noticed, NoticeKind, OwnSession, TimeSpan, held_stances
from app.models.patterns import (
    MOST_EVIDENCE,
    SHORTEST_AT_NIGHT,
    Evidence,
    EvidenceKind,
    Observation,
    PatternKind,
    changed_together_only,
    is_set_aside,
    late_sessions,
    long_sessions,
    more_willing,
    observe,
    proposed_again,
    rushed_talks,
    same_answers,
    set_aside,
    softened,
    time_at_night,
)
from tests.support import factories as make

NOW = datetime(2026, 11, 23, 19, 30, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
HARD, SOFT, WANT, WILLING, CURIOUS = (
    Stance.HARD_LIMIT,
    Stance.SOFT_LIMIT,
    Stance.WANT,
    Stance.WILLING,
    Stance.CURIOUS,
)
P, BOTH, RAISED, OUT, DECLINED, WITHDREW = NoticeKind


def ago(days: float = 0, hours: float = 0) -> datetime:
    return NOW - timedelta(days=days, hours=hours)


def change(days: float, stance: Stance | None, activity: str = "touch.hugs", **fields: Any) -> AnswerChange:
    return AnswerChange(answer=make.answer(activity, stance, **fields), at=ago(days))


def noticed(days: float, kind: NoticeKind = P, activity: str = "touch.hugs") -> Noticed:
    key = AnswerKey(activity_id=ActivityId(activity), direction=Direction.TOGETHER)
    return Noticed(id=f"{kind}:{activity}:{days}", at=ago(days), kind=kind, key=key)


def session(days: float, hours: float = 1, *, together: bool = False, name: str = "") -> OwnSession:
    span = TimeSpan(began=ago(days), ended=ago(days) + timedelta(hours=hours))
    return OwnSession(id=name or f"s{days}", span=span, together=(span,) if together else ())


def kinds(facts: DatedFacts, zone: Any = UTC) -> list[PatternKind]:
    return [each.kind for each in observe(facts, NOW, zone)]


# --- anything at all

stances = st.sampled_from([*Stance, None])
activities = st.sampled_from([f"touch.a{n}" for n in range(4)])
days = st.floats(0, 200).map(lambda d: round(d, 3))
all_facts = st.builds(
    DatedFacts,
    answers=st.lists(st.builds(change, days, stances, activities), max_size=60).map(tuple),
    noticed=st.lists(
        st.builds(noticed, days, st.sampled_from(NoticeKind), activities), max_size=12, unique_by=lambda n: n.id
    ).map(tuple),
    sessions=st.lists(
        st.integers(0, 60).flatmap(
            lambda d: st.builds(session, st.just(float(d)), st.floats(0, 8), together=st.booleans())
        ),
        max_size=8,
        unique_by=lambda s: s.id,
    ).map(tuple),
)


def test_without_facts_nothing_is_seen() -> None:
    assert observe(DatedFacts(), NOW, UTC) == ()


@given(facts=all_facts, seed=st.integers())
def test_the_order_of_facts_means_nothing(facts: DatedFacts, seed: int) -> None:
    def mixed(each: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(random.Random(seed).sample(each, len(each)))

    other = DatedFacts(answers=mixed(facts.answers), noticed=mixed(facts.noticed), sessions=mixed(facts.sessions))
    assert observe(other, NOW, BERLIN) == observe(facts, NOW, BERLIN)


@given(facts=all_facts)
def test_every_observation_rests_on_facts_that_were_given(facts: DatedFacts) -> None:
    moments = {c.at for c in facts.answers} | {n.at for n in facts.noticed}
    moments |= {moment for s in facts.sessions for moment in (s.span.began, s.span.ended)}
    seen = observe(facts, NOW, BERLIN)
    for each in seen:
        assert 0 < len(each.evidence) <= MOST_EVIDENCE
        assert {e.at for e in each.evidence} | {e.until for e in each.evidence if e.until} <= moments
        assert each.latest <= NOW + timedelta(hours=8)
    assert len({each.id for each in seen}) == len(seen)


@given(facts=all_facts)
def test_only_a_proposal_is_told_of_the_partner(facts: DatedFacts) -> None:
    """Without the proposals nothing speaks of any; and no model here has a place for a person."""
    seen = observe(facts.evolve(noticed=()), NOW, UTC)
    assert all(e.kind not in (EvidenceKind.PROPOSED, EvidenceKind.DECLINED) for each in seen for e in each.evidence)
    for model in (DatedFacts, Noticed, OwnSession, Observation, Evidence, AnswerKey):
        assert not {name for name in model.model_fields if "person" in name or "partner" in name or name == "by"}


Rule = Callable[[], tuple[Observation, ...]]


@given(facts=all_facts, less=st.integers(1, 6), more=st.integers(0, 6))
def test_a_stricter_threshold_shows_no_more(facts: DatedFacts, less: int, more: int) -> None:
    held = held_stances(facts.answers)

    def seen(threshold: str, value: object, look: Rule) -> tuple[Observation, ...]:
        with patch.object(patterns, threshold, value):
            return look()

    def shows_no_more(threshold: str, strict: object, loose: object, look: Rule) -> bool:
        kinds = [{each.id for each in seen(threshold, value, look)} for value in (strict, loose)]
        return kinds[0] <= kinds[1]

    def shows_no_kind_more(threshold: str, step: Any, look: Rule) -> bool:
        strict, loose = (seen(threshold, step * number, look) for number in (less + more, less))
        return bool(strict) <= bool(loose)

    week = timedelta(days=less)
    wider = week + timedelta(days=more)
    assert shows_no_more("SOFTENED_WITHIN", week, wider, lambda: softened(held, facts.noticed, NOW, UTC))
    again = partial(proposed_again, facts.noticed, NOW)
    assert shows_no_more("FEWEST_PROPOSALS_AFTER_NO", less + more, less, again)
    joint = partial(changed_together_only, held, facts.sessions, NOW, UTC)
    assert shows_no_more("FEWEST_CHANGES_TOGETHER", less + more, less, joint)
    assert shows_no_kind_more("LONG_SESSION", timedelta(hours=1), partial(long_sessions, facts.sessions, NOW, UTC))
    assert shows_no_kind_more("SHORTEST_AT_NIGHT", SHORTEST_AT_NIGHT, partial(late_sessions, facts.sessions, NOW, UTC))
    assert shows_no_kind_more("WILLING_GROWTH_PERCENT", 10, partial(more_willing, held, NOW, UTC))


# --- a limit that softened


def test_a_limit_that_softened_days_after_it_was_proposed() -> None:
    facts = DatedFacts(answers=(change(40, HARD), change(3, WILLING)), noticed=(noticed(5),))
    (seen,) = observe(facts, NOW, UTC)
    assert (seen.kind, seen.id, seen.numbers) == (PatternKind.SOFTENED, "softened:touch.hugs:20261120", {"days": 2})
    assert [(e.kind, e.at, e.stance) for e in seen.evidence] == [
        (EvidenceKind.LIMIT, ago(40), HARD),
        (EvidenceKind.PROPOSED, ago(5), None),
        (EvidenceKind.SOFTENED, ago(3), WILLING),
    ]


@pytest.mark.parametrize(("zone", "days"), [(UTC, 0), (BERLIN, 1), (timezone(timedelta(hours=-3)), 0)])
def test_the_days_between_are_those_of_the_dates_that_are_shown(zone: Any, days: int) -> None:
    """Half past ten in the evening to half past eleven: over midnight in Berlin, and nowhere else."""
    proposed, changed = NOW.replace(hour=22), NOW.replace(hour=23)
    held = (
        HeldStance(key=noticed(0).key, stance=HARD, at=ago(40)),
        HeldStance(key=noticed(0).key, stance=WANT, at=changed - timedelta(days=1)),
    )
    seen = noticed(0).evolve(at=proposed - timedelta(days=1))
    (found,) = softened(held, (seen,), NOW, zone)
    assert found.numbers == {"days": days}


@pytest.mark.parametrize(
    ("before", "after"), [(HARD, SOFT), (HARD, CURIOUS), (SOFT, WANT), (SOFT, Stance.ONLY_IF), (HARD, WILLING)]
)
def test_anything_softer_counts(before: Stance, after: Stance) -> None:
    assert kinds(DatedFacts(answers=(change(40, before), change(3, after)), noticed=(noticed(5),))) == ["softened"]


@pytest.mark.parametrize(
    ("before", "after"), [(SOFT, HARD), (HARD, None), (HARD, Stance.NOT_APPLICABLE), (CURIOUS, WANT), (HARD, HARD)]
)
def test_what_is_no_softening(before: Stance, after: Stance | None) -> None:
    assert kinds(DatedFacts(answers=(change(40, before), change(3, after)), noticed=(noticed(5),))) == []


@pytest.mark.parametrize("seen", [noticed(11), noticed(2), noticed(5, OUT), noticed(5, P, "touch.massage")])
def test_softening_that_no_proposal_came_before(seen: Noticed) -> None:
    assert kinds(DatedFacts(answers=(change(40, HARD), change(3, WILLING)), noticed=(seen,))) == []


def test_the_other_side_of_an_activity_is_another_thing() -> None:
    answers = (change(40, HARD, direction=Direction.ACTIVE), change(3, WANT, direction=Direction.ACTIVE))
    assert kinds(DatedFacts(answers=answers, noticed=(noticed(5),))) == []


def test_one_that_softened_long_ago_is_let_be() -> None:
    assert kinds(DatedFacts(answers=(change(140, HARD), change(100, WILLING)), noticed=(noticed(101),))) == []


# --- proposed again after a no


def test_proposed_again_after_a_no_and_again() -> None:
    events = (noticed(60), noticed(50, OUT), noticed(30), noticed(29, WITHDREW), noticed(5))
    (seen,) = observe(DatedFacts(noticed=events), NOW, UTC)
    assert (seen.kind, seen.numbers) == (PatternKind.AGAIN, {"again": 2, "refused": 2})
    assert [e.kind for e in seen.evidence] == ["proposed", "taken_out", "proposed", "withdrew", "proposed"]
    assert seen.key == AnswerKey(activity_id=ActivityId("touch.hugs"), direction=Direction.TOGETHER)


@pytest.mark.parametrize(
    "events",
    [
        (noticed(60), noticed(50, OUT), noticed(30)),
        (noticed(60), noticed(50), noticed(30), noticed(20), noticed(10, DECLINED)),
        (noticed(60), noticed(50, OUT), noticed(30), noticed(20, activity="touch.massage")),
        (noticed(400), noticed(390, OUT), noticed(385), noticed(383)),
    ],
    ids=["once more", "no only at last", "other things", "long ago"],
)
def test_what_is_not_again_and_again(events: tuple[Noticed, ...]) -> None:
    assert kinds(DatedFacts(noticed=events)) == []


def test_the_no_belongs_to_what_was_proposed_at_the_same_moment() -> None:
    assert kinds(DatedFacts(noticed=(noticed(9, OUT), noticed(9), noticed(5)))) == []


# --- changed only together


def joint_changes(*days: float) -> tuple[AnswerChange, ...]:
    first = [change(80, WANT, f"touch.a{n}") for n in range(len(days))]
    return (*first, *(change(day, CURIOUS, f"touch.a{n}") for n, day in enumerate(days)))


EVENINGS = (session(40.1, 4, together=True), session(10.1, 4, together=True))
SIX = joint_changes(40, 40, 40, 10, 10, 10)


def test_changes_made_only_while_both_were_here() -> None:
    (seen,) = observe(DatedFacts(answers=SIX, sessions=EVENINGS), NOW, UTC)
    assert (seen.kind, seen.numbers) == (PatternKind.TOGETHER_ONLY, {"changes": 6, "sessions": 2})
    assert seen.id == "together_only:2026-11"


@pytest.mark.parametrize(
    ("answers", "sessions"),
    [
        (SIX, (session(40.1, 4, together=True), session(10.1, 4))),
        ((*SIX, change(8, WANT, "touch.a0")), EVENINGS),
        (joint_changes(40, 40, 10, 10), EVENINGS),
        (joint_changes(10, 10, 10, 10, 10, 10), EVENINGS),
        (SIX, ()),
    ],
    ids=["one alone", "one at no known time", "too few", "one evening", "no sessions"],
)
def test_what_is_not_only_together(answers: tuple[AnswerChange, ...], sessions: tuple[OwnSession, ...]) -> None:
    assert kinds(DatedFacts(answers=answers, sessions=sessions)) == []


def test_a_first_answer_is_no_change() -> None:
    answers = tuple(change(day, WANT, f"touch.a{n}") for n, day in enumerate((40, 40, 40, 10, 10, 10)))
    assert kinds(DatedFacts(answers=answers, sessions=EVENINGS)) == []


# --- long and late


def test_long_sessions() -> None:
    three = tuple(session(day + 0.5, 3) for day in (20, 10, 2))
    (seen,) = long_sessions(three, NOW, UTC)
    assert (seen.id, seen.numbers) == ("long:2026-11", {"sessions": 3, "hours": 3})
    assert [(e.at, e.until) for e in seen.evidence] == [(s.span.began, s.span.ended) for s in three]
    assert long_sessions(three[:2], NOW, UTC) == ()
    assert long_sessions((*three[:2], session(2, 2.9)), NOW, UTC) == ()
    assert long_sessions((*three[:2], session(31, 4)), NOW, UTC) == ()
    assert long_sessions((*three[:2], session(30, 4)), NOW, UTC) != ()
    assert long_sessions(three[::-1], NOW, UTC) == (seen,), "in whatever order they are kept"
    many = tuple(session(day + 0.5, 3) for day in range(20))
    assert [e.at for e in long_sessions(many, NOW, UTC)[0].evidence] == [
        s.span.began for s in many[:MOST_EVIDENCE][::-1]
    ]


def at_night(day: int, hour: int, minutes: int, zone: Any) -> OwnSession:
    start = datetime(2026, 11, day, hour, 0, tzinfo=zone)
    span = TimeSpan(began=start.astimezone(UTC), ended=(start + timedelta(minutes=minutes)).astimezone(UTC))
    return OwnSession(id=f"n{day}", span=span)


@pytest.mark.parametrize("zone", [UTC, BERLIN, timezone(timedelta(hours=-11)), timezone(timedelta(hours=14))])
def test_late_is_by_the_local_clock(zone: Any) -> None:
    nights = tuple(at_night(day, 23, 90, zone) for day in (1, 8, 15))
    assert [each.kind for each in late_sessions(nights, NOW, zone)] == ["late"]
    elsewhere = timezone((nights[0].span.began.astimezone(zone).utcoffset() or timedelta()) + timedelta(hours=-9))
    assert late_sessions(nights, NOW, elsewhere) == ()


@pytest.mark.parametrize(
    ("hour", "minutes", "late"), [(23, 74, False), (23, 75, True), (4, 45, True), (5, 600, False), (0, 14, False)]
)
def test_a_little_after_midnight_is_not_late(hour: int, minutes: int, late: bool) -> None:
    nights = tuple(at_night(day, hour, minutes, BERLIN) for day in (1, 8, 15))
    assert bool(late_sessions(nights, NOW, BERLIN)) is late


def test_a_night_with_a_change_of_the_clocks_is_as_long_as_it_is() -> None:
    """In Berlin the clock goes back from 3 to 2 on 25 October 2026, and on from 2 to 3 on 29 March."""
    autumn = TimeSpan(began=datetime(2026, 10, 24, 22, 0, tzinfo=UTC), ended=datetime(2026, 10, 25, 9, 0, tzinfo=UTC))
    spring = TimeSpan(began=datetime(2026, 3, 28, 23, 0, tzinfo=UTC), ended=datetime(2026, 3, 29, 9, 0, tzinfo=UTC))
    assert time_at_night(autumn, BERLIN) == timedelta(hours=6)
    assert time_at_night(spring, BERLIN) == timedelta(hours=4)


def test_two_nights_through() -> None:
    span = TimeSpan(began=datetime(2026, 11, 1, 20, tzinfo=UTC), ended=datetime(2026, 11, 3, 2, tzinfo=UTC))
    assert time_at_night(span, UTC) == timedelta(hours=7)


# --- answers


def run_of(*stances_: Stance, start: int = 0) -> tuple[AnswerChange, ...]:
    return tuple(change(90 - (start + n) / 100, stance, f"touch.r{start + n:03}") for n, stance in enumerate(stances_))


VARIED_RUN = run_of(*(4 * [WANT, WILLING, CURIOUS, SOFT, HARD]))


def test_answers_that_became_the_same() -> None:
    facts = DatedFacts(answers=(*VARIED_RUN, *run_of(*(10 * [WILLING, WANT]), start=20)))
    (seen,) = observe(facts, NOW, UTC)
    assert (seen.kind, seen.numbers) == (PatternKind.SAME_ANSWERS, {"answers": 20, "before": 5, "now": 2})
    assert [e.at < (e.until or e.at) for e in seen.evidence] == [True, True]


@pytest.mark.parametrize(
    "answers",
    [
        VARIED_RUN,
        (*VARIED_RUN, *run_of(*(18 * [WILLING]), start=20)),
        (*VARIED_RUN, *run_of(*(18 * [WILLING]), WANT, SOFT, start=20)),
        (*run_of(*(10 * [WANT, WILLING])), *run_of(*(20 * [WILLING]), start=20)),
    ],
    ids=["nothing after", "too few", "three kinds", "the same before"],
)
def test_answers_that_are_as_varied_as_before(answers: tuple[AnswerChange, ...]) -> None:
    assert same_answers(held_stances(answers), UTC) == ()


@pytest.mark.parametrize(
    ("before", "seen"), [((WANT, WILLING, CURIOUS, SOFT), True), ((WANT, WILLING, CURIOUS), False)]
)
def test_how_varied_they_were_before_counts(before: tuple[Stance, ...], seen: bool) -> None:
    first = run_of(*(before * 7)[:20])
    last = run_of(*(10 * [WILLING, WANT]), start=20)
    found = same_answers(held_stances((*first, *last)), UTC)
    assert bool(found) is seen
    if found:
        spans = [(each.at, each.until) for each in found[0].evidence]
        assert spans == [(first[0].at, first[-1].at), (last[0].at, last[-1].at)]


def yeses(willing: int, want: int) -> list[AnswerChange]:
    stances_ = [WILLING] * willing + [WANT] * want
    return [change(100, stance, f"touch.y{n:02}") for n, stance in enumerate(stances_)]


def test_more_willing_among_the_yeses() -> None:
    moved = [change(20 - n, WILLING, f"touch.y{n:02}") for n in range(2, 6)]
    (seen,) = observe(DatedFacts(answers=(*yeses(2, 8), *moved)), NOW, UTC)
    assert seen.kind is PatternKind.MORE_WILLING
    assert seen.numbers == {"yeses_before": 10, "willing_before": 2, "yeses": 10, "willing": 6}
    assert [e.key.activity_id for e in seen.evidence if e.key] == [f"touch.y{n:02}" for n in range(2, 6)]


@pytest.mark.parametrize(("moved", "seen"), [((59, 30), True), ((30,), False), ((60.5, 30), False)])
def test_a_quarter_more_of_eight_yeses_is_the_least(moved: tuple[float, ...], seen: bool) -> None:
    """The newest come last, however they were answered; changes from before two months ago already counted then."""
    changes = [change(days_, WILLING, f"touch.y{7 - n:02}") for n, days_ in enumerate(moved)]
    (*found,) = more_willing(held_stances((*yeses(2, 6), *reversed(changes))), NOW, UTC)
    assert bool(found) is seen
    if found:
        assert [each.at for each in found[0].evidence] == [ago(59), ago(30)]
    assert more_willing(held_stances((*yeses(2, 5), *changes)), NOW, UTC) == (), "seven are too few"


@pytest.mark.parametrize(
    "answers",
    [
        (*yeses(2, 8), change(20, WILLING, "touch.y02"), change(19, WILLING, "touch.y03")),
        (*yeses(1, 6), *(change(20, WILLING, f"touch.y{n:02}") for n in range(1, 7))),
        (*yeses(2, 8), *(change(70, WILLING, f"touch.y{n:02}") for n in range(2, 6))),
        (*yeses(6, 4), *(change(20, WANT, f"touch.y{n:02}") for n in range(0, 4))),
        (*yeses(2, 8), *(change(20, CURIOUS, f"touch.y{n:02}") for n in range(3, 10))),
    ],
    ids=["a little", "too few yeses", "before that", "the other way", "by fewer wants alone"],
)
def test_what_is_not_more_willing(answers: tuple[AnswerChange, ...]) -> None:
    held: tuple[HeldStance, ...] = held_stances(answers)
    assert more_willing(held, NOW, UTC) == ()


# --- what was set aside


def test_a_choice_sticks_to_one_or_to_its_kind() -> None:
    answers = tuple(
        c for name in ("touch.hugs", "touch.massage") for c in (change(40, HARD, name), change(3, WANT, name))
    )
    proposals = (noticed(5), noticed(5, activity="touch.massage"))
    facts = DatedFacts(answers=answers, noticed=proposals)
    one, other = observe(facts, NOW, UTC)
    choice = set_aside(one, whole_kind=False, at=NOW)
    assert (is_set_aside(one, [choice]), is_set_aside(other, [choice])) == (True, False)
    assert (choice.key, is_set_aside(other, [set_aside(one, whole_kind=True, at=NOW)])) == (one.key, True)
    assert {each.id for each in observe(facts, NOW + timedelta(days=4), BERLIN)} == {one.id, other.id}


# --- rushed talks


@pytest.mark.parametrize(
    ("days", "seen"),
    [
        ((1, 2, 3), True),
        ((1, 2), False),
        ((1, 1.1, 1.2, 2), False),
        ((1, 2, 91), False),
        ((-1, 2, 3), False),
        ((1, 20, 60, 89), True),
    ],
)
def test_three_rushed_evenings_are_one_question(days: tuple[float, ...], seen: bool) -> None:
    found = observe(DatedFacts(rushed=tuple(ago(day) for day in days)), NOW, UTC)
    assert [each.kind for each in found] == [PatternKind.RUSHED] * seen
    for each in found:
        assert each.numbers == {"evenings": len(each.evidence)}
        assert {evidence.kind for evidence in each.evidence} == {EvidenceKind.RUSHED}


def test_two_talks_of_one_evening_count_once() -> None:
    evening = (ago(1), ago(1, hours=1), ago(2), ago(3))
    (found,) = rushed_talks(evening, NOW, BERLIN)
    assert found.numbers == {"evenings": 3}
    assert rushed_talks(evening[:3], NOW, BERLIN) == ()
