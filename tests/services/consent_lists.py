"""What a couple do with their answers and their shared list."""

from __future__ import annotations

from app.models.aftercare import AftercarePlan
from app.models.answer import STANCES, Ceiling, Stance
from app.models.base import PersonId
from app.models.clause import Clause
from app.models.limits import Outcome, Talk, TalkResult
from app.models.pairing import Pairing
from app.models.said_kinds import AFTERCARE
from app.models.sealing import ShareChoice
from app.services import care, opening, sharing, taking_back
from app.services.agreement_store import filled
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
        with self.vault.unit() as uow:
            rows = sharing.would_share(uow, person=person, base=self.vault.catalogue).rows
        shown = {row.stance for row in rows if row.key == (activity, direction.value)}
        if not shown <= {stance if stance in STANCES else None}:
            raise Wrong("what is no answer for both would be shared")
        if self.seen_together() != before:
            raise Wrong("a private answer changed what both see")

    def open_together(self) -> None:
        """Both seal what they would share, open and accept; what is new and narrower has ended what it meets."""
        if len(self.here) < 2:
            return
        before = {(item.id, d.person): d for item in self.listed() for d in item.disclosures}
        known = self._conditions_read()
        open_and_accept(self.vault)
        for item in self.listed():
            for said in item.disclosures:
                if said == before.get((item.id, said.person)):
                    continue
                words, is_limit = said.conditions.strip(), item.outcome.is_limit

                def meets(
                    clause: Clause,
                    pairing: Pairing = item.pairing,
                    condition: tuple[PersonId, str] = (said.person, words),
                    is_limit: bool = is_limit,
                ) -> bool:
                    is_new = bool(condition[1]) and condition not in known.get(clause.digest, set())
                    return is_about(clause, pairing) and (is_limit or is_new)

                self.told.end(meets)
                if said.ceiling is not None:
                    self.told.end_above(item.pairing, said.ceiling)

    def _conditions_read(self) -> dict[str, set[tuple[PersonId, str]]]:
        """Whose conditions stand in each activity that is agreed or waits, by the clause's digest."""
        owns = {own for own, _ in self.told.allowed} | {own for _, own in self.told.waiting}
        clauses = [clause for own in owns for clause in self.told.texts[own].all_clauses if clause.item is not None]
        with self.vault.unit() as uow:
            full = filled(uow, clauses)
        return {
            clause.digest: {(each.person, each.words.strip()) for each in read.item.conditions}
            for clause, read in zip(clauses, full, strict=True)
            if read.item is not None
        }

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
