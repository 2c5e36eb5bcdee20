"""Check-ins and own dimensions, all in one person's private space."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.errors import InputError, NotYours
from app.models.base import Model, PersonId
from app.models.changes import ChangeKind, Changes
from app.models.check_in import CheckIn, Dimension, DimensionArrangement
from app.services.live import times_of_scenes
from app.services.unadded import forget_unadded
from app.services.units import commit
from app.storage.unit_of_work import UnitOfWork

_KINDS = frozenset({ChangeKind.CHECK_INS})


class CheckInSaved(Changes):
    """The check-in as it was saved; None if it was empty and therefore dropped."""

    check_in: CheckIn | None


class Overview(Model):
    """Everything the page shows: check-ins, oldest first, and built-in and own dimensions, unordered.

    `scenes`: when scenes began that the person started and ended here, oldest first.
    """

    check_ins: tuple[CheckIn, ...]
    dimensions: tuple[Dimension, ...]
    arrangement: DimensionArrangement
    scenes: tuple[datetime, ...] = ()


def overview(uow: UnitOfWork, *, person: PersonId, built_in: Sequence[Dimension]) -> Overview:
    """All check-ins and all dimensions."""
    own = uow.private(person)
    return Overview(
        check_ins=own.check_ins.all(),
        dimensions=dimensions(uow, person=person, built_in=built_in),
        arrangement=own.arrangement.get(),
        scenes=times_of_scenes(uow, person),
    )


def dimensions(uow: UnitOfWork, *, person: PersonId, built_in: Sequence[Dimension]) -> tuple[Dimension, ...]:
    """The built-in dimensions and the person's own."""
    return (*built_in, *uow.private(person).dimensions.all())


def save_check_in(uow: UnitOfWork, *, person: PersonId, check_in: CheckIn) -> CheckInSaved:
    """Save a new or changed check-in; an empty one is dropped. Two never share a time."""
    kept = uow.private(person).check_ins
    if check_in.is_blank:
        if kept.delete(check_in.id):
            uow.commit(erase=True)
            return CheckInSaved(kinds=_KINDS, ids=(check_in.id,), check_in=None)
        return CheckInSaved(check_in=None)
    after = check_in.evolve(at=kept.free_time(check_in))
    kept.save(after)
    uow.commit()
    return CheckInSaved(kinds=_KINDS, ids=(after.id,), check_in=after)


def delete_check_in(uow: UnitOfWork, *, person: PersonId, check_in_id: str) -> Changes:
    """Delete a check-in. Raises `NotYours` if there is none."""
    if not uow.private(person).check_ins.delete(check_in_id):
        raise NotYours("check_in")
    return commit(uow, ChangeKind.CHECK_INS, ids=(check_in_id,), erase=True)


def save_dimension(uow: UnitOfWork, *, person: PersonId, dimension: Dimension) -> Changes:
    """Save a new or renamed dimension. Raises `InputError` without a name, `NotYours` for a built-in one."""
    if not dimension.own:
        raise NotYours("dimension")
    if not dimension.title.strip():
        raise InputError("title", "empty")
    uow.private(person).dimensions.save(dimension)
    return commit(uow, ChangeKind.CHECK_INS, ids=(dimension.id,))


def delete_dimension(uow: UnitOfWork, *, person: PersonId, dimension_id: str) -> Changes:
    """Delete an own dimension with its ratings, and check-ins that held nothing else.

    Raises `NotYours` for a built-in one.
    """
    own = uow.private(person)
    if not own.dimensions.delete(dimension_id):
        raise NotYours("dimension")
    forget_unadded(uow, person, (dimension_id,))
    for check_in in own.check_ins.all():
        if check_in.rating(dimension_id) is None:
            continue
        without = check_in.rated(dimension_id, None)
        if without.is_blank:
            own.check_ins.delete(check_in.id)
        else:
            own.check_ins.save(without)
    own.arrangement.save(own.arrangement.get().without(dimension_id))
    return commit(uow, ChangeKind.CHECK_INS, ids=(dimension_id,), erase=True)


def arrange(uow: UnitOfWork, *, person: PersonId, arrangement: DimensionArrangement) -> Changes:
    """Save the order of the dimensions and which are not asked; ratings stay."""
    uow.private(person).arrangement.save(arrangement)
    return commit(uow, ChangeKind.CHECK_INS)
