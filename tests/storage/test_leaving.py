"""Who stays has new keys and sees no day; a vault is deleted whole, and nothing of anybody else's with it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.models.vault_warning import VaultWarning
from app.storage import moves
from app.storage.keyring import load_keyring, save_keyring
from app.storage.leaving import delete_vault
from app.storage.slots import Secret
from tests.storage.made import WORDS_A, WORDS_B, WORDS_NEW, Made, raw_database


def test_whoever_stays_has_new_keys_and_is_told_no_day(pair: Made) -> None:
    os.utime(pair.file(pair.b), (1_700_000_000, 1_700_000_000))
    (pair.folder / "spare.bin").write_bytes(bytes(256))
    key = pair.created.unlocked[1].private_key
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        moves.go(vault, vault.keys.going(pair.a, WORDS_A))
    assert {path.stat().st_mtime for path in (pair.folder, *pair.folder.iterdir())} == {1_700_000_000}
    with pair.open() as vault:
        assert [mark.person_id for mark in vault.people] == [pair.b]
        assert vault.unlock(pair.b, WORDS_B).warnings == ()
        assert not vault.shared
    with raw_database(pair.file(pair.b), key) as raw, pytest.raises(Exception, match="not a data"):
        raw.execute("SELECT * FROM meta")
    with pair.open() as vault:
        assert vault.unlock_with_recovery(pair.b, pair.created.recovery_codes[1], WORDS_NEW).warnings == ()


def test_nobody_is_moved_out_on_the_word_of_a_stranger(pair: Made) -> None:
    with pair.open() as vault:
        going = vault.keys.going(pair.a, WORDS_A)
    save_keyring(pair.folder, going.left, Secret.new())
    with pair.open() as vault:
        assert vault.unlock(pair.b, WORDS_B).warnings == (VaultWarning.KEYRING_CHANGED,)
        assert load_keyring(pair.folder)[1].was_left
    assert pair.file(pair.a).exists(), "nothing was deleted"


def test_what_is_not_ours_stays_where_a_vault_is_deleted(pair: Made, solo: Made, tmp_path: Path) -> None:
    (pair.folder / "letter.txt").write_text("hello")
    (pair.folder / "backups").mkdir()
    (pair.folder / "backups" / "0001-2026-03-14.accord").write_bytes(b"old")
    for made in (pair, solo):
        delete_vault(made.folder)
    assert [path.name for path in pair.folder.iterdir()] == ["letter.txt"]
    assert not solo.folder.exists()
    assert not list(tmp_path.glob(".accord-*"))


def test_backups_go_with_whoever_is_in_them(pair: Made) -> None:
    backup = pair.folder / "backups" / "0001-2026-03-14.accord"
    backup.parent.mkdir()
    backup.write_bytes(b"old")
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        moves.go(vault, vault.keys.going(pair.a, WORDS_A))
    assert not backup.exists()
