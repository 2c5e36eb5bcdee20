"""Who is here beside the one who came first: the other comes in, a partner joins a vault for one, somebody leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal

from app.ui.start.join import ExtendView, JoinView
from app.ui.tasks import Lane

if TYPE_CHECKING:
    from app.bootstrap.noticing import Noticing
    from app.bootstrap.vault_door import VaultDoor
    from app.models.base import PersonId
    from app.models.person import Person
    from app.ui.design.design import Design
    from app.ui.prompts import WindowPrompts
    from app.ui.session import Session
    from app.ui.tasks import Tasks
    from app.ui.window import MainWindow


class Company(QObject):
    """One a session; the keys come and go with the people."""

    abandoned = Signal()
    """A newcomer, who holds the device, gave it up."""

    def __init__(
        self,
        session: Session,
        noticing: Noticing,
        door: VaultDoor,
        tasks: Tasks,
        window: MainWindow,
        design: Design,
        prompts: WindowPrompts,
    ) -> None:
        super().__init__(session)
        self._session, self._noticing, self._door, self._tasks = session, noticing, door, tasks
        self._window, self._design, self._prompts = window, design, prompts

    def on_join(self) -> None:
        """The other one comes in beside the one who is here, or a partner joins a vault for one."""
        if self._session.me is None:
            return
        me = self._session.person(self._session.me)
        other = next((person for person in self._session.people if person.id != me.id), None)
        if other is None:
            extend = ExtendView(self._design, self._door, self._prompts, me)
            extend.joined.connect(self._on_joined)
            extend.cancelled.connect(self._window.end_over)
            extend.abandoned.connect(self.abandoned)
            self._window.show_over(extend)
        else:
            join = JoinView(self._design, self._door, other)
            join.joined.connect(self._on_joined)
            join.cancelled.connect(self._window.end_over)
            self._window.show_over(join)
            join.focus_first()

    def on_leave(self) -> None:
        """The one who joined leaves; the other goes on alone."""
        presence = self._session.presence
        if len(presence.here) < 2:
            return
        leaving = presence.here[-1]
        gate = self._door.gate
        leave = self._noticing.leaving(leaving, lambda: gate.leave(leaving))
        self._session.set_presence(presence.with_left(leaving))
        self._tasks.run(Lane.DATABASE, leave, keep=True)

    def _on_joined(self, here: tuple[str, ...]) -> None:
        self._tasks.run(Lane.DATABASE, self._door.gate.profiles, lambda people: self._show_joined(people, here))

    def _show_joined(self, people: tuple[Person, ...], here: tuple[str, ...]) -> None:
        self._session.set_people(people)
        presence = self._session.presence
        for person_id in (cast("PersonId", each) for each in here if each not in presence.here):
            presence = presence.with_joined(person_id)
        self._session.set_presence(presence)
        self._window.end_over()
