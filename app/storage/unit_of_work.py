"""One act's view of the open spaces: reads any of them, writes at most one, keeps nothing without `commit`."""

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
    """A context manager; leaving it rolls back what was not committed.

    A transaction begins with the first use of a space: immediate (with the write lock) in the space to be written,
    read-only in every other, where writing raises NotWritable.
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
        # Giving a connection back rolls it back; each is tried, whatever the others say.
        faults = [fault for space, lent in connections.items() if (fault := self._give_back(space, lent)) is not None]
        if faults and error is None:
            raise faults[0]

    @property
    def has_shared(self) -> bool:
        """Whether there is a shared space; there is none in a solo vault."""
        return self._spaces.has(SHARED)

    def require_both(self) -> None:
        """Raises NeedsBoth unless two people are here, whose act it is."""
        if len(self._spaces.here) < 2:
            raise NeedsBoth("act")

    @property
    def shared(self) -> SharedRepositories:
        """The shared space; NeedsBoth if there is none."""
        if self._shared is None:
            self._shared = SharedRepositories(self.connection(SHARED))
        return self._shared

    def private(self, person_id: PersonId) -> PrivateRepositories:
        """A person's private space; NeedsBoth if they are not here."""
        if person_id not in self._private:
            self._private[person_id] = PrivateRepositories(self.connection(private_space(person_id)), person_id)
        return self._private[person_id]

    def connection(self, space: SpaceId) -> Connection:
        """The connection to a space, its transaction begun."""
        if not self._entered:
            raise RuntimeError("a unit of work is used within its block")
        if space not in self._connections:
            self._connections[space] = may_write(self._spaces.lend(space), space == self.write_space)
        connection = self._connections[space]
        if not connection.in_transaction():
            connection.begin()
        return connection

    def _give_back(self, space: SpaceId, connection: Connection) -> Exception | None:
        try:
            self._spaces.give_back(space, connection)
        except Exception as fault:
            return fault
        return None

    def commit(self, *, for_good: bool = False) -> None:
        """Keep what was written. After VaultUnwritable it is unknown whether it was kept; read it again.

        `for_good`: what was deleted is to leave no trace; the space is to be written anew soon (`tidying`).
        """
        if self.write_space is None:
            raise NotWritable("this unit of work only reads")
        connection = self._connections.get(self.write_space)
        if connection is None or not connection.in_transaction():
            return
        try:
            if for_good:
                note_due(connection)
            connection.commit()
        except (DBAPIError, VaultUnwritable):
            # The connection may hold a state of its own; the next one reads what the disk has.
            connection.invalidate()
            raise VaultUnwritable(file_name(self.write_space)) from None
