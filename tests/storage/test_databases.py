"""Every open asserts what it found, and what is wrong is refused and left as it is."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import QueuePool, text
from sqlalchemy.exc import SQLAlchemyError

from app.errors import VaultDamaged, VaultError, VaultPlain, VaultSwapped
from app.storage.databases import SpaceId, make_engine, may_write
from app.storage.slots import Secret
from app.storage.spaces import SHARED, private_space
from app.storage.unit_of_work import UnitOfWork
from tests.storage.made import ADA, BO, WORDS_A, WORDS_B, Made, make, open_shared, raw_database, say_name
from tests.support.files import contents

PRAGMAS = {
    "journal_mode": "truncate",
    "synchronous": 3,
    "secure_delete": 1,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "temp_store": 2,
    "cipher_log_level": "NONE",
    "cipher_use_hmac": "1",
    "cipher_hmac_algorithm": "HMAC_SHA256",
}


def plain(path: Path) -> None:
    path.unlink()
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE meta (id)")
    database.commit()
    database.close()


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def cut(path: Path, by: int) -> None:
    os.truncate(path, path.stat().st_size - by)


BROKEN: dict[str, tuple[Callable[[Path], object], type[VaultError]]] = {
    "missing": (lambda path: path.unlink(), VaultDamaged),
    "empty": (lambda path: path.write_bytes(b""), VaultDamaged),
    "one byte short": (lambda path: cut(path, 1), VaultDamaged),
    "half a page": (lambda path: path.write_bytes(b"\x07" * 2048), VaultDamaged),
    "first page only": (lambda path: os.truncate(path, 4096), VaultDamaged),
    "noise": (lambda path: path.write_bytes(os.urandom(8192)), VaultSwapped),
    "zeros": (lambda path: path.write_bytes(bytes(8192)), VaultDamaged),
    "plain SQLite": (plain, VaultPlain),
    "a folder": (folder, VaultDamaged),
}


@pytest.mark.parametrize("how", BROKEN)
@pytest.mark.parametrize("which", ["shared", "private"])
def test_a_broken_file_is_refused_by_name_and_left(pair: Made, how: str, which: str) -> None:
    path = pair.shared_file if which == "shared" else pair.file(pair.a)
    change, error = BROKEN[how]
    change(path)
    before = contents(pair.folder)
    with pair.open() as vault:
        with pytest.raises(error) as caught:
            open_shared(pair) if which == "shared" else vault.unlock(pair.a, WORDS_A)
        assert caught.value.detail == path.name
        assert type(caught.value) is error
        assert vault.spaces.ids == frozenset()
    assert contents(pair.folder) == before


def test_a_broken_private_file_does_not_close_the_partner_out(pair: Made) -> None:
    pair.file(pair.b).write_bytes(os.urandom(8192))
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        with pytest.raises(VaultDamaged):
            vault.unlock(pair.b, WORDS_B)
        assert vault.spaces.ids == {SHARED, private_space(pair.a)}


def test_pragmas_hold_on_every_connection(pair: Made) -> None:
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        for space in vault.spaces.ids:
            engine = vault.spaces.engine(space)
            assert isinstance(engine.pool, QueuePool)
            assert engine.pool.size() == 1
            with vault.spaces.connection(space) as connection:
                for pragma, value in PRAGMAS.items():
                    assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one() == value, pragma
                connection.invalidate()
            with engine.connect() as connection:
                assert connection.exec_driver_sql("PRAGMA secure_delete").scalar_one() == 1


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_key_of_another_length_is_refused(tmp_path: Path, size: int) -> None:
    engine = make_engine(tmp_path / "x.db", Secret(b"k" * size))
    with pytest.raises(VaultDamaged):
        engine.connect()
    assert not (tmp_path / "x.db").exists()


def test_the_right_key_for_another_database_is_not_enough(tmp_path: Path) -> None:
    made = make(tmp_path / "v", ADA, BO)
    key = made.created.unlocked[0].shared_key
    assert key is not None
    for change in ("vault_id = 'x'", "database_id = 'x'", "space = 'x'", "canary = 'x'"):
        kept = made.shared_file.read_bytes()
        with raw_database(made.shared_file, key) as database:
            database.execute(f"UPDATE meta SET {change}")
        with pytest.raises(VaultDamaged, match=r"shared\.db"):
            open_shared(made)
        made.shared_file.write_bytes(kept)
    with raw_database(made.shared_file, key) as database:
        database.execute("DELETE FROM meta")
    with pytest.raises(VaultDamaged):
        open_shared(made)


def test_errors_never_quote_what_was_written(pair: Made) -> None:
    key = pair.created.unlocked[0].shared_key
    assert key is not None
    engine = make_engine(pair.shared_file, key)
    with may_write(engine.connect()) as connection, pytest.raises(SQLAlchemyError) as caught:
        connection.execute(
            text("INSERT INTO said (author, key) VALUES (:author, :key)"), {"author": "x", "key": "Quillfeather"}
        )
    engine.dispose()
    assert "Quillfeather" not in str(caught.value) + repr(caught.value)
    assert key.reveal().hex() not in str(caught.value) + repr(engine) + repr(engine.url)


def test_a_failed_savepoint_leaves_no_row(pair: Made) -> None:
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        with UnitOfWork(vault.spaces, SHARED) as uow:
            connection = uow.connection(SHARED)
            with connection.begin_nested():
                connection.exec_driver_sql("UPDATE said SET key = 'kept by mistake'")
        with UnitOfWork(vault.spaces) as uow:
            keys = uow.connection(SHARED).exec_driver_sql("SELECT key FROM said").scalars().all()
            assert "kept by mistake" not in keys


def test_a_hot_journal_is_rolled_back(pair: Made) -> None:
    copy = pair.folder.parent / "copy"
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        with UnitOfWork(vault.spaces, SHARED) as uow:
            connection = uow.connection(SHARED)
            connection.exec_driver_sql("PRAGMA cache_size = 1")
            connection.exec_driver_sql("UPDATE said SET key = 'half done'")
            connection.exec_driver_sql("CREATE TABLE filler AS SELECT hex(randomblob(60000)) AS x")
            shutil.copytree(pair.folder, copy)
    assert (copy / "shared.db-journal").stat().st_size > 0
    with Made(copy, pair.created).open() as vault:
        vault.unlock(pair.a, WORDS_A)
        with UnitOfWork(vault.spaces) as uow:
            keys = uow.connection(SHARED).exec_driver_sql("SELECT key FROM said").scalars().all()
            assert set(keys) == {""}


def test_a_journal_holds_nothing_in_clear(pair: Made) -> None:
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        with UnitOfWork(vault.spaces, SHARED) as uow:
            say_name(uow, pair.a, "Journalmarker")
            uow.connection(SpaceId(pair.a)).exec_driver_sql("CREATE TABLE filler AS SELECT hex(randomblob(90000)) AS x")
            raw = (pair.folder / f"{pair.a}.db-journal").read_bytes()
            assert raw
            assert b"Quillfeather" not in raw
