"""Lanes: results on the UI thread, none that are stale, threads that end."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.errors import VaultInUse
from app.ui.tasks import Lane, Tasks
from tests.support.tasks import InlineTasks


@pytest.fixture
def errors() -> list[Exception]:
    return []


@pytest.fixture
def tasks(qtbot: QtBot, errors: list[Exception]) -> Iterator[Tasks]:
    tasks = Tasks(errors.append)
    yield tasks
    assert tasks.close()


def test_work_is_elsewhere_and_its_result_here(qtbot: QtBot, tasks: Tasks) -> None:
    came: list[tuple[str, str]] = []
    tasks.run(
        Lane.DATABASE,
        lambda: threading.current_thread().name,
        lambda name: came.append((name, threading.current_thread().name)),
    )
    qtbot.waitUntil(lambda: bool(came))
    assert came == [("accord-database", "MainThread")]


def test_each_lane_keeps_its_order(qtbot: QtBot, tasks: Tasks) -> None:
    came: list[int] = []
    for number in range(20):
        tasks.run(Lane.DATABASE, partial(int, number), came.append)
    qtbot.waitUntil(lambda: len(came) == 20)
    assert came == list(range(20))


def test_lanes_do_not_wait_for_each_other(qtbot: QtBot, tasks: Tasks) -> None:
    go_on = threading.Event()
    came: list[str] = []
    tasks.run(Lane.KEYS, lambda: go_on.wait(60), lambda _: came.append("keys"))
    tasks.run(Lane.DATABASE, lambda: None, lambda _: came.append("database"))
    qtbot.waitUntil(lambda: came == ["database"])
    go_on.set()
    qtbot.waitUntil(lambda: came == ["database", "keys"])


def test_stale_results_are_dropped(qtbot: QtBot, tasks: Tasks) -> None:
    came: list[str] = []
    tasks.run(Lane.DATABASE, lambda: "old", came.append)
    tasks.next_epoch()
    tasks.run(Lane.DATABASE, lambda: "new", came.append)
    qtbot.waitUntil(lambda: bool(came))
    assert came == ["new"]


def test_cancelled_work_is_not_begun_but_saving_is(qtbot: QtBot, tasks: Tasks) -> None:
    go_on = threading.Event()
    did: list[str] = []
    tasks.run(Lane.DATABASE, lambda: go_on.wait(60))
    tasks.run(Lane.DATABASE, lambda: did.append("read")).cancel()
    tasks.run(Lane.DATABASE, lambda: did.append("saved"), keep=True).cancel()
    go_on.set()
    assert tasks.drain(60)
    assert did == ["saved"]


def test_nothing_is_delivered_to_what_is_gone(qtbot: QtBot, tasks: Tasks) -> None:
    owner = QObject()
    came: list[str] = []
    go_on = threading.Event()

    def work() -> str:
        go_on.wait(60)
        return "x"

    tasks.run(Lane.DATABASE, work, came.append, owner=owner)
    owner.deleteLater()
    qtbot.waitUntil(lambda: not isValid(owner))
    go_on.set()
    tasks.run(Lane.DATABASE, lambda: "y", came.append)
    qtbot.waitUntil(lambda: bool(came))
    assert came == ["y"]


def test_errors_go_where_they_were_asked_for(qtbot: QtBot, tasks: Tasks, errors: list[Exception]) -> None:
    def fail() -> None:
        raise VaultInUse()

    own: list[Exception] = []
    tasks.run(Lane.DATABASE, fail)
    tasks.run(Lane.DATABASE, fail, failed=own.append)
    qtbot.waitUntil(lambda: bool(errors) and bool(own))
    assert isinstance(errors[0], VaultInUse)
    assert isinstance(own[0], VaultInUse)


def test_draining_interrupts_what_takes_too_long(qtbot: QtBot, tasks: Tasks) -> None:
    go_on = threading.Event()
    tasks.run(Lane.DATABASE, lambda: go_on.wait(60))
    assert tasks.drain(0.05, go_on.set)


def test_after_closing_nothing_begins(qtbot: QtBot, errors: list[Exception]) -> None:
    tasks = Tasks(errors.append)
    tasks.run(Lane.PAGES, lambda: None)
    assert tasks.close()
    assert tasks.run(Lane.PAGES, lambda: 1 / 0).is_cancelled
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("accord-")]


def test_inline_tasks_answer_at_once(qtbot: QtBot, errors: list[Exception]) -> None:
    tasks = InlineTasks(errors.append)
    came: list[int] = []
    tasks.run(Lane.DATABASE, lambda: 7, came.append)
    assert came == [7]
