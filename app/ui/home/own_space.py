"""What a person's own Home says about their own space: when it was opened before, and with what."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.models.base import PersonId
from app.services.last_opened import LastOpened
from app.ui.terms import moment_words
from app.ui.wording import fill
from app.ui.workspace import Workspace


class OwnSpace(QObject):
    """In words for whoever is alone; empty while both are here."""

    def __init__(self, ws: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ws = ws

    def words(self) -> str:
        """A few sentences; empty at the first opening and while both are here."""
        me = self._ws.session.me
        before = self._ws.vault.visits.opened_before(me) if me is not None else LastOpened()
        if me is None or before.at is None:
            return ""
        said = [fill(self.tr("Your space was last opened on {when}."), when=moment_words(before.at))]
        if before.changed is not None and not self._ws.is_solo:
            words = self.tr("What you share was last changed in your session that began on {when}.")
            said.append(fill(words, when=moment_words(before.changed)))
        said.append(self._code_words(me, before))
        said.append(self.tr("If this was not you, change your passphrase in Settings."))
        return " ".join(said)

    def _code_words(self, me: PersonId, before: LastOpened) -> str:
        if before.code_used is not None:
            words = self.tr("A recovery code for your space was last used on {when}.")
            return fill(words, when=moment_words(before.code_used))
        if not self._ws.vault.has_recovery_code(me):
            return self.tr("You have no recovery code.")
        return self.tr("Your recovery code has never been used.")
