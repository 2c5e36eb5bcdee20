"""A yes, the agreement that two of them make, and how it ends: review, debrief, withdrawal."""

from __future__ import annotations

import hashlib
import json
from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum

from app.models.base import ItemId, Model, PersonId
from app.models.clause import Clause, ClauseKind, Document, field_clause_id
from app.models.limits import SharedItem
from app.models.outline import DraftField, DraftKind, DraftSection, Scope
from app.models.signal import has_speechless_red, has_verbal_red

DEFAULT_REVIEW_MONTHS = 3

Verify = Callable[["Yes"], bool]
"""Whether a yes was signed by the person it names, for this vault."""


class Yes(Model):
    """One person's signed yes to one version of a draft, with the digests of all clauses in it.

    `number` counts the agreements made from the draft, this one included.
    """

    draft_id: ItemId
    person: PersonId
    version: str
    clauses: frozenset[str]
    review_on: date | None
    number: int
    signature: bytes = b""


class Requirement(StrEnum):
    """What an agreement can still wait for."""

    VERBAL_RED = "verbal_red"
    SPEECHLESS_RED = "speechless_red"
    AFTERCARE = "aftercare"
    CAP = "cap"
    READING = "reading"


class Blocker(Model):
    """One missing requirement, and the person it waits for, if it is up to one of them."""

    need: Requirement
    person: PersonId | None = None


def blockers(document: Document, people: Sequence[PersonId], yeses: Iterable[Yes]) -> tuple[Blocker, ...]:
    """Everything that is missing before a document becomes an agreement."""
    missing = list(missing_in_document(document, people))
    signed = {yes.person for yes in yeses if covers(yes, document)}
    missing.extend(Blocker(need=Requirement.READING, person=p) for p in people if p not in signed)
    return tuple(missing)


def missing_in_document(document: Document, people: Sequence[PersonId]) -> tuple[Blocker, ...]:
    """What the document itself lacks: signals, aftercare, a scene's time limit."""
    signals = [clause.signal for clause in document.clauses if clause.signal is not None]
    missing: list[Blocker] = []
    if not has_verbal_red(signals):
        missing.append(Blocker(need=Requirement.VERBAL_RED))
    if not has_speechless_red(signals):
        missing.append(Blocker(need=Requirement.SPEECHLESS_RED))
    answered = {c.aftercare.person for c in document.clauses if c.aftercare is not None}
    missing.extend(Blocker(need=Requirement.AFTERCARE, person=p) for p in people if p not in answered)
    if document.kind is DraftKind.SCENE and document.clause(field_clause_id(DraftField.CAP_MINUTES)) is None:
        missing.append(Blocker(need=Requirement.CAP))
    return tuple(missing)


def covers(yes: Yes, document: Document) -> bool:
    """Whether a yes is to exactly this version and to every clause in it."""
    return (
        yes.draft_id == document.draft_id
        and yes.version == document.version
        and yes.review_on == document.review_on
        and all(clause.digest in yes.clauses for clause in document.clauses)
    )


class Agreement(Model):
    """A version that both said yes to. `ended_on` is the day of its debrief, or of the agreement that replaced it."""

    id: ItemId
    number: int
    document: Document
    agreed_on: date
    yeses: tuple[Yes, ...]
    ended_on: date | None = None


def agreement_id_of(draft_id: str, number: int, version: str) -> ItemId:
    """The only id an agreement to this version can have, so signing number and version signs the id."""
    text = json.dumps(["accord-agreement", draft_id, number, version], separators=(",", ":"))
    return ItemId(hashlib.sha256(text.encode("ascii")).hexdigest()[:32])


def is_signed(agreement: Agreement, people: Iterable[PersonId], verify: Verify) -> bool:
    """Whether everybody signed exactly this agreement: its text, its number and so its id."""
    wanted = set(people)
    signed = {yes.person for yes in agreement.yeses if _is_to(yes, agreement) and verify(yes)}
    return len(wanted) > 1 and signed == wanted


def _is_to(yes: Yes, agreement: Agreement) -> bool:
    if not covers(yes, agreement.document):
        return False
    own_id = agreement_id_of(yes.draft_id, yes.number, yes.version)
    return (yes.number, own_id) == (agreement.number, agreement.id)


