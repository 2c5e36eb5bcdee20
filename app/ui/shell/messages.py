"""What is shown below the page for some seconds, and what it offers to undo."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QFrame, QWidget

from app.ui.design.design import Design
from app.ui.design.tokens import Pause, Size, Space
from app.ui.kit.buttons import quiet
from app.ui.kit.flow import row_in
from app.ui.kit.labels import Label
from app.ui.kit.notice import announce
from app.ui.timer import single_shot


class ToastBar(QFrame):
    """Shows a message for some seconds, or for as long as it has the focus or the pointer."""

    spoken_as = "AlertMessage"

    def __init__(self, design: Design, parent: QWidget) -> None:
        super().__init__(parent)
        self._host = parent
        self._design = design
        self.setObjectName("toast")
        self._line = row_in(self, Space.L, margins=(Space.L, Space.S, Space.S, Space.S))
        self._label = Label("", wrap=True)
        self._undo: Callable[[], object] | None = None
        self._button = quiet(design, self.tr("Undo"), self._on_undone)
        self._line.addWidget(self._label, 1)
        self._line.addWidget(self._button)
        self._timer = single_shot(self, Pause.TOAST, self._on_time)
        parent.installEventFilter(self)
        self.hide()

    def show_toast(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Show a message, with *Undo* if it can be undone."""
        self._design.apply(self)
        self._label.setText(text)
        self._undo = undo
        self._button.setVisible(undo is not None)
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        announce(self)

    def clear(self) -> None:
        """Hide the message."""
        self._timer.stop()
        self._undo = None
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot when the window is resized."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _on_time(self) -> None:
        if self.underMouse() or self._button.hasFocus():
            self._timer.start()
        else:
            self.clear()

    def _on_undone(self) -> None:
        undo = self._undo
        self.clear()
        if undo is not None:
            undo()

    def _place(self) -> None:
        room = self._host.rect()
        width = min(self._design.px(Size.DIALOG), room.width() - 2 * Space.XL)
        tall = max(self.sizeHint().height(), self._line.heightForWidth(width))
        self.setGeometry((room.width() - width) // 2, room.height() - tall - Space.XL, width, tall)


class Messages:
    """One message at a time. The last thing that can be undone is kept beyond its message, for Ctrl+Z."""

    def __init__(self, design: Design, host: QWidget) -> None:
        self._design, self._host = design, host
        self._undo: Callable[[], object] | None = None

    @cached_property
    def bar(self) -> ToastBar:
        """Made for the first message, as Home is waited for."""
        return ToastBar(self._design, self._host)

    @property
    def made(self) -> ToastBar | None:
        """The bar, once there was a message."""
        return vars(self).get("bar")

    def show(self, text: str, undo: Callable[[], object] | None) -> None:
        """Show a message, with *Undo* if it can be undone."""
        self._undo = undo or self._undo
        self.bar.show_toast(text, undo)

    def clear(self) -> None:
        """Hide the message."""
        if self.made is not None:
            self.made.clear()

    def forget(self) -> None:
        """Hide the message; nothing can be undone any more."""
        self._undo = None
        self.clear()

    def undo(self) -> None:
        """Undo the last thing that can be, once."""
        undo = self._undo
        self.forget()
        if undo is not None:
            undo()
