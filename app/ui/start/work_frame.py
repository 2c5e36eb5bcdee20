"""A start page that begins long work, shows how far it is and can stop it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from app.ui.kit.buttons import quiet
from app.ui.kit.progress import ProgressLine
from app.ui.start.frame import StartFrame

if TYPE_CHECKING:
    from app.services.long_work import LongWork
    from app.ui.design.design import Design

LOOK = 200
"""Milliseconds between two looks at how far it is."""


class WorkFrame(StartFrame):
    """The line and the button to stop are below the card, and shown while it works."""

    def __init__(self, design: Design, name: str, stopped: str) -> None:
        """`name`: what the work is; `stopped`: what to say once it was stopped."""
        super().__init__(design)
        self._stopped = stopped
        self.line = ProgressLine(name)
        self.stop = quiet(design, self.tr("Stop"), self._stop)
        for widget in (self.line, self.stop):
            self.below.addWidget(widget)
            widget.hide()
        self.work: LongWork | None = None
        """What tells how far it is."""
        self._look = QTimer(self)
        self._look.timeout.connect(self._show_progress)

    def begin(self) -> LongWork:
        """New work, whose progress is shown while the page is busy."""
        from app.services.long_work import LongWork

        self.work = work = LongWork()
        return work

    def show_busy(self, busy: bool) -> None:
        """Show that it takes a while, and offer to stop."""
        super().show_busy(busy)
        self.line.setRange(0, 0)
        for widget in (self.line, self.stop):
            widget.setVisible(busy)
        if busy:
            self.stop.setFocus()
            self._look.start(LOOK)
        else:
            self._look.stop()

    def _show_progress(self) -> None:
        if self.work is not None and self.work.total:
            self.line.show_progress(self.work.done, self.work.total)

    def _stop(self) -> None:
        if self.work is not None:
            self.work.stop()

    def refuse(self, error: Exception) -> None:
        """Say why it did not work, or that it was stopped; it can be tried again."""
        from app.services.long_work import Stopped

        if isinstance(error, Stopped):
            self.show_busy(False)
            self.notice.show_notice(self.tr("Stopped"), self._stopped)
            self.focus_first()
        else:
            super().refuse(error)
