"""Looking into extra copies of one's own file, from Home: what is only there, and bringing it back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from app.services.conflict_copies import CopiesFound, bring_back, look_into
from app.ui.tasks import Lane
from app.ui.wording import dotted, fill, plural
from app.ui.workspace import Workspace


class LookIntoCopies(QObject):
    """Asks before anything is added; nothing is ever replaced or deleted."""

    def __init__(self, ws: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._ws = ws

    def look(self) -> None:
        """Look into the copies, and offer to bring back what is only in them."""
        me = self._ws.me
        self._ws.tasks.run(
            Lane.DATABASE, partial(look_into, self._ws.vault, person=me), lambda found: self._tell(found), owner=self
        )

    def _tell(self, found: CopiesFound) -> None:
        unread = plural("%Ln copies could not be read.", found.unreadable) if found.unreadable else ""
        entries, check_ins = len(found.entries), len(found.check_ins)
        if not entries and not check_ins:
            self._ws.toast(f"{self.tr('Nothing in your journal or check-ins is missing.')} {unread}".strip())
            return
        held = dotted(
            plural("%Ln journal entries", entries) if entries else "",
            plural("%Ln check-ins", check_ins) if check_ins else "",
        )
        told = self.tr(
            "Only in the copies: {held}. You may have deleted some of it yourself since. It is added to what you have; "
            "nothing is replaced, and the copies stay where they are."
        )
        self._ws.prompts.confirm(
            self.tr("Bring it back?"),
            f"{fill(told, held=held)} {unread}".strip(),
            self.tr("Bring it back"),
            lambda: self._bring(found),
        )

    def _bring(self, found: CopiesFound) -> None:
        me, ids = self._ws.me, self._ws.ids
        self._ws.write(
            me,
            lambda uow: bring_back(uow, person=me, found=found, new_id=ids),
            by=self,
            done=lambda _changes: self._ws.toast(self.tr("It is in your journal and check-ins again")),
        )
