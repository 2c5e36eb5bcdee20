"""The tiny world of a scene's day: ready checks, what both see of them, the scene while it runs, its stop and its talk.

It composes the rules of `app.models` as the services do, and compares them in each state with what the two did.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from functools import cache
from typing import NamedTuple

from app.models import agreement, live, scene_day, withdrawal
from app.models.agreement import AgreementState, CurrentAgreement
from app.models.base import ItemId, PersonId
from app.models.live import STOPS, Live, LiveMark, Nudge
from app.models.scene_day import Evening, ReadyAsk, ReadyCheck, Tonight, Verdict
from tests.models.strategies import ALEX, PEOPLE, SAM
from tests.models.tiny_told import DAYS, ONCE, SCENE, TODAY, World, Wrong, begun
from tests.models.tiny_world import Explorer

CAP, CHECK_IN, UNANSWERED = 3, 1, 2
"""Minutes: the cap, the time between check-ins, and after how many a check-in that nobody answered stops a scene."""
A_DAY = 24 * 60
_BEGAN = datetime.combine(DAYS[0], time(18), UTC)
_CARE = tuple(Evening)
Said = frozenset[tuple[PersonId, str, Live]]


class Check(NamedTuple):
    """A ready check: of whom, to which agreement, on which day; what they made of it, and what both had seen then."""

    person: PersonId
    agreement: str
    day: int
    verdict: Verdict | None
    after: Evening | None


class Run(NamedTuple):
    """A scene that runs, as the two would tell it; in minutes. `last`: when something happened."""

    key: str
    began: int
    last: int
    is_paused: bool
    out: frozenset[str]

    @property
    def stops(self) -> int:
        """When it stops by itself."""
        cap = self.began + CAP
        return cap if self.is_paused else min(cap, self.last + UNANSWERED)


class Day(NamedTuple):
    """The rows of a scene's day, and what the two would tell of it."""

    minute: int = 0
    here: frozenset[PersonId] = frozenset(PEOPLE)
    checks: frozenset[Check] = frozenset()
    tonight: frozenset[tuple[PersonId, str, Tonight]] = frozenset()
    runs: Said = frozenset()
    stopped: Said = frozenset()
    care: frozenset[tuple[str, int, Evening]] = frozenset()
    """Of an agreement and a day, the most careful that both saw, or that one wrote and that only narrows."""
    out: frozenset[tuple[str, int, str]] = frozenset()
    """What was left out for an evening."""
    run: Run | None = None
    over: frozenset[str] = frozenset()
    """The agreements that a scene was held under."""


class EveningWorld(NamedTuple):
    """The world of an agreed scene, and its day."""

    world: World
    day: Day = Day()


