"""Leaving a vault: taking one's own space along, going alone, and deleting everything.

Keys come first: once the keyring no longer has somebody's entry, nothing opens their file. The one who stays moves out
of the shared space when they next unlock (`renewing.out_of_shared`), as only they can write their own file.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection

from app.errors import NeedsBoth, VaultUnwritable
from app.models.base import IdSource, PersonId
from app.storage.creation import KeyRenewal, identity_of_private, unlocked_keys
from app.storage.databases import file_name, private_space
from app.storage.files import BACKUPS, sync_folder, writing
from app.storage.key_hierarchy import Roots, make_person
from app.storage.keyring import Keyring, save_keyring
from app.storage.keyring_file import KEYRING, KEYRING_COPY, LOCK
from app.storage.new_files import make_copy, remove_others
from app.storage.own_entry import keep_entries
from app.storage.renewing import begin_era
from app.storage.slots import KdfPolicy, Secret
from app.storage.spaces import Spaces
from app.storage.stop_note import NOTE
from app.storage.tidying import tidy
from app.storage.unit_of_work import UnitOfWork
from app.storage.watching import Watch, watched
from app.storage.whole_folder import unfinished_beside, whole_folder

_OURS = re.compile(
    r"(next-)?(shared|[0-9a-f]{32})\.db(-journal)?|set-aside-[0-9a-f]{1,64}\.db(-journal)?|\.[^/]{1,200}\.part"
)
_NAMES = {KEYRING, KEYRING_COPY, LOCK, BACKUPS, NOTE, "restored.json"}


@dataclass(frozen=True)
class Going:
    """One person's way out of a vault for two: everything is derived, nothing written.

    `left`: the keyring for the one who stays.
    """

    person_id: PersonId
    left: Keyring = field(repr=False)
    mac_key: Secret


def going(keyring: Keyring, person: PersonId, roots: Roots) -> Going:
    """How somebody leaves a vault for two. NeedsBoth in a vault for one."""
    if len(keyring.people) < 2:
        raise NeedsBoth("people")
    others = tuple(entry for entry in keyring.people if entry.person_id != person)
    return Going(person, keyring.evolve(people=others, generation=keyring.generation + 1), roots.mac_key)


def own_vault(
    keyring: Keyring, person: PersonId, roots: Roots, passphrase: str, policy: KdfPolicy, ids: IdSource
) -> KeyRenewal:
    """The keys of a vault of their own, for somebody who takes their space along; slow (Argon2id)."""
    vault_id = ids()
    made = make_person(vault_id, keyring.person(person).mark, passphrase, policy, ids, None, person)
    # It counts on, as the space that is taken along has seen the generation that the keyring has now.
    alone = Keyring(vault_id=vault_id, generation=keyring.generation + 1, people=(made.entry,), shared=None)
    old, new = unlocked_keys(keyring, person, roots), unlocked_keys(alone, person, made.roots)
    return KeyRenewal(alone, made.roots.mac_key, old, new, ids(), made.recovery_code)


def copy_to_own_vault(
    folder: Path, place: Path, own: KeyRenewal, settle: Callable[[UnitOfWork], object], watch: Watch
) -> None:
    """Make a vault of their own from somebody's closed space: all of it or nothing. VaultExists, VaultUnwritable.

    `settle` turns what they said in the shared space into what they keep.
    """
    person, space = own.person_id, private_space(own.person_id)
    identity = identity_of_private(own.keyring, person)
    with whole_folder(place) as site:
        path = site / file_name(space)

        def change(connection: Connection) -> None:
            begin_era(connection, own)
            keep_entries(connection, own.keyring.person(person))

        make_copy(folder / file_name(space), own.old.private_key, path, identity, own.new.private_key, change, watch)
        spaces = Spaces()
        spaces.people, spaces.here = (person,), frozenset((person,))
        try:
            spaces.open(path, own.new.private_key, identity)
            spaces.proof_keys[person] = own.new.proof_key
            with spaces.connection(space) as connection:
                raw = connection.connection.dbapi_connection
            with watched(raw, lambda: watch.step(0)):
                with UnitOfWork(spaces, space) as uow:
                    settle(uow)
                if not tidy(spaces, space):
                    raise VaultUnwritable(path.name)
        finally:
            spaces.close_all()
        save_keyring(site, own.keyring, own.mac_key)
        watch.decide()


def remove_gone(folder: Path, going: Going) -> None:
    """Remove the files of somebody who is no longer in the keyring, and the shared one."""
    remove_others(folder, [private_space(entry.person_id) for entry in going.left.people])
    with suppress(OSError):
        sync_folder(folder)


def hide_times(folder: Path, going: Going) -> None:
    """Let nothing that stays be later than the file of whoever stays: times say on which day somebody left.

    As far as the system allows; it keeps a time of its own that no program can set.
    """
    with suppress(OSError):
        own = [folder / file_name(private_space(entry.person_id)) for entry in going.left.people]
        last = max(path.stat().st_mtime_ns for path in own)
        for path in (*folder.rglob("*"), folder):
            stat = path.stat()
            if stat.st_mtime_ns > last:
                os.utime(path, ns=(min(stat.st_atime_ns, last), last))


def delete_vault(folder: Path) -> None:
    """Delete a closed vault, keys first; what is not ours stays, and the folder with it. VaultUnwritable.

    A folder that holds nothing else is renamed before, in one step, so that a kill leaves the vault or nothing at its
    place; the next set-up beside it removes what was left.
    """
    with writing(folder.name):
        place = folder.resolve()
        if all(_is_ours(path.name) for path in place.iterdir()):
            gone = unfinished_beside(place)
            with suppress(OSError):
                place.rename(gone)
                place = gone
                sync_folder(gone.parent)
        for name in (KEYRING_COPY, KEYRING):
            (place / name).unlink(missing_ok=True)
        with suppress(OSError):
            sync_folder(place)
        ours = [each for each in place.iterdir() if _is_ours(each.name)]
        for path in ours:
            with suppress(OSError):
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path)
                else:
                    path.unlink(missing_ok=True)
        if any(path.exists() for path in ours):
            raise VaultUnwritable(folder.name)
        with suppress(OSError):
            place.rmdir()
            sync_folder(place.parent)


def _is_ours(name: str) -> bool:
    return name in _NAMES or _OURS.fullmatch(name) is not None
