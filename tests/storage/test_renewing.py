"""New keys, leaving and deleting: interrupted at each step, one state counts and nobody is locked out."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from app.errors import NeedsBoth, Stale, VaultFileInUse, WrongPassphrase, WrongRecoveryCode
from app.models.vault_warning import VaultWarning
from app.storage import moves
from app.storage.databases import file_name, private_space
from app.storage.keyring import load_keyring, save_keyring
from app.storage.keyring_file import KEYRING, KEYRING_COPY
from app.storage.slots import Secret
from app.storage.spaces import SHARED
from app.storage.unit_of_work import UnitOfWork
from tests.storage.killed_at_steps import AFTER, BEFORE, GOING, wrong_in
from tests.storage.made import WORDS_A, WORDS_B, WORDS_NEW, Made, name_of, raw_database, say_name
from tests.support.files import contents
from tests.support.processes import run_python


@pytest.mark.skipif(sys.platform == "win32", reason="the steps are taken in a copy of the process")
@pytest.mark.parametrize("how", ["kill", "fail"])
@pytest.mark.parametrize("name", GOING)
def test_interrupted_at_each_step(tmp_path: Path, home: Path, name: str, how: str) -> None:
    done = run_python("-m", "tests.storage.killed_at_steps", name, how, str(tmp_path), home=home)
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) > 10, "the act has fewer steps than this test believes"
    assert wrong_in(name, found) == []
    if BEFORE[name] != AFTER[name]:
        assert {json.dumps(each["here"][0]) for each in found} == {json.dumps(BEFORE[name]), json.dumps(AFTER[name])}


def test_old_secrets_and_old_files_are_worth_nothing_after_new_keys(pair: Made) -> None:
    old = contents(pair.folder)
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        renewal = vault.keys.new_keys(pair.a, WORDS_A, WORDS_NEW)
        moves.renew(vault, renewal)
        with UnitOfWork(vault.spaces) as uow:
            assert name_of(uow, pair.a)
            assert name_of(uow, pair.b)
    for unlocked in pair.created.unlocked[:1]:
        for space, key in ((private_space(pair.a), unlocked.private_key), (SHARED, unlocked.shared_key)):
            assert key is not None
            with raw_database(pair.folder / file_name(space), key) as raw, pytest.raises(Exception, match="not a data"):
                raw.execute("SELECT * FROM meta")
    with pair.open() as vault:
        assert vault.unlock(pair.b, WORDS_B).warnings == (), "nobody accuses my partner, or me, of anything"
        with pytest.raises(WrongPassphrase):
            vault.unlock(pair.a, WORDS_A)
        with pytest.raises(WrongRecoveryCode):
            vault.unlock_with_recovery(pair.a, pair.created.recovery_codes[0], WORDS_A)
        assert vault.unlock_with_recovery(pair.a, renewal.recovery_code, WORDS_NEW).warnings == ()
    (pair.folder / KEYRING).write_bytes(old[KEYRING])
    (pair.folder / KEYRING_COPY).write_bytes(old[KEYRING_COPY])
    with pair.open() as vault, pytest.raises(Exception, match=pair.a):
        vault.unlock(pair.a, WORDS_A)


def test_each_in_turn_while_both_are_here(pair: Made) -> None:
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        vault.unlock(pair.b, WORDS_B)
        moves.renew(vault, vault.keys.new_keys(pair.b, WORDS_B, WORDS_NEW))
        assert vault.present == (pair.a, pair.b)
        with UnitOfWork(vault.spaces, SHARED) as uow:
            say_name(uow, pair.a, "Adah")
            uow.commit()
        moves.renew(vault, vault.keys.new_keys(pair.a, WORDS_A, WORDS_NEW))
        with UnitOfWork(vault.spaces) as uow:
            assert name_of(uow, pair.a) == "Adah"
    with pair.open() as vault:
        assert vault.unlock(pair.b, WORDS_NEW).warnings == ()
        with UnitOfWork(vault.spaces) as uow:
            assert name_of(uow, pair.a) == "Adah"
        assert vault.unlock(pair.a, WORDS_NEW).warnings == ()


def test_refused_where_they_would_harm(pair: Made, solo: Made) -> None:
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        first, second = (vault.keys.new_keys(pair.a, WORDS_A, WORDS_NEW) for _ in range(2))
        going = vault.keys.going(pair.a, WORDS_A)
        moves.renew(vault, first)
        for late in (lambda: moves.renew(vault, second), lambda: moves.go(vault, going)):
            with pytest.raises(Stale):
                late()
        with pytest.raises(NeedsBoth):
            moves.delete(vault)
        vault.unlock(pair.b, WORDS_B)
        with pytest.raises(NeedsBoth):
            moves.go(vault, vault.keys.going(pair.a, WORDS_NEW))
        vault.spaces.close(SHARED)
        vault.spaces.open_stand_in()
        with pytest.raises(VaultFileInUse):
            moves.renew(vault, vault.keys.new_keys(pair.a, WORDS_NEW, WORDS_A))
    with solo.open() as vault:
        vault.unlock(solo.a, WORDS_A)
        with pytest.raises(NeedsBoth):
            vault.keys.going(solo.a, WORDS_A)
        moves.renew(vault, vault.keys.new_keys(solo.a, WORDS_A, WORDS_NEW).without_code())
    with solo.open() as vault:
        assert vault.unlock(solo.a, WORDS_NEW).warnings == ()
        assert vault.keys.keyring.person(solo.a).recovery is None
        moves.delete(vault)
    assert not solo.folder.exists()


def test_whoever_stays_has_new_keys_and_is_told_no_day(pair: Made) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in (pair.folder, *pair.folder.iterdir())}
    key = pair.created.unlocked[1].private_key
    with pair.open() as vault:
        vault.unlock(pair.a, WORDS_A)
        moves.go(vault, vault.keys.going(pair.a, WORDS_A))
    kept = (KEYRING, KEYRING_COPY, file_name(private_space(pair.b)), pair.folder.name)
    for path in (pair.folder, *pair.folder.iterdir()):
        assert path.name not in kept or path.stat().st_mtime_ns == before[path.name], path.name
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
