"""Says when a window was first painted; used alike in the program's process and in the bare one."""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QWindow


class FirstFrame(QObject):
    """Prints the monotonic time in seconds once a window's first exposure has been handled, then ends the program."""

    def __init__(self, window: QWindow) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Expose:
            watched.removeEventFilter(self)
            # Painting happens within the exposure; this comes right after it, before any timer.
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User))
        return False

    def customEvent(self, event: QEvent) -> None:
        print(time.monotonic(), flush=True)
        QCoreApplication.exit(0)
