"""What a UI test leaves behind: windows, running timers and animations, threads."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable
from itertools import chain, repeat
from typing import Any
from weakref import WeakSet

from PySide6.QtCore import QAbstractAnimation, QCoreApplication, QEvent, QObject, QThread, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

# Windows that Qt makes for itself, once, and keeps.
_QTS_OWN = ("QTipLabel", "QComboBoxPrivateContainer", "QDesktopScreenWidget")
PATIENCE = 30.0


class Started:
    """Remembers which timers, animations and Qt threads were started from Python."""

    def __init__(self) -> None:
        self.objects: WeakSet[QObject] = WeakSet()
        for kind in (QTimer, QAbstractAnimation, QThread):
            self._watch(kind)

    def _watch(self, kind: type[QObject]) -> None:
        real: Callable[..., Any] = vars(kind)["start"]
        objects = self.objects

        def start(self: QObject, *args: Any, **kwargs: Any) -> Any:
            objects.add(self)
            return real(self, *args, **kwargs)

        kind.start = start  # type: ignore[attr-defined]

    def still_running(self) -> list[str]:
        """Those that go on."""
        return [_describe(each) for each in list(self.objects) if isValid(each) and _runs(each)]


class LeakCheck:
    """Takes stock before a test; `leftovers()` returns what has appeared since."""

    def __init__(self, started: Started) -> None:
        self._started = started
        self._windows = {id(widget): widget for widget in _windows()}
        self._threads = set(threading.enumerate())
        started.objects.clear()

    def leftovers(self) -> list[str]:
        """What is left once Qt has had its say and a moment has passed; empty is good."""
        deadline = time.monotonic() + PATIENCE
        # What a test leaves in circles is young; everything is searched only if something is still there.
        for generation in chain((1,), repeat(2)):
            settle()
            left = self._look()
            if not left or time.monotonic() > deadline:
                break
            gc.collect(generation)
            if generation == 2:
                time.sleep(0.02)
        return left

    def _look(self) -> list[str]:
        windows = [f"window {_describe(w)}" for w in _windows() if id(w) not in self._windows]
        threads = [f"thread {t.name}" for t in threading.enumerate() if t not in self._threads and t.is_alive()]
        return windows + threads + self._started.still_running()


def settle() -> None:
    """Let posted events and deferred deletions happen."""
    for _ in range(3):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _windows() -> list[QWidget]:
    return [
        w for w in QApplication.topLevelWidgets() if w.parent() is None and w.metaObject().className() not in _QTS_OWN
    ]


def _runs(thing: QObject) -> bool:
    if isinstance(thing, QTimer):
        return thing.isActive()
    if isinstance(thing, QAbstractAnimation):
        return thing.state() == QAbstractAnimation.State.Running
    return isinstance(thing, QThread) and thing.isRunning()


def _describe(thing: QObject) -> str:
    owner = thing.parent()
    of = f" of {owner.metaObject().className()}" if owner is not None else ""
    return f"{type(thing).__name__} {thing.objectName()!r}{of}"
