"""Unexpected errors: reports their kind and place, never their content.

Messages and values of exceptions hold people's words, and the output of a desktop program ends up in the system's
journal. So neither we nor the libraries we use ever print them.
"""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import sys
import threading
import warnings
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

_HERE = Path(__file__).resolve().parent.parent
_Traced = tuple[type[BaseException], BaseException | None, TracebackType | None]


class Crash(NamedTuple):
    """The kind of an unexpected error and its place in our code, both without content."""

    kind: str
    place: str


class Crashes:
    """Replaces Python's own reporting of errors; `shown_by` lets a window show them to the person."""

    def __init__(self) -> None:
        self._show: Callable[[Crash], None] | None = None
        self._busy = threading.local()

    def take_over(self) -> None:
        """Stop exceptions, warnings and loggers from printing content."""
        faulthandler.disable()
        sys.excepthook = self._on_exception
        sys.unraisablehook = self._on_unraisable
        threading.excepthook = self._on_thread
        warnings.showwarning = _on_warning
        logging.getLogger().handlers = [logging.NullHandler()]
        logging.lastResort = None
        logging.raiseExceptions = False

    def shown_by(self, show: Callable[[Crash], None] | None) -> None:
        """Call `show` for each crash, on the thread where it happened; None stops that."""
        self._show = show

    def note(self, kind: str, place: str) -> None:
        """Print one line without content, for something that is not a Python exception, such as a message from Qt."""
        _print(f"accord: {kind} at {place}")

    def _on_exception(self, kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
        if not issubclass(kind, KeyboardInterrupt):
            self._handle((kind, error, traceback))

    def _on_unraisable(self, unraisable: sys.UnraisableHookArgs) -> None:
        self._handle((unraisable.exc_type, unraisable.exc_value, unraisable.exc_traceback))

    def _on_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if not issubclass(arguments.exc_type, SystemExit):
            self._handle((arguments.exc_type, arguments.exc_value, arguments.exc_traceback))

    def _handle(self, traced: _Traced) -> None:
        crash = Crash(traced[0].__name__, own_place(traced[2]))
        self.note(crash.kind, crash.place)
        # Showing a crash may crash as well; that one is not shown.
        if self._show is None or getattr(self._busy, "now", False):
            return
        self._busy.now = True
        try:
            self._show(crash)
        finally:
            self._busy.now = False


def own_place(traceback: TracebackType | None) -> str:
    """The innermost line of our code in a traceback, such as `storage/vault.py:12`; "elsewhere" if there is none."""
    place = "elsewhere"
    while traceback is not None:
        with contextlib.suppress(ValueError):
            # In a frozen program, names of files are relative to the folder of the package.
            file = (_HERE.parent / traceback.tb_frame.f_code.co_filename).resolve().relative_to(_HERE)
            place = f"{file.as_posix()}:{traceback.tb_lineno}"
        traceback = traceback.tb_next
    return place


def _on_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: object = None,
    line: str | None = None,
) -> None:
    _print(f"accord: {category.__name__} at {Path(filename).name}:{lineno}")


def _print(line: str) -> None:
    # Without a terminal there may be no such stream, or nobody who reads it.
    if sys.stderr is not None:
        with contextlib.suppress(OSError, ValueError):
            print(line, file=sys.stderr, flush=True)
