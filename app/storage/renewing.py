"""New keys: a person's file and the shared file move to new keys, in a new era of that person's part.

Deriving them takes a second and writes nothing. `write_renewal` makes and checks the new files beside the old ones;
writing the keyring is the one step after which they count. The same moves a person on whose partner has left.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from sqlalchemy import Connection

from app.errors import NotReady, VaultError
from app.models.base import IdSource, PersonId
from app.models.said_kinds import ERA, Era
from app.storage.closed_files import opened
from app.storage.creation import (
    KeyRenewal,
    OpenPart,
    UnlockedKeys,
    identity_of_private,
    identity_of_shared,
    unlocked_keys,
)
from app.storage.databases import SHARED, SpaceSource, file_name, private_space
from app.storage.files import empty
from app.storage.key_hierarchy import Roots, make_passphrase_slot, make_recovery, public_key, seal_shared, wrap_shared
from app.storage.keyring import Keyring
from app.storage.new_files import finish, make_next, next_file, remove_backups, remove_next, remove_others
from app.storage.own_entry import keep_entries
from app.storage.part_copy import clear_notes, copy_part, prove_again
from app.storage.parts import part_of
from app.storage.repository import KeyValues
from app.storage.said_rows import PartState, state_of
from app.storage.slots import KdfPolicy, Secret, require_passphrase
from app.storage.tables_private import part, pref
from app.storage.upgrading import require_current_file
from app.storage.watching import Watch

PARTED = "parted"
"""The preference of somebody who is out of a shared space, until what they said there has been settled."""


def new_keys(
    keyring: Keyring, person: PersonId, roots: Roots, passphrase: str, policy: KdfPolicy, ids: IdSource
) -> KeyRenewal:
    """A new root, database and shared root, under a new passphrase and code; slow (Argon2id). WeakPassphrase.

    The new shared root is sealed to a partner, who can read it when they next unlock.
    """
    require_passphrase(passphrase)
    vault_id, mine, root = keyring.vault_id, keyring.person(person), Secret.new()
    shared = Secret.new() if keyring.shared is not None else None
    recovery, code = make_recovery(vault_id, person, root)
    entry = mine.evolve(
        database_id=ids(),
        passphrase=make_passphrase_slot(vault_id, person, root, passphrase, policy),
        recovery=recovery,
        sealing=public_key(vault_id, root),
        shared=None if shared is None else wrap_shared(vault_id, person, root, shared),
    )
    people = tuple(
        entry
        if each.person_id == person
        else each.evolve(shared=None if shared is None else seal_shared(vault_id, each, shared))
        for each in keyring.people
    )
    renewed = keyring.evolve(people=people, generation=keyring.generation + 1)
    return _renewal(keyring, renewed, person, roots, Roots(vault_id, root, shared), ids(), code)


def out_of_shared(keyring: Keyring, person: PersonId, roots: Roots, ids: IdSource) -> KeyRenewal:
    """The way out of a shared space that a partner has left: a new database, and no shared root."""
    entry = keyring.person(person).evolve(database_id=ids(), shared=None)
    alone = keyring.evolve(people=(entry,), shared=None, generation=keyring.generation + 1)
    return _renewal(keyring, alone, person, roots, replace(roots, shared=None), ids())


def _renewal(
    before: Keyring, after: Keyring, person: PersonId, old: Roots, new: Roots, era: str, code: str = ""
) -> KeyRenewal:
    one, other = unlocked_keys(before, person, old), unlocked_keys(after, person, new)
    return KeyRenewal(after, new.mac_key, one, other, era, code)


def write_renewal(
    folder: Path,
    before: Keyring,
    renewal: KeyRenewal,
    others: Mapping[PersonId, OpenPart],
    write: Callable[[Keyring, Secret], None],
    watch: Watch,
) -> None:
    """Move a person to their new keys: all of it or nothing, even if killed. VaultError, NotReady.

    Neither their own space nor the shared one may be open. `others`: open spaces of other people. `write` writes the
    keyring; up to there it can be stopped.
    """
    spaces = (private_space(renewal.person_id), SHARED)
    own = SpaceSource(
        folder / file_name(spaces[0]), renewal.old.private_key, identity_of_private(before, renewal.person_id)
    )
    require_current_file(own)
    if before.was_left:
        remove_others(folder, spaces[:1])
    try:
        _make_own(folder, renewal, watch)
        if renewal.keyring.shared is not None:
            _make_shared(folder, renewal, others, watch)
        watch.decide()
    except BaseException:
        remove_next(folder, spaces)
        raise
    # If this fails, it is unknown which keyring is on the disk: the new files stay until their key is tried.
    write(renewal.keyring, renewal.mac_key)
    finish_renewal(folder, renewal.keyring, renewal.new)


def finish_renewal(folder: Path, keyring: Keyring, unlocked: UnlockedKeys, *, only_own: bool = False) -> bool:
    """Put new files that wait into their places if these keys are theirs, and remove what old keys could open.

    Whether there were any. None of these files may be open.
    """
    person = unlocked.person_id
    found = finish(folder, identity_of_private(keyring, person), unlocked.private_key)
    if unlocked.shared_key is not None and not only_own:
        found = finish(folder, identity_of_shared(keyring), unlocked.shared_key) or found
    if found:
        with suppress(OSError, VaultError):
            for aside in list(folder.glob("set-aside-*.db")):
                empty(aside)  # that it is there says that somebody's part is not in the new file yet
        remove_backups(folder)
    return found


def _make_own(folder: Path, renewal: KeyRenewal, watch: Watch) -> None:
    space, person = private_space(renewal.person_id), renewal.person_id
    identity = identity_of_private(renewal.keyring, person)

    def change(own: Connection) -> None:
        if state_of(own).is_restored:
            raise NotReady("restored")
        begin_era(own, renewal)
        keep_entries(own, renewal.keyring.person(person))

    make_next(folder, space, renewal.old.private_key, identity, renewal.new.private_key, change, watch)


def begin_era(own: Connection, renewal: KeyRenewal) -> None:
    """Begin a new era of a part under new keys, or outside of any shared space."""
    shared = renewal.keyring.shared
    state = PartState("" if shared is None else shared.database_id, renewal.era)
    own.execute(part.update().values(space=state.space, era=state.era, is_restored=0))
    if shared is None and renewal.old.shared_key is not None:
        KeyValues(own, pref).set(PARTED, "1")
    person, key = renewal.person_id, renewal.new.proof_key
    prove_again(own, key)
    part_of(own, person, key).say(person, ERA, Era(space=state.space, era=state.era))
    clear_notes(own)


def _make_shared(folder: Path, renewal: KeyRenewal, others: Mapping[PersonId, OpenPart], watch: Watch) -> None:
    old, new, person = renewal.old.shared_key, renewal.new.shared_key, renewal.person_id
    assert old is not None
    assert new is not None
    mine = partial(opened, next_file(folder, private_space(person)), renewal.new.private_key)

    parts: dict[PersonId, OpenPart] = {person: mine, **others}

    def change(shared: Connection) -> None:
        for each, open_part in parts.items():
            with open_part() as own:
                copy_part(own, shared, each)

    make_next(folder, SHARED, old, identity_of_shared(renewal.keyring), new, change, watch)
