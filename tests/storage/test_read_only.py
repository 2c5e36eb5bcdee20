"""A vault on a medium that can only be read opens to be looked at and copied from, and is not changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import VaultUnwritable
from app.models.vault_warning import VaultWarning
from app.storage.backup_file import BackupFile
from app.storage.backups import BackupWork
from app.storage.read_only import is_read_only, place_to_open
from app.storage.unit_of_work import UnitOfWork
from tests.storage.made import ADA, WORDS_A, WORDS_NEW, Made, name_of
from tests.storage.test_backups import NOW, write
from tests.support.files import contents


def test_it_is_looked_at_and_carried_away_but_not_changed(medium: Made, tmp_path: Path) -> None:
    before = contents(medium.folder)
    with medium.open() as vault:
        assert vault.is_read_only
        assert VaultWarning.READ_ONLY in vault.unlock(medium.a, WORDS_A).warnings
        with UnitOfWork(vault.spaces) as uow:
            assert name_of(uow, medium.a) == ADA.name
        with pytest.raises(VaultUnwritable):
            write(vault, medium.a, "words")
        with pytest.raises(VaultUnwritable):
            vault.change_passphrase(medium.a, WORDS_A, WORDS_NEW)
        work = BackupWork(vault.files.backup_sources(), beside=tmp_path)
        work.begin()
        work.copy_open()
        work.finish(tmp_path / "carried.accord", NOW)
        work.clean_up()
        with BackupFile(tmp_path / "carried.accord") as backup:
            backup.verify()
    assert contents(medium.folder) == before


def test_a_journal_that_cannot_be_played_back_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.storage.read_only.is_read_only", lambda _folder: True)
    place, is_uri = place_to_open(tmp_path / "a b.db")
    assert is_uri
    assert place.startswith("file:///")
    assert place.endswith("a%20b.db?mode=ro")
    (tmp_path / "a b.db-journal").write_bytes(b"half a page")
    with pytest.raises(VaultUnwritable):
        place_to_open(tmp_path / "a b.db")


def test_what_can_be_written_is_opened_as_ever(tmp_path: Path) -> None:
    assert not is_read_only(tmp_path)
    assert not is_read_only(tmp_path / "nowhere")
    assert place_to_open(tmp_path / "a.db") == (str(tmp_path / "a.db"), False)
