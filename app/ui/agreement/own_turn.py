"""Where both look at what each writes for themselves: the way to somebody's own turn."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.models.base import PersonId
from app.ui.kit.buttons import secondary
from app.ui.kit.flow import button_row
from app.ui.kit.labels import soft
from app.ui.kit.surfaces import Panel
from app.ui.page_id import PageId
from app.ui.wording import fill
from app.ui.workspace import Workspace


class OwnTurnPanel(Panel):
    """One button a person, while both are here; own words are written with the device to oneself.

    `argument`: what the page shows then.
    """

    def __init__(self, ws: Workspace, page: PageId, argument: Callable[[], object] = lambda: None) -> None:
        super().__init__(ws.design)
        self._ws, self._page, self._argument = ws, page, argument
        self.add(soft(self.tr("Only you write your own words: in your own turn, with the device to yourself.")))
        hand = self.tr("Hand to {name}")
        people = ws.session.people
        self.buttons = {
            person.id: secondary(ws.design, fill(hand, name=person.name), partial(self._hand_to, person.id))
            for person in people
        }
        self.add(button_row(*self.buttons.values()))
        self.refresh()

    def refresh(self) -> None:
        """Show it while both are here and it is nobody's turn."""
        self.setVisible(self._ws.session.me is None)

    def _hand_to(self, person: PersonId) -> None:
        self._ws.hand_over(person, self._page, self._argument())
