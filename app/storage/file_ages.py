"""Compares how old the files of an open vault are with what was noted, and notes it again."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from app.models.base import PersonId
from app.models.vault_warning import VaultWarning
from app.storage.ages import Age, Mirror, count_session, note_partner, older_files, partner_is_older, session_mark
from app.storage.databases import SHARED, SpaceId, file_name, private_space
from app.storage.keys import VaultKeys
from app.storage.page_check import note_session
from app.storage.page_proofs import PageProofs, keyed, page_proofs
from app.storage.read_only import is_read_only
from app.storage.restored import restored_for
from app.storage.slots import Secret
from app.storage.spaces import Spaces


class FileAges:
    """For those whose spaces are open."""

    def __init__(self, folder: Path, spaces: Spaces, keys: VaultKeys, mirror: Mirror) -> None:
        self._folder, self._spaces, self._keys, self._mirror = folder, spaces, keys, mirror
        self._changed: set[PersonId] = set()
        self._counted: dict[PersonId, tuple[Secret, Age]] = {}
        self._ahead: dict[SpaceId, tuple[list[tuple[int, ...] | None], PageProofs | None]] = {}

    def forget(self, *proof_keys: Secret) -> None:
        """Delete what is noted outside the vault of people whose files or keys are gone."""
        self._counted = {who: counted for who, counted in self._counted.items() if counted[0] not in proof_keys}
        for key in proof_keys:
            self._mirror.forget(self._keys.keyring.vault_id, key)

    def read_ahead(self, person: PersonId) -> None:
        """Read what `look` will compare, while keys are derived: the larger the files are, the longer it takes."""
        for space in (private_space(person), SHARED):
            if not self._spaces.has(space):
                path = self._folder / file_name(space)
                self._ahead[space] = (_stamp(path), page_proofs(path))

    def look(self, person: PersonId, proof_key: Secret) -> bool:
        """Compare the closed files of somebody who comes with how they were when they were closed.

        Whether pages of the shared file were exchanged; `older` tells about their own. Before either is opened.
        """
        vault_id = self._keys.keyring.vault_id
        seen = self._mirror.read(vault_id, proof_key)
        self._changed.discard(person)
        if seen is None:
            return False
        own, own_file = self._pages(private_space(person), proof_key), self._own_file(person, proof_key)
        if seen.is_own_changed(own_file, own):
            self._changed.add(person)
        elif seen.own and not is_read_only(self._folder):
            # From here on it may be changed at any time, and this process be killed.
            self._mirror.write(vault_id, proof_key, seen._replace(own_file="", own=""))
        return not self._spaces.has(SHARED) and seen.is_shared_changed(self._pages(SHARED, proof_key))

    def older(self, person: PersonId) -> tuple[VaultWarning, ...]:
        """What to tell somebody who comes about their own file and the keyring."""
        if person in restored_for(self._folder):
            return ()
        keyring = self._keys.keyring
        seen = self._mirror.read(keyring.vault_id, self._spaces.proof_key(person))
        with self._spaces.connection(private_space(person)) as own:
            return tuple(older_files(own, seen, keyring.generation, is_changed=person in self._changed))

    def partner_is_older(self, person: PersonId) -> tuple[VaultWarning, ...]:
        """What to tell them about their partner's part of the shared file, while the partner is away."""
        partner = self._partner_of(person)
        if partner is None or self._spaces.has(private_space(partner)) or self._spaces.has_stand_in:
            return ()
        with self._spaces.connection(SHARED) as shared, self._spaces.connection(private_space(person)) as own:
            return (VaultWarning.SHARED_OLDER,) if partner_is_older(own, shared, partner) else ()

    def count_session(self, person: PersonId, *, ends: bool = False) -> None:
        """Count one more session of somebody who is here, and note how new the files are, also outside the vault.

        `ends`: their session ends; it is counted once more, with all that was done in it.
        """
        if not self._mirror.is_kept or is_read_only(self._folder) or person not in self._spaces.here:
            return
        keyring, key, space = self._keys.keyring, self._spaces.proof_key(person), private_space(person)
        partner = self._partner_of(person)
        with self._spaces.writing(space) as own:
            age = count_session(own, self._mirror.read(keyring.vault_id, key), keyring.generation)
            if partner is not None and self._spaces.has(SHARED) and not self._spaces.has_stand_in:
                with self._spaces.connection(SHARED) as shared:
                    note_partner(own, shared, partner, is_here=partner in self._spaces.here)
            mark = session_mark(own)
            note_session(own, ends=ends)
        self._spaces.session_marks[space] = mark
        self._mirror.write(keyring.vault_id, key, age)
        self._counted[person] = (key, age)

    def note_closed(self) -> None:
        """Note the pages of the files of those whose space has just been closed, before anybody else opens them."""
        for person in [each for each in self._counted if not self._spaces.has(private_space(each))]:
            key, age = self._counted.pop(person)
            shared = None if self._spaces.has(SHARED) else self._pages(SHARED, key)
            closed = age.with_closed(self._own_file(person, key), self._pages(private_space(person), key), shared)
            self._mirror.write(self._keys.keyring.vault_id, key, closed)

    def _pages(self, space: SpaceId, key: Secret) -> PageProofs | None:
        path = self._folder / file_name(space)
        stamp, found = self._ahead.pop(space, ([], None))
        if found is None or stamp != _stamp(path):
            found = page_proofs(path)
        return None if found is None else found.under(key)

    def _own_file(self, person: PersonId, key: Secret) -> str:
        return keyed(key, self._keys.keyring.person(person).database_id)

    def _partner_of(self, person: PersonId) -> PersonId | None:
        return next((each for each in self._spaces.people if each != person), None)


def _stamp(path: Path) -> list[tuple[int, ...] | None]:
    """What changes once a file or its journal is written or exchanged."""
    return [_times(each) for each in (path, path.with_name(f"{path.name}-journal"))]


def _times(path: Path) -> tuple[int, ...] | None:
    with suppress(OSError):
        is_now = path.stat()
        return is_now.st_ino, is_now.st_size, is_now.st_mtime_ns, is_now.st_ctime_ns
    return None
