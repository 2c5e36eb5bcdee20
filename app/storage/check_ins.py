"""Repositories of check-ins and of own dimensions."""

from __future__ import annotations

from datetime import datetime
from itertools import count
from typing import Any

from sqlalchemy import bindparam, select

from app.models.check_in import CheckIn, Dimension
from app.models.journal import at_of, moment_of
from app.storage import tables_private as tables
from app.storage.repository import DocumentTable, KeyedRepository, Repository, decoded

_TABLE = tables.check_in
_SINCE = (
    select(_TABLE.c.data)
    .where(_TABLE.c.moment >= bindparam("since"), _TABLE.c.moment < bindparam("until"))
    .order_by(_TABLE.c.moment)
)
_OLDEST, _NEWEST = -(2**62), 2**62


class CheckIns(Repository[CheckIn]):
    """Check-ins, oldest first."""

    documents = DocumentTable(_TABLE, CheckIn, lambda c: {"moment": c.moment, "id": c.id})

    def all(self) -> tuple[CheckIn, ...]:
        """Every check-in."""
        return self.since(_OLDEST)

    def since(self, moment: int, until: int = _NEWEST) -> tuple[CheckIn, ...]:
        """The check-ins from one moment to another (excluded)."""
        span: dict[str, Any] = {"since": moment, "until": until}
        return self.documents.many(decoded(_TABLE.name, lambda: self._connection.execute(_SINCE, span).scalars().all()))

    def free_time(self, check_in: CheckIn) -> datetime:
        """Its time, or the first later one that no other check-in has."""
        taken = select(_TABLE.c.id).where(_TABLE.c.moment == bindparam("moment"))
        for moment in count(moment_of(check_in.at)):
            found = self._connection.execute(taken, {"moment": moment}).scalars().first()
            if found is None or found == check_in.id:
                return at_of(moment)
        raise AssertionError

    def save(self, model: CheckIn) -> None:
        """Save a check-in, new or changed, at a time that no other has."""
        self._delete(_TABLE.c.id == model.id, _TABLE.c.moment != model.moment)
        super().save(model)

    def delete(self, check_in_id: str) -> bool:
        """Delete a check-in; whether there was one."""
        return self._delete(_TABLE.c.id == check_in_id)


class OwnDimensions(KeyedRepository[Dimension]):
    """Own dimensions, in the order they were made. Deleting one leaves its ratings alone."""

    documents = DocumentTable(tables.own_dimension, Dimension, lambda d: {"id": d.id})
