"""Whose turn it is: a card that names people, and asks one of them for their passphrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from app.ui.design.tokens import Size
from app.ui.kit.buttons import primary, quiet
from app.ui.kit.flow import button_row
from app.ui.kit.labels import display, soft
from app.ui.kit.mark import mark_of
from app.ui.kit.passphrase import PassField
from app.ui.start.frame import StartFrame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.models.person import Person
    from app.ui.design.design import Design


class PassphraseView(StartFrame):
    """Stays until the passphrase was accepted; `refuse` says why it was not."""

    given = Signal(str)
    """The passphrase; empty where a press of the button is enough."""
    cancelled = Signal()

    def __init__(self, design: Design) -> None:
        super().__init__(design)
        self.passphrase: PassField | None = None
        self.go = self.stays = primary(design, "", self.on_go)

    def ask(self, heading: str, text: str, button: str, label: str = "", people: Sequence[Person] = ()) -> None:
        """Build the card, once; without the label of a field, only the button has to be pressed."""
        self.setAccessibleName(heading)
        if people:
            self.card.add(button_row(*(mark_of(self._design, person, Size.ICON_HERO) for person in people)))
        self.card.add_all(display(heading), soft(text))
        if label:
            self.passphrase = self.card.add(PassField(self._design, label))
            self.passphrase.entered.connect(self.on_go)
        self.card.add(self.notice)
        self.go.show_text(button)
        self.waits(self.go, self.tr("Checking…"))
        self.add_acts(self.go, back=quiet(self._design, self.tr("Not now"), self.cancelled.emit))
        self.first = self.passphrase or self.go
        self.setFocusProxy(self.first)

    def on_go(self) -> None:
        """Emit `given`, or ask for what is missing."""
        if self.passphrase is None:
            self.given.emit("")
        elif not self.passphrase.text():
            self.passphrase.setFocus()
        else:
            self.notice.clear()
            self.show_busy(True)
            self.given.emit(self.passphrase.text())

    def forget_passphrase(self) -> None:
        """Clear the passphrase."""
        if self.passphrase is not None:
            self.passphrase.clear()
