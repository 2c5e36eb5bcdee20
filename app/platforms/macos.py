"""macOS. Written from Apple's documentation and tested with stand-ins only: never tried on a Mac."""

from __future__ import annotations

import ctypes
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.platforms.interface import LockCause
from app.platforms.posix import Posix

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.platforms.interface import Awake, LockSource

_FRAMEWORKS = "/System/Library/Frameworks"
CORE_FOUNDATION = f"{_FRAMEWORKS}/CoreFoundation.framework/CoreFoundation"
IO_KIT = f"{_FRAMEWORKS}/IOKit.framework/IOKit"
OBJECTIVE_C = "/usr/lib/libobjc.A.dylib"
SYSTEM = "/usr/lib/libSystem.B.dylib"

LOCKED_SCREEN = "com.apple.screenIsLocked"
NO_DISPLAY_SLEEP = "PreventUserIdleDisplaySleep"
DENY_ATTACH = 31  # PT_DENY_ATTACH
_FULL_SYNC = 51  # F_FULLFSYNC
_UTF_8 = 0x08000100  # kCFStringEncodingUTF8
_DELIVER_AT_ONCE = 4  # CFNotificationSuspensionBehaviorDeliverImmediately
_ASSERTION_ON = 255  # kIOPMAssertionLevelOn
_SHARING_NONE = 0  # NSWindowSharingNone

_POINTER = ctypes.c_void_p
_Noticed = ctypes.CFUNCTYPE(None, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER)
"""`CFNotificationCallback`: the center, who observes, the name, its object and what comes with it."""


class MacOS(Posix):
    """Implements `Platform`. `load` opens a library by its path."""

    is_tried = False
    has_seccomp = False
    hides_windows = True
    uses_portals = False
    session_modules: tuple[str, ...] = ()

    def __init__(self, load: Callable[[str], Any] = ctypes.CDLL) -> None:
        self._load = load

    def cache_folder(self, environment: Mapping[str, str]) -> Path:
        return Path.home() / "Library" / "Caches"

    def sync_file(self, descriptor: int) -> None:
        import fcntl

        fcntl.fcntl(descriptor, _FULL_SYNC)

    def removable_places(self) -> tuple[Path, ...]:
        return ()

    def hide_memory(self) -> bool:
        """Refuse debuggers. That is not all that reads a process, so nothing is claimed."""
        self._load(SYSTEM).ptrace(DENY_ATTACH, 0, None, 0)
        return False

    def clocks(self) -> tuple[float, float]:
        return time.monotonic(), time.clock_gettime(time.CLOCK_MONOTONIC)

    def lock_source(self) -> LockSource:
        return MacLockSource(self._load(CORE_FOUNDATION))

    def awake(self) -> Awake:
        return MacAwake(self._load(CORE_FOUNDATION), self._load(IO_KIT))

    def hide_from_captures(self, window: int) -> bool:
        """Since macOS 15, programs that use ScreenCaptureKit are said to ignore it."""
        library = self._load(OBJECTIVE_C)
        select, send = library.sel_registerName, library.objc_msgSend
        select.restype, select.argtypes = _POINTER, (ctypes.c_char_p,)
        # One prototype does for both messages; the one without an argument ignores it.
        send.restype, send.argtypes = _POINTER, (_POINTER, _POINTER, ctypes.c_ulong)
        # Qt's native id is that of the view in the window.
        holder = send(window, select(b"window"), 0)
        if not holder:
            return False
        send(holder, select(b"setSharingType:"), _SHARING_NONE)
        return bool(send(holder, select(b"sharingType"), 0) in (None, _SHARING_NONE))


def _text(foundation: Any, text: str) -> Any:
    """A `CFString`, which whoever asked for it releases."""
    make = foundation.CFStringCreateWithCString
    make.restype, make.argtypes = _POINTER, (_POINTER, ctypes.c_char_p, ctypes.c_uint32)
    foundation.CFRelease.argtypes = (_POINTER,)
    return make(None, text.encode(), _UTF_8)


class MacLockSource:
    """Implements `LockSource` for a locked screen; that the computer slept is seen by the clocks.

    The notification comes on the thread that listens, which has to be the one with the event loop.
    """

    def __init__(self, foundation: Any) -> None:
        self._foundation = foundation
        center = foundation.CFNotificationCenterGetDistributedCenter
        center.restype = _POINTER
        self._center = center()
        self._callback: Any = None
        """Kept, as the system calls it."""

    def listen(self, told: Callable[[LockCause], object]) -> None:
        self.stop()
        if not self._center:
            return

        def noticed(*_what: object) -> None:
            told(LockCause.SCREEN)

        self._callback = _Noticed(noticed)
        add = self._foundation.CFNotificationCenterAddObserver
        add.argtypes = (_POINTER, _POINTER, _Noticed, _POINTER, _POINTER, ctypes.c_long)
        name = _text(self._foundation, LOCKED_SCREEN)
        add(self._center, id(self), self._callback, name, None, _DELIVER_AT_ONCE)
        self._foundation.CFRelease(name)

    def stop(self) -> None:
        if self._callback is None:
            return
        remove = self._foundation.CFNotificationCenterRemoveEveryObserver
        remove.argtypes = (_POINTER, _POINTER)
        remove(self._center, id(self))
        self._callback = None


class MacAwake:
    """Implements `Awake` by a power assertion, which ends with the process, too."""

    def __init__(self, foundation: Any, io_kit: Any) -> None:
        self._foundation, self._io_kit = foundation, io_kit
        self._assertion: ctypes.c_uint32 | None = None

    def hold(self, told: Callable[[bool], object]) -> None:
        self.release()
        create = self._io_kit.IOPMAssertionCreateWithName
        create.argtypes = (_POINTER, ctypes.c_uint32, _POINTER, _POINTER)
        kind, why = _text(self._foundation, NO_DISPLAY_SLEEP), _text(self._foundation, "In use")
        assertion = ctypes.c_uint32()
        failed = create(kind, _ASSERTION_ON, why, ctypes.byref(assertion))
        for text in (kind, why):
            self._foundation.CFRelease(text)
        self._assertion = None if failed else assertion
        told(not failed)

    def release(self) -> None:
        assertion, self._assertion = self._assertion, None
        if assertion is not None:
            self._io_kit.IOPMAssertionRelease(assertion)
