"""Stalls of the thread that shows windows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt, QTimer

from tests.benchmarks.stopwatch import Stopwatch, Stretch


class Heart(QTimer):
    """Beats each millisecond; the longest stretch between two beats is a stall of the thread."""

    def __init__(self) -> None:
        super().__init__()
        self.setTimerType(Qt.TimerType.PreciseTimer)
        self.setInterval(1)
        self.timeout.connect(self._on_beat)
        self.longest: dict[str, Stretch] = {}
        """The stretch that this program held longest, by what was done."""
        self._watch = Stopwatch()
        self._during = ""

    def watch(self, during: str) -> None:
        """From now on, stalls belong to this."""
        self._on_beat()
        self._during = during
        self._watch.start()
        self.start()

    def rest(self) -> None:
        """Stop counting."""
        self._on_beat()
        self.stop()
        self._during = ""

    @contextmanager
    def resting(self) -> Iterator[None]:
        """Count nothing for a while."""
        during = self._during
        self.rest()
        yield
        self.watch(during)

    def _on_beat(self) -> None:
        passed = self._watch.lap()
        if self._during and passed.held > self.longest.get(self._during, Stretch(0, 0, 0, 0)).held:
            self.longest[self._during] = passed
