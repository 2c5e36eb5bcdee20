"""A card of *Settings* that each person changes for themselves, while they are alone."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.ui.design.tokens import Space
from app.ui.kit.flow import column_in
from app.ui.kit.labels import body, soft
from app.ui.kit.notice import Notice
from app.ui.kit.surfaces import Card
from app.ui.workspace import Workspace


class OwnCard(Card):
    """`column`: what is shown to one person alone; while both are here, a sentence in its place."""

    def __init__(self, ws: Workspace, title: str, icon: str, *about: str, together: str = "") -> None:
        """`about`: what is said first, to everybody; `together`: the sentence, where it is not about changing."""
        super().__init__(ws.design)
        self._ws = ws
        self.add_header(title, icon=icon)
        self.add_all(*map(body, about))
        self._together = self.add(soft(together or self.tr("You can each change your own when you are alone.")))
        self._box, self.notice = QWidget(self), Notice(ws.design)
        self.column = column_in(self._box, Space.L)
        self.add_all(self._box, self.notice)

    def activate(self) -> None:
        """Show it as it is, if a person is alone."""
        mine = self._ws.session.me is not None
        self._together.setVisible(not mine)
        self.forget()
        self._box.setVisible(mine)
        self.notice.clear()

    def forget(self) -> None:
        """Drop what was typed and not saved."""
