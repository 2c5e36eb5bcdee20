"""The open files of a vault: those of the people who are here, and the shared one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from app.errors import NeedsBoth, VaultError
from app.models.backup import BackupScope
from app.models.base import PersonId
from app.models.vault_warning import VaultWarning
from app.storage.ages import OLDER_OWN, Mirror
from app.storage.backups import BackupSources
from app.storage.creation import UnlockedKeys, identity_of_private
from app.storage.databases import SHARED, SpaceId, file_name, private_space
from app.storage.file_ages import FileAges
from app.storage.keyring import Keyring
from app.storage.keys import VaultKeys
from app.storage.part_copy import clear_notes
from app.storage.renewing import finish_renewal
from app.storage.shared_file import SharedFile
from app.storage.slots import Secret
from app.storage.spaces import Spaces


class OpenFiles:
    """Opens and closes them, for people whose keys are known. That somebody is here is for `Vault` to say."""

    def __init__(self, folder: Path, keys: VaultKeys, mirror: Mirror) -> None:
        self.spaces = Spaces()
        self.shared_file = SharedFile(folder, self.spaces)
        self.ages = FileAges(folder, self.spaces, keys, mirror)
        """How old the files are."""
        self._folder = folder
        self._keys = keys
        self._shared_key: Secret | None = None
        self.set_people(keys.keyring)

    def set_people(self, keyring: Keyring) -> None:
        """Note whose vault it is."""
        self.spaces.people = tuple(entry.person_id for entry in keyring.people)

    def open_for(self, unlocked: UnlockedKeys, keyring: Keyring) -> tuple[VaultWarning, ...]:
        """Open what is a person's; what to tell them about its files. An older own space begins a new era."""
        person, private, is_changed = unlocked.person_id, private_space(unlocked.person_id), False
        if not self.spaces.has(private):
            if finish_renewal(self._folder, keyring, unlocked, only_own=self.spaces.has(SHARED)):
                # An interrupted change of keys may have left the old ones in the copy of the keyring.
                with suppress(VaultError):
                    self._keys.repair()
            is_changed = self.ages.look(person, unlocked.proof_key)
            identity = identity_of_private(keyring, person)
            self.spaces.open(self._folder / file_name(private), unlocked.private_key, identity)
            self.spaces.proof_keys[person] = unlocked.proof_key
        older = self.ages.older(person)
        if unlocked.shared_key is None:
            return older
        self._shared_key = unlocked.shared_key
        found = self.shared_file.open(
            unlocked.shared_key, keyring, person, is_older=bool(OLDER_OWN.intersection(older)), is_changed=is_changed
        )
        return (*older, *found, *self.ages.partner_is_older(person))

    @contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        """If the block raises, close what it opened and restore who is here."""
        before, here = self.spaces.ids, self.spaces.here
        try:
            yield
        except BaseException:
            self.spaces.here = here
            for space in self.spaces.ids - before:
                self.spaces.close(space)
            raise

    @contextmanager
    def closed(self, person: PersonId, reopen: Callable[[], UnlockedKeys]) -> Iterator[None]:
        """Close the space of somebody who is here, and the shared one, for a block; then open them with other keys.

        If they can't be opened again, nobody is here any more. NeedsBoth if the person is not here.
        """
        if person not in self.spaces.here:
            raise NeedsBoth("keys")
        for each in sorted(self.spaces.here):
            self._forget_copied(each)
        self.spaces.close(private_space(person))
        self.spaces.close(SHARED)
        try:
            yield
        finally:
            try:
                self.open_for(reopen(), self._keys.keyring)
            except BaseException:
                for each in sorted(self.spaces.here):
                    self.leave(each)
                raise

    def open_shared_again(self, person_id: PersonId) -> tuple[VaultWarning, ...]:
        """Try again to open a shared file that could not be opened; what to tell somebody who is here about it."""
        assert self._shared_key is not None
        return self.shared_file.open(self._shared_key, self._keys.keyring, person_id)

    def check_shared(self) -> tuple[VaultWarning, ...]:
        """Check every page of the shared file, and make it again if it is damaged; what to tell everybody here."""
        return () if self._shared_key is None else self.shared_file.check(self._shared_key, self._keys.keyring)

    def backup_sources(self, only: PersonId | None = None) -> BackupSources:
        """What a backup copies: all private files, or those of one person who is here. NeedsBoth if they are not."""
        people = self.spaces.people if only is None else (only,)
        if only is not None and only not in self.spaces.here:
            raise NeedsBoth("space")
        spaces = [private_space(person) for person in people]
        return BackupSources(
            self._folder,
            self._keys.stored,
            tuple(self.spaces.source(space) for space in spaces if self.spaces.has(space)),
            tuple(path for space in spaces if not self.spaces.has(space) and (path := self._file(space)).exists()),
            {person: self.spaces.proof_key(person) for person in people if self.spaces.has(private_space(person))},
            BackupScope.WHOLE if only is None else BackupScope.OWN,
        )

    def _file(self, space: SpaceId) -> Path:
        return self._folder / file_name(space)

    def leave(self, person_id: PersonId) -> None:
        """Close a person's space, and the shared one after the last person."""
        self._end_session(person_id)
        self.spaces.here -= {person_id}
        self.spaces.close(private_space(person_id))
        if not self.spaces.here:
            self.spaces.close(SHARED)
            self._shared_key = None
        self.ages.note_closed()

    def close(self) -> None:
        """Close every space; may be called twice."""
        try:
            for person_id in sorted(self.spaces.here):
                self._end_session(person_id)
        finally:
            self.spaces.here = frozenset()
            self.spaces.close_all()
            self._shared_key = None
            self.ages.note_closed()

    def _end_session(self, person_id: PersonId) -> None:
        self._forget_copied(person_id)
        with suppress(VaultError, DBAPIError):
            self.ages.count_session(person_id, ends=True)

    def _forget_copied(self, person_id: PersonId) -> None:
        """Delete the notes of what has been copied, so that a later change of the copy is reported."""
        space = private_space(person_id)
        if not self.spaces.copied.get(space):
            return
        with suppress(VaultError, DBAPIError), self.spaces.writing(space) as own:
            clear_notes(own, self.spaces.copied.pop(space))
