"""Databases that nobody has open: opened for a block, checked, and copied with what a killed process left."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import VaultDamaged, VaultUnwritable
from app.storage.closed_files import copy_closed, opened, reading, require_sound
from app.storage.creation import identity_of_private
from app.storage.databases import SpaceSource
from app.storage.keyring import load_keyring
from tests.storage.made import Made


def own(made: Made, path: Path | None = None) -> SpaceSource:
    """Ada's database, or a copy of it."""
    identity = identity_of_private(load_keyring(made.folder)[1], made.a)
    return SpaceSource(path or made.file(made.a), made.created.unlocked[0].private_key, identity)


def test_nothing_is_open_after_a_block(pair: Made) -> None:
    with opened(*own(pair)[:2]) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM said").scalar_one() > 0
    assert connection.closed
    with reading(own(pair)) as connection:
        assert not connection.closed
    assert connection.closed


def test_a_copy_has_the_journal_beside_it_and_steps_count_its_bytes(pair: Made, tmp_path: Path) -> None:
    path, steps = pair.file(pair.a), list[int]()
    journal = path.with_name(f"{path.name}-journal")
    to = tmp_path / "copy.db"
    journal.write_bytes(b"")
    assert copy_closed(path, to, steps.append) == [to], "an empty one is none"
    assert sum(steps) == path.stat().st_size
    assert to.read_bytes() == path.read_bytes()
    require_sound(own(pair, to))
    to.unlink()
    journal.write_bytes(b"left over")
    assert copy_closed(path, to) == [to, tmp_path / "copy.db-journal"]
    with pytest.raises(VaultUnwritable):
        copy_closed(path, to)


def test_damage_is_told_under_the_name_that_people_know(pair: Made) -> None:
    path = pair.file(pair.a)
    raw = bytearray(path.read_bytes())
    raw[-100] ^= 1
    path.write_bytes(raw)
    with pytest.raises(VaultDamaged, match=path.name):
        require_sound(own(pair))
    with pytest.raises(VaultDamaged, match="the file"):
        require_sound(own(pair), "the file")
