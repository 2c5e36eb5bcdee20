"""A sample of damaged and hostile keyrings; `make soak` tries every bit, every length and ten thousand mutations."""

from __future__ import annotations

import json
import tracemalloc
from itertools import islice
from pathlib import Path

import pytest

from app.errors import VaultDamaged, VaultNewer
from app.storage import keyring_file
from app.storage.keyring_file import KEYRING, KEYRING_COPY, MAX_SIZE, load_stored
from tests.attacks.damaged_keyrings import Fuzzer, Judge, counted, cut_short, flipped
from tests.storage.made import ADA, BO, Made, make

EVERY_BIT, EVERY_LENGTH, FUZZED = 101, 67, 400


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return make(tmp_path / "vault", ADA, BO)


@pytest.mark.parametrize("how", ["flipped", "cut short", "fuzzed"])
def test_a_damaged_keyring_is_refused_or_harmless(made: Made, how: str) -> None:
    raw, judge = (made.folder / KEYRING).read_bytes(), Judge(made)
    damaged = {
        "flipped": islice(flipped(raw), 0, None, EVERY_BIT),
        "cut short": islice(cut_short(raw), 0, None, EVERY_LENGTH),
        "fuzzed": Fuzzer(made, seed=3).keyrings(FUZZED),
    }
    with counted(judge.asked):
        assert [(what, wrong) for what, each in damaged[how] if (wrong := judge.wrong_with(each))] == []
    assert judge.counts["VaultDamaged"] > 40
    if how == "fuzzed":
        assert len(judge.counts) == 5, "there is something of each kind"


def test_a_rule_that_is_missing_is_found(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring_file, "BODY", lambda _body: True)
    judge = Judge(made)
    with counted(judge.asked):
        assert any(judge.wrong_with(each) for _what, each in Fuzzer(made, seed=3).keyrings(60))


def _with_version(raw: bytes, version: int, **more: str) -> bytes:
    return json.dumps({**json.loads(raw), "version": version, **more}, indent=1).encode() + b"\n"


@pytest.mark.parametrize("name", [KEYRING, KEYRING_COPY])
def test_a_version_number_that_was_damaged_keeps_nobody_out(made: Made, name: str) -> None:
    good = (made.folder / name).read_bytes()
    for bit in range(8):
        (made.folder / name).write_bytes(good.replace(b'"version": 1', b'"version": %c' % (ord("1") ^ 1 << bit)))
        assert load_stored(made.folder).raw == good
        assert load_stored(made.folder).needs_repair
    # What a newer program wrote is not written over, even while it has written only one of the two.
    (made.folder / name).write_bytes(_with_version(good, 2, mac="0" * 64))
    with pytest.raises(VaultNewer):
        load_stored(made.folder)


def test_no_more_is_read_than_a_keyring_can_have(made: Made) -> None:
    with open(made.folder / KEYRING, "wb") as file:
        file.truncate(1 << 30)
    tracemalloc.start()
    try:
        assert load_stored(made.folder).needs_repair
        assert tracemalloc.get_traced_memory()[1] < 16 * MAX_SIZE
    finally:
        tracemalloc.stop()
    (made.folder / KEYRING_COPY).unlink()
    with pytest.raises(VaultDamaged):
        load_stored(made.folder)
