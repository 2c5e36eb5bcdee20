"""`make bench`: every figure of speed, as a table and in build/bench.json. Never fails over a figure.

Each figure that has a bar is a ratio to something that was measured in the same run; but locking may take a second.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks import (
    differences,
    frozen,
    home,
    journal,
    pages,
    report,
    saving,
    scenes,
    shared,
    size,
    stalls,
    start,
)
from tests.benchmarks.report import Figure
from tests.support.environment import move_in

OUT = Path("build/bench.json")

FIGURES: dict[str, Callable[[Path, bool], list[Figure]]] = {
    "start": lambda folder, quick: start.figures(folder, 5 if quick else 25),
    "frozen": lambda folder, quick: frozen.figures(folder, 5 if quick else 25),
    "home": lambda folder, quick: home.figures(folder, 1 if quick else 5),
    "save": lambda folder, quick: saving.figures(folder, 40 if quick else 200),
    "shared": lambda folder, quick: shared.figures(folder, 1 if quick else 5),
    "stall": lambda folder, quick: stalls.figures(folder, 1 if quick else 5),
    "scene": lambda folder, quick: [*differences.figures(), *scenes.figures(folder, 1 if quick else 5)],
    "pages": lambda _folder, _quick: pages.figures(),
    "memory": lambda folder, _quick: home.memory_figures(folder),
    "journal": lambda folder, quick: journal.figures(folder, 20_000 if quick else 100_000),
    "size": lambda folder, quick: size.figures(folder, 1 if quick else 5, 0.05 if quick else 1.0),
}
ONLY_IF_NAMED = {"size"}
"""What takes many minutes and some gigabytes."""


def main() -> None:
    """Measure what was asked for; everything by default."""
    parser = argparse.ArgumentParser(prog="make bench ARGS=")
    parser.add_argument("names", nargs="*", choices=[[], *FIGURES], help="only these; size is measured only if named")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, for trying")
    asked = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    OUT.parent.mkdir(exist_ok=True)
    # Beside the other results, as the system's temporary folder may be memory and no disk.
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=OUT.parent.resolve()))
    try:
        move_in(folder / "home")
        found: list[Figure] = []
        for name in asked.names or [name for name in FIGURES if name not in ONLY_IF_NAMED]:
            found += FIGURES[name](folder, asked.quick)
        print(report.table(found))
        report.write(found, OUT)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
