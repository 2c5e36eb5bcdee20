"""A large vault: opening it against an empty one, locking it, and what a backup does to the window; asked for by name.

Opening is measured as in `home`, from keys derived to Home painted. Stalls are compared as in `stalls`.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median

from app.models.answer import Answer, Stance
from app.models.base import ActivityId
from app.models.catalogue import Direction
from app.models.check_in import CheckIn
from tests.benchmarks.child import home_for, last_line
from tests.benchmarks.home import unlocked_and_locked
from tests.benchmarks.journal_vault import STEP, Writer
from tests.benchmarks.report import Figure
from tests.benchmarks.stalls import bare_window, compared, parsed
from tests.benchmarks.stopwatch import Stretch
from tests.support.vaults import TestVault, vault_for

OPENING_BAR, LOCKING_BAR = 1.3, 1.0
ENTRIES, CHECK_INS, ANSWERS = 60_000, 20_000, 60_000
"""Rows of one person's space: each answer is one, and one in its history."""
LARGE = 1_000_000_000
"""Bytes of one person's file."""
_NOTE = 19_000
"""Characters of a note, of which no page that is opened reads one."""


def figures(folder: Path, rounds: int, share: float = 1.0) -> list[Figure]:
    """Opening and locking 200,000 rows, and what a backup of a gigabyte does. `share`: how much of that, for trying."""
    return [*_opening(folder, rounds, share), *_backup(folder, int(LARGE * share))]


def _opening(folder: Path, rounds: int, share: float) -> list[Figure]:
    places = {name: folder / name for name in ("few-rows", "many-rows")}
    with vault_for(places["few-rows"]) as vault:
        vault.begin()
    rows = _make_rows(places["many-rows"], share)
    taken: dict[str, list[Stretch]] = {name: [] for name in places}
    lockings: dict[str, list[float]] = {}
    for _ in range(rounds):
        for name, place in places.items():
            unlocked, lockings[name] = unlocked_and_locked(place)
            taken[name] += unlocked[1:]
    few, many = (median(each.held for each in found) for found in taken.values())
    by_clock = [median(each.wall for each in found) * 1000 for found in taken.values()]
    note = f"{many * 1000:.0f} ms against {few * 1000:.0f} ms; {by_clock[1]:.0f} against {by_clock[0]:.0f} by the clock"
    return [
        Figure(f"opening {rows} private rows / none", many / few, "times", OPENING_BAR, note),
        Figure(f"locking {rows} private rows", max(lockings["many-rows"]), "s", LOCKING_BAR, "by the clock"),
    ]


def _make_rows(place: Path, share: float) -> int:
    """A vault for two, the first with many rows; how many."""
    with vault_for(place) as vault, vault.unit(vault.alex) as uow:
        own, batch = uow.private(vault.alex), []
        for entry in Writer().entries(int(ENTRIES * share)):
            batch.append(entry)
            if len(batch) == STEP:
                own.journal.add_many(batch)
                batch.clear()
        own.journal.add_many(batch)
        for number in range(int(CHECK_INS * share)):
            at = vault.clock() - timedelta(hours=number)
            own.check_ins.save(CheckIn(id=f"{number:032x}", at=at, ratings={"mood": number % 5}))
        for number in range(int(ANSWERS * share)):
            own.answers.save(_answer(number, Stance.WILLING), vault.clock())
        uow.commit()
    return int(ENTRIES * share) + int(CHECK_INS * share) + 2 * int(ANSWERS * share)


def _answer(number: int, stance: Stance, note: str = "") -> Answer:
    key = ActivityId(f"own.{number:032x}")
    return Answer(activity_id=key, direction=Direction.TOGETHER, stance=stance, note=note)


def make_large(place: Path, size: int) -> None:
    """A vault for two, the file of the first so large: in the history of answers, which nothing reads at once."""
    with vault_for(place) as vault:
        for first in range(0, size // _NOTE, 1000):
            _add_notes(vault, range(first, min(first + 1000, size // _NOTE)))


def _add_notes(vault: TestVault, numbers: range) -> None:
    with vault.unit(vault.alex) as uow:
        for number in numbers:
            note = f"{number} ".ljust(_NOTE, "x")
            uow.private(vault.alex).answers.save(_answer(number % 10, Stance.WILLING, note), vault.clock())
        uow.commit()


def _backup(folder: Path, size: int) -> list[Figure]:
    place = folder / "large"
    make_large(place, size)
    bare = median(bare_window(folder) for _ in range(3))
    stalls, told = json.loads(last_line("size_backup", home_for(place), place, timeout=3600))
    found = compared("large", [parsed(json.dumps(stalls))], bare, list(stalls))
    told = {f"large, {act}": words for act, words in told.items()}
    return [replace(each, note="; ".join(filter(None, (each.note, told.get(each.name))))) for each in found]
