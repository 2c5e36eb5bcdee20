"""Ground rules and scenes as drafts. Everything here is a proposal and touches nobody's yes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from app.errors import LeftOut, Stale
from app.models.agreement import AgreementState, CurrentAgreement, Yes, dated, default_review
from app.models.base import IdSource, ItemId, Model, PersonId
from app.models.blockers import Blocker, blockers
from app.models.catalogue import Catalogue
from app.models.changes import ChangeKind, Changes
from app.models.clause import Clause, Document
from app.models.draft_lines import LEFT_OUT, pairing_mark
from app.models.layout import DraftSources, lay_out
from app.models.leaving_out import NOT_IN_THIS_ONE, LeavingOut
from app.models.limits import SharedItem
from app.models.outline import (
    Draft,
    DraftKind,
    DraftSection,
    OutlineItem,
    Scope,
    conform,
    duplicate,
    own_words_of,
    propose,
    revise_item,
)
from app.models.pairing import Pairing
from app.models.pause import paused
from app.services.agreement_store import (
    agreed_rules,
    agreements_of,
    commitments,
    end_waiting,
    versions_of,
    waiting_yeses,
)
from app.services.answers import shared_catalogue
from app.services.care import aftercare
from app.services.draft_store import (
    find_draft,
    ground_rules_draft,
    put_item_at,
    require_draft,
    say_deleted,
    write_draft,
)
from app.services.leaving_out import leave_out
from app.services.shared_list import shared_item, shared_items, shared_limits, shared_terms
from app.services.signals import all_signals
from app.services.unadded import Deleted, Typed, forget_unadded, keep_again
from app.services.units import commit, loses_words, random_id
from app.storage.unit_of_work import UnitOfWork


class DraftView(Model):
    """A draft with its current document, the yeses to it, and what it lacks."""

    draft: Draft
    document: Document
    catalogue: Catalogue
    shared: tuple[SharedItem, ...]
    yeses: tuple[Yes, ...]
    missing: tuple[Blocker, ...]
    versions: tuple[CurrentAgreement, ...]
    out_of_sight: frozenset[str] = frozenset()
    """The agreements that whoever looks at it alone does not want to see."""

    @property
    def agreed_now(self) -> CurrentAgreement | None:
        """The version that is agreed now."""
        return next((v for v in self.versions if v.state is AgreementState.AGREED), None)

    @property
    def is_agreed_as_it_stands(self) -> bool:
        """Whether exactly this text is agreed, apart from withdrawn clauses."""
        now = self.agreed_now
        return now is not None and stands_as_agreed(self.draft, self.document, now)

    @property
    def is_ready(self) -> bool:
        """Whether both have said yes to exactly this text, and only agreeing together is left."""
        return not self.missing and not self.is_agreed_as_it_stands


class DraftSaved(Changes):
    """The draft as it was saved."""

    draft: Draft


def stands_as_agreed(draft: Draft, document: Document, held: CurrentAgreement) -> bool:
    """Whether a text says exactly what is still agreed of an agreement. Its day counts only if the draft names one."""
    agreed = held.agreement.document
    if (document.title, document.scope) != (agreed.title, agreed.scope):
        return False
    if draft.review_on not in (None, agreed.review_on):
        return False
    return {clause.digest for clause in document.clauses} == {clause.digest for clause in held.as_written}


def draft_sources(uow: UnitOfWork, draft: Draft, today: date) -> DraftSources:
    """What the document of a draft copies: its activities and the opened limits, terms, signals and aftercare."""
    drafted = (shared_item(uow, item.pairing) for item in draft.items)
    items = {item.pairing: item for item in (*shared_limits(uow), *drafted) if item is not None}
    sources = DraftSources(
        items=tuple(items.values()),
        terms=shared_terms(uow),
        signals=all_signals(uow).proposed,
        aftercare=aftercare(uow),
        chosen=_rules_agreed(uow, draft, today),
    )
    return sources.evolve(commitments=commitments(uow, draft, sources))


def _rules_agreed(uow: UnitOfWork, draft: Draft, today: date) -> frozenset[str]:
    versions = versions_of(uow, draft.id, today) if draft.kind is DraftKind.GROUND_RULES else ()
    agreed = (version.clauses for version in versions if version.state is AgreementState.AGREED)
    return frozenset(clause.id for clauses in agreed for clause in clauses if clause.section is DraftSection.RULES)


def document_of(uow: UnitOfWork, draft: Draft, base: Catalogue, today: date) -> Document:
    """The text that a draft makes now."""
    return lay_out(draft, draft_sources(uow, draft, today), shared_catalogue(uow, base))


def document_to_read(uow: UnitOfWork, draft: Draft, base: Catalogue, today: date) -> Document:
    """The text that a reading is about: with the ground rules it is read with, and with a day for its review.

    The first reading sets a day that the draft leaves open; the second reads the same text with the same day. What is
    wider than agreed now has the pause that the draft gives it.
    """
    rules = ground_rules_draft(uow) if draft.kind is DraftKind.SCENE else None
    document = document_of(uow, draft, base, today)
    if rules is not None:
        document = document.evolve(rules=agreed_rules(uow, rules.id, today))
    document = paused(document, _agreed_clauses(uow, draft, today), draft.wider_from, today)
    return dated(document, waiting_yeses(uow, draft.id, today), default_review(today))


def _agreed_clauses(uow: UnitOfWork, draft: Draft, today: date) -> tuple[Clause, ...] | None:
    """What counts of a draft now; None if nothing of it is agreed."""
    versions = versions_of(uow, draft.id, today) if draft.wider_from is not None else ()
    return next((version.clauses for version in versions if version.state is AgreementState.AGREED), None)


def view_draft(
    uow: UnitOfWork, *, draft_id: str, base: Catalogue, today: date, me: PersonId | None = None
) -> DraftView:
    """Everything the editor of a draft shows; `me`: whose own turn it is."""
    draft = require_draft(uow, draft_id)
    catalogue = shared_catalogue(uow, base)
    document = document_to_read(uow, draft, base, today)
    versions = versions_of(uow, draft.id, today)
    yeses = waiting_yeses(uow, draft.id, today)
    held = next((version for version in versions if version.state is AgreementState.AGREED), None)
    settled = held is not None and stands_as_agreed(draft, document, held)
    return DraftView(
        draft=draft,
        document=document,
        catalogue=catalogue,
        shared=shared_items(uow),
        yeses=yeses,
        missing=() if settled else blockers(document, uow.parts.people, yeses, today),
        versions=versions,
        out_of_sight=frozenset() if me is None else out_of_sight(uow, me),
    )


_OUT_OF_SIGHT = "versions.out_of_sight"


def out_of_sight(uow: UnitOfWork, person: PersonId) -> frozenset[str]:
    """The ended agreements that one person has hidden from their own view."""
    return frozenset((uow.private(person).prefs.get(_OUT_OF_SIGHT) or "").split())


def put_out_of_sight(uow: UnitOfWork, *, person: PersonId, agreement_ids: Collection[str], hide: bool) -> Changes:
    """Put ended versions out of one person's own sight, or back into it; their partner sees nothing of that."""
    before = out_of_sight(uow, person)
    after = before.union(agreement_ids) if hide else before.difference(agreement_ids)
    uow.private(person).prefs.set(_OUT_OF_SIGHT, " ".join(sorted(after)) or None)
    return commit(uow, ChangeKind.PREFS, ChangeKind.DRAFTS)


