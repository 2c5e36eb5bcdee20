"""What one person prepares alone, before or beside anything shared: signals, aftercare, a scene they wish for."""

from __future__ import annotations

from app.models.aftercare import AftercarePlan, CareNeed
from app.models.base import IdSource, ItemId, Model, PersonId, Words
from app.models.outline import Draft, DraftKind, Line, PersonNeeds
from app.models.signal import Channel, Level, SafetySignal


class SceneWish(Model):
    """A scene that somebody wishes for: why, what happens, and what stays out."""

    title: Words = ""
    why: Words = ""
    what: Words = ""
    out: Words = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written."""
        return not any(text.strip() for text in (self.title, self.why, self.what, self.out))


class Prepared(Model):
    """One person's own preparation, stored in their private space until they bring it to somebody."""

    stop_word: Words = ""
    stop_sign: Words = ""
    slow_word: Words = ""
    needs: tuple[CareNeed, ...] = ()
    avoid: tuple[Words, ...] = ()
    care_words: Words = ""
    nothing: bool = False
    wish: SceneWish = SceneWish()

    def plan(self, person: PersonId) -> AftercarePlan:
        """What they need afterwards, as a plan."""
        return AftercarePlan(
            person=person, needs=self.needs, avoid=self.avoid, words=self.care_words, nothing=self.nothing
        )

    def with_plan(self, plan: AftercarePlan) -> Prepared:
        """With a changed plan."""
        return self.evolve(needs=plan.needs, avoid=plan.avoid, care_words=plan.words, nothing=plan.nothing)

    def signals(self, response: str, new_id: IdSource) -> tuple[SafetySignal, ...]:
        """The signals that were written; `response`: what both do when one is given."""
        written = (
            (Level.RED, Channel.VERBAL, self.stop_word),
            (Level.RED, Channel.NONVERBAL, self.stop_sign),
            (Level.YELLOW, Channel.VERBAL, self.slow_word),
        )
        return tuple(
            SafetySignal(
                id=ItemId(new_id()),
                level=level,
                channel=channel,
                expression=words.strip(),
                response=response if level is Level.RED else "",
            )
            for level, channel, words in written
            if words.strip()
        )

    def outline(self, person: PersonId, new_id: IdSource) -> Draft:
        """The wish as a scene outline of their own. What happens is in words: activities come from the shared list."""
        wish = self.wish

        def lines(text: str) -> tuple[Line, ...]:
            found = (line for line in text.split("\n") if line.strip())
            return tuple(Line(id=ItemId(new_id()), text=line, by=person) for line in found)

        return Draft(
            id=ItemId(new_id()),
            kind=DraftKind.SCENE,
            title=wish.title,
            needs=(PersonNeeds(person=person, text=wish.why),) if wish.why.strip() else (),
            exclusions=lines(wish.out),
            words=lines(wish.what),
        )


def merged(plan: AftercarePlan, prepared: AftercarePlan) -> AftercarePlan:
    """A plan with what was prepared added to it; nothing in it is replaced."""
    needs = (*plan.needs, *(need for need in prepared.needs if need not in plan.needs))
    return plan.evolve(
        needs=needs,
        avoid=tuple(dict.fromkeys((*plan.avoid, *prepared.avoid))),
        words="\n".join(dict.fromkeys(text for text in (plan.words, prepared.words) if text.strip())),
        nothing=(plan.nothing or prepared.nothing) and not needs,
    )
