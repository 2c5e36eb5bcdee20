"""What the pages about the day of a scene have in common: their argument is the id of the agreement on it."""

from __future__ import annotations

from typing import Protocol

from app.ui.page import Page


class OfOneScene(Protocol):
    """A presenter that shows one scene at a time."""

    def open(self, agreement_id: str) -> None:
        """Show a scene."""

    def reload(self) -> None:
        """Read it again."""


class DayPage(Page):
    """Shows a scene, or again the one that was shown before."""

    presenter: OfOneScene

    def activate(self, argument: object = None) -> None:
        """Show a scene by the agreement on it."""
        self.notice.clear()
        if isinstance(argument, str):
            self.presenter.open(argument)
        else:
            self.presenter.reload()
