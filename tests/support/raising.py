"""Raises at each statement of the app that a piece of work runs, in turn."""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

import app

_QT_NAME = re.compile(r"event|[a-z]+[A-Z]\w*")
APP = Path(app.__file__).resolve().parent


class Statement(NamedTuple):
    """A line of the app, and where the function begins that it is part of."""

    file: str
    line: int
    function: int


class Raised(RuntimeError):
    """What a statement raised because a test wanted it to."""


@cache  # asked at every call that is made while tracing
def _place(file: str, only: tuple[str, ...]) -> str | None:
    if not file.startswith(str(APP)):
        return None
    name = file[len(str(APP)) + 1 :]
    return name if name.startswith(only) else None


def _is_in_override(frame: FrameType | None) -> bool:
    """Whether Qt called us through an overridden method: PySide can't carry an exception back through Qt.

    Or Python did, as an object goes: it carries none from there, either.
    """
    while frame is not None:
        if frame.f_code.co_name == "__del__":
            return True
        if _place(frame.f_code.co_filename, ("ui/", "bootstrap/")) is not None and _QT_NAME.fullmatch(
            frame.f_code.co_name
        ):
            return True
        frame = frame.f_back
    return False


@contextmanager
def _traced(seen: Callable[[Statement], None], only: tuple[str, ...], function: int | None = None) -> Iterator[None]:
    """Report every statement; with `function`, only those of functions that begin in this line."""

    def trace(frame: FrameType, event: str, _argument: Any) -> Any:
        if function is not None and frame.f_code.co_firstlineno != function:
            return None
        name = _place(frame.f_code.co_filename, only)
        if name is None:
            return None
        if event == "line" and not _is_in_override(frame):
            seen(Statement(name, frame.f_lineno, frame.f_code.co_firstlineno))
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
            raise Raised(f"{met.file}:{met.line}")

    with _traced(meet, (statement.file,), statement.function):
        yield raised
