"""The vault while the power, the disk or the process fails, many times."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.soak.consent import Outcome
from tests.storage import full_disks
from tests.storage.acts import ACTS, ONCE
from tests.storage.failed_calls import EVERY, FAULTS
from tests.support.disk_calls import is_possible, preloaded
from tests.support.screens import number_of_cores

IMAGES, COMMIT_KILLS, ROOM = 10_500, 1_000, 16
KILLS = {"keyring": 200, "renew": 200, "leave": 200, "migrate": 50}
"""How often the process is killed in these acts; in the others as often as in a migration."""
_SHARES = {"saving": 0.4, "keyring": 0.15, "backup": 0.25}
"""How much of all images is of these acts; the others share the rest."""
_COPYING = 100
"""How many calls fail with each error in acts that, for the rest, copy a file as new keys do."""
_AT_ONCE = 100
"""Kills in one process."""


def power_fails(images: int = IMAGES, seed: int = 1) -> Outcome:
    """The power fails in the middle of acts; so many different images of what may be left are opened."""
    share = (1 - sum(_SHARES.values())) / (len(ACTS) - len(_SHARES))
    wanted = [f"{name}={round(images * _SHARES.get(name, share))}" for name in ACTS]
    return _tried("tests.storage.power_cuts", [(str(seed), each) for each in wanted], "images")


def calls_fail(how_many: str = EVERY, seed: int = 1) -> Outcome:
    """Each call that matters fails in the middle of acts, each with every error, once or from then on."""
    errors = [how for how in FAULTS if how != "kill"]
    counts = {name: _COPYING if name in ("stay", "take") else how_many for name in ONCE}
    each = [(str(seed), *(f"{name}:{how}={counts[name]}" for how in errors)) for name in ONCE]
    return _tried("tests.storage.failed_calls", each, "steps")


def killed_at_calls(seed: int = 1) -> Outcome:
    """The process is killed before calls, most often in what writes the keyring."""
    wanted = [f"{name}:kill={KILLS.get(name, KILLS['migrate'])}" for name in ONCE]
    return _tried("tests.storage.failed_calls", [(str(seed), each) for each in wanted], "steps")


def killed_commits(kills: int = COMMIT_KILLS) -> Outcome:
    """The process is killed at any moment while it saves over and over."""
    each = [(str(seed), str(min(_AT_ONCE, kills - seed))) for seed in range(0, kills, _AT_ONCE)]
    return _tried("tests.storage.killed_commits", each, "kills")


def disks_are_full(step: int = ROOM) -> Outcome:
    """The disk gets full in the middle of acts, with so many KiB more room each time."""
    return _tried("tests.storage.full_disks", [(str(step), name) for name in full_disks.ACTS], "disks")


def _tried(module: str, each: Sequence[tuple[str, ...]], counted: str) -> Outcome:
    """Run a module of `tests.storage` once for each of these arguments, side by side."""
    outcome, began = Outcome(), time.monotonic()
    if not is_possible():
        outcome.counts = Counter({"not possible here": 1})
        return outcome
    loaded = os.environ | preloaded()

    def run(arguments: tuple[str, ...]) -> None:
        with TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
            command = [sys.executable, "-m", module, folder, *arguments]
            done = subprocess.run(command, env=loaded, capture_output=True, text=True, check=False)
        if done.returncode:
            outcome.failed.append(done.stderr[-3_000:])
        for line in map(json.loads, done.stdout.splitlines()):
            outcome.tried += line[counted]
            outcome.failed += line["wrong"]
            outcome.counts[line["name"]] += line[counted]
            if "in the middle" in line:
                outcome.counts["in the middle"] += line["in the middle"]
            print(f"{line['name']}: {line[counted]} {counted}, {len(line['wrong'])} wrong", flush=True)

    with ThreadPoolExecutor(number_of_cores()) as pool:
        list(pool.map(run, each))
    outcome.seconds = time.monotonic() - began
    return outcome


_MEMORY = Path("/dev/shm")
