"""Stalls of the thread that shows windows."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, QTimer

from tests.benchmarks.report import Figure


class Heart(QTimer):
    """Beats each millisecond; the longest pause between two beats is a stall of the thread.

    Other programs lengthen a pause; how long the thread itself worked between two beats says what was ours.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setTimerType(Qt.TimerType.PreciseTimer)
        self.setInterval(1)
        self.timeout.connect(self._on_beat)
        self.longest: dict[str, float] = {}
        self.own: dict[str, float] = {}
        self._during = ""
        self._last = self._last_own = 0.0

    def watch(self, during: str) -> None:
        """From now on, stalls belong to this."""
        self._on_beat()
        self._during = during
        self._last, self._last_own = time.perf_counter(), time.thread_time()
        self.start()

    def rest(self) -> None:
        """Stop counting."""
        self._on_beat()
        self.stop()
        self._during = ""

    def _on_beat(self) -> None:
        now, own = time.perf_counter(), time.thread_time()
        if self._during:
            self.longest[self._during] = max(self.longest.get(self._during, 0.0), now - self._last)
            self.own[self._during] = max(self.own.get(self._during, 0.0), own - self._last_own)
        self._last, self._last_own = now, own

    def figures(self, name: str, bar: float, apart: tuple[str, ...] = ()) -> list[Figure]:
        """A figure for each act, the longest of all, and those that stand apart without a bar."""
        found = {during: self._figure(name, during, None if during in apart else bar) for during in self.longest}
        barred = [figure for during, figure in found.items() if during not in apart]
        worst = max(barred, key=lambda figure: figure.value or 0.0)
        longest = Figure(f"{name}, longest", worst.value, "ms", bar, worst.note)
        return [*barred, longest, *(found[each] for each in apart)]

    def _figure(self, name: str, during: str, bar: float | None) -> Figure:
        note = f"the thread itself {self.own[during] * 1000:.0f} ms"
        return Figure(f"{name}, {during}", self.longest[during] * 1000, "ms", bar, note)
