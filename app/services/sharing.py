"""What I would share, and what my partner can see of mine."""

from __future__ import annotations

from datetime import date

from app.errors import VaultDamaged
from app.models.aftercare import AnsweredNeed
from app.models.base import ActivityId, Model, PersonId
from app.models.catalogue import Catalogue
from app.models.changes import ChangeKind, Changes, changed
from app.models.limits import Disclosure, Outcome, SharedTerm
from app.models.pairing import Pairing
from app.models.said_kinds import TERM
from app.models.sealing import (
    SealedAnswers,
    ShareChoice,
    SharePreparation,
    ShareRow,
    seal,
    share_rows,
    taken_back,
)
from app.models.shared_list import disclosures_of, shared_items_of
from app.models.snapshot import can_be_opened
from app.services.answers import answers_and_words, hidden_by, shared_catalogue
from app.services.care import answered_needs
from app.services.own_entries import clear_retired
from app.services.shared_list import (
    erase_lone_halves,
    list_rows,
    offered_entries,
    resting,
    shared_terms,
    wake,
)
from app.services.taking_back import take_back_pairing, take_back_words
from app.services.units import UnitOfWork
from app.services.words_seen import SeenWords, words_seen


class SeenItem(Model):
    """One thing of mine that the partner can read. `outcome`: None if it is not on the shared list."""

    pairing: Pairing
    outcome: Outcome | None
    mine: Disclosure


class Seen(Model):
    """*What they can see*: everything disclosed, including entries offered by me."""

    catalogue: Catalogue
    items: tuple[SeenItem, ...]
    terms: tuple[SharedTerm, ...]
    offered: tuple[ActivityId, ...]
    words: tuple[SeenWords, ...] = ()
    """In drafts, in their versions and in aftercare."""
    can_give: tuple[AnsweredNeed, ...] = ()
    """What the partner needs, with this person's answers."""


class WouldShare(Model):
    """The screen *What I would share*: every row, what is visible already, and the ready mark."""

    catalogue: Catalogue
    rows: tuple[ShareRow, ...]
    seen: Seen
    ready: bool
    begun: bool = False
    """Whether an opening has begun to show what is ready, and was stopped before both decided."""


def would_share(uow: UnitOfWork, *, person: PersonId, base: Catalogue) -> WouldShare:
    """Exactly what the partner would see, with the choice made for each row."""
    seen, sealed = what_they_see(uow, person=person, base=base), sealed_by(uow, person)
    return WouldShare(
        catalogue=seen.catalogue,
        rows=_share_rows(uow, person, seen),
        seen=seen,
        ready=sealed is not None,
        begun=sealed is not None and sealed.is_begun,
    )


def _share_rows(uow: UnitOfWork, person: PersonId, seen: Seen) -> tuple[ShareRow, ...]:
    own = uow.private(person)
    answers, terms = answers_and_words(uow, person, seen.catalogue)
    prepared = SharePreparation(
        answers=answers,
        terms=terms,
        hidden=hidden_by(uow, person, seen.catalogue),
        disclosed=tuple((item.pairing.side_of(person), item.mine) for item in seen.items),
        disclosed_terms=seen.terms,
    )
    return share_rows(prepared, seen.catalogue, own.sharing.choices())


def choose(uow: UnitOfWork, *, person: PersonId, keys: tuple[tuple[str, str], ...], choice: ShareChoice) -> Changes:
    """Choose for some rows: share, hold back or take back. Withdraws the ready mark."""
    sharing = uow.private(person).sharing
    for key in keys:
        sharing.set_choice(key, choice)
    sharing.unseal()
    uow.commit()
    return changed(ChangeKind.READY, ids=tuple(key[0] for key in keys))


