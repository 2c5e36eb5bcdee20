"""One act's transactions: it reads any open space and keeps nothing without `commit`.

It writes one private space, or the shared one together with the parts in the private spaces of those who are here.
"""

from __future__ import annotations

from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from app.errors import NeedsBoth, VaultDamaged, VaultFileInUse, VaultUnwritable
from app.models.base import PersonId
from app.storage.database_errors import NotWritable
from app.storage.databases import (
    SHARED,
    SpaceId,
    make_memory_engine,
    may_write,
    private_space,
)
from app.storage.files import empty
from app.storage.kept_commits import count_commit, require_kept
from app.storage.part_copy import clear_notes
from app.storage.parts import Parts, PartSource
from app.storage.repositories_private import PrivateRepositories
from app.storage.restoring import Restoring
from app.storage.spaces import Spaces
from app.storage.tidying import note_due


class UnitOfWork:
    """A context manager; leaving its block rolls back what was not committed.

    A transaction begins with the first use of a space: immediate (with the write lock) in a space to write, read-only
    in every other space, where writing raises NotWritable. Each file commits by itself, private spaces first: whoever
    said something has it in their own space before their partner can read it.
    """

    def __init__(self, spaces: Spaces, write: SpaceId | None = None) -> None:
        self.write_space = write
        """The space it may write; if it is the shared one, also the private spaces that are open."""
        self._spaces = spaces
        self._connections: dict[SpaceId, Connection] = {}
        self._private: dict[PersonId, PrivateRepositories] = {}
        self._parts: Parts | None = None
        self._entered = False
        self._copy_may_wait = False
        self._stand_in: Engine | None = None

    def __enter__(self) -> Self:
        self._entered = True
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._entered = False
        connections, self._connections = self._connections, {}
        self._private, self._parts = {}, None
        stand_in, self._stand_in = self._stand_in, None
        if stand_in is not None:
            connections.pop(SHARED).close()
            stand_in.dispose()
        # Releasing a connection rolls it back; all are released, even if one of them fails.
        faults = [fault for space, used in connections.items() if (fault := self._released(space, used)) is not None]
        if faults and error is None:
            raise faults[0]

    @property
    def has_shared(self) -> bool:
        """Whether there is a shared space; there is none in a solo vault."""
        return self._spaces.has(SHARED)

    def require_both(self) -> None:
        """NeedsBoth unless both people are here."""
        if len(self._spaces.here) < 2:
            raise NeedsBoth("act")

    def let_copy_wait(self) -> None:
        """What is said here only narrows, so no lock on the shared file and nothing written into it stops it.

        It is kept in the own spaces and noted as not yet copied; their partner's part cannot be read meanwhile.
        """
        self._copy_may_wait = True

    def private(self, person_id: PersonId) -> PrivateRepositories:
        """A person's private space. NeedsBoth if they are not here."""
        if person_id not in self._private:
            self._private[person_id] = PrivateRepositories(self.connection(private_space(person_id)))
        return self._private[person_id]

    @property
    def parts(self) -> Parts:
        """What each person says in the shared space."""
        if self._parts is None:
            self._parts = Parts(self._spaces.people, self._source, self._writers, self._spaces.proof_key)
        return self._parts

    def restoring(self, person: PersonId) -> Restoring:
        """Restores a part whose own space is an older copy."""
        own = self.connection(private_space(person))
        return Restoring(own, self.connection(SHARED), person, self._spaces.proof_key(person))

    @property
    def here(self) -> tuple[PersonId, ...]:
        """Those who are here, in the order of joining: an act on a joint page is theirs."""
        return tuple(person for person in self._spaces.people if person in self._spaces.here)

    def _source(self, person: PersonId) -> PartSource:
        own = private_space(person)
        if self._spaces.has(own):
            return PartSource(self.connection(own), is_own_space=True)
        return PartSource(self.connection(SHARED), is_own_space=False)

    def _writers(self, person: PersonId) -> tuple[Connection, ...]:
        own = self.connection(private_space(person))
        return (own, self.connection(SHARED)) if self.has_shared else (own,)

    def _may_write(self, space: SpaceId) -> bool:
        return self.write_space in (space, SHARED)

    def connection(self, space: SpaceId) -> Connection:
        """The connection to a space, in a transaction."""
        if not self._entered:
            raise RuntimeError("a unit of work is used inside its block")
        if space not in self._connections:
            self._connections[space] = may_write(self._spaces.acquire(space), self._may_write(space))
        connection = self._connections[space]
        if not connection.in_transaction():
            try:
                connection.begin()
            except (VaultFileInUse, VaultDamaged):
                if space != SHARED or not self._copy_may_wait:
                    raise
                connection = self._replaced(connection)
        return connection

    def _replaced(self, locked: Connection) -> Connection:
        """An empty shared space in memory, for this unit of work alone."""
        self._spaces.release(SHARED, locked)
        self._stand_in = make_memory_engine(SHARED, on_connect=lambda _raw: None)
        self._connections[SHARED] = connection = may_write(self._stand_in.connect())
        connection.begin()
        return connection

    def _released(self, space: SpaceId, connection: Connection) -> Exception | None:
        try:
            self._spaces.release(space, connection)
        except Exception as fault:
            return fault
        return None

    def commit(self, *, erase: bool = False) -> None:
        """Keep what was written, file by file. VaultUnwritable, or VaultUnsure if it may have been kept all the same.

        If what was said is in the private files by then, it is kept when the shared one can't be written, and copied
        later: `Spaces.is_behind`.

        `erase`: what was deleted must leave no trace, so the files are due to be rewritten (`tidying`).
        """
        if self.write_space is None:
            raise NotWritable("this unit of work only reads")
        is_copied = self._stand_in is None
        if is_copied and self._spaces.is_behind and self.write_space == SHARED:
            for person in self.here:
                self.parts.put_right(person)
        noted = self._parts.noted if self._parts is not None else {}
        for person in noted:
            space = private_space(person)
            clear_notes(self._connections[space], self._spaces.copied.pop(space, set()) - noted[person])
        is_said = False
        for space in sorted(self._connections, key=lambda used: used == SHARED):
            if self._may_write(space):
                try:
                    is_said = self._commit(space, erase=erase) or is_said
                except (VaultFileInUse, VaultUnwritable):
                    if space != SHARED or not (is_said or self._copy_may_wait):
                        raise
                    is_copied = False
        if self.write_space == SHARED:
            self._spaces.is_behind = not is_copied
        if is_copied and not self._spaces.has_stand_in:
            for person, copied in noted.items():
                self._spaces.copied[private_space(person)] = set(copied)
        for copied in noted.values():
            copied.clear()
        if erase:
            for path in self._spaces.set_aside:
                empty(path)

    def _commit(self, space: SpaceId, *, erase: bool) -> bool:
        """Commit one file; whether rows of a private one were changed."""
        connection = self._connections[space]
        if not connection.in_transaction():
            return False
        number = None
        try:
            if erase:
                note_due(connection)
            if space != SHARED:
                number = count_commit(connection)
            connection.commit()
        except (DBAPIError, VaultUnwritable):
            require_kept(connection, self._spaces.source(space).path, number)
        return number is not None
