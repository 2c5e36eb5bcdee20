"""Notices about the vault's folder."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.models.base import PersonId
from app.models.vault_warning import VaultWarning
from app.ui.home.copies import LookIntoCopies
from app.ui.home.notices.notice import NoticeAnswer, WarningNotices, WarningWords
from app.ui.workspace import Workspace


class FolderNotices(WarningNotices):
    """That nothing can be written to it, or that it has copies of files which Accord did not make."""

    def __init__(self, ws: Workspace, changed: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(ws, changed, parent)
        self._copies = LookIntoCopies(ws, self)

    def words(self, me: PersonId) -> dict[VaultWarning, WarningWords]:
        """The words for each warning about this subject."""
        return {
            VaultWarning.READ_ONLY: WarningWords(
                self.tr("This vault can only be read"),
                self.tr(
                    "Accord cannot write to its folder, or to the drive it is on. You can look at everything, export "
                    "it, and save it as one file to carry (in Settings). Nothing that you change here is saved."
                ),
            ),
            VaultWarning.CONFLICT_COPIES: WarningWords(
                self.tr("There are extra copies of files in the vault’s folder"),
                self.tr(
                    "Programs that synchronise folders leave them when a file was changed in two places. Accord does "
                    "not use or change them. If something you wrote is missing, it may be in one of them. Keep the "
                    "vault out of synchronised folders, or use it on one computer at a time."
                ),
                (NoticeAnswer(self.tr("Look into them…"), self._copies.look),),
            ),
        }
