"""Repositories of check-ins: the check-ins themselves, own dimensions, and how a person arranged them."""

from __future__ import annotations

from datetime import datetime
from itertools import count
from typing import Any

from sqlalchemy import Connection, bindparam, select

from app.models.check_in import Arrangement, CheckIn, Dimension
from app.models.journal import at_of, moment_of
from app.storage import tables_private as tables
from app.storage.documents import Documents, Prefs, Shape, unquoted

_TABLE = tables.check_in
_CHECK_INS = Shape(_TABLE, CheckIn, lambda c: {"moment": c.moment, "id": c.id})
_DIMENSIONS = Shape(tables.own_dimension, Dimension, lambda d: {"id": d.id})
_ARRANGEMENT = "check_ins.arrangement"
_SINCE = (
    select(_TABLE.c.data)
    .where(_TABLE.c.moment >= bindparam("since"), _TABLE.c.moment < bindparam("until"))
    .order_by(_TABLE.c.moment)
)
_OLDEST, _NEWEST = -(2**62), 2**62
_AT_ONCE = 200
"""Rows validated in one go: in between, another thread may have its turn."""


class CheckIns(Documents[CheckIn]):
    """Check-ins, oldest first."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, _CHECK_INS)

    def all(self) -> tuple[CheckIn, ...]:
        """Every check-in."""
        return self.since(_OLDEST)

    def since(self, moment: int, until: int = _NEWEST) -> tuple[CheckIn, ...]:
        """Those from a moment on, up to another (excluded)."""
        span: dict[str, Any] = {"since": moment, "until": until}
        rows = unquoted(_TABLE.name, lambda: self._connection.execute(_SINCE, span).scalars().all())
        parts = (self._shape.many(rows[at : at + _AT_ONCE]) for at in range(0, len(rows), _AT_ONCE))
        return tuple(check_in for part in parts for check_in in part)

    def free_time(self, check_in: CheckIn) -> datetime:
        """Its own time, or the first after it that no other check-in has."""
        taken = select(_TABLE.c.id).where(_TABLE.c.moment == bindparam("moment"))
        for moment in count(moment_of(check_in.at)):
            found = self._connection.execute(taken, {"moment": moment}).scalars().first()
            if found is None or found == check_in.id:
                return at_of(moment)
        raise AssertionError

    def save(self, model: CheckIn) -> None:
        """Keep a check-in, new or changed; at a time that no other has."""
        self._delete(_TABLE.c.id == model.id, _TABLE.c.moment != model.moment)
        super().save(model)

    def delete(self, check_in_id: str) -> bool:
        """Delete one; whether there was one."""
        return self._delete(_TABLE.c.id == check_in_id)


class OwnDimensions(Documents[Dimension]):
    """Own dimensions, in the order they were made."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, _DIMENSIONS)
        self._prefs = Prefs(connection, tables.pref)

    def delete(self, dimension_id: str) -> bool:
        """Delete one; what it was rated is not touched here."""
        return self._delete(tables.own_dimension.c.id == dimension_id)

    def arrangement(self) -> Arrangement:
        """Order and what is hidden, of built-in and own ones alike."""
        kept = self._prefs.get(_ARRANGEMENT)
        if kept is None:
            return Arrangement()
        return unquoted(tables.pref.name, lambda: Arrangement.model_validate_json(kept))

    def arrange(self, arrangement: Arrangement) -> None:
        """Keep order and what is hidden."""
        nothing = arrangement == Arrangement()
        self._prefs.set(_ARRANGEMENT, None if nothing else arrangement.model_dump_json())
