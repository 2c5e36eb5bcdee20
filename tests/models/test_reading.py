"""Readings: two yeses to add, one no to remove, and nothing over a private limit."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assets import load
from app.errors import NotReady, NotYours
from app.models.aftercare import AftercarePlan, CareKind, CareNeed
from app.models.agreement import current_agreement
from app.models.answer import Answer, AnswerKey, Ceiling, Stance, Visibility
from app.models.base import ActivityId
from app.models.catalogue import Catalogue, Direction
from app.models.clause import ClauseKind
from app.models.ending import Ending
from app.models.layout import lay_out
from app.models.limits import Disclosure, Outcome, SharedItem
from app.models.opening import pairings_of
from app.models.outline import Condition, Draft, DraftSection, PersonWords
from app.models.reading import (
    ClauseReply,
    ConflictKind,
    Reading,
    clauses_to_read,
    conflicts_of,
    needs_met,
    require_finished,
    taken_out_since,
    waiting_clauses,
    with_reply,
)
from app.models.renewal import read_in_the_rules
from tests.models.agreeing import SOURCES, Given, agree_on, agreement_of, by_key, read, scene_of, with_yes_to_rest
from tests.models.strategies import ALEX, CATALOGUE, PEOPLE, SAM, TODAY, answer_lists, shared_lists
from tests.support import factories as make


@given(shared_lists(), answer_lists(), answer_lists(), st.sets(st.sampled_from(["item:i0", "item:i1", "line:x"])))
def test_no_agreement_comes_into_force_over_a_no_of_either(
    shared: tuple[SharedItem, ...], alex: tuple[Answer, ...], sam: tuple[Answer, ...], out: set[str]
) -> None:
    answers = {ALEX: by_key(alex), SAM: by_key(sam)}
    draft, first = read(scene_of(shared), ALEX, answers[ALEX], set())
    draft, second = read(draft, SAM, answers[SAM], out)
    agreed = agree_on(first, second)
    if agreed is None:
        draft, first = read(draft, ALEX, answers[ALEX], set(), earlier=first)
        agreed = agree_on(first, second)
    if agreed is None:  # taking out at the third turn sends it back once more
        draft, second = read(draft, SAM, answers[SAM], set(), earlier=second)
        agreed = agree_on(first, second)
    assert agreed is not None
    for clause in agreed.document.clauses:
        assert clause.digest in first.clauses
        assert clause.digest in second.clauses
        if clause.item is not None:
            for person in PEOPLE:
                pairing = clause.item.pairing
                key = AnswerKey(activity_id=pairing.activity_id, direction=pairing.direction_of(person))
                answer = answers[person].get(key)
                assert answer is None or answer.stance is None or not answer.stance.is_limit


@given(shared_lists(), st.integers(0, 3))
def test_no_agreement_holds_an_item_with_fewer_than_two_yeses(shared: tuple[SharedItem, ...], which: int) -> None:
    draft = scene_of(shared)
    after, first = read(draft, ALEX, {}, set())
    assert agree_on(first) is None
    after, second = read(after, SAM, {}, {f"item:i{which}"})
    agreed = agree_on(first, second)
    if after == draft:
        assert agreed is not None
    else:
        assert agreed is None, "the first has to read what the second changed"
        _, first = read(after, ALEX, {}, set(), earlier=first)
        agreed = agree_on(first, second)
        assert agreed is not None
        assert agreed.document.clause(f"item:i{which}") is None


def test_words_added_by_the_second_go_back_to_the_first() -> None:
    draft, first = read(scene_of(()), ALEX, {}, set())
    draft, second = read(draft, SAM, {}, set(), words="We stop at eleven.")
    assert agree_on(first, second) is None
    document = lay_out(draft, SOURCES, CATALOGUE)
    (new,) = clauses_to_read(document, first)
    assert new.section is DraftSection.WORDS
    draft, first = read(draft, ALEX, {}, set(), earlier=first)
    assert agree_on(first, second) is not None


def test_loosening_a_protection_takes_two() -> None:
    draft, first = read(scene_of(()), ALEX, {}, set())
    draft, second = read(draft, SAM, {}, {"line:x"})
    assert not draft.exclusions
    assert agree_on(first, second) is None


def _limit_on_first_item(shared: tuple[SharedItem, ...], stance: Stance) -> tuple[Draft, Given]:
    draft = scene_of(shared)
    pairing = draft.items[0].pairing
    answer = Answer(
        activity_id=pairing.activity_id,
        direction=pairing.direction_of(ALEX),
        stance=stance,
        visibility=Visibility.NEVER,
    )
    return draft, by_key((answer,))


@given(shared_lists().filter(lambda items: any(i.may_be_proposed and not i.outcome.is_limit for i in items)))
def test_a_private_no_cannot_be_read_over(shared: tuple[SharedItem, ...]) -> None:
    draft, answers = _limit_on_first_item(shared, Stance.HARD_LIMIT)
    document = lay_out(draft, SOURCES, CATALOGUE)
    clause = document.clause(f"item:{draft.items[0].id}")
    assert clause is not None
    reading = Reading(draft_id=draft.id, person=ALEX)
    with pytest.raises(NotReady):
        with_reply(reading, clause, ClauseReply.YES, answers)
    rest = with_yes_to_rest(reading, document, None, answers)
    assert clause in waiting_clauses(document, rest, None, answers)
    with pytest.raises(NotReady):
        require_finished(document, document, rest, None, answers)
    # a yes given before the answer became a No does not carry either
    earlier = with_yes_to_rest(reading, document, None, {})
    with pytest.raises(NotReady):
        require_finished(document, document, earlier, None, answers)
    changed = {key: answer.with_stance(Stance.WILLING) for key, answer in answers.items()}
    require_finished(document, document, earlier, None, changed)


def test_yes_to_the_rest_leaves_what_meets_a_ceiling_or_condition() -> None:
    entry = CATALOGUE.find("touch.massage")
    assert entry is not None
    pairing = pairings_of(entry.id, entry.directions, PEOPLE)[0]
    shared = SharedItem(
        pairing=pairing,
        outcome=Outcome.YES,
        disclosures=tuple(Disclosure(person=p, stance=Stance.WANT, ceiling=Ceiling.FIRM) for p in PEOPLE),
        opened_on=TODAY,
    )
    draft = scene_of((shared,))
    document = lay_out(draft, SOURCES, CATALOGUE)
    own = Answer(activity_id=entry.id, direction=pairing.direction_of(SAM), stance=Stance.WANT, ceiling=Ceiling.LIGHT)
    reading = with_yes_to_rest(Reading(draft_id=draft.id, person=SAM), document, None, by_key((own,)))
    assert [c.id for c in waiting_clauses(document, reading, None, by_key((own,)))] == [f"item:{draft.items[0].id}"]


def test_only_its_holder_takes_out_their_own_words() -> None:
    draft = scene_of(()).evolve(health=(PersonWords(person=SAM, text="A weak knee"),))
    clause = lay_out(draft, SOURCES, CATALOGUE).clause(f"health:{SAM}")
    assert clause is not None
    with pytest.raises(NotYours):
        with_reply(Reading(draft_id=draft.id, person=ALEX), clause, ClauseReply.TAKE_OUT, {})
    with_reply(Reading(draft_id=draft.id, person=SAM), clause, ClauseReply.TAKE_OUT, {})


@pytest.mark.parametrize(
    ("stance", "own", "kinds"),
    [
        (Stance.HARD_LIMIT, {}, [ConflictKind.NO]),
        (Stance.SOFT_LIMIT, {}, [ConflictKind.NOT_NOW]),
        (Stance.WANT, {}, []),
        (Stance.WANT, {"ceiling": Ceiling.LIGHT}, [ConflictKind.CEILING]),
        (Stance.WANT, {"ceiling": Ceiling.FIRM}, []),
        (Stance.ONLY_IF, {"conditions": "in daylight"}, [ConflictKind.CONDITION]),
        (Stance.ONLY_IF, {"conditions": " after a talk "}, []),
        (Stance.ONLY_IF, {"conditions": "in daylight", "ceiling": Ceiling.LIGHT}, ["ceiling", "condition"]),
        (None, {"ceiling": Ceiling.LIGHT}, []),
    ],
)
def test_a_clause_conflicts_with_a_private_answer(
    stance: Stance | None, own: dict[str, object], kinds: list[ConflictKind]
) -> None:
    item = make.outline_item(ceiling=Ceiling.MEDIUM, conditions=(Condition(person=ALEX, words="after a talk"),))
    clause = make.clause("item:outline1", section=DraftSection.ITEMS, item=item)
    answer = make.answer(stance=stance).evolve(**own)
    found = conflicts_of(clause, ALEX, by_key((answer,)))
    assert [conflict.kind for conflict in found] == kinds
    assert any(conflict.kind.blocks for conflict in found) == (stance is not None and stance.is_limit)


@pytest.mark.parametrize(
    ("need", "direction", "stance", "found"),
    [
        ("A hug that says it is over", Direction.ACTIVE, Stance.HARD_LIMIT, True),
        ("hugs, and tea", Direction.ACTIVE, Stance.SOFT_LIMIT, True),
        ("To be held", Direction.PASSIVE, Stance.HARD_LIMIT, False),
        ("To be held", Direction.ACTIVE, Stance.WILLING, False),
        ("A walk", Direction.ACTIVE, Stance.HARD_LIMIT, False),
        ("something huge", Direction.ACTIVE, Stance.HARD_LIMIT, False),
    ],
)
def test_a_need_is_told_to_its_giver_where_it_meets_a_private_limit_of_theirs(
    need: str, direction: Direction, stance: Stance, found: bool
) -> None:
    plan = AftercarePlan(person=SAM, needs=(CareNeed(kind=CareKind.RECONNECTION, text=need),))
    clause = make.clause("aftercare:sam", section=DraftSection.AFTERCARE, holder=SAM, aftercare=plan)
    answers = by_key((_of_hugs(stance, direction),))
    catalogue = load(Catalogue)
    conflicts = needs_met(clause, ALEX, answers, catalogue)
    assert [(each.kind, each.need) for each in conflicts] == ([(ConflictKind.NEED, need)] if found else [])
    assert not any(each.kind.blocks for each in conflicts), "what somebody needs is no permission"
    assert needs_met(clause, SAM, answers, catalogue) == (), "their own limits say nothing about what they need"


def test_what_somebody_does_for_themselves_meets_nobodys_limit() -> None:
    plan = AftercarePlan(person=SAM, needs=(CareNeed(kind=CareKind.SELF_CARE, text="A hug"),))
    clause = make.clause("aftercare:sam", section=DraftSection.AFTERCARE, holder=SAM, aftercare=plan)
    no = by_key((_of_hugs(Stance.HARD_LIMIT),))
    assert needs_met(clause, ALEX, no, load(Catalogue)) == ()


def _of_hugs(stance: Stance, direction: Direction = Direction.ACTIVE) -> Answer:
    empty = Answer(activity_id=ActivityId("touch.hugs"), direction=direction, visibility=Visibility.NEVER)
    return empty.with_stance(stance)


def test_what_is_asked_is_the_same_whatever_the_private_answers_are() -> None:
    draft, answers = _limit_on_first_item((make.shared_item(),), Stance.HARD_LIMIT)
    _, yes = read(draft, ALEX, {}, set())
    document = lay_out(draft, SOURCES, CATALOGUE)
    assert clauses_to_read(document, yes) == ()
    with pytest.raises(NotReady, match="own_limit"):
        require_finished(document, document, Reading(draft_id=draft.id, person=ALEX), yes, answers)


def test_an_item_without_a_ceiling_may_go_above_any() -> None:
    clause = make.clause("item:outline1", section=DraftSection.ITEMS, item=make.outline_item())
    answer = make.answer(ceiling=Ceiling.FIRM)
    assert [conflict.kind for conflict in conflicts_of(clause, ALEX, by_key((answer,)))] == [ConflictKind.CEILING]


def test_the_reader_is_told_what_they_had_said_yes_to_protections_first() -> None:
    draft = scene_of((make.shared_item(),))
    _, yes = read(draft, ALEX, {}, set())
    before = lay_out(draft, SOURCES, CATALOGUE)
    after = lay_out(draft.evolve(items=(), exclusions=()), SOURCES, CATALOGUE)
    assert [clause.id for clause in taken_out_since(after, yes, before.clauses)] == ["line:x", "item:i0"]
    assert taken_out_since(after, None, before.clauses) == ()
    assert taken_out_since(before, yes, before.clauses) == ()


def test_a_scene_folds_for_a_month_what_its_rules_protect_and_nothing_that_they_allow() -> None:
    agreed = agreement_of((make.shared_item(),))
    rules = current_agreement(agreed, (), TODAY)
    protects = {clause.digest for clause in rules.clauses if clause.kind is not ClauseKind.PERMISSION}
    assert protects < {clause.digest for clause in rules.clauses}
    for days, folded in ((0, protects), (31, protects), (32, set()), (-1, set())):
        assert read_in_the_rules(rules, TODAY, TODAY + timedelta(days=days)).keys() == folded
    ended = current_agreement(agreed, (Ending(agreed.id),), TODAY)
    assert read_in_the_rules(ended, TODAY, TODAY) == {}
