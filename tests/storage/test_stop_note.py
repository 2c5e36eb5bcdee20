"""The note that a scene was stopped while nobody was here: it tells nobody anything who does not know the scene."""

from __future__ import annotations

import os
from pathlib import Path

from app.models.live import MOST_EVENTS, LiveEvent, LiveMark
from app.services.stopped_unseen import note_stop, noted_stop
from app.storage.stop_note import NOTE, SIZE, leave_note, read_note, renew_note
from tests.support.vaults import vault_for

RED = LiveEvent(at=24 * 3600, n=MOST_EVENTS, mark=LiveMark.RED)


def test_only_the_scene_that_it_is_about_reads_it(tmp_path: Path) -> None:
    note_stop(tmp_path, "agreement/act", RED)
    assert noted_stop(tmp_path, "agreement/act") == RED
    assert noted_stop(tmp_path, "agreement/different") is None


def test_it_is_there_in_every_vault_and_as_long_with_something_in_it(tmp_path: Path) -> None:
    with vault_for(tmp_path / "vault") as vault:
        path = vault.folder / NOTE
        empty = path.read_bytes()
        assert noted_stop(vault.folder, "agreement/act") is None
        note_stop(vault.folder, "agreement/act", RED)
        full = path.read_bytes()
        assert (len(empty), len(full)) == (SIZE, SIZE)
        assert b"red" not in full


def test_coming_in_renews_it_and_loses_nothing(tmp_path: Path) -> None:
    """Its time does not tell that somebody pressed a key while it was locked."""
    renew_note(tmp_path)
    os.utime(tmp_path / NOTE, (0, 0))
    leave_note(tmp_path, "agreement/act", b"words")
    assert (tmp_path / NOTE).stat().st_mtime == 0
    renew_note(tmp_path)
    assert (tmp_path / NOTE).stat().st_mtime > 0
    assert read_note(tmp_path, "agreement/act") == b"words"


def test_a_broken_or_missing_one_is_replaced(tmp_path: Path) -> None:
    assert read_note(tmp_path, "agreement/act") is None
    for broken in (b"", b"short", bytes(SIZE * 2)):
        (tmp_path / NOTE).write_bytes(broken)
        assert read_note(tmp_path, "agreement/act") is None
        renew_note(tmp_path)
        assert len((tmp_path / NOTE).read_bytes()) == SIZE
