"""The rows of a person's part in one file: their form, their statements, and the proof that a row is its author's own.

Statements run past SQLAlchemy, whose overhead would cost as much as the rows that are read and written.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, bindparam, delete, func, select

from app.models.ending import Ending
from app.models.said import FORMAT
from app.storage import tables_private, tables_shared
from app.storage.repository import PreparedStatement, upsert
from app.storage.slots import Secret

ENDED = "ended"
"""The kind under which an ending is noted as not yet copied."""
KEPT = "kept"
"""The kind of earlier own words that an agreement still reads."""
LAST = "\U0010ffff"
"""Sorts behind every character that a key has."""


class PartState(NamedTuple):
    """Which shared space a part was said for, and since which restore or new keys."""

    space: str
    era: str
    is_restored: bool = False
    """Whether its own space is an older copy whose owner has yet to choose what is restored."""


class SaidRow(NamedTuple):
    """A row of `said` as stored."""

    author: str
    kind: str
    key: str
    n: int
    format: int
    salt: bytes
    data: bytes
    proof: bytes


def state_of(own: Connection) -> PartState:
    """The space and era of a part, in its owner's space."""
    ((space, era, is_restored),) = _STATE.rows(own)
    return PartState(space, era, bool(is_restored))


def count_up(own: Connection) -> tuple[int, PartState]:
    """The next number of a part, which is given only once, and the state of the part."""
    ((n, space, era, is_restored),) = _COUNT_UP.rows(own)
    return int(n), PartState(space, era, bool(is_restored))


def proof_of(
    secret: Secret, state: PartState, kind: str, key: str, n: int = 0, salt: bytes = b"", data: bytes = b""
) -> bytes:
    """An HMAC that tells a person's own rows from foreign ones, to them alone."""
    mac = hmac.new(secret.reveal(), b"accord/said/v1\0", hashlib.sha256)
    for part in (state.space, state.era, kind, key, str(n), str(FORMAT)):
        raw = part.encode("utf-8", "surrogatepass")
        mac.update(len(raw).to_bytes(4) + raw)
    mac.update(salt + data)
    return mac.digest()


def ending_key(ending: Ending) -> str:
    """The key under which an ending is noted and proven."""
    return "|".join(ending)


def _in_each(make: Callable[[Table], Any], name: str) -> dict[bool, PreparedStatement]:
    """A statement for a table of both kinds of file, by whether the file is an own space."""
    kinds = ((False, tables_shared.shared_metadata), (True, tables_private.private_metadata))
    return {is_own_space: PreparedStatement(make(metadata.tables[name])) for is_own_space, metadata in kinds}


def _of_kind(table: Table) -> Any:
    return (table.c.author == bindparam("author")) & (table.c.kind == bindparam("kind"))


def _at(table: Table) -> Any:
    return _of_kind(table) & (table.c.key == bindparam("key"))


def _from(table: Table) -> Any:
    return _of_kind(table) & (table.c.key >= bindparam("first")) & (table.c.key < bindparam("last"))


def _ended(table: Table) -> Any:
    return select(table.c.agreement, table.c.clause, table.c.above).where(table.c.author == bindparam("author"))


def _endings(table: Table) -> Any:
    return _ended(table).where(table.c.agreement == bindparam("agreement"))


ONE = _in_each(lambda table: select(table).where(_at(table)), "said")
MANY = _in_each(lambda table: select(table).where(_from(table)).order_by(table.c.key), "said")
KEYS = _in_each(lambda table: select(table.c.key).where(_from(table)).order_by(table.c.key), "said")
HIGHEST = _in_each(lambda table: select(func.max(table.c.n)).where(table.c.author == bindparam("author")), "said")
HOW_MANY = _in_each(lambda table: select(func.count()).select_from(table).where(_of_kind(table)), "said")
PUT = _in_each(upsert, "said")
DELETE = _in_each(lambda table: delete(table).where(_at(table)), "said")
END = _in_each(upsert, "ended")
ENDINGS = _in_each(_endings, "ended")
ALL_ENDED = _in_each(_ended, "ended")

_part, _seen, _uncopied = tables_private.part, tables_private.seen_ended, tables_private.uncopied
_STATE = PreparedStatement(select(_part.c.space, _part.c.era, _part.c.is_restored))
_COUNT_UP = PreparedStatement(
    _part.update().values(n=_part.c.n + 1).returning(_part.c.n, _part.c.space, _part.c.era, _part.c.is_restored)
)
LAST_N = PreparedStatement(select(_part.c.n))
"""The highest number that a part has given."""
NOTE = PreparedStatement(upsert(_uncopied))
FORGET_NOTE = PreparedStatement(
    delete(_uncopied).where(_uncopied.c.kind == bindparam("kind"), _uncopied.c.key == bindparam("key"))
)
SEE = PreparedStatement(upsert(_seen))
SEEN = PreparedStatement(
    select(_seen.c.agreement, _seen.c.clause, _seen.c.above).where(_seen.c.agreement == bindparam("agreement"))
)
ALL_SEEN = PreparedStatement(select(_seen.c.agreement, _seen.c.clause, _seen.c.above))
