"""What moves somebody's files of an open vault: new keys, a vault of their own, leaving, deleting everything.

Each is quick but for copying the files, derives nothing, and runs on the database lane.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from app.errors import NeedsBoth, Stale, VaultFileInUse
from app.storage.creation import KeyRenewal, UnlockedKeys
from app.storage.databases import SHARED, SpaceId, file_name, private_space
from app.storage.leaving import Going, copy_to_own_vault, delete_vault, hide_times, remove_gone
from app.storage.new_files import PASSES
from app.storage.renewing import write_renewal
from app.storage.unit_of_work import UnitOfWork
from app.storage.vault import Vault
from app.storage.watching import UNWATCHED, Watch


def bytes_to_handle(vault: Vault, *spaces: SpaceId) -> int:
    """How much is handled while files of these spaces are rewritten: each byte several times."""
    paths = [vault.folder / file_name(space) for space in spaces]
    return PASSES * sum(path.stat().st_size for path in paths if path.exists())


def renew(vault: Vault, renewal: KeyRenewal, watch: Watch = UNWATCHED) -> None:
    """Move somebody who is here to new keys and new files; their partner's own space stays as it is.

    All of it or nothing, even if killed. After a VaultError their keys may be either, and nobody is here any more if
    their files can't be opened again. NeedsBoth, NotReady, Stale, VaultFileInUse.
    """
    person, before = renewal.person_id, vault.keys.keyring
    _require_next(vault, renewal.keyring.generation)
    if vault.spaces.has_stand_in:
        raise VaultFileInUse(file_name(SHARED))

    def now() -> UnlockedKeys:
        return renewal.new if vault.keys.keyring.generation == renewal.keyring.generation else renewal.old

    others = {each: partial(vault.spaces.connection, private_space(each)) for each in vault.present if each != person}
    with vault.files.closed(person, now):
        write_renewal(vault.folder, before, renewal, others, vault.keys.write, watch)
    vault.files.ages.forget(renewal.old.proof_key)


def take_along(
    vault: Vault, place: Path, own: KeyRenewal, settle: Callable[[UnitOfWork], object], watch: Watch = UNWATCHED
) -> None:
    """Make a vault of their own for somebody who is here, from their space as it is; nothing changes in this one.

    `settle` turns what they said in the shared space into what they keep. VaultExists, VaultUnwritable, NeedsBoth,
    Stale.
    """
    _require_next(vault, own.keyring.generation)
    with vault.files.closed(own.person_id, lambda: own.old):
        copy_to_own_vault(vault.folder, place, own, settle, watch)


def go(vault: Vault, going: Going) -> None:
    """Remove the only one who is here from a vault for two: their keys, then their files and the shared one.

    Nothing is open afterwards. Raises VaultUnwritable, and then nothing is changed. NeedsBoth, Stale.
    """
    _require_next(vault, going.left.generation)
    if vault.present != (going.person_id,):
        raise NeedsBoth("alone")
    key = vault.spaces.proof_key(going.person_id)
    vault.spaces.here = frozenset()
    vault.spaces.close_all()
    vault.keys.write(going.left, going.mac_key)
    remove_gone(vault.folder, going)
    hide_times(vault.folder, going)
    vault.files.ages.forget(key)


def delete(vault: Vault) -> None:
    """Delete everything, keys first, once everyone whose vault it is has come in. NeedsBoth, VaultUnwritable."""
    if set(vault.present) != {mark.person_id for mark in vault.people}:
        raise NeedsBoth("vault")
    keys = [vault.spaces.proof_key(person) for person in vault.present]
    vault.close()
    delete_vault(vault.folder)
    vault.files.ages.forget(*keys)


def _require_next(vault: Vault, generation: int) -> None:
    if generation != vault.keys.keyring.generation + 1:
        raise Stale("keyring")
