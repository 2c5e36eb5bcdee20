"""The two parts of the shared space: what each person says, and what each ended.

A person's own space holds the truth about what they said; the shared file holds the copy that their partner reads. So
a part is read from its owner's space while that is open, and from the shared file otherwise. A row that anybody planted
in the shared file under the name of somebody who is here is never read.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, Table, bindparam, func, select
from sqlalchemy.dialects.sqlite import insert

from app.errors import InputError
from app.models.base import Model, PersonId
from app.models.canonical import NotCanonical, decode, encode
from app.models.ending import Ending
from app.models.said import FORMAT, SALT_SIZE, Said, SaidKind, commitment_of
from app.models.said_kinds import ERA
from app.storage import tables_private, tables_shared
from app.storage.databases import all_raw, run_raw
from app.storage.repository import PreparedStatement, decoded
from app.storage.slots import Secret
from app.storage.tidying import note_due

M = TypeVar("M", bound=Model)

ENDED = "ended"
"""The kind under which an ending is noted as not yet copied."""
KEPT = "kept"
"""The kind of earlier own words that an agreement still reads."""
_LAST = "\U0010ffff"


class PartState(NamedTuple):
    """Which shared space a part was said for, and since which restore or new keys."""

    space: str
    era: str
    is_restored: bool = False
    """Whether its own space is an older copy, and its owner has yet to choose what comes back."""


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


class PartSource(NamedTuple):
    """Where a part is read from, and whether what it says is its author's beyond doubt."""

    connection: Connection
    is_own_space: bool


