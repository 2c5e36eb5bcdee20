"""The notice that a backup failed."""

from __future__ import annotations

from collections.abc import Iterable

from app.models.base import PersonId
from app.ui.error_text import error_text
from app.ui.home.notices.notice import HomeNotice, NoticeAnswer, NoticeSubject
from app.ui.kit.notice import NoticeTone
from app.ui.wording import fill


class BackupNotices(NoticeSubject):
    """For everybody who is here, until the next backup succeeds."""

    def notices(self, me: PersonId) -> Iterable[HomeNotice]:
        """The last failure, if no backup has succeeded since."""
        backups = self._ws.vault.backups
        if backups.failure is None:
            return []

        def told() -> None:
            backups.failure = None

        def again() -> None:
            told()
            self._changed()
            self._ws.backing_up.take()

        text = self.tr("{why} Accord tries again while you are here. Your vault itself is as you left it.")
        return [
            HomeNotice(
                title=self.tr("The last backup failed"),
                text=fill(text, why=error_text(backups.failure).text),
                tone=NoticeTone.WARNING,
                dismiss=told,
                answers=(NoticeAnswer(self.tr("Back up now"), again),),
            )
        ]
