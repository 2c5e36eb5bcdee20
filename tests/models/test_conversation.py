"""Conversations: what is sealed, what an opening shows of it, and that what is kept back looks like no answer."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.assets import load
from app.models.base import ActivityId, PersonId
from app.models.conversation import (
    ACTIVITY,
    FIRST,
    ConversationAnswer,
    ConversationTexts,
    OpenedQuestion,
    Question,
    QuestionSetId,
    SealedConversation,
    ToldAnswer,
    about_of,
    debrief_of,
    news_of_conversation,
    sealed_answers,
    set_of,
    talking_of,
    told_so_far,
    with_activities,
)
from app.models.pairing import Pairing
from app.models.snapshot import bind, can_be_opened, showing
from tests.models.strategies import ALEX, PEOPLE, SAM

NOW = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
TEXTS = load(ConversationTexts)
MINE = Question(id="own.1", text="Mine?", by=ALEX, asked="a")
ONLY_MINE = Question(id="own.2", text="Only mine?", by=ALEX)
THEIRS = Question(id="own.3", text="Theirs?", by=SAM, asked="b")
QUESTIONS = (*TEXTS.sets[QuestionSetId.FIRST].questions[:3], MINE, ONLY_MINE, THEIRS)
IDS = [question.id for question in QUESTIONS]

answers = st.builds(
    ConversationAnswer,
    subject=st.just(FIRST),
    question=st.sampled_from([*IDS, "retired"]),
    choice=st.sampled_from(("", "yes")),
    words=st.text(max_size=8),
    is_shared=st.booleans(),
    asked=st.sampled_from(("", "a", "b", "other words")),
    at=st.just(NOW),
)
given_answers = st.lists(answers, unique_by=lambda answer: answer.question).map(tuple)
told_rows = st.dictionaries(
    st.tuples(st.sampled_from(PEOPLE), st.sampled_from(IDS)),
    st.builds(ToldAnswer, words=st.text(max_size=3), asked=st.sampled_from(("", "a", "b"))),
)


def sealed(person: PersonId, given_by: tuple[ConversationAnswer, ...]) -> SealedConversation:
    return SealedConversation(person=person, subject=FIRST, answers=sealed_answers(person, given_by, QUESTIONS))


def kept_back(answer: ConversationAnswer) -> bool:
    return not answer.is_shared or answer.is_empty


@given(given_answers, given_answers)
def test_an_answer_kept_back_and_none_are_the_same_to_an_opening(
    one: tuple[ConversationAnswer, ...], other: tuple[ConversationAnswer, ...]
) -> None:
    said = tuple(answer for answer in one if not kept_back(answer))
    more = tuple(answer for answer in other if answer.question not in {each.question for each in said})
    withheld = tuple(answer.evolve(is_shared=False) for answer in more)
    assert sealed(ALEX, (*said, *withheld)) == sealed(ALEX, said)


@given(given_answers, given_answers, told_rows)
def test_an_opening_shows_what_is_shared_and_nothing_else(
    one: tuple[ConversationAnswer, ...],
    other: tuple[ConversationAnswer, ...],
    told: dict[tuple[PersonId, str], ToldAnswer],
) -> None:
    pair = sealed(ALEX, one), sealed(SAM, other)
    found = news_of_conversation(pair, QUESTIONS, told)
    for opened in found:
        for each in opened.answers:
            of_pair = next(part for part in pair if part.person == each.person)
            fresh = {answer.question: answer.told for answer in of_pair.answers}.get(opened.question.id)
            assert each.answer in (fresh, told.get((each.person, opened.question.id)))
            assert each.answer.asked == opened.question.asked
    mirrored = news_of_conversation((pair[1], pair[0]), QUESTIONS, told)
    assert [said_by_person(each) for each in mirrored] == [said_by_person(each) for each in found]


def said_by_person(opened: OpenedQuestion) -> tuple[str, dict[PersonId, ToldAnswer]]:
    return opened.question.id, {each.person: each.answer for each in opened.answers}


@given(given_answers, given_answers)
def test_once_told_nothing_is_new(one: tuple[ConversationAnswer, ...], other: tuple[ConversationAnswer, ...]) -> None:
    pair = sealed(ALEX, one), sealed(SAM, other)
    found = news_of_conversation(pair, QUESTIONS, {})
    told = {(each.person, opened.question.id): each.answer for opened in found for each in opened.answers}
    assert told_so_far(QUESTIONS, told, PEOPLE) == found
    assert news_of_conversation(pair, QUESTIONS, told) == ()


@given(given_answers)
def test_what_is_asked_by_one_alone_and_under_other_words_is_not_sealed(one: tuple[ConversationAnswer, ...]) -> None:
    mine = {answer.question: answer for answer in sealed(ALEX, one).answers}
    assert not mine.keys() & {ONLY_MINE.id, "retired"}
    assert all(mine[question.id].asked == question.asked for question in QUESTIONS if question.id in mine)
    theirs = {answer.question: answer for answer in sealed(SAM, one).answers}
    read = {answer.question: answer.asked for answer in one}
    assert not theirs.keys() & {ONLY_MINE.id, "retired"}
    assert all(read[name] == answer.asked for name, answer in theirs.items() if name != THEIRS.id)


def test_a_question_taken_back_since_is_not_shown() -> None:
    answer = ConversationAnswer(subject=FIRST, question=MINE.id, words="yes", is_shared=True, at=NOW)
    pair = sealed(ALEX, (answer,)), sealed(SAM, (answer.evolve(asked="a"),))
    assert len(news_of_conversation(pair, QUESTIONS, {})[0].answers) == 2
    left = [question for question in QUESTIONS if question.id != MINE.id]
    assert news_of_conversation(pair, left, {}) == ()
    reworded = MINE.evolve(text="Something else?", asked="c")
    assert news_of_conversation(pair, (*left, reworded), {}) == ()


def test_two_snapshots_that_an_opening_showed_can_be_opened_with_each_other_alone() -> None:
    answer = ConversationAnswer(subject=FIRST, question="safe", words="quiet", is_shared=True, at=NOW)
    one, other = bind(sealed(ALEX, (answer,)), sealed(SAM, ()), (b"1" * 16, b"2" * 16))
    assert can_be_opened(one, other)
    assert not can_be_opened(one, sealed(SAM, ()))
    assert not can_be_opened(sealed(ALEX, ()).evolve(salt=one.salt, partner=one.partner), other)
    one, other = showing(one, other, b"news")
    assert showing(one.evolve(seen=2), other.evolve(seen=3), b"news")[0].seen == 2
    assert showing(one.evolve(seen=2), other.evolve(seen=3), b"other")[0].seen == 0


def test_each_activity_is_asked_about_where_the_set_says_so() -> None:
    pairings = [
        Pairing(activity_id=ActivityId("touch.hugs")),
        Pairing(activity_id=ActivityId("touch.hair"), active=SAM),
    ]
    asked = TEXTS.sets[QuestionSetId.DEBRIEF].questions
    found = with_activities(asked, pairings)
    assert [each.id for each in found[1:3]] == [f"{ACTIVITY}|touch.hugs|", f"{ACTIVITY}|touch.hair|{SAM}"]
    assert [each.pairing for each in found[1:3]] == pairings
    assert found[1].words_of("keep") == "Keep"
    assert found[1].words_of("leave") == ""
    assert len(with_activities(asked, ())) == len(asked) - 1


@pytest.mark.parametrize(
    ("subject", "found"),
    [
        (FIRST, QuestionSetId.FIRST),
        (debrief_of("a" * 64), QuestionSetId.DEBRIEF),
        (talking_of("b" * 32), QuestionSetId.TALKING),
        *[(junk, None) for junk in ("", "first:x", "debrief", "debrief:", "talking", "other:x", "debrief:a/b", "/")],
    ],
)
def test_a_subject_names_its_set(subject: str, found: QuestionSetId | None) -> None:
    assert set_of(subject) is found


def test_a_subject_names_what_it_is_about() -> None:
    assert (about_of(FIRST), about_of(debrief_of("a"))) == ("", "a")
