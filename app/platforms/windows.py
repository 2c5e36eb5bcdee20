"""Windows 10 and later, 64 bits. Written from Microsoft's documentation and tested with stand-ins only: never tried.

On 64 bits all functions are called in the same way, so `ctypes.CDLL` and `CFUNCTYPE` do for all of them.
"""

from __future__ import annotations

import ctypes
import os
import time
from ctypes import wintypes
from functools import cache
from importlib import import_module
from pathlib import Path
from threading import Event, Thread
from typing import IO, TYPE_CHECKING, Any

from app.platforms.interface import LockCause

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.platforms.interface import Awake, LockSource

NO_REPORTS = 0x0001 | 0x0002  # SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX
ACCESS = "D:P(A;;0x101001;;;OW)(A;;GA;;;SY)"
"""Nobody else, and of this user's programs each may wait for it, end it and see that it runs, but not read it."""
_REVISION = 1  # SDDL_REVISION_1
_ACCESS_ONLY = 4  # DACL_SECURITY_INFORMATION
READ_MEMORY = 0x0010  # PROCESS_VM_READ
LEFT_OUT, BLACK = 0x11, 0x01  # WDA_EXCLUDEFROMCAPTURE, which is new in Windows 10 2004, and WDA_MONITOR
DISPLAY_STAYS, AS_BEFORE = 0x80000002, 0x80000000  # ES_CONTINUOUS with and without ES_DISPLAY_REQUIRED

QUIT = 0x0012  # WM_QUIT
POWER, SUSPENDS = 0x0218, 4  # WM_POWERBROADCAST, PBT_APMSUSPEND
SESSION = 0x02B1  # WM_WTSSESSION_CHANGE
SESSION_CLOSED = frozenset({2, 4, 7})  # WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT, WTS_SESSION_LOCK
_THIS_SESSION = 0  # NOTIFY_FOR_THIS_SESSION
_PROCEDURE = -4  # GWLP_WNDPROC
LOCKING_SECONDS = 1.5
"""How long a sleep is held up until the vault is locked; the system allows two."""

_POINTER = ctypes.c_void_p
_ARGUMENTS = (_POINTER, ctypes.c_uint, wintypes.WPARAM, wintypes.LPARAM)
_Procedure = ctypes.CFUNCTYPE(ctypes.c_ssize_t, *_ARGUMENTS)
"""`WNDPROC`: the window, the message and its two arguments."""


