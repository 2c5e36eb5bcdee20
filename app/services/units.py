"""What services work with: one unit of work, or a factory for several."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from app.models.changes import ChangeKind, Changes, changed
from app.storage.spaces import SHARED
from app.storage.unit_of_work import UnitOfWork

__all__ = ["SHARED", "UnitOfWork", "Units", "commit", "random_id"]

Units = Callable[[str | None], UnitOfWork]
"""Makes a unit of work that may write the named space ("shared" or a person's id); None makes one that only reads."""


def commit(
    uow: UnitOfWork,
    *kinds: ChangeKind,
    ids: tuple[str, ...] = (),
    old_places: tuple[int, ...] = (),
    erase: bool = False,
) -> Changes:
    """Commit what was written; returns what has changed. `erase`: as for `UnitOfWork.commit`."""
    uow.commit(erase=erase)
    return changed(*kinds, ids=ids, old_places=old_places)


def random_id() -> str:
    """A random id."""
    return uuid4().hex
