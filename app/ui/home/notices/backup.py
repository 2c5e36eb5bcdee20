"""The notice that a backup failed, or that a file is damaged."""

from __future__ import annotations

from collections.abc import Iterable

from app.errors import VaultDamaged
from app.models.base import PersonId
from app.ui.error_text import error_text
from app.ui.home.notices.notice import HomeNotice, NoticeAnswer, NoticeSubject
from app.ui.kit.notice import NoticeTone
from app.ui.wording import fill


class BackupNotices(NoticeSubject):
    """For everybody who is here, until the next backup succeeds."""

    def notices(self, me: PersonId) -> Iterable[HomeNotice]:
        """The last failure, if no backup has succeeded since; damage of a partner's file is told to the partner."""
        backups = self._ws.vault.backups
        failure = backups.failure_for(me)
        if failure is None:
            return []

        def told() -> None:
            backups.failure = None

        def again() -> None:
            told()
            self._changed()
            self._ws.backing_up.take()

        why = error_text(failure)
        if isinstance(failure, VaultDamaged):
            return [HomeNotice(why.title, why.text, NoticeTone.WARNING, told)]
        text = self.tr("{why} Accord tries again while you are here. Your vault itself is as you left it.")
        return [
            HomeNotice(
                title=self.tr("The last backup failed"),
                text=fill(text, why=why.text),
                tone=NoticeTone.WARNING,
                dismiss=told,
                answers=(NoticeAnswer(self.tr("Back up now"), again),),
            )
        ]