class EveningExplorer:
    """What two people can do on the day of a scene of two activities for one evening."""

    def __init__(self) -> None:
        self.consent = Explorer(SCENE)

    def firsts(self) -> tuple[EveningWorld, ...]:
        """The scene is agreed for today; it is smaller; it runs; it was stopped, ended and agreed once more."""
        agreed = EveningWorld(self._agree(begun(SCENE, also=(ONCE, TODAY))))
        checked = self.both_ready(agreed)
        begins = self.begin(checked)
        over = self.happens(begins, LiveMark.RED)
        ended = over._replace(world=self.consent.withdraw(over.world, ALEX, self._held(over.world).agreement, None))
        return (
            agreed,
            self.choose(checked, Evening.SMALLER, 0),
            begins,
            ended._replace(world=self._agree(ended.world)),
        )

    def _agree(self, world: World) -> World:
        return self.consent.agree(world, SCENE)

    def _held(self, world: World) -> CurrentAgreement:
        held = self.scene(world)
        assert held is not None
        return held

    def acts(self, at: EveningWorld) -> Iterator[tuple[str, EveningWorld]]:
        """Every state that one act leads to, with the name of the act."""
        day = at.day
        for person in PEOPLE:
            if person in day.here:
                for verdict in (*Verdict, None):
                    yield f"{verdict}", self.check(at, person, verdict)
                if len(day.here) > 1:
                    yield "leave", at._replace(day=day._replace(here=day.here - {person}))
            else:
                yield "come back", self.settle(at._replace(day=day._replace(here=frozenset(PEOPLE))))
        for mark in LiveMark:
            if mark not in (LiveMark.CAP, LiveMark.UNANSWERED):
                yield mark.value, self.happens(at, mark)
        yield "a minute", self.passes(at, 1)
        yield from self._ends(at)
        if len(day.here) > 1:
            yield from self._both(at)

    def _both(self, at: EveningWorld) -> Iterator[tuple[str, EveningWorld]]:
        yield "compare", self.compare(at)
        yield "both ready", self.both_ready(at)
        for written in ((ALEX,), (SAM,)):
            yield "compare, killed", self.compare(at, written)
            yield "begin, killed", self.begin(at, written)
            yield "smaller, killed", self.choose(at, Evening.SMALLER, 0, written)
        for side in range(2):
            yield "smaller", self.choose(at, Evening.SMALLER, side)
        yield "off", self.choose(at, Evening.OFF, None)
        yield "begin", self.begin(at)
        yield "evening", self.begin(self.both_ready(at))
        if at.world.day == 0:
            yield "agree", at._replace(world=self._agree(at.world))

    def _ends(self, at: EveningWorld) -> Iterator[tuple[str, EveningWorld]]:
        held = self.scene(at.world)
        if held is not None:
            yield (
                "withdraw",
                self.settle(at._replace(world=self.consent.withdraw(at.world, ALEX, held.agreement, None))),
            )
            for each in held.items:
                yield "take out", at._replace(world=self.consent.withdraw(at.world, SAM, held.agreement, each))
            if len(at.day.here) > 1:
                yield "debrief", self.debrief(at, held)
        if at.world.day + 1 < len(DAYS):
            yield "next day", self.passes(at._replace(world=self.consent.next_day(at.world)), A_DAY)

    # --- acts

    def scene(self, world: World) -> CurrentAgreement | None:
        """The scene that is agreed, if one is."""
        return next((v for v in self.consent.versions(world, SCENE) if v.state is AgreementState.AGREED), None)

    def _on(self, world: World) -> CurrentAgreement | None:
        versions = self.consent.versions(world, SCENE)
        return next((held for held in versions if scene_day.is_on(held, DAYS[world.day])), None)

    def check(self, at: EveningWorld, person: PersonId, verdict: Verdict | None) -> EveningWorld:
        """Somebody who is here gives a verdict, or looks at their answers again."""
        held, day = self._on(at.world), at.day
        if held is None:
            return at
        own_id, today = held.agreement.id, at.world.day
        seen = self.tonight(at, own_id)
        mine = Check(person, own_id, today, verdict, seen.evening if seen is not None else None)
        others = {each for each in day.checks if each[:3] != mine[:3]}
        return at._replace(day=day._replace(checks=frozenset({*others, mine})))

    def both_ready(self, at: EveningWorld) -> EveningWorld:
        """Both are ready, and look at the result."""
        return self.compare(self.check(self.check(at, ALEX, Verdict.READY), SAM, Verdict.READY))

    def tonight(self, at: EveningWorld, own_id: str) -> Tonight | None:
        """What both see of today."""
        said = {person: row for person, each, row in at.day.tonight if each == own_id}
        return scene_day.tonight_of(said, PEOPLE, DAYS[at.world.day])

    def _say(self, at: EveningWorld, own_id: str, row: Tonight, written: tuple[PersonId, ...]) -> EveningWorld:
        kept = {each for each in at.day.tonight if each[1] != own_id or each[0] not in written}
        return at._replace(day=at.day._replace(tonight=frozenset(kept | {(who, own_id, row) for who in written})))

    def compare(self, at: EveningWorld, written: tuple[PersonId, ...] = PEOPLE) -> EveningWorld:
        """Both look at the result; `written`: whose row was written before a kill."""
        held = self._on(at.world)
        if held is None:
            return at
        own_id, today = held.agreement.id, at.world.day
        before = self.tonight(at, own_id)
        mine = [each for each in at.day.checks if (each.agreement, each.day) == (own_id, today)]
        after = _after(before, mine, today)
        if any(_after(before, same, today) != after for same in _alike(mine)):
            raise Wrong("the result tells whose verdict it was, or what somebody answered")
        if after is None:
            return at
        expected = _expected(before.evening if before is not None else None, mine)
        at = self._say(at, own_id, after, written)
        return at if expected is None else self._told_seen(at, own_id, expected)

    def choose(
        self, at: EveningWorld, evening: Evening, side: int | None, written: tuple[PersonId, ...] = PEOPLE
    ) -> EveningWorld:
        """Both choose what to do instead."""
        held = self._on(at.world)
        before = self.tonight(at, held.agreement.id) if held is not None else None
        if held is None or before is None:
            return at
        own_id, today = held.agreement.id, at.world.day
        without = [clause.id for clause in held.items[side : side + 1]] if side is not None else []
        after = scene_day.more_careful(before, evening, without)
        if (after is None) != (_CARE.index(evening) < _CARE.index(before.evening)):
            raise Wrong("they may choose what is freer, or not what is more careful")
        if after is None:
            return at
        at = self._say(at, own_id, after, written)
        out = at.day.out | {(own_id, today, each) for each in without}
        at = at._replace(day=at.day._replace(out=out))
        return self._told_seen(at, own_id, evening)

    def _told_seen(self, at: EveningWorld, own_id: str, evening: Evening) -> EveningWorld:
        """What both wrote counts; what only one did before a kill, if it is no for the evening as planned."""
        place = (own_id, at.world.day)
        rows = ((who, row) for who, own, row in at.day.tonight if own == own_id and row.day == DAYS[at.world.day])
        is_whole = {who for who, row in rows if row.evening is evening} == set(PEOPLE)
        before = next((each[2] for each in at.day.care if each[:2] == place), None)
        if not is_whole and evening is Evening.SMALLER and before is Evening.READY:
            evening = Evening.NOT_AS_PLANNED
        elif not is_whole and evening in (Evening.READY, Evening.SMALLER):
            return at
        others = {each for each in at.day.care if each[:2] != place}
        return at._replace(day=at.day._replace(care=frozenset({*others, (*place, evening)})))

    def begin(self, at: EveningWorld, written: tuple[PersonId, ...] = PEOPLE) -> EveningWorld:
        """Both start the scene."""
        held, day = self._on(at.world), at.day
        begins = self._begins(at, held)
        if begins != self._may_begin(at):
            raise Wrong("a scene begins that not both are ready for" if begins else "a scene does not begin")
        if held is None or not begins:
            return at
        own_id, today = held.agreement.id, at.world.day
        tonight = self.tonight(at, own_id)
        now, key = _now(day.minute), f"{own_id}/{len(day.runs | day.stopped)}"
        begun = Live(began=now, cap=CAP, interval=CHECK_IN, without=tonight.without if tonight else (), seen=now)
        day = day._replace(runs=day.runs | {(who, key, begun) for who in written})
        if written == PEOPLE:
            out = frozenset(each for own, when, each in day.out if (own, when) == (own_id, today))
            day = day._replace(run=Run(key, day.minute, day.minute, False, out), over=day.over | {own_id})
        return at._replace(day=day)

    def _begins(self, at: EveningWorld, held: CurrentAgreement | None) -> bool:
        """Whether the rules let it begin."""
        if held is None or self.running(at.day):
            return False
        own_id, today = held.agreement.id, at.world.day
        tonight = self.tonight(at, own_id)
        earlier = [row for _, key, row in at.day.stopped if key.startswith(own_id)]
        once = agreement.ends_with_debrief(held.agreement)
        if tonight is None or not live.may_begin_again(earlier, _now(at.day.minute), is_once=once):
            return False
        mine = [each for each in at.day.checks if (each.agreement, each.day) == (own_id, today)]
        stands = scene_day.nobody_changed(tonight, [_check(each) for each in mine], len(PEOPLE), DAYS[today])
        return stands and scene_day.may_begin(tonight, held.items)

    def _may_begin(self, at: EveningWorld) -> bool:
        """Whether both would say that it may."""
        told, day, today = at.world.told, at.day, at.world.day
        if today > 1 or day.run is not None:
            return False
        agreed = {each.agreement for each in told.guards}
        for own_id, when, evening in day.care:
            mine = {each.person: each for each in day.checks if (each.agreement, each.day) == (own_id, today)}
            if when != today or own_id not in agreed or own_id in day.over:
                continue
            if evening is Evening.READY and {p for p, c in mine.items() if c.verdict is Verdict.READY} == set(PEOPLE):
                return True
            left = {each.clause for each in told.allowed if each.agreement == own_id}
            left -= {each for own, on, each in day.out if (own, on) == (own_id, today)}
            declined = (c.verdict is Verdict.NOT_TONIGHT and c.after is Evening.SMALLER for c in mine.values())
            if (
                evening is Evening.SMALLER
                and left
                and not (len(mine) == len(PEOPLE) and _given(mine) and any(declined))
            ):
                return True
        return False

    def happens(self, at: EveningWorld, mark: LiveMark) -> EveningWorld:
        """Something happens in the scene that runs: it is noted by those who are here."""
        day, held = at.day, self.scene(at.world)
        run, found = day.run, self.running(day)
        ids = tuple(clause.id for clause in held.items[:1]) if held is not None and mark is LiveMark.SMALLER else ()
        for key, row in found.items():
            elapsed = live.elapsed_since(row, _now(day.minute))
            event = live.next_event(row, elapsed, mark, ids)
            for person in day.here:
                day = _noted(day, person, key, lambda said, e=event: live.with_event(said, e), elapsed)
        if run is not None and mark in STOPS:
            day = day._replace(run=None)
        elif run is not None:
            paused = mark is LiveMark.YELLOW or (run.is_paused and mark is LiveMark.CHECKED_IN)
            day = day._replace(run=run._replace(last=day.minute, is_paused=paused, out=run.out.union(ids)))
        return at._replace(day=day)

    def passes(self, at: EveningWorld, minutes: int) -> EveningWorld:
        """Time passes, and those who are here note what stopped."""
        return self.settle(at._replace(day=at.day._replace(minute=at.day.minute + minutes)))

    def settle(self, at: EveningWorld) -> EveningWorld:
        """What is noted at an unlock, and as time passes."""
        day, now = at.day, _now(at.day.minute)
        stopped = _by_key(day.stopped)
        rows = _by_key(day.runs)
        for person, key, row in sorted(day.runs, key=lambda each: each[:2]):
            if person not in day.here:
                continue
            if key not in stopped and len(rows[key]) < len(PEOPLE):
                if len(day.here) == len(PEOPLE):
                    day = day._replace(runs=day.runs - {(person, key, row)})
                continue
            held = live.together(stopped[key]) if key in stopped else None
            elapsed = live.elapsed_since(row if held is None else live.together((row, held)), now)
            after = live.settled(row, held, elapsed, has_ended=held is None and self._has_ended(at.world, key))
            if after is not None:
                day = _moved(day, person, key, row, after)
        run = day.run
        if run is not None and (run.stops <= day.minute or not self._told_agreed_to(at.world, run.key)):
            day = day._replace(run=None)
        return at._replace(day=day)

    def _has_ended(self, world: World, key: str) -> bool:
        own_id = key.partition("/")[0]
        return any(
            v.agreement.id == own_id and v.state is AgreementState.ENDED for v in self.consent.versions(world, SCENE)
        )

    def _told_agreed_to(self, world: World, key: str) -> bool:
        own_id = key.partition("/")[0]
        return world.day > 1 or any(each.agreement == own_id for each in world.told.guards)

    def debrief(self, at: EveningWorld, held: CurrentAgreement) -> EveningWorld:
        """Both accept the debrief: a scene for one evening is over."""
        world, own_id = at.world, held.agreement.id
        if agreement.ends_with_debrief(held.agreement):
            world = world._replace(
                endings=world.endings.union(withdrawal.endings_of_all(held.agreement, self.consent.yeses(world)))
            )
        world = world._replace(told=self.consent.told_ended(world.told, own_id))
        return self.settle(at._replace(world=world))

    # --- what must hold

    def running(self, day: Day) -> dict[str, Live]:
        """The scenes that run."""
        return live.started(_by_key(day.runs), {key for _, key, _ in day.stopped}, len(PEOPLE))

    def require_right(self, at: EveningWorld) -> None:
        """Raise `Wrong` unless the rules say of a state what the two would tell."""
        self.consent.require_right(at.world)
        day, today = at.day, at.world.day
        for own_id in {own for _, own, _ in day.tonight}:
            seen = self.tonight(at, own_id)
            told = next((each[2] for each in day.care if each[:2] == (own_id, today)), None)
            if (seen.evening if seen is not None else None) is not told:
                raise Wrong(f"they see {seen}, and would tell {told}")
            out = {each for own, when, each in day.out if (own, when) == (own_id, today)}
            if seen is not None and set(seen.without) != out:
                raise Wrong("what was left out for an evening is not what both chose")
        self._require_running(day)

    def _require_running(self, day: Day) -> None:
        stopped = {key for _, key, _ in day.stopped}
        if day.here == frozenset(PEOPLE) and any(key in stopped for _, key, _ in day.runs):
            raise Wrong("both are here, and only one of them has noted the stop")
        found, run, now = self.running(day), day.run, _now(day.minute)
        if set(found) != ({run.key} if run is not None else set()):
            raise Wrong("a scene runs that was stopped or did not begin, or it does not run")
        if run is None:
            return
        row = found[run.key]
        state = live.state_at(row, live.elapsed_since(row, now))
        if state.stopped is not None or state.stops_at != (run.stops - run.began) * 60:
            raise Wrong("it stops at a different time")
        if state.without != run.out:
            raise Wrong("what was taken out came back, or something else is out")
        is_asked = not run.is_paused and day.minute >= run.last + CHECK_IN
        if state.is_paused != run.is_paused or (state.nudge is not Nudge.NONE) != is_asked:
            raise Wrong("it is asked how it is while it pauses, or it is not asked")


