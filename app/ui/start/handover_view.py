"""Between two turns: who should look now, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from app.ui.kit.buttons import primary
from app.ui.kit.labels import body, display
from app.ui.start.frame import StartFrame

if TYPE_CHECKING:
    from app.ui.design.design import Design


class HandoverView(StartFrame):
    """Names who should look now."""

    taken = Signal()

    def __init__(self, design: Design, title: str, text: str, button: str) -> None:
        super().__init__(design)
        self.card.add(display(title))
        self.card.add(body(text))
        self._take = primary(design, button, self.taken.emit)
        self.add_wide(self._take)

    def focus_first(self) -> None:
        """The only button."""
        self._take.setFocus()
