"""Notices about the shared file: made again, not open, or without the partner's part."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.models.base import PersonId
from app.models.vault_warning import VaultWarning
from app.services.agreements import withdraw_everything
from app.ui.home.notices.notice import NoticeAnswer, WarningNotices, WarningWords
from app.ui.workspace import SHARED, Workspace


class SharedFileNotices(WarningNotices):
    """What keeps it from being read, and what can be done meanwhile."""

    def __init__(
        self, ws: Workspace, changed: Callable[[], None], resources: Callable[[], None], parent: QObject | None = None
    ) -> None:
        """`resources`: shows where to find help."""
        super().__init__(ws, changed, parent)
        self._resources = resources

    def words(self, me: PersonId) -> dict[VaultWarning, WarningWords]:
        """The words for each warning about this subject."""
        return {
            VaultWarning.SHARED_MADE_AGAIN: WarningWords(
                self.tr("The shared file was made again"),
                self.tr(
                    "It could not be used as it was. A damaged disk, an interrupted copy or a change made outside "
                    "Accord can cause this. What you said is in your own space, and is in the shared file again. The "
                    "old file was set aside and will be deleted once both of you have been here."
                ),
            ),
            VaultWarning.SHARED_SWAPPED: WarningWords(
                self.tr("A different file was in the place of the shared one"),
                self.tr(
                    "It is of a different vault or person, or was damaged from beginning to end. Accord made the "
                    "shared file again. What you said is in your own space, and is in the shared file again. The other "
                    "file was set aside and will be deleted once both of you have been here."
                ),
            ),
            VaultWarning.SHARED_NOT_OPEN: WarningWords(
                self.tr("The shared file cannot be opened at the moment"),
                self.tr(
                    "Another program may be using it, such as one for backups. Your own space is open. What you say or "
                    "end now is saved in it, and copied to the shared file once that can be opened."
                ),
                (NoticeAnswer(self.tr("Try again"), self._open_shared),),
            ),
            VaultWarning.PARTNER_UNREADABLE: WarningWords(
                self.tr("What your partner said cannot be read at the moment"),
                self.tr(
                    "It comes back when they are next here. Until then nothing is shown as agreed. You do not have to "
                    "wait to withdraw: this ends everything you said yes to, and only a new yes from each of you can "
                    "change that."
                ),
                (NoticeAnswer(self.tr("Withdraw everything"), lambda: self._withdraw(me)),),
            ),
        }

    def _open_shared(self) -> None:
        def done(_changes: object) -> None:
            self._ws.toast(self.tr("The shared file is open"), None)
            self._changed()

        today = self._ws.today
        self._ws.act(lambda _units: self._ws.vault.open_shared_again(today), by=self, done=done)

    def _withdraw(self, me: PersonId) -> None:
        def done(_changes: object) -> None:
            self._ws.toast(self.tr("Everything you said yes to has been withdrawn"), None)

        self._ws.prompts.confirm(
            self.tr("Withdraw everything?"),
            self.tr("Everything you said yes to ends, in every agreement. No reason is needed, and none is asked for."),
            self.tr("Withdraw everything"),
            lambda: self._ws.write(SHARED, lambda uow: withdraw_everything(uow, person=me), by=self, done=done),
            danger=True,
            resources=self._resources,
        )
