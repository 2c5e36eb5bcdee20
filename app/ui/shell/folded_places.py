"""Where the window has no room for the sidebar: one button, *Menu*, opens the whole list over the page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.shell.areas import holds
from app.ui.shell.sidebar import Sidebar


class FoldedPlaces:
    """Puts the sidebar beside the page, or over it while somebody asks for it."""

    def __init__(self, sidebar: Sidebar, line: QHBoxLayout, body: QWidget, opener: QWidget) -> None:
        self._sidebar, self._line, self._body, self._opener = sidebar, line, body, opener
        self.is_folded = False

    @property
    def is_open(self) -> bool:
        """Whether the list is over the page."""
        return self.is_folded and self._sidebar.isVisible()

    def fold(self, folded: bool) -> None:
        """Put the list beside the page, or let it wait until it is asked for."""
        if folded != self.is_folded:
            self.is_folded = folded
            if folded:
                self._line.removeWidget(self._sidebar)
            else:
                self._line.insertWidget(0, self._sidebar)
            self._sidebar.setVisible(not folded)
            self._sidebar.show_over(folded)
        elif self.is_open:
            self._cover()

    def open(self) -> None:
        """Show the list over the page, with the focus on the current place."""
        self._cover()
        self._sidebar.show()
        self._sidebar.raise_()
        self._sidebar.focus_current()

    def close(self) -> bool:
        """Hide the list, if it is over the page; whether it was."""
        was_open, had_focus = self.is_open, holds(self._sidebar, self._body.window().focusWidget())
        if was_open:
            if had_focus:
                self._opener.setFocus(Qt.FocusReason.OtherFocusReason)
            self._sidebar.hide()
        return was_open

    def _cover(self) -> None:
        self._sidebar.setGeometry(0, 0, self._sidebar.width(), self._body.height())