class Parts:
    """What the people of a vault say, both parts in one transaction.

    `sources` opens the file to read a person's part from; `writers` opens the files to write it to: their own space,
    then the shared file if there is one. NeedsBoth if they are not here.
    """

    def __init__(
        self,
        people: tuple[PersonId, ...],
        sources: Callable[[PersonId], PartSource],
        writers: Callable[[PersonId], tuple[Connection, ...]],
        proof_key: Callable[[PersonId], Secret],
    ) -> None:
        self.people = people
        self._source = sources
        self._writers = writers
        self._proof_key = proof_key
        self.noted: dict[PersonId, set[tuple[str, str]]] = {}
        """What was written to both files here and is noted as not yet copied, by author."""

    def all(self, kind: SaidKind[M], prefix: str = "") -> tuple[Said[M], ...]:
        """What both say of a kind, by author in the order of joining, then by key."""
        return tuple(said for person in self.people for said in self.of(person, kind, prefix))

    def of(self, person: PersonId, kind: SaidKind[M], prefix: str = "") -> tuple[Said[M], ...]:
        """What one person says of a kind, by key; rows that are invalid are left out."""
        source = self._source(person)
        rows = _rows(source, person, kind.name, prefix)
        return tuple(said for row in rows if (said := _said(kind, row, source.is_own_space)) is not None)

    def get(self, person: PersonId, kind: SaidKind[M], key: str = "") -> Said[M] | None:
        """What one person says under a key."""
        source = self._source(person)
        row = source.connection.execute(_ONE[source.is_own_space], {"author": person, "kind": kind.name, "key": key})
        found = row.first()
        return None if found is None else _said(kind, SaidRow(*found), source.is_own_space)

    def keys(self, person: PersonId, kind: SaidKind[M]) -> tuple[str, ...]:
        """The keys under which one person says things of a kind, valid or not; decodes nothing."""
        source = self._source(person)
        found = source.connection.execute(_KEYS[source.is_own_space], {"author": person, "kind": kind.name})
        return tuple(key for key in found.scalars() if isinstance(key, str))

    def count(self, person: PersonId, kind: SaidKind[M]) -> int:
        """How many things of a kind one person says, whether or not they are valid."""
        source = self._source(person)
        return int(
            source.connection.execute(_COUNT[source.is_own_space], {"author": person, "kind": kind.name}).scalar_one()
        )

    def say(self, person: PersonId, kind: SaidKind[M], body: M, key: str = "") -> str:
        """Say something in a person's part, replacing what stood under the key; returns its commitment.

        Raises `InputError` if the body has no canonical form. Saying the same again writes nothing.
        """
        data = _encoded(kind, body)
        before = self._stored(person, kind, key)
        if before is not None and before.data == data:
            return commitment_of(before.salt, before.data)
        own, *copies = self._places(person)
        salt = new_salt()
        row = self._proven(own, person, kind.name, key, _next_n(own), salt, data)
        for connection in (own, *copies):
            _PUT[connection is own].run(connection, row._asdict())
        self._note(own, person, kind.name, key)
        return commitment_of(salt, data)

    def keep_words(self, person: PersonId, kind: SaidKind[M], key: str) -> None:
        """Keep the current row of a key, so that an agreement still reads it after it has been changed."""
        now = self._stored(person, kind, key)
        if now is None:
            return
        own, *copies = self._places(person)
        kept_key = _kept_key(kind, key, commitment_of(now.salt, now.data))
        if own.execute(_ONE[True], {"author": person, "kind": KEPT, "key": kept_key}).first() is not None:
            return
        row = self._proven(own, person, KEPT, kept_key, _next_n(own), now.salt, now.data)
        for connection in (own, *copies):
            _PUT[connection is own].run(connection, row._asdict())
        self._note(own, person, KEPT, kept_key)

    def words(self, person: PersonId, kind: SaidKind[M], key: str, commitment: str) -> M | None:
        """What a person said under a key when it had this commitment; None if they took it back."""
        now = self.get(person, kind, key)
        if now is not None and now.commitment == commitment:
            return now.body
        kept = self.get(person, SaidKind(KEPT, kind.body), _kept_key(kind, key, commitment))
        return kept.body if kept is not None and kept.commitment == commitment else None

    def take_back(self, person: PersonId, kind: SaidKind[M], key: str = "") -> bool:
        """Erase the row of a key and everything kept of it; whether there was anything."""
        erased = self.erase(person, kind, key)
        kept = SaidKind(KEPT, kind.body)
        for said in self.of(person, kept, _kept_key(kind, key, "")):
            erased = self.erase(person, kept, said.key) or erased
        return erased

    def erase(self, person: PersonId, kind: SaidKind[M], key: str = "") -> bool:
        """Erase the row of a key in a person's part; whether there was anything."""
        own, *copies = self._places(person)
        values = {"author": person, "kind": kind.name, "key": key}
        erased = _delete(own, tables_private.said, values)
        for connection in copies:
            _delete(connection, tables_shared.said, values)
        if erased:
            self._note(own, person, kind.name, key)
            self._count(person)
        return erased

    def end(self, person: PersonId, endings: Iterable[Ending]) -> None:
        """End agreements, or clauses of them, in a person's name; their partner has seen it if they are here.

        Endings are never removed.
        """
        own, *copies = self._writers(person)
        ended = False
        for ending in endings:
            values = {"author": person, **ending._asdict(), "proof": self._proof(own, person, ENDED, _key_of(ending))}
            for connection in (own, *copies):
                _END[connection is own].run(connection, values)
            self._note(own, person, ENDED, _key_of(ending))
            for partner in self._here_beside(person):
                self.note_seen(partner, (ending,))
            ended = True
        if ended:
            self._count(person)

    def endings(self, agreement: str) -> frozenset[Ending]:
        """What has ended of an agreement: by either person, or seen as ended by somebody who is here."""
        return frozenset(self._endings((agreement,)))

    def all_endings(self) -> frozenset[Ending]:
        """Everything that has ended."""
        return frozenset(self._endings(()))

    def note_seen(self, person: PersonId, endings: Iterable[Ending]) -> None:
        """Note in a person's own space what they have seen ended; it stays ended whatever becomes of the rows."""
        own = self._writers(person)[0]
        for ending in endings:
            _SEE.run(own, ending._asdict())

    def seen(self, person: PersonId) -> frozenset[Ending]:
        """What a person who is here has seen ended."""
        source = self._source(person)
        if not source.is_own_space:
            return frozenset()
        return frozenset(Ending(*row) for row in source.connection.execute(select(tables_private.seen_ended)))

    def times_said(self, person: PersonId) -> int:
        """How often a person has said something in their part; it never gets less. They have to be here."""
        return int(self._source(person).connection.execute(select(tables_private.part.c.n)).scalar_one())

    def state(self, person: PersonId) -> PartState | None:
        """The space and era of a part whose owner is here; None if they are not."""
        source = self._source(person)
        return state_of(source.connection) if source.is_own_space else None

    def put_right(self, person: PersonId) -> tuple[str, ...]:
        """Make the shared file's copy of a person's part what their own space says.

        Returns the kinds in which it differed although it had been copied: somebody else changed it. Does nothing
        until the owner of a restored part has chosen.
        """
        own, *copies = self._places(person)
        if not copies:
            return ()
        notes = own.execute(select(tables_private.uncopied)).all()
        self.noted.setdefault(person, set()).update((row.kind, row.key) for row in notes)
        return copy_part(own, copies[0], person)

    def _endings(self, agreements: tuple[str, ...]) -> Iterator[Ending]:
        for person in self.people:
            source = self._source(person)
            table = _tables(source.is_own_space).tables["ended"].c
            found = select(table.agreement, table.clause, table.above).where(table.author == person)
            seen = select(tables_private.seen_ended)
            if agreements:
                found = found.where(table.agreement.in_(agreements))
                seen = seen.where(tables_private.seen_ended.c.agreement.in_(agreements))
            yield from (Ending(*row) for row in source.connection.execute(found))
            if source.is_own_space:
                yield from (Ending(*row) for row in source.connection.execute(seen))

    def _here_beside(self, person: PersonId) -> tuple[PersonId, ...]:
        return tuple(each for each in self.people if each != person and self._source(each).is_own_space)

    def _places(self, person: PersonId) -> tuple[Connection, ...]:
        """Where a person's rows are written: only their own space until they have chosen what is restored."""
        own, *copies = self._writers(person)
        return (own,) if copies and state_of(own).is_restored else (own, *copies)

    def _count(self, person: PersonId) -> None:
        """Give the row with the era the next number, so that an older own space shows even after erasing and ending."""
        own, *copies = self._places(person)
        found = own.execute(_ONE[True], {"author": person, "kind": ERA.name, "key": ""}).first()
        if found is None:
            return
        before = SaidRow(*found)
        row = self._proven(own, person, ERA.name, "", _next_n(own), before.salt, before.data)
        for connection in (own, *copies):
            _PUT[connection is own].run(connection, row._asdict())
        self._note(own, person, ERA.name, "")

    def _note(self, own: Connection, person: PersonId, kind: str, key: str) -> None:
        _NOTE.run(own, {"kind": kind, "key": key})
        if not state_of(own).is_restored:
            self.noted.setdefault(person, set()).add((kind, key))

    def _stored(self, person: PersonId, kind: SaidKind[M], key: str) -> SaidRow | None:
        own = self._writers(person)[0]
        found = own.execute(_ONE[True], {"author": person, "kind": kind.name, "key": key}).first()
        return None if found is None else SaidRow(*found)

    def _proven(
        self, own: Connection, person: PersonId, kind: str, key: str, n: int, salt: bytes, data: bytes
    ) -> SaidRow:
        proof = self._proof(own, person, kind, key, n, salt, data)
        return SaidRow(person, kind, key, n, FORMAT, salt, data, proof)

    def _proof(
        self, own: Connection, person: PersonId, kind: str, key: str, n: int = 0, salt: bytes = b"", data: bytes = b""
    ) -> bytes:
        return proof_of(self._proof_key(person), state_of(own), kind, key, n, salt, data)


