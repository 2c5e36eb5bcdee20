"""What the rules of consent make of the rows of a tiny world; what was computed once is kept."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from functools import cache

from app.models import agreement, draft_lines, layout, own_words, pause, shared_list
from app.models.aftercare import AftercarePlan
from app.models.agreement import Agreement, AgreementState, CurrentAgreement, Yes, YesSaid
from app.models.answer import Ceiling, Stance
from app.models.base import Model
from app.models.clause import Clause, Document, OwnWords
from app.models.draft_lines import DraftLine, DraftRows, DraftSaid, ProposedItem, ValueName
from app.models.ending import Ending
from app.models.layout import DraftSources
from app.models.limits import SharedItem
from app.models.opening import PairClass
from app.models.outline import Draft, DraftKind, DraftSection, Scope
from app.models.said import Said, slot_of
from app.models.said_kinds import DISCLOSED, Disclosed, PartEra
from app.models.shared_list import ListRows, RowPlace
from tests.models.strategies import ALEX, CATALOGUE, PEOPLE, SAM
from tests.models.tiny_told import (
    CAPPED,
    DAYS,
    GENTLY,
    GUARD,
    HUGS,
    LIMIT,
    LONE,
    LONGER,
    MASSAGE,
    ONCE,
    OPEN,
    PAIRINGS,
    PAUSED,
    RULES,
    SCENE,
    START,
    TODAY,
    World,
    YesRow,
)
from tests.support import factories as make

SOURCES = DraftSources(
    signals=make.signals(), aftercare=tuple(AftercarePlan(person=person, nothing=True) for person in PEOPLE)
)
_SLOTS = {pairing: slot_of(DISCLOSED[PairClass.YES], pairing.key) for pairing in PAIRINGS}
_CONDITIONS = {_SLOTS[HUGS]: "slowly", _SLOTS[MASSAGE]: "gently"}
"""What Sam says of each activity if they say a condition; the words are their own commitment."""
_LIMIT = Disclosed(act="", stance=Stance.HARD_LIMIT, day=START)
_WANT = Disclosed(act="a", stance=Stance.WANT, day=START)


def said_by_sam(number: int, state: str, *, has_condition: bool) -> Disclosed:
    """What Sam says of an activity."""
    if state == LIMIT:
        return _LIMIT
    is_slow = number == 0 and has_condition
    conditions = "slowly" if is_slow else "gently" if state == GENTLY else ""
    return _WANT.evolve(conditions=conditions, ceiling=Ceiling.LIGHT if state == CAPPED else None)


class Rules:
    """Every function of `app.models` that reads what two people said."""

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
        self.yeses_in = cache(self._yeses_in)
        self.agreements = cache(self._agreements)
        self._now: dict[tuple[object, ...], CurrentAgreement] = {}
        self.dated = cache(self._dated)
        self.lone_of = cache(self._lone_of)
        self.has_ended = cache(self._has_ended)
        self.said_under = cache(self._said_under)

    def _items_of(self, listed: tuple[str, ...], has_condition: bool, rests: frozenset[str]) -> tuple[SharedItem, ...]:
        disclosed: dict[RowPlace, Disclosed] = {}
        for number, (pairing, state) in enumerate(zip(PAIRINGS, listed, strict=True)):
            if state == LIMIT:
                disclosed[RowPlace(SAM, PairClass.OFF, pairing.key)] = _LIMIT
            said = said_by_sam(number, OPEN if state == LIMIT else state, has_condition=has_condition)
            disclosed[RowPlace(SAM, PairClass.YES, pairing.key)] = said
            if state != LONE:
                disclosed[RowPlace(ALEX, PairClass.YES, pairing.key)] = _WANT
        return shared_list.shared_items_of(ListRows(PEOPLE, disclosed, {}, rests, {}))

    def _document(self, draft_id: str, rows: World) -> tuple[Draft, Document]:
        items = self.items_of(rows.listed, rows.has_condition, frozenset(PAIRINGS[n].key for _, n in rows.rests))
        kind = DraftKind.GROUND_RULES if draft_id == RULES else DraftKind.SCENE
        scope = DraftLine(place=1, field=ValueName.SCOPE, text=Scope.UNTIL_REVIEW.value)
        cap = DraftLine(place=1, field=ValueName.CAP_MINUTES, minutes=60)
        said = [Said(ALEX, f"{draft_id}/{name}", body, "", 1) for name, body in (("scope", scope), ("cap", cap))]
        said += [
            Said(who, f"{draft_id}/{line}", _LINES[line], "", 1)
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
        sources = SOURCES.evolve(items=items, commitments={(SAM, slot): said for slot, said in _CONDITIONS.items()})
        return draft, layout.lay_out(draft, sources, CATALOGUE)

    def text_of(self, world: World, draft_id: str) -> tuple[Draft, Document, int]:
        """The draft, the text that somebody would read now, and its number."""
        rows = World(0, 0, world.listed, world.has_condition, world.rests, world.lines, world.left_out)
        rules = self.rules_of(world) if RULES in self.drafts and draft_id == SCENE else ""
        waiting = frozenset(yes.agreement_id for yes in self.waiting(world, draft_id))
        is_paused = any(line == PAUSED for _, _, line in world.lines)
        states = self.versions(world, draft_id) if is_paused else ()
        agreed = next((v.clauses for v in states if v.state is AgreementState.AGREED), None)
        return self.dated(draft_id, rows, rules, waiting, world.day, agreed)

    def _dated(
        self,
        draft_id: str,
        rows: World,
        rules: str,
        waiting: frozenset[str],
        day: int,
        agreed: tuple[Clause, ...] | None,
    ) -> tuple[Draft, Document, int]:
        draft, document = self.document(draft_id, rows)
        document = pause.paused(document, agreed, draft.wider_from, DAYS[day])
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
        return self.yeses_in(world.yeses, world.era, draft_id)

    def _yeses_in(self, rows: frozenset[YesRow], era: int, draft_id: str) -> tuple[Yes, ...]:
        found = (self.yes(row, era) for row in sorted(rows, key=str))
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
        rules = held.document.rules
        # Of two versions of one day this world does not know the later one, so it cannot tell which was replaced.
        theirs = frozenset(ending for ending in world.endings if ending.agreement == rules and ending.clause)
        ended = bool(rules) and self.has_ended(rules, theirs, world.yeses, world.era, world.day)
        # Its text is one of a few that live as long as this world; hashing it would take longer than all else.
        known = (id(held.document), held.id, held.number, held.agreed_on)
        key = (*known, mine, world.day, ended, world.has_condition)
        if key not in self._now:
            self._now[key] = self._current(held, mine, world.day, ended, world.has_condition)
        return self._now[key]

    def _has_ended(self, rules: str, endings: frozenset[Ending], yeses: frozenset[YesRow], era: int, day: int) -> bool:
        versions: dict[str, Agreement] = {each.id: each for each in self.agreements(yeses, era, RULES)}
        return agreement.rules_ended(rules, versions, endings, DAYS[day])

    def _current(
        self, held: Agreement, endings: frozenset[Ending], day: int, lapsed: bool, has_condition: bool
    ) -> CurrentAgreement:
        text = held.document
        clauses, until_then = (
            tuple(with_words(each, has_condition=has_condition) for each in part)
            for part in (text.clauses, text.until_then)
        )
        filled = held.evolve(document=text.evolve(clauses=clauses, until_then=until_then))
        return agreement.current_agreement(filled, endings, DAYS[day], rules_ended=lapsed)

    def id_of(self, row: YesRow) -> str:
        """The agreement that a yes is to."""
        return self.said_under(row.text, row.act, row.era)[1]


def with_words(sealed: Clause, *, has_condition: bool) -> Clause:
    """A clause with the words of its holders."""

    def words_of(own: OwnWords) -> Model | None:
        is_there = has_condition or own.slot != _SLOTS[HUGS]
        return _WANT.evolve(conditions=own.commitment) if is_there else None

    return own_words.filled_from(sealed, words_of)


_LINES = {
    GUARD: DraftLine(place=1, section=DraftSection.EXCLUSIONS, text="No photos"),
    LONGER: DraftLine(place=2, field=ValueName.CAP_MINUTES, minutes=90),
    PAUSED: DraftLine(place=1, field=ValueName.WIDER_FROM, on=DAYS[1]),
    ONCE: DraftLine(place=2, field=ValueName.SCOPE, text=Scope.ONCE.value),
    TODAY: DraftLine(place=1, field=ValueName.REVIEW_ON, on=DAYS[0]),
} | {f"item{number}": DraftLine(place=1, item=ProposedItem(pairing=each)) for number, each in enumerate(PAIRINGS)}
