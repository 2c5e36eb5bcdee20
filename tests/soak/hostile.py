"""Damaged and hostile files, by the thousand: keyrings, databases, pages and whole files from elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from itertools import chain, islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from app.errors import AccordError
from app.storage.keyring import load_keyring
from app.storage.keyring_file import KEYRING, KEYRING_COPY
from tests.attacks.damaged_keyrings import Fuzzer, Judge, counted, cut_short, flipped
from tests.attacks.exchanged_files import Harms, Past
from tests.services.test_deleted_for_good import Lived, left
from tests.soak.outcome import Outcome
from tests.soak.side_by_side import Job
from tests.storage.made import ADA, BO, Made, make
from tests.storage.races import WAYS, Way, race, unmake, wrong_with
from tests.support.vaults import ALEX, vault_for

FUZZED, FLIPS, OTHERS, RACES, JOURNALS = 10_000, 1_000, 200, 50, 20
SLOWER = 10
"""How many times as long as a valid keyring a damaged one may take to read."""
_AGAIN = 5
_PARTED = 4
"""Into how many jobs a long test is parted."""


def keyrings(fuzzed: int, first: int = 0, apart: int = 1, seed: int = 1) -> Outcome:
    """Every bit of a keyring flipped, every length, and this many mutations: refused with an error, and at once.

    `first`, `apart`: of all these, which one to begin with, and how far it is from one to the next.
    """
    outcome = Outcome()
    with TemporaryDirectory() as folder:
        made = make(Path(folder) / "vault", ADA, BO)
        raw, judge = (made.folder / KEYRING).read_bytes(), Judge(made)
        valid = sorted(_seconds(made) for _time in range(101))[50]
        with counted(judge.asked):
            every = chain(flipped(raw), cut_short(raw), Fuzzer(made, seed).keyrings(fuzzed))
            for what, damaged in islice(every, first, None, apart):
                wrong = judge.wrong_with(damaged) or _slow(made, damaged, valid)
                outcome.failed += [f"{what}: {wrong}"] if wrong else []
                outcome.tried += 1
        outcome.counts = judge.counts
    return outcome


def databases(flips: int, others: int, seed: int = 1) -> Outcome:
    """So many flipped bits, and so much of each other kind of harm to closed databases: all is noticed."""
    outcome = Outcome()
    with TemporaryDirectory() as folder:
        past = Past(Path(folder))
        for what, harm in Harms(past, seed).each(flips, others):
            wrong = past.wrong_after(harm)
            outcome.failed += [f"{what}: {wrong}"] if wrong else []
            outcome.tried += 1
            outcome.counts[what.partition(" ")[0].replace("_", " ")] += 1
    return outcome


def races(times: int, ways: Sequence[Way] = WAYS, seed: int = 1) -> Outcome:
    """Two processes open one vault at once, this often by each kind of name: one has it, and the other is told."""
    outcome, chance = Outcome(), Random(seed)
    for way in ways:
        with TemporaryDirectory() as folder:
            made, place = make(Path(folder) / "vault", ADA, BO), Path(folder) / "by another name"
            made.open().close()
            try:
                other = way(made.folder, place)
            except OSError:
                outcome.counts[f"no {way.__name__.replace('_', ' ')}, which is not allowed here"] += 1
                continue
            try:
                for _time in range(times):
                    wrong = wrong_with(race(made, (made.folder, other), chance))
                    outcome.failed += [f"{way.__name__}: {wrong}"] if wrong else []
                    outcome.tried += 1
            finally:
                unmake(place)
    return outcome


def deleted(seeds: Sequence[int]) -> Outcome:
    """Journals that were lived in, with half of each deleted permanently: nothing of that is in any page."""
    outcome = Outcome()
    for seed in seeds:
        with TemporaryDirectory() as folder, vault_for(Path(folder) / "vault", ALEX) as vault:
            lived = Lived(vault, seed=seed)
            lived.delete_half(together=bool(seed % 2))
            is_seen = bool(left(vault, lived.gone))
            vault.service.tidy()
            found = left(vault, lived.gone)
            outcome.failed += [f"journal {seed}: {len(found)} words are left"] if found else []
            outcome.counts["journals that kept some until they were tidied"] += is_seen
            outcome.tried += 1
    return outcome


def _slow(made: Made, raw: bytes, valid: float) -> str:
    """Whether reading a keyring takes too long, however often it is tried."""
    for name in (KEYRING, KEYRING_COPY):
        (made.folder / name).write_bytes(raw)
    took = least(lambda: _seconds(made), lambda seconds: seconds <= SLOWER * valid)
    return "" if took <= SLOWER * valid else f"{took / valid:.0f} times as slow as a valid one"


def least(measure: Callable[[], float], is_enough: Callable[[float], bool]) -> float:
    """The least of a few measurements, as whatever else runs only ever adds to one."""
    took = measure()
    for _time in range(_AGAIN):
        if is_enough(took):
            break
        took = min(took, measure())
    return took


def _seconds(made: Made) -> float:
    began = time.thread_time()
    with suppress(AccordError):
        load_keyring(made.folder)
    return time.thread_time() - began


TESTS: dict[str, list[Job]] = {
    "damaged and hostile keyrings": [partial(keyrings, FUZZED, first, _PARTED) for first in range(_PARTED)],
    "harm to closed databases": [
        partial(databases, FLIPS // _PARTED, OTHERS // _PARTED, seed) for seed in range(1, _PARTED + 1)
    ],
    "two processes open one vault": [partial(races, RACES, (way,)) for way in WAYS],
    "deleted text is in no page": [partial(deleted, (seed,)) for seed in range(JOURNALS)],
}
