"""My reading: one person's own turn with the whole text, item by item."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from pydantic import Field

from app.errors import NotReady, NotYours
from app.models.agreement import Yes
from app.models.answer import Answer, AnswerKey, Ceiling, Stance
from app.models.base import ItemId, Model, PersonId, Words
from app.models.clause import Clause, ClauseKind, Document, take_out
from app.models.outline import Draft, Line

Answers = Mapping[AnswerKey, Answer]


class ClauseReply(StrEnum):
    """What a reader says to one clause."""

    YES = "yes"
    TAKE_OUT = "take_out"


class Reading(Model):
    """A reading as far as it has come; private, kept so that nothing is lost.

    `replies` maps a clause's digest to what was said to it: another wording asks again.
    """

    draft_id: ItemId
    person: PersonId
    replies: dict[str, ClauseReply] = Field(default_factory=dict)
    words: Words = ""


class ConflictKind(StrEnum):
    """How a clause meets the reader's own private answer."""

    NO = "no"
    NOT_NOW = "not_now"
    CEILING = "ceiling"
    CONDITION = "condition"

    @property
    def blocks(self) -> bool:
        """Whether a yes is impossible until the clause goes or the answer changes."""
        return self in (ConflictKind.NO, ConflictKind.NOT_NOW)


class AnswerConflict(Model):
    """One meeting of a clause and a private answer; only its reader ever sees it."""

    touch: ConflictKind
    answer: Answer


def conflicts_of(clause: Clause, person: PersonId, answers: Answers) -> tuple[AnswerConflict, ...]:
    """What of a clause meets the reader's private No, ceiling or condition."""
    item = clause.item
    if item is None:
        return ()
    key = AnswerKey(
        activity_id=item.pairing.activity_id,
        direction=item.pairing.direction_of(person),
    )
    answer = answers.get(key)
    if answer is None or answer.stance is None:
        return ()
    if answer.stance is Stance.HARD_LIMIT:
        return (AnswerConflict(touch=ConflictKind.NO, answer=answer),)
    if answer.stance is Stance.SOFT_LIMIT:
        return (AnswerConflict(touch=ConflictKind.NOT_NOW, answer=answer),)
    found: list[AnswerConflict] = []
    if answer.ceiling is not None and (item.ceiling or Ceiling.STRONG) > answer.ceiling:
        found.append(AnswerConflict(touch=ConflictKind.CEILING, answer=answer))
    words = answer.conditions.strip()
    if words and all(words != condition.words.strip() for condition in item.conditions):
        found.append(AnswerConflict(touch=ConflictKind.CONDITION, answer=answer))
    return tuple(found)


def is_blocked(clause: Clause, person: PersonId, answers: Answers) -> bool:
    """Whether a private No of the reader stands against a clause."""
    return any(met.touch.blocks for met in conflicts_of(clause, person, answers))


def clauses_to_read(document: Document, earlier: Yes | None, person: PersonId, answers: Answers) -> tuple[Clause, ...]:
    """The clauses that are new, reworded since this person's last yes, or meet a No they hold by now."""
    known = earlier.clauses if earlier is not None else frozenset()
    return tuple(c for c in document.clauses if c.digest not in known or is_blocked(c, person, answers))


def waiting_clauses(document: Document, reading: Reading, earlier: Yes | None, answers: Answers) -> tuple[Clause, ...]:
    """The clauses that still wait for a word of the reader; a yes that a No has overtaken waits again."""

    def waits(clause: Clause) -> bool:
        said = reading.replies.get(clause.digest)
        return said is None or (said is ClauseReply.YES and is_blocked(clause, reading.person, answers))

    return tuple(c for c in clauses_to_read(document, earlier, reading.person, answers) if waits(c))


def with_reply(
    reading: Reading,
    clause: Clause,
    reply: ClauseReply | None,
    answers: Answers,
) -> Reading:
    """The reading with one reply set, or unset with None.

    Raises `NotReady` for a yes over a private No, `NotYours` for taking out what only its holder may.
    """
    if reply is ClauseReply.YES and any(met.touch.blocks for met in conflicts_of(clause, reading.person, answers)):
        raise NotReady("own_limit")
    if reply is ClauseReply.TAKE_OUT and not clause.may_be_taken_out_by(reading.person):
        raise NotYours("clause")
    replies = {digest: said for digest, said in reading.replies.items() if digest != clause.digest}
    if reply is not None:
        replies[clause.digest] = reply
    return reading.evolve(replies=replies)


def with_yes_to_rest(
    reading: Reading,
    document: Document,
    earlier: Yes | None,
    answers: Answers,
) -> Reading:
    """Yes to every clause still waiting that meets nothing private; those that do keep waiting."""
    for clause in waiting_clauses(document, reading, earlier, answers):
        if not conflicts_of(clause, reading.person, answers):
            reading = with_reply(reading, clause, ClauseReply.YES, answers)
    return reading


def draft_after_reading(draft: Draft, document: Document, reading: Reading, *, line_id: ItemId) -> Draft:
    """The draft as the reader leaves it: what they took out is gone, their words are added."""
    out = [clause for clause in document.clauses if reading.replies.get(clause.digest) is ClauseReply.TAKE_OUT]
    narrowed = take_out(draft, out) if out else draft
    if reading.words.strip():
        line = Line(id=line_id, text=reading.words, by=reading.person)
        narrowed = narrowed.evolve(words=(*narrowed.words, line))
    return narrowed


def prepare_yes(
    document: Document,
    after: Document,
    reading: Reading,
    earlier: Yes | None,
    answers: Answers,
    *,
    number: int,
) -> Yes:
    """The (unsigned) yes of a finished reading to the document as the reader leaves it, as agreement `number`.

    Raises `NotReady` while a clause waits, or while one that is left meets a private No: whatever was
    said earlier, nothing goes over a limit that stands now.
    """
    if waiting_clauses(document, reading, earlier, answers):
        raise NotReady("clauses")
    if any(is_blocked(clause, reading.person, answers) for clause in after.clauses):
        raise NotReady("own_limit")
    return Yes(
        draft_id=document.draft_id,
        person=reading.person,
        version=after.version,
        clauses=frozenset(clause.digest for clause in after.clauses),
        review_on=after.review_on,
        number=number,
    )


def taken_out_since(document: Document, earlier: Yes | None, before: Iterable[Clause]) -> tuple[Clause, ...]:
    """What this person had said yes to and is no longer in the text; loosened protections first."""
    if earlier is None:
        return ()
    now = {clause.digest for clause in document.clauses}
    gone = [clause for clause in before if clause.digest in earlier.clauses and clause.digest not in now]
    return tuple(sorted(gone, key=lambda clause: clause.kind is not ClauseKind.PROTECTION))