def forget_out_of_sight(uow: UnitOfWork, person: PersonId) -> None:
    """Forget which versions a person put out of their sight. No commit."""
    uow.private(person).prefs.set(_OUT_OF_SIGHT, None)


def open_ground_rules(uow: UnitOfWork, *, new_id: IdSource) -> DraftSaved:
    """The draft of the ground rules, made at the first call."""
    begun = ground_rules_draft(uow)
    if begun is not None:
        return DraftSaved(draft=begun)
    draft = Draft(id=ItemId(new_id()), kind=DraftKind.GROUND_RULES)
    rules = draft.evolve(scope=Scope.UNTIL_REVIEW)
    return _write(uow, draft, rules, None, new_id)


def new_scene(
    uow: UnitOfWork,
    *,
    title: str,
    new_id: IdSource,
    starts_with: Sequence[Pairing] = (),
    by: PersonId | None = None,
) -> DraftSaved:
    """A new scene outline with these activities. Raises `OpenedLimit` or `NotOnSharedList`."""
    empty = Draft(id=ItemId(new_id()), kind=DraftKind.SCENE)
    draft = empty.evolve(title=title)
    items = shared_items(uow) if starts_with else ()
    for pairing in starts_with:
        draft = propose(draft, items, pairing, item_id=ItemId(new_id()), by=by)
    return _write(uow, empty, draft, by, new_id)


def duplicate_scene(
    uow: UnitOfWork, *, draft_id: str, title: str, new_id: IdSource, by: PersonId | None = None
) -> DraftSaved:
    """A new outline copied from an old one, without what is no longer on the shared list."""
    source = require_draft(uow, draft_id)
    copy = duplicate(source, draft_id=ItemId(new_id()), here=_authors(uow, by), new_id=new_id)
    empty = Draft(id=copy.id, kind=copy.kind)
    return _write(uow, empty, copy.evolve(title=title), by, new_id)


def save_draft(
    uow: UnitOfWork, *, draft: Draft, by: PersonId | None = None, new_id: IdSource = random_id
) -> DraftSaved:
    """Save a draft's own fields. Its items change only through `propose_item`, `change_item` and `remove_item`.

    `by`: who changed it, if not everybody who is here.
    """
    stored = find_draft(uow, draft.id) or Draft(id=draft.id, kind=draft.kind)
    return _write(uow, stored, draft.evolve(items=stored.items), by, new_id)


