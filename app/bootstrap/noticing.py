"""Records the facts behind *My patterns*: activity and proposals, without getting in the way of anything else."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.errors import AccordError
from app.models.changes import ChangeKind, Changes
from app.services import noticing
from app.ui.tasks import Lane, Tasks
from app.ui.timer import single_shot

if TYPE_CHECKING:
    from app.models.base import Clock, IdSource, PersonId
    from app.services.vault_service import VaultService
    from app.ui.session import Session

SETTLED = 1_000
"""Milliseconds to wait until Home is shown or a burst of changes has ended."""
SIGN_OF_LIFE = 5 * 60_000
"""Milliseconds between records of activity; a kill loses at most this much of a session."""

ASLEEP = timedelta(milliseconds=2 * SIGN_OF_LIFE)
"""After this long without activity, the computer was asleep."""


class Noticing(QObject):
    """One per session. Writes the facts of each person here to their own space, in one unit of work each.

    It uses the lane directly, not the workspace: nothing on screen may show that something was recorded.
    """

    def __init__(self, session: Session, tasks: Tasks, service: VaultService, clock: Clock, new_id: IdSource) -> None:
        super().__init__(session)
        self._session, self._tasks, self._service, self._clock, self._new_id = session, tasks, service, clock, new_id
        self._ids: dict[PersonId, str] = {}
        self._since = self._last = clock()
        self._soon = single_shot(self, SETTLED, self.on_due)
        self._life = QTimer(self)
        self._life.timeout.connect(self.on_due)
        session.presence_changed.connect(self.on_due)
        session.changed.connect(self.on_changed)
        self._soon.start()
        self._life.start(SIGN_OF_LIFE)

    def on_changed(self, changes: Changes, _by: QObject | None = None) -> None:
        """Look for new proposals soon."""
        if changes.touches(ChangeKind.DRAFTS):
            self._soon.start()

    def on_due(self) -> None:
        """Record who is here, and what was proposed to them."""
        self._tasks.run(Lane.DATABASE, self._work(self._moment()), owner=self, keep=True)

    def leaving(self, person: PersonId, close: Callable[[], None]) -> Callable[[], None]:
        """Database-lane work for when somebody leaves: record it, then always close."""
        now = self._moment()
        session_id = self._ids.pop(person, None)

        def work() -> None:
            if session_id is not None:
                self._note(person, session_id, now, together=True, looking=False)

        return _in_any_case(work, close)

    def ending(self, close: Callable[[], None]) -> Callable[[], None]:
        """Database-lane work for the end of the session; nothing is recorded after it."""
        looking = self._soon.isActive()
        self._soon.stop()
        self._life.stop()
        now = self._moment()
        return _in_any_case(self._work(now, looking=looking), close)

    def _moment(self) -> datetime:
        """Now, or the first time when they came. A new session begins after the computer was asleep."""
        now = self._clock()
        if now - self._last > ASLEEP:
            self._ids.clear()
            self._since = now
        elif not self._ids:
            return self._since
        self._last = now
        return now

    def _work(self, now: datetime, *, looking: bool = True) -> Callable[[], None]:
        here = self._session.presence.here
        self._ids = {person: self._ids.get(person) or self._new_id() for person in here}
        ids = dict(self._ids)

        def work() -> None:
            for person, session_id in ids.items():
                self._note(person, session_id, now, together=len(ids) > 1, looking=looking)

        return work

    def _note(self, person: PersonId, session_id: str, now: datetime, *, together: bool, looking: bool) -> None:
        # A fact that can't be saved is dropped: a full disk is reported where somebody saves something.
        with suppress(AccordError):
            with self._service.unit(person) as uow:
                noticing.be_here(uow, person=person, session_id=session_id, now=now, together=together)
            if looking:
                with self._service.unit(person) as uow:
                    noticing.look(uow, person=person, now=now)


def _in_any_case(note: Callable[[], None], close: Callable[[], None]) -> Callable[[], None]:
    def work() -> None:
        try:
            note()
        finally:
            close()

    return work
