"""Why a button is grey."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.ui.design.tokens import TextRole
from app.ui.kit.labels import Label


class Reason(Label):
    """Is beside buttons and says why they cannot be pressed now; hidden while they can."""

    def __init__(self, *buttons: QWidget) -> None:
        super().__init__("", TextRole.CAPTION, tone="soft")
        self._buttons = buttons
        self.hide()

    def give(self, why: str) -> None:
        """Grey the buttons for this reason; without one, they can be pressed. Screen readers say it with them."""
        for button in self._buttons:
            button.setEnabled(not why)
            button.setAccessibleDescription(why)
        self.show_text(why)
