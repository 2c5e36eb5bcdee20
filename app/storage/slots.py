"""Wrapping one key under another, directly or with a passphrase at a configurable cost.

Every wrap is AES-256-GCM under a key derived with a fresh salt and nonce. The purpose of the wrap (its context) goes
into the derivation and is authenticated. GCM does not commit to its key, so a second output of the derivation is
stored and compared first: it tells a wrong passphrase from a damaged slot.
"""

from __future__ import annotations

import hmac
import json
import os
import secrets
import unicodedata
from dataclasses import dataclass
from typing import Any, Literal, Never

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.errors import NotEnoughMemory, VaultDamaged, WeakPassphrase
from app.models.base import Model
from app.storage.keyring_file import KEYRING
from app.storage.keyring_rules import MAX_MEMORY_KIB, costs_are_sound

KEY_SIZE = 32
MIN_PASSPHRASE_LENGTH = 8

_LEAST_MEMORY_KIB = 8 * 1024
_COMMITMENT = 32
_HPKE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


class WrongKey(Exception):
    """The commitment does not match: the slot was wrapped under a different key."""


class Secret:
    """Key bytes that do not show in a repr, a log or a traceback, and are compared in constant time.

    They are overwritten once nobody refers to them. What `reveal` gives is a copy, which Python frees as it is.
    """

    __slots__ = ("_raw",)

    def __init__(self, raw: bytes) -> None:
        self._raw = bytearray(raw)

    def __del__(self) -> None:
        wipe(self._raw)

    def __repr__(self) -> str:
        return "<secret>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and hmac.compare_digest(self._raw, other._raw)

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> Never:
        raise TypeError("a secret is never serialised")

    def reveal(self) -> bytes:
        """The bytes, for the cryptographic primitive that needs them."""
        return bytes(self._raw)

    @classmethod
    def new(cls) -> Secret:
        """A fresh random key of 32 bytes."""
        return cls(secrets.token_bytes(KEY_SIZE))


def wipe(buffer: bytearray) -> None:
    """Overwrite bytes in their place."""
    buffer[:] = bytes(len(buffer))


@dataclass(frozen=True)
class KdfPolicy:
    """The cost of Argon2id in new passphrase slots: passes, KiB of memory, lanes.

    Slots that cost less memory than 8 MiB, or than the policy if that is lower, are refused when reading.
    """

    time: int
    memory_kib: int
    lanes: int


DEFAULT_POLICY = KdfPolicy(4, 256 * 1024, 4)
MINIMUM_POLICY = KdfPolicy(3, 64 * 1024, 4)


class WrappedKey(Model):
    """A key wrapped under another key; every field is hex."""

    salt: str
    nonce: str
    commitment: str
    ciphertext: str


class SealedKey(Model):
    """A key that anybody can encrypt to a public key, and only the owner of its private key can read; hex."""

    sealed: str


class Kdf(Model):
    """How a passphrase is stretched; `require_bounds` checks the parameters before they are used."""

    name: Literal["argon2id"] = "argon2id"
    time: int
    memory_kib: int
    lanes: int
    salt: str


class PassphraseSlot(Model):
    """A person's root, wrapped under their passphrase."""

    kdf: Kdf
    wrapped: WrappedKey


Context = dict[str, Any]


def context_of(kind: str, vault_id: str, person_id: str, **more: Any) -> Context:
    """The purpose of a wrap: its type, version, vault and person; moved to any other context, it does not open."""
    return {"type": f"accord/{kind}", "version": 1, "vault": vault_id, "person": person_id, **more}


def derive(key: Secret, *, salt: bytes, info: bytes, length: int = KEY_SIZE) -> Secret:
    """HKDF with SHA-256."""
    return Secret(HKDF(SHA256(), length, salt, info).derive(key.reveal()))


def wrap(payload: Secret, key: Secret, context: Context) -> WrappedKey:
    """Wrap 32 bytes under a key."""
    salt, nonce = secrets.token_bytes(KEY_SIZE), secrets.token_bytes(12)
    about = _encoded(context)
    wrapping, commitment = _wrapping_keys(key, salt, about)
    ciphertext = AESGCM(wrapping).encrypt(nonce, payload.reveal(), about)
    return WrappedKey(salt=salt.hex(), nonce=nonce.hex(), commitment=commitment.hex(), ciphertext=ciphertext.hex())


def unwrap(wrapped: WrappedKey, key: Secret, context: Context) -> Secret:
    """Unwrap a key. WrongKey if `key` is not the one it was wrapped under, VaultDamaged if it was changed."""
    about = _encoded(context)
    wrapping, commitment = _wrapping_keys(key, bytes.fromhex(wrapped.salt), about)
    if not hmac.compare_digest(commitment, bytes.fromhex(wrapped.commitment)):
        raise WrongKey
    try:
        return Secret(AESGCM(wrapping).decrypt(bytes.fromhex(wrapped.nonce), bytes.fromhex(wrapped.ciphertext), about))
    except InvalidTag:
        raise VaultDamaged(KEYRING) from None


