"""The encrypted databases that are open now, one engine each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import Connection, Engine

from app.errors import NeedsBoth, VaultNewer
from app.models.base import PersonId
from app.storage import migrations
from app.storage.databases import (
    SHARED,
    Identity,
    SpaceId,
    make_engine,
    private_space,
    read_revision,
    require_encrypted_file,
)
from app.storage.slots import Secret

__all__ = ["SHARED", "SpaceId", "Spaces", "private_space"]


class Spaces:
    """Opened and used on the database lane; only `interrupt` may come from another thread."""

    def __init__(self) -> None:
        self.here: frozenset[PersonId] = frozenset()
        """Those whose admission is finished. A space can be open without its person: while they are let in."""
        self._engines: dict[SpaceId, Engine] = {}
        # Checking a connection out of its pool and in again costs a third of what it takes to keep an answer.
        self._idle: dict[SpaceId, Connection] = {}
        self._lent: dict[SpaceId, Connection] = {}
        self._raw: dict[SpaceId, Any] = {}

    @property
    def ids(self) -> frozenset[SpaceId]:
        """What is open."""
        return frozenset(self._engines)

    def has(self, space: SpaceId) -> bool:
        """Whether a space is open."""
        return space in self._engines

    def engine(self, space: SpaceId) -> Engine:
        """The engine of an open space; NeedsBoth if the one it belongs to is not here."""
        if space not in self._engines:
            raise NeedsBoth("space")
        return self._engines[space]

    def lend(self, space: SpaceId) -> Connection:
        """The connection to an open space, in no transaction; to be given back before anybody else can have it."""
        self._forget_lost(space)
        idle = self._idle.pop(space, None)
        connection = idle if idle is not None else self.engine(space).connect()
        self._lent[space] = connection
        return connection

    def give_back(self, space: SpaceId, connection: Connection) -> None:
        """What was not committed is rolled back; a connection that failed is not used again, and its fault raised."""
        try:
            connection.rollback()
        except Exception:
            connection.invalidate()
            connection.close()
            self._lent.pop(space, None)
            raise
        if connection.invalidated or space not in self._engines:
            connection.close()
        else:
            self._idle[space] = connection
        self._lent.pop(space, None)

    @contextmanager
    def lent(self, space: SpaceId) -> Iterator[Connection]:
        """A connection for a block; what was not committed in it is rolled back."""
        connection = self.lend(space)
        try:
            yield connection
        finally:
            self.give_back(space, connection)

    def open(self, path: Path, key: Secret, identity: Identity) -> None:
        """Open a file after every check, bringing its tables up to date first; VaultError with the file's name."""
        require_encrypted_file(path)
        try:
            engine, revision = self._probe(path, key, identity)
            if revision != migrations.HEADS[identity.kind]:
                engine.dispose()
                self._bring_up_to_date(path, key, identity, revision)
                engine, revision = self._probe(path, key, identity)
            self._engines[identity.space] = engine
        except BaseException:
            self.close(identity.space)
            raise

    def interrupt(self) -> None:
        """Stop whatever statement is running, from any thread."""
        for connection in list(self._raw.values()):
            with suppress(sqlcipher3.dbapi2.Error):
                connection.interrupt()

    def close(self, space: SpaceId) -> None:
        """Close a space, whoever may still hold its connection; closing one that is not open is no error."""
        self._forget_lost(space)
        raw = self._raw.pop(space, None)
        idle = self._idle.pop(space, None)
        if idle is not None:
            idle.close()
        engine = self._engines.pop(space, None)
        if engine is not None:
            engine.dispose()
        if raw is not None:
            raw.close()

    def close_all(self) -> None:
        """Close everything."""
        for space in tuple(self._engines):
            self.close(space)

    def _forget_lost(self, space: SpaceId) -> None:
        # Lent and never given back, as whoever had it failed on the way: the file is not to stay locked by it.
        lost = self._lent.get(space)
        if lost is None:
            return
        if self._idle.get(space) is lost:
            del self._idle[space]
        if not lost.closed:
            lost.invalidate()
            lost.close()
        del self._lent[space]

    def _probe(self, path: Path, key: Secret, identity: Identity) -> tuple[Engine, str]:
        engine = make_engine(path, key, on_connect=lambda raw: self._raw.__setitem__(identity.space, raw))
        try:
            with engine.connect() as connection:
                return engine, read_revision(connection, identity, path.name)
        except BaseException:
            engine.dispose()
            self._raw.pop(identity.space, None)
            raise

    def _bring_up_to_date(self, path: Path, key: Secret, identity: Identity, revision: str) -> None:
        from app.storage.migrations.run import is_known, upgrade_file

        self._raw.pop(identity.space, None)
        if not is_known(identity.kind, revision):
            raise VaultNewer(path.name)
        upgrade_file(path, key, identity, revision)
