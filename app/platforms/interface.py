"""What an operating system does for Accord. Everything else is the same everywhere, or Qt's or Python's own work.

The folders of data and settings and the file dialogs are Qt's. Accord opens no folder and starts no other program. It
asks no system how long nobody was active: the time without activity in its own window is never shorter.
"""

from __future__ import annotations

from enum import Enum
from typing import IO, TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping
    from pathlib import Path


class LockCause(Enum):
    """What a system announces, after which the vault is locked."""

    SLEEP = "sleep"
    SCREEN = "screen"


class LockSource(Protocol):
    """What the system announces. A system without announcements is no error."""

    def listen(self, told: Callable[[LockCause], object]) -> None:
        """Call `told`, on any thread, when the vault should be locked, until `stop`."""

    def stop(self) -> None:
        """The vault is locked: stop listening and delay nothing. Does nothing if nobody listens."""


class NoLockSource:
    """For whoever awaits no announcements. The clocks show afterwards that the computer slept (`app.ui.idle`)."""

    def listen(self, told: Callable[[LockCause], object]) -> None: ...

    def stop(self) -> None: ...


class Awake(Protocol):
    """Keeps the screen from going dark."""

    def hold(self, told: Callable[[bool], object]) -> None:
        """Keep it awake until `release`; `told`, on any thread, whether the system does so."""

    def release(self) -> None:
        """Let it go dark again."""


class NoAwake:
    """Where nothing keeps it awake."""

    def hold(self, told: Callable[[bool], object]) -> None:
        told(False)

    def release(self) -> None: ...


class Platform(Protocol):
    """One operating system. What it can't do returns False; what it should do and fails to raises `OSError`."""

    is_tried: bool
    """Whether Accord has been used and tested there."""
    has_seccomp: bool
    """Whether its kernel can refuse a process the network."""
    hides_windows: bool
    """Whether it can leave a window out of screenshots."""
    uses_portals: bool
    """Whether files are reached only through dialogs that the desktop shows."""
    moves_open_folders: bool
    """Whether a folder can be renamed while a file in it is open."""
    stop_signals: tuple[str, ...]
    """The signals that ask a program to stop."""
    has_signal_pipe: bool
    """Whether an event loop can wait for them."""
    session_modules: tuple[str, ...]
    """What `lock_source` imports, to be loaded before somebody is let in."""

    def cache_folder(self, environment: Mapping[str, str]) -> Path:
        """Where this user's programs keep what they can make again."""

    def is_own(self, found: os.stat_result) -> bool:
        """Whether a file or folder belongs to this user."""

    def lock_file(self, file: IO[bytes], *, wait: bool) -> None:
        """Lock it until it is closed or the process ends; raises if another process has it, unless it waits."""

    def claim(self, descriptor: int) -> bool:
        """Claim an open file, by whatever name it was opened, until it is closed; whether no other process has.

        It keeps nobody from reading or locking it otherwise. Where there are no such claims, nobody else ever has.
        """

    def sync_file(self, descriptor: int) -> None:
        """Flush a file to the disk, its write cache included."""

    def sync_folder(self, folder: Path) -> None:
        """Make a rename in a folder durable, where that is a step of its own."""

    def removable_places(self) -> tuple[Path, ...]:
        """Writable folders in which drives that can be pulled out are mounted, as far as it can tell."""

    def forbid_core_dumps(self) -> bool:
        """Have the system write no copy of this process if it crashes; whether it will not."""

    def hide_memory(self) -> bool:
        """Keep the same user's other programs from reading this process; whether they can't."""

    def clocks(self) -> tuple[float, float]:
        """Seconds by a clock that stops during sleep, and by one that counts it."""

    def lock_source(self) -> LockSource:
        """How sleep and a locked screen are announced."""

    def awake(self) -> Awake:
        """How the screen is kept awake."""

    def hide_from_captures(self, window: int) -> bool:
        """Leave a window, given by its native id, out of screenshots and recordings; whether that worked."""
