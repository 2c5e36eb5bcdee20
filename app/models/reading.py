"""My reading: one person reads a document alone and replies to it clause by clause."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from pydantic import Field

from app.errors import NotReady, NotYours
from app.models.aftercare import CareKind
from app.models.agreement import AgreementState, CurrentAgreement, Yes, still_waiting
from app.models.answer import Answer, AnswerKey, Ceiling, Stance
from app.models.base import ItemId, Model, PersonId, Words
from app.models.catalogue import Catalogue, Direction
from app.models.clause import Clause, ClauseKind, Document
from app.models.ending import Ending
from app.models.layout import take_out
from app.models.leaving_out import LeavingOut
from app.models.outline import Draft, Line

Answers = Mapping[AnswerKey, Answer]


class ClauseReply(StrEnum):
    """A reader's reply to one clause."""

    YES = "yes"
    TAKE_OUT = "take_out"


class Reading(Model):
    """A reading in progress; private, and stored after every reply.

    `replies` is by the clause's digest, so a changed wording has no reply; so is `leaving`, which says how an activity
    that is taken out is left out. `began_with`: what was agreed of the text when it began; replies do not outlast that.
    """

    draft_id: ItemId
    person: PersonId
    replies: dict[str, ClauseReply] = Field(default_factory=dict)
    leaving: dict[str, LeavingOut] = Field(default_factory=dict)
    words: Words = ""
    began_with: str = ""


class ConflictKind(StrEnum):
    """How a clause conflicts with the reader's private answer."""

    NO = "no"
    NOT_NOW = "not_now"
    CEILING = "ceiling"
    CONDITION = "condition"
    NEED = "need"
    """A need of the partner's aftercare; what the reader gives of it stays theirs to say."""

    @property
    def blocks(self) -> bool:
        """Whether a yes is impossible until the clause is taken out or the answer changes."""
        return self in (ConflictKind.NO, ConflictKind.NOT_NOW)


class AnswerConflict(Model):
    """A conflict of a clause, or of a partner's `need`, with a private answer. Only the reader sees it."""

    kind: ConflictKind
    answer: Answer
    need: Words = ""


def conflicts_of(clause: Clause, person: PersonId, answers: Answers) -> tuple[AnswerConflict, ...]:
    """The conflicts of a clause with the reader's private limits, ceiling or condition."""
    item = clause.item
    if item is None:
        return ()
    answer = answers.get(item.pairing.side_of(person))
    if answer is None or answer.stance in (None, Stance.MORE_FIRST):
        return ()
    if answer.stance is Stance.HARD_LIMIT:
        return (AnswerConflict(kind=ConflictKind.NO, answer=answer),)
    if answer.stance is Stance.SOFT_LIMIT:
        return (AnswerConflict(kind=ConflictKind.NOT_NOW, answer=answer),)
    found: list[AnswerConflict] = []
    if answer.ceiling is not None and (item.ceiling or Ceiling.STRONG) > answer.ceiling:
        found.append(AnswerConflict(kind=ConflictKind.CEILING, answer=answer))
    words = answer.conditions.strip()
    if words and all(words != condition.words.strip() for condition in item.conditions):
        found.append(AnswerConflict(kind=ConflictKind.CONDITION, answer=answer))
    return tuple(found)


def needs_met(clause: Clause, person: PersonId, answers: Answers, catalogue: Catalogue) -> tuple[AnswerConflict, ...]:
    """The needs of a partner's aftercare that conflict with private limits of the reader, who would give it."""
    plan = clause.aftercare
    if plan is None or plan.person == person:
        return ()
    limits = [a for a in answers.values() if a.stance and a.stance.is_limit and a.direction is not Direction.PASSIVE]
    entries = [(answer, catalogue.find(answer.activity_id)) for answer in limits]
    return tuple(
        AnswerConflict(kind=ConflictKind.NEED, answer=answer, need=need.text)
        for need in plan.needs
        for answer, entry in entries
        if need.kind is not CareKind.SELF_CARE and entry is not None and entry.is_named_in(need.text)
    )


def is_blocked(clause: Clause, person: PersonId, answers: Answers) -> bool:
    """Whether a private limit of the reader blocks a clause."""
    return any(conflict.kind.blocks for conflict in conflicts_of(clause, person, answers))


