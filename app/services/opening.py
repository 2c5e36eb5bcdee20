"""Opening together: compare in memory, spend the ready marks when it is shown, then accept or decline."""

from __future__ import annotations

from datetime import date, datetime

from app.errors import NotReady
from app.models.base import IdSource, Model, PersonId
from app.models.catalogue import Catalogue
from app.models.changes import ChangeKind, Changes, changed
from app.models.limits import SharedItem, SharedTerm, Talk, TalkResult
from app.models.opening import Comparison, compare, shared_list_after, shared_terms_after, unseen_changes
from app.services.answers import shared_catalogue
from app.services.noticing import note_declined
from app.services.units import SHARED, UnitOfWork, Units


class Opening(Model):
    """A comparison, what in it is new, and the catalogue to show it with."""

    comparison: Comparison
    news: Comparison
    catalogue: Catalogue


def compare_ready(uow: UnitOfWork, *, people: tuple[PersonId, PersonId], base: Catalogue, today: date) -> Opening:
    """Compare both sealed snapshots in memory; nothing is written.

    Raises `NotReady` unless both are sealed.
    """
    one, other = (uow.private(person).sharing.sealed() for person in people)
    if one is None or other is None:
        raise NotReady("ready")
    catalogue = shared_catalogue(uow, base)
    found = compare(one, other, catalogue, today)
    fresh = unseen_changes(uow.shared.items.all(), uow.shared.terms.all(), found)
    return Opening(comparison=found, news=fresh, catalogue=catalogue)


def spend_ready_mark(uow: UnitOfWork, *, person: PersonId) -> Changes:
    """Spend one person's ready mark."""
    uow.private(person).sharing.unseal()
    uow.commit()
    return changed(ChangeKind.READY)


class OpeningBegun(Changes):
    """An opening whose ready marks are spent, ready to be shown."""

    opening: Opening


def begin_opening(units: Units, *, people: tuple[PersonId, PersonId], base: Catalogue, today: date) -> OpeningBegun:
    """Compare both sealed snapshots and spend both ready marks, as one act. Raises as `compare_ready` does."""
    with units(None) as uow:
        found = compare_ready(uow, people=people, base=base, today=today)
    for person in people:
        with units(person) as uow:
            spend_ready_mark(uow, person=person)
    return OpeningBegun(kinds=frozenset({ChangeKind.READY}), opening=found)


def accept_opening(uow: UnitOfWork, *, comparison: Comparison, today: date, new_id: IdSource) -> Changes:
    """Both accepted: add the disclosed items to the shared space and adjust drafts. Raises `NeedsBoth`."""
    uow.require_both()
    items = shared_list_after(uow.shared.items.all(), comparison, today, new_id)
    uow.shared.items.replace(items)
    uow.shared.terms.replace(shared_terms_after(uow.shared.terms.all(), comparison))
    uow.shared.openings.add(today)
    uow.commit()
    return changed(ChangeKind.LIMITS, ChangeKind.DRAFTS)


class SharedList(Model):
    """The screen *Limits*: the shared list and the words for terms, side by side."""

    catalogue: Catalogue
    items: tuple[SharedItem, ...]
    terms: tuple[SharedTerm, ...]
    last_opening: date | None


def limits(uow: UnitOfWork, *, base: Catalogue) -> SharedList:
    """Everything both have opened."""
    return SharedList(
        catalogue=shared_catalogue(uow, base),
        items=uow.shared.items.all(),
        terms=uow.shared.terms.all(),
        last_opening=uow.shared.openings.last(),
    )


def note_talk(uow: UnitOfWork, *, item_id: str, talk: Talk) -> Changes:
    """Save the result of a talk that both accepted. Raises `NeedsBoth`."""
    uow.require_both()
    items = uow.shared.items.all()
    talked = tuple(item.evolve(talk=talk) if item.id == item_id else item for item in items)
    uow.shared.items.replace(talked)
    uow.commit()
    return changed(ChangeKind.LIMITS, ChangeKind.DRAFTS, ids=(item_id,))


def keep_talk(units: Units, *, item: SharedItem, talk: Talk, now: datetime) -> Changes:
    """Save the result of a talk and, if somebody declined, record it among their own facts, as one act."""
    with units(SHARED) as uow:
        changes = note_talk(uow, item_id=item.id, talk=talk)
    if talk.result is TalkResult.DECLINED and talk.declined_by is not None:
        with units(talk.declined_by) as uow:
            note_declined(uow, person=talk.declined_by, item=item, now=now)
    return changes
