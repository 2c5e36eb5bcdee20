"""Getting at roots and deriving from them; pure key work, no database and no file."""

from __future__ import annotations

from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from app.errors import VaultDamaged, WrongPassphrase, WrongRecoveryCode
from app.models.base import PersonId
from app.models.person import PersonMark
from app.storage import recovery
from app.storage.head import KEYRING
from app.storage.keyring import Keyring, KeyringPerson
from app.storage.slots import (
    Context,
    KdfPolicy,
    PassphraseSlot,
    Sealed,
    Secret,
    WrongKey,
    context_of,
    derive,
    seal,
    seal_with_passphrase,
    unseal,
    unseal_with_passphrase,
)


@dataclass(frozen=True)
class Roots:
    """A person's root and, in a vault for two, the shared one; held only while something is derived."""

    vault_id: str
    person: Secret
    shared: Secret | None

    @property
    def mac_key(self) -> Secret:
        """What the keyring is MACed with: under the shared root, or the person's in a solo vault."""
        return derive(self.shared or self.person, salt=bytes.fromhex(self.vault_id), info=b"accord/v1/keyring-mac")


@dataclass(frozen=True)
class NewPersonKeys:
    """A person just made: their entry, roots and the recovery code to be shown once."""

    entry: KeyringPerson
    roots: Roots
    recovery_code: str = field(repr=False)


def roots_by_passphrase(keyring: Keyring, person_id: PersonId, passphrase: str) -> Roots:
    """Slow (Argon2id); WrongPassphrase, or VaultDamaged if the slot was changed."""
    entry = keyring.person(person_id)
    try:
        root = unseal_with_passphrase(entry.passphrase, passphrase, _passphrase_context(keyring.vault_id, person_id))
    except WrongKey:
        raise WrongPassphrase from None
    return _with_shared(keyring, entry, root)


def roots_by_recovery(keyring: Keyring, person_id: PersonId, code: str) -> Roots:
    """Quick; WrongRecoveryCode, whose detail tells a typo from a code of something else."""
    entry = keyring.person(person_id)
    secret = Secret(recovery.read_code(code))
    try:
        root = unseal(entry.recovery, secret, _recovery_context(keyring.vault_id, person_id))
    except WrongKey:
        raise WrongRecoveryCode from None
    return _with_shared(keyring, entry, root)


def make_person(
    vault_id: str,
    person_id: PersonId,
    database_id: str,
    *,
    mark: PersonMark,
    passphrase: str,
    policy: KdfPolicy,
    shared_root: Secret | None,
) -> NewPersonKeys:
    """A fresh root with its slots and a recovery code; slow (Argon2id)."""
    root = Secret.new()
    slot, code = make_recovery(vault_id, person_id, root)
    entry = KeyringPerson(
        person_id=person_id,
        mark=mark,
        database_id=database_id,
        public_key=public_key(vault_id, root).hex(),
        passphrase=make_passphrase_slot(vault_id, person_id, root, passphrase, policy),
        recovery=slot,
        shared=None if shared_root is None else wrap_shared(vault_id, person_id, root, shared_root),
    )
    return NewPersonKeys(entry, Roots(vault_id, root, shared_root), code)


def make_passphrase_slot(
    vault_id: str, person_id: PersonId, root: Secret, passphrase: str, policy: KdfPolicy
) -> PassphraseSlot:
    """The root under a passphrase; slow (Argon2id)."""
    return seal_with_passphrase(root, passphrase, policy, _passphrase_context(vault_id, person_id))


def make_recovery(vault_id: str, person_id: PersonId, root: Secret) -> tuple[Sealed, str]:
    """The root under a fresh recovery code, and the code. 160 random bits need no stretching."""
    secret = recovery.new_secret()
    return seal(root, Secret(secret), _recovery_context(vault_id, person_id)), recovery.write_code(secret)


def wrap_shared(vault_id: str, person_id: PersonId, root: Secret, shared_root: Secret) -> Sealed:
    """The shared root under a person's root."""
    return seal(shared_root, root, context_of("shared-root", vault_id, person_id))


def database_key(vault_id: str, database_id: str, root: Secret) -> Secret:
    """The raw key of one database file; another database id is another key."""
    return derive(root, salt=bytes.fromhex(vault_id), info=f"accord/v1/db/{database_id}".encode("ascii"))


def public_key(vault_id: str, root: Secret) -> bytes:
    """The 32 bytes others know a person's signature by."""
    return _signing_key(vault_id, root).public_key().public_bytes_raw()


def sign(vault_id: str, root: Secret, purpose: str, payload: bytes) -> bytes:
    """Ed25519 over the purpose and the payload: 64 bytes."""
    return _signing_key(vault_id, root).sign(_message(purpose, payload))


def verify(public: bytes, purpose: str, payload: bytes, signature: bytes) -> bool:
    """Whether the holder of that public key signed exactly this for exactly that purpose."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, _message(purpose, payload))
    except (InvalidSignature, ValueError):
        return False
    return True


def _with_shared(keyring: Keyring, entry: KeyringPerson, root: Secret) -> Roots:
    if entry.shared is None:
        return Roots(keyring.vault_id, root, None)
    try:
        shared = unseal(entry.shared, root, context_of("shared-root", keyring.vault_id, entry.person_id))
    except WrongKey:
        raise VaultDamaged(KEYRING) from None
    return Roots(keyring.vault_id, root, shared)


def _signing_key(vault_id: str, root: Secret) -> Ed25519PrivateKey:
    seed = derive(root, salt=bytes.fromhex(vault_id), info=b"accord/v1/signing")
    return Ed25519PrivateKey.from_private_bytes(seed.reveal())


def _message(purpose: str, payload: bytes) -> bytes:
    return f"accord/{purpose}/v1\0".encode() + payload


def _passphrase_context(vault_id: str, person_id: PersonId) -> Context:
    return context_of("passphrase-slot", vault_id, person_id)


def _recovery_context(vault_id: str, person_id: PersonId) -> Context:
    return context_of("recovery-slot", vault_id, person_id)
