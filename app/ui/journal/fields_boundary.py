"""How far an entry may go: three choices, of which only a person picks one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.models.journal import Boundary, EntryKind
from app.ui.design.design import Design
from app.ui.journal.words import boundary_word
from app.ui.kit.labels import caption, strong
from app.ui.kit.segments import Segments
from app.ui.kit.surfaces import Panel

_ICONS = {Boundary.STAYS: "bird", Boundary.TALK: "chats", Boundary.TRY: "compass"}


class BoundaryPanel(Panel):
    """*This one…*, what may become of it, and the sentence that holds it. The words are those of the entry's kind."""

    chosen = Signal(object)
    """Boundary."""

    def __init__(self, design: Design, firewall: str, parent: QWidget | None = None) -> None:
        super().__init__(design, parent=parent)
        self._kind = EntryKind.FANTASY
        self.choice = Segments(design, self.tr("This one…"), self._options())
        self.choice.chosen.connect(lambda key: self.chosen.emit(Boundary(str(key))))
        self.said = strong()
        self.said.hide()
        self.add(self.choice)
        self.add(self.said)
        self.add(caption(firewall))

    def _options(self) -> list[tuple[Boundary, str, str]]:
        return [(boundary, boundary_word(boundary, self._kind), _ICONS[boundary]) for boundary in Boundary]

    @property
    def boundary(self) -> Boundary:
        """What is chosen."""
        return Boundary(str(self.choice.choice))

    def show_boundary(self, boundary: Boundary) -> None:
        """Show what is chosen; says nothing."""
        self.choice.show_choice(boundary)
        self._say()

    def show_kind(self, kind: EntryKind) -> None:
        """Speak of an entry of this kind; what is chosen stays."""
        if kind is not self._kind:
            self._kind = kind
            self.choice.show_options(self._options())
            self._say()

    def set_read_only(self, read_only: bool) -> None:
        """Say what is chosen, without the other choices."""
        self.choice.setVisible(not read_only)
        self.said.setVisible(read_only)

    def _say(self) -> None:
        if self.choice.choice is not None:
            word = boundary_word(self.boundary, self._kind)
            self.said.setText(self.tr("This one… {what}").replace("{what}", word))
