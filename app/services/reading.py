"""My reading: opened privately for one person, saved at each reply, signed with their passphrase."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime

from app.errors import NotYours, Stale
from app.models.agreement import Agreement, Verify, Yes, agreement_between, agreement_id_of
from app.models.answer import Answer, AnswerKey
from app.models.base import IdSource, ItemId, Model, PersonId
from app.models.catalogue import Catalogue
from app.models.changes import ChangeKind, Changes, changed
from app.models.clause import Clause, Document
from app.models.outline import Draft
from app.models.reading import (
    AnswerConflict,
    Reading,
    clauses_to_read,
    conflicts_of,
    draft_after_reading,
    prepare_yes,
    taken_out_since,
)
from app.services.answers import shared_catalogue
from app.services.draft_store import require_draft, write_draft
from app.services.drafts import document_of, next_number, open_yeses, people_ids
from app.services.noticing import note_taken_out
from app.services.units import SHARED, UnitOfWork, Units

PURPOSE = "agreement-yes"
"""The purpose that the signature of a yes covers."""


class ReadingView(Model):
    """One person's turn: the text, the clauses without a reply, and conflicts with their own answers."""

    draft: Draft
    document: Document
    catalogue: Catalogue
    reading: Reading
    earlier: Yes | None
    to_read: tuple[Clause, ...]
    gone: tuple[Clause, ...]
    met: dict[str, tuple[AnswerConflict, ...]]
    answers: tuple[Answer, ...]


class FinishedReading(Model):
    """A finished reading before it is signed: the resulting text and the bytes to sign."""

    person: PersonId
    draft_before: Draft
    draft: Draft
    document: Document
    yes: Yes
    payload: bytes


class Signed(Changes):
    """What a signed yes led to; `agreement` is None while the partner's reading is missing."""

    agreement: Agreement | None


def answers_of(uow: UnitOfWork, person: PersonId) -> Mapping[AnswerKey, Answer]:
    """A person's private answers by key."""
    return {answer.key: answer for answer in uow.private(person).answers.all()}


def _earlier(uow: UnitOfWork, draft_id: str, person: PersonId) -> Yes | None:
    """This person's last yes, reduced to the clauses that their own space says they signed.

    The signature does not cover the digests in the shared space: their partner could add one there to keep a new clause
    from being shown.
    """
    yes = next((yes for yes in uow.shared.yeses.of(draft_id) if yes.person == person), None)
    signed = uow.private(person).readings.signed(draft_id)
    if yes is None or signed is None:
        return None
    return yes.evolve(clauses=yes.clauses & frozenset(clause.digest for clause in signed.clauses))


def begin(uow: UnitOfWork, *, draft_id: str, person: PersonId, base: Catalogue) -> ReadingView:
    """Open or continue a person's reading of a draft; writes nothing."""
    draft = require_draft(uow, draft_id)
    document = document_of(uow, draft, base)
    own = uow.private(person)
    reading = own.readings.get(draft_id) or Reading(draft_id=draft.id, person=person)
    earlier = _earlier(uow, draft_id, person)
    answers = answers_of(uow, person)
    signed = own.readings.signed(draft_id)
    met = {clause.id: found for clause in document.clauses if (found := conflicts_of(clause, person, answers))}
    return ReadingView(
        draft=draft,
        document=document,
        catalogue=shared_catalogue(uow, base),
        reading=reading,
        earlier=earlier,
        to_read=clauses_to_read(document, earlier, person, answers),
        gone=taken_out_since(document, earlier, signed.clauses if signed else ()),
        met=met,
        answers=tuple(answers.values()),
    )


def keep(uow: UnitOfWork, *, reading: Reading) -> Changes:
    """Save an unfinished reading in the reader's own space."""
    uow.private(reading.person).readings.save(reading)
    uow.commit()
    return changed(ChangeKind.READINGS, ids=(reading.draft_id,))


def finish(
    uow: UnitOfWork,
    *,
    vault_id: str,
    reading: Reading,
    seen: str,
    base: Catalogue,
    new_id: IdSource,
) -> FinishedReading:
    """The resulting text and the bytes to sign. Writes nothing.

    `seen` is the version that was read. Raises `Stale` if the text changed meanwhile, `NotReady` while a clause has no
    reply or conflicts with a private No.
    """
    draft = require_draft(uow, reading.draft_id)
    document = document_of(uow, draft, base)
    if document.version != seen:
        raise Stale("draft")
    earlier = _earlier(uow, draft.id, reading.person)
    after_draft = draft_after_reading(draft, document, reading, line_id=ItemId(new_id()))
    after = document_of(uow, after_draft, base)
    answers = answers_of(uow, reading.person)
    yes = prepare_yes(document, after, reading, earlier, answers, number=next_number(uow, draft.id))
    return FinishedReading(
        person=reading.person,
        draft_before=draft,
        draft=after_draft,
        document=after,
        yes=yes,
        payload=payload_of(vault_id, yes),
    )


