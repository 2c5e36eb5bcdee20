"""*Read and say yes*: who has read, and handing the device to whoever reads next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.models.agreement import Requirement
from app.models.base import PersonId
from app.models.person import Person
from app.models.presence import PresenceKind
from app.services.drafts import DraftView
from app.ui.design.tokens import Space
from app.ui.kit.buttons import Button, quiet, secondary
from app.ui.kit.flow import button_row, clear_layout, row_in
from app.ui.kit.labels import soft, strong
from app.ui.kit.mark import mark_of
from app.ui.kit.surfaces import Card
from app.ui.wording import fill
from app.ui.workspace import Workspace


class ReadPanel(Card):
    """One row per person; reading needs both to be here, and each has the device alone."""

    hand_to = Signal(str)
    take_back = Signal(str)

    def __init__(self, ws: Workspace) -> None:
        super().__init__(ws.design)
        self._ws = ws
        self.buttons: dict[PersonId, Button] = {}

    def show_view(self, view: DraftView) -> None:
        """Show who has said yes to exactly this text, and who reads next."""
        clear_layout(self.body)
        self.buttons.clear()
        self.add_header(self.tr("Read and say yes"), "book-open")
        presence = self._ws.session.presence
        together = presence.kind is PresenceKind.TOGETHER
        self.add(
            soft(
                self.tr(
                    "Each reads the whole text alone, item by item, and signs with their passphrase. "
                    "It is agreed once both have said yes to the same text."
                )
            )
        )
        if not together:
            self.add(
                soft(
                    self.tr(
                        "Reading takes both of you here. What you propose now waits until then; "
                        "you can take things out at any time."
                    )
                )
            )
        gaps = any(blocker.need is not Requirement.READING for blocker in view.missing)
        if gaps:
            self.add(soft(self.tr("First add what is missing; then each of you needs to read only once.")))
        signed = {yes.person for yes in view.yeses if yes.text == view.document.sealed}
        for person in self._ws.session.people:
            self.add(self._row(person, person.id in signed, together and not gaps))

    def focus(self) -> None:
        """Focus the first person who can read."""
        for button in self.buttons.values():
            if button.isEnabled():
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, person: Person, has_said_yes: bool, can_read: bool) -> QWidget:
        row = QWidget()
        line = row_in(row, Space.M)
        line.addWidget(mark_of(self._ws.design, person))
        if has_said_yes:
            line.addWidget(strong(fill(self.tr("{name} said yes to this text"), name=person.name)), 1)
            if person.id in self._ws.session.presence.acting:
                back = quiet(self._ws.design, self.tr("Take the yes back"), lambda: self.take_back.emit(person.id))
                line.addWidget(back)
            return row
        line.addWidget(strong(fill(self.tr("{name} has not read this text yet"), name=person.name)), 1)
        hand = secondary(self._ws.design, fill(self.tr("Hand to {name}"), name=person.name))
        hand.clicked.connect(lambda _checked=False: self.hand_to.emit(person.id))
        hand.setEnabled(can_read)
        self.buttons[person.id] = hand
        line.addWidget(button_row(hand))
        return row
