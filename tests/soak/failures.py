"""The vault while the power, the disk or the process fails, many times."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import partial
from tempfile import TemporaryDirectory

from tests.soak.outcome import Outcome
from tests.soak.side_by_side import Job
from tests.storage import full_disks
from tests.storage.acts import ACTS, ONCE
from tests.storage.failed_calls import EVERY, FAULTS
from tests.support.disk_calls import is_possible, preloaded

IMAGES, COMMIT_KILLS, ROOM = 10_500, 1_000, 16
KILLS = {"keyring": 200, "renew": 200, "leave": 200, "migrate": 50}
"""How often the process is killed in these acts; in the others as often as in a migration."""
_SHARES = {"saving": 0.4, "keyring": 0.15, "backup": 0.25}
"""How much of all images is of these acts; the others share the rest."""
_AT_ONCE = 100
"""Kills in one process."""


def power_fails(images: int = IMAGES, seed: int = 1) -> list[Job]:
    """The power fails in the middle of acts; so many different images of what may be left are opened."""
    share = (1 - sum(_SHARES.values())) / (len(ACTS) - len(_SHARES))
    wanted = [f"{name}={round(images * _SHARES.get(name, share))}" for name in ACTS]
    return [partial(_tried, "tests.storage.power_cuts", (str(seed), each), "images") for each in wanted]


def calls_fail(how_many: str = EVERY, seed: int = 1) -> list[Job]:
    """Each call fails in the middle of acts, each with every error, once or from then on."""
    wanted = [f"{name}:{how}={how_many}" for name in ONCE for how in FAULTS if how != "kill"]
    return [partial(_tried, "tests.storage.failed_calls", (str(seed), each), "steps") for each in wanted]


def killed_at_calls(seed: int = 1) -> list[Job]:
    """The process is killed before calls, most often in what writes the keyring."""
    wanted = [f"{name}:kill={KILLS.get(name, KILLS['migrate'])}" for name in ONCE]
    return [partial(_tried, "tests.storage.failed_calls", (str(seed), each), "steps") for each in wanted]


def killed_commits(kills: int = COMMIT_KILLS) -> list[Job]:
    """The process is killed at any moment while it saves over and over."""
    each = [(str(seed), str(min(_AT_ONCE, kills - seed))) for seed in range(0, kills, _AT_ONCE)]
    return [partial(_tried, "tests.storage.killed_commits", arguments, "kills") for arguments in each]


def disks_are_full(step: int = ROOM) -> list[Job]:
    """The disk gets full in the middle of acts, with so many KiB more room each time."""
    return [partial(_tried, "tests.storage.full_disks", (str(step), name), "disks") for name in full_disks.ACTS]


def _tried(module: str, arguments: tuple[str, ...], counted: str) -> Outcome:
    """Run a module of `tests.storage` with these arguments."""
    outcome = Outcome()
    if not is_possible():
        outcome.counts["not possible here"] += 1
        return outcome
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", module, folder, *arguments]
        done = subprocess.run(command, env=os.environ | preloaded(), capture_output=True, text=True, check=False)
    if done.returncode:
        outcome.failed.append(done.stderr[-3_000:])
    for line in map(json.loads, done.stdout.splitlines()):
        outcome.tried += line[counted]
        outcome.failed += line["wrong"]
        outcome.counts[line["name"]] += line[counted]
        outcome.counts.update({name: line[name] for name in ("in the middle", "missed") if name in line})
    return outcome
