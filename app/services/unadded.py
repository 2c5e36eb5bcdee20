"""Words that are typed and not added yet: kept in the private space of everybody who saw them typed, nowhere else."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from app.models.base import PersonId
from app.models.changes import Changes
from app.services.units import commit
from app.storage.unit_of_work import UnitOfWork


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


def forget_unadded(uow: UnitOfWork, person: PersonId, ids: Collection[str]) -> bool:
    """Forget what was typed into fields about things that are deleted; whether there was any. No commit."""
    store = uow.private(person).unadded
    before = store.get()
    after = before.without(ids)
    if after != before:
        store.save(after)
    return after != before


def _list(people: tuple[PersonId, ...]) -> str:
    return "alone" if len(people) == 1 else "together"
