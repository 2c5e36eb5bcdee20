"""How far files are with moving to new keys or to a new vault, and a way to stop it while that changes nothing."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QTimer

from app.services.long_work import LongWork
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.buttons import secondary
from app.ui.kit.flow import Column, row
from app.ui.kit.labels import soft
from app.ui.kit.progress import ProgressLine
from app.ui.kit.reasons import Reason
from app.ui.wording import fill

LOOK = 200
"""Milliseconds between two looks at how far it is."""


class MovingLine(Column):
    """Hidden until files move."""

    def __init__(self, design: Design, name: str) -> None:
        self._line, self._told = ProgressLine(name), soft("")
        self.stop = secondary(design, self.tr("Stop"), self.on_stop)
        self._decided = Reason(self.stop)
        super().__init__(self._line, self._told, spacing=Space.S)
        self.body.addLayout(row(self.stop, self._decided, None))
        self._work: LongWork | None = None
        self._look = QTimer(self)
        self._look.timeout.connect(self.show_progress)
        self.hide()

    @property
    def is_moving(self) -> bool:
        """Whether files move."""
        return self._work is not None

    def start(self) -> LongWork:
        """Show that files move; what tells how far they are."""
        self._work = work = LongWork()
        self._decided.give("")
        self.show_progress()
        self.show()
        self._look.start(LOOK)
        self.stop.setFocus()
        return work

    def end(self) -> None:
        """Files no longer move."""
        self._work = None
        self._look.stop()
        self.hide()

    def on_stop(self) -> None:
        """Stop it, if it is not decided meanwhile."""
        if self._work is not None:
            self._work.stop()

    def show_progress(self) -> None:
        """Show how far it is, and whether it can still be stopped."""
        work = self._work
        if work is None:
            return
        self._line.show_progress(work.done, work.total)
        percent = 100 * work.done // max(1, work.total)
        told = fill(self.tr("{percent}% is copied and checked."), percent=QLocale().toString(percent))
        if work.is_decided:
            self._told.setText(told)
            self._decided.give(self.tr("The new files are being put in place. This can no longer be stopped."))
        else:
            self._told.setText(f"{told} {self.tr('If you stop now, nothing changes.')}")
