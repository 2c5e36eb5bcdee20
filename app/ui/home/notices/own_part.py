"""Notices about what a person has said themselves, where their own space and the shared file differed."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from app.models.base import PersonId
from app.services.part_check import OfferedRow, PartFindings, RestoredRow, choose_restored, restored_rows
from app.ui.home.notices.notice import FindingNotices, HomeNotice, NoticeAnswer
from app.ui.home.restored import RestoredDialog
from app.ui.home.said_words import said_words
from app.ui.kit.notice import NoticeTone
from app.ui.wording import fill
from app.ui.workspace import SHARED


class OwnPartNotices(FindingNotices):
    """That their own space is from an older copy, or that the shared file was corrected."""

    def notices(self, me: PersonId) -> Iterable[HomeNotice]:
        """What was found at unlocking."""
        found = self._ws.vault.visits.findings(me)
        if found.restored:
            yield self._restored(me, found)
        if found.kinds:
            yield self._put_right(me, found)

    def _restored(self, me: PersonId, found: PartFindings) -> HomeNotice:
        def told(_changes: object = None) -> None:
            self._note(me, lambda left: left._replace(restored=()))
            self._changed()

        def choose(rows: Collection[OfferedRow] | None) -> None:
            self._ws.write(SHARED, lambda uow: choose_restored(uow, person=me, as_said_last=rows), by=self, done=told)

        def ask(rows: tuple[RestoredRow, ...]) -> None:
            self._ws.prompts.show(RestoredDialog(self._ws.design, rows, choose))

        def one_by_one() -> None:
            base = self._ws.catalogue
            self._ws.read(lambda uow: restored_rows(uow, person=me, base=base), ask, owner=self)

        text = self.tr(
            "The shared file still has what you said later, about {what}. Your limits, what rests, what you left out "
            "and what you ended are already back, and everything agreed needs a new yes from both of you. Until you "
            "choose, nothing else of yours is copied to the shared file."
        )
        return HomeNotice(
            title=self.tr("Your own space is from an older copy"),
            text=fill(text, what=said_words(found.restored)),
            tone=NoticeTone.WARNING,
            dismiss=told,
            answers=(
                NoticeAnswer(self.tr("Use what I said last"), lambda: choose(None)),
                NoticeAnswer(self.tr("Choose one by one…"), one_by_one),
                NoticeAnswer(self.tr("Keep the older copy"), lambda: choose(())),
            ),
        )

    def _put_right(self, me: PersonId, found: PartFindings) -> HomeNotice:
        text = self.tr(
            "It was about {what}. Your own space has it as you said it, and the shared file now matches it again. An "
            "older copy of the file, a damaged disk or a change made outside Accord can cause this."
        )
        return HomeNotice(
            title=self.tr("Something in the shared file was not as you said it"),
            text=fill(text, what=said_words(found.kinds)),
            tone=NoticeTone.INFO,
            dismiss=lambda: self._note(me, lambda left: left._replace(kinds=())),
        )
