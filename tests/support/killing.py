"""Kills a process at a step of an act: at a row that is written, or at a commit."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event

from app.storage.repository import PreparedStatement

KILLED = -int(signal.SIGKILL)


@contextmanager
def _heard(step: Callable[[], None], *, commits_only: bool) -> Iterator[None]:
    """Call `step` before each row that is written and each commit."""
    run = PreparedStatement.run

    def at_commit(*_: object) -> None:
        step()

    def heard_run(self: PreparedStatement, connection: Connection, values: Mapping[str, Any]) -> int:
        step()
        return run(self, connection, values)

    event.listen(Engine, "commit", at_commit)
    if not commits_only:
        PreparedStatement.run = heard_run  # type: ignore[method-assign]
    try:
        yield
    finally:
        PreparedStatement.run = run  # type: ignore[method-assign]
        event.remove(Engine, "commit", at_commit)


def count_steps(do: Callable[[], object]) -> int:
    """Do an act; how many steps it took."""
    count = 0

    def step() -> None:
        nonlocal count
        count += 1

    with _heard(step, commits_only=False):
        do()
    return count


def killed(begin: Callable[[], object], do: Callable[[], object], number: int, *, commits_only: bool = False) -> int:
    """Begin and do an act in a process of its own, which is killed before a step; how that process ended."""
    child = os.fork()
    if child == 0:
        left = number

        def step() -> None:
            nonlocal left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            begin()
            with _heard(step, commits_only=commits_only):
                do()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
