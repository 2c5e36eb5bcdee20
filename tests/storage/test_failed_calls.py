"""Calls to the file system fail in the middle of acts on a vault, or the process is killed there."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from tests.storage.acts import ONCE
from tests.storage.failed_calls import EVERY, FAULTS, wanted_steps
from tests.support.disk_calls import CREATE, SYNC, WRITE, Call, is_possible, preloaded
from tests.support.processes import run_python

TRIED = {"saving": 6, "keyring": 3}
"""How many calls are tried with each fault; of the other acts, every third has one tried."""


@pytest.mark.skipif(not is_possible(), reason="letting calls fail needs Linux and a C compiler")
@pytest.mark.parametrize("how", FAULTS)
def test_the_old_or_the_new_state_and_whoever_did_it_is_told(tmp_path: Path, home: Path, how: str) -> None:
    turn = list(FAULTS).index(how)
    names = [name for number, name in enumerate(ONCE) if name in TRIED or (number - turn) % 3 == 0]
    wanted = [f"{name}:{how}={TRIED.get(name, 1)}" for name in names]
    done = run_python("-m", "tests.storage.failed_calls", str(tmp_path), "1", *wanted, home=home, extra=preloaded())
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each["wrong"] for each in found] == [[]] * len(names)
    assert [each["steps"] for each in found] == [TRIED.get(name, 1) for name in names]


def test_every_call_is_tried_but_those_in_the_middle_of_a_file() -> None:
    kinds = CREATE + WRITE * 50 + SYNC
    calls = [Call(kind, "a", "", 0, b"") for kind in kinds]
    steps = wanted_steps(calls, kinds, EVERY, Random(1))
    assert {1, 2, 51, 52} < set(steps)
    assert len(steps) < 20
