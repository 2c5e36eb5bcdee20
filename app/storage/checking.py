"""Checking a vault or a backup from outside: every page that one passphrase opens; nothing is changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout
from sqlalchemy.exc import DBAPIError

from app.errors import AccordError, VaultDamaged, VaultInUse, VaultUnwritable, WrongPassphrase
from app.models.base import PersonId
from app.storage.backup_file import BackupFile, is_backup_file
from app.storage.backups import stored_backups
from app.storage.closed_files import copy_closed, require_sound
from app.storage.creation import UnlockedKeys, identity_of_private, identity_of_shared, unlocked_keys
from app.storage.cut_off import has_journal
from app.storage.databases import SHARED, SpaceSource, file_name, private_space, require_encrypted_file
from app.storage.files import BACKUPS
from app.storage.key_hierarchy import Roots, unwrap_roots
from app.storage.keyring import Keyring, load_keyring, mac_is_valid, parse_keyring
from app.storage.keyring_file import KEYRING, KEYRING_COPY, LOCK, StoredKeyring
from app.storage.page_proofs import is_a_different_file
from app.storage.slots import KdfPolicy


class FileState(StrEnum):
    """What is known of a file."""

    SOUND = "every page was read"
    OUTSIDE = "looked at from outside only"
    MISSING = "missing"
    BAD = "damaged or changed"
    SWAPPED = "of a different vault or person, or damaged from beginning to end"


class Finding(NamedTuple):
    """One file."""

    name: str
    state: FileState


Ask = Callable[[], str]
"""Asks for a passphrase, once it is known that there is something to check."""


def check(path: Path, ask: Ask, policy: KdfPolicy, scratch: Path) -> Iterator[Finding]:
    """Check what is at a place. VaultMissing, VaultForeign, VaultNewer, VaultInUse, WrongPassphrase, VaultDamaged.

    `scratch`: an empty folder for copies, all of which are encrypted.
    """
    if path.is_file() or is_backup_file(path):
        yield from _check_backup(path, ask, policy, scratch)
    else:
        yield from _check_vault(path, ask, policy, scratch)


def _check_vault(folder: Path, ask: Ask, policy: KdfPolicy, scratch: Path) -> Iterator[Finding]:
    stored, keyring = load_keyring(folder)
    lock = FileLock(folder / LOCK, timeout=0, mode=0o600, fallback_to_soft=False)
    try:
        lock.acquire()
    except Timeout:
        raise VaultInUse(folder.name) from None
    except (OSError, NotImplementedError):
        if (folder / LOCK).exists():
            raise VaultUnwritable(folder.name) from None
    try:
        keys = _unlocked(stored, keyring, ask(), policy)
        yield _keyring(keys)
        yield Finding(KEYRING_COPY, FileState.BAD if stored.needs_repair else FileState.SOUND)
        everybody = tuple(each.person_id for each in keyring.people)
        yield from _private_files(folder, keyring, keys, everybody, scratch)
        if keys.shared_key is not None:
            shared = SpaceSource(folder / file_name(SHARED), keys.shared_key, identity_of_shared(keyring))
            yield _sound(shared, scratch)
        for backup in stored_backups(folder / BACKUPS):
            yield _whole(folder / BACKUPS / backup.name)
    finally:
        lock.release()


def _check_backup(path: Path, ask: Ask, policy: KdfPolicy, scratch: Path) -> Iterator[Finding]:
    with BackupFile(path) as backup:
        keyring = parse_keyring(backup.keyring)
        keys = _unlocked(backup.keyring, keyring, ask(), policy)
        yield _keyring(keys)
        is_signed = backup.was_signed_by(keys.person_id, keys.proof_key)
        yield Finding(path.name, FileState.BAD if is_signed is False else FileState.SOUND)
        for part in backup.manifest.parts:
            if part.name != KEYRING:
                backup.extract(part.name, scratch / part.name)
        having = tuple(each.person_id for each in keyring.people if backup.manifest.has_space_of(each.person_id))
        yield from _private_files(scratch, keyring, keys, having, scratch)


def _private_files(
    folder: Path, keyring: Keyring, keys: UnlockedKeys, people: tuple[PersonId, ...], scratch: Path
) -> Iterator[Finding]:
    for person in people:
        path = folder / file_name(private_space(person))
        if person == keys.person_id:
            yield _sound(SpaceSource(path, keys.private_key, identity_of_private(keyring, person)), scratch)
        else:
            yield _from_outside(path)


def _unlocked(stored: StoredKeyring, keyring: Keyring, passphrase: str, policy: KdfPolicy) -> UnlockedKeys:
    """The keys of whoever it is whose passphrase this is."""
    for entry in keyring.people:
        try:
            roots: Roots = unwrap_roots(keyring, entry.person_id, passphrase, policy)
        except WrongPassphrase:
            continue
        keys = unlocked_keys(keyring, entry.person_id, roots)
        return UnlockedKeys(
            keys.person_id, keys.private_key, keys.shared_key, keys.proof_key, mac_is_valid(stored, roots.mac_key)
        )
    raise WrongPassphrase


def _keyring(keys: UnlockedKeys) -> Finding:
    return Finding(KEYRING, FileState.SOUND if keys.mac_is_valid else FileState.BAD)


def _sound(source: SpaceSource, scratch: Path) -> Finding:
    def look() -> None:
        copy = scratch / source.path.name
        if copy == source.path or not has_journal(source.path):
            require_sound(source)
            return
        copy_closed(source.path, copy)  # to open it would apply the journal that a killed process left
        require_sound(source._replace(path=copy))

    found = _found(source.path, look, FileState.SOUND)
    if found.state is FileState.BAD and is_a_different_file(source.path, source.key):
        return found._replace(state=FileState.SWAPPED)
    return found


def _from_outside(path: Path) -> Finding:
    return _found(path, lambda: require_encrypted_file(path), FileState.OUTSIDE)


def _whole(path: Path) -> Finding:
    def look() -> None:
        with BackupFile(path) as backup:
            backup.verify()

    return _found(path, look, FileState.OUTSIDE)


def _found(path: Path, look: Callable[[], object], good: FileState) -> Finding:
    if not path.exists():
        return Finding(path.name, FileState.MISSING)
    try:
        look()
    except (AccordError, DBAPIError) as error:
        if isinstance(error, AccordError) and not isinstance(error, VaultDamaged):
            raise
        return Finding(path.name, FileState.BAD)
    return Finding(path.name, good)
