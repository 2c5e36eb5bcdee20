"""Progress and cancellation of a long act."""

from __future__ import annotations

import threading


class Stopped(Exception):
    """The person cancelled the act; nothing of it was saved."""


class LongWork:
    """Given to an act on a lane; the window reads its progress and can stop it."""

    def __init__(self) -> None:
        self._stopped = threading.Event()
        self.done = 0
        self.total = 0

    def stop(self) -> None:
        """Ask the act to stop at its next step."""
        self._stopped.set()

    def step(self, done: int, total: int) -> None:
        """Report progress. Raises `Stopped` once the act was asked to stop."""
        if self._stopped.is_set():
            raise Stopped
        self.done, self.total = done, total
