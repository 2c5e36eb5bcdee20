"""How much work a call does, counted instead of timed, so that a busy machine changes nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import app

_APP = str(Path(app.__file__).parent)


def calls_made(act: Callable[[], object]) -> int:
    """How many functions are called while `act` runs, built-in ones included."""
    count = 0

    def profile(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        act()
    finally:
        sys.setprofile(before)
    return count


def lines_run(act: Callable[[], object]) -> int:
    """How many lines of the program are run while `act` runs, each as often as it is run."""
    count = 0

    def trace(frame: FrameType, event: str, _argument: object) -> Any:
        nonlocal count
        if _APP not in frame.f_code.co_filename:
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        act()
    finally:
        sys.settrace(before)
    return count