def mark_ready(uow: UnitOfWork, *, person: PersonId, partner: PersonId, base: Catalogue) -> Changes:
    """Take back the rows chosen so, and seal a snapshot of the rest."""
    before = would_share(uow, person=person, base=base).rows
    keys = taken_back(before, person, partner)
    if keys:
        _take_back(uow, person, keys)
    rows = would_share(uow, person=person, base=base).rows if keys else before
    uow.private(person).sharing.seal(seal(rows, person))
    uow.commit(erase=bool(keys))
    return changed(*(_TAKEN_BACK if keys else ()), ChangeKind.READY, ids=keys)


_TAKEN_BACK = (ChangeKind.LIMITS, ChangeKind.DRAFTS, ChangeKind.AGREEMENTS)


def unready(uow: UnitOfWork, *, person: PersonId) -> Changes:
    """Withdraw the ready mark."""
    uow.private(person).sharing.unseal()
    uow.commit()
    return changed(ChangeKind.READY)


def sealed_by(uow: UnitOfWork, person: PersonId) -> SealedAnswers | None:
    """A person's snapshot, if they are ready.

    One in their partner's name is none, as it would meet the partner's own; nor is one that cannot be read, which would
    stop what both do together.
    """
    try:
        sealed = uow.private(person).sharing.sealed()
    except VaultDamaged:
        return None
    return sealed if sealed is not None and sealed.person == person else None


def both_sealed(uow: UnitOfWork, people: tuple[PersonId, PersonId]) -> tuple[SealedAnswers, SealedAnswers] | None:
    """Both snapshots, if they can be opened with each other.

    Once an opening has begun to show them, that is true of the same two alone: whoever changes anything ends it.
    """
    one, other = (sealed_by(uow, person) for person in people)
    return (one, other) if one is not None and other is not None and can_be_opened(one, other) else None


def take_back_one(uow: UnitOfWork, *, person: PersonId, share_key: tuple[str, str], key: str) -> Changes:
    """Hold a row back from the next opening and take it back."""
    uow.let_copy_wait()
    sharing = uow.private(person).sharing
    sharing.set_choice(share_key, ShareChoice.HOLD_BACK)
    sharing.unseal()
    _take_back(uow, person, (key,))
    uow.commit(erase=True)
    return changed(ChangeKind.READY, *_TAKEN_BACK, ids=(key,))


def _take_back(uow: UnitOfWork, person: PersonId, keys: tuple[str, ...]) -> None:
    for key in keys:
        take_back_pairing(uow, person, key)
        take_back_words(uow, person, TERM, key)
        erase_lone_halves(uow, key)
    clear_retired(uow)


def what_they_see(uow: UnitOfWork, *, person: PersonId, base: Catalogue) -> Seen:
    """Everything of one person's in the shared space, whether or not it counts there."""
    rows = list_rows(uow)
    outcomes = {item.pairing.key: item.outcome for item in shared_items_of(rows)}
    return Seen(
        catalogue=shared_catalogue(uow, base),
        items=tuple(
            SeenItem(pairing=pairing, outcome=outcomes.get(pairing.key), mine=mine)
            for pairing, mine in disclosures_of(rows, person)
        ),
        terms=tuple(term for term in shared_terms(uow) if term.person == person),
        offered=tuple(entry.id for entry in offered_entries(uow) if entry.added_by == person and not entry.retired),
    )


def everything_seen(uow: UnitOfWork, *, person: PersonId, base: Catalogue, today: date) -> Seen:
    """All of one person's that their partner can read: on the shared list, in drafts, versions and aftercare."""
    answered = (each for each in answered_needs(uow) if each.person != person and each.answer is not None)
    seen = what_they_see(uow, person=person, base=base)
    return seen.evolve(words=words_seen(uow, person, today), can_give=tuple(answered))


def wake_entry(uow: UnitOfWork, *, person: PersonId, entry_id: ActivityId) -> Changes:
    """Wake everything of an entry that rests in this person's name; no yes is restored."""
    for pairing in resting(uow, person):
        if pairing.activity_id == entry_id:
            wake(uow, person, pairing)
    uow.commit(erase=True)
    return changed(ChangeKind.LIMITS, ChangeKind.READY, ChangeKind.ENTRIES, ids=(entry_id,))
