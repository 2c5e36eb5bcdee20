"""New keys, leaving and deleting: interrupted at each step, one state counts and nobody is locked out."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from app.errors import WrongPassphrase, WrongRecoveryCode
from app.storage import moves
from app.storage.databases import file_name, private_space
from app.storage.keyring_file import KEYRING, KEYRING_COPY
from app.storage.spaces import SHARED
from app.storage.unit_of_work import UnitOfWork
from tests.storage.killed_at_steps import AFTER, BEFORE, GOING, wrong_in
from tests.storage.made import WORDS_A, WORDS_B, WORDS_NEW, Made, name_of, raw_database
from tests.support.files import contents
from tests.support.processes import run_python


@pytest.mark.skipif(sys.platform == "win32", reason="the steps are taken in a copy of the process")
@pytest.mark.parametrize("how", ["kill", "fail"])
@pytest.mark.parametrize("name", GOING)
def test_interrupted_at_each_step(tmp_path: Path, home: Path, name: str, how: str) -> None:
    # Failures of every step are tried by the soak, and kills of every step of what is long.
    stride = {"kill": 1, "fail": 3}[how] * (5 if name == "migrate" else 1)
    done = run_python("-m", "tests.storage.killed_at_steps", name, how, str(tmp_path), str(stride), home=home)
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) > 5, "the act has fewer steps than this test believes"
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
