"""Inactivity and sleep: when the session is to lock, and why."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMainWindow, QPushButton
from pytestqt.qtbot import QtBot

from app.ui.idle import Clocks, IdleTimer
from app.ui.vault_access import LockReason
from tests.support.leaks import settle

HOUR = 3_600


class FakeClocks:
    """Three clocks under the test's control."""

    def __init__(self) -> None:
        self.now = Clocks(running=1_000.0, boot=5_000.0, wall=1.7e9)

    def __call__(self) -> Clocks:
        return self.now

    def advance(self, seconds: float) -> None:
        """Time passes while the computer runs."""
        running, boot, wall = self.now
        self.now = Clocks(running + seconds, boot + seconds, wall + seconds)

    def sleep(self, seconds: float) -> None:
        """The computer sleeps."""
        self.now = self.now._replace(boot=self.now.boot + seconds, wall=self.now.wall + seconds)

    def set_wall(self, seconds: float) -> None:
        """The wall clock jumps; the system can't say whether it slept."""
        self.now = self.now._replace(wall=self.now.wall + seconds)


class Watched:
    """A window with a field and a button, an idle timer of five minutes or of twenty for two, and what that emitted."""

    def __init__(self, qtbot: QtBot) -> None:
        self.clocks = FakeClocks()
        self.idle = IdleTimer(self.clocks)
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.field = QLineEdit()
        self.window.setCentralWidget(self.field)
        self.pressed: list[bool] = []
        self.button = QPushButton("Agree", self.window)
        self.button.move(0, 60)
        self.button.clicked.connect(lambda: self.pressed.append(True))
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.field.setFocus()
        self.emitted: list[object] = []
        self.idle.warned.connect(self.emitted.append)
        self.idle.woke.connect(lambda: self.emitted.append("woke"))
        self.idle.timed_out.connect(self.emitted.append)
        self.idle.watch(self.window.windowHandle())
        self.are_two = False
        self.idle.start(lambda: 20 if self.are_two else 5, is_joint=lambda: self.are_two)

    def look(self) -> None:
        """A second has passed, as the timer sees it."""
        self.idle.look()
        settle()

    def type(self, key: Qt.Key = Qt.Key.Key_A) -> None:
        """A key, as the window system sends it."""
        QTest.keyClick(self.window.windowHandle(), key)
        settle()


@pytest.fixture
def watched(qtbot: QtBot) -> Iterator[Watched]:
    made = Watched(qtbot)
    yield made
    made.idle.stop()


def test_it_warns_and_then_times_out(watched: Watched) -> None:
    for passed in (200, 71, 29):
        watched.clocks.advance(passed)
        watched.look()
    assert watched.emitted == [29, LockReason.IDLE]


def test_a_key_wakes(watched: Watched) -> None:
    watched.clocks.advance(290)
    watched.look()
    watched.type()
    watched.clocks.advance(20)
    watched.look()
    assert watched.emitted == [10, "woke"]
    assert watched.field.text() == "a"


def test_a_conversation_is_asked_early_and_the_question_stays(watched: Watched) -> None:
    watched.are_two = True
    window = watched.window.windowHandle()
    for passed in (901, 120, 100, 68):
        watched.clocks.advance(passed)
        watched.look()
        QTest.mouseMove(window, QPoint(passed % 90, 50))
        settle()
    assert watched.emitted == [299, 179, 79, 11], "moving the pointer does not answer"
    watched.clocks.advance(11)
    watched.look()
    assert watched.emitted[-1] is LockReason.IDLE


def test_before_the_question_the_pointer_counts_as_ever(watched: Watched) -> None:
    watched.are_two = True
    for _ in range(4):
        watched.clocks.advance(600)
        QTest.mouseMove(watched.window.windowHandle(), QPoint(20, 50))
        settle()
        QTest.mouseMove(watched.window.windowHandle(), QPoint(30, 50))
        watched.look()
    assert watched.emitted == []


@pytest.mark.parametrize("are_two", [False, True])
def test_a_pointer_that_only_trembles_keeps_nothing_open(watched: Watched, are_two: bool) -> None:
    watched.are_two = are_two
    window = watched.window.windowHandle()
    QTest.mouseMove(window, QPoint(20, 50))
    settle()
    for step in range(13):
        watched.clocks.advance(100)
        QTest.mouseMove(window, QPoint(20 + step % 2, 51 + step % 2))
        watched.look()
        if LockReason.IDLE in watched.emitted:
            break
    assert step == (11 if are_two else 2)


@pytest.mark.parametrize("are_two", [False, True])
def test_a_key_that_says_still_here_presses_nothing(watched: Watched, are_two: bool) -> None:
    watched.are_two = are_two
    watched.button.setFocus()
    watched.clocks.advance(1_190 if are_two else 290)
    watched.look()
    for _ in range(2):
        watched.type(Qt.Key.Key_Space)
    assert watched.emitted == [10, "woke"]
    assert len(watched.pressed) == 1, "the second key is meant for the button"


