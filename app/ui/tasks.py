"""Four lanes, one thread each, for everything that must not block the window.

Nothing here asks the person anything: questions come before the work. A result is delivered on the UI thread, unless
the task was cancelled, its owner was deleted, or the vault was locked meanwhile.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator
from enum import Enum
from typing import Any, Generic, TypeVar, cast

from PySide6.QtCore import QObject, Signal, Slot
from shiboken6 import isValid

from app.ui.timer import single_shot

S = TypeVar("S")
T = TypeVar("T")
_END = object()
PAUSE = object()
"""Yielded by a generator of pieces to return to the event loop even if there is time left."""


class Lane(Enum):
    """The thread that does the work."""

    DATABASE = "database"
    KEYS = "keys"
    PAGES = "pages"
    COPIES = "copies"


class Task:
    """Work under way; can be cancelled from the UI thread."""

    def __init__(self) -> None:
        self._cancelled = threading.Event()

    @property
    def is_cancelled(self) -> bool:
        """Whether nobody needs the result; long work may check."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Don't start it, or drop its result."""
        self._cancelled.set()


class _Job(Generic[T]):
    # No dataclass, whose module would be loaded before the first window for it alone.
    def __init__(
        self,
        task: Task,
        work: Callable[[], T],
        done: Callable[[T], object] | None,
        failed: Callable[[Exception], object] | None,
        owner: QObject | None,
        epoch: int,
        keep: bool = False,
        hand_on: Callable[[_Job[T]], bool] | None = None,
    ) -> None:
        self.task, self.work, self.done, self.failed = task, work, done, failed
        self.owner, self.epoch, self.keep, self.hand_on = owner, epoch, keep, hand_on
        self.result: T | None = None
        self.error: Exception | None = None


class _Worker:
    """A thread that does one job at a time, started by the first."""

    def __init__(self, lane: Lane, report: Callable[[_Job[Any]], None]) -> None:
        self._lane = lane
        self._report = report
        from queue import SimpleQueue  # late, as the first window needs no lane

        self._queue: SimpleQueue[_Job[Any] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._open = 0
        self._lock = threading.Condition()

    def submit(self, job: _Job[Any]) -> None:
        with self._lock:
            self._open += 1
        self._queue.put(job)
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name=f"accord-{self._lane.value}", daemon=True)
            self._thread.start()

    def wait(self, timeout: float) -> bool:
        """Wait until no job is left; False on timeout (in seconds)."""
        with self._lock:
            return self._lock.wait_for(lambda: self._open == 0, timeout)

    def close(self, timeout: float) -> bool:
        """Finish queued jobs and end the thread; False on timeout (in seconds)."""
        if self._thread is None:
            return True
        self._queue.put(None)
        self._thread.join(timeout)
        ended = not self._thread.is_alive()
        if ended:
            self._thread = None
        return ended

    def _run(self) -> None:
        while (job := self._queue.get()) is not None:
            if job.keep or not job.task.is_cancelled:
                try:
                    job.result = job.work()
                except Exception as error:  # passed to the UI thread, where it is shown or raised
                    error.__traceback__ = _last(error)
                    job.error = error
            with self._lock:
                self._open -= 1
                self._lock.notify_all()
            self._report(job)
            del job


def _last(error: Exception) -> Any:
    # Outer frames hold the content being worked on; the innermost is enough to find the place.
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace


