"""Conversations: questions about a subject that each answers alone, and what both then open together.

An answer that is not shared and a question that is not answered look alike to the partner.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from app.models.base import Asset, Day, Model, PersonId, Words
from app.models.canonical import plain
from app.models.pairing import Pairing
from app.models.sealing import PlainWords
from app.models.signal import Level
from app.models.snapshot import Snapshot


class QuestionSetId(StrEnum):
    """The sets of questions that come with the program."""

    FIRST = "first"
    DEBRIEF = "debrief"
    TALKING = "talking"

    @property
    def is_shared_at_first(self) -> bool:
        """Whether an answer is shared unless its author says otherwise."""
        return self is QuestionSetId.FIRST

    @property
    def takes_own_questions(self) -> bool:
        """Whether each can add questions of their own."""
        return self is QuestionSetId.FIRST


FIRST = QuestionSetId.FIRST.value
"""The subject of the first conversation."""
ACTIVITY = "activity"
"""The id of the question that is asked about each activity; its pairing's key follows."""
SIGNALS = "signals"
"""The question about the signals of an evening."""
RUSHED, RUSHED_YES = "rushed", "yes"
"""The question after a talk whether it was rushed, and the choice that says so."""
ABOUT_BODY = "body"
"""The question about body and health."""
MOST_OWN_QUESTIONS = 30


def debrief_of(agreement_id: str) -> str:
    """The subject of the debrief of an agreed scene."""
    return f"{QuestionSetId.DEBRIEF}:{agreement_id}"


def talking_of(act: str) -> str:
    """The subject of a conversation about how talking was."""
    return f"{QuestionSetId.TALKING}:{act}"


def set_of(subject: str) -> QuestionSetId | None:
    """The set of questions that a subject is about, if its form is right."""
    name, _, about = subject.partition(":")
    found = next((each for each in QuestionSetId if each == name), None)
    is_valid = found is not None and (found is QuestionSetId.FIRST) == (subject == FIRST) and "/" not in subject
    return found if is_valid and (subject == FIRST or about) else None


def about_of(subject: str) -> str:
    """The agreement or the act that a subject names; empty for the first conversation."""
    return subject.partition(":")[2]


class QuestionChoice(Model):
    """One of the answers to choose from."""

    id: str
    words: str


class Question(Model):
    """One question. `pairing`: the activity it is asked about, else None.

    `alone`: its words for somebody who has no partner here, if they differ. `by`: who added it. `asked`: the commitment
    of the words that its author shares, else empty.
    """

    id: str
    text: Words = ""
    alone: Words = ""
    choices: tuple[QuestionChoice, ...] = ()
    pairing: Pairing | None = None
    by: PersonId | None = None
    asked: str = ""

    def words_of(self, choice: str) -> str:
        """The words of a choice; empty if there is no such choice."""
        return next((each.words for each in self.choices if each.id == choice), "")


class QuestionSet(Model):
    """Questions in their order. The one with the id `activity` is asked about each activity.

    `alone`: what is said in place of `about` to somebody who has no partner here.
    """

    title: str
    about: str
    alone: str = ""
    questions: tuple[Question, ...]


class ConversationTexts(Asset):
    """All of assets/conversations."""

    folder = "conversations"
    sets: dict[QuestionSetId, QuestionSet]


class OwnQuestion(Model):
    """A question that a person added. Their partner reads it only once it is shared."""

    id: str
    subject: str
    text: Words = Field(min_length=1)


class ConversationAnswer(Model):
    """One person's answer, which is theirs alone until it is opened. `at` is UTC.

    `asked`: the commitment of the words of a shared question that it answers, else empty.
    """

    subject: str
    question: str
    choice: str = ""
    words: Words = ""
    is_shared: bool
    asked: str = ""
    at: datetime

    @property
    def is_empty(self) -> bool:
        """Whether nothing is answered."""
        return not self.choice and not self.words.strip()


class BegunTalk(Model):
    """A conversation about how talking was, and the day of the talk: known to those who were there."""

    subject: str
    day: Day


class AskedWords(Model):
    """A question that its author shares."""

    text: Words = Field(min_length=1)


