"""Notices about the partner: that they left, began again or have a different name."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from app.models.base import PersonId
from app.models.changes import Changes
from app.models.person import partner_of
from app.services.part_check import PartFindings, note_era, note_name
from app.services.parting import note_left
from app.services.units import UnitOfWork
from app.ui.home.notices.notice import FindingNotices, HomeNotice
from app.ui.kit.notice import NoticeTone
from app.ui.wording import fill, fill_from


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
