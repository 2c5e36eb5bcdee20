"""What I would share, and what the other can see of mine."""

from __future__ import annotations

from datetime import datetime

from app.models.base import ActivityId, Model, PersonId
from app.models.catalogue import Catalogue
from app.models.changes import ChangeKind, Changes, changed
from app.models.limits import Disclosure, Outcome, SharedTerm, take_back
from app.models.outline import conform
from app.models.pairing import Pairing
from app.models.sealing import Preparation, ShareChoice, ShareRow, seal, share_rows, taken_back
from app.services.answers import shared_catalogue
from app.services.own_entries import clear_retired
from app.services.units import SHARED, UnitOfWork, Units


class SeenItem(Model):
    """One thing of mine that the partner can see."""

    pairing: Pairing
    outcome: Outcome
    mine: Disclosure


class Seen(Model):
    """*What they can see of mine*: everything disclosed, entries offered by me included."""

    catalogue: Catalogue
    items: tuple[SeenItem, ...]
    terms: tuple[SharedTerm, ...]
    offered: tuple[ActivityId, ...]


class WouldShare(Model):
    """The screen *What I would share*: every row, what is seen already, and whether it is marked ready."""

    catalogue: Catalogue
    rows: tuple[ShareRow, ...]
    seen: Seen
    ready: bool


def would_share(uow: UnitOfWork, *, person: PersonId, partner: PersonId, base: Catalogue) -> WouldShare:
    """Exactly what the other would see, with what becomes of each row."""
    catalogue = shared_catalogue(uow, base)
    rows = share_rows(_preparation(uow, person, partner), catalogue, uow.private(person).sharing.choices())
    return WouldShare(
        catalogue=catalogue,
        rows=rows,
        seen=what_they_see(uow, person=person, base=base),
        ready=uow.private(person).sharing.sealed() is not None,
    )


def _preparation(uow: UnitOfWork, person: PersonId, partner: PersonId) -> Preparation:
    own = uow.private(person)
    return Preparation(
        person=person,
        partner=partner,
        answers=own.answers.all(),
        terms=own.terms.all(),
        hidden=own.hidden.all(),
        shared_items=uow.shared.items.all(),
        shared_terms=uow.shared.terms.all(),
    )


def choose(uow: UnitOfWork, *, person: PersonId, keys: tuple[tuple[str, str], ...], choice: ShareChoice) -> Changes:
    """Share, hold back or take back rows; un-readies."""
    sharing = uow.private(person).sharing
    for key in keys:
        sharing.set_choice(key, choice)
    sharing.unseal()
    uow.commit()
    return changed(ChangeKind.READY, ids=tuple(key[0] for key in keys))


def take_back_and_mark_ready(
    units: Units, *, person: PersonId, partner: PersonId, base: Catalogue, now: datetime
) -> Changes:
    """Take back the rows that are set so, then seal a snapshot of the rest, as one act."""
    with units(person) as uow:
        keys = _keys_to_take_back(uow, person, partner, base)
        if keys:
            # Chosen once more in so many words: what is taken back must not be shared in the same breath.
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
    """Take the ready mark off again."""
    uow.private(person).sharing.unseal()
    uow.commit()
    return changed(ChangeKind.READY)


def is_ready(uow: UnitOfWork, *, person: PersonId) -> bool:
    """Whether this person's own snapshot is sealed; private."""
    return uow.private(person).sharing.sealed() is not None


def both_ready(uow: UnitOfWork, *, people: tuple[PersonId, PersonId]) -> bool:
    """Whether an opening can be offered; only asked when both are here."""
    return all(is_ready(uow, person=person) for person in people)


def take_back_chosen(uow: UnitOfWork, *, person: PersonId, partner: PersonId, base: Catalogue) -> Changes:
    """Take back every row chosen so. Writes the shared space; comes before `mark_ready`."""
    catalogue = shared_catalogue(uow, base)
    rows = share_rows(_preparation(uow, person, partner), catalogue, uow.private(person).sharing.choices())
    keys = taken_back(rows, person, partner)
    if not keys:
        return Changes()
    return take_back_keys(uow, person=person, keys=keys)


def take_back_one(units: Units, *, person: PersonId, share_key: tuple[str, str], key: str) -> Changes:
    """Hold a row back from the next opening and take it from the shared list, as one act; alone, at once."""
    with units(person) as uow:
        held = choose(uow, person=person, keys=(share_key,), choice=ShareChoice.HOLD_BACK)
    with units(SHARED) as uow:
        taken = take_back_keys(uow, person=person, keys=(key,))
    return changed(*held.kinds, *taken.kinds, ids=taken.ids)


def take_back_keys(uow: UnitOfWork, *, person: PersonId, keys: tuple[str, ...]) -> Changes:
    """Take back what was disclosed: pairing keys, or a term's id. Works alone, at once."""
    items = uow.shared.items.all()
    terms = uow.shared.terms.all()
    for key in keys:
        items = take_back(items, person, key)
    uow.shared.items.replace(items)
    uow.shared.terms.replace(tuple(t for t in terms if not (t.person == person and t.entry_id in keys)))
    for draft in uow.shared.drafts.all():
        fitted = conform(draft, items)
        if fitted != draft:
            uow.shared.drafts.save(fitted)
    clear_retired(uow)
    uow.commit(for_good=True)
    return changed(ChangeKind.LIMITS, ChangeKind.DRAFTS, ids=keys)


def what_they_see(uow: UnitOfWork, *, person: PersonId, base: Catalogue) -> Seen:
    """All of one person's that stands in the shared space."""
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
