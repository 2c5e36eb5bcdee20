"""The notices on Home after unlocking: one list of the subjects, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.ui.home.notices.backup_notices import BackupNotices, SecondPlaceNotices
from app.ui.home.notices.file_notices import FolderNotices, KeyFileNotices, OlderCopyNotices, SharedFileNotices
from app.ui.home.notices.finding_notices import ClockNotices, OwnPartNotices, PartnerNotices
from app.ui.home.notices.notice import HomeNotice, NoticeSubject
from app.ui.workspace import Workspace


class HomeNotices(QObject):
    """Makes the notices for those who are here, each about their own keys; none shows what a person wrote or did."""

    resources_wanted = Signal()

    def __init__(self, ws: Workspace, changed: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ws = ws
        self.subjects: tuple[NoticeSubject, ...] = (
            KeyFileNotices(ws, changed, self),
            OlderCopyNotices(ws, changed, self),
            SharedFileNotices(ws, changed, self.resources_wanted.emit, self),
            FolderNotices(ws, changed, self),
            BackupNotices(ws, changed, self),
            SecondPlaceNotices(ws, changed, self),
            ClockNotices(ws, changed, self),
            OwnPartNotices(ws, changed, self),
            PartnerNotices(ws, changed, self),
        )

    def all(self) -> tuple[HomeNotice, ...]:
        """All notices, those about the vault first."""
        me = self._ws.session.me
        return () if me is None else tuple(each for subject in self.subjects for each in subject.notices(me))