@pytest.mark.parametrize("are_two", [False, True])
def test_a_key_that_something_lies_on_does_not_keep_it_open(watched: Watched, are_two: bool) -> None:
    watched.are_two = are_two
    window = watched.window.windowHandle()
    QTest.keyPress(window, Qt.Key.Key_A)
    for _ in range(21 if are_two else 6):
        watched.clocks.advance(60)
        repeated = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a", True)
        QCoreApplication.sendEvent(window, repeated)
        watched.look()
    assert watched.emitted[-1] is LockReason.IDLE


def test_a_key_that_repeats_after_the_end_reaches_nothing(watched: Watched) -> None:
    watched.clocks.sleep(8 * HOUR)
    repeated = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a", True)
    QCoreApplication.sendEvent(watched.window.windowHandle(), repeated)
    settle()
    assert watched.emitted == [LockReason.SLEEP]
    assert watched.field.text() == ""


def test_a_click_says_it_and_still_clicks(watched: Watched) -> None:
    """The warning goes when the button of the mouse is let go, or the page would move up under the pointer."""
    watched.are_two = True
    watched.clocks.advance(1_190)
    watched.look()
    window, at = watched.window.windowHandle(), watched.button.geometry().center()
    QTest.mousePress(window, Qt.MouseButton.LeftButton, pos=at)
    settle()
    watched.idle.woke.connect(lambda: watched.emitted.append(len(watched.pressed)))
    assert watched.emitted == [10]
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, pos=at)
    settle()
    assert watched.emitted == [10, "woke", 0]
    assert len(watched.pressed) == 1


def test_a_new_limit_counts_at_once(qtbot: QtBot) -> None:
    clocks, minutes = FakeClocks(), [20.0]
    idle = IdleTimer(clocks)
    idle.start(lambda: minutes[0])
    clocks.advance(400)
    with qtbot.assertNotEmitted(idle.timed_out):
        idle.look()
    minutes[0] = 5
    with qtbot.waitSignal(idle.timed_out):
        idle.look()


def test_time_is_read_before_a_key_resets_it(watched: Watched) -> None:
    """The second timer may be late: after a stop, a key can come first."""
    watched.clocks.advance(301)
    watched.type()
    assert watched.emitted == [LockReason.IDLE]
    assert watched.field.text() == "", "the key that came too late reached a field"


def test_eight_hours_asleep_and_one_key_lock(watched: Watched) -> None:
    watched.clocks.sleep(8 * HOUR)
    watched.type()
    assert watched.emitted == [LockReason.SLEEP]
    assert watched.field.text() == ""


def test_a_short_sleep_locks_too(watched: Watched) -> None:
    watched.clocks.advance(60)
    watched.clocks.sleep(60)
    watched.look()
    assert watched.emitted == [LockReason.SLEEP]


@pytest.mark.parametrize("by", ["timer", "key"])
def test_where_only_the_wall_clock_tells_its_jump_locks(watched: Watched, by: str) -> None:
    watched.clocks.set_wall(60)
    if by == "timer":
        watched.look()
    else:
        watched.type()
    assert watched.emitted == [LockReason.CLOCK]


def test_small_corrections_of_the_clock_lock_nothing(watched: Watched) -> None:
    """However many there are; and a clock set back is no sleep."""
    for step in (5, -3, 8, 9, 9, 9, 9, -HOUR):
        watched.clocks.advance(1)
        watched.clocks.set_wall(step)
        watched.look()
    assert watched.emitted == []


def test_once_time_is_up_it_is_said_once_and_nothing_arrives(watched: Watched) -> None:
    watched.clocks.sleep(HOUR)
    window = watched.window.windowHandle()
    for key in (Qt.Key.Key_A, Qt.Key.Key_B):
        QTest.keyClick(window, key)
    watched.look()
    assert watched.emitted == [LockReason.SLEEP]
    assert watched.field.text() == ""


def test_while_nobody_is_here_keys_arrive_and_nothing_times_out(watched: Watched) -> None:
    watched.clocks.sleep(HOUR)
    watched.type()
    watched.idle.stop()
    watched.clocks.sleep(HOUR)
    watched.type(Qt.Key.Key_B)
    assert watched.emitted == [LockReason.SLEEP]
    assert watched.field.text() == "b"
    watched.idle.start(lambda: 5)
    watched.look()
    assert watched.emitted == [LockReason.SLEEP], "time before a session is none of it"


def test_the_real_clocks_advance_together() -> None:
    first = Clocks.read()
    second = Clocks.read()
    assert all(after >= before for before, after in zip(first[:2], second[:2], strict=True))
