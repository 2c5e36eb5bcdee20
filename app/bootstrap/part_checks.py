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
    from app.models.base import Clock, IdSource, PersonId
    from app.models.journal import EntryText
    from app.models.person import Person
    from app.services.parting import Keepsake
    from app.services.vault_service import VaultService
    from app.ui.session import Session

SETTLED = 1_000
"""Milliseconds to wait until the screens are shown."""


class PartChecks(QObject):
    """One per session; looks once at the part of each person who comes."""

    def __init__(self, session: Session, tasks: Tasks, service: VaultService, clock: Clock, new_id: IdSource) -> None:
        super().__init__(session)
        self._session, self._tasks, self._service, self._clock = session, tasks, service, clock
        self._new_id = new_id
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
            if self._settle_left(person):
                return True
            return self._service.check_part(person, self._clock().astimezone().date())
        return False

    def _settle_left(self, person: PersonId) -> bool:
        from app.services.parting import settle_left

        if not self._session.is_solo:
            return False
        keeping = partial(_entry, self._session.person(person))
        return settle_left(self._service, person=person, keeping=keeping, now=self._clock(), new_id=self._new_id)

    def _tell(self, found: bool) -> None:
        if found:
            self._session.announce(changed(*ChangeKind))


def _entry(person: Person, kept: Keepsake) -> EntryText:
    # Loaded only for somebody whose partner has left.
    from app.assets import load
    from app.models.catalogue import Catalogue
    from app.models.texts import Texts
    from app.ui.settings.keepsakes import KeepsakeWriter

    return KeepsakeWriter(person, load(Catalogue), load(Texts)).entry(kept)