def sealing_key(private: Secret) -> str:
    """The public key, as hex, that belongs to 32 secret bytes."""
    return X25519PrivateKey.from_private_bytes(private.reveal()).public_key().public_bytes_raw().hex()


def seal(payload: Secret, public: str, context: Context) -> SealedKey:
    """Encrypt 32 bytes to a public key (HPKE, RFC 9180). VaultDamaged if it is no good."""
    try:
        to = X25519PublicKey.from_public_bytes(bytes.fromhex(public))
        return SealedKey(sealed=_HPKE.encrypt(payload.reveal(), to, info=_encoded(context)).hex())
    except ValueError:
        raise VaultDamaged(KEYRING) from None


def unseal(sealed: SealedKey, private: Secret, context: Context) -> Secret:
    """The bytes that were sealed. WrongKey if they were sealed to somebody else, or changed."""
    key = X25519PrivateKey.from_private_bytes(private.reveal())
    try:
        return Secret(_HPKE.decrypt(bytes.fromhex(sealed.sealed), key, info=_encoded(context)))
    except (InvalidTag, ValueError):
        raise WrongKey from None


def wrap_with_passphrase(payload: Secret, passphrase: str, policy: KdfPolicy, context: Context) -> PassphraseSlot:
    """A passphrase slot at the cost of the policy; slow (Argon2id)."""
    salt = secrets.token_bytes(KEY_SIZE)
    kdf = Kdf(time=policy.time, memory_kib=policy.memory_kib, lanes=policy.lanes, salt=salt.hex())
    key = stretch(passphrase, kdf, policy)
    return PassphraseSlot(kdf=kdf, wrapped=wrap(payload, key, {**context, "kdf": kdf.model_dump()}))


def unwrap_with_passphrase(slot: PassphraseSlot, passphrase: str, policy: KdfPolicy, context: Context) -> Secret:
    """The key in a passphrase slot; slow (Argon2id). WrongKey or VaultDamaged."""
    return unwrap(slot.wrapped, stretch(passphrase, slot.kdf, policy), {**context, "kdf": slot.kdf.model_dump()})


def stretch(passphrase: str, kdf: Kdf, policy: KdfPolicy) -> Secret:
    """Argon2id over the normalised passphrase; refuses hostile parameters before doing any work.

    VaultDamaged or NotEnoughMemory.
    """
    require_bounds(kdf, policy)
    algorithm = Argon2id(
        salt=bytes.fromhex(kdf.salt),
        length=KEY_SIZE,
        iterations=kdf.time,
        lanes=kdf.lanes,
        memory_cost=kdf.memory_kib,
    )
    words = bytearray(normalised(passphrase))
    try:
        return Secret(algorithm.derive(words))  # type: ignore[arg-type]  # it takes any buffer
    except MemoryError:
        pass
    finally:
        wipe(words)
    raise NotEnoughMemory


def require_bounds(kdf: Kdf, policy: KdfPolicy) -> None:
    """VaultDamaged unless the costs are sound and fit this machine; those of new slots fit every machine."""
    least = min(_LEAST_MEMORY_KIB, policy.memory_kib)
    most = max(_memory_kib() // 4, DEFAULT_POLICY.memory_kib, policy.memory_kib)
    if not (costs_are_sound(kdf.time, kdf.memory_kib, kdf.lanes) and least <= kdf.memory_kib <= most):
        raise VaultDamaged(KEYRING)


def is_weaker(kdf: Kdf, policy: KdfPolicy) -> bool:
    """Whether a slot costs less than the minimum, or than the policy if that is below the minimum."""
    return kdf.time < min(policy.time, MINIMUM_POLICY.time) or kdf.memory_kib < min(
        policy.memory_kib, MINIMUM_POLICY.memory_kib
    )


def normalised(passphrase: str) -> bytes:
    """The same bytes however the keyboard composed the characters."""
    return unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")


def require_passphrase(passphrase: str) -> None:
    """WeakPassphrase if it has fewer than eight characters."""
    if len(unicodedata.normalize("NFKC", passphrase).strip()) < MIN_PASSPHRASE_LENGTH:
        raise WeakPassphrase


def _wrapping_keys(key: Secret, salt: bytes, about: bytes) -> tuple[bytes, bytes]:
    both = derive(key, salt=salt, info=about, length=KEY_SIZE + _COMMITMENT).reveal()
    return both[:KEY_SIZE], both[KEY_SIZE:]


def _encoded(context: Context) -> bytes:
    return json.dumps(context, sort_keys=True, ensure_ascii=True, separators=(",", ":")).encode("ascii")


def _memory_kib() -> int:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 1024
    except (AttributeError, ValueError, OSError):
        return 4 * MAX_MEMORY_KIB
