"""Widgets in cycles are deleted on the UI thread, whichever thread makes most of the garbage."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.ui.garbage import GarbageCollector, collect_due


class InACycle(QPushButton):
    """Refers to itself, so that only a search for cycles finds it."""

    def __init__(self, gone_on: list[str]) -> None:
        super().__init__()
        self.me = self
        note = lambda: gone_on.append(threading.current_thread().name)  # noqa: E731
        self.destroyed.connect(note, Qt.ConnectionType.DirectConnection)


@pytest.fixture
def collector() -> Iterator[QObject]:
    parent = QObject()
    yield GarbageCollector(parent)
    parent.deleteLater()


def make_garbage() -> None:
    for _ in range(100_000):
        cycle: list[object] = []
        cycle.append(cycle)


@pytest.mark.usefixtures("collector")
def test_a_widget_is_deleted_on_its_own_thread(qtbot: QtBot) -> None:
    gone_on: list[str] = []
    InACycle(gone_on)
    lane = threading.Thread(target=make_garbage, name="a lane")
    lane.start()
    lane.join()
    assert gone_on == []
    qtbot.waitUntil(lambda: gone_on == [threading.main_thread().name])


def test_left_to_itself_python_deletes_it_on_the_other_thread(qtbot: QtBot) -> None:
    gone_on: list[str] = []
    InACycle(gone_on)
    lane = threading.Thread(target=make_garbage, name="a lane")
    lane.start()
    lane.join()
    assert gone_on == ["a lane"], "if this changes, the collector is no longer needed"


def test_old_garbage_is_searched_when_it_is_due() -> None:
    gc.disable()
    gc.collect()
    collect_due()
    assert gc.get_count()[1] <= gc.get_threshold()[1]
    for _ in range(gc.get_threshold()[1] + 2):
        make_some: list[list[int]] = [[] for _ in range(gc.get_threshold()[0] + 100)]
        assert gc.get_count()[0] > gc.get_threshold()[0]
        collect_due()
        del make_some
    assert gc.get_count()[2] > 0, "the second generation was searched"
