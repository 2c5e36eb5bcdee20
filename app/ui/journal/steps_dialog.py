"""A dialog that goes through steps, some of which take long and can be stopped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from app.services.long_work import LongWork
from app.ui.design.tokens import Size, Space
from app.ui.kit.buttons import Button, secondary
from app.ui.kit.flow import clear_layout
from app.ui.kit.labels import soft
from app.ui.kit.notice import Notice
from app.ui.kit.progress import ProgressLine
from app.ui.prompts import Dialog
from app.ui.workspace import Workspace

T = TypeVar("T")
_BODY = 1
_LOOK_MS = 100
_WIDE, _HIGH = 720, 560


class StepsDialog(Dialog):
    """One step at a time; Esc stops what takes long, and closes otherwise."""

    def __init__(self, ws: Workspace, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(ws.design, heading, parent)
        self.ws = ws
        self.work = LongWork()
        self.is_working = False
        self.notice = Notice(ws.design)
        self.body.addWidget(self.notice)
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):  # the step takes the room that is left, not the gap below it
            layout.setStretch(_BODY, 1)
            layout.setStretch(_BODY + 1, 0)
        self._step: QWidget | None = None
        self._line: ProgressLine | None = None
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self._on_look)
        self._fit(parent)

    def _fit(self, parent: QWidget | None) -> None:
        """As large as is good to read, and never larger than the window."""
        wide, high = self.design.px(_WIDE), self.design.px(_HIGH)
        if parent is not None:
            window = parent.window()
            wide, high = min(wide, window.width() - 2 * Space.L), min(high, window.height() - 2 * Space.L)
        self.setMinimumWidth(min(wide, Size.DIALOG))
        self.resize(wide, high)

    def show_step(self, step: QWidget, buttons: Sequence[Button]) -> None:
        """Show another step with its buttons."""
        self._look.stop()
        self.is_working = False
        self._line = None
        before, self._step = self._step, step
        if before is not None:
            before.hide()
            self.body.removeWidget(before)
            before.deleteLater()
        self.body.addWidget(step, 1)
        clear_layout(self.buttons.flow)
        for button in buttons:
            self.add_button(button)
            button.show()
        step.show()

    def show_working(self, text: str) -> LongWork:
        """Say what takes long, how far it is, and offer to stop it."""
        self.notice.clear()
        self.work = LongWork()
        step = QWidget(self)
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        line = ProgressLine(self.design, text)
        line.setRange(0, 0)
        column.addWidget(soft(text))
        column.addWidget(line)
        column.addStretch(1)
        stop = secondary(self.design, self.tr("Stop"), self.work.stop)
        self.show_step(step, (stop,))
        self._line, self.is_working = line, True
        self._look.start()
        stop.setFocus()
        return self.work

    def _on_look(self) -> None:
        if self._line is not None and self.work.total:
            self._line.show_progress(self.work.done, self.work.total)

    def closing(self, text: str, *, first: bool = False) -> Button:
        """A button that closes it."""
        button = secondary(self.design, text, self.accept)
        button.setDefault(first)
        return button

    def asking(self, then: Callable[[T], object]) -> Callable[[T], None]:
        """Stand back while a question is asked beside it; `then` gets the answer, if this is still there."""
        self.setEnabled(False)

        def answered(answer: T) -> None:
            if isValid(self):
                self.setEnabled(True)
                self.activateWindow()
                then(answer)

        return answered

    def reject(self) -> None:
        """Esc: stop what is going on, or close."""
        if self.is_working:
            self.work.stop()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closed, by locking too: nothing goes on."""
        self.work.stop()
        self._look.stop()
        super().closeEvent(event)
