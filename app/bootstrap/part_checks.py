"""Once the screens are shown, corrects each person's part in the shared file and notes their visit.

Home tells them what was found.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.errors import AccordError
from app.models.changes import ChangeKind, changed
from app.ui.tasks import Lane, Tasks
from app.ui.timer import single_shot

if TYPE_CHECKING:
    from app.models.base import Clock, PersonId
    from app.services.vault_service import VaultService
    from app.ui.session import Session

SETTLED = 1_000
"""Milliseconds to wait until the screens are shown."""


class PartChecks(QObject):
    """One per session; looks once at the part of each person who comes."""

    def __init__(self, session: Session, tasks: Tasks, service: VaultService, clock: Clock) -> None:
        super().__init__(session)
        self._session, self._tasks, self._service, self._clock = session, tasks, service, clock
        self._looked: frozenset[PersonId] = frozenset()
        self._soon = single_shot(self, SETTLED, self.on_due)
        session.presence_changed.connect(self._soon.start)
        self._soon.start()

    def on_due(self) -> None:
        """Look at the part of everyone who has come since."""
        here = frozenset(self._session.presence.here)
        for person in sorted(here - self._looked):
            self._tasks.run(Lane.DATABASE, partial(self._look, person), self._tell, owner=self)
        self._looked = here

    def _look(self, person: PersonId) -> bool:
        # What can't be written now is corrected at the next unlock.
        with suppress(AccordError):
            self._service.note_opened(person, self._clock())
        with suppress(AccordError):
            return self._service.check_part(person, self._clock().astimezone().date())
        return False

    def _tell(self, found: bool) -> None:
        if found:
            self._session.announce(changed(*ChangeKind))
