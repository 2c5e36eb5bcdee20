"""A tiny world for the rules of consent: what two people can do in it, and what must hold of every state.

Every act of it calls the functions of `app.models`. Their result is compared with what people themselves would tell of
what they said and did (`Told`), and the two are compared in each state.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import TypeVar

from app.models import agreement, blockers, reading, withdrawal
from app.models.agreement import Agreement, AgreementState, Yes
from app.models.answer import Ceiling
from app.models.base import ItemId, PersonId
from app.models.clause import Clause, ClauseKind, Document
from app.models.outline import Scope
from app.models.reading import Reading
from tests.models.strategies import ALEX, PEOPLE, SAM
from tests.models.tiny_rules import Rules, said_by_sam, with_words
from tests.models.tiny_told import (
    CAPPED,
    DAYS,
    GENTLY,
    GUARD,
    HUGS,
    LIMIT,
    LONE,
    MASSAGE,
    OPEN,
    PAIRINGS,
    RULES,
    SCENE,
    Allowed,
    Guarded,
    Told,
    World,
    Wrong,
    YesRow,
    begun,
)

T = TypeVar("T", Allowed, Guarded)


class Explorer(Rules):
    """The acts of the tiny world and what must hold of each state."""

    def firsts(self) -> tuple[World, ...]:
        """Where it begins: nothing is agreed."""
        return (begun(*self.drafts),)

    def acts(self, world: World) -> Iterator[tuple[str, World]]:
        """Every state that one act leads to, with the name of the act."""
        for draft_id in self.drafts:
            for person in PEOPLE:
                yield f"yes {draft_id}", self.say_yes(world, person, draft_id)[0]
                yield f"take back {draft_id}", self._end_own(world, person, draft_id)
            yield f"meet {draft_id}", self.meet(world, draft_id)
            yield f"agree {draft_id}", self.agree(world, draft_id)
            for held in self.versions(world, draft_id):
                if held.state is AgreementState.AGREED:
                    yield f"withdraw {draft_id}", self.withdraw(world, ALEX, held.agreement, None)
                    for each in (*held.clauses, *held.waiting):
                        if each.item is not None or each.id == f"line:{GUARD}":
                            yield f"withdraw {each.id}", self.withdraw(world, SAM, held.agreement, each)
        yield from self._edits(world)
        if world.day + 1 < len(DAYS):
            yield "next day", self.next_day(world)
        if world.era == 0:
            yield "new era", world._replace(era=1, told=Told())

    def _edits(self, world: World) -> Iterator[tuple[str, World]]:
        guarded = self.drafts[0]
        guards = {(person, guarded, GUARD) for person in PEOPLE}
        yield (
            "toggle guard",
            world._replace(lines=world.lines ^ guards if guards & world.lines else world.lines | guards),
        )
        mark = (SAM, SCENE, f"pairing:{HUGS.key}")
        yield "put back", world._replace(left_out=world.left_out - {mark})
        yield "rest", world._replace(rests=world.rests ^ {(ALEX, 0)})
        if len(self.drafts) == 1:
            yield "half removed", world._replace(listed=(world.listed[0], LONE))
            for state in (OPEN, CAPPED, GENTLY, LIMIT):
                if state != world.listed[1]:
                    yield f"open {state}", self.open(world, state)
        if world.has_condition:
            gone = {each for each in world.told.allowed if each.clause == "item:item0"}
            told = world.told._replace(allowed=world.told.allowed - gone)
            yield "words taken back", world._replace(has_condition=False, listed=(LONE, world.listed[1]), told=told)

    def agree(self, world: World, draft_id: str) -> World:
        """Both read in turn, and their yeses meet."""
        world, _ = self.say_yes(world, ALEX, draft_id)
        return self._met(*self.say_yes(world, SAM, draft_id), draft_id)

    def say_yes(self, world: World, person: PersonId, draft_id: str) -> tuple[World, str]:
        """A whole reading and its yes, and the id that it is under."""
        _, document, number = self.text_of(world, draft_id)
        before = self._before(world, person, draft_id)
        asked = {each.digest: each for each in reading.clauses_to_read(document, before)}
        replies = dict.fromkeys(asked, reading.ClauseReply.YES)
        reply = Reading(draft_id=ItemId(draft_id), person=person, replies=replies)
        reading.require_finished(document, document, reply, before, {})
        self._require_read(world, person, [each for each in document.clauses if each.digest not in asked])
        told = world.told
        read = {(person, each.digest) for each in asked.values() if each.kind is not ClauseKind.PERMISSION}
        world = world._replace(told=told._replace(read=told.read | read))
        mine = (yes for yes in self.waiting(world, draft_id) if yes.person == person)
        own_id = next((yes.agreement_id for yes in mine if yes.text == self.texts[number]), "")
        if not own_id:
            world = self._end_own(world, person, draft_id)
            world, own_id = self._said(world, person, number)
        return world, own_id

    def _before(self, world: World, person: PersonId, draft_id: str) -> Yes | None:
        yes = reading.last_yes(self.yeses(world, draft_id), person)
        if yes is None:
            return None
        endings = [ending for ending in world.endings if ending.agreement == yes.agreement_id]
        return reading.what_still_counts(yes, self.versions(world, draft_id), endings, DAYS[world.day])

    def _require_read(self, world: World, person: PersonId, silent: list[Clause]) -> None:
        """What was not asked was read before, and has not ended since."""
        told = world.told
        agreed = ((each, self.by_id[each.agreement].clause(each.clause)) for each in told.allowed | told.later)
        counting = {c.digest for each, c in agreed if c is not None and ceiling_of(c) == each.ceiling}
        counting |= {c.digest for who, own_id, _ in told.waiting if who == person for c in self.by_id[own_id].clauses}
        for each in silent:
            if each.digest not in counting and (person, each.digest) not in told.read:
                raise Wrong(f"yes to a line that was not read: {each.id}")

    def _said(self, world: World, person: PersonId, text: int) -> tuple[World, str]:
        document = self.texts[text]
        theirs = [yes.act for yes in self.waiting(world, document.draft_id) if yes.text == document]
        ended = {ending.agreement for ending in world.endings} | {self.id_of(row) for row in world.yeses}
        fresh = (act for act in range(99) if self.said_under(text, act, world.era)[1] not in ended)
        row = YesRow(person, text, int(theirs[0]) if theirs else next(fresh), world.era, world.day, None)
        self.rows_of[self.id_of(row)].add(row)
        told = world.told._replace(waiting=world.told.waiting | {(person, self.id_of(row), world.day)})
        return world._replace(yeses=world.yeses | {row}, told=told), self.id_of(row)

    def _end_own(self, world: World, person: PersonId, draft_id: str) -> World:
        mine = [yes for yes in self.lone(world, draft_id) if yes.person == person]
        ids = {yes.agreement_id for yes in mine}
        rows = frozenset(row for row in world.yeses if not (row.person == person and self.id_of(row) in ids))
        told = world.told
        ended = {own for who, own, _ in told.waiting if who == person and self.by_id[own].draft_id == draft_id}
        told = told._replace(waiting=frozenset(each for each in told.waiting if each[1] not in ended))
        endings = world.endings.union(withdrawal.endings_of_waiting(mine))
        return world._replace(yeses=rows, endings=endings, told=told)

    def meet(self, world: World, draft_id: str) -> World:
        """Both put their waiting yeses together."""
        ids = sorted({yes.agreement_id for yes in self.waiting(world, draft_id)})
        found = (after for own_id in ids if (after := self._met(world, own_id, draft_id)) != world)
        return next(found, world)

    def _met(self, world: World, own_id: str, draft_id: str) -> World:
        if not blockers.may_meet(self.waiting(world, draft_id), own_id, PEOPLE, DAYS[world.day]):
            return world
        told, text = world.told, self.by_id[own_id]
        if {who for who, each, _ in told.waiting if each == own_id} != set(PEOPLE):
            raise Wrong("agreed without two yeses to this text that nobody had ended")
        first = DAYS[world.day] + timedelta(days=0 if text.scope is Scope.ONCE else 1)
        if text.review_on is None or text.review_on < first:
            raise Wrong("agreed for a day that is over")
        told = self._told_agreed(world, own_id, text)
        replaced = self.agreements(world.yeses, world.era, draft_id)
        rows = frozenset(row._replace(met=world.day) if self.id_of(row) == own_id else row for row in world.yeses)
        endings = world.endings.union(withdrawal.endings_of_meeting(replaced))
        return world._replace(yeses=rows, endings=endings, told=told)

    def _told_agreed(self, world: World, own_id: str, text: Document) -> Told:
        """What counts once both have said yes to a text: what it allows by now, and after its pause."""
        told = world.told
        waits = text.wider_from is not None and DAYS[world.day] < text.wider_from
        now = [each for each in text.clauses if not (waits and each.id in text.wider)]
        now += text.until_then if waits else ()
        later = text.clauses if waits else ()
        if text.rules not in told.rules:
            now, later = [], ()

        def others(kept: frozenset[T]) -> frozenset[T]:
            return frozenset(each for each in kept if self.by_id[each.agreement].draft_id != text.draft_id)

        def allowed(clauses: Iterable[Clause]) -> Iterator[Allowed]:
            for each in clauses:
                is_there = not with_words(each, has_condition=world.has_condition).is_taken_back
                if each.kind is ClauseKind.PERMISSION and is_there:
                    yield Allowed(own_id, each.id, ceiling_of(each))

        def guards(clauses: Iterable[Clause]) -> Iterator[Guarded]:
            protect = (each for each in clauses if each.kind is ClauseKind.PROTECTION)
            return (Guarded(own_id, each.id, each.minutes) for each in protect)

        return told._replace(
            allowed=others(told.allowed).union(allowed(now)),
            later=others(told.later).union(allowed(later)),
            guards=others(told.guards).union(guards(now)),
            guards_later=others(told.guards_later).union(guards(later)),
            waiting=frozenset(each for each in told.waiting if each[1] != own_id),
            rules=told.rules | {own_id} if text.draft_id == RULES else told.rules,
        )

    def open(self, world: World, state: str) -> World:
        """Both accept an opening in which Sam says something new of the second activity."""
        said = said_by_sam(1, state, has_condition=False)
        made = [version.agreement for draft_id in self.drafts for version in self.versions(world, draft_id)]
        lone = [yes for draft_id in self.drafts for yes in self.lone(world, draft_id)]

        def meets(clause: Clause) -> str | None:
            return withdrawal.ends_above(with_words(clause, has_condition=world.has_condition), SAM, said)

        endings = withdrawal.endings_about(MASSAGE.key, made, lone, meets)
        return world._replace(
            listed=(world.listed[0], state),
            endings=world.endings.union(endings),
            told=self._told_opened(world.told, state),
        )

    def _told_opened(self, told: Told, state: str) -> Told:
        """What is left of what was agreed once Sam has said a limit, a condition or a ceiling."""

        def left_of(text: Document, clause_id: str, ceiling: Ceiling) -> Ceiling | None:
            clause = text.clause(clause_id)
            if clause is None or clause.item is None or clause.item.pairing != MASSAGE:
                return ceiling
            if state == LIMIT or (state == GENTLY and not clause.own):
                return None
            return min(ceiling, Ceiling.LIGHT) if state == CAPPED else ceiling

        def narrowed(kept: frozenset[Allowed]) -> frozenset[Allowed]:
            left = ((each, left_of(self.by_id[each.agreement], each.clause, each.ceiling)) for each in kept)
            return frozenset(each._replace(ceiling=ceiling) for each, ceiling in left if ceiling is not None)

        is_met = {
            own_id
            for _, own_id, _ in told.waiting
            for c in self.by_id[own_id].all_clauses
            if left_of(self.by_id[own_id], c.id, ceiling_of(c)) != ceiling_of(c)
        }
        return told._replace(
            allowed=narrowed(told.allowed),
            later=narrowed(told.later),
            waiting=frozenset(each for each in told.waiting if each[1] not in is_met),
        )

    def withdraw(self, world: World, person: PersonId, held: Agreement, each: Clause | None) -> World:
        """Somebody ends their yes to all of an agreement, or to one clause."""
        yeses, draft_id, left_out = self.yeses(world), held.document.draft_id, world.left_out
        told = world.told
        if each is None:
            endings = withdrawal.endings_of_all(held, yeses)
            told = self.told_ended(told, held.id)
        else:
            endings = withdrawal.endings_of_clauses(held, (each,), yeses)
            told = self.told_ended(told, held.id, "" if each.kind is ClauseKind.PROTECTION else each.id)
            if each.item is not None:
                left_out |= {(person, draft_id, f"pairing:{each.item.pairing.key}")}
        endings += withdrawal.endings_of_waiting(self.lone(world, draft_id))
        told = told._replace(waiting=frozenset(w for w in told.waiting if self.by_id[w[1]].draft_id != draft_id))
        world = world._replace(endings=world.endings.union(endings), told=told, left_out=left_out)
        return self._end_own(world, person, draft_id)

    def next_day(self, world: World) -> World:
        """Midnight."""
        world, told = world._replace(day=world.day + 1), world.told
        known = {each.agreement for each in told.allowed | told.guards} | {each[1] for each in told.waiting}
        texts = {own_id: self.by_id[own_id] for own_id in known | (told.rules - {""})}
        days = {own_id: text.review_on for own_id, text in texts.items() if text.review_on is not None}
        over = {own_id for own_id, day in days.items() if last_day_of(texts[own_id], day) < DAYS[world.day]}
        too_late = {own_id for own_id, day in days.items() if day < DAYS[world.day]}
        replaced = {own for own in told.rules if own and own != self._newest_rules(world)}
        for own_id in sorted(over - replaced):
            told = self.told_ended(told, own_id, waits=True)
        late = {w for w in told.waiting if w[1] in too_late or w[2] + agreement.WAITING_DAYS < world.day}
        return world._replace(told=told._replace(waiting=told.waiting - late))

    def _newest_rules(self, world: World) -> str:
        found = self.agreements(world.yeses, world.era, RULES)
        return found[-1].id if found else ""

    def told_ended(self, told: Told, own_id: str, clause_id: str = "", *, waits: bool = False) -> Told:
        """What is left when all that an agreement allowed ended, or one clause; with rules, what was read with them."""
        if clause_id:
            place = (own_id, clause_id)
            return told._replace(
                allowed=frozenset(each for each in told.allowed if each[:2] != place),
                later=frozenset(each for each in told.later if each[:2] != place),
            )

        def others(kept: frozenset[T]) -> frozenset[T]:
            return frozenset(each for each in kept if own_id not in (each.agreement, self.by_id[each.agreement].rules))

        waiting = {each for each in told.waiting if self.by_id[each[1]].rules == own_id}
        return told._replace(
            allowed=others(told.allowed),
            later=others(told.later),
            guards=others(told.guards),
            guards_later=others(told.guards_later),
            waiting=told.waiting if waits else told.waiting - waiting,
            rules=told.rules - {own_id},
        )

    # --- what must hold

    def require_right(self, world: World) -> None:
        """Raise `Wrong` unless the rules say of a state what people told."""
        counted = set()
        for draft_id in self.drafts:
            for version in self.versions(world, draft_id):
                permissions = (c for c in version.clauses if c.kind is ClauseKind.PERMISSION)
                counted |= {Allowed(version.agreement.id, c.id, ceiling_of(c)) for c in permissions}
        if counted - world.told.allowed:
            raise Wrong(f"allowed, although it ended or was never agreed: {counted - world.told.allowed}")
        if world.told.allowed - counted:
            raise Wrong(f"agreed, and does not count: {world.told.allowed - counted}")
        waiting = {(y.person, y.agreement_id) for draft_id in self.drafts for y in self.waiting(world, draft_id)}
        if waiting != {(who, own_id) for who, own_id, _ in world.told.waiting}:
            raise Wrong("what waits is not what people said and nobody ended")
        self._require_proposable(world)

    def _require_proposable(self, world: World) -> None:
        draft, _, _ = self.text_of(world, SCENE)
        resting = {number for _, number in world.rests}
        marks = {mark for _, _, mark in world.left_out}
        for item in draft.items:
            number = PAIRINGS.index(item.pairing)
            state = world.listed[number]
            if number in resting or state in (LIMIT, LONE):
                raise Wrong(f"proposed, although it rests or is not on the list: {item.pairing.key}")
            if f"pairing:{item.pairing.key}" in marks:
                raise Wrong(f"proposed, although it was left out: {item.pairing.key}")
            if state == CAPPED and (item.ceiling or Ceiling.STRONG) > Ceiling.LIGHT:
                raise Wrong(f"proposed above its ceiling: {item.pairing.key}")


def last_day_of(text: Document, day: date) -> date:
    """Until when what a text allows counts: for one evening, the day after it, too."""
    return day + timedelta(days=1) if text.scope is Scope.ONCE else day


def ceiling_of(clause: Clause) -> Ceiling:
    """How far an activity may go."""
    return (clause.item and clause.item.ceiling) or Ceiling.STRONG
