"""How long a program kept a thread, whatever other programs do meanwhile. Linux."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path
from typing import NamedTuple


class Stretch(NamedTuple):
    """Seconds of four clocks between two readings."""

    wall: float
    own: float
    """Processor time of the thread."""
    ready: float
    """How long the thread could have run while others had the processors."""
    process: float
    """Processor time of all threads of this process."""

    @property
    def held(self) -> float:
        """How long this program kept the thread: it ran, or it waited while another thread of ours ran.

        Being ready without a processor is the fault of other programs; waiting while nothing of ours runs, of the disk
        or the screen. Waiting for Python's lock counts, which the thread's own time misses.
        """
        return max(self.own, min(self.wall - self.ready, self.process))


def life_of(process: int, began: float) -> Stretch:
    """What passed since a program of this number was started, at `began` by the performance counter."""
    ran, ready = (int(each) / 1e9 for each in Path(f"/proc/{process}/schedstat").read_text().split()[:2])
    return Stretch(time.perf_counter() - began, ran, ready, time.clock_gettime(_clock_of(process)))


def _clock_of(process: int) -> int:
    """The clock that counts the processor time of all threads of a process; Python has no name for it."""
    return ~process << 3 | 2


class Stopwatch:
    """Reads the clocks of the thread it was made on; can be asked from any thread."""

    def __init__(self) -> None:
        self._clock = time.pthread_getcpuclockid(threading.get_ident())
        self._schedule = os.open(f"/proc/self/task/{threading.get_native_id()}/schedstat", os.O_RDONLY)
        self.start()

    def start(self) -> None:
        """Measure from now on."""
        self._last = self._read()

    def lap(self) -> Stretch:
        """What passed since the start or the last lap."""
        now = self._read()
        passed = Stretch(*(after - before for before, after in zip(self._last, now, strict=True)))
        self._last = now
        return passed

    def _read(self) -> Stretch:
        ready = int(os.pread(self._schedule, 64, 0).split()[1]) / 1e9
        return Stretch(time.perf_counter(), time.clock_gettime(self._clock), ready, time.process_time())
