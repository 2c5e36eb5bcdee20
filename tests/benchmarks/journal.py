"""The journal with a hundred thousand entries: search, keys to results, opening, stalls, memory, unlocking.

Of each key and each opening the least of some rounds counts, then the 95th percentile over them is compared with that
of the reference: plain SQLite that finds the same, and a bare list view that paints it.
"""

from __future__ import annotations

import json
import statistics
from pathlib import Path

from tests.benchmarks import journal_search
from tests.benchmarks.child import home_for, last_line
from tests.benchmarks.home import unlockings
from tests.benchmarks.journal_vault import make_journal
from tests.benchmarks.plain_journal import PlainJournal
from tests.benchmarks.report import Figure
from tests.benchmarks.stalls import bare_window, compared, parsed
from tests.support.vaults import ALEX_WORDS

BAR, MEMORY_BAR, UNLOCK_BAR = 1.5, 1.2, 1.2
TURNS = 4


def figures(folder: Path, count: int) -> list[Figure]:
    """Everything about a long journal; the vault is made once."""
    full, empty, file = folder / "journal-full", folder / "journal-empty", folder / "plain.db"
    person = make_journal(full, count)
    make_journal(empty, 0)
    plain = PlainJournal(file)
    plain.fill(count)
    found = journal_search.figures(full, person, plain)
    plain.close()
    return [*found, *_in_the_window(full, file, folder), _memory(full, empty), _unlocking(full, empty)]


def _in_the_window(full: Path, file: Path, folder: Path) -> list[Figure]:
    bare = [bare_window(folder) for _ in range(TURNS)]
    said = json.loads(last_line("journal_window", home_for(full), full, file))
    bare += [bare_window(folder) for _ in range(TURNS)]
    least = {name: [min(each) for each in zip(*rounds, strict=True)] for name, rounds in said["held"].items()}
    stalls = parsed(json.dumps(said["stalls"]))
    return [
        _against("journal_keys", least["keys"], least["plain"]),
        _against("journal_open", least["openings"], least["plain"]),
        *compared("journal_stall", [stalls], statistics.median(bare), list(stalls)),
    ]


def _against(name: str, ours: list[float], plain: list[float]) -> Figure:
    note = (
        f"p95 {_p95(ours):.1f} ms against {_p95(plain):.1f} ms; medians {_median(ours):.1f} and {_median(plain):.1f} ms"
    )
    return Figure(name, _p95(ours) / _p95(plain), "times", BAR, note)


def _p95(seconds: list[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.95)] * 1000


def _median(seconds: list[float]) -> float:
    return statistics.median(seconds) * 1000


def _memory(full: Path, empty: Path) -> Figure:
    ours, bare = (int(last_line("journal_memory", home_for(place), place, ALEX_WORDS)) for place in (full, empty))
    note = f"{ours / 1024:.0f} MiB against {bare / 1024:.0f} MiB"
    return Figure("journal_memory", ours / bare, "times", MEMORY_BAR, note)


def _unlocking(full: Path, empty: Path) -> Figure:
    """Keys derived to Home painted, in turns."""
    taken: dict[Path, list[float]] = {full: [], empty: []}
    for _ in range(TURNS):
        for place, held in taken.items():
            held += [each.held for each in unlockings(place)[1:]]
    ours, bare = statistics.median(taken[full]), statistics.median(taken[empty])
    note = f"{ours * 1000:.0f} ms against {bare * 1000:.0f} ms, medians of {len(taken[full])}"
    return Figure("journal_unlock", ours / bare, "times", UNLOCK_BAR, note)
