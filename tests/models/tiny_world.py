"""A tiny world for the rules of consent: two people, two activities, one protection, three days.

Every act of it calls the functions of `app.models`. Beside their result stands what people themselves would tell of
what they said and did (`Told`), and the two are compared in each state.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from app.models import agreement, clause, draft_lines, own_words, reading, shared_list, withdrawal
from app.models.aftercare import AftercarePlan
from app.models.agreement import Agreement, AgreementState, CurrentAgreement, Yes, YesSaid
from app.models.answer import Ceiling, Stance
from app.models.base import ItemId, Model, PersonId
from app.models.clause import Clause, ClauseKind, Document, DraftSources, OwnWords
from app.models.draft_lines import DraftLine, DraftRows, DraftSaid, ProposedItem, ValueName
from app.models.ending import Ending
from app.models.limits import SharedItem
from app.models.opening import PairClass
from app.models.outline import Draft, DraftKind, DraftSection, Scope
from app.models.pairing import Pairing
from app.models.reading import Reading
from app.models.said import Said, slot_of
from app.models.said_kinds import DISCLOSED, Disclosed, PartEra
from app.models.shared_list import ListRows, RowPlace
from tests.models.strategies import ALEX, CATALOGUE, PEOPLE, SAM
from tests.support import factories as make

START = date(2026, 3, 14)
DAYS = tuple(START + timedelta(days=number) for number in range(3))
SCENE, RULES = ItemId("scene"), ItemId("rules")
HUGS = Pairing(activity_id=make.HUGS)
MASSAGE = Pairing(activity_id=make.MASSAGE, active=ALEX)
PAIRINGS = (HUGS, MASSAGE)
GUARD = "guard"
SOURCES = DraftSources(
    signals=make.signals(), aftercare=tuple(AftercarePlan(person=person, nothing=True) for person in PEOPLE)
)
OPEN, CAPPED, LONE, LIMIT = "open", "capped", "lone", "limit"
"""What both parts say of an activity: both want it; Sam with a ceiling; only Sam's half; Sam has a limit, too."""


class YesRow(NamedTuple):
    """A yes as a row: of one person, to one text, under one act, for the eras of a moment."""

    person: PersonId
    text: int
    act: int
    era: int
    on: int
    met: int | None


class Told(NamedTuple):
    """What people did, as they would tell it themselves."""

    waiting: frozenset[tuple[PersonId, str, int]] = frozenset()
    """Yeses that wait and that nobody ended: the person, the agreement, the day they were said."""
    allowed: frozenset[tuple[str, str]] = frozenset()
    """What both agreed and nobody ended: the agreement and the clause."""
    rules: frozenset[str] = frozenset({""})
    """Agreements on ground rules that nobody ended; one that a newer one replaced is none that ended."""
    read: frozenset[tuple[PersonId, str]] = frozenset()
    """What protects or informs and was read: the person and the clause's digest."""


class World(NamedTuple):
    """Everything that the rules read, in the smallest form, and what people did."""

    day: int = 0
    era: int = 0
    listed: tuple[str, ...] = (OPEN, OPEN)
    has_condition: bool = True
    rests: frozenset[tuple[PersonId, int]] = frozenset()
    lines: frozenset[tuple[PersonId, str, str]] = frozenset()
    """Author, draft, line."""
    left_out: frozenset[tuple[PersonId, str, str]] = frozenset()
    yeses: frozenset[YesRow] = frozenset()
    endings: frozenset[Ending] = frozenset()
    told: Told = Told()


class Wrong(AssertionError):
    """A state that no rule may lead to."""


def begun(*drafts: str) -> World:
    """The first state: everything is on the shared list and in the drafts, nothing is agreed."""
    items = [(SCENE, "item0"), (SCENE, "item1")] if len(drafts) == 1 else [(SCENE, "item0")]
    lines = [(draft, GUARD) for draft in drafts[:1]] + items
    return World(lines=frozenset((person, draft, line) for draft, line in lines for person in PEOPLE))


