"""Notices about what was found at unlocking: the clock, what a person has said themselves, and their partner."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date

from PySide6.QtCore import QLocale

from app.models.base import PersonId
from app.models.changes import Changes
from app.models.person import partner_of
from app.services.part_check import (
    OfferedRow,
    PartFindings,
    RestoredRow,
    choose_restored,
    note_era,
    note_name,
    restored_rows,
    trust_clock,
)
from app.services.parting import note_left
from app.services.units import UnitOfWork
from app.ui.design.design import Design
from app.ui.home.notices.notice import FindingNotices, HomeNotice, NoticeAnswer
from app.ui.kit.check_list import CheckList
from app.ui.kit.flow import add_to
from app.ui.kit.labels import soft
from app.ui.kit.notice import NoticeTone
from app.ui.prompts import Dialog
from app.ui.terms import day_words
from app.ui.wording import WordTable, fill, fill_from
from app.ui.workspace import SHARED

_OF_KIND = {
    "profile": "name",
    **dict.fromkeys(("opened", "disclosed", "term", "offered", "taken_off", "talked", "rests"), "list"),
    **dict.fromkeys(("signal", "signal_left_out", "practised"), "signals"),
    **dict.fromkeys(("aftercare", "can_give"), "aftercare"),
    "approved": "pages",
    **dict.fromkeys(("asked", "told"), "conversations"),
    "incident": "incident",
    **dict.fromkeys(
        ("draft", "draft_deleted", "line", "left_out", "settled", "needs", "role", "health", "contacts"), "drafts"
    ),
    **dict.fromkeys(("yes", "ended", "narrower"), "agreements"),
    **dict.fromkeys(("tonight", "live", "lived"), "evenings"),
}
_WORDS = WordTable(
    "SaidWords",
    {
        "name": "your name and pronouns",
        "list": "your shared list",
        "signals": "signals",
        "aftercare": "aftercare",
        "pages": "pages that you approved",
        "conversations": "what you said and asked in conversations",
        "incident": "what you told your partner when something went wrong",
        "drafts": "what you are planning",
        "agreements": "what you agreed to, or ended",
        "evenings": "scenes that you began, or were ready for",
        "other": "something else that you said",
    },
)


def said_words(kinds: Iterable[str]) -> str:
    """The kinds as one list in words, each once."""
    found = dict.fromkeys(_OF_KIND.get(kind.partition(".")[0], "other") for kind in kinds)
    return QLocale().createSeparatedList([_WORDS[name] for name in found])


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


ROWS_VISIBLE = 10


class RestoredDialog(Dialog):
    """One tick a row, grouped by kind; all are ticked at first, also what was taken away since."""

    def __init__(
        self,
        design: Design,
        rows: Sequence[RestoredRow],
        done: Callable[[tuple[OfferedRow, ...]], object],
    ) -> None:
        super().__init__(design, self.tr("What should be as you last said it?"))
        self._rows = {str(place): each for place, each in enumerate(rows)}
        about = soft(
            self.tr("Anything you do not tick stays as it is in the older copy, and is copied to the shared file.")
        )
        self.list = CheckList(design, self.accessibleName(), rows=ROWS_VISIBLE)
        words = sorted((self._words(each), key) for key, each in self._rows.items())
        self.list.show_rows([(key, text) for text, key in words], set(self._rows))
        add_to(self.body, about, self.list)
        self.add_answers(self.tr("Choose these"))
        self.accepted.connect(lambda: done(self._ticked()))
        self.list.setFocus()

    def _ticked(self) -> tuple[OfferedRow, ...]:
        out = self.list.unticked()
        return tuple(each.row for key, each in self._rows.items() if key not in out)

    def _words(self, restored: RestoredRow) -> str:
        kind = said_words((restored.row.kind,))
        kind = kind[:1].upper() + kind[1:]
        words = fill(self.tr("{kind}: {what}"), kind=kind, what=restored.about) if restored.about else kind
        return words if restored.row.is_in_copy else fill(self.tr("{words} (removed later)"), words=words)


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
            "The shared file still has what you said later, about {what}. The limits you both saw, what rests, what "
            "you left out and what you ended are already back, and everything agreed needs a new yes from both of "
            "you. Until you choose, nothing else of yours is copied to the shared file."
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


class PartnerNotices(FindingNotices):
    """Each is told once: the person's own space notes that they were told."""

    def notices(self, me: PersonId) -> Iterable[HomeNotice]:
        """What has changed since they were last told."""
        found = self._ws.vault.visits.findings(me)
        if found.partner_left:
            yield self._was_left(me)
        if found.partner_began_again:
            yield self._began_again(me)
        if found.former_name:
            yield self._renamed(me, found)

    def _was_left(self, me: PersonId) -> HomeNotice:
        text = self.tr(
            "What you wrote in private is as you left it. The texts you both agreed to are in your journal, without "
            "anybody’s own words, and the shared file is deleted. Your own file has a new key. If your partner may "
            "know your passphrase, make new keys in Settings."
        )
        return HomeNotice(
            title=self.tr("Your partner has left this vault"),
            text=text,
            tone=NoticeTone.INFO,
            dismiss=self._once_noted(
                me, lambda uow: note_left(uow, person=me), lambda left: left._replace(partner_left=False)
            ),
        )

    def _began_again(self, me: PersonId) -> HomeNotice:
        return HomeNotice(
            title=fill(self.tr("{name} made a new start"), name=self._ws.partner_name),
            text=self.tr(
                "New keys or a backup can be the cause, and nobody has to say why. Lists, limits and endings are as "
                "they were. Everything you had both agreed needs a new yes from each of you."
            ),
            tone=NoticeTone.INFO,
            dismiss=self._once_noted(
                me, lambda uow: note_era(uow, person=me), lambda left: left._replace(partner_began_again=False)
            ),
        )

    def _renamed(self, me: PersonId, found: PartFindings) -> HomeNotice:
        partner = partner_of(me, self._ws.session.people)
        title = self.tr("{before} is now called {name}")
        names = {"before": found.former_name, "name": partner.name if partner is not None else ""}
        return HomeNotice(
            title=fill_from(title, names),
            text=self.tr("Only that person can change it."),
            tone=NoticeTone.INFO,
            dismiss=self._once_noted(
                me, lambda uow: note_name(uow, person=me), lambda left: left._replace(former_name="")
            ),
        )

    def _once_noted(
        self,
        me: PersonId,
        note: Callable[[UnitOfWork], Changes],
        left: Callable[[PartFindings], PartFindings],
    ) -> Callable[[], None]:
        """What notes in somebody's own space that they were told, and then what is left to tell."""

        def noted(_changes: object) -> None:
            self._note(me, left)
            self._changed()

        def dismiss() -> None:
            self._ws.write(me, note, by=self, done=noted)

        return dismiss
