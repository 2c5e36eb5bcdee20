"""One person's side of a conversation: the questions, their own answers, and being ready to open them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from app.errors import InputError, NotYours
from app.models.base import IdSource, Model, PersonId
from app.models.canonical import plain
from app.models.catalogue import Catalogue
from app.models.changes import ChangeKind, Changes
from app.models.clause import in_order
from app.models.conversation import (
    FIRST,
    MOST_OWN_QUESTIONS,
    AskedWords,
    ConversationAnswer,
    OpenedQuestion,
    OwnQuestion,
    Question,
    QuestionSetId,
    SealedConversation,
    SignalMoment,
    ToldRows,
    about_of,
    sealed_answers,
    set_of,
    told_so_far,
    with_activities,
)
from app.models.live import LiveMark, final_state
from app.models.pairing import Pairing
from app.models.said_kinds import ASKED, TOLD
from app.models.signal import Level
from app.services.agreement_store import find_agreement
from app.services.answers import shared_catalogue
from app.services.live import lived
from app.services.noticing import note_rushed
from app.services.units import commit
from app.storage.repositories_private import PrivateRepositories
from app.storage.unit_of_work import UnitOfWork

ASKED_FOR = timedelta(days=1)
"""For how many days after a talk Home still asks how it was."""


class TalkedAbout(Model):
    """What both can see of a conversation: what was asked and told, and the catalogue that names its activities.

    `signals`: yellow and red of a scene that was held on the live page.
    """

    subject: str
    questions: tuple[Question, ...]
    told: tuple[OpenedQuestion, ...]
    catalogue: Catalogue
    signals: tuple[SignalMoment, ...] = ()


class OwnConversation(Model):
    """What one person alone sees: all they are asked, their own answers, and whether they are ready.

    `is_begun`: an opening has begun to show what is ready, and was stopped before both decided.
    """

    shared: TalkedAbout
    questions: tuple[Question, ...]
    answers: tuple[ConversationAnswer, ...]
    is_ready: bool
    is_begun: bool


class OwnTalks(Model):
    """One person's conversations: whether they began the first, what they are ready for, and what was begun lately.

    `begun`: about talks of yesterday and today, for which they are not ready.
    """

    has_begun_first: bool = False
    ready: tuple[str, ...] = ()
    begun: tuple[str, ...] = ()


def own_talks(uow: UnitOfWork, person: PersonId, today: date) -> OwnTalks:
    """What one person alone sees of their conversations."""
    own = uow.private(person)
    ready = own.sealed_conversations.subjects()
    lately = (each.subject for each in own.begun_talks.all() if timedelta() <= today - each.day <= ASKED_FOR)
    return OwnTalks(
        has_begun_first=own.told_alone.has_any(FIRST),
        ready=ready,
        begun=tuple(subject for subject in lately if subject not in ready),
    )


def has_told(uow: UnitOfWork, subject: str) -> bool:
    """Whether anybody told anything about a subject; decodes nothing."""
    prefix = f"{subject}/"
    return any(key.startswith(prefix) for person in uow.parts.people for key in uow.parts.keys(person, TOLD))


def talked_about(uow: UnitOfWork, *, subject: str, asked: Sequence[Question], base: Catalogue) -> TalkedAbout:
    """What both can see of a conversation. `asked`: the questions of its set. Raises `Stale` if its scene is gone."""
    questions = questions_for_both(uow, subject, asked)
    return TalkedAbout(
        subject=subject,
        questions=questions,
        told=told_so_far(questions, told_rows(uow, subject), uow.parts.people),
        catalogue=shared_catalogue(uow, base),
        signals=_signals(uow, about_of(subject)) if set_of(subject) is QuestionSetId.DEBRIEF else (),
    )


def own_conversation(
    uow: UnitOfWork, *, person: PersonId, subject: str, asked: Sequence[Question], base: Catalogue
) -> OwnConversation:
    """What a person alone sees of a conversation. Raises `Stale` if its scene is gone."""
    own, shared = uow.private(person), talked_about(uow, subject=subject, asked=asked, base=base)
    sealed = sealed_about(uow, person, subject)
    return OwnConversation(
        shared=shared,
        questions=(*shared.questions, *_only_mine(uow, person, subject, shared.questions)),
        answers=own.told_alone.of(subject),
        is_ready=sealed is not None,
        is_begun=sealed is not None and sealed.is_begun,
    )


def questions_for_both(uow: UnitOfWork, subject: str, asked: Sequence[Question]) -> tuple[Question, ...]:
    """The questions that both can read, those that somebody added last."""
    if set_of(subject) is QuestionSetId.DEBRIEF:
        asked = with_activities(asked, _activities(uow, about_of(subject)))
    rows = sorted(uow.parts.all(ASKED, f"{subject}/"), key=lambda said: said.n)
    added = (
        Question(id=said.key.removeprefix(f"{subject}/"), text=said.body.text, by=said.author, asked=said.commitment)
        for said in rows
    )
    return (*asked, *(question for question in added if question.id.startswith("own.")))


def _only_mine(uow: UnitOfWork, person: PersonId, subject: str, shared: Sequence[Question]) -> Iterator[Question]:
    known = {question.id for question in shared}
    for own in uow.private(person).questions.of(subject):
        if own.id not in known:
            yield Question(id=own.id, text=own.text, by=person)


def _activities(uow: UnitOfWork, agreement_id: str) -> tuple[Pairing, ...]:
    """What was agreed for a scene, without what somebody took out of it or left out that evening."""
    agreement, scenes = find_agreement(uow, agreement_id), lived(uow, agreement_id)
    gone = {ending.clause for ending in uow.parts.endings(agreement_id) if not ending.above}
    if scenes:
        gone |= frozenset.intersection(*(final_state(live).without for live in scenes))
    clauses = in_order(agreement.document.clauses)
    return tuple(c.item.pairing for c in clauses if c.item is not None and c.id not in gone)


_LEVELS = {LiveMark.YELLOW: Level.YELLOW, LiveMark.RED: Level.RED}


def _signals(uow: UnitOfWork, agreement_id: str) -> tuple[SignalMoment, ...]:
    """Yellow and red of a scene, in their order."""
    found = (
        SignalMoment(level=_LEVELS[event.mark], at=live.began + timedelta(seconds=event.at))
        for live in lived(uow, agreement_id)
        for event in live.events
        if event.mark in _LEVELS
    )
    return tuple(sorted(found, key=lambda moment: moment.at))


def told_rows(uow: UnitOfWork, subject: str) -> ToldRows:
    """What both told about a subject, by person and question."""
    prefix = f"{subject}/"
    return {(said.author, said.key.removeprefix(prefix)): said.body for said in uow.parts.all(TOLD, prefix)}


def sealed_about(uow: UnitOfWork, person: PersonId, subject: str) -> SealedConversation | None:
    """A person's snapshot about a subject, if they are ready. One in their partner's name is none."""
    sealed = uow.private(person).sealed_conversations.get(subject)
    return sealed if sealed is not None and (sealed.person, sealed.subject) == (person, subject) else None


def unseal(own: PrivateRepositories, subject: str) -> None:
    """Withdraw a ready mark, unless both have accepted what it shows. No commit."""
    sealed = own.sealed_conversations.get(subject)
    if sealed is None or not sealed.is_accepted:
        own.sealed_conversations.delete(subject)


def save_answer(uow: UnitOfWork, *, person: PersonId, answer: ConversationAnswer) -> Changes:
    """Save an own answer, in the person's private space; they are no longer ready."""
    own = uow.private(person)
    own.told_alone.keep(answer)
    note_rushed(own, answer)
    unseal(own, answer.subject)
    return commit(uow, ChangeKind.CONVERSATIONS, ids=(answer.subject,), erase=answer.is_empty)


