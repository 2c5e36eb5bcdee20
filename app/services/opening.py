"""Opening together: compare in memory, show it, then accept or decline, which spends the ready marks."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, datetime

from app.errors import NotReady, Stale
from app.models.base import IdSource, Model, PersonId
from app.models.catalogue import Catalogue
from app.models.changes import ChangeKind, Changes
from app.models.limits import SharedItem, SharedTerm, Talk, TalkResult
from app.models.opening import Comparison, compare
from app.models.said import SALT_SIZE
from app.models.shared_list import after_opening, news_of
from app.models.snapshot import bind, showing
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
from app.services.sharing import both_sealed, sealed_by
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
    sealed = both_sealed(uow, people)
    if sealed is None:
        raise NotReady("ready")
    catalogue = shared_catalogue(uow, base)
    found = compare(*sealed, catalogue)
    news = news_of(list_rows(uow), shared_terms(uow), found, today)
    return Opening(comparison=found, news=news, catalogue=catalogue)


class OpeningBegun(Changes):
    """An opening that is about to be shown. `seen`: how many of its steps both saw before it was interrupted."""

    opening: Opening
    seen: int = 0


def begin_opening(uow: UnitOfWork, *, people: tuple[PersonId, PersonId], base: Catalogue, today: date) -> OpeningBegun:
    """Compare both sealed snapshots, which from now on nothing but this opening can show. Raises as `compare_ready`.

    If it shows nothing new, it is over at once.
    """
    found = compare_ready(uow, people=people, base=base, today=today)
    if not (found.news.opened or found.news.terms):
        return OpeningBegun(kinds=_spend(uow, people).kinds, opening=found)
    sealed = both_sealed(uow, people)
    assert sealed is not None
    if not sealed[0].is_begun:
        sealed = bind(*sealed, (secrets.token_bytes(SALT_SIZE), secrets.token_bytes(SALT_SIZE)))
    sealed = showing(*sealed, found.news.model_dump_json().encode())
    for each in sealed:
        uow.private(each.person).sharing.seal(each)
    uow.commit()
    return OpeningBegun(kinds=frozenset({ChangeKind.READY}), opening=found, seen=sealed[0].seen)


class PreparedOpening(Model):
    """Whether both are ready. `begun`: whether what at least one of them sealed was already shown in part."""

    ready: bool
    begun: bool


def prepared(uow: UnitOfWork, *, people: tuple[PersonId, PersonId]) -> PreparedOpening:
    """Whether an opening can be offered or continued; asked only while both are here."""
    sealed = (sealed_by(uow, person) for person in people)
    begun = any(each is not None and each.is_begun for each in sealed)
    return PreparedOpening(ready=both_sealed(uow, people) is not None, begun=begun)


def keep_place(uow: UnitOfWork, *, people: tuple[PersonId, PersonId], seen: int) -> Changes:
    """Note how many steps of an opening that was interrupted both have left behind."""
    for person in people:
        sealed = sealed_by(uow, person)
        if sealed is not None and sealed.is_begun:
            uow.private(person).sharing.seal(sealed.evolve(seen=seen))
    return commit(uow, ChangeKind.READY)


def end_opening(uow: UnitOfWork, *, people: tuple[PersonId, PersonId]) -> Changes:
    """Not now, or one of them changed something: what an opening has begun to show is spent, and nothing is added."""
    return _spend(uow, [p for p in people if (sealed := sealed_by(uow, p)) is not None and sealed.is_begun])


def _spend(uow: UnitOfWork, people: Sequence[PersonId]) -> Changes:
    for person in people:
        uow.private(person).sharing.unseal()
    return commit(uow, ChangeKind.READY)


def accept_opening(uow: UnitOfWork, *, comparison: Comparison, today: date, new_id: IdSource) -> Changes:
    """Both accepted: write what is disclosed into both parts, and end what it meets. Raises `NeedsBoth`."""
    uow.require_both()
    for person in comparison.people:
        uow.private(person).sharing.unseal()
    before = list_rows(uow)
    after = after_opening(before, comparison, new_id(), today)
    end_what_is_met(uow, before, after)
    erased = open_together(uow, before, after, comparison.terms, today)
    kinds = (ChangeKind.LIMITS, ChangeKind.DRAFTS, ChangeKind.AGREEMENTS, ChangeKind.READY)
    return commit(uow, *kinds, erase=erased)


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
    """Save the result of a talk about one item; as `keep_talks`."""
    return keep_talks(uow, items=(item,), talk=talk, now=now)


def keep_talks(uow: UnitOfWork, *, items: Sequence[SharedItem], talk: Talk, now: datetime) -> Changes:
    """Save the result of a talk that both accepted. What somebody declined rests; they hold it back from openings.

    Raises `NeedsBoth`, or `Stale` if an item was opened again or has left the list.
    """
    uow.require_both()
    kinds = [ChangeKind.LIMITS, ChangeKind.DRAFTS]
    for item in items:
        found = shared_item(uow, item.pairing)
        if found is None or found.act != item.act:
            raise Stale("item")
        save_talk(uow, found, agreed=talk.result is TalkResult.AGREED, notes=talk.notes)
        if talk.result is TalkResult.DECLINED and talk.declined_by is not None:
            person = talk.declined_by
            let_rest(uow, person, found.pairing)
            note_declined(uow.private(person), person, found, now)
            kinds.append(ChangeKind.READY)
    return commit(uow, *kinds, ids=tuple(item.id for item in items))
