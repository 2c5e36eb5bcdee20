"""Words that are typed and not added yet: kept in the private space of everybody who saw them typed, nowhere else."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from app.models.base import PersonId
from app.models.changes import Changes
from app.models.unadded import UnaddedWords
from app.services.units import commit
from app.storage.unit_of_work import UnitOfWork

Typed = dict[PersonId, UnaddedWords]
"""What each person was typing."""


def unadded(uow: UnitOfWork, *, people: tuple[PersonId, ...]) -> dict[str, str]:
    """What one person typed alone, or two together, by field."""
    found: dict[str, str] = {}
    for person in people:
        found |= getattr(uow.private(person).unadded.get(), _list(people))
    return found


def keep_unadded(uow: UnitOfWork, *, people: tuple[PersonId, ...], words: Mapping[str, str]) -> Changes:
    """Keep words by field in the space of each of them; empty ones are erased."""
    for person in people:
        store = uow.private(person).unadded
        before = store.get()
        now = {**getattr(before, _list(people)), **words}
        store.save(before.evolve(**{_list(people): {field: text for field, text in now.items() if text}}))
    return commit(uow, erase=not all(words.values()))


class Deleted(Changes):
    """What was deleted, and what each of those who are here was typing about it: undoing it brings that back."""

    typed: Typed = {}


def forget_unadded(uow: UnitOfWork, person: PersonId, ids: Collection[str]) -> UnaddedWords:
    """Forget what was typed into fields about things that are deleted; what that was. No commit."""
    store = uow.private(person).unadded
    before = store.get()
    gone = before.about(ids)
    if gone != UnaddedWords():
        store.save(before.without(ids))
    return gone


def keep_again(uow: UnitOfWork, typed: Typed | None) -> None:
    """Keep again what was being typed about something that is back, for those of them who are here. No commit."""
    for person in uow.here:
        gone = (typed or {}).get(person, UnaddedWords())
        if gone != UnaddedWords():
            store = uow.private(person).unadded
            store.save(store.get().beside(gone))


def _list(people: tuple[PersonId, ...]) -> str:
    return "alone" if len(people) == 1 else "together"