class ToldAnswer(Model):
    """What a person told in a conversation. `asked`: as for a `ConversationAnswer`."""

    choice: Annotated[str, Field(max_length=64)] = ""
    words: Words = ""
    asked: str = ""


class SealedTold(ToldAnswer):
    """A sealed answer to the question of that id."""

    question: str
    words: PlainWords = ""

    @property
    def told(self) -> ToldAnswer:
        """What is said once it is opened."""
        return ToldAnswer(choice=self.choice, words=self.words, asked=self.asked)


class SealedConversation(Snapshot):
    """Everything a person sealed of a conversation; it may be empty.

    `is_accepted`: both accepted what it shows, and it is about to be told. No change of an answer undoes that.
    """

    subject: str
    answers: tuple[SealedTold, ...] = ()
    is_accepted: bool = False


class PersonTold(Model):
    """One person's answer as it is shown to both."""

    person: PersonId
    answer: ToldAnswer


class SignalMoment(Model):
    """When a signal was given on the live page (UTC)."""

    level: Level
    at: datetime


class OpenedQuestion(Model):
    """A question with what at least one of them shares, in the order of the people."""

    question: Question
    answers: tuple[PersonTold, ...]

    def of(self, person: PersonId) -> ToldAnswer | None:
        """What this person shares."""
        return next((each.answer for each in self.answers if each.person == person), None)


ToldRows = Mapping[tuple[PersonId, str], ToldAnswer]
"""What was told about a subject, by person and question."""


def with_activities(questions: Iterable[Question], activities: Iterable[Pairing]) -> tuple[Question, ...]:
    """The questions, with the one about activities asked about each of these."""
    pairings = tuple(activities)
    found: list[Question] = []
    for question in questions:
        if question.id == ACTIVITY:
            found += [question.evolve(id=f"{ACTIVITY}|{each.key}", pairing=each) for each in pairings]
        else:
            found.append(question)
    return tuple(found)


def sealed_answers(
    person: PersonId, answers: Iterable[ConversationAnswer], questions: Iterable[Question]
) -> tuple[SealedTold, ...]:
    """What a person would share: their answers to what is asked now, where both can read the question."""
    given = {answer.question: answer for answer in answers if answer.is_shared and not answer.is_empty}
    both_read = (question for question in questions if question.by is None or question.asked)
    found = ((question, given[question.id]) for question in both_read if question.id in given)
    return tuple(
        SealedTold(question=question.id, choice=answer.choice, words=plain(answer.words), asked=question.asked)
        for question, answer in found
        if person == question.by or answer.asked == question.asked
    )


def news_of_conversation(
    sealed: tuple[SealedConversation, SealedConversation], questions: Iterable[Question], told: ToldRows
) -> tuple[OpenedQuestion, ...]:
    """The questions in which opening two snapshots shows something new, each with all that both share of it."""
    by_person = [(each.person, {answer.question: answer for answer in each.answers}) for each in sealed]
    found: list[OpenedQuestion] = []
    for question in questions:
        shared: list[PersonTold] = []
        is_new = False
        for person, answers in by_person:
            fresh, before = answers.get(question.id), told_answer(told, person, question)
            if fresh is not None and fresh.asked == question.asked:
                is_new |= fresh.told != before
                before = fresh.told
            if before is not None:
                shared.append(PersonTold(person=person, answer=before))
        if is_new:
            found.append(OpenedQuestion(question=question, answers=tuple(shared)))
    return tuple(found)


def told_so_far(
    questions: Iterable[Question], told: ToldRows, people: Sequence[PersonId]
) -> tuple[OpenedQuestion, ...]:
    """The questions to which something was told, in their order."""
    found: list[OpenedQuestion] = []
    for question in questions:
        said = ((person, told_answer(told, person, question)) for person in people)
        shared = tuple(PersonTold(person=person, answer=answer) for person, answer in said if answer is not None)
        if shared:
            found.append(OpenedQuestion(question=question, answers=shared))
    return tuple(found)


def told_answer(told: ToldRows, person: PersonId, question: Question) -> ToldAnswer | None:
    """What a person told to exactly this question."""
    answer = told.get((person, question.id))
    return answer if answer is not None and answer.asked == question.asked else None