def valid_agreements(
    agreements: Iterable[Agreement], people: Iterable[PersonId], verify: Verify
) -> tuple[Agreement, ...]:
    """The newest agreement of each draft among those that both signed, under the id they signed."""
    wanted = tuple(people)
    ordered = sorted(agreements, key=lambda agreement: agreement.number)
    newest = {each.document.draft_id: each for each in ordered if is_signed(each, wanted, verify)}
    return tuple(newest.values())


def agreement_between(
    document: Document,
    people: Sequence[PersonId],
    yeses: Iterable[Yes],
    *,
    number: int,
    on: date,
) -> Agreement | None:
    """The agreement of that number; None while something is missing."""
    covering = tuple(yes for yes in yeses if covers(yes, document) and yes.number == number)
    if len(people) < 2 or blockers(document, people, covering):
        return None
    own_id = agreement_id_of(document.draft_id, number, document.version)
    return Agreement(id=own_id, number=number, document=document, agreed_on=on, yeses=covering)


def default_review(today: date, months: int = DEFAULT_REVIEW_MONTHS) -> date:
    """The same day some months later, or that month's last day."""
    month = today.month - 1 + months
    year, month = today.year + month // 12, month % 12 + 1
    return date(year, month, min(today.day, monthrange(year, month)[1]))


class Withdrawal(Model):
    """What is no longer agreed, without date or name, for the shared space. `clause_ids` None: the whole agreement."""

    id: ItemId
    agreement_id: ItemId
    clause_ids: tuple[str, ...] | None = None


class OwnWithdrawal(Model):
    """A withdrawal in its author's private space. It is applied again if the shared copy is lost."""

    withdrawal: Withdrawal
    at: datetime


class AgreementState(StrEnum):
    """The state of an agreement today."""

    IN_FORCE = "in_force"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    ENDED = "ended"


class CurrentAgreement(Model):
    """An agreement today: the clauses that still hold, and those that no longer do."""

    agreement: Agreement
    state: AgreementState
    clauses: tuple[Clause, ...]
    withdrawn: tuple[Clause, ...] = ()

    @property
    def items(self) -> tuple[Clause, ...]:
        """The activities that are agreed now."""
        return tuple(clause for clause in self.clauses if clause.section is DraftSection.ITEMS)


def current_agreement(
    agreement: Agreement,
    withdrawals: Iterable[Withdrawal],
    shared: Iterable[SharedItem],
    today: date,
) -> CurrentAgreement:
    """The part of an agreement that holds today.

    A limit that was opened later ends the yes to its pairing. Once the agreement lapsed, ended or was withdrawn as
    a whole, no permission holds; protections stay readable.
    """
    mine = [w for w in withdrawals if w.agreement_id == agreement.id]
    state = _state(agreement, mine, today)
    withdrawn = {clause_id for w in mine for clause_id in w.clause_ids or ()}
    limits = {item.pairing for item in shared if item.outcome.is_limit}

    def holds(clause: Clause) -> bool:
        if clause.id in withdrawn or (clause.item is not None and clause.item.pairing in limits):
            return False
        return state is AgreementState.IN_FORCE or clause.kind is not ClauseKind.PERMISSION

    clauses = agreement.document.clauses
    return CurrentAgreement(
        agreement=agreement,
        state=state,
        clauses=tuple(c for c in clauses if holds(c)),
        withdrawn=tuple(c for c in clauses if not holds(c)),
    )


def _state(agreement: Agreement, withdrawals: Sequence[Withdrawal], today: date) -> AgreementState:
    if any(w.clause_ids is None for w in withdrawals):
        return AgreementState.WITHDRAWN
    if agreement.ended_on is not None:
        return AgreementState.ENDED
    review_on = agreement.document.review_on
    if review_on is not None and today > review_on:
        return AgreementState.LAPSED
    return AgreementState.IN_FORCE


def ends_with_debrief(agreement: Agreement) -> bool:
    """Whether the agreement ends with its debrief."""
    return agreement.document.scope is Scope.ONCE


def may_be_withdrawn(clause: Clause) -> bool:
    """Whether one person can withdraw this clause alone. Ending a protection takes both."""
    return clause.kind is ClauseKind.PERMISSION
