"""Lets couples walk, each by their number: many in a process of their own, or one again to see what it fails at."""

from __future__ import annotations

import gc
import json
import shutil
import sys
from collections import Counter

from tests.services.consent_failures import KILLS, walk
from tests.services.consent_steps import go, steps_of
from tests.support.environment import move_in, new_home


def main(numbers: list[int]) -> int:
    """With one number, walk it and print each step; else: the first number, how far apart, how many steps in all."""
    home = new_home()
    move_in(home)
    try:
        return _walk_one(*numbers) if len(numbers) == 1 else _walk_many(*numbers)
    finally:
        shutil.rmtree(home)


def _walk_one(number: int) -> int:
    for step in (steps := steps_of(number, kills=KILLS)):
        print(step)
    go(number, steps, Counter())
    return 0


def _walk_many(number: int, apart: int, steps: int) -> int:
    """Walk, and print for each couple what happened and what failed, as a line of JSON."""
    done = 0
    while done < steps:
        tally = Counter[str]()
        failure = walk(number, tally)
        done += tally["steps"] + (failure is not None)
        print(json.dumps({"tally": tally, "failed": str(failure) if failure else ""}), flush=True)
        number += apart
        gc.collect()
    return 0


if __name__ == "__main__":
    sys.exit(main([int(number) for number in sys.argv[1:]]))
