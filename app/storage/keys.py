"""The keys lane's side of an open vault: its keyring in memory and on disk, and what passphrases unwrap from it.

Nothing here touches a database. Deriving takes about a second (Argon2id). One thread at a time writes the keyring.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.errors import InputError, Stale, VaultDamaged, VaultError, WrongPassphrase
from app.models.base import IdSource, PersonId
from app.models.person import Person, PersonMark
from app.storage import access
from app.storage.access import Roots
from app.storage.creation import NewPerson, Pending, Unlocked, require_people, unlocked_of
from app.storage.files import write_whole
from app.storage.head import KEYRING, KEYRING_COPY, Stored
from app.storage.keyring import (
    Keyring,
    KeyringPerson,
    SharedEntry,
    load_keyring,
    mac_is_right,
    save_keyring,
    write_copies,
)
from app.storage.slots import KdfPolicy, Secret, below, require_passphrase


@dataclass(frozen=True)
class Joining:
    """A partner about to be added to a solo vault: everything derived, nothing written."""

    keyring: Keyring = field(repr=False)
    mac_key: Secret
    existing: Unlocked
    new: Unlocked
    profile: Person = field(repr=False)
    recovery_code: str = field(repr=False)


class Keys:
    """The keyring as it is now, and the work that passphrases and recovery codes do on it."""

    def __init__(self, folder: Path, policy: KdfPolicy, ids: IdSource) -> None:
        self._folder = folder
        self._policy = policy
        self._ids = ids
        self._lock = threading.RLock()
        self._stored, self._keyring = load_keyring(folder)

    @property
    def keyring(self) -> Keyring:
        """The keyring now; a frozen value."""
        return self._keyring

    @property
    def stored(self) -> Stored:
        """The stored bytes now."""
        return self._stored

    def derive(self, person_id: PersonId, passphrase: str) -> Unlocked:
        """A person's keys; WrongPassphrase. A slot below today's floor gets a successor, written when admitted."""
        stored, keyring = self._both()
        roots = access.roots_by_passphrase(keyring, person_id, passphrase)
        unlocked = _checked(stored, keyring, person_id, roots)
        if unlocked.mac_right and below(keyring.person(person_id).passphrase.kdf, self._policy):
            return self._with_slot(unlocked, roots, passphrase)
        return unlocked

    def derive_with_recovery(self, person_id: PersonId, code: str, new_passphrase: str) -> Unlocked:
        """A person's keys by their code, and a new slot, written when admitted. WrongRecoveryCode, WeakPassphrase."""
        require_passphrase(new_passphrase)
        stored, keyring = self._both()
        roots = access.roots_by_recovery(keyring, person_id, code)
        unlocked = _checked(stored, keyring, person_id, roots)
        if not unlocked.mac_right:
            raise VaultDamaged(KEYRING)
        return self._with_slot(unlocked, roots, new_passphrase)

    def check(self, person_id: PersonId, passphrase: str) -> bool:
        """Whether this is their passphrase."""
        try:
            access.roots_by_passphrase(self._keyring, person_id, passphrase)
        except WrongPassphrase:
            return False
        return True

    def signer(self, person_id: PersonId, passphrase: str, purpose: str) -> Callable[[bytes], bytes]:
        """What makes their Ed25519 signatures (64 bytes) for a purpose; holds their root. WrongPassphrase."""
        keyring = self._keyring
        root = access.roots_by_passphrase(keyring, person_id, passphrase).person
        return lambda payload: access.sign(keyring.vault_id, root, purpose, payload)

    def change_passphrase(self, person_id: PersonId, old: str, new: str) -> None:
        """Rewrite one slot; WrongPassphrase, WeakPassphrase."""
        require_passphrase(new)
        roots = self._roots_to_change(person_id, old)
        slot = access.make_passphrase_slot(roots.vault_id, person_id, roots.person, new, self._policy)
        self.change(person_id, roots.mac_key, lambda entry: entry.evolve(passphrase=slot))

    def new_recovery_code(self, person_id: PersonId, passphrase: str) -> str:
        """A fresh code; the one before stops working. WrongPassphrase."""
        roots = self._roots_to_change(person_id, passphrase)
        slot, code = access.make_recovery(roots.vault_id, person_id, roots.person)
        self.change(person_id, roots.mac_key, lambda entry: entry.evolve(recovery=slot))
        return code

    def prepare_join(self, existing_id: PersonId, existing_passphrase: str, new: NewPerson) -> Joining:
        """Derive everything for a second person; writes nothing. WrongPassphrase, WeakPassphrase, InputError."""
        keyring = self._keyring
        if keyring.shared is not None:
            raise InputError("people")
        mine = keyring.person(existing_id)
        _require_apart(mine.mark, new.mark)
        require_people((new,))
        shared_root = Secret.new()
        roots = replace(self._roots_to_change(existing_id, existing_passphrase), shared=shared_root)
        keys = access.make_person(
            keyring.vault_id,
            PersonId(self._ids()),
            self._ids(),
            mark=new.mark,
            passphrase=new.passphrase,
            policy=self._policy,
            shared_root=shared_root,
        )
        wrap = access.wrap_shared(keyring.vault_id, existing_id, roots.person, shared_root)
        joined = keyring.evolve(
            people=(mine.evolve(shared=wrap), keys.entry),
            shared=SharedEntry(database_id=self._ids()),
            generation=keyring.generation + 1,
        )
        return Joining(
            keyring=joined,
            mac_key=roots.mac_key,
            existing=unlocked_of(joined, existing_id, roots),
            new=unlocked_of(joined, keys.entry.person_id, keys.roots),
            profile=new.profile(keys.entry.person_id),
            recovery_code=keys.recovery_code,
        )

    def change(self, person_id: PersonId, mac_key: Secret, how: Callable[[KeyringPerson], KeyringPerson]) -> None:
        """Write one person's changed entry; VaultUnwritable, and then nothing has changed."""
        with self._lock:
            self.write(self._keyring.replacing(how(self._keyring.person(person_id))), mac_key)

    def write(self, keyring: Keyring, mac_key: Secret) -> None:
        """Write the next generation, both copies; Stale if this one is not what it follows."""
        with self._lock:
            if keyring.generation != self._keyring.generation + 1:
                raise Stale("keyring")
            before = self._stored
            try:
                self._stored = save_keyring(self._folder, keyring, mac_key)
                self._keyring = keyring
            except BaseException:
                self._put_back(before)
                raise

    def repair(self) -> None:
        """Write the valid keyring over the copy that is not; VaultUnwritable."""
        with self._lock:
            write_copies(self._folder, self._stored.raw)
            self._stored = self._stored._replace(needs_repair=False)

    def _put_back(self, before: Stored) -> None:
        # One of the two files may be new already while the other could not be written; memory follows the disk.
        for name in (KEYRING, KEYRING_COPY):
            with suppress(VaultError):
                write_whole(self._folder / name, before.raw)
        with suppress(VaultError):
            self._stored, self._keyring = load_keyring(self._folder)

    def _both(self) -> tuple[Stored, Keyring]:
        with self._lock:
            return self._stored, self._keyring

    def _roots_to_change(self, person_id: PersonId, passphrase: str) -> Roots:
        """Roots to rewrite the keyring with; a keyring that somebody else wrote is not signed over."""
        stored, keyring = self._both()
        roots = access.roots_by_passphrase(keyring, person_id, passphrase)
        if not mac_is_right(stored, roots.mac_key):
            raise VaultDamaged(KEYRING)
        return roots

    def _with_slot(self, unlocked: Unlocked, roots: Roots, passphrase: str) -> Unlocked:
        slot = access.make_passphrase_slot(roots.vault_id, unlocked.person_id, roots.person, passphrase, self._policy)
        return replace(unlocked, pending=Pending(slot, roots.mac_key))


def _checked(stored: Stored, keyring: Keyring, person_id: PersonId, roots: Roots) -> Unlocked:
    own = access.public_key(keyring.vault_id, roots.person).hex()
    return replace(
        unlocked_of(keyring, person_id, roots),
        mac_right=mac_is_right(stored, roots.mac_key),
        own_key_right=own == keyring.person(person_id).public_key,
    )


def _require_apart(one: PersonMark, other: PersonMark) -> None:
    if (one.shape, one.hue) == (other.shape, other.hue):
        raise InputError("mark", "same")
