"""The warning before an idle vault locks."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from app.ui.kit.buttons import primary
from app.ui.kit.notice import Notice, NoticeTone
from app.ui.wording import plural
from app.ui.workspace import Workspace


class IdleWarning(Notice):
    """Says when it will lock; while both are here, who may be talking, it asks whether they still are."""

    still_here = Signal()
    """Said where both were asked whether they still are."""

    def __init__(self, ws: Workspace) -> None:
        super().__init__(ws.design)
        self.setProperty("apart", True)  # from the line below the header
        self._ws = ws
        self._asked = ""
        """What it says while both are here."""

    def warn(self, seconds: int) -> None:
        """Warn that the vault will be locked after so many seconds."""
        if not self._ws.session.is_together:
            words = plural("Accord locks in %n seconds", seconds)
            hint = self.tr("Press any key or move the pointer to stay. Drafts are kept.")
            self.show_notice(words, hint, NoticeTone.WARNING, closable=False)
            return
        words = plural("Accord locks in %n minutes. Drafts are kept.", max(1, -(-seconds // 60)))
        if words != self._asked:
            self._asked = words
            here = primary(self._ws.design, self.tr("Still here"), self.still_here.emit)
            here.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # any key says the same
            self.show_notice(self.tr("Still here?"), words, actions=(here,), closable=False)

    def clear(self) -> None:
        self._asked = ""
        super().clear()
