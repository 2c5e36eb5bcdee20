"""A second person unlocks, a partner joins a vault for one, or one of two people leaves."""

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
    from app.services.vault_service import Arrival
    from app.ui.window import MainWindow
    from app.ui.workspace import Workspace


class JoinController(QObject):
    """One per session. Until every page has followed, an arriving person can still be sent back."""

    abandoned = Signal()
    """The newcomer, who holds the device, cancelled."""
    joined = Signal()
    """Both are here, and the screens may continue."""

    def __init__(self, ws: Workspace, noticing: Noticing, access: ThreadedVaultAccess, window: MainWindow) -> None:
        super().__init__(ws.session)
        self._ws, self._session, self._tasks = ws, ws.session, ws.tasks
        self._noticing, self._access, self._window = noticing, access, window
        self._before = ws.session.presence
        self._is_arriving = False
        Settled(ws.tasks, self).reached.connect(self._on_settled)

    @property
    def is_arriving(self) -> bool:
        """Whether somebody was let in and the screens have not followed yet."""
        over = self._window.over
        is_entering = isinstance(over, JoinView) and over.is_entering
        return self._is_arriving or is_entering or set(self._ws.vault.present) > set(self._session.presence.here)

    def on_join(self) -> None:
        """Ask the partner for their passphrase, or let a newcomer introduce themselves."""
        if self._session.me is None:
            return
        if self._ws.moving.is_moving:
            self._ws.toast(self.tr("Your files are being copied. Your partner can join once that is done."))
            return
        self._before, partner = self._session.presence, self._ws.partner
        view: JoinView | ExtendView
        if partner is not None:
            view = JoinView(self._ws.design, self._access, partner)
        else:
            view = ExtendView(self._ws.design, self._access, self._ws.prompts, self._ws.person(self._session.me))
            view.abandoned.connect(self.abandoned)
        view.joined.connect(self._on_joined)
        view.cancelled.connect(self._window.end_over)
        self._window.show_over(view)

    def send_back(self, error: Exception) -> None:
        """Something failed before the screens had followed: restore who was here before."""
        self._is_arriving = False
        over = self._window.over
        if isinstance(over, JoinView):
            over.turn_back()
        for person in set(self._ws.vault.present) - set(self._before.here):
            self._tasks.run(Lane.DATABASE, partial(self._ws.vault.leave, person), keep=True)
        self._session.set_presence(self._before)
        self._window.end_over()
        self._ws.prompts.show_error(error)

    def on_leave(self) -> None:
        """The person who joined leaves; their partner continues alone."""
        presence = self._session.presence
        if len(presence.here) < 2:
            return
        leaving = presence.here[-1]
        leave = self._noticing.leaving(leaving, partial(self._ws.vault.leave, leaving))
        self._session.set_presence(presence.with_left(leaving))
        self._tasks.run(Lane.DATABASE, leave, keep=True)

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
            self.joined.emit()
        except Exception as error:
            self.send_back(error)

    def _on_settled(self) -> None:
        # Nothing is running: every page has followed.
        if set(self._ws.vault.present) == set(self._session.presence.here):
            self._is_arriving = False
