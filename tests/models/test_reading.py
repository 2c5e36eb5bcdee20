"""Readings and agreements: two yeses to add, one no to remove, and nothing over a No."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import NotReady, NotYours
from app.models.aftercare import AftercarePlan
from app.models.agreement import (
    Agreement,
    AgreementState,
    Requirement,
    Withdrawal,
    Yes,
    agree,
    blockers,
    current_agreement,
    default_review,
    missing_in_document,
)
from app.models.answer import Answer, AnswerKey, Ceiling, Stance, Visibility
from app.models.base import ItemId, PersonId
from app.models.clause import ClauseKind, Document, DraftSources, lay_out
from app.models.limits import SharedItem
from app.models.outline import Draft, DraftKind, DraftSection, Line, propose
from app.models.reading import (
    ClauseReply,
    Reading,
    clauses_to_read,
    draft_after_reading,
    prepare_yes,
    waiting_clauses,
    with_reply,
    with_yes_to_rest,
)
from app.models.signal import Channel, Level, SafetySignal
from tests.models.strategies import ALEX, CATALOGUE, PEOPLE, SAM, TODAY, answer_lists, shared_lists

SIGNALS = (
    SafetySignal(id=ItemId("s1"), level=Level.RED, channel=Channel.VERBAL, expression="red"),
    SafetySignal(id=ItemId("s2"), level=Level.RED, channel=Channel.NONVERBAL, expression="dropping the keys"),
)
CARE = tuple(AftercarePlan(person=person, nothing=True) for person in PEOPLE)
STANDING = DraftSources(signals=SIGNALS, aftercare=CARE)
Given = dict[AnswerKey, Answer]


def _draft(shared: tuple[SharedItem, ...]) -> Draft:
    draft = Draft(id=ItemId("d"), kind=DraftKind.SCENE, cap_minutes=60, review_on=default_review(TODAY))
    for number, item in enumerate(shared):
        if item.may_be_proposed and not item.outcome.is_limit:
            draft = propose(draft, shared, item.pairing, item_id=ItemId(f"i{number}"), by=None)
    return draft.evolve(exclusions=(Line(id=ItemId("x"), text="No photos"),))


def _read(
    draft: Draft, person: PersonId, answers: Given, out: set[str], earlier: Yes | None = None, words: str = ""
) -> tuple[Draft, Yes]:
    """A whole turn: take out what is named or meets an own No, yes to every other clause one by one."""
    document = lay_out(draft, STANDING, CATALOGUE)
    reading = Reading(draft_id=draft.id, person=person, words=words)
    for clause in clauses_to_read(document, earlier, person, answers):
        if clause.id in out and clause.may_be_taken_out_by(person):
            reading = with_reply(reading, clause, ClauseReply.TAKE_OUT, answers)
            continue
        try:
            reading = with_reply(reading, clause, ClauseReply.YES, answers)
        except NotReady:
            reading = with_reply(reading, clause, ClauseReply.TAKE_OUT, answers)
    after = draft_after_reading(draft, document, reading, line_id=ItemId(f"w-{person}"))
    return after, prepare_yes(document, lay_out(after, STANDING, CATALOGUE), reading, earlier, answers, number=1)


def _agree(draft: Draft, *yeses: Yes) -> Agreement | None:
    document = lay_out(draft, STANDING, CATALOGUE)
    return agree(document, PEOPLE, yeses, number=1, on=TODAY)


def _by_key(answers: tuple[Answer, ...]) -> Given:
    return {answer.key: answer for answer in answers}


@given(shared_lists(), answer_lists(), answer_lists(), st.sets(st.sampled_from(["item:i0", "item:i1", "line:x"])))
def test_no_agreement_comes_into_force_over_a_no_of_either(
    shared: tuple[SharedItem, ...], alex: tuple[Answer, ...], sam: tuple[Answer, ...], out: set[str]
) -> None:
    answers = {ALEX: _by_key(alex), SAM: _by_key(sam)}
    draft, first = _read(_draft(shared), ALEX, answers[ALEX], set())
    draft, second = _read(draft, SAM, answers[SAM], out)
    agreed = _agree(draft, first, second)
    if agreed is None:
        draft, first = _read(draft, ALEX, answers[ALEX], set(), earlier=first)
        agreed = _agree(draft, first, second)
    if agreed is None:  # taking out at the third turn sends it back once more
        draft, second = _read(draft, SAM, answers[SAM], set(), earlier=second)
        agreed = _agree(draft, first, second)
    assert agreed is not None
    for clause in agreed.document.clauses:
        for yes in agreed.yeses:
            assert clause.digest in yes.clauses
        if clause.item is not None:
            for person in PEOPLE:
                pairing = clause.item.pairing
                key = AnswerKey(activity_id=pairing.activity_id, direction=pairing.direction_of(person))
                answer = answers[person].get(key)
                assert answer is None or answer.stance is None or not answer.stance.is_limit


@given(shared_lists(), st.integers(0, 3))
def test_no_agreement_holds_an_item_with_fewer_than_two_yeses(shared: tuple[SharedItem, ...], which: int) -> None:
    draft = _draft(shared)
    after, first = _read(draft, ALEX, {}, set())
    assert _agree(after, first) is None
    after, second = _read(after, SAM, {}, {f"item:i{which}"})
    agreed = _agree(after, first, second)
    if after == draft:
        assert agreed is not None
    else:
        assert agreed is None, "the first has to read what the second changed"
        _, first = _read(after, ALEX, {}, set(), earlier=first)
        agreed = _agree(after, first, second)
        assert agreed is not None
        assert agreed.document.clause(f"item:i{which}") is None


def test_words_added_by_the_second_go_back_to_the_first() -> None:
    draft, first = _read(_draft(()), ALEX, {}, set())
    draft, second = _read(draft, SAM, {}, set(), words="We stop at eleven.")
    assert _agree(draft, first, second) is None
    document = lay_out(draft, STANDING, CATALOGUE)
    (new,) = clauses_to_read(document, first, ALEX, {})
    assert new.section is DraftSection.WORDS
    draft, first = _read(draft, ALEX, {}, set(), earlier=first)
    assert _agree(draft, first, second) is not None


def test_loosening_a_protection_takes_two() -> None:
    draft, first = _read(_draft(()), ALEX, {}, set())
    draft, second = _read(draft, SAM, {}, {"line:x"})
    assert not draft.exclusions
    assert _agree(draft, first, second) is None


def _limit_on_first_item(shared: tuple[SharedItem, ...], stance: Stance) -> tuple[Draft, Given]:
    draft = _draft(shared)
    pairing = draft.items[0].pairing
    answer = Answer(
        activity_id=pairing.activity_id,
        direction=pairing.direction_of(ALEX),
        stance=stance,
        visibility=Visibility.NEVER,
    )
    return draft, _by_key((answer,))


@given(shared_lists().filter(lambda items: any(i.may_be_proposed and not i.outcome.is_limit for i in items)))
def test_a_private_no_cannot_be_read_over(shared: tuple[SharedItem, ...]) -> None:
    draft, answers = _limit_on_first_item(shared, Stance.HARD_LIMIT)
    document = lay_out(draft, STANDING, CATALOGUE)
    clause = document.clause(f"item:{draft.items[0].id}")
    assert clause is not None
    reading = Reading(draft_id=draft.id, person=ALEX)
    with pytest.raises(NotReady):
        with_reply(reading, clause, ClauseReply.YES, answers)
    rest = with_yes_to_rest(reading, document, None, answers)
    assert clause in waiting_clauses(document, rest, None, answers)
    with pytest.raises(NotReady):
        prepare_yes(document, document, rest, None, answers, number=1)
    # a yes given before the answer became a No does not carry either
    earlier = with_yes_to_rest(reading, document, None, {})
    with pytest.raises(NotReady):
        prepare_yes(document, document, earlier, None, answers, number=1)
    changed = {key: answer.with_stance(Stance.WILLING) for key, answer in answers.items()}
    assert prepare_yes(document, document, earlier, None, changed, number=1).version == document.version


def test_yes_to_the_rest_leaves_what_meets_a_ceiling_or_condition() -> None:
    from app.models.limits import Disclosure, Outcome
    from app.models.opening import pairings_of

    entry = CATALOGUE.find("touch.massage")
    assert entry is not None
    pairing = pairings_of(entry.id, entry.directions, PEOPLE)[0]
    shared = SharedItem(
        id=ItemId("m"),
        pairing=pairing,
        outcome=Outcome.YES,
        disclosures=tuple(Disclosure(person=p, stance=Stance.WANT, ceiling=Ceiling.FIRM) for p in PEOPLE),
        opened_on=TODAY,
    )
    draft = _draft((shared,))
    document = lay_out(draft, STANDING, CATALOGUE)
    own = Answer(activity_id=entry.id, direction=pairing.direction_of(SAM), stance=Stance.WANT, ceiling=Ceiling.LIGHT)
    reading = with_yes_to_rest(Reading(draft_id=draft.id, person=SAM), document, None, _by_key((own,)))
    assert [c.id for c in waiting_clauses(document, reading, None, _by_key((own,)))] == [f"item:{draft.items[0].id}"]


def test_only_its_holder_takes_out_their_own_words() -> None:
    from app.models.outline import PersonWords

    draft = _draft(()).evolve(health=(PersonWords(person=SAM, text="A weak knee"),))
    clause = lay_out(draft, STANDING, CATALOGUE).clause(f"health:{SAM}")
    assert clause is not None
    with pytest.raises(NotYours):
        with_reply(Reading(draft_id=draft.id, person=ALEX), clause, ClauseReply.TAKE_OUT, {})
    with_reply(Reading(draft_id=draft.id, person=SAM), clause, ClauseReply.TAKE_OUT, {})


def test_what_blocks_is_exactly_what_is_missing() -> None:
    bare = Draft(id=ItemId("d"), kind=DraftKind.SCENE)
    document = lay_out(bare, DraftSources(), CATALOGUE)
    needs = [(b.need, b.person) for b in blockers(document, PEOPLE, ())]
    assert needs == [
        (Requirement.VERBAL_RED, None),
        (Requirement.SPEECHLESS_RED, None),
        (Requirement.AFTERCARE, ALEX),
        (Requirement.AFTERCARE, SAM),
        (Requirement.CAP, None),
        (Requirement.READING, ALEX),
        (Requirement.READING, SAM),
    ]
    whole = lay_out(_draft(()), STANDING, CATALOGUE)
    assert missing_in_document(whole, PEOPLE) == ()
    rules = lay_out(bare.evolve(kind=DraftKind.GROUND_RULES), STANDING, CATALOGUE)
    assert missing_in_document(rules, PEOPLE) == ()


def _agreement(shared: tuple[SharedItem, ...]) -> Agreement:
    draft, first = _read(_draft(shared), ALEX, {}, set())
    draft, second = _read(draft, SAM, {}, set())
    agreed = _agree(draft, first, second)
    assert agreed is not None
    return agreed


@given(shared_lists(), st.integers(0, 3))
def test_a_withdrawn_item_is_no_longer_listed(shared: tuple[SharedItem, ...], which: int) -> None:
    agreed = _agreement(shared)
    clause_id = f"item:i{which}"
    out = Withdrawal(id=ItemId("w"), agreement_id=agreed.id, clause_ids=(clause_id,))
    now = current_agreement(agreed, (out,), (), TODAY)
    assert now.state is AgreementState.IN_FORCE
    assert clause_id not in {clause.id for clause in now.clauses}
    assert {c.id for c in now.clauses} | {c.id for c in now.withdrawn} == {c.id for c in agreed.document.clauses}


@given(shared_lists(), st.integers(-400, 400))
def test_every_yes_lapses_after_the_review_day(shared: tuple[SharedItem, ...], days: int) -> None:
    agreed = _agreement(shared)
    review = agreed.document.review_on
    assert review is not None
    now = current_agreement(agreed, (), (), review + timedelta(days=days))
    assert (now.state is AgreementState.IN_FORCE) == (days <= 0)
    if days > 0:
        assert all(clause.kind is not ClauseKind.PERMISSION for clause in now.clauses)
        assert any(clause.section is DraftSection.SIGNALS for clause in now.clauses)


@given(shared_lists())
def test_withdrawing_all_leaves_no_permission(shared: tuple[SharedItem, ...]) -> None:
    agreed = _agreement(shared)
    now = current_agreement(agreed, (Withdrawal(id=ItemId("w"), agreement_id=agreed.id),), (), TODAY)
    assert now.state is AgreementState.WITHDRAWN
    assert now.items == ()


def test_the_default_review_is_three_months_on() -> None:
    from datetime import date

    assert default_review(date(2026, 11, 23)) == date(2027, 2, 23)
    assert default_review(date(2026, 11, 30)) == date(2027, 2, 28)


def test_any_other_wording_is_another_version() -> None:
    one: Document = lay_out(_draft(()), STANDING, CATALOGUE)
    other = lay_out(_draft(()).evolve(title="Saturday"), STANDING, CATALOGUE)
    assert one.version != other.version
    assert one.version == lay_out(_draft(()), STANDING, CATALOGUE).version
