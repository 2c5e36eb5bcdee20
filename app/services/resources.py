"""The resources page of one person: shipped entries, last-checked dates, own entries. Private."""

from __future__ import annotations

from dataclasses import asdict, replace

from app.errors import InputError
from app.models.base import IdSource, PersonId
from app.models.changes import ChangeKind, Changes, changed
from app.models.library import Resource
from app.storage.unit_of_work import UnitOfWork

_LINES = "\n"


def resources(uow: UnitOfWork, *, person: PersonId, shipped: tuple[Resource, ...]) -> tuple[Resource, ...]:
    """The shipped entries as this person changed them, then their own."""
    kept = {row["id"]: row for row in uow.private(person).resources.all()}
    found: list[Resource] = []
    for resource in shipped:
        row = kept.pop(resource.id, None)
        if row is None:
            found.append(resource)
        elif not row.get("hidden"):
            found.append(_from_row(row, resource))
    found.extend(_from_row(row, None) for row in kept.values() if not row.get("hidden"))
    return tuple(found)


def _from_row(row: dict[str, str], shipped: Resource | None) -> Resource:
    base = shipped or Resource(
        id=row["id"], country=row["country"], group=row["group"], kind="", kind_title="", name="", about="", contacts=()
    )
    checked = row.get("last_checked") or None
    return replace(
        base,
        name=row["name"],
        about=row["about"],
        contacts=tuple(line for line in row["contacts"].split(_LINES) if line),
        last_checked=checked,
        note=base.note if checked is None else "",
    )


def save_resource(uow: UnitOfWork, *, person: PersonId, resource: Resource, new_id: IdSource) -> Changes:
    """Save an own or changed entry; without an id it is new. Raises `InputError` without a name."""
    if not resource.name.strip():
        raise InputError("name", "empty")
    resource_id = resource.id or f"own.{new_id()}"
    row = {key: str(value or "") for key, value in asdict(resource).items() if key != "contacts"}
    row |= {"id": resource_id, "contacts": _LINES.join(resource.contacts), "hidden": ""}
    uow.private(person).resources.save(resource_id, row)
    uow.commit()
    return changed(ChangeKind.RESOURCES, ids=(resource_id,))


def hide_resource(uow: UnitOfWork, *, person: PersonId, resource: Resource) -> Changes:
    """Hide an entry from this person's page; a shipped one can be restored."""
    own = uow.private(person).resources
    if resource.shipped:
        own.save(resource.id, {"id": resource.id, "hidden": "1"})
    else:
        own.delete(resource.id)
    uow.commit()
    return changed(ChangeKind.RESOURCES, ids=(resource.id,))


def restore_resource(uow: UnitOfWork, *, person: PersonId, resource_id: str) -> Changes:
    """Restore an entry as it was shipped."""
    uow.private(person).resources.delete(resource_id)
    uow.commit()
    return changed(ChangeKind.RESOURCES, ids=(resource_id,))
