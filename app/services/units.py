"""What services work with: one unit of work, or a factory for several."""

from __future__ import annotations

from collections.abc import Callable

from app.storage.spaces import SHARED
from app.storage.unit_of_work import UnitOfWork

__all__ = ["SHARED", "UnitOfWork", "Units"]

Units = Callable[[str | None], UnitOfWork]
"""Makes a unit of work that may write the named space ("shared" or a person's id); None makes one that only reads."""
