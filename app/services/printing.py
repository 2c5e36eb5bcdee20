"""What goes onto a printed page, and who approved it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from app.errors import NotYours
from app.models.agreement import AgreementState, CurrentAgreement
from app.models.base import PersonId
from app.models.catalogue import Catalogue, PackLevel
from app.models.changes import ChangeKind, Changes
from app.models.clause import Clause
from app.models.differences import differences
from app.models.material import Material, PageKind
from app.models.outline import Draft, DraftKind, DraftSection
from app.models.said import Said
from app.models.said_kinds import APPROVED, Approval
from app.models.signal import SafetySignal
from app.services.agreement_store import agreement_now, eras, versions_of
from app.services.answers import catalogue_for, given_alone, shared_catalogue
from app.services.care import aftercare
from app.services.draft_store import all_drafts, require_draft
from app.services.drafts import document_of
from app.services.people import people, profile_of
from app.services.shared_list import shared_items
from app.services.signals import all_signals
from app.services.units import commit
from app.storage.unit_of_work import UnitOfWork


def printable(uow: UnitOfWork) -> tuple[tuple[Draft, ...], tuple[SafetySignal, ...]]:
    """The drafts and the signals that a page can be made of."""
    return all_drafts(uow), all_signals(uow).current


def draft_material(uow: UnitOfWork, *, draft_id: str, base: Catalogue, today: date) -> Material:
    """Ground rules or a scene: the agreed version as of today, or the outline if there is none."""
    draft = require_draft(uow, draft_id)
    versions = versions_of(uow, draft_id, today)
    held = next((version for version in versions if version.state is AgreementState.AGREED), None)
    material = _common(uow, draft, base)
    if held is None:
        document = document_of(uow, draft, base, today)
        return material.evolve(clauses=document.clauses, review_on=draft.review_on)
    before = _printed(uow, versions)
    changes = () if before is None else differences(before, held.clauses)
    return _agreed(material, held).evolve(changes=changes)


def _printed(uow: UnitOfWork, versions: Iterable[CurrentAgreement]) -> tuple[Clause, ...] | None:
    """The clauses on the page that both approved last; None if they approved none whose text is still there.

    What had ended by then was not on it.
    """
    now = eras(uow)
    approvals = [said for said in uow.parts.all(APPROVED) if said.body.eras == now]
    for version in versions:
        last: dict[PersonId, Said[Approval]] = {}
        for said in sorted(approvals, key=lambda said: said.n):
            if said.body.agreement == version.agreement.id:
                last[said.author] = said
        if last.keys() == set(uow.parts.people):
            gone = {clause_id for said in last.values() for clause_id in said.body.without}
            return tuple(clause for clause in version.agreement.document.clauses if clause.id not in gone)
    return None


def _agreed(material: Material, held: CurrentAgreement) -> Material:
    document = held.agreement.document
    return material.evolve(
        title=document.title,
        number=held.agreement.number,
        agreement=held.agreement.id,
        state=held.state,
        scope=document.scope,
        agreed_on=held.agreement.agreed_on,
        review_on=document.review_on,
        clauses=(*held.clauses, *(clause for clause in held.ended if _reads_taken_back(clause))),
        waiting=held.waiting,
        wider_from=document.wider_from,
        beside=held.beside,
    )


def _reads_taken_back(clause: Clause) -> bool:
    """Whether the page shows that a line was taken back; a clause that ended with what it protected is left out."""
    return clause.is_taken_back and clause.section in (DraftSection.NEEDS, DraftSection.ROLES)


def _common(uow: UnitOfWork, draft: Draft, base: Catalogue) -> Material:
    catalogue = shared_catalogue(uow, base)
    order = {entry.id: n for n, entry in enumerate(catalogue.entries)}
    items = sorted(shared_items(uow), key=lambda item: order.get(item.pairing.activity_id, len(order)))
    return Material(
        kind=PageKind.SCENE if draft.kind is DraftKind.SCENE else PageKind.GROUND_RULES,
        people=people(uow),
        catalogue=catalogue,
        title=draft.title,
        scope=draft.scope,
        talk=tuple(item for item in items if item.is_to_discuss),
        limits=tuple(item for item in items if item.outcome.is_limit),
    )


def blank_list(uow: UnitOfWork, *, base: Catalogue, level: PackLevel) -> Material:
    """The built-in catalogue with the packs of a level, blank and without names."""
    return Material(kind=PageKind.BLANK_LIST, people=(), catalogue=base.up_to(level))


def signal_card(uow: UnitOfWork, *, signal_id: str, base: Catalogue) -> Material:
    """The signals in large type; all of them if `signal_id` is empty. No names and no answers."""
    held = all_signals(uow)
    found = tuple(signal for signal in held.current if signal_id in ("", signal.id))
    new = frozenset(each.signal.id for each in held.shown if held.is_new(each))
    return Material(kind=PageKind.SIGNALS, people=(), catalogue=base, signals=found, new_signals=new)


def own_words(uow: UnitOfWork, *, person: PersonId, questions: tuple[str, ...], base: Catalogue) -> Material:
    """One person's own answers, words and questions; needs no approval and leaves no trace."""
    catalogue = catalogue_for(uow, person, base)
    answers, terms = given_alone(uow, person, catalogue)
    return Material(
        kind=PageKind.OWN_WORDS,
        people=(profile_of(uow, person),),
        catalogue=catalogue,
        me=person,
        answers=answers,
        terms=terms,
        aftercare=tuple(plan for plan in aftercare(uow) if plan.person == person),
        questions=questions,
    )


def approvals(uow: UnitOfWork, *, page_digest: str) -> frozenset[PersonId]:
    """Who approved the page with this digest."""
    people, now = uow.parts.people, eras(uow)
    found = (uow.parts.get(person, APPROVED, page_digest) for person in people if len(now) == len(people))
    return frozenset(said.author for said in found if said is not None and said.body.eras == now)


def approve(uow: UnitOfWork, *, page_digest: str, person: PersonId, agreement_id: str = "", today: date) -> Changes:
    """Approve one's own part of a page. Raises `NeedsBoth` unless both are here.

    `agreement_id`: what was agreed on it, else empty; what has ended of that is on no page.
    """
    uow.require_both()
    ended = agreement_now(uow, agreement_id, today).ended if agreement_id else ()
    without = tuple(sorted(clause.id for clause in ended))
    said = Approval(eras=eras(uow), agreement=agreement_id, without=without)
    uow.parts.say(person, APPROVED, said, page_digest)
    return commit(uow, ChangeKind.APPROVALS, ids=(page_digest,))


def revoke(uow: UnitOfWork, *, page_digest: str, person: PersonId) -> Changes:
    """Withdraw one's own approval, alone or together. Raises `NotYours` unless that person is here."""
    if person not in uow.here:
        raise NotYours("approval")
    uow.parts.erase(person, APPROVED, page_digest)
    return commit(uow, ChangeKind.APPROVALS, ids=(page_digest,))
