"""The shared space: Home for many things said, a shared act against plain SQLite, and what forged rows cost."""

from __future__ import annotations

import sqlite3
import statistics
import time
from pathlib import Path

from sqlalchemy import text

from app.models.aftercare import AftercarePlan
from app.models.answer import Stance
from app.models.base import PersonId
from app.models.opening import PairClass
from app.models.said_kinds import DISCLOSED, Disclosed
from app.services.care import save_aftercare
from app.services.vault_service import VaultService
from app.storage.slots import DEFAULT_POLICY
from app.storage.spaces import SHARED as SHARED_SPACE
from tests.benchmarks.home import unlockings
from tests.benchmarks.plain_journal import connect
from tests.benchmarks.report import Figure
from tests.support.clock import START, FakeIds
from tests.support.vaults import ALEX, ALEX_WORDS, SAM, SHARED, TestVault, vault_for

SIZES = (100, 5_000, 50_000)
SPREAD_BAR, ACT_BAR, FORGED_BAR = 1.3, 1.5, 1.1
FORGED = 2_000
_ROW = "author TEXT, kind TEXT, key TEXT, n INTEGER, format INTEGER, salt BLOB, data BLOB, proof BLOB"
_TABLE = f"CREATE TABLE said ({_ROW}, PRIMARY KEY (author, kind, key))"
_PUT = "INSERT OR REPLACE INTO said VALUES (?, ?, ?, ?, ?, ?, ?, ?)"


def figures(folder: Path, rounds: int) -> list[Figure]:
    """All three."""
    return [*_home(folder, rounds), _act(folder, 40 * rounds), _forged(folder, 3 * rounds)]


def _home(folder: Path, rounds: int) -> list[Figure]:
    """Home with a short and with a long shared list; what held the UI thread is compared."""
    places = {size: folder / f"said-{size}" for size in SIZES}
    for size, place in places.items():
        with vault_for(place) as vault:
            vault.fill_with_sample()
            _say(vault, size)
    held: dict[int, list[float]] = {size: [] for size in SIZES}
    for _ in range(rounds):
        for size, place in places.items():
            held[size] += [stretch.held for stretch in unlockings(place)[1:]]
    median = {size: statistics.median(each) for size, each in held.items()}
    note = ", ".join(f"{size}: {median[size] * 1000:.0f} ms" for size in SIZES)
    spread = max(median.values()) / min(median.values())
    return [Figure("home, most said / least", spread, "times", SPREAD_BAR, note)]


def _say(vault: TestVault, count: int) -> None:
    """Both halves of that many openings."""
    day = vault.clock().date()
    with vault.unit(SHARED) as uow:
        for number in range(count // 2):
            body = Disclosed(act=f"{number:032x}", stance=Stance.WANT, day=day)
            for person in vault.pair:
                uow.parts.say(person, DISCLOSED[PairClass.YES], body, f"touch.made_up_{number}|")
        uow.commit()


def _act(folder: Path, times: int) -> Figure:
    """One thing said by one person, against the same row in two plain files."""
    ours, plain = [], []
    files = [connect(folder / f"plain-{name}.db") for name in ("own", "shared")]
    for file in files:
        file.execute(_TABLE)
    with vault_for(folder / "acts") as vault:
        for number in range(times + 5):
            plan = AftercarePlan(person=vault.alex, avoid=(f"being asked about it, {number}",))
            plain.append(_plain(files, plan, number))
            ours.append(_ours(vault, plan))
    for file in files:
        file.close()
    mine, other = statistics.median(ours[5:]), statistics.median(plain[5:])
    note = f"{mine * 1000:.2f} ms against {other * 1000:.2f} ms"
    return Figure("a shared act", mine / other, "times", ACT_BAR, note)


def _ours(vault: TestVault, plan: AftercarePlan) -> float:
    began = time.perf_counter()
    with vault.unit(SHARED) as uow:
        save_aftercare(uow, plan=plan)
    return time.perf_counter() - began


def _plain(files: list[sqlite3.Connection], plan: AftercarePlan, number: int) -> float:
    row = (plan.person, "aftercare", "", number, 1, bytes(16), plan.model_dump_json().encode(), bytes(32))
    began = time.perf_counter()
    for file in files:
        file.execute("BEGIN IMMEDIATE")
        file.execute(_PUT, row)
        file.execute("COMMIT")
    return time.perf_counter() - began


def _forged(folder: Path, times: int) -> Figure:
    """Unlocking and putting one's part right, with and without forged rows in the shared file, in turns."""
    service = VaultService(policy=DEFAULT_POLICY, ids=FakeIds(7))
    alex, _ = service.create(folder / "forged", [ALEX, SAM]).person_ids
    service.open(folder / "forged")
    clean, forged = [], []
    for _ in range(times + 1):
        clean.append(_unlocked(service, alex))
        _forge(service, alex)
        forged.append(_unlocked(service, alex))
    service.close()
    without, given = statistics.median(clean[1:]), statistics.median(forged[1:])
    note = f"{given * 1000:.0f} ms against {without * 1000:.0f} ms"
    return Figure(f"unlock, {FORGED} forged rows", given / without, "times", FORGED_BAR, note)


def _unlocked(service: VaultService, person: PersonId) -> float:
    if person in service.present:
        service.leave(person)
    began = time.perf_counter()
    service.admit(service.derive(person, ALEX_WORDS))
    service.check_part(person, START.date())
    return time.perf_counter() - began


def _forge(service: VaultService, person: PersonId) -> None:
    with service.unit(SHARED) as uow:
        for number in range(FORGED):
            uow.connection(SHARED_SPACE).execute(
                text(
                    "INSERT INTO said VALUES "
                    "(:author, 'disclosed.yes', :key, 1, 1, zeroblob(16), CAST('{}' AS BLOB), zeroblob(32))"
                ),
                {"author": person, "key": f"touch.forged_{number}|"},
            )
        uow.commit()
