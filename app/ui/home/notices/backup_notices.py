"""Notices about backups: one that failed, a drive for a second copy, and a copy that failed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from app.errors import AccordError, VaultDamaged
from app.models.base import PersonId
from app.ui.error_text import error_text
from app.ui.home.notices.notice import HomeNotice, NoticeAnswer, NoticeSubject
from app.ui.kit.notice import NoticeTone
from app.ui.wording import fill
from app.ui.workspace import Workspace


class _FailureNotices(NoticeSubject):
    """A failure is told to everybody until they dismiss it themselves; Settings still says so."""

    def __init__(self, ws: Workspace, changed: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(ws, changed, parent)
        self._dismissed: dict[PersonId, Exception] = {}

    def _dismiss(self, me: PersonId, failure: Exception) -> None:
        self._dismissed[me] = failure


class BackupNotices(_FailureNotices):
    """For everybody who is here, until the next backup succeeds."""

    def notices(self, me: PersonId) -> Iterable[HomeNotice]:
        """The last failure, if no backup has succeeded since; damage of a partner's file is told to the partner."""
        failure = self._ws.vault.backups.failure_for(me)
        if failure is None or failure is self._dismissed.get(me):
            return []
        told = partial(self._dismiss, me, failure)

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


class SecondPlaceNotices(_FailureNotices):
    """A place that was chosen and is not there is no news; one that was declined is never offered again."""

    def notices(self, me: PersonId) -> Iterable[HomeNotice]:
        """What there is to say."""
        drive, failure = self._ws.backing_up.offered, self._ws.vault.backups.second_failure
        if drive is not None:
            yield self._offer(drive)
        if isinstance(failure, AccordError) and failure is not self._dismissed.get(me):
            yield self._failed(me, failure)

    def _offer(self, drive: Path) -> HomeNotice:
        taking = self._ws.backing_up

        def answer(folder: Path | None) -> None:
            taking.use_second(folder)
            self._changed()

        text = self.tr(
            "Accord can copy each backup to “{place}” as well, whenever it is connected. The copies are encrypted and "
            "open with your passphrases only. Whoever looks at the drive sees that they belong to Accord. You can "
            "change this in Settings; you will not be asked again."
        )
        return HomeNotice(
            title=self.tr("Keep a second copy of your backups on this drive?"),
            text=fill(text, place=str(drive)),
            tone=NoticeTone.INFO,
            dismiss=lambda: answer(None),
            answers=(
                NoticeAnswer(self.tr("Copy backups there"), lambda: answer(drive)),
                NoticeAnswer(self.tr("No, thanks"), lambda: answer(None)),
            ),
        )

    def _failed(self, me: PersonId, failure: AccordError) -> HomeNotice:
        text = self.tr("{why} The backup in the vault’s folder is complete. Accord tries again while you are here.")
        return HomeNotice(
            title=self.tr("The last backup was not copied to the second place"),
            text=fill(text, why=error_text(failure).text),
            tone=NoticeTone.INFO,
            dismiss=partial(self._dismiss, me, failure),
        )