def new_salt() -> bytes:
    """A fresh random salt."""
    return secrets.token_bytes(SALT_SIZE)


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


def part_of(own: Connection, person: PersonId, proof_key: Secret) -> Parts:
    """One person's part in their own space, without a shared file."""
    return Parts((person,), lambda _: PartSource(own, True), lambda _: (own,), lambda _: proof_key)


def begin_part(own: Connection, state: PartState) -> None:
    """Set the space and the era of a person's part, and erase what was said in an earlier one."""
    for table in (tables_private.said, tables_private.ended, tables_private.uncopied):
        own.execute(table.delete())
    own.execute(tables_private.part.delete())
    own.execute(tables_private.part.insert().values(id=1, n=0, **state._asdict()))


def copy_part(own: Connection, shared: Connection, person: PersonId) -> tuple[str, ...]:
    """Make a person's part in the shared file what their own space says, writing only the differences.

    Returns the kinds in which the copy differed although the own space has no note of it: somebody else changed it.
    """
    noted = {(row.kind, row.key) for row in own.execute(select(tables_private.uncopied))}
    foreign: set[str] = set()
    for name, key_columns in (("said", ("kind", "key")), ("ended", ("agreement", "clause", "above"))):
        differing = _copy_table(own, shared, name, key_columns, person)
        noted_as = {key: key if name == "said" else (ENDED, "|".join(map(str, key))) for key in differing}
        foreign |= {str(noted_as[key][0]) for key in differing if noted_as[key] not in noted}
    return tuple(sorted(foreign))


def _copy_table(
    own: Connection, shared: Connection, name: str, key_columns: tuple[str, ...], person: PersonId
) -> set[tuple[object, ...]]:
    """Put a person's rows of one table right in the shared file; returns the keys of those that differed.

    Whole rows are compared as sets, past SQLAlchemy: while this runs, the database lane does nothing else.
    """
    table = tables_shared.shared_metadata.tables[name]
    columns = table.c.keys()
    listed = ", ".join(f'"{column}"' for column in columns)
    mine = set(all_raw(own, f'SELECT {listed} FROM "{name}" WHERE author = ?', (person,)))
    copies = all_raw(shared, f'SELECT {listed}, rowid FROM "{name}" WHERE author = ?', (person,))
    foreign = [row for row in copies if row[:-1] not in mine]
    missing = mine.difference(row[:-1] for row in copies)
    if foreign:
        note_due(shared)
    for row in foreign:
        run_raw(shared, f'DELETE FROM "{name}" WHERE rowid = ?', row[-1:])
    for row in missing:
        run_raw(shared, f'INSERT INTO "{name}" ({listed}) VALUES ({", ".join("?" * len(columns))})', row)
    places = [columns.index(column) for column in key_columns]
    return {tuple(row[place] for place in places) for row in (*foreign, *missing)}


