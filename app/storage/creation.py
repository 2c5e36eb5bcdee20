"""Creating a vault, or the databases of a partner who joins one."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy import Connection

from app.errors import InputError
from app.models.base import IdSource, PersonId
from app.models.person import Person, PersonMark, require_names_apart
from app.models.said_kinds import ERA, PROFILE, Era
from app.storage.closed_files import opened
from app.storage.databases import (
    SHARED,
    Identity,
    file_name,
    make_engine,
    may_write,
    private_space,
    remove_database,
    require_encrypted_file,
    run_raw,
)
from app.storage.files import create_owner_only, remove_parts, sync_folder, writing
from app.storage.key_hierarchy import NewPersonKeys, Roots, database_key, make_person, proof_key
from app.storage.keyring import EntryChange, Keyring, KeyringPerson, SharedSpaceEntry, save_keyring
from app.storage.own_entry import keep_entries
from app.storage.part_copy import begin_part, clear_notes, copy_part
from app.storage.parts import part_of
from app.storage.said_rows import PartState
from app.storage.schema import statements_of
from app.storage.slots import KdfPolicy, Secret, require_passphrase
from app.storage.whole_folder import whole_folder

UMASK = 0o077

OpenPart = Callable[[], AbstractContextManager[Connection]]
"""Opens a private space, to copy what its person says."""


@dataclass(frozen=True)
class NewPerson:
    """A person to create a private space for: their mark, passphrase and profile."""

    mark: PersonMark
    passphrase: str = field(repr=False)
    name: str = field(repr=False)
    pronouns: str = field(default="", repr=False)

    def profile(self, person_id: PersonId) -> Person:
        """The profile to store. InputError("name") or InputError("pronouns") if it is invalid."""
        try:
            return Person(id=person_id, name=self.name, pronouns=self.pronouns, mark=self.mark)
        except ValidationError as error:
            raise InputError(str(error.errors()[0]["loc"][0])) from None


@dataclass(frozen=True)
class UnlockedKeys:
    """A person's derived database keys, on their way from the keys lane to the database lane.

    `pending`: a new passphrase slot, to be written once the databases it unlocks have opened. `renewal`: the way out of
    a shared space that their partner has left; it comes before everything else.
    """

    person_id: PersonId
    private_key: Secret
    shared_key: Secret | None
    proof_key: Secret
    mac_is_valid: bool = True
    by_code: bool = False
    pending: EntryChange | None = None
    renewal: KeyRenewal | None = None


@dataclass(frozen=True)
class KeyRenewal:
    """New keys for one person: everything is derived, nothing written. `keyring`: the next generation."""

    keyring: Keyring = field(repr=False)
    mac_key: Secret
    old: UnlockedKeys
    new: UnlockedKeys
    era: str
    recovery_code: str = field(default="", repr=False)

    @property
    def person_id(self) -> PersonId:
        """Whose keys they are."""
        return self.new.person_id

    def without_code(self) -> KeyRenewal:
        """The same, for somebody who declined a recovery code."""
        entry = without_recovery(self.keyring.person(self.person_id))
        people = tuple(entry if each.person_id == self.person_id else each for each in self.keyring.people)
        return replace(self, keyring=self.keyring.evolve(people=people))


@dataclass(frozen=True)
class Created:
    """The people who were added, their recovery codes to show once, and the keys of those who are not here yet."""

    person_ids: tuple[PersonId, ...]
    recovery_codes: tuple[str, ...] = field(repr=False)
    unlocked: tuple[UnlockedKeys, ...] = ()


class NewVault:
    """A vault for one or two that is being set up: keys are derived one by one, and nothing is written until `create`.

    No passphrase is kept, only what was derived from it. The time of creation is not stored.
    """

    def __init__(self, people: int, policy: KdfPolicy, ids: IdSource) -> None:
        if not 1 <= people <= 2:
            raise InputError("people")
        self._number, self._policy, self._ids = people, policy, ids
        self._vault_id = ids()
        self._shared_root = Secret.new() if people == 2 else None
        self._people: list[tuple[NewPersonKeys, Person]] = []
        self.is_made = False
        """Whether it is on the disk."""

    def add(self, new: NewPerson) -> str:
        """Derive the next person's keys; their recovery code. Slow (Argon2id). WeakPassphrase, InputError."""
        require_person(new)
        if len(self._people) == self._number:
            raise InputError("people")
        for keys, profile in self._people:
            require_apart(keys.entry.mark, new.mark)
            require_names_apart(profile.name, new.name)
        keys = make_person(self._vault_id, new.mark, new.passphrase, self._policy, self._ids, self._shared_root)
        self._people.append((keys, new.profile(keys.entry.person_id)))
        return keys.recovery_code

    def create(self, folder: Path, without_code: Collection[int] = ()) -> Created:
        """Write it to an empty or new folder: all of it or nothing, even if killed. VaultExists, VaultUnwritable.

        `without_code`: the places of those who declined their recovery code.
        """
        if len(self._people) != self._number:
            raise InputError("people")
        os.umask(UMASK)
        with whole_folder(folder) as site:
            created = self._write(site, without_code)
        self.is_made = True
        return created

    def _write(self, folder: Path, without_code: Collection[int]) -> Created:
        made, ids = [keys for keys, _profile in self._people], self._ids
        entries = [
            without_recovery(keys.entry) if number in without_code else keys.entry for number, keys in enumerate(made)
        ]
        shared = SharedSpaceEntry(database_id=ids()) if self._shared_root is not None else None
        keyring = Keyring(vault_id=self._vault_id, generation=1, people=tuple(entries), shared=shared)
        unlocked = tuple(unlocked_keys(keyring, keys.entry.person_id, keys.roots) for keys in made)
        for one, (_keys, profile) in zip(unlocked, self._people, strict=True):
            create_private_database(folder, keyring, one, profile, ids())
        if unlocked[0].shared_key is not None:
            parts = {one.person_id: partial(reading_closed, folder, one) for one in unlocked}
            create_shared_database(folder, keyring, unlocked[0].shared_key, parts)
        save_keyring(folder, keyring, made[0].roots.mac_key)
        return Created(tuple(one.person_id for one in unlocked), tuple(keys.recovery_code for keys in made), unlocked)


