"""What the pages about the day of a scene have in common: their argument is the id of the agreement on it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.models.changes import Changes
from app.ui.page import Page
from app.ui.presenter import Presenter
from app.ui.workspace import Workspace


class DayPresenter(Presenter):
    """Shows one scene at a time."""

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(ws, parent)
        self.scene = ""
        """The id of the agreement."""

    def open(self, agreement_id: str) -> None:
        """Show a scene."""
        if agreement_id != self.scene:
            self.forget()
        self.scene = agreement_id
        self.reload()

    def forget(self) -> None:
        """Keep nothing of what was shown."""

    def on_saved(self, _changes: Changes) -> None:
        """Read again what was written."""
        self.reload()


class DayPage(Page):
    """Shows a scene, or again the one that was shown before."""

    presenter: DayPresenter

    def activate(self, argument: object = None) -> None:
        """Show a scene by the agreement on it."""
        self.notice.clear()
        if isinstance(argument, str):
            self.presenter.open(argument)
        else:
            self.presenter.reload()
