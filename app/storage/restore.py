"""Restoring a backup into a new folder, by somebody whose part is in it.

It begins a new era, so every yes waits for both people again. What narrows (endings, limits, what rests or is left out)
stays, also where it was said after the backup and the vault that it is from, or a newer backup, still knows it. Limits
that nobody saw are among these.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, Table, func, select
from sqlalchemy.exc import DBAPIError

from app.errors import BackupDamaged, VaultDamaged, VaultError, VaultPlain, WrongPassphrase
from app.models.backup import BackupManifest, BackupScope
from app.models.base import IdSource, PersonId
from app.storage.ages import note_restored_on_purpose
from app.storage.backup_file import BackupFile
from app.storage.closed_files import reading, require_sound
from app.storage.creation import UMASK, UnlockedKeys, identity_of_private, identity_of_shared, unlocked_keys
from app.storage.databases import SHARED, SpaceSource, file_name, private_space, remove_database
from app.storage.files import write_atomically
from app.storage.key_hierarchy import unwrap_roots
from app.storage.keyring import Keyring, mac_is_valid, parse_keyring
from app.storage.keyring_file import KEYRING, KEYRING_COPY, KeyringMark, StoredKeyring
from app.storage.other_copies import OtherCopies
from app.storage.own_entry import keep_entries
from app.storage.repositories_private import PrivateRepositories
from app.storage.restored import note_restored
from app.storage.restoring import Restoring
from app.storage.said_rows import state_of
from app.storage.slots import KdfPolicy
from app.storage.spaces import Spaces
from app.storage.tables_private import answer, check_in, journal_entry, seen_ended
from app.storage.upgrading import upgrade_closed
from app.storage.watching import Step, no_step
from app.storage.whole_folder import whole_folder


class BackupLook(NamedTuple):
    """What a backup says before anybody's passphrase."""

    made: datetime
    size: int
    people: tuple[KeyringMark, ...]
    """Everybody whose vault it is, as they show before unlocking."""
    having: tuple[PersonId, ...]
    """Those whose private space is in it."""
    scope: BackupScope


class RestoreReport(NamedTuple):
    """What was restored."""

    made: datetime
    is_signed: bool
    """Whether the list of files is as this person's Accord wrote it; False also if they were not here then."""
    entries: int
    check_ins: int
    answers: int
    partner: PartnerPart
    has_later: bool
    """Whether a copy of the private space from after the backup told what was ended and limited since."""
    has_shared: bool
    """Whether the shared file told what of that was shared."""
    in_use: bool
    """Whether the vault it is from was open elsewhere, so that nothing was taken from it."""


class PartnerPart(NamedTuple):
    """What became of the partner's private space."""

    exists: bool = False
    """Whether it is a vault for two."""
    is_there: bool = False
    is_current: bool = False
    """Whether it is as the vault has it now, rather than as in the backup."""
    newer: datetime | None = None
    """When the newer backup that it is from was made; None if it is from neither of these."""


@dataclass(frozen=True)
class RestoreKeys:
    """What a passphrase opened: the keyring that the new folder gets, and the person's keys."""

    stored: StoredKeyring
    keyring: Keyring
    unlocked: UnlockedKeys
    is_current: bool


def look_at(path: Path) -> BackupLook:
    """What a file is. Raises the errors of `BackupFile`."""
    with BackupFile(path) as backup:
        people, manifest = parse_keyring(backup.keyring).marks, backup.manifest
        having = tuple(mark.person_id for mark in people if manifest.has_space_of(mark.person_id))
        if not having:
            raise BackupDamaged(path.name)
        return BackupLook(manifest.made, path.stat().st_size, people, having, manifest.scope)


