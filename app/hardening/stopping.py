"""Lets Ctrl+C and termination signals close the program as a person would, so that nothing is lost or left behind."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

from app.platforms import current

if TYPE_CHECKING:
    from types import FrameType


class Stopping:
    """Turns signals into something that an event loop can wait for: `descriptor` becomes readable.

    Until `listen` is called, a signal raises `SystemExit`, so that everything is cleaned up.
    """

    def __init__(self) -> None:
        self.descriptor = -1
        self._writer = -1

    def set_up(self) -> None:
        """Handle the signals; call it on the main thread."""
        for name in current().stop_signals:
            signal.signal(getattr(signal, name), self._on_signal)

    def listen(self) -> int:
        """Write signals to a pipe instead of exiting; the pipe's reading end, or -1 where that can't be waited for."""
        if not current().has_signal_pipe:
            return -1
        self.descriptor, self._writer = os.pipe()
        os.set_blocking(self.descriptor, False)
        os.set_blocking(self._writer, False)
        signal.set_wakeup_fd(self._writer, warn_on_full_buffer=False)
        return self.descriptor

    def drain(self) -> None:
        """Empty the pipe."""
        while True:
            try:
                if not os.read(self.descriptor, 64):
                    return
            except BlockingIOError:
                return

    def stop_listening(self) -> None:
        """Exit by `SystemExit` again; may be called twice."""
        if self._writer < 0:
            return
        signal.set_wakeup_fd(-1)
        for end in (self.descriptor, self._writer):
            os.close(end)
        self.descriptor = self._writer = -1

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        if self._writer < 0:
            raise SystemExit(128 + number)
