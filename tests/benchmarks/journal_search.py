"""Searching the journal and keeping an entry, without a window; the search against plain SQLite with the same rows."""

from __future__ import annotations

import random
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from app.models.base import PersonId
from app.models.journal import JournalQuery
from app.services import journal
from app.services.vault_service import VaultService
from app.ui.journal.list_presenter import FIRST_ENTRIES
from tests.benchmarks.journal_vault import Writer
from tests.benchmarks.report import Figure
from tests.support.clock import START, FakeClock, FakeIds
from tests.support.vaults import ALEX_WORDS, CHEAP

SEARCH_BAR, SAVE_BAR = 1.5, 10.0
ROUNDS = 7
_FIND = "SELECT rowid FROM plain WHERE plain MATCH ? ORDER BY rowid DESC LIMIT ?"


def figures(folder: Path, person: PersonId, count: int) -> list[Figure]:
    """The search, as a ratio, and the milliseconds of keeping one entry that is being written."""
    with _opened(folder, person) as service, _plain(folder.parent / "plain-words.db", count) as bare:
        return [_search(service, person, bare), *_saving(service, person)]


@contextmanager
def _opened(folder: Path, person: PersonId) -> Iterator[VaultService]:
    service = VaultService(policy=CHEAP, clock=FakeClock(), ids=FakeIds(7))
    service.open(folder)
    service.admit(service.derive(person, ALEX_WORDS))
    try:
        yield service
    finally:
        service.close()


@contextmanager
def _plain(path: Path, count: int) -> Iterator[sqlite3.Connection]:
    bare = sqlite3.connect(path, isolation_level=None)
    bare.execute("CREATE VIRTUAL TABLE plain USING fts5(words, content='', prefix='1 2 3')")
    bare.execute("BEGIN")
    said = ((entry.moment, _said(entry.text)) for entry in Writer().entries(count))
    bare.executemany("INSERT INTO plain (rowid, words) VALUES (?, ?)", said)
    bare.execute("COMMIT")
    try:
        yield bare
    finally:
        bare.close()


def _said(text: object) -> str:
    fields = ("title", "body", "feelings", "needs", "tags")
    parts = (getattr(text, name) for name in fields)
    return " ".join(part if isinstance(part, str) else " ".join(part) for part in parts)


def _questions() -> list[str]:
    """What stands in the search after each key while some words are typed."""
    words = Writer().words
    pick = random.Random(5)
    typed = [
        words[2],
        words[40],
        words[400],
        words[9000],
        f"{words[3]} {words[30]}",
        f"{words[1]} {words[2]} {words[900]}",
    ]
    typed += [pick.choice(words) for _ in range(6)]
    return [words[:length] for words in typed for length in range(1, len(words) + 1) if words[length - 1] != " "]


def _search(service: VaultService, person: PersonId, bare: sqlite3.Connection) -> Figure:
    def ours(words: str) -> tuple[int, ...]:
        with service.unit() as uow:
            return journal.moments(uow, person=person, query=JournalQuery(words=words), most=FIRST_ENTRIES)

    def plain(words: str) -> tuple[int, ...]:
        asked = " AND ".join(f'"{word}" *' for word in words.split())
        return tuple(row[0] for row in bare.execute(_FIND, (asked, FIRST_ENTRIES)))

    questions = _questions()
    for words in questions:
        assert ours(words) == plain(words), words
    pairs = [(_seconds(ours, questions), _seconds(plain, questions)) for _ in range(ROUNDS)]
    mine, other = statistics.median(one for one, _ in pairs), statistics.median(one for _, one in pairs)
    note = f"{mine / len(questions) * 1000:.2f} ms against {other / len(questions) * 1000:.2f} ms a question"
    return Figure("journal_search", mine / other, "times", SEARCH_BAR, note)


def _seconds(act: Callable[[str], object], questions: list[str]) -> float:
    began = time.perf_counter()
    for words in questions:
        act(words)
    return time.perf_counter() - began


def _saving(service: VaultService, person: PersonId) -> list[Figure]:
    with service.unit() as uow:
        moments = journal.moments(uow, person=person, query=JournalQuery())
        (row,) = journal.rows(uow, person=person, moments=(moments[len(moments) // 2],))
        text = journal.entry(uow, person=person, entry_id=row.id).text
    taken = []
    for number in range(25):
        text = text.evolve(body=f"{text.body} and {number}")
        began = time.perf_counter()
        with service.unit(person) as uow:
            now = START + timedelta(seconds=number)
            journal.save_entry(uow, person=person, entry_id=row.id, text=text, now=now)
        taken.append((time.perf_counter() - began) * 1000)
    began = time.perf_counter()
    with service.unit(person) as uow:
        journal.settle(uow, person=person)
    settled = (time.perf_counter() - began) * 1000
    return [
        Figure("journal_save", statistics.median(taken[5:]), "ms", SAVE_BAR, "one entry, while it is written"),
        Figure("journal_settle", settled, "ms", None, "its words in the index, when it is left"),
    ]
