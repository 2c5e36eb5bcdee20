"""What services work with: one unit of work, or a factory for several."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from app.storage.spaces import SHARED
from app.storage.unit_of_work import UnitOfWork

__all__ = ["SHARED", "UnitOfWork", "Units", "random_id"]

Units = Callable[[str | None], UnitOfWork]
"""Makes a unit of work that may write the named space ("shared" or a person's id); None makes one that only reads."""


def random_id() -> str:
    """A random id."""
    return uuid4().hex
