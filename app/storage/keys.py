"""The keys of an open vault: its keyring in memory and on disk, and everything that takes a passphrase.

Deriving runs on the keys lane, takes about a second (Argon2id) and writes nothing; `Vault` writes what was derived, on
the database lane. Nothing here touches a database.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.errors import (
    InputError,
    Stale,
    VaultDamaged,
    VaultError,
    VaultGone,
    VaultMissing,
    VaultReplaced,
    VaultSwapped,
    VaultUnwritable,
    WrongPassphrase,
)
from app.models.base import IdSource, PersonId
from app.models.person import Person, PersonMark
from app.storage import key_hierarchy
from app.storage.creation import (
    KeyRenewal,
    NewPerson,
    UnlockedKeys,
    require_apart,
    require_person,
    unlocked_keys,
    without_recovery,
)
from app.storage.files import write_atomically
from app.storage.key_hierarchy import Roots
from app.storage.keyring import (
    EntryChange,
    Keyring,
    SharedSpaceEntry,
    load_keyring,
    mac_is_valid,
    save_keyring,
    write_copies,
)
from app.storage.keyring_file import KEYRING, KEYRING_COPY, StoredKeyring, load_stored
from app.storage.leaving import Going, going, own_vault
from app.storage.renewing import new_keys, out_of_shared
from app.storage.slots import KdfPolicy, Secret, is_weaker, require_passphrase


@dataclass(frozen=True)
class NewCode:
    """A new recovery code, which works once its change is made; until then the old one does."""

    code: str = field(repr=False)
    change: EntryChange


@dataclass(frozen=True)
class Joining:
    """A partner who is about to join a solo vault: everything is derived, nothing written."""

    keyring: Keyring = field(repr=False)
    mac_key: Secret
    existing: UnlockedKeys
    new: UnlockedKeys
    profile: Person = field(repr=False)
    recovery_code: str = field(repr=False)

    def without_code(self) -> Joining:
        """The same, for a partner who declined their recovery code."""
        first, second = self.keyring.people
        return replace(self, keyring=self.keyring.evolve(people=(first, without_recovery(second))))


class VaultKeys:
    """The current keyring, and what passphrases and recovery codes derive from it or change in it."""

    def __init__(self, folder: Path, policy: KdfPolicy, ids: IdSource) -> None:
        self._folder = folder
        self._policy = policy
        self._ids = ids
        self._lock = threading.RLock()
        self._stored, self._keyring = load_keyring(folder)

    @property
    def keyring(self) -> Keyring:
        """The current keyring; a frozen value."""
        return self._keyring

    @property
    def stored(self) -> StoredKeyring:
        """The current keyring as stored."""
        return self._stored

    def derive(self, person_id: PersonId, passphrase: str) -> UnlockedKeys:
        """A person's keys. WrongPassphrase. A slot that is too weak is replaced once they are admitted."""
        stored, keyring = self._both()
        roots = key_hierarchy.unwrap_roots(keyring, person_id, passphrase, self._policy)
        unlocked, roots = self._checked(stored, keyring, person_id, roots)
        if unlocked.mac_is_valid and is_weaker(keyring.person(person_id).passphrase.kdf, self._policy):
            return replace(unlocked, pending=self._passphrase_change(person_id, roots, passphrase))
        return unlocked

    def derive_with_recovery(self, person_id: PersonId, code: str, new_passphrase: str) -> UnlockedKeys:
        """A person's keys by their code; the new passphrase holds once admitted. WrongRecoveryCode, WeakPassphrase."""
        require_passphrase(new_passphrase)
        stored, keyring = self._both()
        roots = key_hierarchy.recover_roots(keyring, person_id, code)
        unlocked, roots = self._checked(stored, keyring, person_id, roots)
        if not unlocked.mac_is_valid:
            raise VaultDamaged(KEYRING)
        return replace(unlocked, by_code=True, pending=self._passphrase_change(person_id, roots, new_passphrase))

    def check(self, person_id: PersonId, passphrase: str) -> bool:
        """Whether this is their passphrase."""
        try:
            key_hierarchy.unwrap_roots(self._keyring, person_id, passphrase, self._policy)
        except WrongPassphrase:
            return False
        return True

    def new_passphrase(self, person_id: PersonId, old: str, new: str) -> EntryChange:
        """The change to a new passphrase. WrongPassphrase, WeakPassphrase."""
        require_passphrase(new)
        return self._passphrase_change(person_id, self.roots_to_change(person_id, old), new)

    def new_recovery_code(self, person_id: PersonId, passphrase: str) -> NewCode:
        """A new recovery code and the change to it. WrongPassphrase."""
        roots = self.roots_to_change(person_id, passphrase)
        slot, code = key_hierarchy.make_recovery(roots.vault_id, person_id, roots.person)
        return NewCode(code, EntryChange(person_id, roots.mac_key, lambda entry: entry.evolve(recovery=slot)))

    def no_recovery_code(self, person_id: PersonId, passphrase: str) -> EntryChange:
        """The change to having no recovery code. WrongPassphrase."""
        return EntryChange(person_id, self.roots_to_change(person_id, passphrase).mac_key, without_recovery)

    def new_mark(self, person_id: PersonId, passphrase: str, mark: PersonMark) -> EntryChange:
        """The change to a different mark. WrongPassphrase."""
        roots = self.roots_to_change(person_id, passphrase)
        return EntryChange(person_id, roots.mac_key, lambda entry: entry.evolve(mark=mark))

    def new_keys(self, person_id: PersonId, passphrase: str, new_passphrase: str) -> KeyRenewal:
        """New keys with a new passphrase and recovery code. WrongPassphrase, WeakPassphrase, VaultDamaged."""
        require_passphrase(new_passphrase)
        roots = self.roots_to_change(person_id, passphrase)
        return new_keys(self._keyring, person_id, roots, new_passphrase, self._policy, self._ids)

    def own_vault(self, person_id: PersonId, passphrase: str) -> KeyRenewal:
        """The keys of a vault of their own for somebody who leaves, with the same passphrase. WrongPassphrase."""
        roots = self.roots_to_change(person_id, passphrase)
        return own_vault(self._keyring, person_id, roots, passphrase, self._policy, self._ids)

    def going(self, person_id: PersonId, passphrase: str) -> Going:
        """How somebody leaves a vault for two. WrongPassphrase, NeedsBoth."""
        return going(self._keyring, person_id, self.roots_to_change(person_id, passphrase))

    def prepare_join(self, existing_id: PersonId, existing_roots: Roots, new: NewPerson) -> Joining:
        """Derive everything for a second person; writes nothing. WeakPassphrase, InputError, Stale."""
        stored, keyring = self._both()
        if keyring.shared is not None:
            raise InputError("people")
        _require_current(stored, existing_roots.mac_key)
        mine = keyring.person(existing_id)
        require_apart(mine.mark, new.mark)
        require_person(new)
        shared_root = Secret.new()
        roots = replace(existing_roots, shared=shared_root)
        keys = key_hierarchy.make_person(
            keyring.vault_id, new.mark, new.passphrase, self._policy, self._ids, shared_root
        )
        wrap = key_hierarchy.wrap_shared(keyring.vault_id, existing_id, roots.person, shared_root)
        joined = keyring.evolve(
            people=(mine.evolve(shared=wrap), keys.entry),
            shared=SharedSpaceEntry(database_id=self._ids()),
            generation=keyring.generation + 1,
        )
        return Joining(
            keyring=joined,
            mac_key=roots.mac_key,
            existing=unlocked_keys(joined, existing_id, roots),
            new=unlocked_keys(joined, keys.entry.person_id, keys.roots),
            profile=new.profile(keys.entry.person_id),
            recovery_code=keys.recovery_code,
        )

    def change(self, change: EntryChange) -> None:
        """Write a person's changed entry, both copies fsynced. VaultUnwritable, Stale, and then nothing is changed."""
        with self._lock:
            _require_current(self._stored, change.mac_key)
            entry = self._keyring.person(change.person_id)
            self.write(self._keyring.replacing(change.apply(entry)), change.mac_key)

    def write(self, keyring: Keyring, mac_key: Secret) -> None:
        """Write the next generation, both copies. Stale if it does not follow the current one."""
        with self._lock:
            if keyring.generation != self._keyring.generation + 1:
                raise Stale("keyring")
            before = self._stored
            self._require_same_vault()
            try:
                self._stored = save_keyring(self._folder, keyring, mac_key)
                self._keyring = keyring
            except BaseException:
                self._put_back(before)
                raise

    def roots_to_change(self, person_id: PersonId, passphrase: str) -> Roots:
        """Roots to rewrite the keyring with. WrongPassphrase, VaultDamaged if somebody else wrote the current one."""
        stored, keyring = self._both()
        roots = key_hierarchy.unwrap_roots(keyring, person_id, passphrase, self._policy)
        if not mac_is_valid(stored, roots.mac_key):
            raise VaultDamaged(KEYRING)
        return roots

    def repair(self) -> None:
        """Overwrite the invalid copy with the valid one. VaultUnwritable."""
        with self._lock:
            write_copies(self._folder, self._stored.raw)
            self._stored = self._stored._replace(needs_repair=False)

    def _require_same_vault(self) -> None:
        """VaultGone or VaultReplaced if the folder is not the one that was opened: it is on a different medium."""
        if not self._folder.is_dir():
            raise VaultGone(KEYRING)
        try:
            found = load_stored(self._folder)
        except VaultSwapped:
            raise VaultReplaced(KEYRING) from None
        except (VaultDamaged, VaultMissing, VaultUnwritable):
            return  # damaged copies are what writing replaces
        if found.raw != self._stored.raw:
            raise VaultReplaced(KEYRING)

    def _put_back(self, before: StoredKeyring) -> None:
        # One file may be new while the other could not be written; memory follows the disk.
        for name in (KEYRING, KEYRING_COPY):
            with suppress(VaultError):
                write_atomically(self._folder / name, before.raw)
        with suppress(VaultError):
            self._stored, self._keyring = load_keyring(self._folder)

    def _both(self) -> tuple[StoredKeyring, Keyring]:
        with self._lock:
            return self._stored, self._keyring

    def _passphrase_change(self, person_id: PersonId, roots: Roots, passphrase: str) -> EntryChange:
        slot = key_hierarchy.make_passphrase_slot(roots.vault_id, person_id, roots.person, passphrase, self._policy)
        return EntryChange(person_id, roots.mac_key, lambda entry: entry.evolve(passphrase=slot))

    def _checked(
        self, stored: StoredKeyring, keyring: Keyring, person_id: PersonId, roots: Roots
    ) -> tuple[UnlockedKeys, Roots]:
        """The keys to open a person's files with, and the roots that they have once these are open."""
        is_valid = mac_is_valid(stored, roots.mac_key)
        if not keyring.was_left:
            return replace(unlocked_keys(keyring, person_id, roots), mac_is_valid=is_valid), roots
        alone = replace(roots, shared=None)
        # Only what somebody who belongs to the vault wrote is taken for the partner's leaving.
        renewal = out_of_shared(keyring, person_id, roots, self._ids) if is_valid else None
        unlocked = unlocked_keys(keyring, person_id, alone)
        return replace(unlocked, mac_is_valid=is_valid, renewal=renewal), alone


def _require_current(stored: StoredKeyring, mac_key: Secret) -> None:
    """Stale once there are new keys: nobody could open what is wrapped under those before."""
    if not mac_is_valid(stored, mac_key):
        raise Stale("keyring")