def delete_draft(uow: UnitOfWork, *, draft_id: str, by: PersonId | None = None) -> Deleted:
    """Delete a scene that was never agreed, and its yeses. Raises `Stale` if versions exist.

    `by`: who deletes it, if not everybody who is here; what their partner said of it is hidden.
    """
    if agreements_of(uow, draft_id):
        raise Stale("agreed")
    require_draft(uow, draft_id)
    for person in _authors(uow, by):
        end_waiting(uow, draft_id, person)
    say_deleted(uow, draft_id, _authors(uow, by))
    typed = {person: forget_unadded(uow, person, (draft_id,)) for person in uow.here}
    uow.commit(erase=True)
    return Deleted(kinds=frozenset({ChangeKind.DRAFTS}), ids=(draft_id,), typed=typed)


def restore_draft(
    uow: UnitOfWork,
    *,
    draft: Draft,
    typed: Typed | None = None,
    by: PersonId | None = None,
    new_id: IdSource = random_id,
) -> Changes:
    """Undo the deletion of a draft, without items that have left the shared list meanwhile."""
    keep_again(uow, typed)
    kept = own_words_of(conform(draft, shared_items(uow)), _authors(uow, by))
    return _write(uow, Draft(id=draft.id, kind=draft.kind), kept, by, new_id)


def propose_item(uow: UnitOfWork, *, draft_id: str, pairing: Pairing, by: PersonId | None, new_id: IdSource) -> Changes:
    """Propose an activity. Raises `OpenedLimit`, `NotOnSharedList` or `LeftOut`; reads only the shared space."""
    _put_back_in(uow, draft_id, pairing, by)
    draft, items = require_draft(uow, draft_id), shared_items(uow)
    return _write(uow, draft, propose(draft, items, pairing, item_id=ItemId(new_id()), by=by), by, new_id)


def change_item(
    uow: UnitOfWork, *, draft_id: str, item: OutlineItem, by: PersonId | None = None, new_id: IdSource = random_id
) -> Changes:
    """Change an item's ceiling, details or phase, never above the opened ceiling."""
    draft = require_draft(uow, draft_id)
    return _write(uow, draft, revise_item(draft, shared_items(uow), item), by, new_id)


def move_item(uow: UnitOfWork, *, draft_id: str, item_id: str, to: int, by: PersonId | None = None) -> Changes:
    """Put an activity at this place among the others.

    Raises `NotYours` if that moves what somebody who is not here proposed, and `Stale` if it was taken out.
    """
    draft = require_draft(uow, draft_id)
    if draft.item(item_id) is None:
        raise Stale("item")
    put_item_at(uow, draft, item_id, to, _authors(uow, by))
    return commit(uow, ChangeKind.DRAFTS, ids=(draft_id,))


def remove_item(
    uow: UnitOfWork,
    *,
    draft_id: str,
    item_id: str,
    by: PersonId | None = None,
    leaving: LeavingOut = NOT_IN_THIS_ONE,
    new_id: IdSource = random_id,
) -> Changes:
    """Leave a proposed activity out of the outline. One person is enough, as it only narrows."""
    draft = require_draft(uow, draft_id)
    item = draft.item(item_id)
    for person in _authors(uow, by):
        if item is not None:
            leave_out(uow, person, draft_id, item.pairing, leaving)
    kept = draft.evolve(items=tuple(i for i in draft.items if i.id != item_id))
    return _write(uow, draft, kept, by, new_id)


def restore_item(
    uow: UnitOfWork, *, draft_id: str, item: OutlineItem, by: PersonId | None = None, new_id: IdSource
) -> Changes:
    """Undo the removal of an activity: propose it again, with its ceiling, details and phase.

    Raises `OpenedLimit`, `NotOnSharedList` or `LeftOut` if it can no longer be proposed.
    """
    _put_back_in(uow, draft_id, item.pairing, by)
    draft, items = require_draft(uow, draft_id), shared_items(uow)
    again = item.evolve(id=ItemId(new_id()))
    proposed = propose(draft, items, item.pairing, item_id=again.id, by=item.proposed_by)
    return _write(uow, draft, revise_item(proposed, items, again), by, new_id)


def _put_back_in(uow: UnitOfWork, draft_id: str, pairing: Pairing, by: PersonId | None) -> None:
    """Let a pairing into a draft again that its proposers had left out. Raises `LeftOut` if somebody else had."""
    key = f"{draft_id}/{pairing_mark(pairing)}"
    authors = {person for person in uow.parts.people if uow.parts.get(person, LEFT_OUT, key) is not None}
    if authors - set(_authors(uow, by)):
        raise LeftOut
    for person in authors:
        uow.parts.erase(person, LEFT_OUT, key)


def _authors(uow: UnitOfWork, by: PersonId | None) -> tuple[PersonId, ...]:
    return uow.here if by is None else (by,)


def _write(uow: UnitOfWork, before: Draft, after: Draft, by: PersonId | None, new_id: IdSource) -> DraftSaved:
    write_draft(uow, before, after, _authors(uow, by), new_id)
    saved = require_draft(uow, after.id)
    uow.commit(erase=loses_words(before, saved))
    return DraftSaved(kinds=frozenset({ChangeKind.DRAFTS}), ids=(after.id,), draft=saved)
