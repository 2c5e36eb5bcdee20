"""Keeps the screen awake through the screen saver's own interface on the session bus of Linux."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from app.platforms.bus import BusThread, session_bus

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.platforms.bus import BusConnection

SAVERS = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    ("org.freedesktop.ScreenSaver", "/ScreenSaver"),
)
"""Names and paths at which desktops offer it; the interface is named like the first."""


class BusAwake:
    """Implements `Awake`. The screen saver lets go by itself once the connection has ended."""

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        self._environment = os.environ if environment is None else environment
        self._holder: AwakeHolder | None = None

    def hold(self, told: Callable[[bool], object]) -> None:
        self.release()
        self._holder = AwakeHolder(session_bus(self._environment), told)
        self._holder.start()

    def release(self) -> None:
        holder, self._holder = self._holder, None
        if holder is not None:
            holder.stop()


class AwakeHolder(BusThread):
    """Asks the screen saver to wait, and stays connected until it is stopped."""

    def __init__(self, address: str, told: Callable[[bool], object]) -> None:
        super().__init__("accord-awake", address)
        self._told = told
        self._is_held = False

    def run(self) -> None:
        # Whatever goes wrong with the bus, the scene goes on; its page says that the screen may go dark.
        super().run()
        if not self._is_held:
            self._tell()

    def talk(self, connection: BusConnection) -> None:
        self._is_held = self._inhibit(connection)
        if self._is_held:
            self._tell()
            for _signal in connection.signals():
                pass

    def _inhibit(self, connection: BusConnection) -> bool:
        for name, path in SAVERS:
            owner = connection.owner_of(name)
            if owner:
                with suppress(ConnectionRefusedError):
                    connection.call(owner, path, name, "Inhibit", "ss", "Accord", "In use")
                    return True
        return False

    def _tell(self) -> None:
        if not self.is_stopped:
            self._told(self._is_held)
