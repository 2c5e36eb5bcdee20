"""Conversations on a real encrypted file: what is kept comes back by its subject, and errors quote none of it."""

from __future__ import annotations

from datetime import date

import pytest

from app.models.conversation import (
    FIRST,
    BegunTalk,
    ConversationAnswer,
    OwnQuestion,
    SealedConversation,
    SealedTold,
    debrief_of,
    talking_of,
)
from app.storage import tables_private as tables
from tests.storage.repositories import MARKER, TEXTS, KeptPrivate, damaged
from tests.support.clock import START

SCENE = debrief_of("a" * 64)


def answer(question: str, words: str = "x", subject: str = FIRST) -> ConversationAnswer:
    return ConversationAnswer(subject=subject, question=question, words=words, is_shared=False, at=START)


def test_every_answer_comes_back_exactly_by_its_subject(kept: KeptPrivate) -> None:
    given = tuple(answer(f"n{n:03}", text) for n, text in enumerate(TEXTS) if text.strip())
    with kept.write() as own:
        for each in given:
            own.told_alone.keep(each)
        own.told_alone.keep(answer("n000", "elsewhere", SCENE))
        own.told_alone.keep(answer("n001"))
    with kept.write() as own:
        assert own.told_alone.of(FIRST) == (given[0], answer("n001"), *given[2:])
        assert [each.words for each in own.told_alone.of(SCENE)] == ["elsewhere"]
        assert own.told_alone.has_any(SCENE)
        assert not own.told_alone.has_any(debrief_of("b" * 64))
        own.told_alone.keep(answer("n001", " "))
        own.told_alone.delete(FIRST, "n000")
    with kept.read() as own:
        assert own.told_alone.of(FIRST) == given[2:]
        assert len(own.told_alone.of(SCENE)) == 1


def test_own_questions_come_back_by_their_subject(kept: KeptPrivate) -> None:
    questions = tuple(OwnQuestion(id=f"own.{n:03}", subject=FIRST, text=text) for n, text in enumerate(TEXTS) if text)
    with kept.write() as own:
        for each in questions:
            own.questions.save(each)
    with kept.write() as own:
        assert own.questions.of(FIRST) == questions
        assert own.questions.of(SCENE) == ()
        assert own.questions.get("own.000") == questions[0]
        own.questions.delete("own.000")
    with kept.read() as own:
        assert own.questions.of(FIRST) == questions[1:]


def test_one_snapshot_a_subject(kept: KeptPrivate) -> None:
    sealed = SealedConversation(person=kept.person, subject=FIRST, answers=(SealedTold(question="safe", words="x"),))
    with kept.write() as own:
        own.sealed_conversations.save(sealed)
        own.sealed_conversations.save(sealed.evolve(answers=()))
        own.sealed_conversations.save(sealed.evolve(subject=SCENE))
    with kept.write() as own:
        assert own.sealed_conversations.get(FIRST) == sealed.evolve(answers=())
        assert own.sealed_conversations.subjects() == (SCENE, FIRST)
        own.sealed_conversations.delete(FIRST)
    with kept.read() as own:
        assert own.sealed_conversations.get(FIRST) is None


@pytest.mark.parametrize("data", [f'{{"words": "{MARKER}"}}', MARKER, b"\xff", 7])
def test_a_snapshot_that_cannot_be_read_is_none(kept: KeptPrivate, data: object) -> None:
    with kept.write() as own:
        own.sealed_conversations.save(SealedConversation(person=kept.person, subject=FIRST))
    kept.spoil(tables.sealed_conversation, data=data)
    with kept.read() as own:
        assert own.sealed_conversations.get(FIRST) is None


def test_an_answer_that_cannot_be_read_quotes_nothing(kept: KeptPrivate) -> None:
    with kept.write() as own:
        own.told_alone.keep(answer("safe"))
    kept.spoil(tables.conversation_answer, data=f'{{"words": "{MARKER}"}}')
    with kept.read() as own, damaged("conversation_answer"):
        own.told_alone.of(FIRST)


def test_talks_begun_long_ago_are_forgotten(kept: KeptPrivate) -> None:
    days = date(2026, 3, 1), date(2026, 3, 2)
    with kept.write() as own:
        for number, day in enumerate(days):
            own.begun_talks.save(BegunTalk(subject=talking_of(str(number)), day=day))
        own.begun_talks.delete_before("2026-03-02")
    with kept.read() as own:
        assert own.begun_talks.all() == (BegunTalk(subject="talking:1", day=days[1]),)
