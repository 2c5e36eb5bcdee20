"""How far an entry may go: three choices, of which only a person picks one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.models.journal import Boundary
from app.ui.design.design import Design
from app.ui.journal.words import boundary_word
from app.ui.kit.choice import Choice
from app.ui.kit.labels import caption
from app.ui.kit.surfaces import Panel

_ICONS = {Boundary.STAYS: "bird", Boundary.TALK: "chats", Boundary.TRY: "compass"}


class BoundaryPanel(Panel):
    """*This one…* and the sentence that holds it."""

    chosen = Signal(object)
    """Boundary."""

    def __init__(self, design: Design, firewall: str, parent: QWidget | None = None) -> None:
        super().__init__(design, parent=parent)
        options = [(boundary, boundary_word(boundary), _ICONS[boundary]) for boundary in Boundary]
        self.choice = Choice(design, self.tr("This one…"), options)
        self.choice.chosen.connect(lambda key: self.chosen.emit(Boundary(str(key))))
        self.add(self.choice)
        self.add(caption(firewall))

    @property
    def boundary(self) -> Boundary:
        """What is chosen."""
        return Boundary(str(self.choice.choice))

    def show_boundary(self, boundary: Boundary) -> None:
        """Show what is chosen; says nothing."""
        self.choice.show_choice(boundary)
