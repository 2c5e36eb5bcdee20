"""What is shown below the page for some seconds, and what it offers to undo."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from PySide6.QtWidgets import QWidget

from app.ui.design.design import Design
from app.ui.kit.toast import ToastBar


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
