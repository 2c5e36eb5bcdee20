"""The first page: what this is, and whether it is for one or for two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from app.ui.kit.buttons import quiet
from app.ui.kit.flow import FirstFlow
from app.ui.kit.labels import body, display, soft, strong
from app.ui.kit.notice import Notice
from app.ui.kit.surfaces import ClickCard
from app.ui.start.frame import StartFrame

if TYPE_CHECKING:
    from app.ui.design.design import Design


class WelcomeView(StartFrame):
    """Offers a vault for two, for one, or an existing one."""

    chosen = Signal(int)
    other_vault = Signal()
    reading = Signal()

    def __init__(self, design: Design) -> None:
        super().__init__(design, width=520)
        self.card.add(display(self.tr("Accord")))
        self.card.add(
            body(
                self.tr(
                    "For adults: a place to say what you want and what you do not, and to agree a scene together. "
                    "It is no contract, no therapy and no proof of consent; either of you can change your mind at "
                    "any time."
                )
            )
        )
        self.notice = self.card.add(Notice(design))
        self.card.add(strong(self.tr("Who is it for?")))
        self.two = self._choice(
            self.tr("Two of us"),
            self.tr("Each answers alone; what you both want is opened together."),
            2,
        )
        self.one = self._choice(self.tr("Just me"), self.tr("A private list of your own. A partner can join later."), 1)
        other = quiet(design, self.tr("Open a vault that is already there…"), self.other_vault.emit)
        read = quiet(design, self.tr("Reading and resources"), self.reading.emit)
        self.card.add(FirstFlow(other, read))
        self.say_below(soft(self.tr("Nothing leaves this computer. For three or more people it is not made yet.")))

    def _choice(self, title: str, text: str, people: int) -> ClickCard:
        card = self.card.add(ClickCard(self._design, title))
        card.add(strong(title))
        card.add(soft(text))
        card.clicked.connect(lambda: self.chosen.emit(people))
        return card

    def focus_first(self) -> None:
        """Focus the first choice."""
        self.two.setFocus()
