"""The open encrypted databases, with one connection each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import Connection, Engine

from app.errors import NeedsBoth, VaultDamaged, VaultError, VaultGone, VaultReplaced, VaultSwapped, VaultUnwritable
from app.models.base import PersonId
from app.storage.ages import session_mark
from app.storage.copies_to_read import CopiesToRead
from app.storage.database_errors import any_text, drop_if_damaged
from app.storage.databases import (
    SHARED,
    Identity,
    SpaceId,
    SpaceSource,
    file_name,
    make_engine,
    make_memory_engine,
    may_write,
    private_space,
    read_revision,
    require_encrypted_file,
    require_integrity,
    watch_schema,
)
from app.storage.files import identity_of
from app.storage.page_proofs import is_a_different_file
from app.storage.read_only import is_read_only
from app.storage.slots import Secret
from app.storage.upgrading import require_current

__all__ = ["SHARED", "SpaceId", "Spaces", "private_space"]


class Spaces:
    """The open spaces. Used on the database lane only, except for `interrupt`."""

    def __init__(self) -> None:
        self.here: frozenset[PersonId] = frozenset()
        """Those whose admission is finished; while somebody is being admitted, only their space is open."""
        self.people: tuple[PersonId, ...] = ()
        """Everyone whose vault it is, in the order of joining."""
        self.proof_keys: dict[PersonId, Secret] = {}
        """The keys that prove what each person says, of those whose space is open."""
        self.copied: dict[SpaceId, set[tuple[str, str]]] = {}
        """What has been copied to the shared file since a private space last noted it as not yet copied."""
        self.has_stand_in = False
        """Whether the shared space is an empty one in memory, because its file cannot be opened."""
        self.is_behind = False
        """Whether something that was said could not be copied to the shared file, which was locked or not writable."""
        self.set_aside: tuple[Path, ...] = ()
        """Shared files that were unusable and are kept until both parts are in the new one."""
        self._engines: dict[SpaceId, Engine] = {}
        self._sources: dict[SpaceId, SpaceSource] = {}
        self._files: dict[SpaceId, tuple[int, int] | None] = {}
        self.session_marks: dict[SpaceId, str | None] = {}
        """What tells a private space as it is in this session from any other copy of it."""
        # Checking a connection out of its pool and in again costs a third of the time of saving an answer.
        self._idle: dict[SpaceId, Connection] = {}
        self._in_use: dict[SpaceId, Connection] = {}
        self._raw: dict[SpaceId, Any] = {}
        self._copies = CopiesToRead()

    @property
    def ids(self) -> frozenset[SpaceId]:
        """The open spaces."""
        return frozenset(self._engines)

    def has(self, space: SpaceId) -> bool:
        """Whether a space is open."""
        return space in self._engines

    def engine(self, space: SpaceId) -> Engine:
        """The engine of an open space. NeedsBoth if it is not open."""
        if space not in self._engines:
            raise NeedsBoth("space")
        return self._engines[space]

    def source(self, space: SpaceId) -> SpaceSource:
        """How to open the file of an open space once more. NeedsBoth if it is not open."""
        if space not in self._sources:
            raise NeedsBoth("space")
        return self._sources[space]

    def proof_key(self, person: PersonId) -> Secret:
        """The key that proves what a person says. NeedsBoth if their space is not open."""
        if person not in self.proof_keys:
            raise NeedsBoth("part")
        return self.proof_keys[person]

    def acquire(self, space: SpaceId) -> Connection:
        """The connection to an open space, in no transaction; `release` it before it is acquired again.

        NeedsBoth. VaultGone or VaultReplaced if the file is not the one that was opened.
        """
        self._reclaim(space)
        self._require_same_file(space)
        idle = self._idle.get(space)
        connection = idle if idle is not None else self.engine(space).connect()
        self._in_use[space] = connection
        self._idle.pop(space, None)
        return connection

    def release(self, space: SpaceId, connection: Connection) -> None:
        """Roll back what was not committed. A connection that fails to is closed, and its error raised."""
        raw = self._raw.get(space)
        try:
            connection.rollback()
            if raw is not None and not connection.invalidated and raw.in_transaction:
                # A commit that met a lock failed for SQLAlchemy, but for SQLite its transaction is still open.
                raw.rollback()
        except Exception:
            connection.invalidate()
            connection.close()
            self._in_use.pop(space, None)
            raise
        if connection.invalidated or drop_if_damaged(connection) or space not in self._engines:
            connection.close()
        else:
            self._idle[space] = connection
        self._in_use.pop(space, None)

    @contextmanager
    def connection(self, space: SpaceId) -> Iterator[Connection]:
        """The connection to an open space for a block; what the block does not commit is rolled back."""
        connection = self.acquire(space)
        try:
            yield connection
        finally:
            self.release(space, connection)

    @contextmanager
    def writing(self, space: SpaceId) -> Iterator[Connection]:
        """The connection to an open space in a transaction that is committed after the block.

        It is begun explicitly: after a BEGIN that failed, a statement alone would begin none.
        """
        with self.connection(space) as connection, may_write(connection).begin():
            yield connection

    def open(self, path: Path, key: Secret, identity: Identity) -> None:
        """Check a file's schema and open it. VaultError with the file's name; VaultOlder if it has to be upgraded."""
        require_encrypted_file(path)
        try:
            self._keep(*self._probed(SpaceSource(path, key, identity)))
        except BaseException as error:
            self.close(identity.space)
            if type(error) is VaultDamaged and is_a_different_file(path, key):
                raise VaultSwapped(path.name) from None
            raise

    def check_pages(self, space: SpaceId) -> None:
        """Check every page of an open space, which takes the longer the larger it is. Raises `VaultDamaged`."""
        with self.connection(space) as connection:
            require_integrity(connection, file_name(space))

    def open_stand_in(self) -> None:
        """Open an empty shared space in memory; what is said meanwhile stays noted as not yet copied."""

        def connected(raw: Any) -> None:
            self._raw[SHARED] = raw

        self._engines[SHARED] = make_memory_engine(SHARED, on_connect=connected)
        self.has_stand_in = True

    def interrupt(self) -> None:
        """Stop the running statement; from any thread."""
        for connection in list(self._raw.values()):
            with suppress(sqlcipher3.dbapi2.Error):
                connection.interrupt()

    def close(self, space: SpaceId) -> None:
        """Close a space, even if its connection was never released. Does nothing if it is not open."""
        self.copied.pop(space, None)
        self._sources.pop(space, None)
        self._files.pop(space, None)
        self.session_marks.pop(space, None)
        self.proof_keys.pop(PersonId(space), None)
        if space == SHARED:
            self.has_stand_in = self.is_behind = False
        self._reclaim(space)
        raw = self._raw.pop(space, None)
        idle = self._idle.pop(space, None)
        if idle is not None:
            idle.close()
        engine = self._engines.pop(space, None)
        if engine is not None:
            engine.dispose()
        if raw is not None:
            raw.close()
        self._copies.remove(space)

    def close_all(self) -> None:
        """Close every space."""
        for space in tuple(self._engines):
            self.close(space)

    def _reclaim(self, space: SpaceId) -> None:
        # A connection whose holder failed before releasing it must not keep the file locked.
        lost = self._in_use.get(space)
        if lost is None:
            return
        if self._idle.get(space) is lost:
            del self._idle[space]
        if not lost.closed:
            lost.invalidate()
            lost.close()
        del self._in_use[space]

    def _keep(self, engine: Engine, source: SpaceSource) -> None:
        space = source.identity.space
        if space == SHARED:
            watch_schema(engine, source.identity, source.path.name)
        self._engines[space], self._sources[space] = engine, source
        self._files[space] = identity_of(source.path)
        self.session_marks[space] = self._mark_in(engine, space)

    def _mark_in(self, engine: Engine, space: SpaceId) -> str | None:
        if space == SHARED:
            return None
        with engine.connect() as connection:
            return session_mark(connection)

    def _require_same_file(self, space: SpaceId) -> None:
        """Follow a private file that went and came back: who opened it once would go on with what is gone.

        The shared file is a copy, which the next unlock corrects; it follows when a medium has come back.
        """
        source = self._sources.get(space)
        if source is None or space == SHARED or (now := identity_of(source.path)) == self._files[space]:
            return
        if now is None:
            raise VaultGone(source.path.name)
        try:
            self._open_again(source)
        except VaultError:
            raise VaultReplaced(source.path.name) from None
        if SHARED in self._sources and not self.has_stand_in:
            with suppress(VaultError):
                self._reclaim(SHARED)
                self._open_again(self._sources[SHARED])

    def _open_again(self, source: SpaceSource) -> None:
        require_encrypted_file(source.path)
        space, raw = source.identity.space, self._raw.get(source.identity.space)
        engine = self._probe(source)
        if self._mark_in(engine, space) != self.session_marks[space]:
            engine.dispose()
            if raw is not None:
                self._raw[space] = raw
            raise VaultReplaced(source.path.name)
        idle, before = self._idle.pop(space, None), self._engines[space]
        if idle is not None:
            idle.invalidate()
            idle.close()
        before.dispose()
        self._keep(engine, source)

    def _probed(self, source: SpaceSource) -> tuple[Engine, SpaceSource]:
        try:
            return self._probe(source), source
        except VaultUnwritable as refused:
            if not is_read_only(source.path.parent):
                raise
            copy = self._copies.make(source, refused)
            return self._probe(copy), copy

    def _probe(self, source: SpaceSource) -> Engine:
        path, key, identity = source

        def connected(raw: Any) -> None:
            self._raw[identity.space] = raw
            if identity.space == SHARED:
                raw.text_factory = any_text

        engine = make_engine(path, key, on_connect=connected)
        try:
            with engine.connect() as connection:
                require_current(read_revision(connection, identity, path.name), source)
                return engine
        except BaseException:
            engine.dispose()
            self._raw.pop(identity.space, None)
            raise
