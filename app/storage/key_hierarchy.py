"""The hierarchy of keys: a passphrase or recovery code unwraps a person's root; everything else is derived from roots.

Pure key derivation: no database, no file.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from app.errors import VaultDamaged, WrongPassphrase, WrongRecoveryCode
from app.models.base import IdSource, PersonId
from app.models.person import PersonMark
from app.storage import recovery
from app.storage.keyring import Keyring, KeyringPerson
from app.storage.keyring_file import KEYRING
from app.storage.slots import (
    Context,
    KdfPolicy,
    PassphraseSlot,
    SealedKey,
    Secret,
    WrappedKey,
    WrongKey,
    context_of,
    derive,
    seal,
    sealing_key,
    unseal,
    unwrap,
    unwrap_with_passphrase,
    wrap,
    wrap_with_passphrase,
)


@dataclass(frozen=True)
class Roots:
    """A person's root and, in a vault for two, the shared root; held only while something is derived."""

    vault_id: str
    person: Secret
    shared: Secret | None

    @property
    def mac_key(self) -> Secret:
        """The key of the keyring's MAC, from the shared root or, in a solo vault, from the person's."""
        return derive(self.shared or self.person, salt=bytes.fromhex(self.vault_id), info=b"accord/v1/keyring-mac")


@dataclass(frozen=True)
class NewPersonKeys:
    """The keys of a new person: their keyring entry, roots, and the recovery code to show once."""

    entry: KeyringPerson
    roots: Roots
    recovery_code: str = field(repr=False)


def unwrap_roots(keyring: Keyring, person_id: PersonId, passphrase: str, policy: KdfPolicy) -> Roots:
    """A person's roots by passphrase; slow (Argon2id). WrongPassphrase, or VaultDamaged if the slot was changed."""
    entry = keyring.person(person_id)
    try:
        context = _passphrase_context(keyring.vault_id, person_id)
        root = unwrap_with_passphrase(entry.passphrase, passphrase, policy, context)
    except WrongKey:
        raise WrongPassphrase from None
    return _with_shared(keyring, entry, root)


def recover_roots(keyring: Keyring, person_id: PersonId, code: str) -> Roots:
    """A person's roots by their recovery code. WrongRecoveryCode, whose detail tells a typo from a wrong code.

    The error does not reveal whether they have a code: without one, every code is wrong.
    """
    entry = keyring.person(person_id)
    secret = Secret(recovery.read_code(code))
    if entry.recovery is None:
        raise WrongRecoveryCode
    try:
        root = unwrap(entry.recovery, secret, _recovery_context(keyring.vault_id, person_id))
    except WrongKey:
        raise WrongRecoveryCode from None
    return _with_shared(keyring, entry, root)


def make_person(
    vault_id: str,
    mark: PersonMark,
    passphrase: str,
    policy: KdfPolicy,
    ids: IdSource,
    shared_root: Secret | None,
    person_id: PersonId | None = None,
) -> NewPersonKeys:
    """A random root, its slots and a recovery code, for a new person or for this one; slow (Argon2id)."""
    person_id, root = person_id or PersonId(ids()), Secret.new()
    slot, code = make_recovery(vault_id, person_id, root)
    entry = KeyringPerson(
        person_id=person_id,
        mark=mark,
        database_id=ids(),
        passphrase=make_passphrase_slot(vault_id, person_id, root, passphrase, policy),
        recovery=slot,
        sealing=public_key(vault_id, root),
        shared=None if shared_root is None else wrap_shared(vault_id, person_id, root, shared_root),
    )
    return NewPersonKeys(entry, Roots(vault_id, root, shared_root), code)


def make_passphrase_slot(
    vault_id: str, person_id: PersonId, root: Secret, passphrase: str, policy: KdfPolicy
) -> PassphraseSlot:
    """The root wrapped under a passphrase; slow (Argon2id)."""
    return wrap_with_passphrase(root, passphrase, policy, _passphrase_context(vault_id, person_id))


def make_recovery(vault_id: str, person_id: PersonId, root: Secret) -> tuple[WrappedKey, str]:
    """The root wrapped under a new recovery code, and the code. 160 random bits need no stretching."""
    secret = recovery.new_secret()
    return wrap(root, Secret(secret), _recovery_context(vault_id, person_id)), recovery.write_code(secret)


def wrap_shared(vault_id: str, person_id: PersonId, root: Secret, shared_root: Secret) -> WrappedKey:
    """The shared root wrapped under a person's root."""
    return wrap(shared_root, root, context_of("shared-root", vault_id, person_id))


def seal_shared(vault_id: str, partner: KeyringPerson, shared_root: Secret) -> SealedKey:
    """A new shared root for a partner who is not here."""
    return seal(shared_root, partner.sealing, context_of("sealed-root", vault_id, partner.person_id))


def public_key(vault_id: str, root: Secret) -> str:
    """The public key that a new shared root is sealed to."""
    return sealing_key(_private_key(vault_id, root))


def database_key(vault_id: str, database_id: str, root: Secret) -> Secret:
    """The raw key of one database file; every database id has its own."""
    return derive(root, salt=bytes.fromhex(vault_id), info=f"accord/v1/db/{database_id}".encode("ascii"))


def proof_key(vault_id: str, root: Secret) -> Secret:
    """The key that tells what a person said from what somebody else wrote in their name."""
    return derive(root, salt=bytes.fromhex(vault_id), info=b"accord/v1/proof")


def _with_shared(keyring: Keyring, entry: KeyringPerson, root: Secret) -> Roots:
    if entry.shared is None:
        return Roots(keyring.vault_id, root, None)
    vault_id, person = keyring.vault_id, entry.person_id
    try:
        if isinstance(entry.shared, SealedKey):
            shared = unseal(entry.shared, _private_key(vault_id, root), context_of("sealed-root", vault_id, person))
        else:
            shared = unwrap(entry.shared, root, context_of("shared-root", vault_id, person))
    except WrongKey:
        raise VaultDamaged(KEYRING) from None
    return Roots(keyring.vault_id, root, shared)


def _private_key(vault_id: str, root: Secret) -> Secret:
    return derive(root, salt=bytes.fromhex(vault_id), info=b"accord/v1/sealing")


def _passphrase_context(vault_id: str, person_id: PersonId) -> Context:
    return context_of("passphrase-slot", vault_id, person_id)


def _recovery_context(vault_id: str, person_id: PersonId) -> Context:
    return context_of("recovery-slot", vault_id, person_id)
