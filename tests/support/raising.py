"""Raises at any statement of the app that a piece of work runs, one after the other."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import app

APP = Path(app.__file__).resolve().parent
Statement = tuple[str, int]
"""A file below `app/` and a line in it."""


class Raised(RuntimeError):
    """What a statement raised because a test wanted it to."""


def _place(frame: FrameType, only: tuple[str, ...]) -> str | None:
    file = frame.f_code.co_filename
    if not file.startswith(str(APP)):
        return None
    name = file[len(str(APP)) + 1 :]
    return name if name.startswith(only) else None


@contextmanager
def _traced(seen: Callable[[Statement], None], only: tuple[str, ...]) -> Iterator[None]:
    def trace(frame: FrameType, event: str, _argument: Any) -> Any:
        name = _place(frame, only)
        if name is None:
            return None
        if event == "line":
            seen((name, frame.f_lineno))
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    threading.settrace_all_threads(trace) if hasattr(threading, "settrace_all_threads") else threading.settrace(trace)
    try:
        yield
    finally:
        sys.settrace(before)
        threading.settrace(before)


@contextmanager
def statements_of(only: tuple[str, ...]) -> Iterator[list[Statement]]:
    """Every statement that the block runs, in the order in which each is first met; `only` below these folders."""
    found: dict[Statement, None] = {}
    statements: list[Statement] = []
    with _traced(lambda statement: found.setdefault(statement), only):
        yield statements
    statements.extend(found)


@contextmanager
def raising_at(statement: Statement) -> Iterator[list[Statement]]:
    """Raise `Raised` the first time the block comes to a statement; gives where it did."""
    raised: list[Statement] = []

    def meet(met: Statement) -> None:
        if met == statement and not raised:
            raised.append(met)
            raise Raised(f"{met[0]}:{met[1]}")

    with _traced(meet, (statement[0],)):
        yield raised
