"""Files move to new keys or to a new vault: how far they are, and a way to stop it while that changes nothing."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.services.long_work import LongWork
from app.ui.design.design import Design
from app.ui.design.tokens import Space
from app.ui.kit.buttons import secondary
from app.ui.kit.flow import Column, row
from app.ui.kit.labels import Reason, soft
from app.ui.kit.progress import ProgressLine
from app.ui.wording import fill

LOOK = 200
"""Milliseconds between two looks at how far it is."""


class FilesMoving(QObject):
    """Whether files move: meanwhile, nothing else that takes a passphrase or writes files can begin."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._moves = 0

    @property
    def is_moving(self) -> bool:
        """Whether some move."""
        return self._moves > 0

    def begin(self) -> None:
        """Some begin to move."""
        self._moves += 1
        self.changed.emit()

    def end(self) -> None:
        """They no longer move."""
        self._moves -= 1
        self.changed.emit()


class WhileMoving(Reason):
    """Greys buttons while files move, and says why."""

    def __init__(self, files: FilesMoving, *buttons: QWidget) -> None:
        super().__init__(*buttons)
        self._files = files
        files.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        told = self.tr("Your files are being copied. This can be used again once that is done.")
        self.give(told if self._files.is_moving else "")


class MovingLine(Column):
    """Hidden until files move. `stopped`: what it means to stop."""

    def __init__(self, design: Design, name: str, files: FilesMoving, stopped: str = "") -> None:
        self._line, self._told = ProgressLine(name), soft("")
        self._stopped = stopped or self.tr("If you stop now, nothing changes.")
        self.stop = secondary(design, self.tr("Stop"), self.on_stop)
        self._decided = Reason(self.stop)
        super().__init__(self._line, self._told, spacing=Space.S)
        self.body.addLayout(row(self.stop, self._decided, None))
        self._files = files
        self._work: LongWork | None = None
        self._look = QTimer(self)
        self._look.timeout.connect(self.show_progress)
        self.hide()

    @property
    def is_moving(self) -> bool:
        """Whether files move."""
        return self._work is not None

    def start(self, work: LongWork | None = None) -> LongWork:
        """Show that files move; what tells how far they are."""
        self.end()
        self._work = work = work or LongWork()
        self._files.begin()
        self._decided.give("")
        self.show_progress()
        self.show()
        self._look.start(LOOK)
        self.stop.setFocus()
        return work

    def end(self) -> None:
        """Files no longer move."""
        if self._work is not None:
            self._files.end()
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
            self._told.setText(f"{told} {self._stopped}")
