"""My reading: opened privately for one person, saved at each reply, ended with their yes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from app.errors import NotReady, Stale
from app.models.agreement import (
    YES,
    Agreement,
    AgreementState,
    CurrentAgreement,
    Yes,
    YesSaid,
    agreement_id_of,
    yes_key,
)
from app.models.answer import Answer, AnswerKey
from app.models.base import IdSource, ItemId, Model, PersonId, Words
from app.models.blockers import may_meet
from app.models.catalogue import Catalogue
from app.models.changes import ChangeKind, Changes, changed
from app.models.clause import Clause, Document
from app.models.leaving_out import NOT_IN_THIS_ONE
from app.models.outline import Draft, DraftKind
from app.models.reading import (
    AnswerConflict,
    ClauseReply,
    Reading,
    clauses_to_read,
    conflicts_of,
    draft_after_reading,
    last_yes,
    needs_met,
    require_finished,
    taken_out_since,
    what_still_counts,
)
from app.models.renewal import ReadBefore, Renewal, read_in_the_original, read_in_the_rules, renewal_of
from app.models.withdrawal import endings_of_meeting, endings_of_reading, endings_of_waiting
from app.services.agreement_store import (
    KEPT_KINDS,
    agreements_of,
    end_waiting,
    eras,
    filled,
    lone_yeses_of,
    space_of,
    versions_of,
    waiting_yeses,
    yeses_of,
)
from app.services.answers import shared_catalogue
from app.services.clock_check import require_clock
from app.services.draft_store import find_draft, ground_rules_draft, require_draft, write_draft
from app.services.drafts import document_to_read, stands_as_agreed
from app.services.endings_seen import note_ended
from app.services.leaving_out import leave_out
from app.services.noticing import note_taken_out
from app.services.units import UnitOfWork


class ReadingView(Model):
    """One person's turn: the text, the clauses without a reply, and conflicts with their own answers."""

    draft: Draft
    document: Document
    catalogue: Catalogue
    reading: Reading
    to_read: tuple[Clause, ...]
    folded: dict[str, ReadBefore]
    """What need not be asked, by id."""
    gone: tuple[Clause, ...]
    met: dict[str, tuple[AnswerConflict, ...]]
    answers: tuple[Answer, ...]
    is_agreed: bool
    partner_said_yes: bool
    waits_until: date | None
    """The last day of this person's own yes to exactly this text, while it waits."""
    renewal: Renewal


class OpenReading(Model):
    """A reading that its reader has begun and not finished."""

    draft_id: ItemId
    kind: DraftKind
    title: Words


class YesGiven(Changes):
    """What a yes led to; `agreement` is None while the partner's is missing, or while one of them is not here.

    `both_said`: only agreeing together is left. `waits_until`: the last day on which it waits.
    """

    agreement: Agreement | None
    both_said: bool = False
    waits_until: date | None = None


def answers_of(uow: UnitOfWork, person: PersonId) -> Mapping[AnswerKey, Answer]:
    """A person's private answers by key."""
    return {answer.key: answer for answer in uow.private(person).answers.all()}


def begin(uow: UnitOfWork, *, draft_id: str, person: PersonId, base: Catalogue, today: date) -> ReadingView:
    """Open or continue a person's reading of a draft; writes nothing."""
    draft = require_draft(uow, draft_id)
    document = document_to_read(uow, draft, base, today)
    versions = versions_of(uow, draft_id, today)
    reading = _begun(uow, draft, person, versions)
    before = _before(uow, draft, document, person, today)
    answers = answers_of(uow, person)
    catalogue = shared_catalogue(uow, base)
    to_read = clauses_to_read(document, before.earlier)
    met = {c.id: conflicts_of(c, person, answers) or needs_met(c, person, answers, catalogue) for c in document.clauses}
    said = {yes.person: yes for yes in waiting_yeses(uow, draft_id, today) if yes.text == document.sealed}
    return ReadingView(
        draft=draft,
        document=document,
        catalogue=catalogue,
        reading=reading,
        to_read=to_read,
        folded={c.id: before.folded[c.digest] for c in document.clauses if c.digest in before.folded},
        gone=taken_out_since(document, before.last, filled(uow, before.last.text.clauses) if before.last else ()),
        met={clause_id: found for clause_id, found in met.items() if found},
        answers=tuple(answers.values()),
        is_agreed=is_agreed(uow, draft, base, today),
        partner_said_yes=any(other != person for other in said),
        waits_until=said[person].waits_until if person in said else None,
        renewal=renewal_of(to_read, versions or before.original, is_copy=not versions),
    )


def open_reading(uow: UnitOfWork, *, person: PersonId, base: Catalogue, today: date) -> OpenReading | None:
    """The reading that a person can go on with; none of a text that was deleted, or agreed meanwhile."""
    for stored in uow.private(person).readings.all():
        draft = find_draft(uow, stored.draft_id)
        if draft is not None and not is_agreed(uow, draft, base, today):
            return OpenReading(draft_id=draft.id, kind=draft.kind, title=draft.title)
    return None


