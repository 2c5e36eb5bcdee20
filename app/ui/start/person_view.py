"""A person introduces themselves: name, mark, passphrase."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.ui.design.design import Design
from app.ui.kit.buttons import primary, quiet
from app.ui.kit.labels import display, soft
from app.ui.kit.new_passphrase import NewPassphrase
from app.ui.start.frame import StartFrame
from app.ui.start.person_fields import PersonFields
from app.ui.vault_access import Introduction


class PersonView(StartFrame):
    """One person's page of set-up; their partner looks away."""

    finished = Signal(object)
    back = Signal()

    def __init__(self, design: Design, *, title: str, hue: str, shape: str) -> None:
        super().__init__(design)
        self._hue = hue
        told = self.tr("A pseudonym is welcome. Names stay inside the vault; only the mark shows outside.")
        self.fields = self.first = PersonFields(design, shape, hue)
        self.passphrase = NewPassphrase(design, self.tr("Passphrase"))
        self.fields.entered.connect(self.passphrase.setFocus)
        self.passphrase.entered.connect(self.on_finish)
        self.card.add_all(display(title), soft(told), self.fields, self.passphrase, self.notice)
        self.go_on = primary(design, self.tr("Continue"), self.on_finish)
        self.waits(self.go_on, self.tr("Making your keys…"))
        self.add_acts(self.go_on, quiet(design, self.tr("Back"), self.back.emit))

    def on_finish(self) -> None:
        """Emit `finished`, or say what is missing next to its field."""
        if not self.fields.is_complete():
            return
        passphrase = self.passphrase.words()
        if passphrase is not None:
            self.finished.emit(self._introduction(passphrase))

    def _introduction(self, passphrase: str) -> Introduction:
        fields = self.fields
        return Introduction(
            name=fields.name.text(),
            pronouns=fields.pronouns.text(),
            shape=str(fields.shape.choice),
            hue=self._hue,
            initial=fields.initial.text(),
            passphrase=passphrase,
        )

    def forget_passphrase(self) -> None:
        """Clear the passphrase fields."""
        self.passphrase.clear()
