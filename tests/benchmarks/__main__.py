"""`make bench`: every figure of speed, as a table and in build/bench.json. Never fails over a figure."""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from tests.benchmarks import report
from tests.benchmarks.report import Figure
from tests.support.environment import move_in

OUT = Path("build/bench.json")


def _start(folder: Path, quick: bool) -> list[Figure]:
    from tests.benchmarks import start

    return start.figures(folder, 5 if quick else 25)


def _home(folder: Path, quick: bool) -> list[Figure]:
    from tests.benchmarks import session

    return session.home_figures(folder, 3 if quick else 9)


def _save(folder: Path, quick: bool) -> list[Figure]:
    from tests.benchmarks import saving

    return saving.figures(folder, 40 if quick else 200)


def _stall(folder: Path, quick: bool) -> list[Figure]:
    from tests.benchmarks import session

    return session.stall_figures(folder)


def _pages(folder: Path, quick: bool) -> list[Figure]:
    if find_spec("tests.benchmarks.pages") is None:
        return [Figure("ten pages", None, "times", 1.5)]
    found: list[Figure] = import_module("tests.benchmarks.pages").figures()
    return found


def _memory(folder: Path, quick: bool) -> list[Figure]:
    from tests.benchmarks import session

    return session.memory_figures(folder)


def _journal(folder: Path, quick: bool) -> list[Figure]:
    from tests.benchmarks import journal

    return journal.figures(folder, 20_000 if quick else 100_000)


FIGURES: dict[str, Callable[[Path, bool], list[Figure]]] = {
    "start": _start,
    "home": _home,
    "save": _save,
    "stall": _stall,
    "pages": _pages,
    "memory": _memory,
    "journal": _journal,
}


def main() -> None:
    """Measure what was asked for; everything by default."""
    parser = argparse.ArgumentParser(prog="make bench ARGS=")
    parser.add_argument("names", nargs="*", choices=[[], *FIGURES], help="only these")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, for trying")
    asked = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    OUT.parent.mkdir(exist_ok=True)
    # Beside the other results, as the system's temporary folder may be memory and no disk.
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=OUT.parent.resolve()))
    try:
        move_in(folder / "home")
        found: list[Figure] = []
        for name in asked.names or FIGURES:
            found += FIGURES[name](folder, asked.quick)
        print(report.table(found))
        report.write(found, OUT)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
