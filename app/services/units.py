"""What services work with: one unit of work, or a factory for several."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import uuid4

from app.models.base import Model
from app.models.changes import ChangeKind, Changes, changed
from app.storage.spaces import SHARED
from app.storage.unit_of_work import UnitOfWork

__all__ = ["SHARED", "UnitOfWork", "Units", "commit", "loses_words", "random_id"]

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


def loses_words(before: Model | None, after: Model | None) -> bool:
    """Whether a text of a model is gone: emptied, or taken out of a list. Other words in its place are no loss."""
    return not _places_of_words(before) <= _places_of_words(after)


def _places_of_words(model: Model | None) -> set[tuple[object, ...]]:
    return set(_places(None if model is None else model.model_dump(mode="json")))


def _places(value: object, here: tuple[object, ...] = ()) -> Iterator[tuple[object, ...]]:
    if isinstance(value, str) and value:
        yield here
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _places(inner, (*here, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            place = inner.get("id", number) if isinstance(inner, dict) else number
            yield from _places(inner, (*here, place))


def random_id() -> str:
    """A random id."""
    return uuid4().hex
