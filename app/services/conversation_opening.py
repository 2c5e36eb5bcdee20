"""Opening a conversation together: what both sealed, question by question, and then what each of them says."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta

from app.errors import NotReady, Stale
from app.models.agreement import Agreement, ends_with_debrief
from app.models.base import IdSource, Model, PersonId
from app.models.catalogue import Catalogue
from app.models.changes import ChangeKind, Changes, changed
from app.models.conversation import (
    BegunTalk,
    OpenedQuestion,
    Question,
    QuestionSetId,
    SealedConversation,
    ToldAnswer,
    about_of,
    news_of_conversation,
    set_of,
    talking_of,
)
from app.models.said import SALT_SIZE
from app.models.said_kinds import ASKED, TOLD
from app.models.snapshot import bind, can_be_opened, showing
from app.services.agreement_store import find_agreement
from app.services.agreements import end_for_all_here
from app.services.answers import shared_catalogue
from app.services.conversation import questions_for_both, sealed_about, told_rows
from app.services.opening import PreparedOpening
from app.services.units import commit
from app.storage.unit_of_work import UnitOfWork

Two = tuple[PersonId, PersonId]
KNOWN_FOR = timedelta(days=7)
"""How long it is noted that a conversation about a talk was begun."""


class ConversationBegun(Changes):
    """What is about to be shown. `seen`: how many of its questions both left behind before it was interrupted."""

    opened: tuple[OpenedQuestion, ...]
    catalogue: Catalogue
    seen: int = 0


class TalkBegun(Changes):
    """The subject of a conversation about how talking was."""

    subject: str


class ReadyConversations(Model):
    """The subjects that both are ready for; `begun`: those of them that were shown in part."""

    subjects: tuple[str, ...] = ()
    begun: tuple[str, ...] = ()


def both_sealed_about(
    uow: UnitOfWork, people: Two, subject: str
) -> tuple[SealedConversation, SealedConversation] | None:
    """Both snapshots about a subject, if they can be opened with each other."""
    one, other = (sealed_about(uow, person, subject) for person in people)
    return (one, other) if one is not None and other is not None and can_be_opened(one, other) else None


def prepared_conversation(uow: UnitOfWork, *, people: Two, subject: str) -> PreparedOpening:
    """Whether an opening can be offered or continued; asked only while both are here."""
    sealed = (sealed_about(uow, person, subject) for person in people)
    begun = any(each is not None and each.is_begun for each in sealed)
    return PreparedOpening(ready=both_sealed_about(uow, people, subject) is not None, begun=begun)


def ready_conversations(uow: UnitOfWork, people: Two) -> ReadyConversations:
    """What both are ready to open; asked only while both are here."""
    one, other = (set(uow.private(person).sealed_conversations.subjects()) for person in people)
    found = {s: prepared_conversation(uow, people=people, subject=s) for s in sorted(one & other)}
    ready = tuple(subject for subject, each in found.items() if each.ready)
    return ReadyConversations(subjects=ready, begun=tuple(s for s in ready if found[s].begun))


def begin_conversation(
    uow: UnitOfWork, *, people: Two, subject: str, asked: Sequence[Question], base: Catalogue
) -> ConversationBegun:
    """Show both snapshots, which from now on nothing but this opening can show. Raises `NotReady` without both.

    If it shows nothing new, it is over at once.
    """
    sealed = both_sealed_about(uow, people, subject)
    if sealed is None:
        raise NotReady("ready")
    opened = news_of_conversation(sealed, questions_for_both(uow, subject, asked), told_rows(uow, subject))
    catalogue = shared_catalogue(uow, base)
    if not opened:
        _forget_begun(uow, people, subject)
        return ConversationBegun(kinds=_spend(uow, people, subject).kinds, opened=(), catalogue=catalogue)
    if not sealed[0].is_begun:
        sealed = bind(*sealed, (secrets.token_bytes(SALT_SIZE), secrets.token_bytes(SALT_SIZE)))
    sealed = showing(*sealed, json.dumps([each.model_dump(mode="json") for each in opened]).encode())
    for each in sealed:
        uow.private(each.person).sealed_conversations.save(each)
    uow.commit()
    kinds = frozenset({ChangeKind.CONVERSATIONS})
    return ConversationBegun(kinds=kinds, ids=(subject,), opened=opened, catalogue=catalogue, seen=sealed[0].seen)


def keep_place_in_conversation(uow: UnitOfWork, *, people: Two, subject: str, seen: int) -> Changes:
    """Note how many questions of an opening that was interrupted both have left behind."""
    for person in people:
        sealed = sealed_about(uow, person, subject)
        if sealed is not None and sealed.is_begun:
            uow.private(person).sealed_conversations.save(sealed.evolve(seen=seen))
    return commit(uow, ChangeKind.CONVERSATIONS, ids=(subject,))


def end_conversation(uow: UnitOfWork, *, people: Two, subject: str) -> Changes:
    """Not now, or one of them changed something: what an opening has begun to show is spent, and nothing is told."""
    begun = [p for p in people if (sealed := sealed_about(uow, p, subject)) is not None and sealed.is_begun]
    return _spend(uow, begun, subject)


def _spend(uow: UnitOfWork, people: Sequence[PersonId], subject: str) -> Changes:
    for person in people:
        uow.private(person).sealed_conversations.delete(subject)
    return commit(uow, ChangeKind.CONVERSATIONS, ids=(subject,))


def accept_conversation(uow: UnitOfWork, *, people: Two, subject: str, opened: Sequence[OpenedQuestion]) -> Changes:
    """Both accepted: each says in their own part what they shared. A scene for one evening ends with its debrief.

    It is noted in one own space after the other before anything is said, so that whatever interrupts it, at the next
    unlock both have said it or neither has (`finish_accepted`). Raises `NeedsBoth`.
    """
    uow.require_both()
    for person in sorted(people):
        sealed = sealed_about(uow, person, subject)
        if sealed is not None:
            uow.private(person).sealed_conversations.save(sealed.evolve(is_accepted=True))
            uow.commit()
    ends = _ends_with_it(uow, subject)
    for person in sorted(people):
        shared = ((each.question.id, each.of(person)) for each in opened)
        _tell(uow, person, subject, {question: told for question, told in shared if told is not None}, ends)
        uow.commit()
    kinds = [ChangeKind.CONVERSATIONS, *([ChangeKind.AGREEMENTS] if ends is not None else [])]
    return changed(*kinds, ids=(subject,))


def finish_accepted(uow: UnitOfWork) -> None:
    """After an interruption: those who are here say what both had accepted, in the order in which that was noted.

    Whoever is noted second knows that both are. Whoever is noted first has to see that their partner is, too; if not,
    nothing was accepted.
    """
    first, second = min(uow.parts.people), max(uow.parts.people)
    for person in sorted(uow.here):
        own = uow.private(person).sealed_conversations
        for subject in own.subjects():
            sealed = sealed_about(uow, person, subject)
            if sealed is None or not sealed.is_accepted or (person == first and second not in uow.here):
                continue
            theirs = sealed_about(uow, second, subject)
            if theirs is not None and theirs.is_accepted:
                with suppress(Stale):
                    _tell(uow, person, subject, _still_asked(uow, sealed), _ends_with_it(uow, subject))
            elif theirs is not None:
                own.save(sealed.evolve(is_accepted=False))
            else:
                own.delete(subject)
            uow.commit()


def _still_asked(uow: UnitOfWork, sealed: SealedConversation) -> dict[str, ToldAnswer]:
    """What somebody sealed, to questions that still have the words that they answered."""
    prefix = f"{sealed.subject}/"
    asked = {said.key.removeprefix(prefix): said.commitment for said in uow.parts.all(ASKED, prefix)}
    return {
        each.question: each.told for each in sealed.answers if not each.asked or asked.get(each.question) == each.asked
    }


def _ends_with_it(uow: UnitOfWork, subject: str) -> Agreement | None:
    """The scene that is over once a conversation was opened: the one that it talks over, if it is for one evening."""
    agreement = find_agreement(uow, about_of(subject)) if set_of(subject) is QuestionSetId.DEBRIEF else None
    return agreement if agreement is not None and ends_with_debrief(agreement) else None


def _tell(
    uow: UnitOfWork, person: PersonId, subject: str, told: Mapping[str, ToldAnswer], ends: Agreement | None
) -> None:
    for question, answer in told.items():
        uow.parts.say(person, TOLD, answer, f"{subject}/{question}")
    uow.private(person).sealed_conversations.delete(subject)
    _forget_begun(uow, (person,), subject)
    if ends is not None:
        end_for_all_here(uow, ends)


def _forget_begun(uow: UnitOfWork, people: Sequence[PersonId], subject: str) -> None:
    """Nobody is asked about it any more."""
    for person in people:
        uow.private(person).begun_talks.delete(subject)


def begin_talk(uow: UnitOfWork, *, today: date, new_id: IdSource) -> TalkBegun:
    """Begin to ask how talking was today, or go on with what was begun today. Raises `NeedsBoth`.

    Each has it in their own space; the day is nowhere else.
    """
    uow.require_both()
    known = [{each.subject for each in uow.private(p).begun_talks.all() if each.day == today} for p in uow.here]
    subject = next(iter(sorted(set.intersection(*known))), "") or talking_of(new_id())
    for person in uow.here:
        own = uow.private(person).begun_talks
        own.delete_before((today - KNOWN_FOR).isoformat())
        own.save(BegunTalk(subject=subject, day=today))
    uow.commit()
    return TalkBegun(kinds=frozenset({ChangeKind.CONVERSATIONS}), ids=(subject,), subject=subject)
