"""Loads everything that unlocking needs on a thread of its own, while a person types their passphrase."""

from __future__ import annotations

import gc
import sys
import threading
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QScrollArea

if TYPE_CHECKING:
    from app.models.catalogue import Catalogue
    from app.models.texts import Texts

# A shorter turn for each thread, from now to the end: while a lane calculates in Python, the window gets its share ten
# times as often as it usually would (thousands of check-ins drawn: 20 ms at the longest instead of 100).
_TURN = 0.0005
# Looking through everything for garbage holds up the window while long lists are loaded; it waits for the locking.
_COLLECTIONS = (700, 10, 1_000)

MODULES = (
    "app.services.vault_service",
    "app.services.home",
    "app.ui.workspace",
    "app.ui.shell.navigation",
    "app.ui.shell.shell",
    "app.ui.home.page",
)


class WarmUp(QObject):
    """`ready` is emitted once; afterwards catalogue and texts are there."""

    ready = Signal()
    failed = Signal()
    """Something could not be loaded; nothing can be opened."""
    _imported = Signal()
    _loaded = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._thread: threading.Thread | None = None
        self._catalogue: Catalogue | None = None
        self._texts: Texts | None = None
        self.is_ready = False
        self._imported.connect(self._on_imported)
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
        """Begin now."""
        if self._thread is None:
            gc.disable()
            sys.setswitchinterval(_TURN)
            self._thread = threading.Thread(target=self._load, name="accord-warm-up", daemon=True)
            self._thread.start()

    def wait(self, timeout: float = 30.0) -> None:
        """Until it is over; for ending the program."""
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
        self._imported.emit()
        from app.assets import load_catalogue, load_texts

        self._catalogue, self._texts = load_catalogue(), load_texts()
        self._loaded.emit()

    def _settle(self) -> None:
        if not gc.isenabled():
            # What was loaded stays to the end; a full collection need never look at it again.
            gc.freeze()
            gc.set_threshold(*_COLLECTIONS)
            gc.enable()

    def _on_imported(self) -> None:
        # The first style that Python did not make itself takes 10 ms, and the first widget 15: PySide then looks
        # through all its classes. While somebody types a passphrase it is not noticed; while a screen is built it
        # would be the longest wait of all.
        QScrollArea().style()
        QTimer.singleShot(1, self, _meet_a_widget)

    def _on_loaded(self) -> None:
        self._settle()
        self.is_ready = True
        self.ready.emit()


def _meet_a_widget() -> None:
    QScrollArea().viewport()