def add_question(
    uow: UnitOfWork, *, person: PersonId, subject: str, text: str, is_shared: bool, new_id: IdSource
) -> Changes:
    """Add an own question. Their partner reads it only if it is shared. Raises `InputError` without words."""
    own = uow.private(person)
    if not text.strip() or not plain(text):
        raise InputError("question", "empty")
    if len(own.questions.of(subject)) >= MOST_OWN_QUESTIONS:
        raise InputError("question", "many")
    question = OwnQuestion(id=f"own.{new_id()}", subject=subject, text=text)
    own.questions.save(question)
    unseal(own, subject)
    if is_shared:
        uow.parts.say(person, ASKED, AskedWords(text=plain(text)), f"{subject}/{question.id}")
    return commit(uow, ChangeKind.CONVERSATIONS, ids=(subject, question.id))


def share_question(uow: UnitOfWork, *, person: PersonId, subject: str, question_id: str, is_shared: bool) -> Changes:
    """Let the partner read an own question and answer it, or take it back. Raises `NotYours` for anybody else's."""
    own = uow.private(person)
    question = own.questions.get(question_id)
    if question is None or question.subject != subject:
        raise NotYours("question")
    key = f"{subject}/{question_id}"
    if is_shared:
        uow.parts.say(person, ASKED, AskedWords(text=plain(question.text)), key)
    else:
        uow.parts.take_back(person, ASKED, key)
        uow.parts.take_back(person, TOLD, key)
    unseal(own, subject)
    return commit(uow, ChangeKind.CONVERSATIONS, ids=(subject, question_id), erase=not is_shared)


