"""Runs the jobs of tests side by side, each in a copy of this process that has a home of its own."""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import NamedTuple, NoReturn

from tests.soak.outcome import Outcome
from tests.support.environment import move_in, new_home

Job = Callable[[], Outcome]
_OUTCOME = "outcome"


class Part(NamedTuple):
    """A test in jobs that don't need each other, and what judges all of it."""

    jobs: Sequence[Job]
    judge: Callable[[Outcome], None] = lambda _outcome: None


class _Running(NamedTuple):
    name: str
    home: Path
    began: float


def run(parts: Mapping[str, Part], at_once: int, done: Callable[[dict[str, Outcome]], None]) -> dict[str, Outcome]:
    """Run all jobs, so many at once; `done` is told after each what there is so far. Ends them all if it is stopped."""
    found: dict[str, Outcome] = {}
    waiting, running = _each(parts), dict[int, _Running]()
    try:
        while True:
            for name, job in islice(waiting, at_once - len(running)):
                home = new_home()
                running[_started(job, home)] = _Running(name, home, time.monotonic())
            if not running:
                return found
            ended, status, used = os.wait4(-1, 0)
            if ended in running:
                each = running.pop(ended)
                outcome = found.setdefault(each.name, Outcome(jobs_left=len(parts[each.name].jobs)))
                before = len(outcome.failed)
                _count(outcome, each, status)
                if not outcome.jobs_left:
                    parts[each.name].judge(outcome)
                _tell(each.name, outcome, used.ru_utime + used.ru_stime, outcome.failed[before:])
                done(found)
    finally:
        for process, each in running.items():
            with suppress(ProcessLookupError):
                os.killpg(process, signal.SIGKILL)
            os.waitpid(process, 0)
            shutil.rmtree(each.home, ignore_errors=True)


def _each(parts: Mapping[str, Part]) -> Iterator[tuple[str, Job]]:
    for name, part in parts.items():
        for job in part.jobs:
            yield name, job


def _started(job: Job, home: Path) -> int:
    """Start a job in a process group of its own."""
    process = os.fork()
    if process == 0:
        _do(job, home)
    os.setpgid(process, process)
    return process


def _do(job: Job, home: Path) -> NoReturn:
    """End this process, whatever happens: its copy of `run` would end the other jobs."""
    status = 1
    try:
        _write_outcome(job, home)
        status = 0
    finally:
        os._exit(status)


def _write_outcome(job: Job, home: Path) -> None:
    try:
        os.setpgid(0, 0)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        move_in(home)
        outcome = job()
    except BaseException:
        outcome = Outcome(failed=[traceback.format_exc()])
    (home / _OUTCOME).write_bytes(pickle.dumps(outcome))


def _count(found: Outcome, each: _Running, status: int) -> None:
    """Add the outcome of a job that has ended."""
    told = Outcome(failed=[f"a job ended with {status}"])
    outcome = told if status else pickle.loads((each.home / _OUTCOME).read_bytes())
    outcome.seconds = time.monotonic() - each.began
    found.join(outcome)
    found.jobs_left -= 1
    shutil.rmtree(each.home, ignore_errors=True)


def _tell(name: str, found: Outcome, used: float, failed: Sequence[str]) -> None:
    left = f", {found.jobs_left} jobs left" if found.jobs_left else ""
    print(
        f"{name}: {found.tried} tried, {len(found.failed)} failed, {used:.0f} s of work{left}",
        *failed,
        sep="\n",
        flush=True,
    )
