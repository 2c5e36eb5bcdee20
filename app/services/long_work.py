"""Progress and cancellation of a long act."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Stopped(Exception):
    """The person cancelled the act; nothing of it was saved."""


class LongWork:
    """Given to an act on a lane; the window reads its progress and can stop it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._is_stopped = False
        self.is_decided = False
        """Whether it can no longer be stopped: what it made is being put in place."""
        self.done = 0
        self.total = 0

    def stop(self) -> None:
        """Ask the act to stop at its next step, unless it is decided."""
        with self._lock:
            self._is_stopped = not self.is_decided

    def step(self, done: int, total: int) -> None:
        """Report progress. Raises `Stopped` once the act was asked to stop."""
        if self._is_stopped:
            raise Stopped
        self.done, self.total = done, total

    def decide(self) -> None:
        """From now on it is finished. Raises `Stopped` if it was asked to stop before."""
        with self._lock:
            if self._is_stopped:
                raise Stopped
            self.is_decided = True

    def counting(self, total: int) -> Callable[[int], None]:
        """What is told, again and again, how much more of all was handled; see `step`."""
        done, whole = 0, max(1, total)

        def handled(more: int) -> None:
            nonlocal done
            done += more
            self.step(min(done, whole), whole)

        return handled
