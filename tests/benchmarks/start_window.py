"""The program as it is started, hardening and all; it only says when its window was painted, and ends."""

from __future__ import annotations

import sys

import app.__main__ as entry
from app.hardening.stopping import Stopping

_listen = Stopping.listen
kept: list[object] = []


def listen_and_watch(stopping: Stopping) -> int:
    """Asked for right after the window was shown."""
    from PySide6.QtGui import QGuiApplication

    from tests.benchmarks.first_frame import FirstFrame

    kept.extend(FirstFrame(window) for window in QGuiApplication.topLevelWindows())
    return _listen(stopping)


Stopping.listen = listen_and_watch  # type: ignore[method-assign,assignment]
sys.exit(entry.main())
