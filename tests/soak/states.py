"""Explores one of the tiny worlds in a process of its own; prints how many states there are, as a line of JSON."""

from __future__ import annotations

import json
import sys

from tests.models.exploring import explore, short_times
from tests.models.tiny_told import Wrong


def main(world: str, depth: int) -> int:
    """Visit every state within that many acts."""
    states, failed = 0, ""
    try:
        with short_times():
            states = explore(world, depth)
    except Wrong as wrong:
        failed = f"{world}: {wrong}"
    print(json.dumps({"tally": {"steps": states}, "failed": failed}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
