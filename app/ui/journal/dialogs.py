"""Kinds of dialogs: one that scrolls where its content is tall, and one that goes through steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from app.services.long_work import LongWork
from app.ui.design.design import Design
from app.ui.design.tokens import Size, Space
from app.ui.kit.buttons import Button, secondary
from app.ui.kit.flow import clear_layout, column_in
from app.ui.kit.labels import soft
from app.ui.kit.notice import Notice
from app.ui.kit.progress import ProgressLine
from app.ui.kit.scroll import ScrollPage
from app.ui.prompts import Dialog
from app.ui.workspace import Workspace

T = TypeVar("T")
_BODY = 1
"""The place of the body in a dialog's layout."""
_PROGRESS_MS = 100
"""Milliseconds between two looks at how far long work is."""
_WIDE, _HIGH = 720, 560


class TallDialog(Dialog):
    """A dialog whose content scrolls where the window is low or the text is large; `.column` is the layout to fill."""

    def __init__(self, design: Design, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(design, heading, parent)
        self._scroll = ScrollPage(design, margin=Space.NONE)
        self.body.addWidget(self._scroll)
        self.column: QVBoxLayout = self._scroll.body
        self.column.setSpacing(Space.M)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()
        # Once more when the style sheet has reached everything.
        QTimer.singleShot(0, self, self.fit)

    def fit(self) -> None:
        """Take the height of the content, but no more than the window's."""
        parent, own = self.parentWidget(), self.layout()
        if own is None:
            return
        window = parent.window().height() if parent is not None else self.screen().availableGeometry().height()
        room = self.width() - 2 * Space.XL
        heading = own.itemAt(0)
        around = 2 * Space.XL + (own.count() - 1) * own.spacing() + self.buttons.heightForWidth(room)
        around += heading.heightForWidth(room) if heading is not None else 0
        self.column.invalidate()
        # Qt has no height for a width where nothing in the column wraps.
        needed = max(self.column.totalHeightForWidth(room), self.column.totalMinimumSize().height())
        high = max(Space.XXXL, min(needed, window - around - 2 * Space.XL))
        self._scroll.setFixedHeight(high)
        self.resize(self.width(), around + high)


class StepsDialog(Dialog):
    """Shows one step at a time. Some take long: Esc stops those, and closes the dialog otherwise."""

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
        self._look.setInterval(_PROGRESS_MS)
        self._look.timeout.connect(self._on_look)
        self._fit(parent)

    def _fit(self, parent: QWidget | None) -> None:
        """Take a size that is good to read, but no more than the window's."""
        wide, high = self.design.px(_WIDE), self.design.px(_HIGH)
        if parent is not None:
            window = parent.window()
            wide, high = min(wide, window.width() - 2 * Space.L), min(high, window.height() - 2 * Space.L)
        self.setMinimumWidth(min(wide, Size.DIALOG))
        self.resize(wide, high)

    def new_step(self) -> tuple[QWidget, QVBoxLayout]:
        """An empty step and its column."""
        step = QWidget(self)
        return step, column_in(step, Space.M)

    def show_step(self, step: QWidget, buttons: Sequence[Button]) -> None:
        """Replace the step and its buttons."""
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
        """Say what takes long and how far it is, and offer to stop it."""
        self.notice.clear()
        self.work = LongWork()
        step, column = self.new_step()
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

    def closing(self, text: str) -> Button:
        """A button that closes the dialog."""
        return secondary(self.design, text, self.accept)

    def asking(self, then: Callable[[T], object]) -> Callable[[T], None]:
        """Take no clicks while a question is open; `then` gets the answer, if the dialog still exists."""
        self.setEnabled(False)

        def answered(answer: T) -> None:
            if isValid(self):
                self.setEnabled(True)
                self.activateWindow()
                then(answer)

        return answered

    def reject(self) -> None:
        """Esc: stop long work, or close."""
        if self.is_working:
            self.work.stop()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop long work; locking closes dialogs, too."""
        self.work.stop()
        self._look.stop()
        super().closeEvent(event)
