"""Committing an answer, against the same rows in plain SQLite with the same pragmas, on a real disk."""

from __future__ import annotations

import sqlite3
import statistics
import time
from pathlib import Path

from app.models.answer import Answer, Stance
from app.models.catalogue import Direction
from app.services.answers import save_answer
from tests.benchmarks.plain_journal import connect
from tests.benchmarks.report import Figure
from tests.support.vaults import TestVault, vault_for

BAR = 1.5
# The very tables and indexes that ours are: one more here would flatter us.
_TABLES = """
CREATE TABLE answer (activity_id TEXT, direction TEXT, stance TEXT, data TEXT NOT NULL,
    PRIMARY KEY (activity_id, direction));
CREATE TABLE answer_history (id INTEGER PRIMARY KEY, activity_id TEXT NOT NULL, at TEXT NOT NULL, data TEXT NOT NULL);
CREATE INDEX history_activity ON answer_history (activity_id);
"""
_STANCES = (Stance.WANT, Stance.WILLING, Stance.CURIOUS)


def figures(folder: Path, times: int) -> list[Figure]:
    """The median of each, in turns."""
    ours, plain = [], []
    bare = connect(folder / "plain-answers.db")
    bare.executescript(_TABLES)
    with vault_for(folder / "saving") as vault:
        keys = [entry.id for entry in vault.catalogue.entries][:50]
        for number in range(times + 5):
            stance = _STANCES[number % len(_STANCES)]
            answer = Answer(activity_id=keys[number % len(keys)], direction=Direction.TOGETHER, stance=stance)
            plain.append(_plain(bare, answer, vault))
            ours.append(_ours(vault, answer))
    bare.close()
    mine, other = statistics.median(ours[5:]), statistics.median(plain[5:])
    return [Figure("save", mine / other, "times", BAR, f"{mine * 1000:.2f} ms against {other * 1000:.2f} ms")]


def _ours(vault: TestVault, answer: Answer) -> float:
    now = vault.clock()
    began = time.perf_counter()
    with vault.unit(vault.alex) as uow:
        save_answer(uow, person=vault.alex, answer=answer, now=now, today=now.date())
    return time.perf_counter() - began


def _plain(bare: sqlite3.Connection, answer: Answer, vault: TestVault) -> float:
    data, at = answer.model_dump_json(), vault.clock().isoformat()
    began = time.perf_counter()
    bare.execute("BEGIN IMMEDIATE")
    bare.execute(
        "INSERT INTO answer VALUES (?, ?, ?, ?) "
        "ON CONFLICT DO UPDATE SET stance = excluded.stance, data = excluded.data",
        (answer.activity_id, answer.direction.value, str(answer.stance), data),
    )
    bare.execute("INSERT INTO answer_history (activity_id, at, data) VALUES (?, ?, ?)", (answer.activity_id, at, data))
    bare.execute("COMMIT")
    return time.perf_counter() - began
