"""Reads what was agreed over time, ground rules and scenes together."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.models.changes import ChangeKind
from app.models.timeline import HistoryEvent
from app.services.draft_lists import history
from app.ui.presenter import Presenter
from app.ui.workspace import Workspace


class HistoryPresenter(Presenter):
    """Holds every event, the latest first."""

    kinds = (ChangeKind.AGREEMENTS, ChangeKind.DRAFTS)

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(ws, parent)
        self.events: tuple[HistoryEvent, ...] = ()

    def reload(self) -> None:
        """Read it again, for those who are here."""
        today, me = self._ws.today, self._ws.session.me
        self.read(lambda uow: history(uow, today=today, me=me), self._on_read)

    def _on_read(self, events: tuple[HistoryEvent, ...]) -> None:
        self.events = events
        self.loaded.emit()