def is_agreed(uow: UnitOfWork, draft: Draft, base: Catalogue, today: date) -> bool:
    """Whether exactly the text of a draft is agreed."""
    versions = versions_of(uow, draft.id, today)
    document = document_to_read(uow, draft, base, today)
    return any(v.state is AgreementState.AGREED and stands_as_agreed(draft, document, v) for v in versions)


def keep(uow: UnitOfWork, *, reading: Reading) -> Changes:
    """Save an unfinished reading in the reader's own space."""
    uow.private(reading.person).readings.save(reading)
    uow.commit()
    return changed(ChangeKind.READINGS, ids=(reading.draft_id,))


def say_yes(
    uow: UnitOfWork, *, reading: Reading, seen: str, base: Catalogue, now: datetime, new_id: IdSource
) -> YesGiven:
    """Finish a reading and say yes to the text as it leaves it; while both are here, two yeses to it agree it.

    `seen` is the version that was read. What the reading took out is taken out with the yes: from the draft, and, if
    it allowed something, from what is agreed. Raises `Stale` if the text changed meanwhile, `NotReady` while a clause
    has no reply or conflicts with a private No.
    """
    person, today = reading.person, now.astimezone().date()
    require_clock(uow, today)
    before = require_draft(uow, reading.draft_id)
    document = document_to_read(uow, before, base, today)
    if document.version != seen:
        raise Stale("draft")
    earlier = _before(uow, before, document, person, today).earlier
    uow.parts.end(person, endings_of_reading(document, reading, agreements_of(uow, before.id)))
    write_draft(
        uow, before, draft_after_reading(before, document, reading, line_id=ItemId(new_id())), (person,), new_id
    )
    _leave_out(uow, document, reading)
    draft = require_draft(uow, before.id)
    after = document_to_read(uow, draft, base, today)
    require_finished(document, after, reading, earlier, answers_of(uow, person))
    said = _say(uow, person, after, today, new_id)
    note_taken_out(uow.private(person), person, before, draft, now)
    uow.private(person).readings.delete(draft.id)
    agreement = meet(uow, draft.id, agreement_id_of(said), today) if len(uow.here) > 1 else None
    waiting = [yes for yes in waiting_yeses(uow, draft.id, today) if yes.agreement_id == agreement_id_of(said)]
    uow.commit()
    return YesGiven(
        kinds=frozenset({ChangeKind.DRAFTS, ChangeKind.AGREEMENTS, ChangeKind.READINGS}),
        ids=(draft.id, person),
        agreement=agreement,
        both_said=agreement is not None or len(waiting) == len(uow.parts.people),
        waits_until=min((yes.waits_until for yes in waiting), default=None),
    )


def _leave_out(uow: UnitOfWork, document: Document, reading: Reading) -> None:
    """Leave out the activities that a reading took out, as the reader answered for each."""
    for clause in document.clauses:
        if clause.item is not None and reading.replies.get(clause.digest) is ClauseReply.TAKE_OUT:
            how = reading.leaving.get(clause.digest, NOT_IN_THIS_ONE)
            leave_out(uow, reading.person, document.draft_id, clause.item.pairing, how)


def meet(uow: UnitOfWork, draft_id: str, agreement_id: str, today: date) -> Agreement | None:
    """Agree a text to which both have said yes, and end what was agreed of its draft before. No commit.

    None while a yes is missing or has waited too long, or the text lacks something. Raises `NeedsBoth`.
    """
    uow.require_both()
    note_ended(uow, today, draft_id)
    if not may_meet(waiting_yeses(uow, draft_id, today), agreement_id, uow.parts.people, today):
        return None
    # A lone yes may be half of an agreement whose other half is missing now; it must not revive it later.
    lone = [yes for yes in lone_yeses_of(uow, draft_id) if yes.agreement_id != agreement_id]
    replaced = (*endings_of_meeting(agreements_of(uow, draft_id)), *endings_of_waiting(lone))
    key = yes_key(draft_id, agreement_id)
    for person in uow.parts.people:
        uow.parts.end(person, replaced)
        row = uow.parts.get(person, YES, key)
        assert row is not None
        uow.parts.say(person, YES, row.body.evolve(met=today), key)
    versions = versions_of(uow, draft_id, today)
    return next((version.agreement for version in versions if version.agreement.id == agreement_id), None)


def agree_waiting(uow: UnitOfWork, *, draft_id: str, base: Catalogue, today: date) -> YesGiven:
    """Both are here and put their waiting yeses together.

    Raises `NotReady` if they are not both to the text as it is now: what somebody took out since is not agreed.
    """
    require_clock(uow, today)
    text = document_to_read(uow, require_draft(uow, draft_id), base, today).sealed
    waiting = [yes for yes in waiting_yeses(uow, draft_id, today) if yes.text == text]
    agreement = meet(uow, draft_id, waiting[0].agreement_id, today) if waiting else None
    if agreement is None:
        raise NotReady("reading")
    uow.commit()
    kinds = frozenset({ChangeKind.DRAFTS, ChangeKind.AGREEMENTS, ChangeKind.READINGS})
    return YesGiven(kinds=kinds, ids=(draft_id,), agreement=agreement)


