"""Opening together: compare in memory, spend the ready marks when it is shown, then accept or decline."""

from __future__ import annotations

from datetime import date, datetime

from app.errors import NotReady, Stale
from app.models.base import IdSource, Model, PersonId
from app.models.catalogue import Catalogue
from app.models.changes import ChangeKind, Changes
from app.models.limits import SharedItem, SharedTerm, Talk, TalkResult
from app.models.opening import Comparison, compare
from app.models.shared_list import after_opening, news_of
from app.services.answers import shared_catalogue
from app.services.endings import end_what_is_met
from app.services.noticing import note_declined
from app.services.shared_list import (
    last_opening,
    let_rest,
    list_rows,
    open_together,
    save_talk,
    shared_item,
    shared_items,
    shared_terms,
)
from app.services.units import UnitOfWork, commit


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
    found = compare(one, other, catalogue)
    news = news_of(list_rows(uow), shared_terms(uow), found, today)
    return Opening(comparison=found, news=news, catalogue=catalogue)


class OpeningBegun(Changes):
    """An opening whose ready marks are spent, ready to be shown."""

    opening: Opening


def begin_opening(uow: UnitOfWork, *, people: tuple[PersonId, PersonId], base: Catalogue, today: date) -> OpeningBegun:
    """Compare both sealed snapshots and spend both ready marks. Raises as `compare_ready` does."""
    found = compare_ready(uow, people=people, base=base, today=today)
    for person in people:
        uow.private(person).sharing.unseal()
    uow.commit()
    return OpeningBegun(kinds=frozenset({ChangeKind.READY}), opening=found)


def accept_opening(uow: UnitOfWork, *, comparison: Comparison, today: date, new_id: IdSource) -> Changes:
    """Both accepted: write what is disclosed into both parts, and end what it meets. Raises `NeedsBoth`."""
    uow.require_both()
    before = list_rows(uow)
    after = after_opening(before, comparison, new_id(), today)
    end_what_is_met(uow, before, after)
    erased = open_together(uow, before, after, comparison.terms, today)
    return commit(uow, ChangeKind.LIMITS, ChangeKind.DRAFTS, ChangeKind.AGREEMENTS, erase=erased)


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
        items=shared_items(uow),
        terms=shared_terms(uow),
        last_opening=last_opening(uow),
    )


def keep_talk(uow: UnitOfWork, *, item: SharedItem, talk: Talk, now: datetime) -> Changes:
    """Save the result of a talk that both accepted. What somebody declined rests; they hold it back from openings.

    Raises `NeedsBoth`, or `Stale` if the item was opened again or has left the list.
    """
    uow.require_both()
    found = shared_item(uow, item.pairing)
    if found is None or found.act != item.act:
        raise Stale("item")
    save_talk(uow, found, agreed=talk.result is TalkResult.AGREED, notes=talk.notes)
    kinds = [ChangeKind.LIMITS, ChangeKind.DRAFTS]
    if talk.result is TalkResult.DECLINED and talk.declined_by is not None:
        person = talk.declined_by
        let_rest(uow, person, found.pairing)
        note_declined(uow.private(person), person, found, now)
        kinds.append(ChangeKind.READY)
    return commit(uow, *kinds, ids=(item.id,))
