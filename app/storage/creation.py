"""Making a vault, or a second person's part of one."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock
from pydantic import ValidationError
from sqlalchemy import Connection

from app.errors import InputError, VaultExists, VaultUnwritable
from app.models.base import IdSource, PersonId
from app.models.person import Person, PersonMark
from app.storage.access import NewPersonKeys, Roots, database_key, make_person
from app.storage.databases import (
    SHARED,
    Identity,
    file_name,
    make_engine,
    may_write,
    private_space,
    remove_database,
    require_encrypted_file,
)
from app.storage.files import create_owner_only, remove_parts, sync_folder, writing
from app.storage.head import KEYRING, KEYRING_COPY, LOCK
from app.storage.keyring import Keyring, SharedEntry, save_keyring
from app.storage.repositories_private import PrivateRepositories
from app.storage.repositories_shared import SharedRepositories
from app.storage.slots import KdfPolicy, PassphraseSlot, Secret, require_passphrase
from app.storage.tables_private import partner_key

UMASK = 0o077


@dataclass(frozen=True)
class NewPerson:
    """Somebody who is to have a space: their mark, passphrase and profile."""

    mark: PersonMark
    passphrase: str = field(repr=False)
    name: str = field(repr=False)
    pronouns: str = field(default="", repr=False)

    def profile(self, person_id: PersonId) -> Person:
        """The profile to be stored; InputError("name") or ("pronouns") if it cannot be."""
        try:
            return Person(id=person_id, name=self.name, pronouns=self.pronouns, mark=self.mark)
        except ValidationError as error:
            raise InputError(str(error.errors()[0]["loc"][0])) from None


@dataclass(frozen=True)
class Pending:
    """A new passphrase slot that is written once the data it leads to has opened."""

    slot: PassphraseSlot = field(repr=False)
    mac_key: Secret


@dataclass(frozen=True)
class Unlocked:
    """A person's derived database keys, on their way from the keys lane to the database lane."""

    person_id: PersonId
    private_key: Secret
    shared_key: Secret | None
    mac_right: bool = True
    own_key_right: bool = True
    pending: Pending | None = None


@dataclass(frozen=True)
class Created:
    """Who was added, the recovery code of each, to be shown once, and the keys of those who are not here yet."""

    person_ids: tuple[PersonId, ...]
    recovery_codes: tuple[str, ...] = field(repr=False)
    unlocked: tuple[Unlocked, ...] = ()


def create_vault(folder: Path, *, people: Sequence[NewPerson], policy: KdfPolicy, ids: IdSource) -> Created:
    """A vault for one or two in an empty or new folder; slow (Argon2id), and nothing is left of it if it fails.

    Raises VaultExists, VaultUnwritable, WeakPassphrase, InputError. The time is kept nowhere.
    """
    require_people(people)
    os.umask(UMASK)
    made = _make_folder(folder)
    try:
        with writing(folder.name), FileLock(folder / LOCK, timeout=0, mode=0o600, fallback_to_soft=False):
            return _create(folder, people, policy, ids)
    except BaseException as error:
        _remove_lock(folder, made=made)
        if isinstance(error, NotImplementedError):
            raise VaultUnwritable(folder.name) from None
        raise


def require_people(people: Sequence[NewPerson]) -> None:
    """One or two, with passphrases long enough and marks that can be told apart."""
    if not 1 <= len(people) <= 2:
        raise InputError("people")
    if len({(person.mark.shape, person.mark.hue) for person in people}) != len(people):
        raise InputError("mark", "same")
    for person in people:
        require_passphrase(person.passphrase)
        person.profile(PersonId("0" * 32))


def unlocked_of(keyring: Keyring, person_id: PersonId, roots: Roots) -> Unlocked:
    """The database keys of a person."""
    entry = keyring.person(person_id)
    shared_key = None
    if keyring.shared is not None and roots.shared is not None:
        shared_key = database_key(keyring.vault_id, keyring.shared.database_id, roots.shared)
    return Unlocked(person_id, database_key(keyring.vault_id, entry.database_id, roots.person), shared_key)


def create_private(folder: Path, keyring: Keyring, unlocked: Unlocked, profile: Person) -> Path:
    """A person's private database, with their profile and the partner's public key."""
    identity = identity_of_private(keyring, unlocked.person_id)
    partner = keyring.partner(unlocked.person_id)

    def fill(connection: Connection) -> None:
        PrivateRepositories(connection, unlocked.person_id).profile.save(profile)
        if partner is not None:
            pin(connection, partner.person_id, bytes.fromhex(partner.public_key))

    path = folder / file_name(identity.space)
    create_database(path, unlocked.private_key, identity, fill)
    return path


