"""The two parts of the shared space: what each person says, and what each ended.

A person's own space holds the truth about what they said; the shared file holds the copy that their partner reads. So
a part is read from its owner's space while that is open, and from the shared file otherwise. A row that anybody planted
in the shared file under the name of somebody who is here is never read.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection

from app.models.base import Model, PersonId
from app.models.canonical import NotCanonical, decode, decode_own
from app.models.ending import Ending
from app.models.said import FORMAT, Said, SaidKind, commitment_of
from app.storage.part_copy import copy_part, noted_as_uncopied
from app.storage.part_writer import PartWriter, kept_key
from app.storage.repository import decoded
from app.storage.said_rows import (
    ALL_ENDED,
    ALL_SEEN,
    ENDINGS,
    HOW_MANY,
    KEPT,
    KEYS,
    LAST,
    LAST_N,
    MANY,
    ONE,
    SEE,
    SEEN,
    PartState,
    SaidRow,
    state_of,
)
from app.storage.slots import Secret

M = TypeVar("M", bound=Model)
T = TypeVar("T")


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
        self._places = writers
        self._proof_key = proof_key
        self._writers: dict[PersonId, PartWriter] = {}
        self._remembered: dict[Hashable, Any] = {}

    @property
    def noted(self) -> Mapping[PersonId, set[tuple[str, str]]]:
        """What was written to both files here and is noted as not yet copied, by author."""
        return {person: writer.noted for person, writer in self._writers.items() if writer.noted}

    def once(self, key: Hashable, find: Callable[[], T]) -> T:
        """What `find` finds, found only once until something is written here. `key` names all that it depends on."""
        if key not in self._remembered:
            self._remembered[key] = find()
        found: T = self._remembered[key]
        return found

    def all(self, kind: SaidKind[M], prefix: str = "") -> tuple[Said[M], ...]:
        """What both say of a kind, by author in the order of joining, then by key."""
        return tuple(said for person in self.people for said in self.of(person, kind, prefix))

    def of(self, person: PersonId, kind: SaidKind[M], prefix: str = "") -> tuple[Said[M], ...]:
        """What one person says of a kind, by key; rows that are invalid are left out."""
        return self.once((person, kind, prefix), lambda: self._of(person, kind, prefix))

    def _of(self, person: PersonId, kind: SaidKind[M], prefix: str) -> tuple[Said[M], ...]:
        source = self._source(person)
        span = _span(person, kind, prefix)
        rows = decoded("said", lambda: MANY[source.is_own_space].rows(source.connection, span))
        found = (_said(kind, SaidRow(*row), source.is_own_space) for row in rows)
        return tuple(said for said in found if said is not None)

    def get(self, person: PersonId, kind: SaidKind[M], key: str = "") -> Said[M] | None:
        """What one person says under a key."""
        return self.once((person, kind, key, "alone"), lambda: self._get(person, kind, key))

    def _get(self, person: PersonId, kind: SaidKind[M], key: str) -> Said[M] | None:
        source = self._source(person)
        values = {"author": person, "kind": kind.name, "key": key}
        found = ONE[source.is_own_space].rows(source.connection, values)
        return _said(kind, SaidRow(*found[0]), source.is_own_space) if found else None

    def keys(self, person: PersonId, kind: SaidKind[M]) -> tuple[str, ...]:
        """The keys under which one person says things of a kind, valid or not; decodes nothing."""
        source = self._source(person)
        found = KEYS[source.is_own_space].rows(source.connection, _span(person, kind, ""))
        return tuple(key for (key,) in found if isinstance(key, str))

    def count(self, person: PersonId, kind: SaidKind[M]) -> int:
        """How many things of a kind one person says, whether or not they are valid."""
        source = self._source(person)
        ((count,),) = HOW_MANY[source.is_own_space].rows(source.connection, {"author": person, "kind": kind.name})
        return int(count)

    def words(self, person: PersonId, kind: SaidKind[M], key: str, commitment: str) -> M | None:
        """What a person said under a key when it had this commitment; None if they took it back."""
        now = self.get(person, kind, key)
        if now is not None and now.commitment == commitment:
            return now.body
        kept = self.get(person, SaidKind(KEPT, kind.body), kept_key(kind, key, commitment))
        return kept.body if kept is not None and kept.commitment == commitment else None

    def say(self, person: PersonId, kind: SaidKind[M], body: M, key: str = "") -> str:
        """Say something in a person's part; see `PartWriter.say`."""
        return self._writer(person).say(kind, body, key)

    def keep_words(self, person: PersonId, kind: SaidKind[M], key: str) -> None:
        """Keep the current row of a key; see `PartWriter.keep_words`."""
        self._writer(person).keep_words(kind, key)

    def take_back(self, person: PersonId, kind: SaidKind[M], key: str = "") -> bool:
        """Erase the row of a key and everything kept of it; whether there was anything."""
        return self._writer(person).take_back(kind, key)

    def erase(self, person: PersonId, kind: SaidKind[M], key: str = "") -> bool:
        """Erase the row of a key in a person's part; whether there was anything."""
        return self._writer(person).erase(kind.name, key)

    def erase_all(self, person: PersonId) -> None:
        """Erase everything that a person says but who they are; see `PartWriter.erase_all`."""
        self._writer(person).erase_all()

    def forget_endings(self, person: PersonId) -> None:
        """Forget what ended in a shared space that a person is out of."""
        self._writer(person).forget_endings()

    def end(self, person: PersonId, endings: Iterable[Ending]) -> None:
        """End agreements, or clauses of them, in a person's name; their partner has seen it if they are here."""
        ended = tuple(endings)
        self._writer(person).end(ended)
        for partner in self.people:
            if partner != person and self._source(partner).is_own_space:
                self.note_seen(partner, ended)

    def endings(self, agreement: str) -> frozenset[Ending]:
        """What has ended of an agreement: by either person, or seen as ended by somebody who is here."""
        return frozenset(self._endings(agreement))

    def ended_by(self, person: PersonId) -> frozenset[Ending]:
        """Everything that one person ended."""
        source = self._source(person)
        rows = ALL_ENDED[source.is_own_space].rows(source.connection, {"author": person})
        return frozenset(Ending(*row) for row in rows)

    def note_seen(self, person: PersonId, endings: Iterable[Ending]) -> None:
        """Note in a person's own space what they have seen ended; it stays ended whatever happens to the rows."""
        self._remembered.clear()
        own = self._places(person)[0]
        for ending in endings:
            SEE.run(own, ending._asdict())

    def seen(self, person: PersonId) -> frozenset[Ending]:
        """What a person who is here has seen ended."""
        source = self._source(person)
        if not source.is_own_space:
            return frozenset()
        return frozenset(Ending(*row) for row in ALL_SEEN.rows(source.connection))

    def times_said(self, person: PersonId) -> int:
        """How often a person has said something in their part; the number never decreases. They have to be here."""
        ((n,),) = LAST_N.rows(self._source(person).connection)
        return int(n)

    def state(self, person: PersonId) -> PartState | None:
        """The space and era of a part whose owner is here; None if they are not."""
        source = self._source(person)
        return state_of(source.connection) if source.is_own_space else None

    def put_right(self, person: PersonId) -> tuple[str, ...]:
        """Make the shared file's copy of a person's part match their own space.

        Returns the kinds in which it differed although it had been copied: somebody else changed it. Does nothing
        until the owner of a restored part has chosen.
        """
        self._remembered.clear()
        own, *copies = self._places(person)
        if not copies or state_of(own).is_restored:
            return ()
        self._writer(person).noted.update(noted_as_uncopied(own))
        return copy_part(own, copies[0], person)

    def _endings(self, agreement: str) -> Iterator[Ending]:
        for person in self.people:
            connection, is_own_space = self._source(person)
            values = {"author": person, "agreement": agreement}
            yield from (Ending(*row) for row in ENDINGS[is_own_space].rows(connection, values))
            if is_own_space:
                yield from (Ending(*row) for row in SEEN.rows(connection, {"agreement": agreement}))

    def _writer(self, person: PersonId) -> PartWriter:
        self._remembered.clear()
        if person not in self._writers:
            own, *copies = self._places(person)
            self._writers[person] = PartWriter(person, own, tuple(copies), self._proof_key(person))
        return self._writers[person]


def part_of(own: Connection, person: PersonId, proof_key: Secret) -> Parts:
    """One person's part in their own space, without a shared file."""
    return Parts((person,), lambda _: PartSource(own, True), lambda _: (own,), lambda _: proof_key)


def _span(person: PersonId, kind: SaidKind[M], prefix: str) -> dict[str, str]:
    return {"author": person, "kind": kind.name, "first": prefix, "last": prefix + LAST}


def _said(kind: SaidKind[M], row: SaidRow, trusted: bool) -> Said[M] | None:
    try:
        if row.format != FORMAT or not (
            isinstance(row.salt, bytes) and isinstance(row.data, bytes) and isinstance(row.n, int)
        ):
            return None
        body = (decode_own if trusted else decode)(kind.body, row.data)
    except (NotCanonical, ValueError):
        return None
    return Said(PersonId(row.author), row.key, body, commitment_of(row.salt, row.data), row.n)
