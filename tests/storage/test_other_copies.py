"""What a vault, its shared file or a newer backup still knows is taken over when a backup of it is restored."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from app.models.ending import Ending
from app.models.said_kinds import RESTS, BareMark
from app.storage.databases import private_space
from app.storage.files import BACKUPS
from app.storage.keyring_file import KEYRING
from app.storage.spaces import SHARED
from app.storage.stop_note import leave_note, read_note
from app.storage.tables_private import seen_ended
from app.storage.unit_of_work import UnitOfWork
from tests.storage.made import CHEAP, WORDS_A, Made
from tests.storage.test_backups import take
from tests.storage.test_restore import both, restore
from tests.support.quick_vault import QuickVault


@pytest.mark.parametrize("source", ["vault", "newer backup", "shared file"])
def test_what_narrows_after_the_backup_stays(pair: Made, tmp_path: Path, source: str) -> None:
    with both(pair.folder) as vault:
        backup = take(vault)
        with UnitOfWork(vault.spaces, SHARED) as uow:
            uow.parts.end(pair.a, [Ending("one")])
            uow.parts.say(pair.a, RESTS, BareMark(), "rests")
            uow.commit()
        with vault.spaces.writing(private_space(pair.a)) as own:
            own.execute(seen_ended.insert().values(agreement="two", clause="", above=""))
        if source == "newer backup":
            take(vault)
    leave_note(pair.folder, "a scene", b"stopped")
    if source == "newer backup":
        shutil.copytree(pair.folder / BACKUPS, tmp_path / "copy" / BACKUPS)
        backup = tmp_path / "copy" / BACKUPS / backup.name
    if source == "shared file":
        pair.file(pair.a).write_bytes(b"damaged")
    report = restore(backup, pair, tmp_path / "new")
    assert report.has_later
    assert read_note(tmp_path / "new", "a scene") == (b"stopped" if source != "newer backup" else None)
    with QuickVault.open(tmp_path / "new", policy=CHEAP) as vault:
        vault.unlock(pair.a, WORDS_A)
        with UnitOfWork(vault.spaces) as uow:
            assert uow.parts.endings("one") == {Ending("one")}
            assert [each.key for each in uow.parts.of(pair.a, RESTS)] == ["rests"]
        with vault.spaces.connection(private_space(pair.a)) as own:
            assert bool(own.execute(select(seen_ended)).all()) is (source != "shared file")


def test_a_vault_that_is_open_elsewhere_is_left_alone(pair: Made, tmp_path: Path) -> None:
    with both(pair.folder) as vault:
        backup = take(vault)
        report = restore(backup, pair, tmp_path / "new")
    assert report.in_use
    assert not report.has_later
    assert (tmp_path / "new" / KEYRING).exists()