def create_shared(folder: Path, keyring: Keyring, key: Secret, profiles: Sequence[Person]) -> Path:
    """The shared database, with both profiles in the order of joining."""

    def fill(connection: Connection) -> None:
        for profile in profiles:
            SharedRepositories(connection).people.save(profile)

    path = folder / file_name(SHARED)
    create_database(path, key, identity_of_shared(keyring), fill)
    return path


def identity_of_private(keyring: Keyring, person_id: PersonId) -> Identity:
    """What a person's database must say of itself."""
    return Identity(keyring.vault_id, keyring.person(person_id).database_id, private_space(person_id))


def identity_of_shared(keyring: Keyring) -> Identity:
    """What the shared database must say of itself."""
    if keyring.shared is None:
        raise ValueError("a solo vault shares nothing")
    return Identity(keyring.vault_id, keyring.shared.database_id, SHARED)


def pin(connection: Connection, person_id: PersonId, public_key: bytes) -> None:
    """Keep the partner's public key where only this person can change it."""
    connection.execute(partner_key.insert().values(person_id=person_id, public_key=public_key))


def _create(folder: Path, people: Sequence[NewPerson], policy: KdfPolicy, ids: IdSource) -> Created:
    vault_id = ids()
    shared_root = Secret.new() if len(people) == 2 else None
    made = [_make_keys(vault_id, new, policy, ids, shared_root) for new in people]
    shared = SharedEntry(database_id=ids()) if shared_root is not None else None
    keyring = Keyring(vault_id=vault_id, generation=1, people=tuple(keys.entry for keys in made), shared=shared)
    unlocked = tuple(unlocked_of(keyring, keys.entry.person_id, keys.roots) for keys in made)
    profiles = tuple(new.profile(one.person_id) for new, one in zip(people, unlocked, strict=True))
    files: list[Path] = []
    try:
        for one, profile in zip(unlocked, profiles, strict=True):
            files.append(create_private(folder, keyring, one, profile))
        if unlocked[0].shared_key is not None:
            files.append(create_shared(folder, keyring, unlocked[0].shared_key, profiles))
        # The keyring comes last: with it, the vault exists.
        save_keyring(folder, keyring, made[0].roots.mac_key)
    except BaseException:
        remove_created(folder, files)
        for name in (KEYRING, KEYRING_COPY):
            (folder / name).unlink(missing_ok=True)
        raise
    return Created(tuple(one.person_id for one in unlocked), tuple(keys.recovery_code for keys in made), unlocked)


def remove_created(folder: Path, files: Sequence[Path]) -> None:
    """Take back what an unfinished creation made."""
    with suppress(OSError):
        remove_parts(folder)
        for path in files:
            remove_database(path)


def _make_keys(
    vault_id: str, new: NewPerson, policy: KdfPolicy, ids: IdSource, shared_root: Secret | None
) -> NewPersonKeys:
    return make_person(
        vault_id,
        PersonId(ids()),
        ids(),
        mark=new.mark,
        passphrase=new.passphrase,
        policy=policy,
        shared_root=shared_root,
    )


def create_database(path: Path, key: Secret, identity: Identity, fill: Callable[[Connection], None]) -> None:
    """A new file with its tables, its canary and whatever `fill` adds; removed again if that fails."""
    from app.storage.migrations.run import upgrade

    with writing(path.name):
        os.close(create_owner_only(path))
    engine = make_engine(path, key)
    try:
        with may_write(engine.connect()) as connection, connection.begin():
            upgrade(connection, identity.kind)
            connection.execute(identity.meta.insert().values(id=1, **identity.row))
            fill(connection)
    except BaseException:
        engine.dispose()
        remove_database(path)
        raise
    engine.dispose()
    require_encrypted_file(path)
    with writing(path.name):
        sync_folder(path.parent)


def _make_folder(folder: Path) -> bool:
    """Make the folder, 0700, or take an empty one; True if it was made."""
    with writing(folder.name):
        try:
            folder.mkdir(mode=0o700, parents=True)
        except FileExistsError:
            if not folder.is_dir() or any(folder.iterdir()):
                raise VaultExists(folder.name) from None
            folder.chmod(0o700)
            return False
    return True


def _remove_lock(folder: Path, *, made: bool) -> None:
    with suppress(OSError):
        (folder / LOCK).unlink(missing_ok=True)
        if made:
            folder.rmdir()