class Tasks(QObject):
    """The lanes; created, used and closed on the UI thread."""

    _finished = Signal(object)
    busy_changed = Signal(bool)
    turn = 0.002
    """Seconds of building in one go before keys and pointer get a turn; without end, everything is built at once."""

    def __init__(self, on_error: Callable[[Exception], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._on_error = on_error
        self.epoch = 0
        """Counts locks; a result requested before one is not delivered after it."""
        self.lost: Exception | None = None
        """Why something that had to be done before a lock was not; whoever asked for it is not there any more."""
        self._under_way = 0
        self._finished.connect(self._on_finished)
        self._workers: dict[Lane, _Worker] = {}
        self._starting = threading.Lock()
        self._closed = False
        self._pieces: list[Callable[[], None]] = []
        # After a millisecond rather than at once, so that a pending key or paint comes before the next piece.
        self._next_piece = single_shot(self, 1, self._on_next_piece)

    def run(
        self,
        lane: Lane,
        work: Callable[[], T],
        done: Callable[[T], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        *,
        owner: QObject | None = None,
        keep: bool = False,
    ) -> Task:
        """Do `work` on a lane, then call `done` or `failed` here. `keep`: do it even if cancelled (saving)."""
        task = self._begun()
        if not task.is_cancelled:
            self._start(lane, _Job(task, work, done, failed, owner, self.epoch, keep))
        return task

    def run_then(
        self,
        first: tuple[Lane, Callable[[], S]],
        second: tuple[Lane, Callable[[S], T]],
        done: Callable[[T], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
    ) -> Task:
        """Do `first` on one lane, then `second` with its result on another; only that result comes back here.

        If the task is cancelled or the vault locked before `first` ends, `second` doesn't begin. Once begun, it is
        finished.
        """
        task, epoch = self._begun(), self.epoch
        (lane, prepare), (next_lane, act) = first, second

        def hand_on(job: _Job[S]) -> bool:
            if job.error is not None or task.is_cancelled or epoch != self.epoch:
                return False
            prepared = cast(S, job.result)
            self._start(next_lane, _Job(task, lambda: act(prepared), done, failed, None, epoch, keep=True))
            return True

        if not task.is_cancelled:
            self._start(lane, _Job(task, prepare, None, failed, None, epoch, hand_on=hand_on))
        return task

    def in_pieces(
        self, pieces: Iterator[object], *, owner: QObject, failed: Callable[[Exception], object] | None = None
    ) -> Task:
        """Build widgets on this thread, a piece up to each item: some now, the rest from the event loop."""
        task = self._begun()
        if not task.is_cancelled:
            self._go_on(task, pieces, owner, self.epoch, failed)
        return task

    def next_epoch(self) -> None:
        """Drop the results of everything requested so far."""
        self.epoch += 1

    def drain(self, timeout: float = 2.0, interrupt: Callable[[], object] | None = None) -> bool:
        """Wait until the database lane is idle, and call `interrupt` if that takes longer than `timeout` seconds."""
        worker = self._workers.get(Lane.DATABASE)
        if worker is None or worker.wait(timeout):
            return True
        if interrupt is not None:
            interrupt()
        return worker.wait(timeout)

    def show_error(self, error: Exception) -> None:
        """Show an error that nobody else does."""
        self._on_error(error)

    def close(self, timeout: float = 5.0) -> bool:
        """End the threads; False if one did not end within `timeout` seconds."""
        self._closed = True
        self.next_epoch()
        until = time.monotonic() + timeout
        ended = [worker.close(max(0.1, until - time.monotonic())) for worker in self._workers.values()]
        return all(ended)

    def _begun(self) -> Task:
        """A task under way; cancelled once the lanes are closed."""
        task = Task()
        if self._closed:
            task.cancel()
            return task
        self._under_way += 1
        if self._under_way == 1:
            self.busy_changed.emit(True)
        return task

    def _end(self) -> None:
        self._under_way -= 1
        if not self._under_way:
            self.busy_changed.emit(False)

    def _go_on(
        self,
        task: Task,
        pieces: Iterator[object],
        owner: QObject,
        epoch: int,
        failed: Callable[[Exception], object] | None,
    ) -> None:
        until = time.perf_counter() + self.turn
        try:
            while isValid(owner) and epoch == self.epoch and not task.is_cancelled:
                piece = next(pieces, _END)
                if piece is _END:
                    break
                if time.perf_counter() >= until or (piece is PAUSE and self.turn < math.inf):
                    self._pieces.append(lambda: self._go_on(task, pieces, owner, epoch, failed))
                    self._next_piece.start()
                    return
        except Exception as error:
            self._end()
            if failed is None:
                raise
            failed(error)
            return
        self._end()

    def _on_next_piece(self) -> None:
        # One piece per turn, however many things are being built.
        piece = self._pieces.pop(0)
        if self._pieces:
            self._next_piece.start()
        piece()

    def _start(self, lane: Lane, job: _Job[Any]) -> None:
        with self._starting:
            if lane not in self._workers:
                self._workers[lane] = _Worker(lane, self._report)
            self._workers[lane].submit(job)

    def _report(self, job: _Job[Any]) -> None:
        # On the worker's thread: the next lane starts without waiting for the event loop.
        if job.hand_on is not None and job.hand_on(job):
            return
        if isValid(self):
            self._finished.emit(job)

    @Slot(object)
    def _on_finished(self, job: _Job[Any]) -> None:
        try:
            self._deliver(job)
        finally:
            # Last, so that it doesn't look idle between a result and the task that follows from it.
            self._end()

    def _deliver(self, job: _Job[Any]) -> None:
        gone = job.owner is not None and not isValid(job.owner)
        if job.keep and job.error is not None and job.epoch != self.epoch:
            self.lost = job.error
        if job.epoch != self.epoch or job.task.is_cancelled or gone:
            return
        if job.error is not None:
            (job.failed or self._on_error)(job.error)
        elif job.done is not None:
            job.done(job.result)
