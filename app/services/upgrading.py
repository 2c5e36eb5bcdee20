"""Letting somebody into a vault of an older version: a backup first, then their files get the new format."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from app.services.long_work import LongWork
from app.services.vault_service import Arrival, VaultService
from app.storage.creation import UnlockedKeys
from app.storage.older_vault import OlderVault


def upgrade_and_admit(
    vaults: VaultService,
    unlocked: UnlockedKeys,
    *,
    now: datetime,
    work: LongWork,
    carry: Path | None = None,
    moving: LongWork | None = None,
) -> Arrival:
    """Database lane. VaultError or Stopped; then each file is as it was, or upgraded.

    `now`: in the zone whose day names the backup. `carry`: where one more backup is saved first. `moving`: see `admit`.
    """
    older = OlderVault(vaults.vault, unlocked)
    step = work.counting(older.handled(backups=1 if carry is None else 2))
    if carry is not None:
        older.back_up(carry, now, step)
    older.upgrade(now, step)
    return vaults.admit(unlocked, moving)
