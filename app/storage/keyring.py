"""The keyring: each person's slots, stored as bytes with a checksum and a MAC.

Whatever is read or written follows the rules of `app.storage.keyring_rules`, so the models here only name the fields.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from app.errors import Stale, VaultDamaged
from app.models.base import Model, PersonId
from app.models.person import PersonMark
from app.storage.files import write_atomically
from app.storage.keyring_file import (
    FORMAT,
    KEYRING,
    KEYRING_COPY,
    VERSION,
    KeyringMark,
    StoredKeyring,
    load_stored,
    parse_stored,
)
from app.storage.slots import PassphraseSlot, SealedKey, Secret, WrappedKey


class KeyringPerson(Model):
    """A person's entry: their root under their passphrase and, unless they did without one, under a recovery code.

    The shared root is wrapped under their root or, after a partner's new keys, sealed to it. `sealing`: the public key,
    from their root, that their partner seals a new shared root to.
    """

    person_id: PersonId
    mark: PersonMark
    database_id: str
    passphrase: PassphraseSlot
    recovery: WrappedKey | None
    sealing: str
    shared: WrappedKey | SealedKey | None


@dataclass(frozen=True)
class EntryChange:
    """A change of a person's own entry, with everything derived and nothing written; `apply` makes the new entry."""

    person_id: PersonId
    mac_key: Secret
    apply: Callable[[KeyringPerson], KeyringPerson] = field(repr=False)


class SharedSpaceEntry(Model):
    """The shared space of a vault for two."""

    database_id: str


class Keyring(Model):
    """Everything in the keyring; in a solo vault there is no shared space and no wrapped shared root."""

    vault_id: str
    generation: int
    people: tuple[KeyringPerson, ...]
    shared: SharedSpaceEntry | None

    @property
    def was_left(self) -> bool:
        """Whether the partner of the only person left, and that person has not unlocked since."""
        return len(self.people) == 1 and self.shared is not None

    @property
    def marks(self) -> tuple[KeyringMark, ...]:
        """The people as they show before unlocking, in the order of joining."""
        return tuple(
            KeyringMark(p.person_id, p.mark.shape.value, p.mark.hue.value, p.mark.initial) for p in self.people
        )

    def person(self, person_id: PersonId) -> KeyringPerson:
        """A person's entry. Raises `Stale` if they do not belong to this vault, which may have been exchanged."""
        for person in self.people:
            if person.person_id == person_id:
                return person
        raise Stale("keyring")

    def replacing(self, person: KeyringPerson) -> Keyring:
        """The next generation, with one person's entry replaced."""
        people = tuple(person if other.person_id == person.person_id else other for other in self.people)
        return self.evolve(people=people, generation=self.generation + 1)


def load_keyring(folder: Path) -> tuple[StoredKeyring, Keyring]:
    """The stored bytes and the keyring in them. Raises the errors of `keyring_file.load_stored`."""
    stored = load_stored(folder)
    return stored, parse_keyring(stored)


def parse_keyring(stored: StoredKeyring) -> Keyring:
    """The keyring in the stored bytes. VaultDamaged if it is invalid."""
    try:
        return Keyring.model_validate_json(stored.body)
    except ValidationError:
        raise VaultDamaged(KEYRING) from None


def save_keyring(folder: Path, keyring: Keyring, mac_key: Secret) -> StoredKeyring:
    """Write both copies, the main one first; both are fsynced on return. VaultUnwritable, VaultDamaged if invalid."""
    raw = _encoded(keyring, mac_key)
    stored = parse_stored(raw, KEYRING)
    if parse_keyring(stored) != keyring:
        raise VaultDamaged(KEYRING)
    write_copies(folder, raw)
    return stored


def write_copies(folder: Path, raw: bytes) -> None:
    """Write the same bytes to both files."""
    write_atomically(folder / KEYRING, raw)
    write_atomically(folder / KEYRING_COPY, raw)


def mac_is_valid(stored: StoredKeyring, mac_key: Secret) -> bool:
    """Whether the stored bytes were written by somebody who belongs to this vault."""
    return hmac.compare_digest(_mac(mac_key, stored.body), stored.mac)


def _encoded(keyring: Keyring, mac_key: Secret) -> bytes:
    body = json.dumps(keyring.model_dump(mode="json"), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    encoded = body.encode("ascii")
    envelope = {
        "format": FORMAT,
        "version": VERSION,
        "sha256": hashlib.sha256(encoded).hexdigest(),
        "mac": _mac(mac_key, encoded),
        "body": body,
    }
    return json.dumps(envelope, ensure_ascii=True, indent=1).encode("ascii") + b"\n"


def _mac(key: Secret, body: bytes) -> str:
    return hmac.new(key.reveal(), b"accord/keyring/v1\0" + body, hashlib.sha256).hexdigest()
