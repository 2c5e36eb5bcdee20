"""Once the vault is locked, no object refers to a key, a passphrase or a text, and keys are overwritten.

Copies that Python and SQLite have freed stay as they are until that memory is used again. They are not looked for:
nothing here could wipe them, and SECURITY.md says so.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.storage import slots
from app.storage.slots import Kdf, Secret, stretch
from tests.support.processes import run_python
from tests.support.vaults import CHEAP


def test_locking_drops_keys_and_texts(tmp_path: Path, home: Path) -> None:
    done = run_python("-m", "tests.services.locked_memory", str(tmp_path / "vault"), home=home)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert {"the key", "the key of proofs"} <= set(told["open"]), "it can be seen before"
    assert told["locked"] == []
    assert {"the passphrase", "the text"} <= set(told["shown again"]), "a text that is held is found"


def test_a_key_that_nobody_refers_to_is_overwritten() -> None:
    secret = Secret(bytes(range(1, 33)))
    raw, copy = secret._raw, secret.reveal()
    del secret
    assert raw == bytes(32)
    assert copy == bytes(range(1, 33))


@pytest.mark.parametrize("fails", [False, True])
def test_the_passphrase_that_is_stretched_is_overwritten(monkeypatch: pytest.MonkeyPatch, fails: bool) -> None:
    given: list[bytearray] = []

    class Argon:
        def __init__(self, **_costs: object) -> None: ...

        def derive(self, words: bytearray) -> bytes:
            assert words == b"quiet river"
            given.append(words)
            if fails:
                raise RuntimeError
            return b"k" * 32

    monkeypatch.setattr(slots, "Argon2id", Argon)
    kdf = Kdf(time=CHEAP.time, memory_kib=CHEAP.memory_kib, lanes=CHEAP.lanes, salt="00" * 32)
    if fails:
        with pytest.raises(RuntimeError):
            stretch("quiet river", kdf, CHEAP)
    else:
        assert stretch("quiet river", kdf, CHEAP) == Secret(b"k" * 32)
    assert given == [bytearray(11)]
