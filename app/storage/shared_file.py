"""The shared file: opened, made again if it cannot be used, or replaced in memory while it cannot be opened.

Each person's own space holds the truth about their part, so an unusable shared file costs nobody anything: it is set
aside, and the new one gets everybody's part as they come. The file set aside is deleted once both parts are in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from uuid import uuid4

from sqlalchemy import select

from app.errors import VaultDamaged, VaultError, VaultPlain
from app.models.base import PersonId
from app.models.said_kinds import ERA
from app.models.vault_warning import VaultWarning
from app.storage.creation import create_shared_database, identity_of_shared
from app.storage.databases import SHARED, file_name, private_space
from app.storage.files import create_empty, sync_folder, writing
from app.storage.keyring import Keyring
from app.storage.part_copy import copy_part
from app.storage.restoring import Restoring
from app.storage.slots import Secret
from app.storage.spaces import Spaces
from app.storage.tables_shared import said

_ASIDE = "set-aside-"


class SharedFile:
    """Opens the shared space of a vault for those who come."""

    def __init__(self, folder: Path, spaces: Spaces) -> None:
        self._folder = folder
        self._spaces = spaces
        self._path = folder / file_name(SHARED)

    def open(self, key: Secret, keyring: Keyring, person: PersonId) -> tuple[VaultWarning, ...]:
        """Open it for somebody whose own space is open; what to tell them about it."""
        try:
            is_new = self._open(key, keyring) or self._copy_to_new(keyring, person)
            told = (VaultWarning.SHARED_MADE_AGAIN,) if is_new else ()
            self._begin_era_if_older(keyring, person)
        except VaultError:
            self._spaces.close(SHARED)
            self._spaces.open_stand_in()
            told = (VaultWarning.SHARED_NOT_OPEN,)
        away = (other for other in self._spaces.people if not self._is_open(other))
        return told if self._has_parts_of(away) else (*told, VaultWarning.PARTNER_UNREADABLE)

    def set_aside(self) -> None:
        """Rename whatever is in the place of the shared file, so that a new one can be made. VaultUnwritable."""
        aside = self._folder / f"{_ASIDE}{uuid4().hex[:8]}.db"
        with writing(self._path.name):
            if self._path.is_dir() and not self._path.is_symlink():
                # Whatever it holds is not ours to delete.
                self._path.rename(self._folder / f"unknown-{uuid4().hex[:8]}")
            for suffix in ("-journal", ""):
                path = self._path.with_name(self._path.name + suffix)
                with suppress(FileNotFoundError):
                    path.rename(aside.with_name(aside.name + suffix))
            if not aside.is_symlink() and not aside.exists():
                create_empty(aside)  # it also notes that somebody's part is not yet in the new file
            sync_folder(self._folder)
        self._spaces.set_aside = self._found_aside()

    def delete_set_aside(self) -> None:
        """Delete what was set aside."""
        for path in self._found_aside():
            with suppress(OSError):
                path.unlink()
        self._spaces.set_aside = ()

    def _open(self, key: Secret, keyring: Keyring) -> bool:
        """Open the file unless it is open; whether it had to be made again. VaultError while that is not possible."""
        if self._spaces.has(SHARED) and not self._spaces.has_stand_in:
            return False
        self._spaces.close(SHARED)
        identity = identity_of_shared(keyring)
        try:
            self._spaces.open(self._path, key, identity, whole=True)
            return False
        except (VaultDamaged, VaultPlain):
            self._make_again(key, keyring)
            self._spaces.open(self._path, key, identity)
            return True

    def _make_again(self, key: Secret, keyring: Keyring) -> None:
        self.set_aside()
        parts = {
            person: partial(self._spaces.connection, private_space(person))
            for person in self._spaces.people
            if self._is_open(person)
        }
        create_shared_database(self._folder, keyring, key, parts)

    def _copy_to_new(self, keyring: Keyring, person: PersonId) -> bool:
        """Copy the part of somebody who comes to a file that was made again without it; whether that was the case."""
        self._spaces.set_aside = self._found_aside()
        if not self._spaces.set_aside:
            return False
        is_missing = not self._has_parts_of((person,))
        if is_missing:
            with self._spaces.connection(private_space(person)) as own, self._spaces.writing(SHARED) as shared:
                copy_part(own, shared, person)
        if self._has_parts_of(entry.person_id for entry in keyring.people):
            self.delete_set_aside()
        return is_missing

    def _begin_era_if_older(self, keyring: Keyring, person: PersonId) -> None:
        """If the own space of somebody who comes is older than its copy, begin a new era of their part."""
        space, own_space = identity_of_shared(keyring).database_id, private_space(person)
        proof_key = self._spaces.proof_key(person)
        with self._spaces.connection(SHARED) as shared:
            with self._spaces.connection(own_space) as own:
                is_older = Restoring(own, shared, person, proof_key).is_older(space)
            if is_older:
                with self._spaces.writing(own_space) as own:
                    Restoring(own, shared, person, proof_key).begin(space, uuid4().hex)

    def _has_parts_of(self, people: Iterable[PersonId]) -> bool:
        with self._spaces.connection(SHARED) as shared:
            found = set(shared.execute(select(said.c.author).where(said.c.kind == ERA.name)).scalars())
        return found.issuperset(people)

    def _is_open(self, person: PersonId) -> bool:
        return self._spaces.has(private_space(person))

    def _found_aside(self) -> tuple[Path, ...]:
        with writing(self._path.name):
            return tuple(sorted(self._folder.glob(f"{_ASIDE}*")))