class Windows:
    """Implements `Platform`. `load` opens a library by its name."""

    is_tried = False
    has_seccomp = False
    hides_windows = True
    uses_portals = False
    moves_open_folders = False
    stop_signals: tuple[str, ...] = ("SIGINT", "SIGTERM")
    has_signal_pipe = False
    session_modules: tuple[str, ...] = ()

    def __init__(self, load: Callable[[str], Any] = ctypes.CDLL) -> None:
        self._load = cache(load)

    def cache_folder(self, environment: Mapping[str, str]) -> Path:
        """The local one: what is in the roaming one is copied to a server in some offices."""
        return Path(environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")

    def is_own(self, found: os.stat_result) -> bool:
        """Whatever is in the user's own folders; there are no numbers to compare."""
        return True

    def lock_file(self, file: IO[bytes], *, wait: bool) -> None:
        runtime: Any = import_module("msvcrt")
        file.seek(0)
        runtime.locking(file.fileno(), runtime.LK_LOCK if wait else runtime.LK_NBLCK, 1)

    def claim(self, descriptor: int) -> bool:
        return True

    def sync_file(self, descriptor: int) -> None:
        os.fsync(descriptor)

    def sync_folder(self, folder: Path) -> None:
        """Not a step of its own."""

    def forbid_core_dumps(self) -> bool:
        """Without error reports there are no dumps."""
        kernel = self._load("kernel32")
        kernel.SetErrorMode(kernel.GetErrorMode() | NO_REPORTS)
        return bool(kernel.GetErrorMode() & NO_REPORTS == NO_REPORTS)

    def removable_places(self) -> tuple[Path, ...]:
        return ()

    def hide_memory(self) -> bool:
        rights, kernel = self._load("advapi32"), self._load("kernel32")
        kernel.GetCurrentProcess.restype = kernel.OpenProcess.restype = _POINTER
        kernel.CloseHandle.argtypes = kernel.LocalFree.argtypes = (_POINTER,)
        read = rights.ConvertStringSecurityDescriptorToSecurityDescriptorW
        read.argtypes = (ctypes.c_wchar_p, wintypes.DWORD, _POINTER, _POINTER)
        rights.SetKernelObjectSecurity.argtypes = (_POINTER, wintypes.DWORD, _POINTER)
        descriptor = _POINTER()
        if not read(ACCESS, _REVISION, ctypes.byref(descriptor), None):
            return False
        rights.SetKernelObjectSecurity(kernel.GetCurrentProcess(), _ACCESS_ONLY, descriptor)
        kernel.LocalFree(descriptor)
        reading = kernel.OpenProcess(READ_MEMORY, False, os.getpid())
        if reading:
            kernel.CloseHandle(reading)
        return not reading

    def clocks(self) -> tuple[float, float]:
        ticks = ctypes.c_ulonglong()
        self._load("kernel32").QueryUnbiasedInterruptTime(ctypes.byref(ticks))
        return ticks.value / 10_000_000, time.monotonic()

    def lock_source(self) -> LockSource:
        return WindowsLockSource(self._load)

    def awake(self) -> Awake:
        return WindowsAwake(self._load("kernel32"))

    def hide_from_captures(self, window: int) -> bool:
        change = self._load("user32").SetWindowDisplayAffinity
        change.argtypes = (_POINTER, wintypes.DWORD)
        return bool(change(window, LEFT_OUT) or change(window, BLACK))


class WindowsAwake:
    """Implements `Awake`; both are called on one thread, as the system keeps the wish for each."""

    def __init__(self, kernel: Any) -> None:
        self._wish = kernel.SetThreadExecutionState
        self._wish.argtypes = (wintypes.DWORD,)

    def hold(self, told: Callable[[bool], object]) -> None:
        told(bool(self._wish(DISPLAY_STAYS)))

    def release(self) -> None:
        self._wish(AS_BEFORE)


class WindowsLockSource:
    """Implements `LockSource`. From `listen` to `stop`, a sleep is held up until the vault is locked."""

    def __init__(self, load: Callable[[str], Any]) -> None:
        self._load = load
        self._listener: WindowsListener | None = None

    def listen(self, told: Callable[[LockCause], object]) -> None:
        self.stop()
        self._listener = WindowsListener(self._load, told)
        self._listener.start()

    def stop(self) -> None:
        listener, self._listener = self._listener, None
        if listener is not None:
            listener.stop()


class WindowsListener(Thread):
    """A hidden window on a thread of its own, so that waiting in it holds up the system and not Accord's window."""

    def __init__(self, load: Callable[[str], Any], told: Callable[[LockCause], object]) -> None:
        super().__init__(name="accord-windows", daemon=True)
        self._user, self._sessions, self._kernel = load("user32"), load("wtsapi32"), load("kernel32")
        self._told = told
        self._begun, self._locked = Event(), Event()
        self._thread = 0

    def run(self) -> None:
        user, message = self._user, wintypes.MSG()
        self._declare()
        self._thread = self._kernel.GetCurrentThreadId()
        procedure = _Procedure(self._on_message)
        # A window like any other that is never shown: those for messages only are not told of a sleep.
        window = user.CreateWindowExW(0, "STATIC", None, 0, 0, 0, 0, 0, None, None, None, None)
        self._begun.set()
        if not window:
            return
        user.SetWindowLongPtrW(window, _PROCEDURE, procedure)
        self._sessions.WTSRegisterSessionNotification(window, _THIS_SESSION)
        while not self._locked.is_set() and user.GetMessageW(ctypes.byref(message), None, 0, 0) > 0:
            user.DispatchMessageW(ctypes.byref(message))
        self._sessions.WTSUnRegisterSessionNotification(window)
        user.DestroyWindow(window)

    def stop(self) -> None:
        """On any thread: the vault is locked."""
        self._locked.set()
        self._begun.wait(LOCKING_SECONDS)
        self._user.PostThreadMessageW(self._thread, QUIT, 0, 0)

    def _declare(self) -> None:
        user, sessions = self._user, self._sessions
        user.CreateWindowExW.restype = user.SetWindowLongPtrW.restype = _POINTER
        user.CreateWindowExW.argtypes = (
            *(wintypes.DWORD, ctypes.c_wchar_p, ctypes.c_wchar_p, wintypes.DWORD),
            *(ctypes.c_int,) * 4,
            *(_POINTER,) * 4,
        )
        user.SetWindowLongPtrW.argtypes = (_POINTER, ctypes.c_int, _Procedure)
        user.DefWindowProcW.restype, user.DefWindowProcW.argtypes = ctypes.c_ssize_t, _ARGUMENTS
        user.GetMessageW.argtypes = (_POINTER, _POINTER, ctypes.c_uint, ctypes.c_uint)
        user.DispatchMessageW.argtypes = user.DestroyWindow.argtypes = (_POINTER,)
        user.PostThreadMessageW.argtypes = (wintypes.DWORD, *_ARGUMENTS[1:])
        sessions.WTSRegisterSessionNotification.argtypes = (_POINTER, wintypes.DWORD)
        sessions.WTSUnRegisterSessionNotification.argtypes = (_POINTER,)

    def _on_message(self, window: int, message: int, what: int, more: int) -> int:
        if message == POWER and what == SUSPENDS and not self._locked.is_set():
            self._told(LockCause.SLEEP)
            self._locked.wait(LOCKING_SECONDS)
        if message == SESSION and what in SESSION_CLOSED and not self._locked.is_set():
            self._told(LockCause.SCREEN)
        return int(self._user.DefWindowProcW(window, message, what, more))
