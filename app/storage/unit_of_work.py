"""One act's transaction: it reads any open space, writes at most one, and keeps nothing without `commit`."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from app.errors import NeedsBoth, VaultUnwritable
from app.models.base import PersonId
from app.storage.databases import SHARED, NotWritable, SpaceId, file_name, may_write, private_space
from app.storage.repositories_private import PrivateRepositories
from app.storage.repositories_shared import SharedRepositories
from app.storage.spaces import Spaces
from app.storage.tidying import note_due


class UnitOfWork:
    """A context manager; leaving its block rolls back what was not committed.

    A transaction begins with the first use of a space: immediate (with the write lock) in the space to write, read-only
    in every other space, where writing raises NotWritable.
    """

    def __init__(self, spaces: Spaces, write: SpaceId | None = None) -> None:
        self.write_space = write
        """The one space it may write."""
        self._spaces = spaces
        self._connections: dict[SpaceId, Connection] = {}
        self._shared: SharedRepositories | None = None
        self._private: dict[PersonId, PrivateRepositories] = {}
        self._entered = False

    def __enter__(self) -> Self:
        self._entered = True
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._entered = False
        connections, self._connections = self._connections, {}
        self._shared, self._private = None, {}
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

    @property
    def shared(self) -> SharedRepositories:
        """The shared space. NeedsBoth if there is none."""
        if self._shared is None:
            self._shared = SharedRepositories(self.connection(SHARED))
        return self._shared

    def private(self, person_id: PersonId) -> PrivateRepositories:
        """A person's private space. NeedsBoth if they are not here."""
        if person_id not in self._private:
            self._private[person_id] = PrivateRepositories(self.connection(private_space(person_id)), person_id)
        return self._private[person_id]

    def connection(self, space: SpaceId) -> Connection:
        """The connection to a space, in a transaction."""
        if not self._entered:
            raise RuntimeError("a unit of work is used inside its block")
        if space not in self._connections:
            self._connections[space] = may_write(self._spaces.acquire(space), space == self.write_space)
        connection = self._connections[space]
        if not connection.in_transaction():
            connection.begin()
        return connection

    def _released(self, space: SpaceId, connection: Connection) -> Exception | None:
        try:
            self._spaces.release(space, connection)
        except Exception as fault:
            return fault
        return None

    def commit(self, *, erase: bool = False) -> None:
        """Keep what was written. After VaultUnwritable it is unknown whether it was kept: read again.

        `erase`: what was deleted must leave no trace, so the file is due to be rewritten (`tidying`).
        """
        if self.write_space is None:
            raise NotWritable("this unit of work only reads")
        connection = self._connections.get(self.write_space)
        if connection is None or not connection.in_transaction():
            return
        try:
            if erase:
                note_due(connection)
            connection.commit()
        except (DBAPIError, VaultUnwritable):
            # This connection may have cached pages; a new one reads what is on disk.
            connection.invalidate()
            raise VaultUnwritable(file_name(self.write_space)) from None
