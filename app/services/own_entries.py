"""Own entries after they were written: rewording, offering to the shared list, taking off it.

New words make a new entry. What somebody answered, opened or agreed was about the old words, so it never carries over.
"""

from __future__ import annotations

from app.errors import InputError, NotYours
from app.models.base import ActivityId, IdSource, PersonId
from app.models.canonical import plain
from app.models.catalogue import CatalogueEntry
from app.models.changes import ChangeKind, Changes
from app.models.said_kinds import OFFERED, TAKEN_OFF, TERM, BareMark, OfferedEntry
from app.models.sealing import ShareChoice
from app.models.unadded import UnaddedWords
from app.services.agreement_store import sees_both
from app.services.answers import EntryHistory, entry_history, is_offered, own_entry
from app.services.shared_list import (
    erase_lone_halves,
    list_rows,
    shared_items,
    shared_terms,
)
from app.services.taking_back import take_back_pairing, take_back_words
from app.services.unadded import Deleted, forget_unadded
from app.services.units import UnitOfWork, commit


class Reworded(Changes):
    """The entry that carries the new words."""

    entry_id: ActivityId
    is_offered: bool


_ALL = (ChangeKind.ENTRIES, ChangeKind.ANSWERS, ChangeKind.TERMS, ChangeKind.READY)
_ON_LIST = (ChangeKind.ENTRIES, ChangeKind.LIMITS, ChangeKind.DRAFTS, ChangeKind.AGREEMENTS)


def reword(uow: UnitOfWork, *, person: PersonId, entry: CatalogueEntry, new_id: IdSource) -> Reworded:
    """Reword an own entry and copy the author's answers; if it is on the shared list, replace it there as well."""
    if not entry.title.strip():
        raise InputError("title", "empty")
    entry = entry.evolve(commitment="")
    before, offered = own_entry(uow, person, entry.id), is_offered(uow, entry.id)
    if not uow.has_shared or (_words(before) == _words(entry) and not offered):
        uow.private(person).entries.save(entry)
        uow.commit()
        return Reworded(kinds=frozenset({ChangeKind.ENTRIES}), ids=(entry.id,), entry_id=entry.id, is_offered=False)
    fresh = entry.evolve(id=ActivityId(f"own.{new_id()}"))
    _copy(uow, person, entry_history(uow, person=person, entry_id=entry.id), fresh)
    if offered:
        _take_off(uow, person, entry.id)
        _offer(uow, person, fresh.id)
    forget_entry(uow, person, entry.id)
    uow.private(person).sharing.unseal()
    uow.commit(erase=True)
    kinds = frozenset({*_ALL, *(_ON_LIST if offered else ())})
    return Reworded(kinds=kinds, ids=(fresh.id, entry.id), entry_id=fresh.id, is_offered=offered)


def _words(entry: CatalogueEntry) -> tuple[object, ...]:
    return (entry.title, entry.description, entry.kind, entry.labels, entry.intensity)


def _copy(uow: UnitOfWork, person: PersonId, before: EntryHistory, fresh: CatalogueEntry) -> None:
    own = uow.private(person)
    own.entries.save(fresh)
    for change in before.answers:
        own.answers.save(change.answer.evolve(activity_id=fresh.id), change.at)
    for at, term in before.words:
        own.terms.save(term.evolve(entry_id=fresh.id), at)
    for (entry_id, direction), choice in own.sharing.choices().items():
        if entry_id == before.entry.id and choice is not ShareChoice.SHARE:
            own.sharing.set_choice((fresh.id, direction), ShareChoice.HOLD_BACK)


def forget_entry(uow: UnitOfWork, person: PersonId, entry_id: ActivityId) -> UnaddedWords:
    """Delete an own entry with all that was said to it; what was being typed about it. No commit."""
    own = uow.private(person)
    own.entries.delete(entry_id)
    own.answers.delete_activity(entry_id)
    own.terms.delete(entry_id)
    for key in own.sharing.choices():
        if key[0] == entry_id:
            own.sharing.set_choice(key, None)
    return forget_unadded(uow, person, (entry_id,))


def delete_entry(uow: UnitOfWork, *, person: PersonId, entry_id: ActivityId) -> Deleted:
    """Delete an own entry with its answers and words. Raises `NotYours` while it is on the shared list."""
    if is_offered(uow, entry_id):
        raise NotYours("entry")
    typed = {person: forget_entry(uow, person, entry_id)}
    uow.private(person).sharing.unseal()
    uow.commit(erase=True)
    return Deleted(kinds=frozenset(_ALL), ids=(entry_id,), typed=typed)


def offer_entry(uow: UnitOfWork, *, person: PersonId, entry_id: ActivityId) -> Changes:
    """Put an own entry's title and description on the shared list, never the answer."""
    _offer(uow, person, entry_id)
    return commit(uow, ChangeKind.ENTRIES, ids=(entry_id,))


def _offer(uow: UnitOfWork, person: PersonId, entry_id: ActivityId) -> None:
    entry = own_entry(uow, person, entry_id)
    category = next((each for each in uow.private(person).categories.all() if each.id == entry.category), None)
    if not plain(entry.title).strip():
        raise InputError("title", "empty")
    words = OfferedEntry(
        kind=entry.kind,
        title=plain(entry.title),
        description=plain(entry.description),
        labels=entry.labels,
        intensity=entry.intensity,
        category=entry.category,
        category_title=plain(category.title) if category is not None else "",
    )
    uow.parts.say(person, OFFERED, words, entry_id)
    uow.parts.erase(person, TAKEN_OFF, entry_id)


def take_off(uow: UnitOfWork, *, person: PersonId, entry_id: ActivityId, with_words: bool = False) -> Changes:
    """Take an entry that this person offered off the shared list. Raises `NotYours` for any other.

    What they disclosed about it is taken back, which ends it in every agreement. Their partner's limit or words stay:
    while the list has one of these the entry's title can be read, unless it is taken back `with_words`.
    """
    uow.let_copy_wait()
    _take_off(uow, person, entry_id)
    if with_words:
        take_back_words(uow, person, OFFERED, entry_id)
        uow.parts.erase(person, TAKEN_OFF, entry_id)
    return commit(uow, *_ON_LIST, ids=(entry_id,), erase=True)


def _take_off(uow: UnitOfWork, person: PersonId, entry_id: ActivityId) -> None:
    if uow.parts.get(person, OFFERED, entry_id) is None:
        raise NotYours("entry")
    for key in {place.key for place in list_rows(uow, f"{entry_id}|").disclosed if place.person == person}:
        take_back_pairing(uow, person, key)
    take_back_words(uow, person, TERM, entry_id)
    uow.parts.say(person, TAKEN_OFF, BareMark(), entry_id)
    erase_lone_halves(uow, f"{entry_id}|")
    clear_retired(uow)


def clear_retired(uow: UnitOfWork) -> None:
    """Take back the words of entries that somebody who is here took off, once the list has nothing of them. No commit.

    Agreements that hold such an entry say that its words were taken back.
    """
    for person in uow.here if sees_both(uow) else ():
        for mark in uow.parts.of(person, TAKEN_OFF):
            if not _is_on_list(uow, mark.key):
                take_back_words(uow, person, OFFERED, mark.key)
                uow.parts.erase(person, TAKEN_OFF, mark.key)


def _is_on_list(uow: UnitOfWork, entry_id: str) -> bool:
    return bool(shared_items(uow, f"{entry_id}|")) or any(term.entry_id == entry_id for term in shared_terms(uow))
