"""Overwrites deleted content: some time after the last change, and after a session that was cut off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.ui.tasks import Lane, Tasks
from app.ui.timer import single_shot

if TYPE_CHECKING:
    from app.services.vault_service import VaultService
    from app.ui.session import Session

CALM = 10_000
"""Milliseconds without a change: with a long journal it takes seconds, during which nothing can be saved."""


class Tidying(QObject):
    """One per session."""

    def __init__(self, session: Session, tasks: Tasks, service: VaultService) -> None:
        super().__init__(session)
        self._tasks, self._service = tasks, service
        self._calm = single_shot(self, CALM, self.on_calm)
        session.changed.connect(lambda _changes, _by: self._calm.start())
        session.presence_changed.connect(self._calm.start)
        self._calm.start()

    def on_calm(self) -> None:
        """Overwrite now, as nobody is changing anything."""
        self._tasks.run(Lane.DATABASE, self._service.tidy, owner=self)
