"""What a long act tells while it runs, and how it is stopped."""

from __future__ import annotations

import threading


class Stopped(Exception):
    """The person stopped it; nothing of it was kept."""


class LongWork:
    """Handed to an act on a lane; looked at and stopped from the window."""

    def __init__(self) -> None:
        self._stopped = threading.Event()
        self.done = 0
        self.total = 0

    def stop(self) -> None:
        """Ask it to stop as soon as it can."""
        self._stopped.set()

    def step(self, done: int, total: int) -> None:
        """So much of so much is done. Raises `Stopped` once it was asked to stop."""
        if self._stopped.is_set():
            raise Stopped
        self.done, self.total = done, total
