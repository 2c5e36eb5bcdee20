"""Loads everything that unlocking needs while the person types their passphrase.

What doesn't use Qt is imported on a thread of its own, the rest on the UI thread in short pieces (app.ui.importing).
"""

from __future__ import annotations

import gc
import sys
import threading
import time
from functools import partial
from importlib import import_module
from itertools import chain
from typing import TYPE_CHECKING

from PySide6 import QtWidgets
from PySide6.QtCore import QObject, QTimer, Signal

from app.platforms import current

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from app.models.catalogue import Catalogue
    from app.models.texts import Texts
    from app.ui.garbage import GarbageCollector

# A shorter switch interval from now on: while a lane computes in Python, the UI thread gets the interpreter ten times
# as often as by default (drawing thousands of check-ins: 20 ms at most instead of 100).
_TURN = 0.0005
# A full garbage collection would block the window while long lists are loaded; it waits until locking.
_COLLECTIONS = (700, 10, 1_000)
_PIECE = 0.002
"""Seconds of importing and building classes in one go."""

MODULES = (
    "app.services.vault_service",
    "app.services.home",
    "app.bootstrap.session_builder",
    "app.ui.home.page",
    "app.ui.kit.focus_ring",
    "app.bootstrap.locking",
    *current().session_modules,
)


class WarmUp(QObject):
    """Emits `ready` once; from then on catalogue and texts are available."""

    ready = Signal()
    failed = Signal()
    """Something could not be loaded, so nothing can be opened."""
    _loaded = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._thread: threading.Thread | None = None
        self._catalogue: Catalogue | None = None
        self._texts: Texts | None = None
        self._left: list[str] | None = None
        self._collector: GarbageCollector | None = None
        # PySide builds a class when its name is first used, and all of them for the first widget or style that Python
        # did not create. That would be the longest stall of all; a few classes at a time go unnoticed.
        self._classes = map(partial(getattr, QtWidgets), dir(QtWidgets))
        self.is_ready = False
        self._loaded.connect(self._on_loaded)

    @property
    def catalogue(self) -> Catalogue:
        """The built-in catalogue."""
        assert self._catalogue is not None
        return self._catalogue

    @property
    def texts(self) -> Texts:
        """The prefilled texts."""
        assert self._texts is not None
        return self._texts

    def start(self) -> None:
        """Start loading."""
        if self._thread is None:
            gc.disable()
            sys.setswitchinterval(_TURN)
            from app.ui.importing import import_without_qt  # late, as the first window needs none of it

            work = partial(self._load, import_without_qt)
            self._thread = threading.Thread(target=work, name="accord-warm-up", daemon=True)
            self._thread.start()
            self._go_on(self._classes)

    def wait(self, timeout: float = 30.0) -> None:
        """Wait until loading has ended, before the program ends."""
        if self._thread is not None:
            self._thread.join(timeout)
        if self._collector is not None:
            self._collector.stop()

    def _load(self, import_first: Callable[..., list[str]]) -> None:
        try:
            self._load_all(import_first(*MODULES))
        except BaseException:
            self.failed.emit()
            raise

    def _load_all(self, left: list[str]) -> None:
        from app.assets import load
        from app.models.catalogue import Catalogue
        from app.models.texts import Texts

        self._catalogue, self._texts = load(Catalogue), load(Texts)
        self._left = left
        self._loaded.emit()

    def _settle(self) -> None:
        if self._collector is None:
            from app.ui.garbage import GarbageCollector

            # What was loaded stays until exit, so no full collection needs to look at it.
            gc.freeze()
            gc.set_threshold(*_COLLECTIONS)
            self._collector = GarbageCollector(self)

    def _on_loaded(self) -> None:
        self._go_on(chain(self._classes, map(import_module, self._left or ())), then=self._on_ready)

    def _go_on(self, pieces: Iterator[object], then: Callable[[], object] | None = None) -> None:
        until = time.perf_counter() + _PIECE
        try:
            for _done in pieces:
                if time.perf_counter() >= until:
                    QTimer.singleShot(1, self, lambda: self._go_on(pieces, then))
                    return
        except BaseException:
            self.failed.emit()
            raise
        if then is not None:
            then()

    def _on_ready(self) -> None:
        self._settle()
        self.is_ready = True
        self.ready.emit()
