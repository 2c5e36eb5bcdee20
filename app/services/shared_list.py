"""The shared list as both see it, read from both parts, and the rows that acts on it write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from app.models.base import PersonId
from app.models.canonical import plain
from app.models.catalogue import CatalogueEntry, Category
from app.models.limits import SharedItem, SharedTerm
from app.models.opening import PairClass
from app.models.pairing import Pairing, pairing_from
from app.models.said_kinds import (
    DISCLOSED,
    OFFERED,
    OPENED,
    RESTS,
    TAKEN_OFF,
    TALKED,
    TERM,
    BareMark,
    Opened,
    TalkSaid,
    TermSaid,
)
from app.models.sealing import ShareChoice
from app.models.shared_list import (
    ListRows,
    RowPlace,
    lone_halves,
    offered_categories_of,
    offered_entries_of,
    shared_items_of,
    shared_terms_of,
)
from app.storage.unit_of_work import UnitOfWork


def shared_items(uow: UnitOfWork, key: str = "") -> tuple[SharedItem, ...]:
    """The shared list, or the part of it whose keys begin so; what rests is not on it."""
    return shared_items_of(list_rows(uow, key))


def shared_item(uow: UnitOfWork, pairing: Pairing) -> SharedItem | None:
    """The item of a pairing, if it is on the shared list."""
    return next(iter(shared_items_about(uow, (pairing,))), None)


def shared_items_about(uow: UnitOfWork, pairings: Iterable[Pairing]) -> tuple[SharedItem, ...]:
    """The items of these pairings that are on the shared list; reads nothing else."""
    keys = sorted({pairing.key for pairing in pairings})
    words = _commitments(uow) if keys else {}
    found = (item for key in keys for item in shared_items_of(_rows(uow, key, DISCLOSED, words)))
    return tuple(item for item in found if item.id in keys)


def shared_limits(uow: UnitOfWork) -> tuple[SharedItem, ...]:
    """Only the limits on the shared list; reads nothing else."""
    return shared_items_of(_rows(uow, "", (PairClass.OFF,), {}))


def list_rows(uow: UnitOfWork, key: str = "") -> ListRows:
    """The rows of both parts about the pairings whose keys begin so."""
    return _rows(uow, key, DISCLOSED, _commitments(uow))


def _commitments(uow: UnitOfWork) -> dict[str, str]:
    return {entry.id: entry.commitment for entry in offered_entries(uow)}


def _rows(uow: UnitOfWork, key: str, classes: Iterable[PairClass], words: Mapping[str, str]) -> ListRows:
    parts = uow.parts
    return ListRows(
        people=parts.people,
        disclosed={
            RowPlace(said.author, found, said.key): said.body
            for found in classes
            for said in parts.all(DISCLOSED[found], key)
        },
        talks={(said.author, said.key): said.body for said in parts.all(TALKED, key)},
        rests=frozenset(said.key for said in parts.all(RESTS, key)),
        words=words,
    )


def shared_terms(uow: UnitOfWork) -> tuple[SharedTerm, ...]:
    """Both people's words for terms."""
    said = uow.parts.all(TERM)
    return shared_terms_of(said, _commitments(uow)) if said else ()


def offered_entries(uow: UnitOfWork) -> tuple[CatalogueEntry, ...]:
    """The own entries on the shared list, including those taken off it that something still refers to."""
    said = uow.parts.all(OFFERED)
    retired = frozenset((mark.author, mark.key) for mark in uow.parts.all(TAKEN_OFF)) if said else frozenset()
    return offered_entries_of(said, retired)


def offered_categories(uow: UnitOfWork) -> tuple[Category, ...]:
    """The own categories of offered entries."""
    return offered_categories_of(uow.parts.all(OFFERED))


def resting(uow: UnitOfWork, person: PersonId) -> tuple[Pairing, ...]:
    """What rests in a person's name; shown to nobody else."""
    found = (pairing_from(said.key, uow.parts.people) for said in uow.parts.of(person, RESTS))
    return tuple(pairing for pairing in found if pairing is not None)


def last_opening(uow: UnitOfWork) -> date | None:
    """The day of the last opening that both say they accepted."""
    days = [said.body.day for said in uow.parts.all(OPENED)]
    return min(days) if len(days) == len(uow.parts.people) else None


def has_opened(uow: UnitOfWork) -> bool:
    """Whether anything was disclosed; decodes nothing."""
    return any(uow.parts.count(person, kind) for person in uow.parts.people for kind in DISCLOSED.values())


def has_open_talk(uow: UnitOfWork) -> bool:
    """Whether there is something to talk about; reads nothing but talks and limits."""
    items = shared_items_of(_rows(uow, "", (PairClass.OFF, PairClass.TALK), _commitments(uow)))
    return any(item.is_to_discuss for item in items)


# --- writing, within the caller's unit of work; no commit


def open_together(uow: UnitOfWork, before: ListRows, after: ListRows, terms: Iterable[SharedTerm], today: date) -> bool:
    """Write what an opening changes to the part of each person whose words are shown; whether anything was erased.

    Raises `NeedsBoth`.
    """
    uow.require_both()
    erased = before.disclosed.keys() - after.disclosed.keys()
    for place in erased:
        uow.parts.erase(place.person, DISCLOSED[place.found], place.key)
    for place, body in after.disclosed.items():
        if before.disclosed.get(place) != body:
            uow.parts.say(place.person, DISCLOSED[place.found], body, place.key)
    for key in before.rests - after.rests:
        for person in uow.here:
            uow.parts.erase(person, RESTS, key)
    for term in terms:
        words = TermSaid(words=term.words, entry=before.words.get(term.entry_id, ""))
        uow.parts.say(term.person, TERM, words, term.entry_id)
    for person in uow.here:
        uow.parts.say(person, OPENED, Opened(day=today))
    return erase_lone_halves(uow) or bool(erased)


def save_talk(uow: UnitOfWork, item: SharedItem, *, agreed: bool, notes: str) -> None:
    """Write what both noted in a talk about an item, alike in both parts. Raises `NeedsBoth`."""
    uow.require_both()
    for person in uow.here:
        uow.parts.say(person, TALKED, TalkSaid(act=item.act, agreed=agreed, notes=plain(notes)), item.pairing.key)


def let_rest(uow: UnitOfWork, person: PersonId, pairing: Pairing) -> None:
    """Let a pairing rest in one person's name, and hold it back from openings until they choose otherwise."""
    uow.parts.say(person, RESTS, BareMark(), pairing.key)
    _choose(uow, person, pairing, ShareChoice.HOLD_BACK)


def wake(uow: UnitOfWork, person: PersonId, pairing: Pairing) -> None:
    """Wake a pairing that rests in one person's name. Yeses that ended are not restored."""
    if uow.parts.erase(person, RESTS, pairing.key):
        _choose(uow, person, pairing, None)


def _choose(uow: UnitOfWork, person: PersonId, pairing: Pairing, choice: ShareChoice | None) -> None:
    sharing = uow.private(person).sharing
    sharing.set_choice((pairing.activity_id, pairing.direction_of(person)), choice)
    sharing.unseal()


def erase_lone_halves(uow: UnitOfWork, key: str = "") -> bool:
    """Erase halves that count for nothing, while both are here: never because the shared file says so."""
    if len(uow.here) < len(uow.parts.people):
        return False
    halves, talks = lone_halves(list_rows(uow, key))
    for place in halves:
        uow.parts.erase(place.person, DISCLOSED[place.found], place.key)
    for person, its_key in talks:
        uow.parts.erase(person, TALKED, its_key)
    return bool(halves or talks)
