"""How the system announces that it sleeps or locks its screen; one implementation for each system."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.ui.vault_access import LockReason


class LockSource(Protocol):
    """What the system announces. A system without announcements is no error."""

    def listen(self, told: Callable[[LockReason], object]) -> None:
        """Call `told`, on any thread, when the vault should be locked, until `stop`."""

    def stop(self) -> None:
        """The vault is locked: stop listening and delay nothing. Does nothing if nobody listens."""


class NoLockSource:
    """For a system without announcements. The clocks show afterwards that it slept (`app.ui.idle`)."""

    def listen(self, told: Callable[[LockReason], object]) -> None: ...

    def stop(self) -> None: ...


def system_lock_source() -> LockSource:
    """The one for this system."""
    if sys.platform != "linux":
        return NoLockSource()
    from app.bootstrap.bus_lock_source import BusLockSource

    return BusLockSource()
