"""Python's search for garbage in cycles, on the UI thread alone.

Left to itself, Python searches on whichever thread makes things, and deletes what it finds there. Among it are widgets,
and Qt ends the process, sooner or later, when a widget is deleted on another thread than its own.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QAbstractEventDispatcher, QObject, QTimer

_EVERY_MS = 1_000
"""For what the lanes make while nothing happens in the window."""


class GarbageCollector(QObject):
    """Searches for garbage when it is due by Python's own thresholds; Python itself no longer does."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        # At each turn of the event loop, as searching often takes little time each time.
        self._loop = QAbstractEventDispatcher.instance()
        self._loop.awake.connect(collect_due)
        self._loop.aboutToBlock.connect(collect_due)
        self._timer = QTimer(self)
        self._timer.timeout.connect(collect_due)
        self._timer.start(_EVERY_MS)

    def stop(self) -> None:
        """Search no longer; the program ends."""
        self._timer.stop()
        self._loop.awake.disconnect(collect_due)
        self._loop.aboutToBlock.disconnect(collect_due)


def collect_due() -> None:
    """Search the oldest generation for which a search is due."""
    due = [
        generation
        for generation, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
        if count > most
    ]
    if due:
        gc.collect(due[-1])
