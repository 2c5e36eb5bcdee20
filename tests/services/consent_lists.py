"""What a couple do with their answers and their shared list."""

from __future__ import annotations

from app.models.aftercare import AftercarePlan
from app.models.agreement import AgreementState
from app.models.answer import Ceiling, Stance
from app.models.base import PersonId
from app.models.limits import Outcome, Talk, TalkResult
from app.models.pairing import Pairing
from app.models.said_kinds import AFTERCARE
from app.models.sealing import ShareChoice
from app.services import care, opening, sharing, taking_back
from tests.services.consent_couple import SIDES, Couple
from tests.services.consent_told import Wrong, is_about
from tests.support.openings import answer, open_and_accept, take_back


class ListActs(Couple):
    """Answering, opening, talking, letting rest and taking back."""

    def answer(
        self, person: PersonId, side: int, stance: Stance, conditions: str, ceiling: Ceiling | None = None
    ) -> None:
        """Answer privately, and choose to share it at the next opening: nothing that both see changes."""
        if person not in self.here:
            return
        before = self.seen_together()
        activity, *directions = SIDES[side]
        direction = directions[self.vault.pair.index(person)]
        answer(
            self.vault, person, stance, activity=activity, direction=direction, conditions=conditions, ceiling=ceiling
        )
        with self.vault.unit(person) as uow:
            sharing.choose(uow, person=person, keys=((activity, direction.value),), choice=ShareChoice.SHARE)
        if self.seen_together() != before:
            raise Wrong("a private answer changed what both see")

    def open_together(self) -> None:
        """Both seal what they would share, open and accept; what is new and narrower has ended what it meets."""
        if len(self.here) < 2:
            return
        before = {(item.id, d.person): d for item in self.listed() for d in item.disclosures}
        open_and_accept(self.vault)
        for item in self.listed():
            for said in item.disclosures:
                old = before.get((item.id, said.person))
                words = said.conditions.strip()
                is_new = bool(words) and words not in self._agreed_conditions(item.pairing, said.person)
                if (item.outcome.is_limit and said != old) or (is_new and said != old):
                    self.told.end(lambda clause, pairing=item.pairing: is_about(clause, pairing))  # type: ignore[misc]
                elif said.ceiling is not None and said != old:
                    self.told.end_above(item.pairing, said.ceiling)

    def _agreed_conditions(self, pairing: Pairing, person: PersonId) -> set[str]:
        # While the day is in doubt, nothing shows as agreed; what both read is agreed all the same.
        texts = [
            version.agreement.document.clauses if version.state is AgreementState.UNSURE else version.clauses
            for version in self.versions()
        ]
        items = [c.item for clauses in texts for c in clauses if is_about(c, pairing)]
        return {c.words.strip() for item in items if item is not None for c in item.conditions if c.person == person}

    def talk(self, agreed: bool, declined_by: PersonId | None) -> None:
        """Both note a talk about something they are to talk about."""
        item = next((item for item in self.listed() if item.outcome is Outcome.TALK), None)
        if item is None:
            return
        result = TalkResult.DECLINED if declined_by else TalkResult.AGREED if agreed else TalkResult.OPEN
        talk = Talk(result=result, declined_by=declined_by)
        self.act(lambda uow: opening.keep_talk(uow, item=item, talk=talk, now=self.vault.clock()))

    def wake(self, person: PersonId, side: int) -> None:
        """Somebody wakes what rests in their name."""
        if person in self.here:
            self.act(lambda uow: sharing.wake_entry(uow, person=person, entry_id=SIDES[side][0]))

    def take_back(self, person: PersonId, side: int) -> None:
        """Somebody takes back what they disclosed; it ends wherever it was agreed."""
        if person not in self.here:
            return
        pairing = self.pairing(side)
        self.act(lambda uow: take_back(uow, person, pairing.key))
        self.told.end(lambda clause: is_about(clause, pairing))

    def take_back_aftercare(self, person: PersonId) -> None:
        """Somebody takes their aftercare back, which ends all that was allowed with it, and says it once more."""
        if person not in self.here:
            return
        self.act(lambda uow: taking_back.take_back(uow, person=person, kind=AFTERCARE.name))
        held = {own for own, text in self.told.texts.items() if text.clause(f"aftercare:{person}") is not None}
        for own_id in held:
            self.told.end_all(own_id)
        self.told.waiting -= {each for each in self.told.waiting if each[1] in held}
        self.act(lambda uow: care.save_aftercare(uow, plan=AftercarePlan(person=person, nothing=True)))