def _now(minute: int) -> datetime:
    return _BEGAN + timedelta(minutes=minute)


def _by_key(said: Said) -> dict[str, list[Live]]:
    found: dict[str, list[Live]] = {}
    for _, key, row in sorted(said, key=lambda each: each[:2]):
        found.setdefault(key, []).append(row)
    return found


def _noted(day: Day, person: PersonId, key: str, change: object, elapsed: float) -> Day:
    """A row with something that happened; one that stopped is among those that were stopped."""
    row = next((row for who, own, row in day.runs if (who, own) == (person, key)), None)
    if row is None:
        return day
    after = live.seen_at(change(row), elapsed, _now(day.minute))  # type: ignore[operator]
    if live.state_at(after, elapsed).stopped is None:
        return day._replace(runs=(day.runs - {(person, key, row)}) | {(person, key, after)})
    return _moved(day, person, key, row, live.with_stop(after, elapsed))


def _moved(day: Day, person: PersonId, key: str, row: Live, after: Live) -> Day:
    return day._replace(runs=day.runs - {(person, key, row)}, stopped=day.stopped | {(person, key, after)})


@cache
def _check(each: Check, answer: bool = True) -> ReadyCheck:
    answers = dict.fromkeys(ReadyAsk, answer)
    own_id = ItemId(each.agreement)
    return ReadyCheck(agreement_id=own_id, day=DAYS[each.day], answers=answers, verdict=each.verdict, after=each.after)


def _after(before: Tonight | None, checks: list[Check], today: int, *, answer: bool = True) -> Tonight | None:
    return scene_day.after_checks(before, [_check(each, answer) for each in checks], len(PEOPLE), DAYS[today])


def _alike(checks: list[Check]) -> Iterator[list[Check]]:
    """The same verdicts in different mouths."""
    swapped = {ALEX: SAM, SAM: ALEX}
    yield [each._replace(person=swapped[each.person]) for each in checks]
    yield checks[::-1]


def _given(checks: dict[PersonId, Check]) -> bool:
    return all(each.verdict is not None for each in checks.values())


def _expected(before: Evening | None, checks: list[Check]) -> Evening | None:
    """What both are told once each has given a verdict."""
    if len([each for each in checks if each.verdict is not None]) < len(PEOPLE):
        return before
    declined = [each for each in checks if each.verdict is Verdict.NOT_TONIGHT]
    if before in (None, Evening.READY):
        return Evening.NOT_AS_PLANNED if declined else Evening.READY
    again = any(each.after is Evening.SMALLER for each in declined)
    return Evening.OFF if before is Evening.SMALLER and again else before
