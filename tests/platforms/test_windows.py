"""What Accord asks of Windows, which stand-ins answer here."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from ctypes import c_ulonglong
from pathlib import Path
from queue import Queue
from threading import Event
from types import SimpleNamespace
from typing import Any, cast

import pytest

from app.platforms import windows
from app.platforms.interface import LockCause
from app.platforms.windows import Windows
from tests.platforms.fakes import FakeLibrary, FakeSystem
from tests.support.patience import PATIENCE

WINDOW, OWN_PROCESS = 0x7FF0_1234_5678, 0xFFFF_FFFF_FFFF_FFFF
SECONDS = PATIENCE / 1000


@pytest.fixture
def system() -> FakeSystem:
    return FakeSystem()


@pytest.fixture
def here(system: FakeSystem) -> Windows:
    return Windows(system.load)


def test_temporary_files_stay_on_this_computer(here: Windows) -> None:
    assert here.cache_folder({"LOCALAPPDATA": "/users/a/AppData/Local"}) == Path("/users/a/AppData/Local")
    assert here.cache_folder({}) == Path.home() / "AppData" / "Local"


@pytest.mark.parametrize(("wait", "how"), [(True, "wait"), (False, "try")])
def test_a_file_is_locked_at_its_first_byte(
    here: Windows, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, wait: bool, how: str
) -> None:
    asked: list[tuple[object, ...]] = []
    runtime = SimpleNamespace(LK_LOCK="wait", LK_NBLCK="try", locking=lambda *what: asked.append(what))
    monkeypatch.setitem(sys.modules, "msvcrt", cast("Any", runtime))
    with (tmp_path / "lock").open("ab") as file:
        here.lock_file(file, wait=wait)
        assert asked == [(file.fileno(), how, 1)]


def test_no_error_report_is_written(here: Windows, system: FakeSystem) -> None:
    mode = [0x8000]
    system.answers("kernel32", "GetErrorMode", lambda: mode[0])
    system.answers("kernel32", "SetErrorMode", lambda wanted: mode.__setitem__(0, wanted))
    assert here.forbid_core_dumps()
    assert mode == [0x8003], "what was set before stays"
    system.answers("kernel32", "SetErrorMode", 0)
    mode[0] = 0
    assert not here.forbid_core_dumps()


def test_memory_is_hidden_only_if_it_can_no_longer_be_read(here: Windows, system: FakeSystem) -> None:
    system.answers("kernel32", "GetCurrentProcess", OWN_PROCESS)
    system.answers("kernel32", "OpenProcess", None)
    assert here.hide_memory()
    (given,) = system.calls("advapi32", "SetKernelObjectSecurity")
    assert given[:2] == (OWN_PROCESS, 4)
    (asked,) = system.calls("kernel32", "OpenProcess")
    assert asked[0] == windows.READ_MEMORY
    assert len(system.calls("kernel32", "LocalFree")) == 1
    system.answers("kernel32", "OpenProcess", 0x44)
    assert not here.hide_memory(), "it could still be opened"
    assert system.calls("kernel32", "CloseHandle") == [(0x44,)]


def test_memory_is_not_hidden_if_the_rights_are_not_understood(here: Windows, system: FakeSystem) -> None:
    system.answers("advapi32", "ConvertStringSecurityDescriptorToSecurityDescriptorW", 0)
    assert not here.hide_memory()
    assert system.calls("advapi32", "SetKernelObjectSecurity") == []


def test_the_rights_let_nobody_read() -> None:
    """One entry for the owner, one for the system, nothing inherited."""
    start, *entries = windows.ACCESS.removesuffix(")").replace(")(", "(").split("(")
    assert start == "D:P"
    rights = {entry.split(";")[-1]: entry.split(";")[2] for entry in entries}
    assert set(rights) == {"OW", "SY"}
    wait, end, limited = 0x100000, 0x1, 0x1000
    assert int(rights["OW"], 16) == wait | end | limited


def test_one_clock_stops_during_sleep(here: Windows, system: FakeSystem) -> None:
    def answer(where: Any) -> int:
        cast("c_ulonglong", where._obj).value = 123_456_789_0
        return 1

    system.answers("kernel32", "QueryUnbiasedInterruptTime", answer)
    before = time.monotonic()
    running, boot = here.clocks()
    assert running == pytest.approx(123.456789)
    assert before <= boot <= time.monotonic()


def test_a_window_is_left_out_of_captures(here: Windows, system: FakeSystem) -> None:
    assert here.hide_from_captures(WINDOW)
    assert system.calls("user32", "SetWindowDisplayAffinity") == [(WINDOW, windows.LEFT_OUT)]


def test_an_older_windows_shows_it_black(here: Windows, system: FakeSystem) -> None:
    change = system.answers("user32", "SetWindowDisplayAffinity", lambda _window, how: int(how == windows.BLACK))
    assert here.hide_from_captures(WINDOW)
    assert [how for _window, how in change.calls] == [windows.LEFT_OUT, windows.BLACK]
    change.answer = 0
    assert not here.hide_from_captures(WINDOW)


def test_the_screen_stays_on_until_it_is_released(here: Windows, system: FakeSystem) -> None:
    told: list[bool] = []
    wish = system.answers("kernel32", "SetThreadExecutionState", windows.AS_BEFORE)
    awake = here.awake()
    awake.hold(told.append)
    awake.release()
    assert wish.calls == [(windows.DISPLAY_STAYS,), (windows.AS_BEFORE,)]
    wish.answer = 0
    awake.hold(told.append)
    assert told == [True, False]


class Desktop:
    """Plays the message queue of the hidden window's thread."""

    def __init__(self, system: FakeSystem) -> None:
        self._left: Queue[tuple[int, int] | None] = Queue()
        self._procedure: Any = None
        self.answered: list[int] = []
        self.destroyed = Event()
        system.answers("user32", "CreateWindowExW", WINDOW)
        system.answers("user32", "SetWindowLongPtrW", self._on_procedure)
        system.answers("user32", "GetMessageW", self._next)
        system.answers("user32", "DefWindowProcW", 7)
        system.answers("user32", "PostThreadMessageW", self._on_post)
        system.answers("user32", "DestroyWindow", lambda _window: self.destroyed.set())
        system.answers("kernel32", "GetCurrentThreadId", 42)

    def say(self, message: int, what: int) -> None:
        """Send a message to the window; it is answered on the window's own thread."""
        self._left.put((message, what))

    def _on_procedure(self, window: int, which: int, procedure: Any) -> int:
        assert (window, which) == (WINDOW, -4)
        self._procedure = procedure
        return 1

    def _next(self, *_where: object) -> int:
        said = self._left.get(timeout=SECONDS)
        if said is None:
            return 0
        self.answered.append(self._procedure(WINDOW, *said, 0))
        return 1

    def _on_post(self, thread: int, message: int, *_what: object) -> int:
        assert (thread, message) == (42, windows.QUIT)
        self._left.put(None)
        return 1


