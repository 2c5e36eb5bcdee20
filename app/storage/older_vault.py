"""Upgrading the files of somebody who wants to come into a vault of an older version, after a backup of everything."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from app.errors import VaultDamaged, VaultPlain
from app.storage.backups import BackupSources, BackupWork, next_name
from app.storage.creation import UnlockedKeys, identity_of_private, identity_of_shared
from app.storage.databases import SHARED, SpaceSource, file_name, private_space
from app.storage.files import BACKUPS, identity_of
from app.storage.upgrading import upgrade_closed
from app.storage.vault import Vault
from app.storage.watching import Step, no_step

_PASSES = 4
"""How often each byte is handled, by a backup as by an upgrade."""


class OlderVault:
    """A vault, and the keys of a person who is not here, as their files have an older format. Database lane."""

    def __init__(self, vault: Vault, unlocked: UnlockedKeys) -> None:
        self._vault, self._unlocked = vault, unlocked
        person, keyring = unlocked.person_id, vault.keys.keyring
        path = vault.folder / file_name(private_space(person))
        self._mine = SpaceSource(path, unlocked.private_key, identity_of_private(keyring, person))

    def handled(self, backups: int) -> int:
        """Bytes of which the steps will tell, about: so many backups, and their own file and the shared one."""
        sources = self._sources()
        private = sum(_size(path) for path in (*(source.path for source in sources.open), *sources.closed))
        upgraded = _size(self._mine.path) + _size(self._vault.folder / file_name(SHARED))
        return _PASSES * (backups * private + upgraded)

    def back_up(self, target: Path, now: datetime, step: Step = no_step) -> None:
        """Copy the whole vault, as it is, into one file. VaultError; then there is no such file."""
        backups = self._vault.folder / BACKUPS
        work = BackupWork(self._sources(), step, None if target.parent == backups else target.parent)
        try:
            work.begin()
            work.copy_open(None)
            work.finish(target, now)
        finally:
            work.clean_up()

    def upgrade(self, now: datetime, step: Step = no_step) -> None:
        """Back up, then upgrade what is older. VaultError; then each file is as it was, or upgraded.

        `now`: in the zone whose day names the backup.
        """
        backups = self._vault.folder / BACKUPS
        backup = backups / next_name([backups], now.date())
        self.back_up(backup, now, step)
        before = self._identities()
        try:
            upgrade_closed(self._mine, step)
            self._upgrade_shared(step)
        finally:
            if self._identities() == before:  # trying again and again would fill the disk with backups
                with suppress(OSError):
                    backup.unlink()

    def _identities(self) -> tuple[tuple[int, int] | None, ...]:
        return identity_of(self._mine.path), identity_of(self._vault.folder / file_name(SHARED))

    def _upgrade_shared(self, step: Step) -> None:
        key = self._unlocked.shared_key
        if key is None or self._vault.spaces.has(SHARED):
            return
        identity = identity_of_shared(self._vault.keys.keyring)
        try:
            upgrade_closed(SpaceSource(self._vault.folder / file_name(SHARED), key, identity), step)
        except (VaultDamaged, VaultPlain, DBAPIError):
            # It only holds copies, and is made again from the parts; nobody is kept out because of it.
            self._vault.files.shared_file.set_aside()

    def _sources(self) -> BackupSources:
        """Their own file is verified as well, because its key is known."""
        sources = self._vault.files.backup_sources()
        return replace(
            sources,
            open=(*sources.open, self._mine),
            closed=tuple(path for path in sources.closed if path != self._mine.path),
            proof_keys={**sources.proof_keys, self._unlocked.person_id: self._unlocked.proof_key},
        )


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
