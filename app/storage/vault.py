"""An open vault: its folder's lock and who is let in. Their databases are opened by `OpenFiles`.

Everything here is quick, derives nothing and runs on the database lane. What derives keys is `Vault.keys`, which runs
on the keys lane and touches no database. Both may write the keyring, one thread at a time.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import uuid4

from sqlalchemy.exc import DBAPIError

from app.errors import Stale, VaultDamaged, VaultError
from app.models.base import IdSource, PersonId
from app.models.person import require_names_apart
from app.models.said_kinds import PROFILE
from app.models.vault_warning import VaultWarning
from app.storage.ages import Mirror
from app.storage.conflict_copies import conflict_copies
from app.storage.creation import (
    UMASK,
    OpenPart,
    UnlockedKeys,
    create_private_database,
    create_shared_database,
    reading_closed,
    remove_created,
    start_part,
)
from app.storage.databases import SHARED, file_name, private_space
from app.storage.files import remove_parts
from app.storage.keyring import EntryChange, KeyringPerson, load_keyring
from app.storage.keyring_file import KeyringMark
from app.storage.keys import Joining, VaultKeys
from app.storage.open_files import OpenFiles
from app.storage.own_entry import has_interrupted_change, is_kept, keep_entries
from app.storage.parts import part_of
from app.storage.read_only import is_read_only
from app.storage.renewing import write_renewal
from app.storage.slots import KdfPolicy
from app.storage.vault_lock import VaultLock
from app.storage.watching import UNWATCHED, Watch


@dataclass(frozen=True)
class Admission:
    """Who was admitted, and what was odd about the keyring."""

    person_id: PersonId
    warnings: tuple[VaultWarning, ...] = ()


class Vault:
    """An open vault, from `Vault.open`; it holds the folder's lock until `close`."""

    def __init__(
        self, folder: Path, lock: VaultLock, keys: VaultKeys, ids: IdSource, mirror: Mirror | None = None
    ) -> None:
        self.folder = folder
        self.keys = keys
        self.files = OpenFiles(folder, keys, mirror or Mirror(None))
        self.spaces = self.files.spaces
        self._lock = lock
        self._ids = ids

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        policy: KdfPolicy,
        ids: IdSource = lambda: uuid4().hex,
        mirror: Mirror | None = None,
    ) -> Self:
        """Take the folder's lock and read the keyring; nobody is here yet. Raises VaultError."""
        _stored, keyring = load_keyring(folder)
        os.umask(UMASK)
        lock = VaultLock(folder)
        lock.acquire(file_name(private_space(each.person_id)) for each in keyring.people)
        try:
            remove_parts(folder)
            return cls(folder, lock, VaultKeys(folder, policy, ids), ids, mirror)
        except BaseException:
            lock.release()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def vault_id(self) -> str:
        """The id of the vault, which never changes."""
        return self.keys.keyring.vault_id

    @property
    def people(self) -> tuple[KeyringMark, ...]:
        """The people's ids and marks, in the order of joining."""
        return self.keys.keyring.marks

    @property
    def shared(self) -> bool:
        """Whether it is a vault for two."""
        return self.keys.keyring.shared is not None and not self.keys.keyring.was_left

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be written to its folder: it is looked at, and copied from."""
        return is_read_only(self.folder)

    @property
    def present(self) -> tuple[PersonId, ...]:
        """Those whose admission is finished, in the order of joining, whichever files happen to be open."""
        return tuple(p.person_id for p in self.people if p.person_id in self.spaces.here)

    @contextmanager
    def admitting(self, unlocked: UnlockedKeys, watch: Watch = UNWATCHED) -> Iterator[Admission]:
        """Open a person's space and the shared one for a block; the person is here once the block has ended.

        If anything raises, here or in the block, what was opened is closed and nobody else is here than before. Raises
        VaultError with the file's name, or Stale. `watch`: of a file that is rewritten first, as a partner has left.
        """
        if (unlocked.shared_key is None) != (self.keys.keyring.shared is None or self.keys.keyring.was_left):
            raise Stale("keyring")
        with self.files.all_or_nothing():
            if unlocked.renewal is not None:
                write_renewal(self.folder, self.keys.keyring, unlocked.renewal, {}, self.keys.write, watch)
                self.files.set_people(self.keys.keyring)
                unlocked = replace(unlocked.renewal.new, by_code=unlocked.by_code, pending=unlocked.pending)
            found = self.files.open_for(unlocked, self.keys.keyring)
            yield Admission(unlocked.person_id, (*self._about_keyring(unlocked), *found, *self._about_folder()))
            self.spaces.here |= {unlocked.person_id}
            if unlocked.pending is not None and not self.is_read_only:
                self.change_entry(unlocked.pending)

    @contextmanager
    def joining(self, joining: Joining) -> Iterator[None]:
        """Create and open a partner's space and the shared one for a block; both people are here once it has ended.

        If anything raises, the vault is unchanged, for one person. Raises VaultError, Stale or SameName.
        """
        if self.shared or joining.keyring.generation != self.keys.keyring.generation + 1:
            raise Stale("keyring")
        files: list[Path] = []
        try:
            with self.files.all_or_nothing():
                self.files.open_for(replace(joining.existing, shared_key=None), joining.keyring)
                self._write_joined(joining, files)
                self.files.set_people(joining.keyring)
                for unlocked in (joining.existing, joining.new):
                    self.files.open_for(unlocked, joining.keyring)
                yield
                self.spaces.here |= {joining.existing.person_id, joining.new.person_id}
                # The keyring comes last: the partner belongs to the vault once it is written.
                self.keys.write(joining.keyring, joining.mac_key)
        except BaseException:
            if not self.shared:
                self.files.set_people(self.keys.keyring)
                remove_created(self.folder, files)
            raise

    def change_entry(self, change: EntryChange) -> None:
        """Write a change of somebody's own entry in the keyring. NeedsBoth if they are not here, VaultUnwritable.

        Their own space expects both entries while it is written, so that a kill at any point is not taken for somebody
        else's change.
        """
        person = change.person_id
        before = self.keys.keyring.person(person)
        self._expect(person, before, change.apply(before))
        try:
            self.keys.change(change)
        finally:
            self._settle(person)

    def leave(self, person_id: PersonId) -> None:
        """Close a person's space, and the shared one after the last person."""
        self.files.leave(person_id)

    def close(self) -> None:
        """Close every space and release the lock; may be called twice."""
        try:
            self.files.close()
        finally:
            self._lock.release()

    def _expect(self, person_id: PersonId, *entries: KeyringPerson) -> None:
        with self.spaces.writing(private_space(person_id)) as own:
            keep_entries(own, *entries)

    def _settle(self, person_id: PersonId) -> None:
        """Expect the entry as it is now; if that fails, either of two is expected until the next unlock."""
        with suppress(VaultError, DBAPIError):
            self._expect(person_id, self.keys.keyring.person(person_id))

    def _about_folder(self) -> tuple[VaultWarning, ...]:
        told = (VaultWarning.READ_ONLY,) if self.is_read_only else ()
        return (*told, VaultWarning.CONFLICT_COPIES) if conflict_copies(self.folder) else told

    def _write_joined(self, joining: Joining, files: list[Path]) -> None:
        existing, new = joining.existing, joining.new
        own_space = private_space(existing.person_id)
        assert new.shared_key is not None
        with self.spaces.writing(own_space) as own:
            said = part_of(own, existing.person_id, existing.proof_key).get(existing.person_id, PROFILE)
            if said is None:
                raise VaultDamaged(file_name(own_space))
            require_names_apart(joining.profile.name, said.body.name)
            start_part(own, joining.keyring, existing, self._ids(), said.body)
            keep_entries(own, *(keyring.person(existing.person_id) for keyring in (self.keys.keyring, joining.keyring)))
        if (self.folder / file_name(SHARED)).exists():
            # An interrupted joining left it and never saved its key.
            self.files.shared_file.set_aside()
        # Listed before they are created, so that a failure half-way removes them.
        files += [self.folder / file_name(private_space(new.person_id)), self.folder / file_name(SHARED)]
        create_private_database(self.folder, joining.keyring, new, joining.profile, self._ids())
        parts: dict[PersonId, OpenPart] = {
            existing.person_id: partial(self.spaces.connection, own_space),
            new.person_id: partial(reading_closed, self.folder, new),
        }
        create_shared_database(self.folder, joining.keyring, new.shared_key, parts)

    def _about_keyring(self, unlocked: UnlockedKeys) -> Iterator[VaultWarning]:
        entry = self.keys.keyring.person(unlocked.person_id)
        with self.spaces.connection(private_space(unlocked.person_id)) as own:
            is_mine, was_interrupted = is_kept(own, entry), has_interrupted_change(own)
        if not unlocked.mac_is_valid:
            yield VaultWarning.KEYRING_CHANGED
        elif not is_mine:
            yield VaultWarning.ENTRY_CHANGED
        elif was_interrupted:
            self._settle(unlocked.person_id)
        if self.keys.stored.needs_repair:
            yield VaultWarning.KEYRING_COPY
