"""Backups of a vault: taken while somebody is here, complete and verified, or not there at all."""

from __future__ import annotations

import shutil
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.errors import NeedsBoth, VaultDamaged, VaultFileInUse, VaultUnwritable
from app.models.backup import BackupScope
from app.models.base import PersonId
from app.storage.backup_file import BackupFile, copy_backup_file, is_backup_file
from app.storage.backups import BackupStopped, BackupWork, Restless, next_name, rotate, stored_backups
from app.storage.databases import private_space
from app.storage.files import BACKUPS
from app.storage.restore import Restore
from app.storage.tables_private import pref
from tests.storage.made import CHEAP, MARKERS, WORDS_A, WORDS_B, Made, raw_database
from tests.support.clock import FakeIds
from tests.support.files import contents, find_markers
from tests.support.foreign_lock import locked
from tests.support.mounts import small_disk
from tests.support.quick_vault import QuickVault

NOW = datetime(2026, 11, 29, 8, 0, tzinfo=UTC)


def take(vault: QuickVault, only: PersonId | None = None, to: Path | None = None, made: datetime = NOW) -> Path:
    """Take a backup, without anybody waiting for it."""
    folder = vault.folder / BACKUPS
    target = to or folder / next_name([folder], made.date())
    work = BackupWork(vault.files.backup_sources(only))
    try:
        work.begin()
        work.copy_open()
        work.finish(target, made)
    finally:
        work.clean_up()
    return target


def write(vault: QuickVault, person: PersonId, value: str) -> None:
    with vault.spaces.writing(private_space(person)) as own:
        own.execute(pref.insert().values(key=value[:40], value=value))


@pytest.mark.parametrize("here", ["one", "both"])
def test_a_backup_has_the_keyring_and_every_private_file(pair: Made, here: str) -> None:
    closed = pair.file(pair.b).read_bytes()
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        if here == "both":
            vault.unlock(pair.b, WORDS_B)
        target = take(vault)
        with BackupFile(target) as backup:
            backup.verify()
            manifest = backup.manifest
            assert manifest.scope is BackupScope.WHOLE
            assert {part.name for part in manifest.parts} == {"keyring.json", f"{pair.a}.db", f"{pair.b}.db"}
            theirs = manifest.part(f"{pair.b}.db")
            assert theirs is not None
            assert theirs.is_verified is (here == "both")
            backup.extract(f"{pair.b}.db", target.with_name("theirs"))
            assert (target.with_name("theirs").read_bytes() == closed) is (here == "one")
            signed = {
                person: backup.was_signed_by(person, vault.spaces.proof_key(pair.a)) for person in (pair.a, pair.b)
            }
            assert signed == {pair.a: True, pair.b: None if here == "one" else False}
        assert is_backup_file(target)
        target.with_name("theirs").unlink()
    assert sorted(path.name for path in target.parent.iterdir()) == [target.name]
    assert target.stat().st_mode & 0o777 == 0o600
    assert not find_markers([pair.folder], MARKERS)
    with zipfile.ZipFile(target) as archive:
        assert "shared.db" not in archive.namelist()
        assert {info.date_time[0] for info in archive.infolist()} == {1980}


def test_a_backup_of_ones_own_part_has_nothing_of_the_partner(pair: Made, tmp_path: Path) -> None:
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        with BackupFile(take(vault, pair.a, tmp_path / "mine.accord")) as backup:
            assert backup.manifest.scope is BackupScope.OWN
            assert backup.manifest.has_space_of(pair.a)
            assert not backup.manifest.has_space_of(pair.b)
        with pytest.raises(NeedsBoth):
            vault.files.backup_sources(pair.b)


