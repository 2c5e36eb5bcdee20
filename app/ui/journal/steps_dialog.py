"""A dialog that goes through steps, some of which take long and can be stopped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QRect, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.services.long_work import LongWork
from app.ui.design.tokens import Size, Space
from app.ui.kit.buttons import Button, secondary
from app.ui.kit.flow import Column, clear_layout, discard
from app.ui.kit.labels import Reason, soft
from app.ui.kit.notice import Notice
from app.ui.kit.progress import ProgressLine
from app.ui.prompts import Dialog
from app.ui.workspace import Workspace

T = TypeVar("T")
_PROGRESS_MS = 100
"""Milliseconds between two looks at how far long work is."""
_WIDE, _HIGH = 720, 640


class StepsDialog(Dialog):
    """Shows one step at a time. Some take long: Esc stops those, leads back from a side step, and closes otherwise."""

    def __init__(self, ws: Workspace, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(ws.design, heading, parent)
        self.ws = ws
        self.work = LongWork()
        self.is_working = False
        self.notice = Notice(ws.design)
        self.body.addWidget(self.notice)
        self._step: QWidget | None = None
        self._is_low = False
        self._back: Callable[[], object] | None = None
        self._line: ProgressLine | None = None
        self._look = QTimer(self)
        self._look.setInterval(_PROGRESS_MS)
        self._look.timeout.connect(self._on_look)
        self.fit()

    def fit(self) -> None:
        """Take a size that is good to read, or the height that the step needs, but no more than the window's."""
        wide, high = self.design.px(_WIDE), self.design.px(_HIGH)
        parent = self.parentWidget()
        if parent is not None:
            wide = min(wide, parent.window().width() - 2 * Space.L)
        self.setMinimumWidth(min(wide, Size.DIALOG))
        needed = sum(self.heights(wide))
        high = min(needed if self._is_low else max(high, needed), self.window_height - 2 * Space.L)
        if self.isVisible():  # it stays where its middle is
            box = QRect(0, 0, wide, high)
            box.moveCenter(self.geometry().center())
            self.setGeometry(box)
        else:
            self.resize(wide, high)

    def show_step(
        self,
        step: QWidget,
        buttons: Sequence[QWidget],
        *,
        low: bool = False,
        back: Callable[[], object] | None = None,
    ) -> None:
        """Replace the step and its buttons. `low`: only as high as the step needs; `back`: what Esc does."""
        self._is_low, self._back = low, back
        self._look.stop()
        self.is_working = False
        self._line = None
        before, self._step = self._step, step
        if before is not None:
            self.body.removeWidget(before)
            discard(before)
        self.body.addWidget(step, 1)
        self.show_above_buttons(*step.findChildren(Reason))
        clear_layout(self.buttons.flow)
        for button in buttons:
            self.add_button(button)
            button.show()
        step.show()
        self.fit()

    def show_working(self, text: str) -> LongWork:
        """Say what takes long and how far it is, and offer to stop it."""
        self.notice.clear()
        self.work = LongWork()
        line = ProgressLine(text)
        line.setRange(0, 0)
        step = Column(soft(text), line, spacing=Space.M)
        step.body.addStretch(1)
        stop = secondary(self.design, self.tr("Stop"), self.work.stop)
        self.show_step(step, (stop,))
        self._line, self.is_working = line, True
        self._look.start()
        stop.setFocus()
        return self.work

    def _on_look(self) -> None:
        if self._line is not None and self.work.total:
            self._line.show_progress(self.work.done, self.work.total)

    def closing(self, text: str) -> Button:
        """A button that closes the dialog."""
        return secondary(self.design, text, self.accept)

    def asking(self, then: Callable[[T], object]) -> Callable[[T], None]:
        """Take no clicks while a question is open; `then` gets the answer, if the dialog still exists."""
        held = self.focusWidget()
        self.setEnabled(False)

        def answered(answer: T) -> None:
            if isValid(self):
                self.setEnabled(True)
                self.activateWindow()
                if held is not None:
                    held.setFocus()
                then(answer)

        return answered

    def reject(self) -> None:
        """Esc: stop long work, go back, or close."""
        if self.is_working:
            self.work.stop()
        elif self._back is not None:
            self._back()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop long work; locking closes dialogs, too."""
        self.work.stop()
        self._look.stop()
        super().closeEvent(event)