def clear_notes(own: Connection, copied: Iterable[tuple[str, str]] | None = None) -> None:
    """Forget which rows were not yet copied: these, or with None all."""
    table = tables_private.uncopied
    if copied is None:
        own.execute(table.delete())
        return
    for kind, key in copied:
        own.execute(table.delete().where(table.c.kind == kind, table.c.key == key))


def _tables(own_space: bool) -> Any:
    return tables_private.private_metadata if own_space else tables_shared.shared_metadata


def _statements(make: Callable[[Table], Any], name: str) -> dict[bool, Any]:
    return {own_space: make(_tables(own_space).tables[name]) for own_space in (False, True)}


def _one(table: Table) -> Any:
    keys = ("author", "kind", "key")
    return select(table).where(*(table.c[key] == bindparam(key) for key in keys))


def _many(table: Table) -> Any:
    c = table.c
    where = (c.author == bindparam("author"), c.kind == bindparam("kind"))
    return select(table).where(*where, c.key >= bindparam("first"), c.key < bindparam("last")).order_by(c.key)


def _put(table: Table) -> PreparedStatement:
    statement = insert(table).values({column.name: bindparam(column.name) for column in table.columns})
    keys = [column.name for column in table.primary_key.columns]
    others = {column.name: statement.excluded[column.name] for column in table.columns if column.name not in keys}
    if not others:
        return PreparedStatement(statement.on_conflict_do_nothing())
    return PreparedStatement(statement.on_conflict_do_update(index_elements=keys, set_=others))


_ONE = _statements(_one, "said")
_MANY = _statements(_many, "said")
_COUNT = _statements(
    lambda t: select(func.count()).where(t.c.author == bindparam("author"), t.c.kind == bindparam("kind")), "said"
)
_KEYS = _statements(
    lambda t: select(t.c.key).where(t.c.author == bindparam("author"), t.c.kind == bindparam("kind")), "said"
)
_PUT = _statements(_put, "said")
_END = _statements(_put, "ended")
_SEE = _put(tables_private.seen_ended)
_NOTE = _put(tables_private.uncopied)


def _rows(source: PartSource, person: PersonId, kind: str, prefix: str) -> tuple[SaidRow, ...]:
    values = {"author": person, "kind": kind, "first": prefix, "last": prefix + _LAST}
    return decoded(
        "said",
        lambda: tuple(SaidRow(*row) for row in source.connection.execute(_MANY[source.is_own_space], values)),
    )


def _said(kind: SaidKind[M], row: SaidRow, trusted: bool) -> Said[M] | None:
    try:
        if row.format != FORMAT or not (
            isinstance(row.salt, bytes) and isinstance(row.data, bytes) and isinstance(row.n, int)
        ):
            return None
        body = kind.body.model_validate_json(row.data) if trusted else decode(kind.body, row.data)
    except (NotCanonical, ValueError):
        return None
    return Said(PersonId(row.author), row.key, body, commitment_of(row.salt, row.data), row.n)


def _encoded(kind: SaidKind[M], body: M) -> bytes:
    try:
        return encode(body)
    except NotCanonical as error:
        reason = str(error)
    raise InputError(kind.name, reason)


def _kept_key(kind: SaidKind[M], key: str, commitment: str) -> str:
    return f"{kind.name}/{key}#{commitment}"


def _next_n(own: Connection) -> int:
    table = tables_private.part
    return int(own.execute(table.update().values(n=table.c.n + 1).returning(table.c.n)).scalar_one())


def state_of(own: Connection) -> PartState:
    """The space and era of a part, in its owner's space."""
    table = tables_private.part.c
    space, era, is_restored = own.execute(select(table.space, table.era, table.is_restored)).one()
    return PartState(space, era, bool(is_restored))


def _key_of(ending: Ending) -> str:
    return "|".join(ending)


def _delete(connection: Connection, table: Table, values: Mapping[str, Any]) -> bool:
    where = [table.c[name] == value for name, value in values.items()]
    return bool(connection.execute(table.delete().where(*where)).rowcount)
