"""Older files are refused where nobody asked, and copies of them upgraded where they are; newer ones are refused."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from app.errors import VaultAltered, VaultNewer
from app.storage.conflict_copies import read_own_copies
from app.storage.databases import may_write, private_space
from app.storage.files import BACKUPS
from app.storage.keyring_file import LOCK
from app.storage.other_copies import OtherCopies
from app.storage.restore import Restore
from app.storage.unit_of_work import UnitOfWork
from tests.storage.longer_history import SECOND
from tests.storage.made import ADA, BO, CHEAP, WORDS_A, WORDS_B, Made, name_of, open_shared
from tests.storage.test_backups import take
from tests.storage.test_migrations import KINDS, engine_of, history
from tests.support.clock import FakeIds
from tests.support.files import contents
from tests.support.quick_vault import QuickVault


def extra_in(connection: Connection) -> object:
    """What the second migration adds."""
    return connection.exec_driver_sql("SELECT extra FROM meta").scalar_one()


def test_an_older_file_with_more_in_it_is_refused_and_left(
    pair: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Upgrading it would run what somebody planted."""
    engine = engine_of(pair, "private")
    with may_write(engine.connect()) as connection, connection.begin():
        connection.exec_driver_sql("CREATE TRIGGER planted AFTER UPDATE ON meta BEGIN DELETE FROM said; END")
    engine.dispose()
    before = contents(pair.folder)
    history(monkeypatch, tmp_path, "private", SECOND)
    with pair.open() as vault, pytest.raises(VaultAltered, match=f"{pair.a}.db"):
        vault.unlock(pair.a, WORDS_A)
    assert {**contents(pair.folder), LOCK: b""} == {**before, LOCK: b""}


@pytest.mark.parametrize("beside", ["vault", "newer backup", "nothing"])
def test_an_older_backup_is_restored(pair: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, beside: str) -> None:
    """It is upgraded in the new folder, and so is each copy that tells what came later; the old files are unchanged."""
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        backup = take(vault)
        if beside == "newer backup":
            take(vault)
    if beside != "vault":
        shutil.move(pair.folder, tmp_path / "hidden")
        shutil.move(tmp_path / "hidden" / BACKUPS, tmp_path / BACKUPS)
        backup = tmp_path / BACKUPS / backup.name
    before = contents(backup.parent.parent)
    for kind in KINDS:
        history(monkeypatch, tmp_path, kind, SECOND)
    asked = OtherCopies.latest_of

    @contextmanager
    def latest_of(*given: Any) -> Iterator[Connection | None]:
        with asked(*given) as later:
            assert later is None or extra_in(later) == "new"
            yield later

    monkeypatch.setattr(OtherCopies, "latest_of", latest_of)
    restore = Restore(backup, pair.a, CHEAP, FakeIds(3))
    report = restore.into(tmp_path / "restored", restore.derive(WORDS_A))
    assert report.has_later is (beside != "nothing")
    kept = contents(backup.parent.parent)
    assert {name: raw for name, raw in kept.items() if name in before} == before
    with QuickVault.open(tmp_path / "restored", policy=CHEAP, ids=FakeIds(4)) as vault:
        with vault.admitting(restore.derive(WORDS_A).unlocked):
            pass
        vault.unlock(pair.b, WORDS_B)
        with UnitOfWork(vault.spaces) as uow:
            assert [name_of(uow, person) for person in (pair.a, pair.b)] == [ADA.name, BO.name]


def test_a_copy_that_a_synchronised_folder_left_is_read_in_an_older_format(
    pair: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = pair.folder / f"{pair.a} (1).db"
    shutil.copy(pair.file(pair.a), copy)
    before = copy.read_bytes()
    history(monkeypatch, tmp_path, "private", SECOND)
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        own = vault.spaces.source(private_space(pair.a))
        found = read_own_copies(pair.folder, own, lambda copied: extra_in(copied.connection))
    assert found == (["new"], 0)
    assert copy.read_bytes() == before


def test_a_newer_file_is_refused_and_left(pair: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        history(patch, tmp_path, "shared", SECOND)
        with pair.open() as vault:
            vault.unlock(pair.a, WORDS_A)
        assert (pair.folder / BACKUPS).exists()
    before = contents(pair.folder)
    with pytest.raises(VaultNewer, match=r"shared\.db"):
        open_shared(pair)
    assert contents(pair.folder) == before