def create_vault(folder: Path, *, people: Sequence[NewPerson], policy: KdfPolicy, ids: IdSource) -> Created:
    """Derive the keys of one or two people and write their vault; slow. Raises as `NewVault.add` and `create` do."""
    new = NewVault(len(people), policy, ids)
    for person in people:
        new.add(person)
    return new.create(folder)


def require_person(new: NewPerson) -> None:
    """WeakPassphrase, or InputError if the profile is invalid."""
    require_passphrase(new.passphrase)
    new.profile(PersonId("0" * 32))


def require_apart(one: PersonMark, other: PersonMark) -> None:
    """InputError if two marks can be taken for each other."""
    if (one.shape, one.hue) == (other.shape, other.hue):
        raise InputError("mark", "same")


def without_recovery(entry: KeyringPerson) -> KeyringPerson:
    """The entry of somebody who does without a recovery code."""
    return entry.evolve(recovery=None)


def unlocked_keys(keyring: Keyring, person_id: PersonId, roots: Roots) -> UnlockedKeys:
    """A person's database keys."""
    entry = keyring.person(person_id)
    shared_key = None
    if keyring.shared is not None and roots.shared is not None:
        shared_key = database_key(keyring.vault_id, keyring.shared.database_id, roots.shared)
    return UnlockedKeys(
        person_id,
        database_key(keyring.vault_id, entry.database_id, roots.person),
        shared_key,
        proof_key(keyring.vault_id, roots.person),
    )


def create_private_database(folder: Path, keyring: Keyring, unlocked: UnlockedKeys, profile: Person, era: str) -> Path:
    """Create a person's private database, with their profile."""
    identity = identity_of_private(keyring, unlocked.person_id)

    def fill(connection: Connection) -> None:
        start_part(connection, keyring, unlocked, era, profile)
        keep_entries(connection, keyring.person(unlocked.person_id))

    path = folder / file_name(identity.space)
    create_database(path, unlocked.private_key, identity, fill)
    return path


def start_part(own: Connection, keyring: Keyring, unlocked: UnlockedKeys, era: str, profile: Person) -> None:
    """Begin what a person says in the shared space of a keyring, in a new era, with who they are."""
    space = keyring.shared.database_id if keyring.shared is not None else ""
    begin_part(own, PartState(space, era))
    person = unlocked.person_id
    part = part_of(own, person, unlocked.proof_key)
    part.say(person, ERA, Era(space=space, era=era))
    part.say(person, PROFILE, profile)
    clear_notes(own)  # creating or extending a vault copies the whole part


def create_shared_database(folder: Path, keyring: Keyring, key: Secret, parts: Mapping[PersonId, OpenPart]) -> Path:
    """Create the shared database with a copy of what each person says."""

    def fill(connection: Connection) -> None:
        for person, open_part in parts.items():
            with open_part() as own:
                copy_part(own, connection, person)

    path = folder / file_name(SHARED)
    create_database(path, key, identity_of_shared(keyring), fill)
    return path


def reading_closed(folder: Path, unlocked: UnlockedKeys) -> AbstractContextManager[Connection]:
    """A connection to a person's private database, to which no other is open."""
    return opened(folder / file_name(private_space(unlocked.person_id)), unlocked.private_key)


def identity_of_private(keyring: Keyring, person_id: PersonId) -> Identity:
    """The identity that a person's database must state."""
    return Identity(keyring.vault_id, keyring.person(person_id).database_id, private_space(person_id))


def identity_of_shared(keyring: Keyring) -> Identity:
    """The identity that the shared database must state."""
    if keyring.shared is None:
        raise ValueError("a solo vault has no shared database")
    return Identity(keyring.vault_id, keyring.shared.database_id, SHARED)


def remove_created(folder: Path, files: Sequence[Path]) -> None:
    """Remove the files of an unfinished creation."""
    with suppress(OSError):
        remove_parts(folder)
        for path in files:
            remove_database(path)


def create_database(path: Path, key: Secret, identity: Identity, fill: Callable[[Connection], None]) -> None:
    """Create a database file with its tables, its identity and what `fill` adds; removed again if that fails."""
    with writing(path.name):
        os.close(create_owner_only(path))
    engine = make_engine(path, key)
    try:
        with may_write(engine.connect()) as connection, connection.begin():
            for statement in statements_of(identity.kind):
                run_raw(connection, statement, ())
            connection.execute(identity.meta.insert().values(id=1, **identity.row))
            fill(connection)
    except BaseException:
        engine.dispose()
        with suppress(OSError):
            remove_database(path)
        raise
    engine.dispose()
    require_encrypted_file(path)
    with writing(path.name):
        sync_folder(path.parent)
