"""Loads everything that unlocking needs on its own thread, while the person types their passphrase."""

from __future__ import annotations

import gc
import sys
import threading
import time
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6 import QtWidgets
from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.models.catalogue import Catalogue
    from app.models.texts import Texts

# A shorter switch interval from now on: while a lane computes in Python, the UI thread gets the interpreter ten times
# as often as by default (drawing thousands of check-ins: 20 ms at most instead of 100).
_TURN = 0.0005
# A full garbage collection would block the window while long lists are loaded; it waits until locking.
_COLLECTIONS = (700, 10, 1_000)
_PIECE = 0.002
"""Seconds of building classes in one go."""

MODULES = (
    "app.services.vault_service",
    "app.services.home",
    "app.bootstrap.session_builder",
    "app.ui.home.page",
    "app.ui.kit.focus_ring",
    "app.bootstrap.locking",
    *(("app.bootstrap.bus_lock_source",) if sys.platform == "linux" else ()),
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
            self._thread = threading.Thread(target=self._load, name="accord-warm-up", daemon=True)
            self._thread.start()

    def wait(self, timeout: float = 30.0) -> None:
        """Wait until loading has ended, before the program ends."""
        if self._thread is not None:
            self._thread.join(timeout)
            self._settle()

    def _load(self) -> None:
        try:
            self._load_all()
        except BaseException:
            self.failed.emit()
            raise

    def _load_all(self) -> None:
        for name in MODULES:
            import_module(name)

        from app.assets import load
        from app.models.catalogue import Catalogue
        from app.models.texts import Texts

        self._catalogue, self._texts = load(Catalogue), load(Texts)
        self._loaded.emit()

    def _settle(self) -> None:
        if not gc.isenabled():
            # What was loaded stays until exit, so no full collection needs to look at it.
            gc.freeze()
            gc.set_threshold(*_COLLECTIONS)
            gc.enable()

    def _on_loaded(self) -> None:
        self._settle()
        self.is_ready = True
        self.ready.emit()
        self._build_classes(iter(dir(QtWidgets)))

    def _build_classes(self, names: Iterator[str]) -> None:
        # PySide builds a class when its name is first used, and all of them for the first widget or style that Python
        # did not create. That would be the longest stall of all; while somebody types a passphrase, a few classes at a
        # time go unnoticed.
        until = time.perf_counter() + _PIECE
        for name in names:
            getattr(QtWidgets, name)
            if time.perf_counter() >= until:
                QTimer.singleShot(1, self, lambda: self._build_classes(names))
                return
