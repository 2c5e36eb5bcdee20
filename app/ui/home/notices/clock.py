"""The notice that the computer's clock may be wrong."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from app.models.base import PersonId
from app.services.part_check import trust_clock
from app.ui.home.notices.notice import FindingNotices, HomeNotice, NoticeAnswer
from app.ui.kit.notice import NoticeTone
from app.ui.terms import day_words
from app.ui.wording import fill
from app.ui.workspace import SHARED


class ClockNotices(FindingNotices):
    """Asks whether the clock is right if it is before the last visit, or far after it."""

    def notices(self, me: PersonId) -> Iterable[HomeNotice]:
        """The question, until it is answered."""
        last_visit = self._ws.vault.visits.findings(me).last_visit
        return [] if last_visit is None else [self._clock_in_doubt(me, last_visit)]

    def _clock_in_doubt(self, me: PersonId, last_visit: date) -> HomeNotice:
        def answered(_changes: object = None) -> None:
            self._note(me, lambda found: found._replace(last_visit=None))
            self._changed()

        def trust() -> None:
            today = self._ws.today
            self._ws.write(SHARED, lambda uow: trust_clock(uow, person=me, today=today), by=self, done=answered)

        text = self.tr(
            "It says {today}, and you were last here on {day}. Until you answer, nothing with a date counts as agreed, "
            "and no agreement is recorded as over. If the clock is wrong, set it and unlock again."
        )
        return HomeNotice(
            title=self.tr("Is this computer’s clock right?"),
            text=fill(text, today=day_words(self._ws.today), day=day_words(last_visit)),
            tone=NoticeTone.WARNING,
            dismiss=answered,
            answers=(
                NoticeAnswer(self.tr("The clock is right"), trust),
                NoticeAnswer(self.tr("The clock is wrong"), answered),
            ),
        )
