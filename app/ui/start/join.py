"""A second person joins a running session, or a partner joins a vault for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from app.ui.kit.buttons import primary, quiet
from app.ui.kit.field import PassField
from app.ui.kit.flow import button_row
from app.ui.kit.labels import body, display, soft
from app.ui.kit.mark import Mark
from app.ui.kit.notice import Notice
from app.ui.start.flow import StartFlow
from app.ui.start.frame import StartFrame
from app.ui.start.person_view import PersonView
from app.ui.vault_access import Introduction, VaultAccess
from app.ui.wording import fill

if TYPE_CHECKING:
    from app.models.person import Person
    from app.services.vault_service import Arrival
    from app.ui.design.design import Design
    from app.ui.prompts import Prompts
    from app.ui.tasks import Task


class JoinView(StartFrame):
    """Asks a named person for their passphrase, to join their partner."""

    joined = Signal(object)
    """The `Arrival`."""
    cancelled = Signal()

    def __init__(self, design: Design, access: VaultAccess, person: Person) -> None:
        super().__init__(design)
        self._access, self._person = access, person
        self.card.add(Mark(design, person.mark.shape.value, person.mark.hue.value, person.mark.initial, 48))
        self.card.add(display(fill(self.tr("{name} joins"), name=person.name)))
        self.card.add(soft(self.tr("Private screens close while you are both here.")))
        self.passphrase = PassField(design, fill(self.tr("{name}’s passphrase"), name=person.name))
        self.passphrase.entered.connect(self.on_submit)
        self.notice = Notice(design)
        self.card.add(self.passphrase)
        self.card.add(self.notice)
        self._join = primary(design, self.tr("Join"), self.on_submit)
        self.card.add(button_row(self._join, quiet(design, self.tr("Not now"), self.on_cancel)))
        self._entering: Task | None = None
        self.is_entering = False
        """Whether their key is being derived or their space is being opened."""

    def on_submit(self) -> None:
        """Try the passphrase."""
        if not self.passphrase.text():
            self.passphrase.setFocus()
            return
        self.notice.clear()
        self.is_entering = True
        self._join.setEnabled(False)
        self._entering = self._access.unlock(self._person.id, self.passphrase.text(), self._on_joined, self.show_error)

    def on_cancel(self) -> None:
        """*Not now*, even while the passphrase is being tried."""
        self.turn_back()
        self.cancelled.emit()

    def turn_back(self) -> None:
        """Cancel letting them in."""
        if self._entering is not None:
            self._entering.cancel()

    def _on_joined(self, arrival: Arrival) -> None:
        self.passphrase.clear()
        self.joined.emit(arrival)

    def show_error(self, error: Exception) -> None:
        """Say why nobody came in; it can be tried again."""
        self.is_entering = False
        self._join.setEnabled(True)
        self.passphrase.clear()
        self.notice.show_error(error)
        self.passphrase.setFocus()

    def focus_first(self) -> None:
        """The passphrase."""
        self.passphrase.setFocus()


class ExtendView(StartFlow):
    """A partner joins a solo vault: its owner confirms, then the partner introduces themselves."""

    joined = Signal(object)
    """The `Arrival`."""
    cancelled = Signal()
    abandoned = Signal()
    """The newcomer, who holds the device by then, cancelled."""

    def __init__(self, design: Design, access: VaultAccess, prompts: Prompts, person: Person) -> None:
        super().__init__(design, access, prompts)
        self._person = person
        self._passphrase = ""
        self._show_consent()

    def _show_consent(self) -> None:
        view = StartFrame(self._design)
        view.card.add(display(self.tr("A partner joins")))
        view.card.add(
            body(
                self.tr(
                    "What you have written so far stays yours: everything is held back at first, and when you "
                    "began is never shown. What you share later is what you choose then."
                )
            )
        )
        field = view.card.add(PassField(self._design, self.tr("Your own passphrase, once more")))

        def go_on() -> None:
            if field.text():
                self._passphrase = field.text()
                field.clear()
                self._show_hand_over()
            else:
                field.setFocus()

        field.entered.connect(go_on)
        on = primary(self._design, self.tr("Go on"), go_on)
        view.card.add(button_row(on, quiet(self._design, self.tr("Not now"), self.cancelled.emit)))
        self.show_view(view)
        field.setFocus()

    def _show_hand_over(self) -> None:
        self.hand_over(
            self.tr("Now your partner"),
            self.tr("Hand over the device. What comes next is for the one who joins."),
            self.tr("I am here"),
            self._show_newcomer,
        )

    def _show_newcomer(self) -> None:
        mark = self._person.mark
        hue = "person_b" if mark.hue.value == "person_a" else "person_a"
        shape = "square" if mark.shape.value != "square" else "circle"
        view = PersonView(self._design, title=self.tr("Welcome"), hue=hue, shape=shape, last=True)
        view.back.connect(self.abandoned)
        self.show_person(view, lambda newcomer: self._on_newcomer(view, newcomer))

    def _on_newcomer(self, view: PersonView, newcomer: Introduction) -> None:
        view.show_busy(True)

        def failed(error: Exception) -> None:
            view.show_busy(False)
            view.notice.show_error(error)

        introduced = newcomer.without_passphrase()

        def joined(code: str, arrival: Arrival) -> None:
            view.forget_passphrase()
            self._passphrase = ""
            self.show_code(introduced, code, lambda: self.joined.emit(arrival), solo=False)

        self._access.extend(self._person.id, self._passphrase, newcomer, joined, failed)