def delete_question(uow: UnitOfWork, *, person: PersonId, subject: str, question_id: str) -> Changes:
    """Delete an own question with one's answer to it; it is taken back if it was shared."""
    own = uow.private(person)
    own.questions.delete(question_id)
    own.told_alone.delete(subject, question_id)
    unseal(own, subject)
    for kind in (ASKED, TOLD):
        uow.parts.take_back(person, kind, f"{subject}/{question_id}")
    return commit(uow, ChangeKind.CONVERSATIONS, ids=(subject, question_id), erase=True)


def restore_question(
    uow: UnitOfWork, *, person: PersonId, question: OwnQuestion, answer: ConversationAnswer | None, is_shared: bool
) -> Changes:
    """Undo `delete_question`; what was told and taken back with it stays taken back."""
    own = uow.private(person)
    own.questions.save(question)
    if answer is not None:
        own.told_alone.keep(answer)
    unseal(own, question.subject)
    if is_shared:
        uow.parts.say(person, ASKED, AskedWords(text=plain(question.text)), f"{question.subject}/{question.id}")
    return commit(uow, ChangeKind.CONVERSATIONS, ids=(question.subject, question.id))


def mark_ready(uow: UnitOfWork, *, person: PersonId, subject: str, asked: Sequence[Question]) -> Changes:
    """Seal what a person shares of their answers; it may be nothing. Any change of theirs undoes it."""
    own = uow.private(person)
    answers = sealed_answers(person, own.told_alone.of(subject), questions_for_both(uow, subject, asked))
    unseal(own, subject)
    if own.sealed_conversations.get(subject) is None:
        own.sealed_conversations.save(SealedConversation(person=person, subject=subject, answers=answers))
    return commit(uow, ChangeKind.CONVERSATIONS, ids=(subject,))


def unready(uow: UnitOfWork, *, person: PersonId, subject: str) -> Changes:
    """Withdraw the ready mark."""
    unseal(uow.private(person), subject)
    return commit(uow, ChangeKind.CONVERSATIONS, ids=(subject,))


def take_told_back(uow: UnitOfWork, person: PersonId, kind: str, key: str) -> None:
    """Take back what a person told, or a question of theirs with their own answer to it. No commit."""
    uow.parts.take_back(person, TOLD, key)
    if kind == ASKED.name:
        uow.parts.take_back(person, ASKED, key)
    unseal(uow.private(person), key.partition("/")[0])
