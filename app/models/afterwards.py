"""The hours and days after a scene, as each person has them alone: what they ticked, and what waits for them later.

Nothing of it is said in the shared space. A tick names a need by its digest, so that words that are taken back are
gone from here as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from app.models.aftercare import AnsweredNeed, CareKind, CareNeed
from app.models.base import ItemId, Model, digest
from app.models.live import Live, LiveMark, final_state


class LaterCheck(StrEnum):
    """When somebody's own Home asks how they are."""

    SAME_EVENING = "same_evening"
    NEXT_DAY = "next_day"
    THIRD_DAY = "third_day"


CHECKED_AFTER = {
    LaterCheck.SAME_EVENING: timedelta(hours=2),
    LaterCheck.NEXT_DAY: timedelta(hours=24),
    LaterCheck.THIRD_DAY: timedelta(hours=72),
}
"""How long after a scene each check begins to wait; it waits until the next one does."""
ASKED_FOR = timedelta(days=7)
"""How long after a scene anything waits at all."""
RESTED_AFTER = timedelta(hours=1)
"""How long after a scene it is first offered to talk it over."""
ONE_EVENING = timedelta(hours=12)
"""What is said to be over within this time of the last one is the same evening."""
LATER_KINDS = (CareKind.DELAYED, CareKind.SELF_CARE)
"""Kinds of care for the days after."""


class Afterwards(Model):
    """One person's own time after a scene.

    `at` (UTC): when it was over, or with `is_over` unset when they first ticked something. `ticked`: keys of needs.
    `done`: the later checks that they have dealt with.
    """

    agreement: ItemId
    at: datetime
    is_over: bool = False
    stopped_early: bool = False
    is_grounded: bool = False
    ticked: frozenset[str] = frozenset()
    done: frozenset[LaterCheck] = frozenset()

    def with_tick(self, key: str, on: bool) -> Afterwards:
        """With a need ticked or not."""
        return self.evolve(ticked=self.ticked | {key} if on else self.ticked - {key})

    def with_done(self, check: LaterCheck) -> Afterwards:
        """With a check dealt with, and those before it."""
        before = list(LaterCheck)[: list(LaterCheck).index(check) + 1]
        return self.evolve(done=self.done | {*before})


class SceneStop(Model):
    """When a scene that was held here was over (UTC), and whether that was sooner than planned."""

    at: datetime
    is_early: bool


def stop_of(live: Live) -> SceneStop:
    """How a scene that was stopped came to its end. A cap that is reached and an end by hand are no early stop."""
    state = final_state(live)
    return SceneStop(
        at=live.began + timedelta(seconds=state.stopped_at),
        is_early=state.stopped in (LiveMark.RED, LiveMark.UNANSWERED),
    )


def need_key(need: CareNeed) -> str:
    """What a tick names a need by; it holds none of its words."""
    return digest(need)


def over(before: Afterwards | None, agreement: ItemId, at: datetime) -> Afterwards:
    """The scene is over at this moment. What was ticked the same evening stays; nothing stays of an earlier one."""
    if before is None or abs(at - before.at) > ONE_EVENING:
        return Afterwards(agreement=agreement, at=at, is_over=True)
    return before.evolve(at=at, is_over=True)


def due(after: Afterwards, now: datetime) -> LaterCheck | None:
    """The check that waits now: the last one whose time has come, unless it is done."""
    since = now - after.at
    if not after.is_over or since > ASKED_FOR:
        return None
    come = [check for check, wait in CHECKED_AFTER.items() if since >= wait]
    return come[-1] if come and come[-1] not in after.done else None


def is_fresh(after: Afterwards, now: datetime) -> bool:
    """Whether it was over just now, and this person does not feel grounded yet."""
    return after.is_over and not after.is_grounded and timedelta() <= now - after.at < min(CHECKED_AFTER.values())


def may_talk_over(over_at: datetime, now: datetime) -> bool:
    """Whether it is offered to talk it over: not the same hour that it was over, and not for ever."""
    return RESTED_AFTER <= now - over_at <= ASKED_FOR


def is_just_over(over_at: datetime, now: datetime) -> bool:
    """Whether it was over so short a while ago that care is all there is to do together."""
    return timedelta() <= now - over_at < RESTED_AFTER


def is_past(after: Afterwards, now: datetime) -> bool:
    """Whether nothing of it is asked about any more."""
    return now - after.at > ASKED_FOR


def needs_now(needs: Iterable[AnsweredNeed], *, stopped_early: bool) -> tuple[AnsweredNeed, ...]:
    """The needs for the first hours, by kind of care; those for an early stop first, or not at all."""
    kinds = [kind for kind in CareKind if kind not in (*LATER_KINDS, CareKind.EARLY_STOP)]
    return _of_kinds(needs, [*([CareKind.EARLY_STOP] if stopped_early else []), *kinds])


def needs_later(needs: Iterable[AnsweredNeed]) -> tuple[AnsweredNeed, ...]:
    """The needs for the days after."""
    return _of_kinds(needs, LATER_KINDS)


def _of_kinds(needs: Iterable[AnsweredNeed], kinds: Sequence[CareKind]) -> tuple[AnsweredNeed, ...]:
    found = tuple(needs)
    return tuple(each for kind in kinds for each in found if each.need.kind is kind)