def payload_of(vault_id: str, yes: Yes) -> bytes:
    """The bytes that the signature of a yes covers: vault, draft, version, person, review date, and agreement id."""
    body = {
        "vault": vault_id,
        "draft": yes.draft_id,
        "version": yes.version,
        "person": yes.person,
        "review_on": yes.review_on.isoformat() if yes.review_on else None,
        "number": yes.number,
        "agreement": agreement_id_of(yes.draft_id, yes.number, yes.version),
    }
    return json.dumps(body, sort_keys=True, separators=(",", ":")).encode("ascii")


def say_yes(
    units: Units,
    *,
    reading: Reading,
    seen: str,
    vault_id: str,
    sign: Callable[[bytes], bytes],
    verify: Verify,
    base: Catalogue,
    now: datetime,
    new_id: IdSource,
) -> Signed:
    """Finish a reading, sign it and save the yes; an agreement it makes is dated the local day of `now`.

    Writes the shared space, then the person's own. Raises as `finish` and `store_yes` do.
    """
    with units(None) as uow:
        finished = finish(uow, vault_id=vault_id, reading=reading, seen=seen, base=base, new_id=new_id)
    signature = sign(finished.payload)
    with units(SHARED) as uow:
        signed = store_yes(
            uow,
            finished=finished,
            signature=signature,
            verify=verify,
            base=base,
            today=now.astimezone().date(),
            new_id=new_id,
        )
    with units(finished.person) as uow:
        remember_signed(uow, finished=finished, now=now)
    return signed


def store_yes(
    uow: UnitOfWork,
    *,
    finished: FinishedReading,
    signature: bytes,
    verify: Verify,
    base: Catalogue,
    today: date,
    new_id: IdSource,
) -> Signed:
    """Save a signed yes and the draft as the reading left it; two yeses to one text make an agreement.

    Only yeses that `verify` count. Raises `Stale` if the draft changed since it was read, `NotYours` if the
    signature is not this person's.
    """
    person, yes = finished.person, finished.yes.evolve(signature=signature)
    if not verify(yes):
        raise NotYours("signature")
    if require_draft(uow, finished.draft.id) != finished.draft_before:
        raise Stale("draft")
    write_draft(uow, finished.draft_before, finished.draft, (person,), new_id)
    if document_of(uow, finished.draft, base).version != yes.version:
        raise Stale("draft")
    if yes.number != next_number(uow, finished.draft.id):
        raise Stale("agreement")
    uow.shared.yeses.save(yes)
    agreement = _come_into_force(uow, finished.document, verify, today)
    uow.commit()
    kinds = frozenset({ChangeKind.DRAFTS, ChangeKind.AGREEMENTS, ChangeKind.READINGS})
    return Signed(kinds=kinds, ids=(yes.draft_id, person), agreement=agreement)


def _come_into_force(uow: UnitOfWork, document: Document, verify: Verify, today: date) -> Agreement | None:
    earlier = uow.shared.agreements.of(document.draft_id)
    agreement = agreement_between(
        document,
        people_ids(uow),
        tuple(yes for yes in open_yeses(uow, document.draft_id) if verify(yes)),
        number=next_number(uow, document.draft_id),
        on=today,
    )
    if agreement is None:
        return None
    for old in earlier:
        if old.ended_on is None:
            uow.shared.agreements.end(old.id, today)
    uow.shared.agreements.save(agreement)
    return agreement


def remember_signed(uow: UnitOfWork, *, finished: FinishedReading, now: datetime) -> Changes:
    """Save what was signed and taken out in the reader's own space, and delete the finished reading."""
    own = uow.private(finished.person)
    note_taken_out(own, finished.person, finished.draft_before, finished.draft, now)
    own.readings.save_signed(finished.document)
    own.readings.delete(finished.draft.id)
    uow.commit()
    return changed(ChangeKind.READINGS, ids=(finished.draft.id,))


def take_back_yes(uow: UnitOfWork, *, draft_id: str, person: PersonId) -> Changes:
    """Take back a yes that waits for the partner's."""
    uow.shared.yeses.delete(draft_id, person)
    uow.commit()
    return changed(ChangeKind.DRAFTS, ChangeKind.READINGS, ids=(draft_id,))