def last_yes(yeses: Iterable[Yes], person: PersonId) -> Yes | None:
    """The yes that a person said last."""
    mine = [yes for yes in yeses if yes.person == person]
    return max(mine, key=lambda yes: (yes.on, yes.met is None, yes.agreement_id), default=None)


def what_still_counts(yes: Yes, versions: Iterable[CurrentAgreement], endings: Iterable[Ending], today: date) -> Yes:
    """A yes without what has ended since it was said: that is asked again. `endings`: those of this yes.

    Nothing of an agreement that is over counts, not even what protects: no text is renewed unread.
    """
    current = next((version for version in versions if version.agreement.id == yes.agreement_id), None)
    if current is not None:
        counting = list(current.as_written) if current.state is AgreementState.AGREED else []
    else:
        counting = list(yes.text.clauses) if still_waiting((yes,), endings, today) else []
    # An activity that ended above a ceiling has a different digest from the one that was read.
    digests = {clause.digest for clause in counting}
    return yes.evolve(text=yes.text.evolve(clauses=tuple(c for c in yes.text.clauses if c.digest in digests)))


def clauses_to_read(document: Document, earlier: Yes | None) -> tuple[Clause, ...]:
    """The clauses that are new or changed since a person's last yes: the same whatever their private answers are."""
    known = earlier.clauses if earlier is not None else frozenset()
    return tuple(clause for clause in document.clauses if clause.digest not in known)


def waiting_clauses(document: Document, reading: Reading, earlier: Yes | None, answers: Answers) -> tuple[Clause, ...]:
    """The clauses that wait for a reply. A yes does not count once a limit of the reader blocks the clause."""

    def waits(clause: Clause) -> bool:
        said = reading.replies.get(clause.digest)
        return said is None or (said is ClauseReply.YES and is_blocked(clause, reading.person, answers))

    return tuple(c for c in clauses_to_read(document, earlier) if waits(c))


def with_reply(
    reading: Reading,
    clause: Clause,
    reply: ClauseReply | None,
    answers: Answers,
) -> Reading:
    """The reading with one reply set, or removed with None.

    Raises `NotReady` for a yes to a blocked clause, `NotYours` for taking out a clause that only its holder may.
    """
    if reply is ClauseReply.YES and is_blocked(clause, reading.person, answers):
        raise NotReady("own_limit")
    if reply is ClauseReply.TAKE_OUT and not clause.may_be_taken_out_by(reading.person):
        raise NotYours("clause")
    replies = {digest: said for digest, said in reading.replies.items() if digest != clause.digest}
    if reply is not None:
        replies[clause.digest] = reply
    return reading.evolve(replies=replies)


def draft_after_reading(draft: Draft, document: Document, reading: Reading, *, line_id: ItemId) -> Draft:
    """The draft after the reading: without the clauses taken out, with the reader's words added."""
    out = [clause for clause in document.clauses if reading.replies.get(clause.digest) is ClauseReply.TAKE_OUT]
    narrowed = take_out(draft, out) if out else draft
    if reading.words.strip():
        line = Line(id=line_id, text=reading.words, by=reading.person)
        narrowed = narrowed.evolve(words=(*narrowed.words, line))
    return narrowed


def require_finished(
    document: Document, after: Document, reading: Reading, earlier: Yes | None, answers: Answers
) -> None:
    """Check that a reading says yes to the document `after` it.

    Raises `NotReady` while a clause waits for a reply, or if a private limit blocks a clause that is left, whatever
    the reader replied earlier.
    """
    if waiting_clauses(document, reading, earlier, answers):
        raise NotReady("clauses")
    if any(is_blocked(clause, reading.person, answers) for clause in after.clauses):
        raise NotReady("own_limit")


def taken_out_since(document: Document, earlier: Yes | None, before: Iterable[Clause]) -> tuple[Clause, ...]:
    """The clauses this person had said yes to that are no longer in the document, protections first."""
    if earlier is None:
        return ()
    now = {clause.digest for clause in document.clauses}
    removed = [clause for clause in before if clause.digest in earlier.clauses and clause.digest not in now]
    return tuple(sorted(removed, key=lambda clause: clause.kind is not ClauseKind.PROTECTION))
