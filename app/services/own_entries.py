"""Own entries after they were written: rewording, offering to the shared list, taking off it.

New words make a new entry. What somebody answered, opened or agreed was about the old words, so it never carries over.
"""

from __future__ import annotations

from app.errors import InputError, NotYours
from app.models.base import ActivityId, IdSource, PersonId
from app.models.catalogue import CatalogueEntry
from app.models.changes import ChangeKind, Changes, changed
from app.models.limits import without_disclosure
from app.models.sealing import ShareChoice
from app.services.answers import EntryHistory, entry_history, is_offered, own_entry
from app.services.units import SHARED, UnitOfWork, Units


class Reworded(Changes):
    """The entry that carries the new words."""

    entry_id: ActivityId
    is_offered: bool


_ALL = (ChangeKind.ENTRIES, ChangeKind.ANSWERS, ChangeKind.TERMS, ChangeKind.READY)


def revise_entry(uow: UnitOfWork, *, person: PersonId, entry: CatalogueEntry, new_id: IdSource) -> Changes:
    """Reword an own entry and copy the author's answers. The first of the result's ids is the entry's id now.

    An entry on the shared list stays there, and on the author's list, until `replace_offered` and `delete_entry`.
    """
    if not entry.title.strip():
        raise InputError("title", "empty")
    before = own_entry(uow, person, entry.id)
    if not uow.has_shared or (_words(before) == _words(entry) and not is_offered(uow, entry.id)):
        uow.private(person).entries.save(entry)
        uow.commit()
        return changed(ChangeKind.ENTRIES, ids=(entry.id,))
    fresh = entry.evolve(id=ActivityId(f"own.{new_id()}"))
    _copy(uow, person, entry_history(uow, person=person, entry_id=entry.id), fresh)
    if not is_offered(uow, entry.id):
        _forget(uow, person, entry.id)
    uow.private(person).sharing.unseal()
    uow.commit()
    return changed(*_ALL, ids=(fresh.id, entry.id))


def reword(units: Units, *, person: PersonId, entry: CatalogueEntry, new_id: IdSource) -> Reworded:
    """Reword an own entry; if it is on the shared list, replace it there in the same act."""
    with units(person) as uow:
        offered = is_offered(uow, entry.id)
        changes = revise_entry(uow, person=person, entry=entry, new_id=new_id)
    entry_id = ActivityId(changes.ids[0])
    if offered:
        with units(SHARED) as uow:
            replace_offered(uow, person=person, old_id=entry.id, entry_id=entry_id)
        with units(person) as uow:
            delete_entry(uow, person=person, entry_id=entry.id)
    kinds = (*_ALL, ChangeKind.LIMITS, ChangeKind.DRAFTS) if offered else changes.kinds
    return Reworded(kinds=frozenset(kinds), ids=changes.ids, entry_id=entry_id, is_offered=offered)


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


def _forget(uow: UnitOfWork, person: PersonId, entry_id: ActivityId) -> None:
    own = uow.private(person)
    own.entries.delete(entry_id)
    own.answers.delete_activity(entry_id)
    own.terms.delete(entry_id)
    for key in own.sharing.choices():
        if key[0] == entry_id:
            own.sharing.set_choice(key, None)


def delete_entry(uow: UnitOfWork, *, person: PersonId, entry_id: ActivityId) -> Changes:
    """Delete an own entry with its answers and words. Raises `NotYours` while it is on the shared list."""
    if is_offered(uow, entry_id):
        raise NotYours("entry")
    _forget(uow, person, entry_id)
    uow.private(person).sharing.unseal()
    uow.commit(erase=True)
    return changed(*_ALL, ids=(entry_id,))


def offer_entry(uow: UnitOfWork, *, person: PersonId, entry_id: ActivityId) -> Changes:
    """Put an own entry's title and description on the shared list, never the answer."""
    _offer(uow, person, entry_id)
    uow.commit()
    return changed(ChangeKind.ENTRIES, ids=(entry_id,))


def _offer(uow: UnitOfWork, person: PersonId, entry_id: ActivityId) -> None:
    entry = own_entry(uow, person, entry_id)
    category = next((c for c in uow.private(person).categories.all() if c.id == entry.category), None)
    if category is not None:
        uow.shared.categories.save(category)
    uow.shared.entries.save(entry.evolve(added_by=person))


def take_off(uow: UnitOfWork, *, person: PersonId, entry_id: ActivityId) -> Changes:
    """Take an entry that this person offered off the shared list. Raises `NotYours` for any other.

    What they disclosed about it is taken back. Their partner's limit or words stay, and so does an agreement until
    it is withdrawn: while something refers to the entry its title can be read, but nobody is asked about it.
    """
    _take_off(uow, person, entry_id)
    uow.commit(erase=True)
    return changed(ChangeKind.ENTRIES, ChangeKind.LIMITS, ChangeKind.DRAFTS, ids=(entry_id,))


def replace_offered(uow: UnitOfWork, *, person: PersonId, old_id: ActivityId, entry_id: ActivityId) -> Changes:
    """Offer a reworded entry and take the old one off the shared list."""
    _take_off(uow, person, old_id)
    _offer(uow, person, entry_id)
    uow.commit(erase=True)
    return changed(ChangeKind.ENTRIES, ChangeKind.LIMITS, ChangeKind.DRAFTS, ids=(entry_id, old_id))


def _take_off(uow: UnitOfWork, person: PersonId, entry_id: ActivityId) -> None:
    shared = uow.shared
    entry = next((e for e in shared.entries.all() if e.id == entry_id and e.added_by == person), None)
    if entry is None:
        raise NotYours("entry")
    items = shared.items.all()
    for key in {item.pairing.key for item in items if item.pairing.activity_id == entry_id}:
        items = without_disclosure(items, person, key)
    shared.items.replace(items)
    mine = (person, entry_id)
    shared.terms.replace(tuple(term for term in shared.terms.all() if (term.person, term.entry_id) != mine))
    shared.entries.save(entry.evolve(retired=True))
    clear_retired(uow)


def clear_retired(uow: UnitOfWork) -> None:
    """Delete entries taken off the list that nothing refers to, and own categories left empty. No commit."""
    shared = uow.shared
    entries = shared.entries.all()
    retired = [entry for entry in entries if entry.retired]
    if not retired:
        return
    used = _in_use(uow)
    gone = {entry.id for entry in retired if entry.id not in used}
    for entry_id in gone:
        shared.entries.delete(entry_id)
    filled = {entry.category for entry in entries if entry.id not in gone}
    for category in shared.categories.all():
        if category.id not in filled:
            shared.categories.delete(category.id)


def _in_use(uow: UnitOfWork) -> set[str]:
    shared = uow.shared
    used: set[str] = {item.pairing.activity_id for item in shared.items.all()}
    used |= {term.entry_id for term in shared.terms.all()}
    for agreement in shared.agreements.all():
        for clause in agreement.document.clauses:
            used.add(clause.entry_id)
            if clause.item is not None:
                used.add(clause.item.pairing.activity_id)
            if clause.limit is not None:
                used.add(clause.limit.pairing.activity_id)
    return used
