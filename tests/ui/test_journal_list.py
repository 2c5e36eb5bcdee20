"""The journal's list: its order, rows that are read as they become visible, answers that come too late."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from app.models.changes import ChangeKind, changed
from app.models.journal import JournalEntry, JournalQuery
from app.services import journal
from app.services.journal import EntrySaved
from app.ui.journal import list_presenter
from app.ui.journal.list_model import MOST_ROWS_HELD, NOT_LISTED, EntryListModel, ListOrder
from app.ui.journal.list_presenter import FIRST_ENTRIES, FIRST_ROWS, EntryListPresenter
from app.ui.tasks import Lane, Tasks, _Job
from app.ui.workspace import Workspace
from tests.support.journals import journal_page, write, write_many
from tests.support.leaks import settle
from tests.support.moments import binned_moments, listed_moments
from tests.support.openings import workspace
from tests.support.vaults import TestVault

pytestmark = pytest.mark.solo

CHUNK = 500
"""Entries that are read together in the background; fewer than in the program, which makes no difference."""


class LateTasks(Tasks):
    """Lanes that do a job when the test says so, in any order."""

    def __init__(self) -> None:
        super().__init__(_raise)
        self.waiting: list[_Job[Any]] = []

    def _start(self, lane: Lane, job: _Job[Any]) -> None:
        self.waiting.append(job)

    def answer(self, at: int = 0) -> None:
        """Do one of the waiting jobs, as a lane would."""
        job = self.waiting.pop(at)
        job.result = job.work()
        self._on_finished(job)  # a lane of its own, beneath the public face of `Tasks`

    def answer_all(self) -> None:
        """Do all waiting jobs."""
        while self.waiting:
            self.answer()


def _raise(error: Exception) -> None:
    raise error


def late(vault: TestVault) -> tuple[LateTasks, Workspace]:
    """A workspace whose reads are answered when the test says so."""
    ws = workspace(vault, vault.people[:1])
    tasks = LateTasks()
    object.__setattr__(ws, "tasks", tasks)
    return tasks, ws


def list_on(ws: Workspace, owner: QObject) -> tuple[EntryListPresenter, EntryListModel]:
    entries = EntryListPresenter(ws, owner)
    QAbstractItemModelTester(entries.model, QAbstractItemModelTester.FailureReportingMode.Fatal, owner)
    return entries, entries.model


def moments_in(model: EntryListModel) -> list[int]:
    return [moment for place in range(model.rowCount()) if (moment := model.moment_at(place)) is not None]


def truth(vault: TestVault, query: JournalQuery) -> list[int]:
    with vault.unit() as uow:
        return list(listed_moments(uow, person=vault.alex, query=query))


@given(st.sets(st.integers(-(10**15), 10**15), max_size=30), st.sets(st.integers(-50, 50), max_size=6), st.data())
def test_the_order_is_that_of_a_sorted_list(others: set[int], pinned: set[int], data: st.DataObject) -> None:
    others -= pinned
    moments = ListOrder()
    for part, apart in ((others, False), (pinned, True)):
        for moment in data.draw(st.permutations(sorted(part))):
            moments.insert(moment, pinned=apart)
    expected = [*sorted(pinned, reverse=True), *sorted(others, reverse=True)]
    assert [moments.at(row) for row in range(len(moments))] == expected
    assert [moments.row_of(moment) for moment in expected] == list(range(len(expected)))
    if expected:
        gone = data.draw(st.sampled_from(expected))
        moments.remove(moments.row_of(gone))
        assert moments.row_of(gone) == NOT_LISTED
        assert moments.last == (min(others - {gone}) if others - {gone} else None)


def test_a_long_list_is_loaded_in_chunks(qtbot: QtBot, vault: TestVault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_presenter, "ENTRIES_A_CHUNK", CHUNK)
    made = write_many(vault, FIRST_ENTRIES + 2 * CHUNK + 7, body="n")
    owner = QObject()
    tasks, ws = late(vault)
    entries, model = list_on(ws, owner)
    entries.ask(JournalQuery())
    tasks.answer()
    assert model.rowCount() == FIRST_ENTRIES
    assert not tasks.waiting, "first the list is painted"
    qtbot.waitUntil(lambda: bool(tasks.waiting))
    tasks.answer()
    assert model.rowCount() == FIRST_ENTRIES + CHUNK
    tasks.answer_all()
    assert entries.is_complete
    assert moments_in(model) == [entry.moment for entry in reversed(made)]


def test_an_answer_to_an_earlier_question_is_dropped(qtbot: QtBot, vault: TestVault) -> None:
    write_many(vault, FIRST_ENTRIES + 50, body="rain and {n}")
    wanted = write(vault, "snow")
    owner = QObject()
    tasks, ws = late(vault)
    entries, model = list_on(ws, owner)
    entries.ask(JournalQuery(words="rain"))
    entries.ask(JournalQuery(words="snow"))
    tasks.answer(1)
    assert moments_in(model) == [wanted.moment]
    tasks.answer_all()
    assert moments_in(model) == [wanted.moment]
    entries.ask(JournalQuery(words="rain"))
    tasks.answer()
    entries.ask(JournalQuery(words="snow"))
    tasks.answer_all()
    assert moments_in(model) == [wanted.moment]


def test_changes_while_a_list_is_loading_are_neither_lost_nor_doubled(qtbot: QtBot, vault: TestVault) -> None:
    made = write_many(vault, FIRST_ENTRIES + 300, body="n {n}")
    owner = QObject()
    tasks, ws = late(vault)
    entries, model = list_on(ws, owner)
    entries.ask(JournalQuery())
    tasks.answer()
    entries.read_rest()
    read_before = tasks.waiting.pop()
    read_before.result = read_before.work()
    with vault.unit(vault.alex) as uow:
        journal.bin_entry(uow, person=vault.alex, entry_id=made[5].id, now=vault.clock())
    with vault.unit(vault.alex) as uow:
        journal.pin(uow, person=vault.alex, entry_id=made[7].id, pinned=True)
    ids = (made[5].id, made[7].id)
    with vault.unit() as uow:
        rows = journal.rows_of(uow, person=vault.alex, entry_ids=ids)
    entries.apply(changed(ChangeKind.JOURNAL, ids=ids), rows)
    tasks._on_finished(read_before)
    tasks.answer_all()
    assert moments_in(model) == truth(vault, JournalQuery())


def test_rows_are_read_when_they_are_visible_and_held_for_a_while(qtbot: QtBot, vault: TestVault) -> None:
    write_many(vault, MOST_ROWS_HELD + 200, body="number {n}")
    owner = QObject()
    tasks, ws = late(vault)
    entries, model = list_on(ws, owner)
    entries.ask(JournalQuery())
    tasks.answer()
    entries.read_rest()
    tasks.answer_all()
    far = model.index(model.rowCount() - 1)
    assert model.row(far.row()) is None
    assert far.data() is None
    settle()
    assert len(tasks.waiting) == 1
    assert model.row(far.row()) is None
    settle()
    assert len(tasks.waiting) == 1
    with qtbot.waitSignal(model.dataChanged):
        tasks.answer()
    assert (row := model.row(far.row())) is not None
    assert row.preview == "number 0"
    assert "number 0" in far.data(Qt.ItemDataRole.AccessibleTextRole)
    for place in range(model.rowCount()):
        model.row(place)
        settle() if place % 30 == 0 else None
        tasks.answer_all()
    assert sum(model.held(moment) is not None for moment in moments_in(model)) <= MOST_ROWS_HELD


def test_the_list_matches_the_vault_after_any_acts(qtbot: QtBot, vault: TestVault) -> None:
    made = write_many(vault, 12, body="rain {n}")
    ws = workspace(vault, vault.people[:1])
    acts: list[Callable[..., EntrySaved]] = [journal.bin_entry, journal.restore, journal.pin, journal.save_entry]
    for query, binned in ((JournalQuery(), False), (JournalQuery(), True), (JournalQuery(words="rain"), False)):
        owner = QObject()
        entries, model = list_on(ws, owner)
        entries.ask(query, binned=binned)
        for step in range(40):
            entry, act = made[step * 5 % 12], acts[step * 7 % 4]
            arguments: dict[str, Any] = {}
            if act is journal.bin_entry:
                arguments = {"now": vault.clock()}
            elif act is journal.pin:
                arguments = {"pinned": step % 3 == 0}
            elif act is journal.save_entry:
                at = entry.at.replace(second=step)
                arguments = {"text": entry.text.evolve(title=str(step)), "now": vault.clock(), "at": at}
            with vault.unit(vault.alex) as uow:
                changes = act(uow, person=vault.alex, entry_id=entry.id, **arguments)
            with vault.unit() as uow:
                rows = journal.rows_of(uow, person=vault.alex, entry_ids=(entry.id,))
            again = not entries.apply(changes, rows)
            if again or (act is journal.restore and query.words):
                entries.reload()
            settle()
            with vault.unit() as uow:
                in_bin = list(binned_moments(uow, person=vault.alex))
            assert moments_in(model) == (in_bin if binned else truth(vault, query)), (step, act)


@pytest.mark.parametrize("words", ["", "rain"])
def test_an_entry_that_was_never_visible_moves_to_its_new_place(qtbot: QtBot, vault: TestVault, words: str) -> None:
    query = JournalQuery(words=words)
    moved, pinned, gone = write_many(vault, FIRST_ROWS * 3, body="rain {n}")[:3]
    owner = QObject()
    entries, model = list_on(workspace(vault, vault.people[:1]), owner)
    entries.ask(query)

    def do(act: Callable[..., EntrySaved], entry: JournalEntry, **arguments: Any) -> None:
        assert model.held_of(entry.id) is None
        with vault.unit(vault.alex) as uow:
            changes = act(uow, person=vault.alex, entry_id=entry.id, **arguments)
        with vault.unit() as uow:
            rows = journal.rows_of(uow, person=vault.alex, entry_ids=changes.ids)
        assert entries.apply(changes, rows)
        assert moments_in(model) == truth(vault, query)

    do(journal.save_entry, moved, text=moved.text, now=vault.clock(), at=vault.clock())
    do(journal.pin, pinned, pinned=True)
    do(journal.bin_entry, gone, now=vault.clock())


def test_a_deleted_entry_leaves_the_bin_though_it_was_never_visible(qtbot: QtBot, vault: TestVault) -> None:
    made = write_many(vault, FIRST_ROWS * 3)
    with vault.unit(vault.alex) as uow:
        for entry in made:
            journal.bin_entry(uow, person=vault.alex, entry_id=entry.id, now=vault.clock())
    owner = QObject()
    entries, model = list_on(workspace(vault, vault.people[:1]), owner)
    entries.ask(JournalQuery(), binned=True)
    assert model.held_of(made[0].id) is None
    with vault.unit(vault.alex) as uow:
        changes = journal.delete_for_good(uow, person=vault.alex, entry_ids=(made[0].id,))
    assert entries.apply(changes, ())
    with vault.unit() as uow:
        assert moments_in(model) == list(binned_moments(uow, person=vault.alex))


def test_a_long_list_is_laid_out_without_asking_about_each_row(
    qtbot: QtBot, vault: TestVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    count = EntryListModel.rowCount

    def counted(model: EntryListModel, *parent: Any) -> int:
        asked.append(1)
        return count(model, *parent)

    monkeypatch.setattr(EntryListModel, "rowCount", counted)
    write(vault, "one")
    page = journal_page(qtbot, vault)
    asked.clear()
    page.list.model.append(tuple(range(-1, -20_001, -1)))
    page.list.rows.scrollToBottom()
    settle()
    assert count(page.list.model) == 20_001
    assert len(asked) < 2_000