def take_back_yes(uow: UnitOfWork, *, draft_id: str, person: PersonId) -> Changes:
    """Take back a yes that waits for the partner's."""
    uow.let_copy_wait()
    end_waiting(uow, draft_id, person)
    uow.commit()
    return changed(ChangeKind.DRAFTS, ChangeKind.READINGS, ids=(draft_id,))


def _begun(uow: UnitOfWork, draft: Draft, person: PersonId, versions: Sequence[CurrentAgreement]) -> Reading:
    """The unfinished reading of a person. What it replied before the agreement ended is not taken for a reply now."""
    agreed = next((v.agreement.id for v in versions if v.state is AgreementState.AGREED), "")
    stored = uow.private(person).readings.get(draft.id)
    if stored is None or stored.person != person:  # whoever owns the space could write a different name there
        stored = Reading(draft_id=draft.id, person=person, began_with=agreed)
    return stored if stored.began_with == agreed else stored.evolve(replies={}, leaving={}, began_with=agreed)


class _Before(NamedTuple):
    """What a person said yes to before.

    `last`: their last yes to this text. `folded`: what need not be asked, by digest, and `earlier` a yes to that.
    `original`: what was agreed of the scene that it is a copy of.
    """

    last: Yes | None
    folded: Mapping[str, ReadBefore]
    earlier: Yes | None
    original: tuple[CurrentAgreement, ...] = ()


def _before(uow: UnitOfWork, draft: Draft, document: Document, person: PersonId, today: date) -> _Before:
    last, versions = last_yes(yeses_of(uow, draft.id), person), versions_of(uow, draft.id, today)
    yes, folded, original = last, dict[str, ReadBefore](), tuple[CurrentAgreement, ...]()
    if last is not None:
        counts = what_still_counts(last, versions, uow.parts.endings(last.agreement_id), today)
        number = next((v.agreement.number for v in versions if v.agreement.id == last.agreement_id), None)
        folded |= dict.fromkeys(counts.clauses, ReadBefore(on=last.on, version=number))
    elif draft.copy_of:
        agreed = versions_of(uow, draft.copy_of, today)
        yes = last_yes(yeses_of(uow, draft.copy_of), person) if agreed else None
        if yes is not None:
            folded |= dict.fromkeys(read_in_the_original(document.clauses, agreed, today), ReadBefore(on=yes.on))
            original = agreed if folded else ()
    if not versions or any(version.state is AgreementState.AGREED for version in versions):
        yes_to_rules, in_rules = _read_in_rules(uow, document, person, today)
        yes, folded = yes or yes_to_rules, {**in_rules, **folded}
    if yes is None:
        return _Before(None, {}, None)
    text = document.evolve(clauses=tuple(clause for clause in document.clauses if clause.digest in folded))
    return _Before(last, folded, yes.evolve(text=text.sealed), original)


def _read_in_rules(
    uow: UnitOfWork, document: Document, person: PersonId, today: date
) -> tuple[Yes | None, dict[str, ReadBefore]]:
    """A person's yes to the ground rules that a scene is read with, and what is folded because they read it there."""
    draft = ground_rules_draft(uow) if document.rules else None
    if draft is None:
        return None, {}
    rules = next(v for v in versions_of(uow, draft.id, today) if v.agreement.id == document.rules)
    yes = next(y for y in yeses_of(uow, draft.id) if (y.person, y.agreement_id) == (person, document.rules))
    return yes, read_in_the_rules(rules, yes.on, today)


def _say(uow: UnitOfWork, person: PersonId, document: Document, today: date, new_id: IdSource) -> YesSaid:
    """Say yes to a text: as the second reader under the partner's act, else under a new one."""
    text = document.sealed
    mine = next((y for y in waiting_yeses(uow, text.draft_id, today) if y.person == person and y.text == text), None)
    if mine is not None:  # said already; no id is used twice, so saying it again would end what the partner waits with
        row = uow.parts.get(person, YES, yes_key(text.draft_id, mine.agreement_id))
        assert row is not None
        return row.body
    end_waiting(uow, text.draft_id, person)
    waiting = waiting_yeses(uow, text.draft_id, today)
    act = next((yes.act for yes in waiting if yes.text == text), None) or new_id()
    said = YesSaid(draft_id=text.draft_id, act=act, space=space_of(uow), eras=eras(uow), text=text, on=today)
    uow.parts.say(person, YES, said, yes_key(document.draft_id, agreement_id_of(said)))
    for clause in document.all_clauses:
        for own in clause.own:
            name, _, key = own.slot.partition("/")
            if own.holder == person and name in KEPT_KINDS:
                uow.parts.keep_words(person, KEPT_KINDS[name], key)
    return said