def until(what: Callable[[], object]) -> None:
    """Wait for something to become true."""
    end = time.monotonic() + SECONDS
    while not what():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.005)


def test_a_locked_screen_and_a_session_that_is_left_are_told(here: Windows, system: FakeSystem) -> None:
    desktop, told = Desktop(system), list[LockCause]()
    source = here.lock_source()
    source.stop()
    source.listen(told.append)
    unlocked, connected = 8, 1
    for what in (*windows.SESSION_CLOSED, unlocked, connected):
        desktop.say(windows.SESSION, what)
    desktop.say(0x000F, 7)  # WM_PAINT
    until(lambda: len(desktop.answered) == 6)
    assert told == [LockCause.SCREEN] * 3
    assert set(desktop.answered) == {7}, "each message has its usual effect as well"
    source.stop()
    assert desktop.destroyed.wait(SECONDS)
    assert system.calls("wtsapi32", "WTSRegisterSessionNotification") == [(WINDOW, 0)]
    assert system.calls("wtsapi32", "WTSUnRegisterSessionNotification") == [(WINDOW,)]


def test_a_sleep_waits_until_the_vault_is_locked(
    here: Windows, system: FakeSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(windows, "LOCKING_SECONDS", SECONDS)
    desktop, told = Desktop(system), list[LockCause]()
    source = here.lock_source()
    source.listen(told.append)
    resumes = 7
    desktop.say(windows.POWER, resumes)
    desktop.say(windows.POWER, windows.SUSPENDS)
    until(lambda: told)
    assert desktop.answered == [7], "the system was told to go on before the vault was locked"
    source.stop()
    assert desktop.destroyed.wait(SECONDS)
    assert (told, desktop.answered) == ([LockCause.SLEEP], [7, 7])


def test_a_sleep_does_not_wait_for_ever(here: Windows, system: FakeSystem, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "LOCKING_SECONDS", 0.0)
    desktop, told = Desktop(system), list[LockCause]()
    source = here.lock_source()
    source.listen(told.append)
    desktop.say(windows.POWER, windows.SUSPENDS)
    until(lambda: desktop.answered)
    assert told == [LockCause.SLEEP]
    monkeypatch.setattr(windows, "LOCKING_SECONDS", SECONDS)
    source.stop()
    assert desktop.destroyed.wait(SECONDS)


def test_without_a_window_nothing_is_told_and_that_is_no_error(here: Windows, system: FakeSystem) -> None:
    desktop = Desktop(system)
    system.answers("user32", "CreateWindowExW", None)
    source = here.lock_source()
    source.listen(lambda _cause: pytest.fail("nothing tells"))
    source.stop()
    assert not desktop.destroyed.is_set()
    assert isinstance(system.load("wtsapi32"), FakeLibrary)
    assert system.calls("wtsapi32", "WTSRegisterSessionNotification") == []