class Explorer:
    """The acts of the tiny world and what must hold of each state. What was computed once is kept."""

    def __init__(self, *drafts: str) -> None:
        self.drafts = drafts
        self.texts: list[Document] = []
        self.by_id: dict[str, Document] = {}
        """The text of each agreement or waiting yes."""
        self.rows_of: defaultdict[str, set[YesRow]] = defaultdict(set)
        self._numbers: dict[str, int] = {}
        self.items_of = cache(self._items_of)
        self.document = cache(self._document)
        self.yes = cache(self._yes)
        self.agreements = cache(self._agreements)
        self.current = cache(self._current)
        self.dated = cache(self._dated)
        self.lone_of = cache(self._lone_of)
        self.is_lapsed = cache(self._is_lapsed)
        self.said_under = cache(self._said_under)

    # --- what the rules make of the rows

    def _items_of(self, listed: tuple[str, ...], has_condition: bool, rests: frozenset[str]) -> tuple[SharedItem, ...]:
        disclosed: dict[RowPlace, Disclosed] = {}
        for number, (pairing, state) in enumerate(zip(PAIRINGS, listed, strict=True)):
            if state == LIMIT:
                body = Disclosed(act="", stance=Stance.HARD_LIMIT, day=START)
                disclosed[RowPlace(SAM, PairClass.OFF, pairing.key)] = body
            for person in (SAM,) if state == LONE else PEOPLE:
                conditions = "slowly" if (person, number, has_condition) == (SAM, 0, True) else ""
                ceiling = Ceiling.LIGHT if state == CAPPED and person == SAM else None
                body = Disclosed(act="a", stance=Stance.WANT, conditions=conditions, ceiling=ceiling, day=START)
                disclosed[RowPlace(person, PairClass.YES, pairing.key)] = body
        return shared_list.shared_items_of(ListRows(PEOPLE, disclosed, {}, rests, {}))

    def _document(self, draft_id: str, rows: World) -> tuple[Draft, Document]:
        items = self.items_of(rows.listed, rows.has_condition, frozenset(PAIRINGS[n].key for _, n in rows.rests))
        kind = DraftKind.GROUND_RULES if draft_id == RULES else DraftKind.SCENE
        scope = DraftLine(place=1, field=ValueName.SCOPE, text=Scope.UNTIL_REVIEW.value)
        cap = DraftLine(place=1, field=ValueName.CAP_MINUTES, minutes=60)
        said = [Said(ALEX, f"{draft_id}/{name}", body, "", 1) for name, body in (("scope", scope), ("cap", cap))]
        said += [
            Said(who, f"{draft_id}/{line}", _line(line), "", 1)
            for who, where, line in sorted(rows.lines)
            if where == draft_id
        ]
        parts = DraftRows(
            id=draft_id,
            drafts=tuple(Said(person, draft_id, DraftSaid(kind=kind), "", 1) for person in PEOPLE),
            lines=tuple(said),
            left_out=frozenset(mark for _, where, mark in rows.left_out if where == draft_id),
        )
        draft = draft_lines.assemble(parts, items)
        assert draft is not None
        slot = slot_of(DISCLOSED[PairClass.YES], HUGS.key)
        sources = SOURCES.evolve(items=items, commitments={(SAM, slot): "slowly"})
        return draft, clause.lay_out(draft, sources, CATALOGUE)

    def text_of(self, world: World, draft_id: str) -> tuple[Draft, Document, int]:
        """The draft, the text that somebody would read now, and its number."""
        rows = World(0, 0, world.listed, world.has_condition, world.rests, world.lines, world.left_out)
        rules = self.rules_of(world) if RULES in self.drafts and draft_id == SCENE else ""
        waiting = frozenset(yes.agreement_id for yes in self.waiting(world, draft_id))
        return self.dated(draft_id, rows, rules, waiting, world.day)

    def _dated(
        self, draft_id: str, rows: World, rules: str, waiting: frozenset[str], day: int
    ) -> tuple[Draft, Document, int]:
        draft, document = self.document(draft_id, rows)
        yeses = [self.yes(row, row.era) for own_id in sorted(waiting) for row in self.rows_of[own_id]]
        known = [yes for yes in yeses if yes is not None]
        text = agreement.dated(document.evolve(rules=rules), known, DAYS[day] + timedelta(days=1))
        sealed = text.sealed
        number = self._numbers.setdefault(sealed.version, len(self.texts))
        if number == len(self.texts):
            self.texts.append(sealed)
        return draft, text, number

    def rules_of(self, world: World) -> str:
        """The ground rules that are agreed."""
        states = self.versions(world, RULES)
        return next((v.agreement.id for v in states if v.state is AgreementState.AGREED), "")

    def _said_under(self, text: int, act: int, era: int) -> tuple[YesSaid, str]:
        document = self.texts[text]
        eras = (PartEra(person=ALEX, era="0"), PartEra(person=SAM, era=str(era)))
        said = YesSaid(draft_id=document.draft_id, act=str(act), space="s", eras=eras, text=document, on=START)
        own_id = agreement.agreement_id_of(said)
        self.by_id[own_id] = document
        return said, own_id

    def _yes(self, row: YesRow, era: int) -> Yes | None:
        said, own_id = self.said_under(row.text, row.act, row.era)
        met = None if row.met is None else DAYS[row.met]
        body = said.model_copy(update={"on": DAYS[row.on], "met": met})
        eras = (PartEra(person=ALEX, era="0"), PartEra(person=SAM, era=str(era)))
        key = agreement.yes_key(said.draft_id, own_id)
        return agreement.yes_of(Said(row.person, key, body, "", 1), "s", eras)

    def yeses(self, world: World, draft_id: str = "") -> tuple[Yes, ...]:
        """The valid yeses to a draft, or all."""
        found = (self.yes(row, world.era) for row in sorted(world.yeses, key=str))
        return tuple(yes for yes in found if yes is not None and draft_id in ("", yes.text.draft_id))

    def lone(self, world: World, draft_id: str) -> tuple[Yes, ...]:
        """The yeses to a draft that are no half of an agreement."""
        return self.lone_of(world.yeses, world.era, draft_id)

    def _lone_of(self, rows: frozenset[YesRow], era: int, draft_id: str) -> tuple[Yes, ...]:
        return agreement.lone_yeses(self.yeses(World(yeses=rows, era=era), draft_id), PEOPLE)

    def waiting(self, world: World, draft_id: str) -> tuple[Yes, ...]:
        """The yeses to a draft that wait."""
        lone = self.lone(world, draft_id)
        return agreement.still_waiting(lone, world.endings, DAYS[world.day]) if lone else ()

    def _agreements(self, yeses: frozenset[YesRow], era: int, draft_id: str) -> tuple[Agreement, ...]:
        world = World(yeses=yeses, era=era)
        return agreement.agreements_between(self.yeses(world, draft_id), PEOPLE)

    def versions(self, world: World, draft_id: str) -> tuple[CurrentAgreement, ...]:
        """The agreements of a draft as they are now."""
        found = self.agreements(world.yeses, world.era, draft_id)
        return tuple(self.now(world, each) for each in found)

    def now(self, world: World, held: Agreement) -> CurrentAgreement:
        """One agreement as it is now."""
        mine = frozenset(ending for ending in world.endings if ending.agreement == held.id)
        lapsed = bool(held.document.rules) and self.is_lapsed(held.document.rules, world.yeses, world.era, world.day)
        return self.current(held, mine, world.day, lapsed, world.has_condition)

    def _is_lapsed(self, rules: str, yeses: frozenset[YesRow], era: int, day: int) -> bool:
        versions: dict[str, Agreement] = {each.id: each for each in self.agreements(yeses, era, RULES)}
        return agreement.rules_lapsed(rules, versions, DAYS[day])

    def _current(
        self, held: Agreement, endings: frozenset[Ending], day: int, lapsed: bool, has_condition: bool
    ) -> CurrentAgreement:
        def words_of(own: OwnWords) -> Model | None:
            body = Disclosed(act="a", stance=Stance.WANT, conditions="slowly", day=START)
            return body if has_condition else None

        clauses = tuple(own_words.filled_from(each, words_of) for each in held.document.clauses)
        filled = held.evolve(document=held.document.evolve(clauses=clauses))
        return agreement.current_agreement(filled, endings, DAYS[day], rules_ended=lapsed)

    # --- acts

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
                    for each in held.clauses:
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
            for state in (CAPPED, LONE, LIMIT, OPEN):
                yield state, world._replace(listed=(world.listed[0], state))
        if world.has_condition:
            gone = {each for each in world.told.allowed if each[1] == "item:item0"}
            told = world.told._replace(allowed=world.told.allowed - gone)
            yield "words taken back", world._replace(has_condition=False, listed=(LONE, world.listed[1]), told=told)

    def agree(self, world: World, draft_id: str) -> World:
        """Both read, one after the other, and their yeses meet."""
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
        counting = {c.digest for own_id, cid in told.allowed for c in self.by_id[own_id].clauses if c.id == cid}
        counting |= {c.digest for who, own_id, _ in told.waiting if who == person for c in self.by_id[own_id].clauses}
        for each in silent:
            if each.digest not in counting and (person, each.digest) not in told.read:
                raise Wrong(f"yes to a line that was not read: {each.id}")

    def _said(self, world: World, person: PersonId, text: int) -> tuple[World, str]:
        document = self.texts[text]
        theirs = [yes.act for yes in self.waiting(world, document.draft_id) if yes.text == document]
        ended = {ending.agreement for ending in world.endings} | {self._id(row) for row in world.yeses}
        fresh = (act for act in range(99) if self.said_under(text, act, world.era)[1] not in ended)
        row = YesRow(person, text, int(theirs[0]) if theirs else next(fresh), world.era, world.day, None)
        self.rows_of[self._id(row)].add(row)
        told = world.told._replace(waiting=world.told.waiting | {(person, self._id(row), world.day)})
        return world._replace(yeses=world.yeses | {row}, told=told), self._id(row)

    def _end_own(self, world: World, person: PersonId, draft_id: str) -> World:
        mine = [yes for yes in self.lone(world, draft_id) if yes.person == person]
        ids = {yes.agreement_id for yes in mine}
        rows = frozenset(row for row in world.yeses if not (row.person == person and self._id(row) in ids))
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
        if not agreement.may_meet(self.waiting(world, draft_id), own_id, PEOPLE, DAYS[world.day]):
            return world
        told, text = world.told, self.by_id[own_id]
        if {who for who, each, _ in told.waiting if each == own_id} != set(PEOPLE):
            raise Wrong("agreed without two yeses to this text that nobody had ended")
        if text.review_on is None or text.review_on <= DAYS[world.day]:
            raise Wrong("agreed for a day that is over")
        allowed = {each for each in told.allowed if self.by_id[each[0]].draft_id != draft_id}
        if text.rules in told.rules:
            permissions = (each for each in text.clauses if each.kind is ClauseKind.PERMISSION)
            allowed |= {(own_id, each.id) for each in permissions if world.has_condition or not each.own}
        told = told._replace(
            allowed=frozenset(allowed),
            waiting=frozenset(each for each in told.waiting if each[1] != own_id),
            rules=told.rules | {own_id} if draft_id == RULES else told.rules,
        )
        replaced = self.agreements(world.yeses, world.era, draft_id)
        rows = frozenset(row._replace(met=world.day) if self._id(row) == own_id else row for row in world.yeses)
        endings = world.endings.union(withdrawal.endings_of_meeting(replaced))
        return world._replace(yeses=rows, endings=endings, told=told)

    def withdraw(self, world: World, person: PersonId, held: Agreement, each: Clause | None) -> World:
        """Somebody ends their yes to all of an agreement, or to one clause."""
        yeses, draft_id, left_out = self.yeses(world), held.document.draft_id, world.left_out
        told = world.told
        if each is None:
            endings = withdrawal.endings_of_all(held, yeses)
            told = self._told_ended(told, held.id)
        else:
            endings = withdrawal.endings_of_clauses(held, (each,), yeses)
            told = self._told_ended(told, held.id, "" if each.kind is ClauseKind.PROTECTION else each.id)
            if each.item is not None:
                left_out |= {(person, draft_id, f"pairing:{each.item.pairing.key}")}
        endings += withdrawal.endings_of_waiting(self.lone(world, draft_id))
        told = told._replace(waiting=frozenset(w for w in told.waiting if self.by_id[w[1]].draft_id != draft_id))
        world = world._replace(endings=world.endings.union(endings), told=told, left_out=left_out)
        return self._end_own(world, person, draft_id)

    def next_day(self, world: World) -> World:
        """Midnight."""
        world, told = world._replace(day=world.day + 1), world.told
        known = {own for own, _ in told.allowed} | {each[1] for each in told.waiting} | (told.rules - {""})
        days = {own_id: self.by_id[own_id].review_on for own_id in known}
        over = {own_id for own_id, day in days.items() if day is not None and day < DAYS[world.day]}
        replaced = {own for own in told.rules if own and own != self._newest_rules(world)}
        for own_id in sorted(over - replaced):
            told = self._told_ended(told, own_id, waits=True)
        late = {w for w in told.waiting if w[1] in over or w[2] + agreement.WAITING_DAYS < world.day}
        return world._replace(told=told._replace(waiting=told.waiting - late))

    def _newest_rules(self, world: World) -> str:
        found = self.agreements(world.yeses, world.era, RULES)
        return found[-1].id if found else ""

    def _told_ended(self, told: Told, own_id: str, clause_id: str = "", *, waits: bool = False) -> Told:
        """What is left when all that an agreement allowed ended, or one clause; with rules, what was read with them."""
        ended = {each for each in told.allowed if each[0] == own_id and clause_id in ("", each[1])}
        if clause_id:
            return told._replace(allowed=told.allowed - ended)
        ended |= {each for each in told.allowed if self.by_id[each[0]].rules == own_id}
        waiting = {each for each in told.waiting if self.by_id[each[1]].rules == own_id}
        return told._replace(
            allowed=told.allowed - ended,
            waiting=told.waiting if waits else told.waiting - waiting,
            rules=told.rules - {own_id},
        )

    # --- what must hold

    def require_right(self, world: World) -> None:
        """Raise `Wrong` unless the rules say of a state what people told."""
        counted = set()
        for draft_id in self.drafts:
            for version in self.versions(world, draft_id):
                counted |= {(version.agreement.id, c.id) for c in version.clauses if c.kind is ClauseKind.PERMISSION}
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

    def _id(self, row: YesRow) -> str:
        return self.said_under(row.text, row.act, row.era)[1]


def _line(name: str) -> DraftLine:
    if name == GUARD:
        return DraftLine(place=1, section=DraftSection.EXCLUSIONS, text="No photos")
    pairing = PAIRINGS[int(name.removeprefix("item"))]
    return DraftLine(place=1, item=ProposedItem(pairing=pairing))
