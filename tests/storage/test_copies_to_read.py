"""What cannot be opened as it is on a medium that is read-only is read in a private copy."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from app.errors import VaultOlderReadOnly, VaultUnwritable
from app.models.vault_warning import VaultWarning
from app.storage.backups import BackupWork
from app.storage.databases import may_write, private_space, require_encrypted_file
from app.storage.restore import Restore
from app.storage.tables_private import pref
from app.storage.unit_of_work import UnitOfWork
from tests.storage.longer_history import SECOND
from tests.storage.made import ADA, BO, CHEAP, WORDS_A, WORDS_B, Made, name_of
from tests.storage.test_backups import NOW, write
from tests.storage.test_migrations import KINDS, history
from tests.support.clock import FakeIds
from tests.support.files import contents
from tests.support.mounts import make_read_only, small_disk


def copies_in(temporary: Path) -> list[Path]:
    return sorted(path for folder in temporary.glob("accord-*") for path in folder.glob("*.db"))


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's folder for temporary files."""
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    return place


def test_an_older_one_is_read_in_a_private_copy_which_is_deleted(
    medium: Made, tmp_path: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(medium.folder)
    for kind in KINDS:
        history(monkeypatch, tmp_path, kind, SECOND)
    with medium.open() as vault:
        for person, words in ((medium.a, WORDS_A), (medium.b, WORDS_B)):
            assert VaultWarning.READ_ONLY in vault.unlock(person, words).warnings
        with UnitOfWork(vault.spaces) as uow:
            assert [name_of(uow, person) for person in vault.present] == [ADA.name, BO.name]
        copies = copies_in(temporary)
        assert len(copies) == 3
        assert {path.parent.stat().st_mode & 0o777 for path in copies} == {0o700}
        for path in copies:
            require_encrypted_file(path)
        for space in vault.spaces.ids:
            vault.spaces.check_pages(space)
        with pytest.raises(VaultUnwritable):
            write(vault, medium.a, "words")
        work = BackupWork(vault.files.backup_sources(), beside=tmp_path)
        work.begin()
        work.copy_open()
        work.finish(tmp_path / "carried.accord", NOW)
        work.clean_up()
        vault.leave(medium.b)
        assert len(copies_in(temporary)) == 2
    assert list(temporary.iterdir()) == []
    assert contents(medium.folder) == before
    restore = Restore(tmp_path / "carried.accord", medium.a, CHEAP, FakeIds(3))
    restore.into(tmp_path / "restored", restore.derive(WORDS_A))


def test_one_that_was_cut_off_is_read_in_a_private_copy(pair: Made, tmp_path: Path, temporary: Path) -> None:
    """A killed process left a journal, which can't be played back where nothing can be written."""
    child = os.fork()
    if child == 0:
        with pair.open() as vault:
            vault.unlock(pair.a, WORDS_A)
            with vault.spaces.connection(private_space(pair.a)) as own, may_write(own).begin():
                own.exec_driver_sql("PRAGMA cache_size = 1")
                for number in range(400):
                    own.execute(pref.insert().values(key=f"{number}", value="x" * 4_000))
                os._exit(0)
    os.waitpid(child, 0)
    assert (pair.folder / f"{pair.a}.db-journal").stat().st_size
    with small_disk(tmp_path / "medium", 16_384) as place:
        shutil.copytree(pair.folder, place / "vault")
        make_read_only(place)
        cut_off = replace(pair, folder=place / "vault")
        with cut_off.open() as vault:
            vault.unlock(pair.a, WORDS_A)
            assert len(copies_in(temporary)) == 1
            with vault.spaces.connection(private_space(pair.a)) as own:
                assert own.execute(select(pref.c.key).where(pref.c.key == "1")).all() == []


def test_an_older_one_for_which_there_is_no_room_is_refused_by_name(
    medium: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    history(monkeypatch, tmp_path, "private", SECOND)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    with medium.open() as vault, pytest.raises(VaultOlderReadOnly, match=f"{medium.a}.db"):
        vault.unlock(medium.a, WORDS_A)
