"""The way in after a partner has left: one's own file gets a new key first, and the page says how far that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.ui.kit.labels import body, display, soft
from app.ui.moving import LOOK, FilesMoving, MovingLine
from app.ui.start.frame import StartFrame

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.services.long_work import LongWork
    from app.ui.design.design import Design
    from app.ui.start.flow import StartFlow


class MovingView(StartFrame):
    """Says what is being done; there is nothing to do but wait, or stop."""

    def __init__(self, design: Design, work: LongWork) -> None:
        super().__init__(design)
        does = self.tr(
            "Your own file is being written again under a new key, and checked. What you wrote stays as it is."
        )
        then = self.tr("This is done once, and takes some minutes if the file is large. Home will say why.")
        stopped = self.tr("If you stop now, the file stays as it is, and unlocking starts this again.")
        self.moving = MovingLine(design, self.tr("Writing your file under a new key"), FilesMoving(self), stopped)
        self.card.add_all(display(self.tr("A new key for your file")), body(does), soft(then), self.moving, self.notice)
        self.first = self.moving.stop
        self.moving.start(work)


class MovingFlow(QObject):
    """Shows its page in the flow that it belongs to, once the file is being written: mostly, that is over sooner."""

    def __init__(self, flow: StartFlow, design: Design, work: LongWork, is_entering: Callable[[], bool]) -> None:
        super().__init__(flow)
        self._flow, self._design, self._work, self._is_entering = flow, design, work, is_entering
        self._look = QTimer(self)
        self._look.timeout.connect(self._on_look)
        self._look.start(LOOK)

    def _on_look(self) -> None:
        is_over = self._work.is_decided or not self._is_entering()
        if not is_over and self._work.total:
            self._flow.show_view(MovingView(self._design, self._work))
        if is_over or self._work.total:
            self._look.stop()
            self.deleteLater()
