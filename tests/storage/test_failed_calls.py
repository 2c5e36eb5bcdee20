"""Calls to the file system fail in the middle of acts on a vault, or the process is killed there."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from random import Random
from unittest.mock import patch

import pytest

from tests.storage.acts import ONCE
from tests.storage.failed_calls import EVERY, FAULTS, MISSED, THROUGH, interrupted, wanted_steps
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


def test_every_call_is_tried_or_as_many_as_are_wanted() -> None:
    kinds = CREATE + WRITE * 50 + SYNC
    calls = [Call(kind, "a", "", 0, b"") for kind in kinds]
    assert wanted_steps(calls, kinds, EVERY, Random(1)) == list(range(1, 53))
    assert wanted_steps(calls, WRITE, EVERY, Random(1)) == list(range(1, 51))
    assert Counter(wanted_steps(calls, kinds, "104", Random(1))) == dict.fromkeys(range(1, 53), 2)


def test_an_act_that_makes_fewer_calls_than_before_is_told_apart(tmp_path: Path) -> None:
    with patch("tests.storage.failed_calls.watch"), patch("tests.storage.failed_calls.interrupt"):
        for calls, told in ((4, MISSED), (5, THROUGH)):
            with patch("tests.storage.failed_calls.seen", return_value=calls):
                assert interrupted(tmp_path, lambda: None, 5, FAULTS["EIO"]) == told
