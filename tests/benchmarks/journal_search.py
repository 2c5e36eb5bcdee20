"""Searching the journal and keeping an entry, without a window, against plain SQLite with the same rows, in turns."""

from __future__ import annotations

import random
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
from tests.benchmarks.plain_journal import PlainJournal
from tests.benchmarks.report import Figure
from tests.support.clock import START, FakeIds
from tests.support.moments import listed_moments
from tests.support.vaults import ALEX_WORDS, CHEAP

SEARCH_BAR, SAVE_BAR = 1.5, 1.5
ROUNDS, SAVES = 7, 100


def figures(folder: Path, person: PersonId, plain: PlainJournal) -> list[Figure]:
    """Search and saving as ratios, and the milliseconds in which an entry's words come into the index."""
    with _opened(folder, person) as service:
        return [_search(service, person, plain), *_saving(service, person, plain)]


@contextmanager
def _opened(folder: Path, person: PersonId) -> Iterator[VaultService]:
    service = VaultService(policy=CHEAP, ids=FakeIds(7))
    service.open(folder)
    service.admit(service.derive(person, ALEX_WORDS))
    try:
        yield service
    finally:
        service.close()


def _questions() -> list[str]:
    """The text in the search field after each key while some words are typed."""
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


def _search(service: VaultService, person: PersonId, plain: PlainJournal) -> Figure:
    def ours(words: str) -> tuple[int, ...]:
        with service.unit() as uow:
            return listed_moments(uow, person=person, query=JournalQuery(words=words), most=FIRST_ENTRIES)

    questions = _questions()
    for words in questions:
        assert ours(words) == plain.find(words), words
    pairs = [(_seconds(ours, questions), _seconds(plain.find, questions)) for _ in range(ROUNDS)]
    mine, other = min(one for one, _ in pairs), min(one for _, one in pairs)
    note = f"{mine / len(questions) * 1000:.2f} ms against {other / len(questions) * 1000:.2f} ms, least of {ROUNDS}"
    return Figure("journal_search", mine / other, "times", SEARCH_BAR, note)


def _seconds(act: Callable[[str], object], questions: list[str]) -> float:
    began = time.perf_counter()
    for words in questions:
        act(words)
    return time.perf_counter() - began


def _saving(service: VaultService, person: PersonId, plain: PlainJournal) -> list[Figure]:
    with service.unit() as uow:
        moments = listed_moments(uow, person=person, query=JournalQuery())
        (row,) = journal.rows(uow, person=person, moments=(moments[len(moments) // 2],))
        text = journal.entry(uow, person=person, entry_id=row.id).text
    taken, bare = [], []
    for number in range(SAVES):
        text = text.evolve(body=f"{text.body} and {number}")
        began = time.perf_counter()
        plain.save(row.moment, text.body)
        bare.append(time.perf_counter() - began)
        began = time.perf_counter()
        with service.unit(person) as uow:
            now = START + timedelta(seconds=number)
            journal.save_entry(uow, person=person, entry_id=row.id, text=text, now=now)
        taken.append(time.perf_counter() - began)
    began = time.perf_counter()
    with service.unit(person) as uow:
        journal.settle(uow, person=person)
    settled = (time.perf_counter() - began) * 1000
    mine, other = statistics.median(taken), statistics.median(bare)
    note = f"{mine * 1000:.2f} ms against {other * 1000:.2f} ms, medians of {SAVES}"
    return [
        Figure("journal_save", mine / other, "times", SAVE_BAR, note),
        Figure("journal_settle", settled, "ms", None, "its words in the index, when it is left"),
    ]
