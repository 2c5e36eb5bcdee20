"""Killed, out of room or read-only in the middle of an act: the vault is whole, and what was acknowledged is there."""

from __future__ import annotations

import errno
import json
import sys
from pathlib import Path

import pytest

from app.errors import VaultUnwritable
from app.models.vault_warning import VaultWarning
from app.storage import files
from app.storage.keyring import load_keyring
from app.storage.keyring_file import KEYRING
from app.storage.spaces import SHARED
from app.storage.unit_of_work import UnitOfWork
from tests.soak.failures import killed_commits
from tests.storage.made import ADA, WORDS_A, WORDS_B, WORDS_NEW, Made, name_of
from tests.support.disk_calls import is_possible, preloaded
from tests.support.files import contents
from tests.support.processes import run_in_copy, run_python

OPEN = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from app.storage import files
from app.storage.spaces import SHARED
from app.storage.unit_of_work import UnitOfWork
from app.storage.slots import KdfPolicy
from app.storage.tables_shared import said
from tests.support.quick_vault import QuickVault
vault = QuickVault.open(Path({folder!r}), policy=KdfPolicy(1, 1024, 1))
"""


DIE_AT_STEP = """
steps = 0
def step(call):
    def counted(*args, **kwargs):
        global steps
        steps += 1
        if steps == {step}:
            os._exit(9)
        return call(*args, **kwargs)
    return counted
for name in ("open", "fsync", "replace"):
    setattr(files.os, name, step(getattr(os, name)))
vault.change_passphrase({person!r}, {words!r}, {new!r})
print("changed", flush=True)
"""


NO_ROOM = """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
vault.unlock({person!r}, {words!r})
from app.errors import VaultUnwritable
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, resource.RLIM_INFINITY))
try:
    with UnitOfWork(vault.spaces, SHARED) as uow:
        uow.connection(SHARED).execute(said.update().values(data=b"y" * 40_000))
        uow.commit()
except VaultUnwritable as error:
    print("refused", error.detail)
try:
    vault.change_passphrase({person!r}, {words!r}, {new!r})
except VaultUnwritable as error:
    print("refused", error.detail)
"""


def script(text: str, made: Made, **more: object) -> str:
    return (OPEN + text).format(folder=str(made.folder), person=str(made.a), words=WORDS_A, new=WORDS_NEW, **more)


@pytest.mark.skipif(not is_possible(), reason="the acts are those in which calls fail elsewhere")
def test_killed_while_committing() -> None:
    (job,) = killed_commits(20)
    outcome = job()
    assert (outcome.tried, outcome.failed) == (20, [])


@pytest.mark.skipif(not is_possible(), reason="the acts are those in which calls fail elsewhere")
def test_the_disk_is_full(tmp_path: Path, home: Path) -> None:
    done = run_python("-m", "tests.storage.full_disks", str(tmp_path), "400", home=home, extra=preloaded())
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    if not any(each["disks"] for each in found):
        pytest.skip("only root may mount")
    assert [each["wrong"] for each in found] == [[]] * len(found)
    assert all(each["disks"] for each in found)


@pytest.mark.parametrize("step", range(1, 13))
def test_killed_at_each_step_of_writing_the_keyring(pair: Made, step: int) -> None:
    done = run_in_copy(script(DIE_AT_STEP, pair, step=step))
    changed = done.returncode == 0
    assert changed == ("changed" in done.stdout), done.stderr
    assert done.returncode in (0, 9)
    with pair.open() as vault:
        new, old = vault.keys.check(pair.a, WORDS_NEW), vault.keys.check(pair.a, WORDS_A)
        assert new != old
        assert new or not changed
        assert vault.unlock(pair.b, WORDS_B)
        assert VaultWarning.ENTRY_CHANGED not in vault.unlock(pair.a, WORDS_NEW if new else WORDS_A).warnings
        if vault.keys.stored.needs_repair:
            vault.keys.repair()
        assert vault.keys.check(pair.a, WORDS_NEW) == new
    assert not load_keyring(pair.folder)[0].needs_repair
    assert not list(pair.folder.glob(".*.part"))


@pytest.mark.skipif(sys.platform != "linux", reason="the limit on file sizes is Linux's")
@pytest.mark.parametrize("limit", [0, 1000, 25_000])
def test_no_room(pair: Made, limit: int) -> None:
    before = contents(pair.folder)
    done = run_in_copy(script(NO_ROOM, pair, limit=limit))
    expected = {"refused shared.db", f"refused {pair.a}.db"} if limit < 5000 else {"refused shared.db"}
    assert set(done.stdout.splitlines()) == expected, done.stdout + done.stderr
    with pair.open() as vault:
        vault.unlock(pair.b, WORDS_B)
        with UnitOfWork(vault.spaces) as uow:
            assert name_of(uow, pair.a) == ADA.name
            assert uow.connection(SHARED).exec_driver_sql("PRAGMA cipher_integrity_check").fetchall() == []
    after = contents(pair.folder)
    # Pages that were put back are encrypted afresh; what never got room to be touched is the same to the byte.
    if limit < 5000:
        assert after["shared.db"] == before["shared.db"]
        assert after[KEYRING] == before[KEYRING]


def test_a_place_that_cannot_be_written(pair: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_only(*_: object) -> int:
        raise OSError(errno.EROFS, "read-only")

    def others() -> dict[str, bytes]:
        return {name: data for name, data in contents(pair.folder).items() if name not in (".lock", f"{pair.a}.db")}

    before = others()
    with pair.open() as vault, monkeypatch.context() as patch:
        patch.setattr(files, "create_owner_only", read_only)
        with pytest.raises(VaultUnwritable, match=KEYRING):
            vault.change_passphrase(pair.a, WORDS_A, WORDS_NEW)
        assert vault.keys.check(pair.a, WORDS_A)
    monkeypatch.setattr("app.storage.vault_lock.FileLock.acquire", read_only)
    with pytest.raises(VaultUnwritable):
        pair.open()
    assert others() == before
