"""Lets couples walk, each by their number: many in a process of their own, or one again to see what it fails at."""

from __future__ import annotations

import gc
import json
import shutil
import sys
from collections import Counter

from tests.services.consent_failures import walk
from tests.support.environment import move_in, new_home

_ENOUGH = 5
"""Couples that fail before it is pointless to go on."""


def main(numbers: list[int]) -> int:
    """With one number, walk it and print what failed; else: the first number, how far apart, how many steps in all."""
    home = new_home()
    move_in(home)
    try:
        return _walk_one(*numbers) if len(numbers) == 1 else _walk_many(*numbers)
    finally:
        shutil.rmtree(home)


def _walk_one(number: int) -> int:
    tally = Counter[str]()
    failure = walk(number, tally)
    print(failure or f"nothing failed: {dict(tally)}")
    return int(failure is not None)


def _walk_many(number: int, apart: int, steps: int) -> int:
    """Walk, and print for each couple what happened and what failed, as a line of JSON."""
    done, failed = 0, 0
    while done < steps and failed < _ENOUGH:
        tally = Counter[str]()
        failure = walk(number, tally)
        failed += failure is not None
        done += tally["steps"]
        print(json.dumps({"tally": tally, "failed": str(failure) if failure else ""}), flush=True)
        number += apart
        gc.collect()
    return 0


if __name__ == "__main__":
    sys.exit(main([int(number) for number in sys.argv[1:]]))
