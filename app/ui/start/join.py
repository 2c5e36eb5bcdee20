"""A second person joins a running session, or a partner joins a vault for one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from app.errors import SameName
from app.models.person import require_names_apart
from app.ui.start.flow import StartFlow
from app.ui.start.passphrase_view import PassphraseView
from app.ui.start.person_view import PersonView
from app.ui.tasks import Task
from app.ui.vault_access import Introduction, VaultAccess
from app.ui.wording import fill

if TYPE_CHECKING:
    from app.models.person import Person
    from app.services.vault_service import Arrival, Joining, Roots
    from app.ui.design.design import Design
    from app.ui.prompts import Prompts


class JoinView(PassphraseView):
    """Asks a named person for their passphrase, to join their partner."""

    joined = Signal(object)
    """The `Arrival`."""

    def __init__(self, design: Design, access: VaultAccess, person: Person) -> None:
        super().__init__(design)
        self._access, self._person = access, person
        self._entering = Task()
        self.is_entering = False
        """Whether their key is being derived or their space is being opened."""
        heading = fill(self.tr("{name} joins"), name=person.name)
        text = self.tr("Private screens close while you are both here.")
        label = fill(self.tr("{name}’s passphrase"), name=person.name)
        self.ask(heading, text, self.tr("Join"), label, (person,))
        self.given.connect(self._on_given)
        self.cancelled.connect(self.turn_back)

    def turn_back(self) -> None:
        """Cancel letting them in, even while the passphrase is being tried."""
        self._entering.cancel()

    def refuse(self, error: Exception) -> None:
        """Say why nobody came in; it can be tried again."""
        self.is_entering = False
        super().refuse(error)

    def _on_given(self, passphrase: str) -> None:
        self.is_entering = True
        self._entering = self._access.unlock(self._person.id, passphrase, self._on_joined, self.refuse)

    def _on_joined(self, arrival: Arrival) -> None:
        self.forget_passphrase()
        self.joined.emit(arrival)


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
        self._show_consent()

    def _show_consent(self) -> None:
        view = PassphraseView(self._design)
        text = self.tr(
            "What you have written so far stays yours. Nothing is shared until you choose to share it, and your "
            "partner never sees when you began."
        )
        field = self.tr("Your own passphrase again")
        view.ask(self.tr("Your partner joins"), text, self.tr("Continue"), field)

        def agreed(roots: Roots) -> None:
            view.forget_passphrase()
            self._show_hand_over(roots)

        view.given.connect(lambda passphrase: self._access.begin_join(self._person.id, passphrase, agreed, view.refuse))
        view.cancelled.connect(self.cancelled)
        self.show_view(view)

    def _show_hand_over(self, roots: Roots) -> None:
        self.hand_over(
            self.tr("Your partner’s turn"),
            self.tr("Hand over the device. What comes next is for your partner."),
            self.tr("I am here"),
            partial(self._show_newcomer, roots),
        )

    def _show_newcomer(self, roots: Roots) -> None:
        mark = self._person.mark
        hue = "person_b" if mark.hue.value == "person_a" else "person_a"
        shape = "square" if mark.shape.value != "square" else "circle"
        view = PersonView(self._design, title=self.tr("Welcome"), hue=hue, shape=shape)
        view.back.connect(self.abandoned)
        self.show_person(view, lambda newcomer: self._on_newcomer(view, roots, newcomer))

    def _on_newcomer(self, view: PersonView, roots: Roots, newcomer: Introduction) -> None:
        try:
            require_names_apart(newcomer.name, self._person.name)
        except SameName as error:
            self.show_error(error)
            return
        view.show_busy(True)
        name = newcomer.name

        def derived(joining: Joining) -> None:
            view.forget_passphrase()
            self.show_code(name, joining.recovery_code, partial(self._on_decided, joining), solo=False, last=True)

        self._access.prepare_join(self._person.id, roots, newcomer, derived, self.show_error)

    def _on_decided(self, joining: Joining, keeps_it: bool) -> None:
        if self.view is not None:
            self.view.show_busy(True)
        joining = joining if keeps_it else joining.without_code()
        self._access.join(joining, self.joined.emit, self.show_error)
