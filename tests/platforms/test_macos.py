"""What Accord asks of macOS, which stand-ins answer here."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from app.platforms import macos
from app.platforms.interface import LockCause
from app.platforms.macos import MacOS
from tests.platforms.fakes import FakeSystem

VIEW, HOLDER, CENTER = 0x6000_0000_1234, 0x6000_0000_5678, 0x6000_0000_9ABC


@pytest.fixture
def system() -> FakeSystem:
    """Texts are themselves, and the names of messages, too."""
    made = FakeSystem()
    made.answers(macos.CORE_FOUNDATION, "CFStringCreateWithCString", lambda _how, text, _code: text.decode())
    made.answers(macos.CORE_FOUNDATION, "CFNotificationCenterGetDistributedCenter", CENTER)
    made.answers(macos.OBJECTIVE_C, "sel_registerName", lambda name: name.decode())
    return made


@pytest.fixture
def here(system: FakeSystem) -> MacOS:
    return MacOS(system.load)


def test_temporary_files_are_where_caches_belong(here: MacOS) -> None:
    assert here.cache_folder({"XDG_CACHE_HOME": "/elsewhere"}) == Path.home() / "Library" / "Caches"


def test_a_file_is_flushed_through_the_cache_of_the_disk(
    here: MacOS, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr("fcntl.fcntl", lambda *what: asked.append(what))
    with (tmp_path / "file").open("wb") as file:
        here.sync_file(file.fileno())
        assert asked == [(file.fileno(), 51)]


def test_debuggers_are_refused_and_no_more_than_that_is_claimed(here: MacOS, system: FakeSystem) -> None:
    assert not here.hide_memory()
    assert system.calls(macos.SYSTEM, "ptrace") == [(macos.DENY_ATTACH, 0, None, 0)]


def test_the_clocks_are_the_two_of_the_system(here: MacOS) -> None:
    before = time.monotonic()
    running, boot = here.clocks()
    assert before <= running <= time.monotonic()
    assert boot == pytest.approx(time.clock_gettime(time.CLOCK_MONOTONIC), abs=60)


def test_a_locked_screen_is_told_until_nobody_listens(here: MacOS, system: FakeSystem) -> None:
    told: list[LockCause] = []
    source = here.lock_source()
    source.stop()
    source.listen(told.append)
    (asked,) = system.calls(macos.CORE_FOUNDATION, "CFNotificationCenterAddObserver")
    center, observer, callback, name, about, _when = asked
    assert (center, name, about) == (CENTER, macos.LOCKED_SCREEN, None)
    callback(CENTER, observer, None, None, None)
    assert told == [LockCause.SCREEN]
    assert system.calls(macos.CORE_FOUNDATION, "CFRelease") == [(macos.LOCKED_SCREEN,)]
    source.stop()
    source.stop()
    removed = system.calls(macos.CORE_FOUNDATION, "CFNotificationCenterRemoveEveryObserver")
    assert removed == [(CENTER, observer)]


def test_without_a_notification_center_nothing_is_told_and_that_is_no_error(here: MacOS, system: FakeSystem) -> None:
    system.answers(macos.CORE_FOUNDATION, "CFNotificationCenterGetDistributedCenter", None)
    source = here.lock_source()
    source.listen(lambda _cause: pytest.fail("nothing tells"))
    source.stop()
    assert system.calls(macos.CORE_FOUNDATION, "CFNotificationCenterAddObserver") == []


def test_the_screen_stays_on_until_it_is_released(here: MacOS, system: FakeSystem) -> None:
    def made(kind: str, _level: int, _why: str, where: Any) -> int:
        assert kind == macos.NO_DISPLAY_SLEEP
        where._obj.value = 5
        return 0

    told: list[bool] = []
    create = system.answers(macos.IO_KIT, "IOPMAssertionCreateWithName", made)
    awake = here.awake()
    awake.hold(told.append)
    awake.release()
    awake.release()
    assert [each.value for (each,) in system.calls(macos.IO_KIT, "IOPMAssertionRelease")] == [5]
    create.answer = 1
    awake.hold(told.append)
    awake.release()
    assert told == [True, False]
    assert len(system.calls(macos.IO_KIT, "IOPMAssertionRelease")) == 1
    assert len(system.calls(macos.CORE_FOUNDATION, "CFRelease")) == 4, "each text is released"


def test_a_window_is_left_out_of_captures(here: MacOS, system: FakeSystem) -> None:
    shared = [1]

    def send(to: int, message: str, value: int) -> int | None:
        if message == "window":
            assert to == VIEW
            return HOLDER
        assert to == HOLDER
        if message == "setSharingType:":
            shared[0] = value
            return None
        return shared[0] or None

    system.answers(macos.OBJECTIVE_C, "objc_msgSend", send)
    assert here.hide_from_captures(VIEW)
    assert shared == [0]


def test_a_view_without_a_window_is_no_error(here: MacOS, system: FakeSystem) -> None:
    send = system.answers(macos.OBJECTIVE_C, "objc_msgSend", None)
    assert not here.hide_from_captures(VIEW)
    assert len(send.calls) == 1
