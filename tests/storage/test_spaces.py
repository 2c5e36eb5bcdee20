"""Open spaces: one connection each, acquired and released; closing works whoever still has it."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy.exc import OperationalError

from app.errors import NeedsBoth, VaultDamaged
from app.models.said_kinds import PROFILE
from app.storage.databases import Identity, may_write
from app.storage.slots import Secret
from app.storage.spaces import SHARED, Spaces, private_space
from app.storage.unit_of_work import UnitOfWork
from tests.storage.made import Made, raw_database
from tests.support.quick_vault import QuickVault


def test_a_space_that_is_not_open_has_no_connection(vault: QuickVault, pair: Made) -> None:
    vault.leave(pair.b)
    with pytest.raises(NeedsBoth):
        vault.spaces.acquire(private_space(pair.b))
    with pytest.raises(NeedsBoth), vault.spaces.connection(private_space(pair.b)):
        pass


def test_a_released_connection_is_used_again_and_rolled_back(vault: QuickVault) -> None:
    first = may_write(vault.spaces.acquire(SHARED))
    first.exec_driver_sql("UPDATE said SET key = 'not kept'")
    vault.spaces.release(SHARED, first)
    with vault.spaces.connection(SHARED) as again:
        assert again is first
        assert "not kept" not in again.exec_driver_sql("SELECT key FROM said").scalars().all()


def test_a_connection_that_cannot_be_rolled_back_is_replaced(
    vault: QuickVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = vault.spaces.acquire(SHARED)

    def fail() -> None:
        raise OperationalError("ROLLBACK", None, Exception())

    with monkeypatch.context() as patch:
        patch.setattr(broken, "rollback", fail)
        with pytest.raises(OperationalError):
            vault.spaces.release(SHARED, broken)
    assert broken.closed
    with vault.spaces.connection(SHARED) as fresh:
        assert fresh is not broken
        assert fresh.exec_driver_sql("SELECT count(*) FROM said").scalar_one() > 0


def test_a_connection_that_was_never_released_does_not_keep_the_file_locked(vault: QuickVault, pair: Made) -> None:
    lost = may_write(vault.spaces.acquire(SHARED))
    lost.exec_driver_sql("UPDATE said SET key = 'not kept'")
    with vault.spaces.connection(SHARED) as connection:
        may_write(connection)
        assert "not kept" not in connection.exec_driver_sql("SELECT key FROM said").scalars().all()
    lost = may_write(vault.spaces.acquire(SHARED))
    lost.exec_driver_sql("UPDATE said SET key = 'not kept'")
    vault.spaces.close(SHARED)
    key = pair.created.unlocked[0].shared_key
    assert key is not None
    with raw_database(pair.shared_file, key) as database:
        database.execute("UPDATE said SET key = 'kept'")
        assert {row[0] for row in database.execute("SELECT key FROM said")} == {"kept"}
    assert lost.closed


def test_closing_twice_and_releasing_after_closing_are_no_errors(vault: QuickVault) -> None:
    connection = vault.spaces.acquire(SHARED)
    vault.spaces.close_all()
    vault.spaces.close(SHARED)
    vault.spaces.release(SHARED, connection)
    assert vault.spaces.ids == frozenset()


def test_a_file_that_does_not_open_is_not_left_open(pair: Made) -> None:
    spaces = Spaces()
    with pytest.raises(VaultDamaged):
        spaces.open(pair.shared_file, Secret.new(), Identity("a" * 32, "b" * 32, SHARED))
    assert not spaces.has(SHARED)
    with pytest.raises(NeedsBoth):
        spaces.engine(SHARED)


def test_a_running_statement_can_be_interrupted_from_another_thread(vault: QuickVault) -> None:
    def stop() -> None:
        while not done.wait(0.02):
            vault.spaces.interrupt()

    done = threading.Event()
    helper = threading.Thread(target=stop)
    # Not endless, so that the test would fail and not hang.
    long = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 200000000) SELECT count(*) FROM n"
    helper.start()
    try:
        with UnitOfWork(vault.spaces) as uow, pytest.raises(OperationalError):
            uow.connection(SHARED).exec_driver_sql(long)
    finally:
        done.set()
        helper.join()
    with UnitOfWork(vault.spaces) as uow:
        assert uow.parts.all(PROFILE)
