"""A medium that is pulled and comes back, and files that are replaced while they are open."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from app.errors import VaultGone, VaultReplaced
from app.storage.ages import Mirror
from app.storage.databases import private_space
from app.storage.spaces import SHARED
from app.storage.tables_private import pref
from tests.storage.made import ADA, BO, CHEAP, WORDS_A, WORDS_NEW, Made, make, name_of
from tests.storage.test_backups import write
from tests.support.clock import FakeIds
from tests.support.files import contents
from tests.support.quick_vault import QuickVault


def come(made: Made, tmp_path: Path) -> QuickVault:
    vault = QuickVault.open(made.folder, policy=CHEAP, ids=FakeIds(9), mirror=Mirror(tmp_path / "seen"))
    vault.unlock(made.a, WORDS_A)
    vault.files.ages.count_session(made.a)
    return vault


def values(vault: QuickVault, made: Made) -> set[str]:
    with vault.spaces.connection(private_space(made.a)) as own:
        return set(own.execute(select(pref.c.value)).scalars())


def test_pulled_and_back_what_was_refused_is_saved(pair: Made, tmp_path: Path) -> None:
    away = tmp_path / "away"
    with come(pair, tmp_path) as vault:
        write(vault, pair.a, "before")
        pair.folder.rename(away)
        for _again in range(2):
            with pytest.raises(VaultGone):
                write(vault, pair.a, "meanwhile")
        with pytest.raises(VaultGone):
            vault.change_passphrase(pair.a, WORDS_A, WORDS_NEW)
        assert not pair.folder.exists()
        # A medium that comes back has other numbers for its files.
        shutil.copytree(away, pair.folder)
        write(vault, pair.a, "meanwhile")
        with vault.spaces.writing(SHARED) as shared:
            shared.exec_driver_sql("UPDATE said SET key = key")
        assert {"before", "meanwhile"} <= values(vault, pair)
    with come(pair, tmp_path) as vault:
        assert {"before", "meanwhile"} <= values(vault, pair)


@pytest.mark.parametrize("what", ["another vault", "an earlier session", "damaged"])
def test_a_different_medium_at_the_same_place_is_refused(pair: Made, tmp_path: Path, what: str) -> None:
    with come(pair, tmp_path):
        pass
    earlier = shutil.copytree(pair.folder, tmp_path / "earlier")
    other = make(tmp_path / "other", ADA, BO, salt=6)
    away = tmp_path / "away"
    with come(pair, tmp_path) as vault:
        pair.folder.rename(away)
        if what == "another vault":
            shutil.copytree(other.folder, pair.folder)
            shutil.copy(other.file(other.a), pair.file(pair.a))
        else:
            shutil.copytree(earlier, pair.folder)
            if what == "damaged":
                pair.file(pair.a).write_bytes(b"\1" * 8192)
        before = contents(pair.folder)
        with pytest.raises(VaultReplaced):
            write(vault, pair.a, "meanwhile")
        if what != "damaged":
            with pytest.raises(VaultReplaced):
                vault.change_passphrase(pair.a, WORDS_A, WORDS_NEW)
        assert contents(pair.folder) == before, "nothing is written to it"
        shutil.rmtree(pair.folder)
        away.rename(pair.folder)
        write(vault, pair.a, "meanwhile")
    with come(pair, tmp_path) as vault:
        assert "meanwhile" in values(vault, pair)


def test_the_shared_file_alone_stops_nobody(pair: Made, tmp_path: Path) -> None:
    from app.storage.unit_of_work import UnitOfWork

    with come(pair, tmp_path) as vault:
        pair.shared_file.unlink()
        with UnitOfWork(vault.spaces, SHARED) as uow:
            assert name_of(uow, pair.a) == ADA.name
            uow.commit()
        write(vault, pair.a, "mine")
    with come(pair, tmp_path) as vault:
        assert "mine" in values(vault, pair)
