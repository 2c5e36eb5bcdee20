"""Which of two files counts is decided by the key alone; none is deleted unless the key opens the one that stays."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection

from app.errors import VaultDamaged, VaultUnwritable
from app.storage import new_files
from app.storage.creation import identity_of_private
from app.storage.databases import Identity, private_space
from app.storage.keyring import load_keyring
from app.storage.new_files import finish, make_next, next_file
from app.storage.slots import Secret
from app.storage.tables_private import pref
from app.storage.watching import UNWATCHED
from tests.storage.made import Made


def nothing(_connection: Connection) -> None:
    pass


def old_of(made: Made) -> tuple[Identity, Secret]:
    return identity_of_private(load_keyring(made.folder)[1], made.a), made.created.unlocked[0].private_key


def made_next(made: Made) -> tuple[Identity, Secret, Path]:
    old, key = old_of(made)
    new, new_key = Identity(old.vault_id, "9" * 32, old.space), Secret.new()
    return new, new_key, make_next(made.folder, old.space, key, new, new_key, nothing, UNWATCHED)


def test_the_file_that_the_key_opens_counts(solo: Made) -> None:
    old, key = old_of(solo)
    new, new_key, path = made_next(solo)
    assert path.stat().st_mode & 0o777 == 0o600
    assert finish(solo.folder, old, key) is False, "the old key: the new one never counted"
    assert not path.exists()
    new, new_key, path = made_next(solo)
    assert finish(solo.folder, new, new_key) is True
    assert not path.exists()
    assert finish(solo.folder, new, new_key) is False


def test_it_has_no_journal_and_is_synced_once_it_is_whole(solo: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    synced, beside = list[bytes](), list[str]()

    def seen_sync(file: int) -> None:
        synced.append(Path(os.readlink(f"/proc/self/fd/{file}")).read_bytes())
        os.fsync(file)

    def write_much(connection: Connection) -> None:
        for number in range(300):
            connection.execute(pref.insert().values(key=f"{number}", value="x" * 3_000))
        beside.extend(path.name for path in solo.folder.glob("next-*"))

    monkeypatch.setattr("app.storage.new_files.sync_file", seen_sync)
    old, key = old_of(solo)
    path = make_next(
        solo.folder, old.space, key, replace(old, database_id="9" * 32), Secret.new(), write_much, UNWATCHED
    )
    assert beside == [path.name]
    assert synced == [path.read_bytes()]


def test_where_the_key_opens_neither_both_stay(solo: Made) -> None:
    new, _key, path = made_next(solo)
    before = path.read_bytes(), solo.file(solo.a).read_bytes()
    assert finish(solo.folder, new, Secret.new()) is False
    assert (path.read_bytes(), solo.file(solo.a).read_bytes()) == before


def test_a_planted_file_replaces_nothing(solo: Made) -> None:
    old, key = old_of(solo)
    before = solo.file(solo.a).read_bytes()
    path = next_file(solo.folder, old.space)
    for planted in (b"", b"SQLite format 3\0" + bytes(8176), bytes(8192)):
        path.write_bytes(planted)
        assert finish(solo.folder, old, key) is False
        assert solo.file(solo.a).read_bytes() == before
        assert not path.exists()


def test_what_cannot_be_read_now_is_not_taken_for_damage(solo: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    new, new_key, path = made_next(solo)

    def fails(_path: Path) -> None:
        raise OSError(5, "input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(new_files, "open_regular", fails)
        with pytest.raises(VaultUnwritable):
            finish(solo.folder, new, new_key)
    assert finish(solo.folder, new, new_key) is True
    assert not path.exists()


def test_a_copy_that_differs_is_no_copy(solo: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    digests = iter((b"one", b"other"))
    monkeypatch.setattr(new_files, "_digest", lambda *_: next(digests))
    with pytest.raises(VaultDamaged):
        made_next(solo)
    assert not next_file(solo.folder, private_space(solo.a)).exists()
