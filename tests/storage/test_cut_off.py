"""A write is cut off while it fills a page that was free before: the page is in no journal, and may be torn."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.errors import VaultDamaged
from app.storage import databases
from app.storage.cut_off import PAGE, has_journal
from app.storage.databases import SpaceSource, make_engine, open_database, private_space, require_integrity
from tests.storage.made import WORDS_A, Made
from tests.support.power_cut import SECTOR

_HEADER, _RECORD = 512, PAGE + 8


def cut_off(pair: Made, place: Path) -> tuple[SpaceSource, Path]:
    """A private file and its journal in the middle of a write, with a torn page that the journal does not have."""
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        source = vault.spaces.source(private_space(pair.a))
    raw = open_database(source.path, source.key)
    raw.execute("INSERT INTO pref VALUES ('long', hex(randomblob(400000)))")
    raw.execute("DELETE FROM pref WHERE key = 'long'")
    before = source.path.read_bytes()
    raw.execute("PRAGMA cache_size = 1")
    raw.execute("BEGIN IMMEDIATE")
    raw.execute("INSERT INTO pref VALUES ('long', hex(randomblob(400000)))")
    copy, journal = place / source.path.name, f"{source.path.name}-journal"
    shutil.copy(source.path, copy)
    shutil.copy(source.path.with_name(journal), place / journal)
    raw.execute("ROLLBACK")
    raw.close()
    now, kept = bytearray(copy.read_bytes()), (place / journal).read_bytes()
    numbers = {int.from_bytes(kept[at : at + 4], "big") for at in range(_HEADER, len(kept), _RECORD)}
    torn = next(
        at
        for at in range(0, len(before), PAGE)
        if at // PAGE + 1 not in numbers and now[at : at + PAGE] != before[at : at + PAGE]
    )
    now[torn : torn + SECTOR] = before[torn : torn + SECTOR]
    copy.write_bytes(now)
    return source, copy


def check(source: SpaceSource, copy: Path) -> None:
    """Open it, which applies the journal, and check every page."""
    engine = make_engine(copy, source.key)
    try:
        with engine.connect() as connection:
            assert not has_journal(copy)
            require_integrity(connection, copy.name)
            assert connection.exec_driver_sql("SELECT count(*) FROM pref WHERE key = 'long'").scalar_one() == 0
    finally:
        engine.dispose()


def test_a_torn_page_that_nothing_needs_is_no_damage(pair: Made, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    check(*cut_off(pair, tmp_path / "copy"))


def test_it_would_be_taken_for_damage(pair: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "fill_free_pages", lambda *_: None)
    (tmp_path / "copy").mkdir()
    with pytest.raises(VaultDamaged):
        check(*cut_off(pair, tmp_path / "copy"))
