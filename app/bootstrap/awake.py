"""Keeps the screen awake while a scene runs, through the screen saver's own interface on the session bus of Linux."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import closing, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.bootstrap.bus import BusConnection
    from app.ui.scene_keeper import Awake

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
        self._holder = AwakeHolder(self._environment, told)
        self._holder.start()

    def release(self) -> None:
        holder, self._holder = self._holder, None
        if holder is not None:
            holder.stop()


class AwakeHolder(threading.Thread):
    """Asks the screen saver to wait, and stays connected until it is stopped."""

    def __init__(self, environment: Mapping[str, str], told: Callable[[bool], object]) -> None:
        super().__init__(name="accord-awake", daemon=True)
        self._environment, self._told = environment, told
        self._guard = threading.Lock()
        self._connection: BusConnection | None = None
        self._stopped = False

    def run(self) -> None:
        from app.bootstrap.bus import BusConnection

        is_held = False
        # Whatever goes wrong with the bus, the scene goes on; its page says that the screen may go dark.
        with suppress(Exception), closing(BusConnection(self._address())) as connection:
            with self._guard:
                self._connection = None if self._stopped else connection
            if self._connection is not None:
                connection.say_hello()
                is_held = self._inhibit(connection)
                if is_held:
                    self._wait(connection)
        if not is_held:
            self._tell(False)

    def stop(self) -> None:
        """On any thread: let the screen go dark again."""
        with self._guard:
            self._stopped = True
            connection, self._connection = self._connection, None
        if connection is not None:
            connection.interrupt()

    def _address(self) -> str:
        session = self._environment.get("DBUS_SESSION_BUS_ADDRESS")
        return session or f"unix:path={self._environment['XDG_RUNTIME_DIR']}/bus"

    def _inhibit(self, connection: BusConnection) -> bool:
        for name, path in SAVERS:
            owner = connection.owner_of(name)
            if owner:
                with suppress(ConnectionRefusedError):
                    connection.call(owner, path, name, "Inhibit", "ss", "Accord", "In use")
                    return True
        return False

    def _wait(self, connection: BusConnection) -> None:
        """Stay connected until it is stopped or the bus ends."""
        self._tell(True)
        for _signal in connection.signals():
            pass

    def _tell(self, is_held: bool) -> None:
        if not self._stopped:
            self._told(is_held)


def system_awake() -> Awake:
    """The one for this system."""
    if sys.platform != "linux":
        from app.ui.scene_keeper import NoAwake

        return NoAwake()
    return BusAwake()
