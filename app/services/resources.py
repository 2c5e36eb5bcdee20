"""The resources page of one person: shipped entries, last-checked dates, own entries. Private."""

from __future__ import annotations

from dataclasses import replace

from app.errors import InputError
from app.models.base import IdSource, PersonId
from app.models.changes import ChangeKind, Changes
from app.models.kept_resource import KeptResource
from app.models.library import Resource
from app.services.units import commit, loses_words
from app.storage.unit_of_work import UnitOfWork

PLACE = "resources.place"
"""Preference: the id of the country, if one was chosen."""


def resources(uow: UnitOfWork, *, person: PersonId, shipped: tuple[Resource, ...]) -> tuple[Resource, ...]:
    """The shipped entries as this person changed them, then their own."""
    kept = {each.id: each for each in uow.private(person).resources.all()}
    known = {each.id for each in shipped}
    pairs = [(resource, kept.get(resource.id)) for resource in shipped]
    own = [each for each in kept.values() if each.id not in known]
    pairs += [(Resource(id=each.id, country=each.country, group=each.group), each) for each in own]
    return tuple(_shown(resource, change) for resource, change in pairs if change is None or not change.hidden)


def chosen_place(uow: UnitOfWork, *, person: PersonId) -> str | None:
    """The country or part of one that this person's page is about; empty for all, None if they never chose."""
    return uow.private(person).prefs.get(PLACE)


def choose_place(uow: UnitOfWork, *, person: PersonId, place: str) -> Changes:
    """Remember which country this person's page is about; nobody else learns it."""
    uow.private(person).prefs.set(PLACE, place)
    return commit(uow, ChangeKind.PREFS)


def _shown(resource: Resource, kept: KeptResource | None) -> Resource:
    if kept is None:
        return resource
    return replace(
        resource,
        name=kept.name,
        about=kept.about,
        contacts=kept.contacts,
        hours=kept.hours or resource.hours,
        last_checked=kept.last_checked,
        note=resource.note if kept.last_checked is None else "",
    )


def save_resource(uow: UnitOfWork, *, person: PersonId, resource: Resource, new_id: IdSource) -> Changes:
    """Save an own or changed entry; without an id it is new. Raises `InputError` without a name."""
    if not resource.name.strip():
        raise InputError("name", "empty")
    kept = KeptResource(
        id=resource.id or f"own.{new_id()}",
        country=resource.country,
        group=resource.group,
        name=resource.name,
        about=resource.about,
        contacts=tuple(filter(None, resource.contacts)),
        hours=resource.hours,
        last_checked=resource.last_checked or None,
    )
    return _keep(uow, person, kept)


def hide_resource(uow: UnitOfWork, *, person: PersonId, resource: Resource) -> Changes:
    """Hide an entry from this person's page; a shipped one can be restored."""
    if resource.shipped:
        return _keep(uow, person, KeptResource(id=resource.id, hidden=True))
    return restore_resource(uow, person=person, resource_id=resource.id)


def restore_resource(uow: UnitOfWork, *, person: PersonId, resource_id: str) -> Changes:
    """Restore an entry as it was shipped."""
    uow.private(person).resources.delete(resource_id)
    return commit(uow, ChangeKind.RESOURCES, ids=(resource_id,), erase=True)


def _keep(uow: UnitOfWork, person: PersonId, kept: KeptResource) -> Changes:
    own = uow.private(person)
    is_less = loses_words(next((each for each in own.resources.all() if each.id == kept.id), None), kept)
    own.resources.save(kept)
    return commit(uow, ChangeKind.RESOURCES, ids=(kept.id,), erase=is_less)
