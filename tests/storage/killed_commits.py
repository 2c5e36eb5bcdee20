"""Kills a process that saves over and over, at any moment, and looks at what is left: a program for tests.

The output is a line of JSON: how many kills there were, how many of them while a file was being written, and what was
wrong after which of them.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import time
import traceback
from pathlib import Path
from random import Random

from app.storage.tidying import tidy
from tests.storage.acts import both, check_saved, save_one
from tests.storage.killed_at_steps import pair_in

MOST_COMMITS, LONGEST_WAIT = 12, 0.02


def save_forever(folder: Path, told: int) -> None:
    """Save, rewriting the files now and then, and tell the number of each commit once it has returned."""
    with both(folder) as vault:
        number = 0
        while True:
            number += 1
            save_one(vault, number)
            os.write(told, f"{number}\n".encode())
            if number % 6 == 0:
                for space in sorted(vault.spaces.ids):
                    tidy(vault.spaces, space)


def killed(folder: Path, chance: Random) -> int:
    """Kill a process that saves, after some commits and a random while; how many it had acknowledged."""
    pair_in(folder)
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        try:
            save_forever(folder, write)
        except BaseException:
            traceback.print_exc()
        os._exit(1)
    os.close(write)
    with os.fdopen(read, encoding="ascii") as pipe:
        told = [pipe.readline() for _commit in range(chance.randrange(1, MOST_COMMITS))]
        time.sleep(chance.uniform(0, LONGEST_WAIT))
        os.kill(child, signal.SIGKILL)
        told += pipe.readlines()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    return int(told[-1])


def main(root: Path, seed: int, kills: int) -> None:
    """Kill so many times."""
    chance, wrong, in_the_middle = Random(seed), list[str](), 0
    folder = root.resolve() / "place" / "vault"
    for number in range(kills):
        acknowledged = killed(folder, chance)
        in_the_middle += any(path.stat().st_size for path in folder.glob("*-journal"))
        try:
            check_saved(folder, acknowledged, ())
        except Exception:
            wrong.append(f"kill {number}, after commit {acknowledged}: {traceback.format_exc()}")
        shutil.rmtree(folder)
    print(json.dumps({"name": "commits", "kills": kills, "in the middle": in_the_middle, "wrong": wrong}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
