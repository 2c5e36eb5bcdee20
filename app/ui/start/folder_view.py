"""The folder that a new vault is made in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from app.ui.kit.buttons import primary, quiet, secondary
from app.ui.kit.flow import button_row
from app.ui.kit.labels import body, display, soft, strong
from app.ui.kit.notice import Notice
from app.ui.start.frame import StartFrame

if TYPE_CHECKING:
    from pathlib import Path

    from app.ui.design.design import Design


class FolderView(StartFrame):
    """Shows the folder; a different one can be chosen."""

    accepted = Signal()
    choose_asked = Signal()
    back = Signal()

    def __init__(self, design: Design, folder: Path) -> None:
        super().__init__(design, width=520)
        self.card.add(display(self.tr("Where it is kept")))
        self.card.add(body(self.tr("A vault is one folder on this computer. Everything in it is encrypted.")))
        self._folder = self.card.add(strong(str(folder)))
        self.card.add(
            soft(self.tr("A name that tells nothing is best. A folder that is synchronised shows file sizes."))
        )
        self.notice = self.card.add(Notice(design))
        self._go = primary(design, self.tr("Go on"), self.accepted.emit)
        other = secondary(design, self.tr("Another folder…"), self.choose_asked.emit)
        self.card.add(button_row(self._go, other, quiet(design, self.tr("Back"), self.back.emit)))

    def show_folder(self, folder: Path) -> None:
        """Show the folder that was chosen."""
        self._folder.setText(str(folder))

    def focus_first(self) -> None:
        """*Go on*."""
        self._go.setFocus()
