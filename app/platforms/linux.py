"""Linux, where Accord is developed and tested."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import struct
import time
from pathlib import Path
from typing import TYPE_CHECKING

from app.platforms.posix import Posix

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.platforms.interface import Awake, LockSource

_FAR_BEHIND = 1 << 62
_FLOCK = struct.Struct("hhqqi4x")
"""The kernel's `struct flock`: type, whence, start, length, process, of which there is none."""
_PR_GET_DUMPABLE, _PR_SET_DUMPABLE = 3, 4


class Linux(Posix):
    """Implements `Platform`. X11 and Wayland let no program leave its windows out of screenshots."""

    is_tried = True
    has_seccomp = True
    hides_windows = False
    session_modules: tuple[str, ...] = ("app.platforms.bus_lock_source",)

    def __init__(self, flatpak: Path = Path("/.flatpak-info")) -> None:
        self.uses_portals = flatpak.exists()

    def cache_folder(self, environment: Mapping[str, str]) -> Path:
        cache = environment.get("XDG_CACHE_HOME", "")
        return Path(cache) if os.path.isabs(cache) else Path.home() / ".cache"

    def removable_places(self) -> tuple[Path, ...]:
        from app.platforms.removable import removable_places

        return removable_places()

    def claim(self, descriptor: int) -> bool:
        """By a lock on one byte far behind those that SQLite locks, which closing other descriptors does not drop."""
        wanted = _FLOCK.pack(fcntl.F_WRLCK, os.SEEK_SET, _FAR_BEHIND, 1, 0)
        try:
            fcntl.fcntl(descriptor, fcntl.F_OFD_SETLK, wanted)
        except (OSError, AttributeError) as error:
            if getattr(error, "errno", None) not in (errno.EACCES, errno.EAGAIN):
                return True
            # A different program may have locked more of the file.
            held = _FLOCK.unpack(fcntl.fcntl(descriptor, fcntl.F_OFD_GETLK, wanted))
            return held[2:4] != (_FAR_BEHIND, 1)
        return True

    def hide_memory(self) -> bool:
        """Crash handlers are kept out by it, too. A portal refuses its dialogs to a process that is hidden so."""
        if self.uses_portals:
            return False
        libc = ctypes.CDLL(None, use_errno=True)
        if not hasattr(libc, "prctl"):  # a Unix of another kind
            return False
        zeros = (ctypes.c_ulong(0),) * 4
        libc.prctl(_PR_SET_DUMPABLE, *zeros)
        return int(libc.prctl(_PR_GET_DUMPABLE, *zeros)) == 0

    def clocks(self) -> tuple[float, float]:
        running = time.monotonic()
        clock = getattr(time, "CLOCK_BOOTTIME", None)
        return running, running if clock is None else time.clock_gettime(clock)

    def lock_source(self) -> LockSource:
        from app.platforms.bus_lock_source import BusLockSource

        return BusLockSource()

    def awake(self) -> Awake:
        from app.platforms.bus_awake import BusAwake

        return BusAwake()

    def hide_from_captures(self, window: int) -> bool:
        return False
