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

from app.errors import VaultDamaged, VaultError, VaultForeign, VaultOlder, VaultOlderReadOnly, VaultPlain, VaultSwapped
from app.models.base import PersonId
from app.models.said_kinds import ERA
from app.models.vault_warning import VaultWarning
from app.storage.creation import create_shared_database, identity_of_shared
from app.storage.databases import SHARED, file_name, private_space
from app.storage.files import create_empty, sync_folder, writing
from app.storage.keyring import Keyring
from app.storage.keyring_file import KEYRING
from app.storage.part_copy import copy_part
from app.storage.restored import note_restored, restored_for
from app.storage.restoring import Restoring
from app.storage.said_rows import ONE, state_of
from app.storage.slots import Secret
from app.storage.spaces import Spaces

_ASIDE = "set-aside-"


class SharedFile:
    """Opens the shared space of a vault for those who come."""

    def __init__(self, folder: Path, spaces: Spaces) -> None:
        self._folder = folder
        self._spaces = spaces
        self._path = folder / file_name(SHARED)
        self._is_checked = False

    def open(
        self, key: Secret, keyring: Keyring, person: PersonId, *, is_older: bool = False, is_changed: bool = False
    ) -> tuple[VaultWarning, ...]:
        """Open it for somebody whose own space is open; what to tell them about it. VaultOlder.

        `is_older`: their own space is known to be an older copy, whatever the shared file says. `is_changed`: pages of
        the shared file, if it is not open yet, are known to have been exchanged.
        """
        try:
            self._require_known(key, keyring, person)
            told = self._open(key, keyring, is_changed=is_changed)
            try:
                is_new = self._admit(keyring, person, is_older=is_older)
            except VaultDamaged:
                self._make_again(key, keyring)
                is_new = True
                self._admit(keyring, person, is_older=is_older)
            told = told or ((VaultWarning.SHARED_MADE_AGAIN,) if is_new else ())
        except (VaultOlder, VaultOlderReadOnly):
            raise
        except VaultError:
            told = self._stand_in()
        return (*told, *self._missing())

    def check(self, key: Secret, keyring: Keyring) -> tuple[VaultWarning, ...]:
        """Check every page of the open file, once; if it is damaged, make it again. What to tell everybody who is here.

        Opening reads only a few pages, so that unlocking takes as long for a large file as for a small one.
        """
        if self._is_checked or self._spaces.has_stand_in:
            return ()
        self._is_checked = True
        try:
            self._spaces.check_pages(SHARED)
            return ()
        except VaultDamaged:
            pass
        try:
            self._make_again(key, keyring)
            told: tuple[VaultWarning, ...] = (VaultWarning.SHARED_MADE_AGAIN,)
        except VaultError:
            told = self._stand_in()
        return (*told, *self._missing())

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

    def _open(self, key: Secret, keyring: Keyring, *, is_changed: bool) -> tuple[VaultWarning, ...]:
        """Open the file unless it is open; why it had to be made again. VaultError while that is not possible."""
        if self._spaces.has(SHARED) and not self._spaces.has_stand_in:
            return ()
        self._spaces.close(SHARED)
        self._is_checked = False
        try:
            if is_changed:
                raise VaultDamaged(self._path.name)
            self._spaces.open(self._path, key, identity_of_shared(keyring))
            return ()
        except VaultSwapped:
            told = VaultWarning.SHARED_SWAPPED
        except (VaultDamaged, VaultPlain):
            told = VaultWarning.SHARED_MADE_AGAIN
        self._make_again(key, keyring)
        return (told,)

    def _require_known(self, key: Secret, keyring: Keyring, person: PersonId) -> None:
        """Raise VaultForeign if a person's part was never said for the shared space that the keyring names.

        Anybody can write a different id there. An own space from before joining is known by its proofs in the file.
        """
        identity = identity_of_shared(keyring)
        with self._spaces.connection(private_space(person)) as own:
            if state_of(own).space == identity.database_id:
                return
            if not self._spaces.has(SHARED) or self._spaces.has_stand_in:
                self._spaces.close(SHARED)
                self._spaces.open(self._path, key, identity)
            with self._spaces.connection(SHARED) as shared:
                restoring = Restoring(own, shared, person, self._spaces.proof_key(person))
                if not restoring.has_said(identity.database_id):
                    raise VaultForeign(KEYRING)

    def _make_again(self, key: Secret, keyring: Keyring) -> None:
        """Set the file aside, and open a new one with the parts of those whose own space is open."""
        self._spaces.close(SHARED)
        self.set_aside()
        parts = {
            person: partial(self._spaces.connection, private_space(person))
            for person in self._spaces.people
            if self._is_open(person)
        }
        create_shared_database(self._folder, keyring, key, parts)
        self._spaces.open(self._path, key, identity_of_shared(keyring))

    def _admit(self, keyring: Keyring, person: PersonId, *, is_older: bool) -> bool:
        """Look at the part of somebody who comes; whether it had to be copied to a file that was made again."""
        is_new = self._copy_to_new(keyring, person)
        self._begin_era_if_older(keyring, person, is_older=is_older)
        return is_new

    def _stand_in(self) -> tuple[VaultWarning, ...]:
        self._spaces.close(SHARED)
        self._spaces.open_stand_in()
        return (VaultWarning.SHARED_NOT_OPEN,)

    def _missing(self) -> tuple[VaultWarning, ...]:
        away = (other for other in self._spaces.people if not self._is_open(other))
        return () if self._has_parts_of(away) else (VaultWarning.PARTNER_UNREADABLE,)

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

    def _begin_era_if_older(self, keyring: Keyring, person: PersonId, *, is_older: bool) -> None:
        """If the own space of somebody who comes is older than its copy, or restored, begin a new era of their part."""
        space, own_space = identity_of_shared(keyring).database_id, private_space(person)
        proof_key, restored = self._spaces.proof_key(person), restored_for(self._folder)
        with self._spaces.connection(SHARED) as shared:
            with self._spaces.connection(own_space) as own:
                is_older = is_older or Restoring(own, shared, person, proof_key).is_older(space)
            if is_older or person in restored:
                with self._spaces.writing(own_space) as own:
                    Restoring(own, shared, person, proof_key).begin(space, uuid4().hex)
        if person in restored:
            note_restored(self._folder, restored - {person})

    def _has_parts_of(self, people: Iterable[PersonId]) -> bool:
        with self._spaces.connection(SHARED) as shared:
            begun = (ONE[False].rows(shared, {"author": each, "kind": ERA.name, "key": ""}) for each in people)
            return all(begun)

    def _is_open(self, person: PersonId) -> bool:
        return self._spaces.has(private_space(person))

    def _found_aside(self) -> tuple[Path, ...]:
        with writing(self._path.name):
            return tuple(sorted(self._folder.glob(f"{_ASIDE}*")))
