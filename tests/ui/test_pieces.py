"""Building in pieces: keys work in between, nothing is built after it was cancelled or told before it is built."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.models.changes import ChangeKind, Changes, changed
from app.ui.kit.painted_row import TextBlock
from app.ui.page import Page
from app.ui.page_id import PageId
from app.ui.shell.navigation import nav_items
from app.ui.shell.shell import Shell
from app.ui.tasks import PAUSE, Tasks
from app.ui.workspace import Workspace
from tests.support.tasks import InlineTasks
from tests.support.workspace import ALEX, SAM, make_workspace


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    made = Tasks(_raise)
    made.turn = 0.0
    yield made
    assert made.close()


def _raise(error: Exception) -> None:
    raise error


def _pieces(done: list[int], count: int = 5) -> Iterator[object]:
    for number in range(count):
        done.append(number)
        yield None


def test_the_first_piece_is_there_at_once_and_the_rest_follows(qtbot: QtBot, tasks: Tasks) -> None:
    owner, done = QObject(), list[int]()
    busy: list[bool] = []
    tasks.busy_changed.connect(busy.append)
    tasks.in_pieces(_pieces(done), owner=owner)
    assert done == [0]
    qtbot.waitUntil(lambda: busy == [True, False])
    assert done == [0, 1, 2, 3, 4]


def test_what_is_given_up_goes_no_further(qtbot: QtBot, tasks: Tasks) -> None:
    owner, done, busy = QObject(), list[int](), list[bool]()
    tasks.busy_changed.connect(busy.append)
    tasks.in_pieces(_pieces(done), owner=owner).cancel()
    qtbot.waitUntil(lambda: busy == [True, False])
    assert done == [0]


def test_locking_ends_what_is_being_built(qtbot: QtBot, tasks: Tasks) -> None:
    owner, done, busy = QObject(), list[int](), list[bool]()
    tasks.busy_changed.connect(busy.append)
    tasks.in_pieces(_pieces(done), owner=owner)
    tasks.next_epoch()
    qtbot.waitUntil(lambda: busy == [True, False])
    assert done == [0]


def test_nothing_is_built_for_what_is_gone(qtbot: QtBot, tasks: Tasks) -> None:
    owner, done, busy = QObject(), list[int](), list[bool]()
    tasks.busy_changed.connect(busy.append)
    tasks.in_pieces(_pieces(done), owner=owner)
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)
    qtbot.waitUntil(lambda: busy == [True, False])
    assert done == [0]


def test_a_failing_piece_leaves_nothing_under_way(qtbot: QtBot, tasks: Tasks) -> None:
    def failing() -> Iterator[object]:
        yield int("piece")

    with pytest.raises(ValueError, match="piece"):
        tasks.in_pieces(failing(), owner=tasks)
    assert tasks._under_way == 0


def test_waiting_lets_the_event_loop_turn_even_with_time_left(qtbot: QtBot, tasks: Tasks) -> None:
    tasks.turn = 10.0
    steps: list[str] = []

    def waiting() -> Iterator[object]:
        yield None
        steps.append("before")
        yield PAUSE
        steps.append("after")

    tasks.in_pieces(waiting(), owner=tasks)
    assert steps == ["before"]
    qtbot.waitUntil(lambda: steps == ["before", "after"])


def test_however_many_are_built_there_is_one_piece_a_turn(qtbot: QtBot, tasks: Tasks) -> None:
    owner, one, other = QObject(), list[int](), list[int]()
    tasks.in_pieces(_pieces(one), owner=owner)
    tasks.in_pieces(_pieces(other), owner=owner)
    seen = [len(one) + len(other)]
    while tasks._under_way:
        tasks._on_next_piece()
        seen.append(len(one) + len(other))
    assert all(after - before <= 1 for before, after in pairwise(seen))
    assert one == other == [0, 1, 2, 3, 4]
    tasks._next_piece.stop()


def test_inline_everything_is_built_at_once(qtbot: QtBot) -> None:
    inline, done = InlineTasks(_raise), list[int]()
    inline.in_pieces(_pieces(done), owner=inline)
    assert done == [0, 1, 2, 3, 4]


class Slow(Page):
    """Is built only after several turns of the event loop."""

    made: list[Slow] = []

    def __init__(self, ws: Workspace, parent: QWidget) -> None:
        super().__init__(ws, parent)
        self.told: list[str] = []
        self.parts: list[QWidget] = []
        Slow.made.append(self)
        self.fill(self._build())

    def _build(self) -> Iterator[None]:
        for _ in range(5):
            self.parts.append(QWidget())
            self.body.addWidget(self.parts[-1])
            yield

    def activate(self, argument: object = None) -> None:
        self.told.append(f"activated with {len(self.parts)} parts")

    def flush(self) -> None:
        self.told.append("flushed")

    def on_changed(self, changes: Changes, by: QObject | None = None) -> None:
        self.told.append("changed")

    def on_presence_changed(self) -> None:
        self.told.append("presence")


@pytest.fixture
def shell(qtbot: QtBot, tmp_path: Path, tasks: Tasks) -> Shell:
    Slow.made.clear()
    ws = replace(make_workspace(tmp_path, people=(ALEX, SAM), here=(ALEX,)), tasks=tasks)
    made = Shell(ws, [replace(item, source=f"{__name__}:{Slow.__name__}") for item in nav_items()])
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_page_is_told_nothing_before_it_stands(qtbot: QtBot, shell: Shell) -> None:
    shell.pages.go(PageId.LIMITS)
    while not Slow.made:
        QCoreApplication.processEvents()
    page = Slow.made[0]
    assert page.is_filling
    assert page.parent() is shell.pages
    shell.on_changed(changed(ChangeKind.LIMITS))
    shell.on_presence_changed()
    shell.pages.flush()
    assert page.told == []
    qtbot.waitUntil(lambda: bool(page.told))
    assert page.told == ["activated with 5 parts"]
    shell.pages.flush()
    assert page.told[-1] == "flushed"


def test_going_elsewhere_meanwhile_leaves_the_first_page_unopened(qtbot: QtBot, shell: Shell) -> None:
    shell.pages.go(PageId.LIMITS)
    shell.pages.go(PageId.SIGNALS)
    qtbot.waitUntil(lambda: shell.pages.current is not None and shell.pages.current.was_activated)
    assert shell.pages.here is PageId.SIGNALS
    assert [page.told for page in Slow.made if page is not shell.pages.current] in ([], [[]])


def test_a_private_page_that_is_being_made_is_dropped_when_the_other_comes(qtbot: QtBot, shell: Shell) -> None:
    shell.pages.go(PageId.MY_LIST)
    shell.ws.session.set_presence(shell.ws.session.presence.with_joined(SAM.id))
    qtbot.waitUntil(lambda: shell.pages.current is not None and shell.pages.current.was_activated)
    assert shell.pages.here is PageId.HOME
    assert not any(page.was_activated for page in Slow.made if page is not shell.pages.current)


def test_a_page_that_cannot_be_loaded_is_not_waited_for_for_ever(qtbot: QtBot, shell: Shell, tasks: Tasks) -> None:
    shell.pages.items[PageId.LIMITS] = replace(shell.pages.items[PageId.LIMITS], source="app.gone:GonePage")
    with qtbot.captureExceptions() as caught:
        shell.pages.go(PageId.LIMITS)
        qtbot.waitUntil(lambda: tasks._under_way == 0)
    assert [kind for kind, _error, _trace in caught] == [ModuleNotFoundError]


def test_then_follows_once_it_is_shown(qtbot: QtBot, shell: Shell) -> None:
    seen: list[bool] = []
    shell.pages.go(PageId.LIMITS, then=lambda: seen.append(shell.pages.active is not None))
    assert seen == []
    qtbot.waitUntil(lambda: seen == [True])


def test_words_are_as_high_as_the_lines_they_need(qtbot: QtBot) -> None:
    words = TextBlock("many words " * 10, QFont())
    one = words.height(words.natural + 1)
    assert words.height(words.natural / 2.5) >= 3 * one
    assert words.height(1_000_000.0) == one
    assert TextBlock("x\ny", QFont()).height(1_000.0) == 2 * one
    assert TextBlock("x\ny", QFont(), line_height=2 * one).height(1_000.0) == 4 * one
