"""What I would share, and what my partner can see of mine."""

from __future__ import annotations

from datetime import datetime

from app.models.base import ActivityId, Model, PersonId
from app.models.catalogue import Catalogue
from app.models.changes import ChangeKind, Changes, changed
from app.models.limits import Disclosure, Outcome, SharedTerm, without_disclosure
from app.models.pairing import Pairing
from app.models.sealing import ShareChoice, SharePreparation, ShareRow, seal, share_rows, taken_back
from app.services.answers import shared_catalogue
from app.services.own_entries import clear_retired
from app.services.units import SHARED, UnitOfWork, Units


class SeenItem(Model):
    """One thing of mine that the partner can see."""

    pairing: Pairing
    outcome: Outcome
    mine: Disclosure


class Seen(Model):
    """*What they can see*: everything disclosed, including entries offered by me."""

    catalogue: Catalogue
    items: tuple[SeenItem, ...]
    terms: tuple[SharedTerm, ...]
    offered: tuple[ActivityId, ...]


class WouldShare(Model):
    """The screen *What I would share*: every row, what is visible already, and the ready mark."""

    catalogue: Catalogue
    rows: tuple[ShareRow, ...]
    seen: Seen
    ready: bool


def would_share(uow: UnitOfWork, *, person: PersonId, partner: PersonId, base: Catalogue) -> WouldShare:
    """Exactly what the partner would see, with the choice made for each row."""
    catalogue = shared_catalogue(uow, base)
    rows = share_rows(_preparation(uow, person, partner), catalogue, uow.private(person).sharing.choices())
    return WouldShare(
        catalogue=catalogue,
        rows=rows,
        seen=what_they_see(uow, person=person, base=base),
        ready=uow.private(person).sharing.sealed() is not None,
    )


def _preparation(uow: UnitOfWork, person: PersonId, partner: PersonId) -> SharePreparation:
    own = uow.private(person)
    return SharePreparation(
        person=person,
        partner=partner,
        answers=own.answers.all(),
        terms=own.terms.all(),
        hidden=own.hidden.all(),
        shared_items=uow.shared.items.all(),
        shared_terms=uow.shared.terms.all(),
    )


def choose(uow: UnitOfWork, *, person: PersonId, keys: tuple[tuple[str, str], ...], choice: ShareChoice) -> Changes:
    """Choose for some rows: share, hold back or take back. Withdraws the ready mark."""
    sharing = uow.private(person).sharing
    for key in keys:
        sharing.set_choice(key, choice)
    sharing.unseal()
    uow.commit()
    return changed(ChangeKind.READY, ids=tuple(key[0] for key in keys))


def take_back_and_mark_ready(
    units: Units, *, person: PersonId, partner: PersonId, base: Catalogue, now: datetime
) -> Changes:
    """Take back the rows chosen so, then seal a snapshot of the rest, as one act."""
    with units(person) as uow:
        keys = _keys_to_take_back(uow, person, partner, base)
        if keys:
            # Chosen again explicitly: what is taken back must not be shared by the same act.
            choose(uow, person=person, keys=keys, choice=ShareChoice.TAKE_BACK)
    with units(SHARED) as uow:
        taken = take_back_chosen(uow, person=person, partner=partner, base=base)
    with units(person) as uow:
        sealed = mark_ready(uow, person=person, partner=partner, base=base, now=now)
    return changed(*taken.kinds, *sealed.kinds, ids=taken.ids)


def _keys_to_take_back(
    uow: UnitOfWork, person: PersonId, partner: PersonId, base: Catalogue
) -> tuple[tuple[str, str], ...]:
    rows = would_share(uow, person=person, partner=partner, base=base).rows
    return tuple(row.key for row in rows if row.choice is ShareChoice.TAKE_BACK)


def mark_ready(uow: UnitOfWork, *, person: PersonId, partner: PersonId, base: Catalogue, now: datetime) -> Changes:
    """Seal the snapshot. The rows set to *take back* are taken back by `take_back_chosen` before."""
    catalogue = shared_catalogue(uow, base)
    own = uow.private(person)
    rows = share_rows(_preparation(uow, person, partner), catalogue, own.sharing.choices())
    own.sharing.seal(seal(rows, person, now))
    uow.commit()
    return changed(ChangeKind.READY)


def unready(uow: UnitOfWork, *, person: PersonId) -> Changes:
    """Withdraw the ready mark."""
    uow.private(person).sharing.unseal()
    uow.commit()
    return changed(ChangeKind.READY)


def is_ready(uow: UnitOfWork, *, person: PersonId) -> bool:
    """Whether this person's own snapshot is sealed; private."""
    return uow.private(person).sharing.sealed() is not None


def both_ready(uow: UnitOfWork, *, people: tuple[PersonId, PersonId]) -> bool:
    """Whether an opening can be offered; asked only while both are here."""
    return all(is_ready(uow, person=person) for person in people)


def take_back_chosen(uow: UnitOfWork, *, person: PersonId, partner: PersonId, base: Catalogue) -> Changes:
    """Take back every row chosen so, before `mark_ready`."""
    catalogue = shared_catalogue(uow, base)
    rows = share_rows(_preparation(uow, person, partner), catalogue, uow.private(person).sharing.choices())
    keys = taken_back(rows, person, partner)
    if not keys:
        return Changes()
    return take_back_keys(uow, person=person, keys=keys)


def take_back_one(units: Units, *, person: PersonId, share_key: tuple[str, str], key: str) -> Changes:
    """Hold a row back from the next opening and remove it from the shared list, as one act."""
    with units(person) as uow:
        held = choose(uow, person=person, keys=(share_key,), choice=ShareChoice.HOLD_BACK)
    with units(SHARED) as uow:
        taken = take_back_keys(uow, person=person, keys=(key,))
    return changed(*held.kinds, *taken.kinds, ids=taken.ids)


def take_back_keys(uow: UnitOfWork, *, person: PersonId, keys: tuple[str, ...]) -> Changes:
    """Take back what was disclosed, by pairing key or by a term's id."""
    items = uow.shared.items.all()
    terms = uow.shared.terms.all()
    for key in keys:
        items = without_disclosure(items, person, key)
    uow.shared.items.replace(items)
    uow.shared.terms.replace(tuple(t for t in terms if not (t.person == person and t.entry_id in keys)))
    clear_retired(uow)
    uow.commit(erase=True)
    return changed(ChangeKind.LIMITS, ChangeKind.DRAFTS, ids=keys)


def what_they_see(uow: UnitOfWork, *, person: PersonId, base: Catalogue) -> Seen:
    """Everything of one person's in the shared space."""
    seen: list[SeenItem] = []
    for item in uow.shared.items.all():
        mine = item.disclosure_of(person)
        if mine is not None:
            seen.append(SeenItem(pairing=item.pairing, outcome=item.outcome, mine=mine))
    return Seen(
        catalogue=shared_catalogue(uow, base),
        items=tuple(seen),
        terms=tuple(term for term in uow.shared.terms.all() if term.person == person),
        offered=tuple(e.id for e in uow.shared.entries.all() if e.added_by == person and not e.retired),
    )