class Restore:
    """One restore by one person. `derive` belongs on the keys lane; `into` writes, and takes as long as it is large.

    `beside`: folders that may be the vault it is from, or its second place; that whose backup it is comes first.
    """

    def __init__(
        self, backup: Path, person: PersonId, policy: KdfPolicy, ids: IdSource, beside: tuple[Path, ...] = ()
    ) -> None:
        self._path, self._person, self._policy, self._ids = backup, person, policy, ids
        self._beside = beside

    def derive(self, passphrase: str) -> RestoreKeys:
        """The person's keys by their current passphrase, or that of the day. WrongPassphrase, VaultError."""
        with BackupFile(self._path) as backup:
            then = parse_keyring(backup.keyring)
            others = self._others(backup.manifest)
            current = others.keyring
            if current is not None and _has_the_same_files(current[1], then):
                with suppress(WrongPassphrase, VaultError):
                    keys = self._derived(*current, passphrase, is_current=True)
                    if keys.unlocked.mac_is_valid:
                        return keys
            return self._derived(backup.keyring, then, passphrase, is_current=False)

    def into(self, folder: Path, keys: RestoreKeys, step: Step = no_step) -> RestoreReport:
        """Make a vault of it in a new folder, all of it or nothing.

        VaultExists, VaultUnwritable or BackupDamaged.
        """
        os.umask(UMASK)
        with BackupFile(self._path) as backup:
            manifest, others = backup.manifest, self._others(backup.manifest)
            if not manifest.has_space_of(self._person):
                raise BackupDamaged(self._path.name)
            with others.held(), whole_folder(folder) as site:
                partner = self._put_files(backup, site, keys, others, step)
                counts, has_later, has_shared = self._begin_again(site, keys, others, step)
                if partner.is_there and not partner.is_current:
                    note_restored(
                        site, [each.person_id for each in keys.keyring.people if each.person_id != self._person]
                    )
                others.bring_note(site)
                for name in (KEYRING, KEYRING_COPY):
                    write_atomically(site / name, keys.stored.raw)
            is_signed = backup.was_signed_by(self._person, keys.unlocked.proof_key)
        return RestoreReport(manifest.made, bool(is_signed), *counts, partner, has_later, has_shared, others.in_use)

    def _others(self, manifest: BackupManifest) -> OtherCopies:
        return OtherCopies(self._path, manifest, self._beside)

    def _derived(self, stored: StoredKeyring, keyring: Keyring, passphrase: str, *, is_current: bool) -> RestoreKeys:
        roots = unwrap_roots(keyring, self._person, passphrase, self._policy)
        unlocked = replace(
            unlocked_keys(keyring, self._person, roots), mac_is_valid=mac_is_valid(stored, roots.mac_key)
        )
        return RestoreKeys(stored, keyring, unlocked, is_current)

    def _put_files(
        self, backup: BackupFile, site: Path, keys: RestoreKeys, others: OtherCopies, step: Step
    ) -> PartnerPart:
        """Put the private files into the new folder: the partner's as new as there is one that the keyring opens."""
        own = file_name(private_space(self._person))
        names = [part.name for part in backup.manifest.parts if part.name != KEYRING]
        for name in names:
            if name.startswith(own):
                backup.extract(name, site / name, step)
        others_of = [each.person_id for each in keys.keyring.people if each.person_id != self._person]
        if not others_of:
            return PartnerPart()
        theirs = file_name(private_space(others_of[0]))
        if keys.is_current and others.bring(theirs, site, step) is not None:
            return PartnerPart(exists=True, is_there=True, is_current=True)
        newer = others.bring_newer(theirs, site, lambda then: _has_the_same_files(then, keys.keyring), step)
        if newer is not None:
            return PartnerPart(exists=True, is_there=True, newer=newer)
        for name in names:
            if name.startswith(theirs):
                backup.extract(name, site / name, step)
        return PartnerPart(exists=True, is_there=theirs in names)

    def _begin_again(
        self, site: Path, keys: RestoreKeys, others: OtherCopies, step: Step
    ) -> tuple[tuple[int, int, int], bool, bool]:
        """Begin a new era, with what narrows from other copies; how much there is, and which copies there were."""
        identity = identity_of_private(keys.keyring, self._person)
        own = SpaceSource(site / file_name(identity.space), keys.unlocked.private_key, identity)
        try:
            require_sound(own)
        except (VaultDamaged, VaultPlain):
            raise BackupDamaged(self._path.name) from None
        spaces = Spaces()
        try:
            upgrade_closed(own)  # the backup may be from an older version
            spaces.open(*own)
            has_later = False
            with others.latest_of(own, site, step) as later:
                if later is not None:
                    with spaces.writing(identity.space) as mine:
                        self._begin_era(mine, later, keys)
                        _see_ended(mine, later)
                        has_later = _bring_limits(PrivateRepositories(mine), PrivateRepositories(later), others.made)
            with self._shared_copy(site, keys, others, step) as shared, spaces.writing(identity.space) as mine:
                self._begin_era(mine, shared if shared is not None else mine, keys)
                keep_entries(mine, keys.keyring.person(self._person))
                note_restored_on_purpose(mine)
                counts = tuple(_count(mine, table) for table in (journal_entry, check_in, answer))
            return (counts[0], counts[1], counts[2]), has_later, shared is not None
        finally:
            spaces.close_all()

    def _begin_era(self, mine: Connection, copy: Connection, keys: RestoreKeys) -> None:
        Restoring(mine, copy, self._person, keys.unlocked.proof_key).begin(state_of(mine).space, self._ids())

    @contextmanager
    def _shared_copy(
        self, site: Path, keys: RestoreKeys, others: OtherCopies, step: Step
    ) -> Iterator[Connection | None]:
        """The shared file as the vault has it, brought into the new folder; None if it cannot be used."""
        key = keys.unlocked.shared_key
        path = None if key is None else others.bring(file_name(SHARED), site, step)
        if key is None or path is None:
            yield None
            return
        source = SpaceSource(path, key, identity_of_shared(keys.keyring))
        try:
            require_sound(source)
            upgrade_closed(source)
        except (VaultError, DBAPIError):
            remove_database(path)
            yield None
            return
        with reading(source) as shared:
            yield shared


def _has_the_same_files(current: Keyring, then: Keyring) -> bool:
    """Whether the vault's keyring opens what is in the backup: nobody joined, and no keys were renewed since."""
    files = [{entry.person_id: entry.database_id for entry in keyring.people} for keyring in (current, then)]
    return files[0] == files[1] and current.shared == then.shared


def _see_ended(mine: Connection, later: Connection) -> None:
    for row in later.execute(select(seen_ended)).mappings():
        mine.execute(seen_ended.insert().prefix_with("OR IGNORE").values(**row))


def _bring_limits(own: PrivateRepositories, later: PrivateRepositories, made: datetime) -> bool:
    """Answer as a later copy does where it is stricter; whether its answers can be read.

    What was sealed for an opening may say something else, so it is sealed no longer. `made`: when the backup was.
    """
    try:
        limits = [each for each in later.answers.all() if each.is_stricter_than(own.answers.get(each.key))]
        given = {change.answer.key: change.at for change in reversed(later.answers.whole_history())}
    except VaultDamaged:
        return False
    for limit in limits:
        own.answers.save(limit, given.get(limit.key, made))
    if limits:
        own.sharing.unseal()
    return True


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())
