"""A different program's lock on a database is reported as such, and nothing is lost."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import VaultFileInUse
from app.storage import databases
from app.storage.spaces import SHARED, SpaceId
from app.storage.unit_of_work import UnitOfWork
from tests.storage.made import WORDS_A, WORDS_B, Made
from tests.support.files import contents
from tests.support.foreign_lock import ForeignLock, locked
from tests.support.quick_vault import QuickVault

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the locks are those of POSIX")

FILES: dict[str, Callable[[Made], Path]] = {
    "shared": lambda made: made.shared_file,
    "private": lambda made: made.file(made.a),
}


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "PATIENCE", 0.05)


def test_at_unlock_of_ones_own(pair: Made) -> None:
    path, before = pair.file(pair.a), contents(pair.folder)
    with pair.open() as vault:
        with locked(path):
            with pytest.raises(VaultFileInUse) as told:
                vault.unlock(pair.a, WORDS_A)
            assert told.value.detail == path.name
            assert (vault.present, vault.spaces.ids) == ((), frozenset())
            vault.unlock(pair.b, WORDS_B)
        vault.unlock(pair.a, WORDS_A)
        assert pair.a in vault.present
    after = contents(pair.folder)
    assert {**after, ".lock": b""}.keys() == {**before, ".lock": b""}.keys()


def write(vault: QuickVault, space: SpaceId, value: str) -> None:
    with UnitOfWork(vault.spaces, space) as uow:
        uow.connection(space).exec_driver_sql("UPDATE said SET key = ?", (value,))
        uow.commit()


def read(vault: QuickVault, space: SpaceId) -> set[str]:
    with UnitOfWork(vault.spaces) as uow:
        return set(uow.connection(space).exec_driver_sql("SELECT key FROM said").scalars())


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("lock", ForeignLock)
def test_while_writing(pair: Made, kind: str, lock: ForeignLock) -> None:
    path, space = FILES[kind](pair), SHARED if kind == "shared" else SpaceId(pair.a)
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        write(vault, space, "before")
        with locked(path, lock):
            with pytest.raises(VaultFileInUse) as told:
                write(vault, space, "refused")
            assert told.value.detail == path.name
            if lock is not ForeignLock.WHOLE_FILE:
                assert read(vault, space) == {"before"}
        assert read(vault, space) == {"before"}
        write(vault, space, "after")
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        assert read(vault, space) == {"after"}


@pytest.mark.parametrize("kind", FILES)
def test_while_reading(pair: Made, kind: str) -> None:
    path, space = FILES[kind](pair), SHARED if kind == "shared" else SpaceId(pair.a)
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        write(vault, space, "before")
        with locked(path), pytest.raises(VaultFileInUse, match=path.name):
            read(vault, space)
        assert read(vault, space) == {"before"}