def test_what_is_said_meanwhile_is_in_it_or_begins_it_again(pair: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.storage.backups.STEP_PAGES", 8)
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        said = 0

        def speak(_handled: int) -> None:
            nonlocal said
            if said < limit:
                said += 1
                write(vault, pair.a, f"meanwhile {said}")

        for limit, passes in ((2, True), (10_000, False)):
            said = 0
            work = BackupWork(vault.files.backup_sources(pair.a), speak)
            with vault.spaces.writing(private_space(pair.a)) as own:
                own.execute(pref.delete())
            work.begin()
            if passes:
                work.copy_open()
                (copy,) = (path for path in work._site.iterdir() if path.suffix == ".db")
                with raw_database(copy, vault.spaces.source(private_space(pair.a)).key) as raw:
                    assert raw.execute("SELECT count(*) FROM pref").fetchone() == (2,)
            else:
                with pytest.raises(Restless):
                    work.copy_open()
                limit = 0
                work.copy_open(None)
            work.clean_up()


def test_stopped_or_failed_it_leaves_nothing(pair: Made) -> None:
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        before = contents(pair.folder)
        steps = 1
        while True:
            work = BackupWork(vault.files.backup_sources())
            seen = 0

            def count(_handled: int, work: BackupWork = work, last: int = steps) -> None:
                nonlocal seen
                seen += 1
                if seen == last:
                    work.stop()

            work._report = count
            try:
                work.begin()
                work.copy_open()
                work.finish(pair.folder / BACKUPS / "0001-2026-11-29.accord", NOW)
            except BackupStopped:
                work.clean_up()
                assert contents(pair.folder) == before
                steps += 1
            else:
                work.clean_up()
                break
        assert steps > 10
        assert len(stored_backups(pair.folder / BACKUPS)) == 1


def test_on_a_full_disk_the_vault_stays_as_it_is(pair: Made, tmp_path: Path) -> None:
    """Full at different points: while a file is copied, while the backup is written, and while it is restored."""
    size = sum(len(data) for data in contents(pair.folder).values()) // 1024
    for room in (100, 500, 900, 1_200):
        with small_disk(tmp_path / f"disk {room}", size + room) as place:
            made = Made(shutil.copytree(pair.folder, place / "vault"), pair.created)
            before = contents(made.folder)
            with made.open() as vault:
                vault.unlock(made.a, WORDS_A)
                with pytest.raises(VaultUnwritable):
                    take(vault)
                assert not list((made.folder / BACKUPS).iterdir())
            assert contents(made.folder) == before
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        backup = take(vault, to=tmp_path / "a.accord")
    for room in (8, 300):
        with small_disk(tmp_path / f"other disk {room}", room) as place:
            with pytest.raises(VaultUnwritable):
                copy_backup_file(backup, place / "a.accord")
            restore = Restore(backup, pair.a, CHEAP, FakeIds(4))
            with pytest.raises(VaultUnwritable):
                restore.into(place / "vault", restore.derive(WORDS_A))
            assert not list(place.iterdir())


def test_a_file_that_another_program_holds_is_named(pair: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.storage.databases.PATIENCE", 0.01)
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        with locked(pair.file(pair.a)), pytest.raises(VaultFileInUse) as fault:
            take(vault)
        assert fault.value.detail == f"{pair.a}.db"
        assert not list((pair.folder / BACKUPS).iterdir())


def test_numbers_and_rotation_ignore_the_clock(tmp_path: Path) -> None:
    for number, day in ((1, "2026-11-29"), (2, "1999-01-01"), (12, "2031-05-05")):
        (tmp_path / f"{number:04}-{day}.accord").write_bytes(b"x")
    (tmp_path / "0003 other.accord").touch()
    (tmp_path / "letter.txt").touch()
    assert next_name([tmp_path], NOW.date()) == "0013-2026-11-29.accord"
    rotate(tmp_path, 2)
    assert [each.number for each in stored_backups(tmp_path)] == [12, 2]
    rotate(tmp_path, 0)
    assert [each.number for each in stored_backups(tmp_path)] == [12], "the last one is never deleted"
    assert {path.name for path in tmp_path.iterdir()} >= {"0003 other.accord", "letter.txt"}


def test_a_damaged_private_file_gives_no_backup(pair: Made) -> None:
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        take(vault)
        vault.leave(pair.a)
        raw = bytearray(pair.file(pair.a).read_bytes())
        raw[-2000] ^= 1
        pair.file(pair.a).write_bytes(raw)
        vault.unlock(pair.a, WORDS_A)
        with pytest.raises(VaultDamaged):
            take(vault)
        assert len(list((pair.folder / BACKUPS).iterdir())) == 1, "the good one stays"
