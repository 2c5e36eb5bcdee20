"""A second person comes in beside the first, a partner joins a vault for one, or one of two leaves."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.bootstrap.settled import Settled
from app.ui.start.join import ExtendView, JoinView
from app.ui.tasks import Lane

if TYPE_CHECKING:
    from app.bootstrap.noticing import Noticing
    from app.bootstrap.vault_access import ThreadedVaultAccess
    from app.models.person import Person
    from app.services.vault_service import Arrival
    from app.ui.design.design import Design
    from app.ui.prompts import Prompts
    from app.ui.session import Session
    from app.ui.tasks import Tasks
    from app.ui.window import MainWindow


class JoinController(QObject):
    """One per session. Until every page has followed, an arriving person can still be sent back."""

    abandoned = Signal()
    """The newcomer, who holds the device, cancelled."""

    def __init__(
        self,
        session: Session,
        noticing: Noticing,
        access: ThreadedVaultAccess,
        tasks: Tasks,
        window: MainWindow,
        design: Design,
        prompts: Prompts,
    ) -> None:
        super().__init__(session)
        self._session, self._noticing, self._access, self._tasks = session, noticing, access, tasks
        self._window, self._design, self._prompts = window, design, prompts
        self._before = session.presence
        self._is_arriving = False
        Settled(tasks, self).reached.connect(self._on_settled)

    @property
    def is_arriving(self) -> bool:
        """Whether somebody was let in and the screens have not followed yet."""
        over = self._window.over
        is_entering = isinstance(over, JoinView) and over.is_entering
        return self._is_arriving or is_entering or set(self._access.service.present) > set(self._session.presence.here)

    def on_join(self) -> None:
        """Ask the partner for their passphrase, or let a newcomer introduce themselves."""
        if self._session.me is None:
            return
        me = self._session.person(self._session.me)
        partner = next((person for person in self._session.people if person.id != me.id), None)
        self._before = self._session.presence
        if partner is None:
            self._let_extend(me)
        else:
            self._ask(partner)

    def send_back(self, error: Exception) -> None:
        """Something failed before the screens had followed: restore who was here before."""
        self._is_arriving = False
        over = self._window.over
        if isinstance(over, JoinView):
            over.turn_back()
        for person in set(self._access.service.present) - set(self._before.here):
            self._tasks.run(Lane.DATABASE, partial(self._access.service.leave, person), keep=True)
        self._session.set_presence(self._before)
        self._window.end_over()
        self._prompts.show_error(error)

    def on_leave(self) -> None:
        """The one who joined leaves; the other goes on alone."""
        presence = self._session.presence
        if len(presence.here) < 2:
            return
        leaving = presence.here[-1]
        service = self._access.service
        leave = self._noticing.leaving(leaving, lambda: service.leave(leaving))
        self._session.set_presence(presence.with_left(leaving))
        self._tasks.run(Lane.DATABASE, leave, keep=True)

    def _let_extend(self, me: Person) -> None:
        view = ExtendView(self._design, self._access, self._prompts, me)
        view.joined.connect(self._on_joined)
        view.cancelled.connect(self._window.end_over)
        view.abandoned.connect(self.abandoned)
        self._window.show_over(view)

    def _ask(self, partner: Person) -> None:
        view = JoinView(self._design, self._access, partner)
        view.joined.connect(self._on_joined)
        view.cancelled.connect(self._window.end_over)
        self._window.show_over(view)
        view.focus_first()

    def _on_joined(self, arrival: Arrival) -> None:
        self._is_arriving = True
        try:
            self._session.set_people(arrival.people)
            presence = self._session.presence
            for person in arrival.here:
                if person not in presence.here:
                    presence = presence.with_joined(person)
            self._session.set_presence(presence)
            self._window.end_over()
        except Exception as error:
            self.send_back(error)

    def _on_settled(self) -> None:
        # Nothing is under way any more: every page has followed.
        if set(self._access.service.present) == set(self._session.presence.here):
            self._is_arriving = False
