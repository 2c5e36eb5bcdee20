"""What pages tell without being decrypted: of which key they are, and whether one was written or exchanged."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from app.storage import page_proofs as module
from app.storage.cut_off import PAGE
from app.storage.page_proofs import is_a_different_file, page_proofs
from app.storage.slots import Secret
from tests.storage.made import Made, raw_database


@pytest.fixture
def key(pair: Made) -> Secret:
    return pair.created.unlocked[0].private_key


def commit(pair: Made, key: Secret, *statements: str) -> None:
    with raw_database(pair.file(pair.a), key) as database:
        for statement in statements:
            database.execute(statement)


def test_each_transaction_renews_the_first_page(pair: Made, key: Secret) -> None:
    path = pair.file(pair.a)
    before = page_proofs(path)
    assert before == page_proofs(path)
    commit(pair, key, "SELECT * FROM meta", "BEGIN", "DELETE FROM pref", "ROLLBACK")
    assert page_proofs(path) == before
    commit(pair, key, "INSERT INTO pref VALUES ('k', 'v')")
    after = page_proofs(path)
    assert before is not None
    assert after is not None
    assert before.first != after.first
    assert before.every != after.every


def test_a_system_that_cannot_read_at_a_place_finds_the_same(pair: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    path = pair.file(pair.a)
    before = page_proofs(path)
    assert before is not None
    monkeypatch.delattr(os, "pread")
    assert page_proofs(path) == before


def test_every_page_and_the_length_count(pair: Made) -> None:
    path = pair.file(pair.a)
    raw, before = path.read_bytes(), page_proofs(path)
    assert before is not None
    for number in (1, len(raw) // PAGE // 2, len(raw) // PAGE - 1):
        changed = bytearray(raw)
        changed[(number + 1) * PAGE - 1] ^= 1
        path.write_bytes(changed)
        now = page_proofs(path)
        assert now is not None
        assert (now.first == before.first, now.every == before.every) == (True, False)
    path.write_bytes(raw[:-PAGE])
    assert page_proofs(path) != before


def test_nothing_is_claimed_of_what_is_not_a_closed_file_of_common_size(
    pair: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = pair.file(pair.a)
    journal = path.with_name(f"{path.name}-journal")
    journal.touch()
    assert page_proofs(path) is not None
    journal.write_bytes(b"\1")
    assert page_proofs(path) is None
    journal.unlink()
    monkeypatch.setattr(module, "MOST", PAGE)
    assert page_proofs(path) is None
    assert page_proofs(pair.folder) is None
    assert page_proofs(pair.folder / "nowhere") is None


def test_the_proofs_are_known_to_whoever_has_the_key_only(pair: Made, key: Secret) -> None:
    found = page_proofs(pair.file(pair.a))
    assert found is not None
    assert found.under(key) == found.under(Secret(key.reveal()))
    assert not {*found} & {*found.under(key)}
    assert found.under(key) != found.under(Secret.new())


def test_one_page_that_is_of_the_key_is_enough(pair: Made, key: Secret) -> None:
    path = pair.file(pair.a)
    raw = path.read_bytes()
    assert not is_a_different_file(path, key)
    assert is_a_different_file(path, Secret.new())
    for damaged in (raw[:16] + os.urandom(len(raw) - PAGE - 16) + raw[-PAGE:], raw[:PAGE], bytes(len(raw))):
        path.write_bytes(damaged)
        assert not is_a_different_file(path, key)


def test_a_file_of_which_nothing_is_left_is_a_different_one(pair: Made, key: Secret, tmp_path: Path) -> None:
    path = pair.file(pair.a)
    for other in (pair.file(pair.b), pair.shared_file):
        shutil.copy(other, path)
        assert is_a_different_file(path, key)
    path.write_bytes(os.urandom(3 * PAGE))
    assert is_a_different_file(path, key)
    path.unlink()
    assert not is_a_different_file(path, key)
    assert not is_a_different_file(tmp_path, key)
